"""The application over a small real engine, and over the whole invented directory."""

from pathlib import Path

import pytest
from flask import Flask

from tests.api import invented
from tests.rooms import app, client, empty, home

__all__ = ["app", "client", "empty", "home"]


@pytest.fixture(scope="session")
def invented_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder where the fixtures are published; tests only read from it."""
    folder = tmp_path_factory.mktemp("invented")
    invented.publish(folder)
    return folder


@pytest.fixture(scope="session")
def invented_app(invented_home: Path) -> Flask:
    """The service over the fixtures."""
    return invented.application(invented_home)
