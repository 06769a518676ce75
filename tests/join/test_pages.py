"""Reports, claims and their status pages, over HTTP."""

import logging
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.app import create_app
from directory.config import Config
from directory.hooks.services import KEY
from directory.join import routes
from directory.store.reports import find_report
from tests import people

FORM = f"/providers/{people.SERENA}/correct"
STATUS = re.compile(r"/corrections/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}")


class Clock:
    """The time of the forms, which a test moves."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 25, 15, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def wait(self, **span: float) -> None:
        self.now += timedelta(**span)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    made = Clock()
    monkeypatch.setattr(routes, "now", made)
    return made


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    """An application with a store of the test's own."""
    people.load(tmp_path)
    config = Config.from_env({"DIRECTORY_HOME": str(tmp_path), "DIRECTORY_SECRET_KEY": "k" * 40})
    made = create_app(config, today=lambda: people.TODAY)
    yield made
    made.extensions[KEY].store.close()


def token(client: FlaskClient, path: str = FORM) -> str:
    found = re.search(r'name="token" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def send(client: FlaskClient, clock: Clock, path: str = FORM, **fields: object):
    data = {"token": token(client, path), **fields}
    clock.wait(seconds=20)
    return client.post(path, data=data)


def kept(app: Flask, location: str):
    return find_report(app.extensions[KEY].store, location[-14:].replace("-", ""))


def test_a_report_gets_a_reference_and_a_page(app: Flask, client: FlaskClient, clock) -> None:
    sent = send(client, clock, about=["phone", "plan"], office="s2", wanted="Harbor Gold",
                text="It is\r\n555-0199", contact="ann@example.org")  # fmt: skip
    assert sent.status_code == 303
    assert STATUS.fullmatch(sent.location)
    report = kept(app, sent.location)
    assert (report.about, report.office, report.npi) == (("phone", "plan"), "s2", people.SERENA)
    assert report.text == "It is\n555-0199"
    page = client.get(sent.location)
    assert "Nobody has looked at it yet" in page.text
    assert page.headers["Cache-Control"] == "no-store"


def test_two_business_days_run_from_the_eastern_day(app: Flask, client: FlaskClient, clock) -> None:
    clock.now = datetime(2026, 11, 26, 3, tzinfo=UTC)  # still Wednesday in New York
    report = kept(app, send(client, clock, about="phone").location)
    assert report.due == date(2026, 11, 30)


def test_the_status_page_shows_nothing_that_was_written(client: FlaskClient, clock) -> None:
    sent = send(client, clock, about="other", text="secret words", contact="ann@example.org")
    page = client.get(sent.location).text
    assert "secret words" not in page
    assert "ann@example.org" not in page


def test_what_people_write_reaches_no_log(client: FlaskClient, clock, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        sent = send(client, clock, about="other", text="secret words", contact="ann@example.org")
        client.get(sent.location)
    for private in ("secret", "ann@", people.SERENA, sent.location[-14:]):
        assert private not in caplog.text


def test_a_form_sent_twice_is_one_report(client: FlaskClient, clock) -> None:
    data = {"token": token(client), "about": "phone"}
    clock.wait(seconds=20)
    first, second = (client.post(FORM, data=data).location for _ in range(2))
    assert first == second


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({}, "Tick at least one"),
        ({"about": "nonsense"}, "Tick at least one"),
        ({"about": "other"}, "Say in a few words"),
        ({"about": "plan"}, "Name the plan"),
        ({"about": "phone", "office": "elsewhere"}, "Choose one of the offices"),
        ({"about": "phone", "text": "x" * 2001}, "it has 2001"),
        ({"about": "phone", "contact": "nobody"}, "whole e-mail address"),
    ],
)
def test_faults_are_named_and_nothing_typed_is_lost(client, clock, fields, said) -> None:
    answer = send(client, clock, **{"text": "kept words", **fields} if "text" in fields else fields)
    assert answer.status_code == 400
    assert said in answer.text
    for value in fields.values():
        assert value in answer.text or value in ("nonsense", "elsewhere")


def test_all_faults_are_told_at_once(client: FlaskClient, clock) -> None:
    answer = send(client, clock, contact="nobody", office="elsewhere")
    assert answer.text.count('<li><a href="#') == 3


def test_2000_characters_are_taken(client: FlaskClient, clock) -> None:
    assert send(client, clock, about="phone", text="é" * 2000).status_code == 303


def test_control_characters_are_left_out(app: Flask, client: FlaskClient, clock) -> None:
    sent = send(client, clock, about="phone", text="a\x00b\x1b[31mc", contact="a\x00nn@example.org")
    report = kept(app, sent.location)
    assert (report.text, report.contact) == ("ab[31mc", "ann@example.org")


def test_markup_is_shown_as_text(client: FlaskClient, clock) -> None:
    answer = send(client, clock, text="<script>alert(1)</script>")
    assert "<script>" not in answer.text


# Against programs.


