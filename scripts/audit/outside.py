"""Checkers from npm: the Nu HTML checker, and Lighthouse."""

import json
import os
import shutil
import subprocess
import tempfile
from http.client import HTTPConnection
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from scripts.audit.pages import Kind
from scripts.audit.site import Site
from tests.chromium import FLAGS, find_chromium
from tests.tools import MissingTool, find_java

FOLDER = Path(__file__).parent
MODULES = FOLDER / "node_modules"
LIGHT_SECONDS = 180
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")


def install() -> None:
    """Fetch the checkers that package-lock.json names. Raises MissingTool without npm."""
    marker = MODULES / ".package-lock.json"
    lock = FOLDER / "package-lock.json"
    if marker.exists() and marker.stat().st_mtime >= lock.stat().st_mtime:
        return
    if not shutil.which("npm"):
        raise MissingTool("The audit needs Node.js 20 with npm: `sudo apt-get install nodejs npm`.")
    done = subprocess.run(
        ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
        cwd=FOLDER, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise MissingTool(f"npm could not install the checkers:\n{done.stderr[-800:]}")


def check_html(site: Site, kinds: tuple[Kind, ...]) -> tuple[int, list[str]]:
    """How many pages the Nu checker read, and its errors."""
    java = find_java(11)
    if java is None:
        raise MissingTool("The Nu HTML checker needs Java: `sudo apt-get install default-jre`.")
    with tempfile.TemporaryDirectory() as folder:
        files = [
            _save(site, kind, language, Path(folder) / f"{number:03}-{language}.html")
            for number, kind in enumerate(kinds)
            for language in kind.languages
        ]
        jar = MODULES / "vnu-jar" / "build" / "dist" / "vnu.jar"
        done = subprocess.run(
            [java / "bin" / "java", "-jar", jar, "--format", "json", "--exit-zero-always", *files],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    try:
        messages = json.loads(done.stderr)["messages"]
    except ValueError:
        raise MissingTool(f"The Nu HTML checker failed:\n{done.stderr[-800:]}") from None
    errors = [
        f"{_kind_of(one, kinds)}: {one['message']} … {one.get('extract', '').strip()[:120]}"
        for one in messages
        if one["type"] == "error"
    ]
    return len(files), errors


def lighthouse(site: Site, kind: Kind) -> dict[str, int] | None:
    """Lighthouse's scores of one page, as a telephone sees it; None where it fails twice."""
    for _ in range(2):
        report = _lit(kind.address(site))
        if report is not None and all(
            report["categories"][name]["score"] is not None for name in CATEGORIES
        ):
            return {name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES}
    return None


def _lit(address: str) -> dict[str, Any] | None:
    flags = " ".join([*(flag for flag in FLAGS if " " not in flag), "--headless=new"])
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "report.json"
        subprocess.run(
            [
                "node", MODULES / "lighthouse" / "cli" / "index.js", address,
                "--quiet", "--output=json", f"--output-path={out}",
                f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={flags}",
            ],
            env={**os.environ, "CHROME_PATH": find_chromium() or ""},
            capture_output=True, text=True, check=False, timeout=LIGHT_SECONDS,
        )  # fmt: skip
        if not out.is_file():
            return None
        report: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return report


def _save(site: Site, kind: Kind, language: str, path: Path) -> Path:
    """Keep a page."""
    path.write_bytes(_fetch(site, kind, language)[1])
    return path


def _fetch(site: Site, kind: Kind, language: str) -> tuple[str, bytes]:
    """What a page says to robots, and the page; the machine is asked for names before localhost."""
    parts = urlsplit(kind.address(site, language))
    asked = HTTPConnection("127.0.0.1", parts.port)
    carried = "; ".join(f"{name}={value}" for name, value in site.cookies[kind.who].items())
    headers = {"Host": parts.netloc, "Cookie": carried}
    asked.request("GET", f"{parts.path}?{parts.query}", headers=headers)
    answer = asked.getresponse()
    found = answer.headers.get("X-Robots-Tag", ""), answer.read()
    asked.close()
    return found


def _kind_of(message: dict[str, Any], kinds: tuple[Kind, ...]) -> str:
    number, _, language = Path(message["url"]).stem.partition("-")
    return f"{kinds[int(number)].name} ({language})"
