"""Fixtures for whatever writes to the store: an empty one in SQLite, then one in PostgreSQL.

A conftest that needs them imports `store`, `store_url`, `postgres_url` and `postgres_template`.
"""

import uuid
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import make_url

from directory.store.opened import Store
from tests import postgres

NO_SERVER = "PostgreSQL is not running here; `make test` starts it."
DIALECTS = ("sqlite", "postgresql")


def with_database(url: str, name: str) -> str:
    """Return the URL of another database of the same server."""
    return make_url(url).set(database=name).render_as_string(hide_password=False)


def administer(*statements: sql.Composable) -> None:
    """Run statements on the server itself, outside of transactions."""
    with psycopg.connect(postgres.running(), autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.fixture(scope="session")
def postgres_template() -> Iterator[str]:
    """Return the name of a migrated database that each test copies; one per worker."""
    if not postgres.running():
        pytest.skip(NO_SERVER)
    name = f"template_{uuid.uuid4().hex[:12]}"
    administer(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    made = Store(with_database(postgres.running(), name))
    made.migrate()
    made.close()
    yield name
    administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def postgres_url(postgres_template: str) -> Iterator[str]:
    """Return the URL of an empty store of the test's own in PostgreSQL."""
    name = sql.Identifier(f"t{uuid.uuid4().hex[:12]}")
    template = sql.Identifier(postgres_template)
    administer(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(name, template))
    yield with_database(postgres.running(), name.as_string().strip('"'))
    administer(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(name))


@pytest.fixture(params=DIALECTS)
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of an empty store of the test's own, in each kind of database."""
    if request.param == "postgresql":
        url: str = request.getfixturevalue("postgres_url")
        return url
    url = f"sqlite:///{tmp_path / 'store.sqlite'}"
    made = Store(url)
    made.migrate()
    made.close()
    return url


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """Return an empty store with the newest schema."""
    made = Store(store_url)
    yield made
    made.close()