def test_a_form_sent_at_once_asks_to_press_again(client: FlaskClient, clock: Clock) -> None:
    data = {"token": token(client), "about": "phone", "text": "kept words"}
    clock.wait(seconds=1)
    answer = client.post(FORM, data=data)
    assert answer.status_code == 400
    assert "kept words" in answer.text
    assert data["token"] in answer.text
    clock.wait(seconds=5)
    assert client.post(FORM, data=data).status_code == 303


def test_an_expired_form_gets_a_new_token_and_keeps_the_words(client, clock: Clock) -> None:
    data = {"token": token(client), "about": "phone", "text": "kept words"}
    clock.wait(hours=13)
    answer = client.post(FORM, data=data)
    assert answer.status_code == 400
    assert "kept words" in answer.text
    assert data["token"] not in answer.text


@pytest.mark.parametrize("forged", ["", "x", "0" * 32 + ".1." + "0" * 64])
def test_a_forged_token_is_not_taken(client: FlaskClient, forged: str) -> None:
    answer = client.post(FORM, data={"token": forged, "about": "phone"})
    assert answer.status_code == 400


def test_a_token_of_another_provider_is_not_taken(client: FlaskClient, clock) -> None:
    data = {"token": token(client, f"/providers/{people.ROBERT}/correct"), "about": "phone"}
    clock.wait(seconds=20)
    assert client.post(FORM, data=data).status_code == 400


def test_the_hidden_field_is_a_trap(client: FlaskClient, clock) -> None:
    answer = send(client, clock, about="phone", website="https://spam.example")
    assert answer.status_code == 400
    assert "spam.example" not in answer.text


def test_one_neighborhood_sends_ten_an_hour(client: FlaskClient, clock: Clock) -> None:
    clock.now = datetime(2026, 11, 25, 15, tzinfo=UTC)
    for _ in range(10):
        assert send(client, clock, about="phone").status_code == 303
    answer = send(client, clock, about="other", text="kept words")
    assert answer.status_code == 429
    assert "kept words" in answer.text
    assert answer.headers["Retry-After"] == "3600"
    data = {"token": token(client), "about": "phone"}
    clock.wait(seconds=20)
    other = client.post(FORM, data=data, environ_overrides={"REMOTE_ADDR": "198.51.100.7"})
    assert other.status_code == 303
    clock.wait(hours=1)
    assert send(client, clock, about="phone").status_code == 303


# Whom, and where to.


@pytest.mark.parametrize(
    ("npi", "status"), [(people.NOBODY, 404), (people.GONE, 410), ("123", 404), ("abc", 404)]
)
def test_a_form_needs_a_provider(client: FlaskClient, npi: str, status: int) -> None:
    assert client.get(f"/providers/{npi}/correct").status_code == status
    assert client.post(f"/providers/{npi}/correct", data={}).status_code == status


def test_an_office_can_be_chosen_in_the_address(client: FlaskClient) -> None:
    assert '<option value="s2" selected>' in client.get(f"{FORM}?office=s2").text
    assert "selected" not in client.get(f"{FORM}?office=zz").text


def test_a_reference_is_looked_up(client: FlaskClient, clock) -> None:
    location = send(client, clock, about="phone").location
    typed = location[-14:].lower().replace("-", "+")
    assert client.get(f"/corrections?reference={typed}").location == location


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/corrections", 200, "Look up a report"),
        ("/corrections?reference=7KQ2", 400, "no whole reference"),
        ("/corrections/0000-0000-0000", 404, "No report has this reference"),
        ("/corrections/nonsense", 404, "no whole reference"),
    ],
)
def test_other_references_are_explained(client, path: str, status: int, said: str) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert said in answer.text


# Claims and registrations.


def test_the_page_says_what_happens(client: FlaskClient) -> None:
    page = client.get(f"/join?npi={people.SERENA}").text
    assert f'value="{people.SERENA}"' in page
    assert "within two business days" in page
    assert "Nothing in the directory changes before" in page


@pytest.mark.parametrize("kind", ["claim", "register"])
def test_a_request_is_kept(app: Flask, client: FlaskClient, clock, kind: str) -> None:
    sent = send(client, clock, "/join", kind=kind, npi=f" {people.SERENA} ",
                contact="(212) 555-0110", wanted="serena-chen")  # fmt: skip
    report = kept(app, sent.location)
    assert (report.kind, report.npi, report.wanted) == (kind, people.SERENA, "serena-chen")


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"npi": "1234567890"}, "cannot be one"),
        ({"npi": ""}, "cannot be one"),
        ({"contact": ""}, "nobody can answer"),
        ({"kind": "other"}, "Choose one of the two"),
    ],
)
def test_a_request_with_faults_is_given_back(client, clock, fields, said: str) -> None:
    whole = {"kind": "claim", "npi": people.SERENA, "contact": "ann@example.org"}
    answer = send(client, clock, "/join", **(whole | fields))
    assert answer.status_code == 400
    assert said in answer.text
