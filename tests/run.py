"""Runs the whole test suite with its servers: `python -m tests.run [pytest arguments]`."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack
from pathlib import Path

from tests import postgres
from tests.chromium import ensure_chromium, ensure_driver
from tests.servers import URLS_VARIABLE, VERSION, ServerFailed, running, start_elasticsearch
from tests.tools import MissingTool, ensure_tools

ROOT = Path(__file__).resolve().parent.parent
HOMES_VARIABLE = "DIRECTORY_TEST_ELASTIC_HOMES"


def main(arguments: list[str]) -> int:
    """Start the servers, run pytest, stop the servers; return pytest's exit code."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        with ExitStack() as stack:
            urls = running() or _start(stack)
            listed = ",".join(f"{version}={url}" for version, url in urls.items())
            ensure_chromium()
            ensure_driver()
            database = postgres.running() or _start_postgres(stack)
            more = {URLS_VARIABLE: listed, postgres.URL_VARIABLE: database}
            return _pytest(arguments, os.environ | more)
    except (MissingTool, ServerFailed) as fault:
        print(fault, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


def _start(stack: ExitStack) -> dict[str, str]:
    ensure_tools()
    wanted: dict[str, Path | None] = {VERSION: None}
    for home in filter(None, os.environ.get(HOMES_VARIABLE, "").split(os.pathsep)):
        wanted[_version_of(Path(home))] = Path(home)
    if not any(version.startswith("9.") for version in wanted):
        print(
            "Elasticsearch 9 is not tried in this run: Maven Central carries no 9.x server. "
            f"Unpack one anywhere and name its folder in {HOMES_VARIABLE} to try it too.",
            flush=True,
        )
    urls = {}
    for version, home in wanted.items():
        print(f"Starting Elasticsearch {version} …", flush=True)
        urls[version] = stack.enter_context(start_elasticsearch(version, home))
    return urls


def _start_postgres(stack: ExitStack) -> str:
    print("Starting PostgreSQL …", flush=True)
    return stack.enter_context(postgres.start_postgres())


def _version_of(home: Path) -> str:
    """Return the version of the Elasticsearch unpacked at ``home``, as its main jar states it."""
    for jar in sorted((home / "lib").glob("elasticsearch-[0-9]*.jar")):
        return jar.stem.removeprefix("elasticsearch-")
    raise MissingTool(
        f"{HOMES_VARIABLE}: {str(home)!r} holds no Elasticsearch (lib/elasticsearch-VERSION.jar is "
        "missing); give the folder that holds bin/ and lib/."
    )


def _pytest(arguments: list[str], environment: dict[str, str]) -> int:
    command = [sys.executable, "-m", "pytest", "-n", "auto", "--dist", "loadscope", *arguments]
    tests = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    try:
        return tests.wait()
    except BaseException:
        # Ctrl-C reaches pytest too; it closes its own run before the servers go.
        tests.terminate()
        tests.wait()
        raise


def _leave(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
