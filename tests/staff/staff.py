"""People who work here, and how a test logs them in without a password."""

import re
from datetime import UTC, datetime, timedelta

from flask import Flask
from flask.testing import FlaskClient

from directory.hooks.services import KEY
from directory.model.staff import ALL_ISSUERS, Person, Role
from directory.staff.passwords import hashed
from directory.store import staff as accounts
from directory.store import staff_sessions
from directory.store.opened import Store

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
"""A Friday, noon in New York."""
HARBOR, MESA = "11111", "22222"
PASSWORD = "a boat on a quiet river"
KEPT = hashed(PASSWORD)
CSRF = re.compile(r'name="csrf" value="([^"]+)"')


class Clock:
    """A clock that tests move."""

    def __init__(self, at: datetime = NOON) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def go(self, **by: float) -> None:
        self.at += timedelta(**by)


def store_of(app: Flask) -> Store:
    found: Store = app.extensions[KEY].store
    return found


def hire(
    app: Flask, login: str, role: Role = "agent", issuers: tuple[str, ...] = (HARBOR,)
) -> Person:
    """Make an account with PASSWORD, unless it is there."""
    store = store_of(app)
    held = accounts.by_login(store, login)
    if held is None:
        held = accounts.create(
            store, login=login, name=login.title(), role=role, issuers=issuers, at=NOON
        )
        accounts.change(store, held.person.id, password=KEPT)
    return held.person


def team(app: Flask) -> dict[str, Person]:
    """One of each role for Harbor Health, and an agent of Mesa Mutual."""
    return {
        "agent": hire(app, "agent"),
        "supervisor": hire(app, "supervisor", "supervisor"),
        "steward": hire(app, "steward", "steward", (ALL_ISSUERS,)),
        "admin": hire(app, "admin", "admin", (ALL_ISSUERS,)),
        "other": hire(app, "other", "agent", (MESA,)),
    }


class Browser:
    """A client with a session, which sends its token along."""

    def __init__(self, app: Flask, person: Person, now: datetime = NOON) -> None:
        self.client: FlaskClient = app.test_client()
        self.person = person
        token = staff_sessions.begin(
            store_of(app), person.id, factor="password", whole=True, address="192.0.2.0",
            agent="tests", now=now,
        )  # fmt: skip
        self.client.set_cookie("staff", token)
        held = staff_sessions.held(store_of(app), token, now)
        assert held
        self.key, self.csrf = held[0].key, held[0].csrf

    def get(self, path: str, **more: object):
        return self.client.get(path, **more)

    def post(self, path: str, csrf: str | None = None, **fields: object):
        token = self.csrf if csrf is None else csrf
        return self.client.post(path, data={"csrf": token, **fields})
