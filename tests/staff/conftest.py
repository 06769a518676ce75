"""The application over a small real engine and a store of the test's own, with people to log in."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from directory.app import create_app
from directory.config import Config
from directory.hooks.services import KEY
from tests import people
from tests.staff.staff import NOON, Browser, Clock, team
from tests.stores import postgres_template, postgres_url, store, store_url

__all__ = ["postgres_template", "postgres_url", "store", "store_url"]
SECRET = "k" * 40


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the people are published."""
    folder = tmp_path_factory.mktemp("staffed")
    people.load(folder)
    return folder


@pytest.fixture
def home(tmp_path: Path, published: Path) -> Path:
    """A home of the test's own, with a copy of the generation."""
    return Path(shutil.copytree(published, tmp_path / "home"))


@pytest.fixture
def clock() -> Clock:
    """Noon in New York, until a test moves it."""
    return Clock()


@pytest.fixture
def app(home: Path, clock: Clock) -> Iterator[Flask]:
    """The application in development, over SQLite, with nobody hired."""
    given = {"DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": SECRET}
    made = create_app(Config.from_env(given), today=lambda: NOON.date(), now=clock)
    yield made
    made.extensions[KEY].store.close()


@pytest.fixture
def agent(app: Flask) -> Browser:
    """An agent of Harbor Health."""
    return Browser(app, team(app)["agent"])


@pytest.fixture
def admin(app: Flask) -> Browser:
    """An administrator."""
    return Browser(app, team(app)["admin"])
