"""Real Elasticsearch servers for the tests: unpacked, started, watched and stopped."""

import ctypes
import json
import os
import pwd
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.tools import MissingTool, distribution, find_java, java_wanted

VERSION = "8.19.21"
URLS_VARIABLE = "DIRECTORY_TEST_ELASTIC_URLS"
START_SECONDS = 180
STOP_SECONDS = 30
HEAP = "1g"
PR_SET_PDEATHSIG = 1

SETTINGS = """\
cluster.name: directory-tests
node.name: tests
discovery.type: single-node
network.host: 127.0.0.1
http.port: {port}
transport.port: 0
node.portsfile: true
path.data: {home}/data
path.logs: {home}/logs
path.repo: {home}/snapshots
xpack.security.enabled: false
cluster.routing.allocation.disk.threshold_enabled: false
"""


class ServerFailed(Exception):
    """A server did not start or did not answer; the message ends with its last log lines."""


def running() -> dict[str, str]:
    """Return the servers started for this run, version → URL.

    Read from DIRECTORY_TEST_ELASTIC_URLS ("8.19.21=http://127.0.0.1:PORT,…"), which
    ``tests/run.py`` sets; empty where pytest was called without it.
    """
    pairs = os.environ.get(URLS_VARIABLE, "").split(",")
    return dict(pair.strip().split("=", 1) for pair in pairs if "=" in pair)


@contextmanager
def start_elasticsearch(version: str = VERSION, home: Path | None = None) -> Iterator[str]:
    """Run one Elasticsearch for the length of the block and yield its URL.

    ``home`` is a distribution unpacked by hand; without it the one of ``version`` is fetched.
    """
    with Elasticsearch(version, home) as server:
        yield server.start()


class Elasticsearch:
    """One single-node server with its own data, stopped and removed at the end of ``with``.

    It may be stopped (``stop``, ``kill``) and started again: port and data stay, so a test can
    show what a client does while its engine is away.
    """

    def __init__(self, version: str = VERSION, home: Path | None = None) -> None:
        java = find_java(java_wanted(version))
        if java is None:
            raise MissingTool(
                f"Elasticsearch {version} needs Java {java_wanted(version)} or newer; "
                "none is installed."
            )
        self.version = version
        self.java = java
        self.port = 0
        self.process: subprocess.Popen[bytes] | None = None
        self.folder = Path(tempfile.mkdtemp(prefix=f"elasticsearch-{version}-"))
        try:
            self.home = self._unpack(home)
        except BaseException:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def __enter__(self) -> "Elasticsearch":
        return self

    def __exit__(self, *_: object) -> None:
        try:
            self.stop()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    @property
    def url(self) -> str:
        """Where the server answers; the port is 0 until it was started once."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> str:
        """Start the server, wait until it answers, and return its URL."""
        config = SETTINGS.format(port=self.port, home=self.home)
        (self.home / "config" / "elasticsearch.yml").write_text(config, encoding="utf-8")
        ports = self.home / "logs" / "http.ports"
        ports.unlink(missing_ok=True)
        self._own(self.folder)
        with (self.folder / "output.log").open("ab") as output:
            self.process = subprocess.Popen(
                [self.home / "bin" / "elasticsearch"],
                cwd=self.home,
                env=self._environment(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                user=_unprivileged_user(),
                preexec_fn=die_with_parent,
            )
        self._await(ports)
        return self.url

    def stop(self) -> None:
        """Stop the server and wait until it is gone."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End the server as a power cut would."""
        self._end(signal.SIGKILL)

    def _end(self, sign: signal.Signals) -> None:
        process, self.process = self.process, None
        if process is None:
            return
        _signal_group(process.pid, sign)
        try:
            process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            pass
        finally:
            _signal_group(process.pid, signal.SIGKILL)
            process.wait()

    def _unpack(self, home: Path | None) -> Path:
        target = self.folder / f"elasticsearch-{self.version}"
        if home is not None:
            shutil.copytree(home, target, ignore=shutil.ignore_patterns("data", "logs"))
        else:
            with zipfile.ZipFile(distribution(self.version)) as packed:
                packed.extractall(self.folder)
        for program in (target / "bin").iterdir():
            program.chmod(0o755)
        for name in ("data", "logs", "snapshots", "tmp"):
            (target / name).mkdir(exist_ok=True)
        return target

    def _own(self, folder: Path) -> None:
        user = _unprivileged_user()
        if user is None:
            return
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user, -1)

    def _environment(self) -> dict[str, str]:
        unwanted = ("JAVA_HOME", "JAVA_TOOL_OPTIONS", "ES_JAVA_OPTS", "ES_PATH_CONF")
        kept = {name: value for name, value in os.environ.items() if name not in unwanted}
        return kept | {
            "ES_JAVA_HOME": str(self.java),
            "ES_JAVA_OPTS": f"-Xms{HEAP} -Xmx{HEAP}",
            "ES_TMPDIR": str(self.home / "tmp"),
            "HOME": str(self.home),
        }

    def _await(self, ports: Path) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                break
            if not self.port and ports.is_file():
                self.port = _port(ports.read_text(encoding="utf-8"))
            if self.port and _healthy(self.url):
                return
            time.sleep(0.2)
        self.stop()
        lines = (
            (self.folder / "output.log").read_text(encoding="utf-8", errors="replace").splitlines()
        )
        raise ServerFailed(
            "\n".join([f"Elasticsearch {self.version} did not start:", *lines[-15:]])
        )


def _port(text: str) -> int:
    """Return the port of the first address in a ports file, or 0 while it is being written."""
    first = text.split("\n")[0].rpartition(":")[2] if "\n" in text else ""
    return int(first) if first.isdigit() else 0


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_cluster/health", timeout=5) as answer:
            return json.load(answer)["status"] in ("green", "yellow")
    except (urllib.error.URLError, OSError, ValueError):
        return False


def _unprivileged_user() -> int | None:
    """Return the user id to run a server as: Elasticsearch refuses to run as root."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def _signal_group(group: int, sign: signal.Signals) -> None:
    try:
        os.killpg(group, sign)
    except (ProcessLookupError, PermissionError):
        return


def die_with_parent() -> None:
    """Ask Linux to end this process with the runner, even where the runner is killed outright."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)
