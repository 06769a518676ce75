"""Measures the pages and prints the table of docs/web.md: `make audit`, `python -m scripts.audit`.

`--write` puts the table into docs/web.md. `--only axe,html` leaves out the rest.
Ends with 1 where a number is missed.
"""

import argparse
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from scripts.audit import access, outside, typing
from scripts.audit.pages import KINDS, Kind
from scripts.audit.site import Site, site
from scripts.audit.speed import Speed, measure
from tests.chromium import FLAGS, ensure_chromium, ensure_driver, find_chromium
from tests.tools import MissingTool

DOCS = Path(__file__).resolve().parents[2] / "docs" / "web.md"
BEGIN, END = "<!-- audit: written by make audit -->", "<!-- end of audit -->"
PARTS = ("speed", "typing", "axe", "html", "lighthouse")
LIMITS = {"css": 8_000, "js": 6_000, "requests": 6, "lcp": 1_000.0, "cls": 0.02, "tbt": 50.0}
SOON = {"painted": 100.0, "served": 20.0}
"""From a key to the painted suggestions, and the server's part of it, ms."""
LEAST = {"performance": 98, "accessibility": 100}


def main(arguments: list[str]) -> int:
    """Run the parts that are asked for; 1 where a number is missed, 2 where a tool is."""
    given = _parser().parse_args(arguments)
    parts = given.only.split(",") if given.only else list(PARTS)
    began = time.monotonic()
    try:
        ensure_chromium()
        ensure_driver()
        if {"html", "lighthouse"} & set(parts):
            outside.install()
        with site() as served:
            lines, missed = _all(served, parts, given.kinds)
    except MissingTool as error:
        print(error, file=sys.stderr)
        return 2
    print("\n".join(lines))
    print(f"{time.monotonic() - began:.0f} seconds", file=sys.stderr)
    for one in missed:
        print(f"missed: {one}", file=sys.stderr)
    if given.write and given.only + given.kinds:
        print("Only a whole run is written down.", file=sys.stderr)
        return 2
    if given.write:
        _write(lines)
    return 1 if missed else 0


def _all(served: Site, parts: list[str], begins: str) -> tuple[list[str], list[str]]:
    wanted = tuple(begins.split(","))
    lines = [f"Measured on {datetime.now(UTC).date()} with {_version()}, sample data.", ""]
    missed: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        kinds = tuple(
            kind
            for kind in KINDS
            if kind.name.startswith(wanted) and _is_served(browser, served, kind, missed)
        )
        if "speed" in parts:
            lines += _speed(browser, served, kinds, missed)
        if "typing" in parts:
            lines += _typing(browser, served, missed)
        browser.close()
    if "axe" in parts:
        looked, found = access.look(served, kinds)
        lines.append(
            f"- axe-core: {len(found)} faults in {looked} looks at {len(kinds)} kinds of page "
            "(4 languages, staff in English; 320 and 1280 px; light, dark, forced colors)."
        )
        missed += access.summary(found)
    if "html" in parts:
        read, errors = outside.check_html(served, tuple(kind for kind in kinds if not kind.act))
        lines.append(f"- Nu HTML checker: {len(errors)} errors in {read} pages.")
        missed += errors
    if "lighthouse" in parts:
        lines += _lighthouse(served, kinds, missed)
    return lines, missed


def _speed(browser: Browser, served: Site, kinds: tuple[Kind, ...], missed: list[str]) -> list[str]:
    lines = [
        "| page | KB in all | HTML | CSS | JS | requests | LCP ms | CLS | TBT ms |",
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- |",
    ]
    for kind in kinds:
        if kind.act:
            continue
        try:
            one = measure(browser, served, kind)
        except PlaywrightError as error:
            missed.append(f"{kind.name}: does not load: {error.message.splitlines()[0]}")
            continue
        sizes = " | ".join(f"{size / 1000:.1f}" for size in (one.total, one.html, one.css, one.js))
        lines.append(f"| {kind.name} | {sizes} | {one.requests} | {one.lcp:.0f} | {one.cls:.3f} "
                     f"| {one.tbt:.0f} |")  # fmt: skip
        missed += _over(kind, one)
    return [*lines, ""]


