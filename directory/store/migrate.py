"""Versions of the schema: which one a database has, and how it gets the newest."""

import zlib
from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config as AlembicConfig
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

FOLDER = Path(__file__).parent / "migrations"
LOCK = zlib.crc32(b"directory.store.migrations")
"""Key of the advisory lock that lets one process at a time migrate a PostgreSQL database."""


def _config() -> AlembicConfig:
    config = AlembicConfig()
    config.set_main_option("script_location", str(FOLDER).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


@cache
def latest_revision() -> str:
    """The newest revision in the tree. Two of them would be a mistake, told by Alembic."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def revision_of(engine: Engine) -> str:
    """The revision of a database; empty where it never was migrated."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision() or ""


def upgrade(engine: Engine) -> None:
    """Apply every migration that is missing, all in one transaction; others wait meanwhile."""
    if revision_of(engine) == latest_revision():
        return
    with engine.execution_options(writing=True).begin() as connection:
        _lock(connection)
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def _lock(connection: Connection) -> None:
    # SQLite: the transaction began with the file's write lock.
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
