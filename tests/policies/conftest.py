"""The application over a small real engine with policies, and a store of each test's own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.app import create_app
from directory.config import Config
from directory.policies.access import KEY
from tests.policies import sample
from tests.policies.reader import Clock, set_clock
from tests.stores import postgres_template, postgres_url

__all__ = ["postgres_template", "postgres_url"]
SECRET = "k" * 40
Make = Callable[..., Flask]


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a generation; it is only read."""
    folder = tmp_path_factory.mktemp("published")
    sample.publish(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path, published: Path) -> Path:
    """A home of the test's own, with the shared generation."""
    folder = tmp_path / "home"
    folder.mkdir()
    for path in published.iterdir():
        (folder / path.name).symlink_to(path)
    return folder


@pytest.fixture
def clock() -> Clock:
    """Noon, until a test moves it."""
    return Clock()


@pytest.fixture
def make(home: Path, clock: Clock) -> Iterator[Make]:
    """Build applications over the same home, with other settings as asked."""
    built: list[Flask] = []

    def build(**settings: str) -> Flask:
        given = {"DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": SECRET, **settings}
        app = create_app(Config.from_env(given), today=lambda: sample.NOON.date())
        set_clock(app, clock)
        built.append(app)
        return app

    yield build
    for app in built:
        app.extensions[KEY].store.close()


@pytest.fixture
def app(make: Make) -> Flask:
    """The application in development, over SQLite."""
    return make()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser that was never here."""
    return app.test_client()


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest, make: Make) -> Flask:
    """The application over each kind of database."""
    if request.param == "sqlite":
        return make()
    url = request.getfixturevalue("postgres_url")
    return make(DIRECTORY_DATABASE_URL=url)
