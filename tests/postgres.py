"""A real PostgreSQL for the tests: found or installed, started on a free port, stopped."""

import os
import pwd
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.servers import ServerFailed, die_with_parent
from tests.tools import MissingTool, apt, apt_knows

URL_VARIABLE = "DIRECTORY_TEST_POSTGRES_URL"
OLDEST = 15
START_SECONDS = 60
APT = ("postgresql-15", "postgresql")
# Data of a test need not survive a power cut.
SETTINGS = """
listen_addresses = '127.0.0.1'
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 200
timezone = 'America/Denver'
"""


def running() -> str:
    """Return the URL of the server started for this run, or nothing."""
    return os.environ.get(URL_VARIABLE, "")


def find_programs() -> Path | None:
    """Return the folder of `initdb` and `postgres` of the oldest release that is new enough."""
    folders = [Path(found).resolve().parent for found in [shutil.which("initdb")] if found]
    folders += sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    folders += sorted(Path("/usr").glob("pgsql-*/bin"))
    for base in ("/opt/homebrew/opt", "/usr/local/opt"):
        folders += sorted(Path(base).glob("postgresql@*/bin"))
    fitting = [(release(each), each) for each in folders if (each / "initdb").is_file()]
    fitting = [pair for pair in fitting if pair[0] >= OLDEST]
    return min(fitting)[1] if fitting else None


def release(programs: Path) -> int:
    """Return the major release of the PostgreSQL whose programs stand in a folder; 0 if unsaid."""
    answer = subprocess.run(
        [programs / "postgres", "--version"], capture_output=True, text=True, check=False
    )
    found = re.search(r"\) (\d+)", answer.stdout)
    return int(found[1]) if found else 0


def ensure_programs() -> Path:
    """Return the folder of PostgreSQL's programs; install them as root on Debian.

    Raises MissingTool, naming packages and command, where that is not allowed.
    """
    found = find_programs()
    if found:
        return found
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise MissingTool(
            f"The tests of the store need PostgreSQL {OLDEST} or newer. Install it, then run "
            "`make test` again: `sudo apt-get install postgresql` on Debian and Ubuntu, "
            "`brew install postgresql@15` on macOS, `sudo dnf install postgresql-server` on "
            "Fedora. Without it, `.venv/bin/pytest` still runs the tests on SQLite."
        )
    print("Installing PostgreSQL for the tests of the store (apt-get) …", flush=True)
    apt("update")
    apt("install", "--no-install-recommends", next((n for n in APT if apt_knows(n)), APT[-1]))
    found = find_programs()
    if not found:
        raise MissingTool(f"apt-get ended well, yet no PostgreSQL {OLDEST} or newer can be found.")
    return found


@contextmanager
def start_postgres() -> Iterator[str]:
    """Run one PostgreSQL for the length of the block and yield the URL of its own database."""
    programs = ensure_programs()
    folder = Path(tempfile.mkdtemp(prefix="postgresql-"))
    server: subprocess.Popen[bytes] | None = None
    try:
        user = _unprivileged_user()
        if user is not None:
            os.chown(folder, user, -1)
        data, port = folder / "data", _free_port()
        _initialize(programs, data, user)
        with (data / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(f"{SETTINGS}port = {port}\nunix_socket_directories = '{folder}'\n")
        server = _start(programs, data, user)
        _await(programs, server, port, data)
        yield f"postgresql://directory@127.0.0.1:{port}/postgres"
    finally:
        if server is not None:
            # "Fast": ends open connections, then stops in good order.
            server.send_signal(signal.SIGINT)
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()
        shutil.rmtree(folder, ignore_errors=True)


def _initialize(programs: Path, data: Path, user: int | None) -> None:
    done = subprocess.run(
        [programs / "initdb", "-D", data, "-U", "directory", "-A", "trust", "-E", "UTF8",
         "--locale=C", "--no-sync"],
        user=user, cwd=data.parent, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise ServerFailed(f"PostgreSQL could not be set up:\n{done.stderr[-800:]}")


def _start(programs: Path, data: Path, user: int | None) -> subprocess.Popen[bytes]:
    with (data.parent / "output.log").open("wb") as output:
        return subprocess.Popen(
            [programs / "postgres", "-D", data],
            user=user,
            cwd=data.parent,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,
        )


def _await(programs: Path, server: subprocess.Popen[bytes], port: int, data: Path) -> None:
    ready = [programs / "pg_isready", "-q", "-h", "127.0.0.1", "-p", str(port)]
    for _ in range(START_SECONDS * 5):
        if server.poll() is not None:
            break
        if subprocess.run(ready, check=False).returncode == 0:
            return
        try:
            server.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
    log = (data.parent / "output.log").read_text(encoding="utf-8", errors="replace")
    raise ServerFailed("\n".join(["PostgreSQL did not start:", *log.splitlines()[-15:]]))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _unprivileged_user() -> int | None:
    """Return the user id to run a server as: PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    return pwd.getpwnam("nobody").pw_uid


if __name__ == "__main__":
    with start_postgres() as address:
        print(f"{URL_VARIABLE}={address}", flush=True)
        sys.stdin.readline()
