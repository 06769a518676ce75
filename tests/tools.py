"""The programs the test servers need (Java, Maven): found, installed where allowed, or named."""

import hashlib
import os
import re
import shutil
import subprocess
import zipfile
from pathlib import Path

ARTIFACT = "org.elasticsearch.distribution.integ-test-zip:elasticsearch:{version}:zip"
MAVEN_COPY = "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy"
# Checked after every download: a cache or a mirror that serves other bytes is refused.
SHA256 = {
    "8.19.21": "215d5f3dbf0609a149f6218a9e47b6ae2df34ebbff3c5754e35f15a5e5393c8a",
}
JAVA_WANTED = {"8": 17, "9": 21}
APT_JAVA = ("openjdk-17-jre-headless", "default-jre-headless")


class MissingTool(Exception):
    """A program is missing and may not be installed from here; the message names the cure."""


def java_wanted(version: str) -> int:
    """Return the lowest Java release that Elasticsearch ``version`` ("8.19.21") starts on."""
    return JAVA_WANTED.get(version.split(".")[0], 21)


def java_release(home: Path) -> int | None:
    """Return the major release of the Java under ``home``, or None where there is none."""
    if not os.access(home / "bin" / "java", os.X_OK):
        return None
    stated = home / "release"
    if stated.is_file():
        text = stated.read_text(encoding="utf-8", errors="replace")
    else:
        answer = subprocess.run(
            [home / "bin" / "java", "-version"], capture_output=True, text=True, check=False
        )
        text = answer.stderr.replace('version "', 'JAVA_VERSION="')
    found = re.search(r'JAVA_VERSION="(?:1\.)?(\d+)', text)
    return int(found[1]) if found else None


def find_java(wanted: int) -> Path | None:
    """Return the home of the oldest installed Java that is ``wanted`` or newer.

    The oldest, because a server is tried by its makers on the release it asks for first.
    """
    homes = [Path(os.environ[name]) for name in ("ES_JAVA_HOME", "JAVA_HOME") if name in os.environ]
    on_path = shutil.which("java")
    if on_path:
        homes.append(Path(on_path).resolve().parent.parent)
    for folder in (Path("/usr/lib/jvm"), Path("/Library/Java/JavaVirtualMachines")):
        if folder.is_dir():
            homes += [
                home for each in sorted(folder.iterdir()) for home in (each, each / "Contents/Home")
            ]
    releases = [(release, home) for home in homes if (release := java_release(home)) is not None]
    fitting = [pair for pair in releases if pair[0] >= wanted]
    return min(fitting, key=lambda pair: pair[0])[1] if fitting else None


def ensure_tools() -> None:
    """Make sure that Java 17+ and Maven are there; install them as root on Debian.

    Raises MissingTool, naming packages and command, where that is not allowed.
    """
    java, maven = find_java(17), shutil.which("mvn")
    if java and maven:
        return
    absent = " and ".join(["Java 17 or newer"] * (not java) + ["Maven"] * (not maven))
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        packages = " ".join([APT_JAVA[0]] * (not java) + ["maven"] * (not maven))
        raise MissingTool(
            f"The Elasticsearch tests need {absent}. Install them, then run `make test` again: "
            f"`sudo apt-get install {packages}` on Debian and Ubuntu, "
            "`brew install openjdk@17 maven` on macOS, "
            "`sudo dnf install java-17-openjdk-headless maven` on Fedora. "
            "Without them, `.venv/bin/pytest` still runs the tests of the embedded engine."
        )
    _apt_install(java_too=not java)
    if not (find_java(17) and shutil.which("mvn")):
        raise MissingTool(f"apt-get ended well, yet {absent} cannot be found.")


def _apt_install(*, java_too: bool) -> None:
    print("Installing Java and Maven for the Elasticsearch tests (apt-get) …", flush=True)
    apt("update")
    packages = ["maven"]
    if java_too:
        known = [name for name in APT_JAVA if apt_knows(name)]
        packages.append(known[0] if known else APT_JAVA[-1])
    apt("install", "--no-install-recommends", *packages)


def apt_knows(package: str) -> bool:
    answer = subprocess.run(
        ["apt-cache", "policy", package], capture_output=True, text=True, check=False
    )
    return "Candidate:" in answer.stdout and "Candidate: (none)" not in answer.stdout


def apt(*arguments: str) -> None:
    command = ["apt-get", "-q", "-y", *arguments]
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    done = subprocess.run(
        command, env=quiet, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise MissingTool(
            f"`{' '.join(command)}` failed:\n{done.stdout[-800:]}{done.stderr[-800:]}"
        )


def cache_folder() -> Path:
    """Return the folder that keeps downloads between runs and between checkouts."""
    base = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    folder = Path(base) / "provider-directory"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def distribution(version: str) -> Path:
    """Return the ZIP of Elasticsearch ``version``, fetched from Maven Central when not cached.

    Raises MissingTool where Maven Central does not carry that version or cannot be reached.
    """
    kept = cache_folder() / f"elasticsearch-{version}.zip"
    if kept.is_file() and _sound(kept, version):
        return kept
    ensure_tools()
    print(f"Fetching Elasticsearch {version} from Maven Central (about 110 MB, once) …", flush=True)
    # A folder of this process's own: two checkouts may fetch at the same moment.
    inbox = cache_folder() / f"inbox-{os.getpid()}"
    try:
        fetched = _fetch(version, inbox)
        if not _sound(fetched, version):
            raise MissingTool(
                f"{fetched.name} from Maven Central is damaged; run `make test` again."
            )
        fetched.replace(kept)
    finally:
        shutil.rmtree(inbox, ignore_errors=True)
    return kept


def _fetch(version: str, inbox: Path) -> Path:
    done = subprocess.run(
        [
            *("mvn", "-q", "-B", MAVEN_COPY),
            f"-Dartifact={ARTIFACT.format(version=version)}",
            f"-DoutputDirectory={inbox}",
        ],
        cwd=cache_folder(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    fetched = inbox / f"elasticsearch-{version}.zip"
    if done.returncode or not fetched.is_file():
        reason = next(
            (line for line in done.stdout.splitlines() if "ERROR" in line), "no reason given"
        )
        raise MissingTool(f"Maven could not fetch Elasticsearch {version}: {reason}")
    return fetched


def _sound(path: Path, version: str) -> bool:
    wanted = SHA256.get(version)
    if wanted is None:
        return zipfile.is_zipfile(path)
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest() == wanted
