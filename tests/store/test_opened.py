"""The store: migrated, ready, and honest about being down."""

import threading
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Column, Integer, MetaData, Table, insert, inspect, select, text
from sqlalchemy.exc import StatementError

from directory.config import Config
from directory.errors import StoreUnavailable
from directory.store.base import UtcTime
from directory.store.migrate import latest_revision
from directory.store.opened import Store
from directory.store.tables import metadata

MOMENTS = Table(
    "moments", MetaData(), Column("id", Integer, primary_key=True), Column("at", UtcTime)
)


def test_the_migrations_make_the_tables_of_the_code(store: Store) -> None:
    with store.connection() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, metadata) == []


def test_checks_of_the_code_are_checks_of_the_database(store: Store) -> None:
    with store.connection() as connection:
        found = inspect(connection)
        for table in metadata.tables.values():
            in_code = {c.name for c in table.constraints if type(c).__name__ == "CheckConstraint"}
            there = {one["name"] for one in found.get_check_constraints(table.name)}
            assert there == in_code


def test_migrating_again_changes_nothing(store: Store) -> None:
    assert store.migrate() == store.migrate() == latest_revision()


def test_many_starting_together_migrate_once(tmp_path: Path) -> None:
    stores = [Store(f"sqlite:///{tmp_path / 'new.sqlite'}", migrates=True) for _ in range(8)]
    answers: list[bool] = []
    threads = [threading.Thread(target=lambda s=s: answers.append(s.ready())) for s in stores]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [True] * 8
    for each in stores:
        each.close()


def test_a_store_never_migrated_is_refused_in_production(tmp_path: Path) -> None:
    config = Config.from_env({
        "DIRECTORY_HOME": str(tmp_path / "home"), "DIRECTORY_ENV": "production",
        "DIRECTORY_SECRET_KEY": "k" * 40,
    })  # fmt: skip
    store = Store.of(config)
    assert not store.ready()
    store.migrate()
    assert store.ready()
    store.close()


def test_development_migrates_by_itself(tmp_path: Path) -> None:
    store = Store.of(Config.from_env({"DIRECTORY_HOME": str(tmp_path / "home")}))
    assert store.ready()
    store.close()


def test_what_is_written_stays(store: Store) -> None:
    with store.session(write=True) as session:
        session.execute(text("CREATE TABLE notes (word TEXT)"))
        session.execute(text("INSERT INTO notes VALUES ('kept')"))
    with store.session() as session:
        assert session.scalar(text("SELECT word FROM notes")) == "kept"


def test_an_exception_undoes_the_whole_session(store: Store) -> None:
    with store.session(write=True) as session:
        session.execute(text("CREATE TABLE notes (word TEXT)"))

    def fail_half_way() -> None:
        with store.session(write=True) as session:
            session.execute(text("INSERT INTO notes VALUES ('lost')"))
            raise KeyError

    with pytest.raises(KeyError):
        fail_half_way()
    with store.session() as session:
        assert session.scalar(text("SELECT count(*) FROM notes")) == 0


def test_moments_come_back_to_the_microsecond_in_utc(store: Store) -> None:
    there = datetime(2026, 11, 21, 9, 8, 7, 654321, tzinfo=timezone(timedelta(hours=-7)))
    with store.connection() as connection:
        MOMENTS.create(connection)
        connection.execute(insert(MOMENTS).values(id=1, at=there))
        connection.execute(insert(MOMENTS).values(id=2, at=None))
    with store.session() as session:
        found = session.scalars(select(MOMENTS.c.at).order_by(MOMENTS.c.id)).all()
    assert found == [there, None]
    assert found[0].tzinfo == UTC


def test_a_moment_without_a_time_zone_is_refused(store: Store) -> None:
    with store.connection() as connection:
        MOMENTS.create(connection)
    with pytest.raises(StatementError, match="time zone"), store.connection() as connection:
        connection.execute(insert(MOMENTS).values(id=1, at=datetime(2026, 11, 21)))


@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////nowhere/at/all/store.sqlite",
        "postgresql://nobody@127.0.0.1:1/nothing",
    ],
)
def test_a_database_that_is_not_there_is_unavailable(url: str) -> None:
    store = Store(url, migrates=True)
    assert not store.ready()
    with pytest.raises(StoreUnavailable), store.session():
        pass
    store.close()


def test_a_damaged_file_is_unavailable(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").write_bytes(b"no database " * 1000)
    store = Store(f"sqlite:///{tmp_path / 'store.sqlite'}", migrates=True)
    assert not store.ready()
    store.close()


def test_a_store_that_comes_back_is_used_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.store.opened.PAUSE_SECONDS", 0)
    folder = tmp_path / "later"
    store = Store(f"sqlite:///{folder / 'store.sqlite'}", migrates=True)
    assert not store.ready()
    folder.mkdir()
    assert store.ready()
    store.close()


def test_the_url_of_postgres_needs_no_driver() -> None:
    assert Store("postgresql://u:p@host/name")._engine.dialect.driver == "psycopg"
