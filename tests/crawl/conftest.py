"""The application over a small real engine."""

from tests.rooms import app, client, empty, home

__all__ = ["app", "client", "empty", "home"]
