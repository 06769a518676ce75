"""Rules that the database keeps by itself: nobody changes or removes a decision."""

import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import IntegrityError

from directory.store.audit import verify
from directory.store.opened import Store
from tests.store.decisions import NOON, fill

COLUMNS = (
    "seq, subject_type, subject, license, version, sha256, language, decision, at, address, "
    "user_agent, wanted, channel, previous, hash"
)
COPY = (
    f"INSERT INTO acceptances ({COLUMNS}) SELECT {{seq}}, subject_type, subject, license, version, "
    "sha256, language, decision, at, address, user_agent, wanted, channel, {previous}, 'new' "
    "FROM acceptances WHERE seq = 3"
)


@pytest.fixture
def filled(store: Store) -> Store:
    """A record of three decisions."""
    fill(store, 3)
    return store


def refused(store: Store, statement: str) -> str:
    """Run a statement that must fail and return why."""
    with pytest.raises(IntegrityError) as failed, store.connection() as connection:
        connection.execute(text(statement))
    assert verify(store).rows == 3
    assert verify(store).whole
    return str(failed.value.orig)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE acceptances SET decision = 'declined' WHERE seq = 2",
        "UPDATE acceptances SET seq = 9 WHERE seq = 2",
        "UPDATE acceptances SET at = at",
        "DELETE FROM acceptances WHERE seq = 2",
        "DELETE FROM acceptances",
        "DELETE FROM acceptances WHERE seq = 3",
        COPY.format(seq=3, previous="previous"),
        COPY.format(seq=5, previous="hash"),
        COPY.format(seq=4, previous="previous"),
        "UPDATE acceptance_head SET seq = 2",
        "UPDATE acceptance_head SET seq = 4, hash = 'x'",
        "UPDATE acceptance_head SET hash = 'x'",
        "DELETE FROM acceptance_head",
        "INSERT INTO acceptance_head (id, seq, hash) VALUES (2, 0, 'x')",
        "UPDATE license_texts SET sha256 = 'x'",
        "DELETE FROM license_texts",
        "INSERT INTO license_texts SELECT license, version, language, 'x', first_served "
        "FROM license_texts",
        "INSERT INTO acceptance_checkpoints SELECT seq, hash, 1, at, at FROM acceptances "
        "WHERE seq = 9",
    ],
)
def test_the_record_cannot_be_changed(filled: Store, statement: str) -> None:
    if statement.startswith("INSERT INTO acceptance_checkpoints"):
        with filled.connection() as connection:
            assert connection.execute(text(statement)).rowcount == 0  # there is no such row
        statement = (
            "INSERT INTO acceptance_checkpoints SELECT 9, hash, 1, at, at FROM acceptances "
            "WHERE seq = 3"
        )
    assert refused(filled, statement)


def test_the_refusal_says_why(filled: Store) -> None:
    assert "never changed" in refused(filled, "UPDATE acceptances SET version = 7")
    assert "below a checkpoint" in refused(filled, "DELETE FROM acceptances")


@pytest.mark.parametrize("table", ["acceptances", "acceptance_head", "acceptance_checkpoints"])
def test_postgres_refuses_to_empty_a_table(filled: Store, table: str) -> None:
    if filled.dialect == "sqlite":
        pytest.skip("SQLite has no TRUNCATE.")
    assert refused(filled, f"TRUNCATE {table}")


def test_sqlite_refuses_to_replace_a_row(filled: Store) -> None:
    if filled.dialect != "sqlite":
        pytest.skip("PostgreSQL has no INSERT OR REPLACE.")
    statement = COPY.format(seq=2, previous="previous").replace("INSERT", "INSERT OR REPLACE", 1)
    assert refused(filled, statement)


def test_an_upsert_is_a_change(filled: Store) -> None:
    assert refused(
        filled,
        COPY.format(seq=2, previous="previous")
        + " ON CONFLICT (seq) DO UPDATE SET decision = 'declined'",
    )


def test_a_checkpoint_over_young_rows_is_refused(filled: Store) -> None:
    assert "older than 365 days" in refused(
        filled,
        "INSERT INTO acceptance_checkpoints "
        "SELECT seq, hash, 2, at, at FROM acceptances WHERE seq = 2",
    )


def test_a_checkpoint_with_another_hash_is_refused(store: Store) -> None:
    fill(store, 3, NOON - timedelta(days=900))
    refused(
        store,
        "INSERT INTO acceptance_checkpoints "
        "SELECT seq, 'other', 2, at, at FROM acceptances WHERE seq = 2",
    )


def test_the_service_needs_no_more_than_select_and_insert(filled: Store) -> None:
    if filled.dialect == "sqlite":
        pytest.skip("SQLite has no roles.")
    # Roles belong to the whole server, which other tests share.
    role = f"service_{uuid.uuid4().hex[:12]}"

    def attempt(run: Callable[[Connection], object]) -> None:
        with filled.connection() as connection:
            connection.execute(text(f"SET LOCAL ROLE {role}"))
            run(connection)

    with filled.connection() as connection:
        connection.execute(text(f"CREATE ROLE {role}"))
        for grant in (
            f"GRANT USAGE ON SCHEMA public TO {role}",
            f"GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA public TO {role}",
        ):
            connection.execute(text(grant))
    row = COPY.format(seq=4, previous="hash")
    attempt(lambda connection: connection.execute(text(row)))
    with filled.session() as session:
        assert session.scalar(text("SELECT seq FROM acceptance_head")) == 4
    with filled.connection() as connection:
        connection.execute(text(f"DROP OWNED BY {role}"))
        connection.execute(text(f"DROP ROLE {role}"))