def _over(kind: Kind, one: Speed) -> list[str]:
    over = [
        f"{kind.name}: {name} is {getattr(one, name):g}, at most {most:g}"
        for name, most in LIMITS.items()
        if getattr(one, name) > most
    ]
    if kind.most is not None and one.total > kind.most:
        over.append(f"{kind.name}: {one.total} bytes, at most {kind.most}")
    if one.foreign:
        over.append(f"{kind.name}: {one.foreign} requests to other hosts")
    return over


def _typing(browser: Browser, served: Site, missed: list[str]) -> list[str]:
    found = typing.measure(browser, served)
    missed += [f"typing: {name} {getattr(found, name):.0f} ms, at most {most:.0f}"
               for name, most in SOON.items() if getattr(found, name) > most]  # fmt: skip
    return [
        f"- Suggestions, 95th percentile over {found.letters} letters: {found.painted:.0f} ms from "
        f"the key to the painted list, {found.served:.0f} ms of it the server's."
    ]


def _lighthouse(served: Site, kinds: tuple[Kind, ...], missed: list[str]) -> list[str]:
    lines = ["", "| Lighthouse | performance | accessibility | best practices | SEO |",
             "| --- | --- | --- | --- | --- |"]  # fmt: skip
    for kind in kinds:
        # It looks as a stranger would, and scores only pages that are found.
        if kind.who or kind.act or kind.status != 200:
            continue
        scores = outside.lighthouse(served, kind)
        if scores is None:
            missed.append(f"{kind.name}: Lighthouse gave no report")
            continue
        # Lighthouse counts it against pages that robots are kept away from on purpose.
        hidden = outside.is_kept_from_robots(served, kind)
        seo = "kept from robots" if hidden else str(scores["seo"])
        lines.append(f"| {kind.name} | {scores['performance']} | {scores['accessibility']} "
                     f"| {scores['best-practices']} | {seo} |")  # fmt: skip
        missed += [f"{kind.name}: Lighthouse {name} {scores[name]}, at least {least}"
                   for name, least in LEAST.items() if scores[name] < least]  # fmt: skip
    return lines


def _is_served(browser: Browser, served: Site, kind: Kind, missed: list[str]) -> bool:
    """Whether a page answers as it should; one that does not is a fault, and is left out."""
    context = browser.new_context()
    access.come_as(context, served, kind)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda one: said.append(one.text))
    answer = page.goto(kind.address(served))
    context.close()
    status = answer.status if answer else 0
    missed += [f"{kind.name}: the console says {text}" for text in said
               if "Failed to load resource" not in text]  # fmt: skip
    if status != kind.status:
        missed.append(f"{kind.name}: status {status} in place of {kind.status}")
    return status == kind.status


def _version() -> str:
    done = subprocess.run(
        [find_chromium() or "", "--version"], capture_output=True, text=True, check=False
    )
    return " ".join(done.stdout.split()[:2])


def _write(lines: list[str]) -> None:
    text = DOCS.read_text(encoding="utf-8")
    before, begin, rest = text.partition(BEGIN)
    _, end, after = rest.partition(END)
    if not begin or not end:
        raise SystemExit(f"{DOCS.name} lacks the lines {BEGIN} and {END}")
    body = "\n".join(lines)
    DOCS.write_text(f"{before}{BEGIN}\n\n{body}\n\n{END}{after}", encoding="utf-8")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m scripts.audit", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into docs/web.md")
    parser.add_argument("--only", default="", help=f"{','.join(PARTS)}: the parts to run")
    parser.add_argument("--kinds", default="", help="beginnings of names of pages, comma between")
    return parser


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
