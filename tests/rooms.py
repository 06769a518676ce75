"""Fixtures for the rooms that answer people: the application over a small real engine."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.app import create_app
from directory.config import Config
from tests import people


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the people are published."""
    folder = tmp_path_factory.mktemp("home")
    people.load(folder)
    return folder


@pytest.fixture(scope="module")
def app(home: Path) -> Flask:
    """The application on the day the people are made for."""
    config = Config.from_env({"DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": "k" * 40})
    return create_app(config, today=lambda: people.TODAY)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A client that keeps no cookies of other tests."""
    return app.test_client()


@pytest.fixture
def empty(tmp_path: Path) -> FlaskClient:
    """A client of a service where nothing was loaded."""
    config = Config.from_env({"DIRECTORY_HOME": str(tmp_path), "DIRECTORY_SECRET_KEY": "k" * 40})
    return create_app(config, today=lambda: people.TODAY).test_client()
