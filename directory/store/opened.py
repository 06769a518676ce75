"""The store: one database, its sessions, and whether it can be used now."""

import logging
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError, ProgrammingError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.orm import Session

from directory.config import Config
from directory.errors import StoreUnavailable
from directory.store.migrate import latest_revision, revision_of, upgrade

CONNECT_SECONDS = 3
LOCK_SECONDS = 10
POOL_SECONDS = 10
POOL_SIZE = 8
PAUSE_SECONDS = 1.0
"""After a failed look at the schema, further requests are refused this long without a new try."""
_log = logging.getLogger("directory")


class Store:
    """What people write, in one database. Safe to share between threads; not between processes.

    Nothing is opened before the first session. `migrates` brings the schema up to date then
    (development); without it a schema of another version is refused until the operator has run
    `python -m directory.store migrate`. `home` is made when a SQLite file is first opened.
    """

    def __init__(self, url: str, *, migrates: bool = False, home: Path | None = None) -> None:
        self._home = home
        self._engine = _engine(url)
        self._writing = self._engine.execution_options(writing=True)
        self._migrates = migrates
        self._checked = False
        self._checking = threading.Lock()
        self._not_before = 0.0

    @classmethod
    def of(cls, config: Config) -> "Store":
        """The store that the settings name."""
        return cls(config.database_url, migrates=not config.production, home=config.home)

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @contextmanager
    def session(self, *, write: bool = False, snapshot: bool = False) -> Iterator[Session]:
        """A session in one transaction: committed at the end of the block, undone by an exception.

        `write` takes the lock of a SQLite file at once, so that reading and then writing in one
        session cannot fail half-way; in PostgreSQL it changes nothing. `snapshot` reads everything
        as it was at the first statement, whatever others write meanwhile; SQLite always does.
        Raises StoreUnavailable where the database does not answer, is damaged, or has another
        version's schema.
        IntegrityError (a rule of the database was broken) is the caller's to treat.
        """
        with _as_unavailable():
            self._check()
            engine = self._writing if write else self._engine
            if snapshot and self.dialect == "postgresql":
                engine = engine.execution_options(isolation_level="REPEATABLE READ")
            with Session(engine, expire_on_commit=False) as session, session.begin():
                yield session

    @contextmanager
    def connection(self) -> Iterator[Connection]:
        """A bare connection in one transaction, for migrations and for tests of the rules."""
        with _as_unavailable(), self._writing.begin() as connection:
            yield connection

    def migrate(self) -> str:
        """Bring the schema up to date and return its revision."""
        with _as_unavailable():
            if self._home and self.dialect == "sqlite":
                self._home.mkdir(parents=True, exist_ok=True)
            upgrade(self._engine)
            self._checked = True
        return latest_revision()

    def ready(self) -> bool:
        """Whether the database answers now with the schema of this version. Never raises."""
        try:
            with self.session() as session:
                session.execute(text("SELECT 1"))
        except StoreUnavailable:
            return False
        return True

    def close(self) -> None:
        """Close every connection; the next session opens new ones."""
        self._engine.dispose()

    def _check(self) -> None:
        """Look at the schema once; while it is wrong, look again at most once a second."""
        if not self._checked:
            with self._checking:
                self._look_once()

    def _look_once(self) -> None:
        if self._checked:
            return
        if time.monotonic() < self._not_before:
            raise StoreUnavailable
        self._not_before = time.monotonic() + PAUSE_SECONDS
        if self._home and self.dialect == "sqlite":
            self._home.mkdir(parents=True, exist_ok=True)
        if self._migrates:
            upgrade(self._engine)
        found = revision_of(self._engine)
        if found != latest_revision():
            _log.error(
                "the store's schema is %s, this version needs %s: run "
                "`python -m directory.store migrate`", found or "empty", latest_revision(),
            )  # fmt: skip
            raise StoreUnavailable
        self._checked, self._not_before = True, 0.0


@contextmanager
def _as_unavailable() -> Iterator[None]:
    """Turn a database that cannot be used into one error; its reason goes to the log, unsaid."""
    try:
        yield
    except (IntegrityError, ProgrammingError):
        # A broken rule or a wrong statement says nothing about the database's health.
        raise
    except (DBAPIError, PoolTimeout) as error:
        # The text of the error may hold parameters, which are about people: only kinds are logged.
        reason = getattr(error, "orig", None)
        _log.warning("the store cannot be used: %s", type(reason or error).__name__)
        raise StoreUnavailable from None


def _engine(url: str) -> Engine:
    parts = make_url(url)
    if parts.get_backend_name() == "sqlite":
        made = create_engine(parts, connect_args={"timeout": LOCK_SECONDS}, pool_size=POOL_SIZE,
                             pool_timeout=POOL_SECONDS, hide_parameters=True)  # fmt: skip
        event.listen(made, "connect", _prepare_sqlite)
        event.listen(made, "begin", _begin_sqlite)
        return made
    if parts.drivername == "postgresql":
        parts = parts.set(drivername="postgresql+psycopg")
    return create_engine(
        parts,
        connect_args={"connect_timeout": CONNECT_SECONDS, "options": "-c timezone=UTC"},
        pool_size=POOL_SIZE,
        pool_timeout=POOL_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def _prepare_sqlite(connection: Any, _: Any) -> None:
    # The driver's own, half-automatic transactions are switched off; `_begin_sqlite` begins them.
    connection.isolation_level = None
    # FULL: a record that was confirmed to someone survives a power cut.
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")
