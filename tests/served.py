"""The service as people run it, on a free port, over the sample data of fixtures/."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 60


class Served:
    """A running service: `url` without a slash at the end, `log` all that it wrote."""

    def __init__(self, port: int, log: Path, home: Path) -> None:
        self.port, self.log, self.home = port, log, home
        self.url = f"http://localhost:{port}"

    def host(self, label: str) -> str:
        """Return the address of a label before the base domain."""
        return f"http://{label}.localhost:{self.port}"

    def written(self) -> str:
        """Return everything in the log so far."""
        return self.log.read_text(encoding="utf-8", errors="replace")


def load(home: Path) -> None:
    """Load the sample data under `home`."""
    done = subprocess.run(
        [ROOT / "scripts" / "load_fixtures"],
        cwd=ROOT, env=_environment(home), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-2000:]


@contextmanager
def serve(home: Path, *, workers: int = 1) -> Iterator[Served]:
    """Serve what lies under `home` as scripts/serve does; stopped at the end."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    log = home / "served.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [ROOT / "scripts" / "serve"],
            cwd=ROOT, stdout=out, stderr=out, start_new_session=True,
            env=_environment(home) | {"PORT": str(port), "WEB_CONCURRENCY": str(workers)},
        )  # fmt: skip
        try:
            _wait(port, process, log)
            yield Served(port, log, home)
        finally:
            os.killpg(process.pid, signal.SIGTERM)
            process.wait(timeout=30)


def _environment(home: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DIRECTORY_")}
    return kept | {"DIRECTORY_HOME": str(home), "PYTHON": sys.executable}


def _wait(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    began = time.monotonic()
    while time.monotonic() - began < START_SECONDS:
        assert process.poll() is None, f"the service ended at once: {log.read_text()[-2000:]}"
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(f"the service is not ready after {START_SECONDS} seconds")
