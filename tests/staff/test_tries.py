"""Guessing at the door: many at once, from one network, with what a password cannot be."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from directory.app import create_app
from directory.config import Config
from directory.hooks.services import KEY
from directory.store import staff as accounts
from tests.staff.conftest import SECRET
from tests.staff.staff import CSRF, NOON, PASSWORD, Browser, Clock, hire, store_of


@pytest.fixture
def shared(home: Path, store_url: str, clock: Clock) -> Iterator[Flask]:
    """The application over each kind of database."""
    given = {
        "DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": SECRET,
        "DIRECTORY_DATABASE_URL": store_url,
    }  # fmt: skip
    made = create_app(Config.from_env(given), today=lambda: NOON.date(), now=clock)
    yield made
    made.extensions[KEY].store.close()


def guess(app: Flask, login: str = "agent", password: str = "wrong") -> int:
    data = {"login": login, "password": password}
    return app.test_client().post("/staff/login", data=data).status_code


def test_passwords_guessed_at_once_are_as_few_as_one_by_one(shared: Flask) -> None:
    hire(shared, "agent")
    with ThreadPoolExecutor(16) as many:
        answers = list(many.map(lambda _: guess(shared), range(32)))
    assert sorted(answers) == [401] * 5 + [429] * 27


def test_codes_guessed_at_once_are_as_few_as_one_by_one(shared: Flask) -> None:
    accounts.change(store_of(shared), hire(shared, "agent").id, totp=1)
    client = shared.test_client()
    client.post("/staff/login", data={"login": "agent", "password": PASSWORD})
    data = {"csrf": CSRF.search(client.get("/staff/login/code").text)[1], "code": "000000"}
    cookie = {"Cookie": f"staff={client.get_cookie('staff').value}"}

    def guess_code(_: int) -> int:
        sent = shared.test_client(use_cookies=False)
        return sent.post("/staff/login/code", data=data, headers=cookie).status_code

    with ThreadPoolExecutor(16) as many:
        answers = list(many.map(guess_code, range(32)))
    assert sorted(answers) == [401] * 5 + [429] * 27


def test_a_password_does_not_buy_more_guesses_at_the_code(app: Flask) -> None:
    accounts.change(store_of(app), hire(app, "agent").id, totp=1)
    answers = []
    for _ in range(7):
        client = app.test_client()
        client.post("/staff/login", data={"login": "agent", "password": PASSWORD})
        csrf = CSRF.search(client.get("/staff/login/code").text)[1]
        sent = client.post("/staff/login/code", data={"csrf": csrf, "code": "000000"})
        answers.append(sent.status_code)
    assert answers == [401] * 5 + [429] * 2


def test_a_call_center_that_mistypes_all_day_keeps_coming_in(app: Flask, clock: Clock) -> None:
    for number in range(130):
        assert guess(app, f"agent{number}") == 401
        clock.go(minutes=3)
    hire(app, "agent")
    assert guess(app, password=PASSWORD) == 303


def test_who_comes_in_costs_the_network_nothing(app: Flask) -> None:
    hire(app, "agent")
    assert {guess(app, password=PASSWORD) for _ in range(110)} == {303}


def test_an_address_that_no_database_could_hold_names_nothing(shared: Flask) -> None:
    browser = Browser(shared, hire(shared, "agent"))
    for path in ("/staff/filters/%00/drop", "/staff/questions/%00/take"):
        assert browser.post(path).status_code == 404
    assert browser.post("/staff/account/sessions", key="\0").status_code == 404


@pytest.mark.parametrize("login", ["agent\0", "\0", "\ud800", "x" * 5000])
def test_a_login_that_no_database_could_hold_is_merely_wrong(shared: Flask, login: str) -> None:
    assert guess(shared, login.encode("utf-8", "surrogatepass").decode("latin-1")) == 401
