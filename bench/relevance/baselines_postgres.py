"""PostgreSQL with pg_trgm: a server of its own in a temporary folder, asked through psql.

Names and queries are both folded to plain letters first, as a project would with unaccent.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench.relevance.names_draw import plain
from bench.relevance.names_engines import SHOWN, Find
from bench.relevance.names_people import Person

SERVER_HOMES = Path("/usr/lib/postgresql")
END = "-- end of answer --"
DATABASE = "postgres"
TABLE = """
CREATE EXTENSION pg_trgm;
CREATE TABLE person (npi text NOT NULL, name text NOT NULL);
"""
# Only letters and spaces are left of what was typed, so it can stand in the statement.
ASK = (
    "SELECT npi FROM person WHERE name % '{asked}' GROUP BY npi "
    "ORDER BY max(similarity(name, '{asked}')) DESC, npi LIMIT {shown};"
)
INDEX = "CREATE INDEX ON person USING gin (name gin_trgm_ops); VACUUM ANALYZE person;"


class NoPostgres(Exception):
    """PostgreSQL cannot be started here; the message says why and what would help."""


@contextmanager
def trigram(people: Iterable[Person]) -> Iterator[Find]:
    """Names by trigram similarity, `%` at its usual threshold of 0.3; raises NoPostgres."""
    with _server() as folder, _Psql(folder) as base:
        base.run(TABLE)
        rows = "".join(f"{one.npi}\t{plain(name)}\n" for one in people for name in one.spelt)
        base.run(f"COPY person FROM STDIN;\n{rows}\\.\n{INDEX}")

        def find(text: str) -> Sequence[str]:
            return base.run(ASK.format(asked=plain(text), shown=SHOWN))

        yield find


@contextmanager
def _server() -> Iterator[Path]:
    """A fresh server that listens on a socket in the folder given, and nowhere else."""
    tools = _tools()
    folder = Path(tempfile.mkdtemp(prefix="pg-"))
    user = _unprivileged()
    if user is not None:
        os.chown(folder, user, -1)
    data = folder / "data"
    options = f"-k {folder} -c listen_addresses='' -c fsync=off -c shared_buffers=256MB"
    try:
        _call(user, folder, tools / "initdb", "-D", data, "-U", "bench", "-A", "trust",
              "-E", "UTF8", "--locale=C.UTF-8")  # fmt: skip
        log = folder / "log"
        _call(user, folder, tools / "pg_ctl", "-D", data, "-l", log, "-o", options, "-w", "start")
        try:
            yield folder
        finally:
            _call(user, folder, tools / "pg_ctl", "-D", data, "-m", "immediate", "-w", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _tools() -> Path:
    """The folder of initdb and pg_ctl, the newest release that has pg_trgm."""
    on_path = shutil.which("initdb")
    found = sorted(SERVER_HOMES.glob("*/bin/initdb"), key=lambda path: -int(path.parts[-3]))
    homes = [path.parent for path in found]
    if on_path:
        homes.append(Path(on_path).resolve().parent)
    if not homes or not shutil.which("psql"):
        raise NoPostgres(
            "pg_trgm is not measured: PostgreSQL is not installed "
            "(`sudo apt-get install postgresql` on Debian and Ubuntu)"
        )
    return homes[0]


def _unprivileged() -> int | None:
    """The user to run the server as: PostgreSQL refuses to run as root."""
    return pwd.getpwnam("nobody").pw_uid if os.geteuid() == 0 else None


def _call(user: int | None, folder: Path, *command: str | Path) -> None:
    done = subprocess.run(
        command,
        user=user,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
    )
    if done.returncode:
        raise NoPostgres(f"pg_trgm is not measured: {command[0]} failed: {done.stderr.strip()}")


class _Psql:
    """One psql kept open: a statement in, the first column of its rows out."""

    def __init__(self, socket: Path) -> None:
        self._process = subprocess.Popen(
            ["psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-h", socket, "-U", "bench", DATABASE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            bufsize=1,
        )

    def __enter__(self) -> "_Psql":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process.stdin is not None:
            self._process.stdin.close()
        if self._process.stdout is not None:
            self._process.stdout.close()
        self._process.wait()

    def run(self, statements: str) -> list[str]:
        """Rows of one statement or script; raises NoPostgres where psql ended over it."""
        if self._process.stdin is None or self._process.stdout is None:
            raise NoPostgres("pg_trgm is not measured: psql has no pipes")
        self._process.stdin.write(f"{statements}\n\\echo {END}\n")
        self._process.stdin.flush()
        rows: list[str] = []
        for line in self._process.stdout:
            if line.rstrip("\n") == END:
                return rows
            rows.append(line.rstrip("\n"))
        raise NoPostgres("pg_trgm is not measured: psql stopped; its message stands above")
