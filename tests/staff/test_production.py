"""In production: cookies bound to host and encryption, and no console without two factors."""

import re
from collections.abc import Iterator
from pathlib import Path

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.app import create_app
from directory.config import Config
from directory.hooks.services import KEY
from directory.staff.passwords import code_secret
from directory.store import staff as accounts
from tests.staff.conftest import SECRET
from tests.staff.staff import CSRF, NOON, PASSWORD, Clock, hire, store_of

BASE = "https://directory.example.org"
PROOF = re.compile(r'name="proof" value="([^"]+)"')


@pytest.fixture
def live(home: Path, clock: Clock) -> Iterator[Flask]:
    """The application as it is run for the public, with an agent."""
    given = {
        "DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": SECRET, "DIRECTORY_ENV": "production",
        "DIRECTORY_BASE_DOMAIN": "directory.example.org",
    }  # fmt: skip
    config = Config.from_env(given)
    made = create_app(config, today=lambda: NOON.date(), now=clock)
    store_of(made).migrate()
    hire(made, "agent")
    yield made
    made.extensions[KEY].store.close()


def enter(app: Flask) -> FlaskClient:
    client = app.test_client()
    entered = client.post(
        "/staff/login", base_url=BASE, data={"login": "agent", "password": PASSWORD}
    )
    assert entered.status_code == 303
    return client


def test_the_cookie_holds_for_this_host_and_with_encryption_only(live: Flask) -> None:
    said = live.test_client().post(
        "/staff/login", base_url=BASE, data={"login": "agent", "password": PASSWORD}
    ).headers["Set-Cookie"]  # fmt: skip
    assert said.startswith("__Host-staff=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(said.split("; "))
    assert "Domain" not in said


def test_a_password_alone_opens_the_account_page_and_nothing_else(live: Flask) -> None:
    client = enter(live)
    for path in ("/staff", "/staff/answers", "/staff/suggest/plan?q=gold", "/staff/export?as=csv"):
        assert client.get(path, base_url=BASE).location == "/staff/account#code"
    csrf = CSRF.search(client.get("/staff/account", base_url=BASE).text)[1]
    sent = client.post("/staff/filters", base_url=BASE, data={"csrf": csrf, "name": "x"})
    assert sent.location == "/staff/account#code"


def test_with_the_second_factor_set_up_all_is_open(live: Flask) -> None:
    client = enter(live)
    csrf = CSRF.search(client.get("/staff/account", base_url=BASE).text)[1]
    page = client.post(
        "/staff/account/code/new", base_url=BASE, data={"csrf": csrf, "now": PASSWORD}
    )
    person = accounts.by_login(store_of(live), "agent").person
    code = pyotp.TOTP(code_secret(SECRET.encode(), person.id, 1)).at(NOON)
    fields = {"csrf": csrf, "proof": PROOF.search(page.text)[1], "code": code}
    sent = client.post("/staff/account/code", base_url=BASE, data=fields)
    assert sent.status_code == 303
    assert client.get("/staff", base_url=BASE).status_code == 200


@pytest.mark.parametrize(
    "origin", ["http://directory.example.org", "https://anna.directory.example.org"]
)
def test_a_form_of_a_neighboring_host_does_nothing(live: Flask, origin: str) -> None:
    sent = live.test_client().post(
        "/staff/login", base_url=BASE, data={"login": "agent", "password": PASSWORD},
        headers={"Origin": origin},
    )  # fmt: skip
    assert sent.status_code == 403


def test_a_vanity_host_has_no_way_in_either(live: Flask) -> None:
    answer = live.test_client().get(
        "/staff/login", base_url="https://serenachen.directory.example.org"
    )
    assert (answer.status_code, answer.location) == (308, f"{BASE}/staff/login")
