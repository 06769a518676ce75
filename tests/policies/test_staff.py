"""Staff accept a license once for each version, by account and not by browser."""

from collections.abc import Iterator

import pytest
from flask import Flask

from directory.hooks.services import KEY as SERVICES
from directory.policies.access import KEY
from directory.store import acceptances, staff_sessions
from directory.store.acceptances import Subject
from tests.policies.conftest import Make
from tests.policies.reader import Clock, Form, accept, body
from tests.policies.sample import BODY, FIRST, add_license
from tests.staff.staff import Browser, hire, store_of

PATH = f"/policies/{FIRST}"


@pytest.fixture
def staffed(app: Flask, clock: Clock) -> Iterator[Flask]:
    """The application whose logins go by the clock of the test too."""
    services = app.extensions[SERVICES]
    services.now = clock
    yield app
    services.store.close()


def log_in(app: Flask, clock: Clock, login: str = "agent") -> Browser:
    return Browser(app, hire(app, login), clock())


def test_staff_are_asked_like_anyone(staffed: Flask, clock: Clock) -> None:
    browser = log_in(staffed, clock)
    assert browser.get(PATH).location == f"/license?next={PATH}"
    assert "wherever you log in" in browser.get(f"/license?next={PATH}").text


def test_an_acceptance_is_the_accounts_and_not_the_browsers(staffed: Flask, clock: Clock) -> None:
    browser = log_in(staffed, clock)
    accept(browser.client, PATH)
    assert BODY in body(browser.get(PATH))
    assert browser.client.get_cookie("license") is None
    assert BODY in body(log_in(staffed, clock).get(PATH))
    assert log_in(staffed, clock, "other").get(PATH).status_code == 303
    browser.post("/staff/logout")
    assert browser.get(PATH).status_code == 303


def test_it_is_recorded_with_the_account(staffed: Flask, clock: Clock) -> None:
    browser = log_in(staffed, clock)
    accept(browser.client, PATH)
    subject = Subject(type="staff", id=browser.person.id)
    (held,) = acceptances.latest(store_of(staffed), subject, ["sample-disclaimer"])
    assert (held.version, held.decision) == (1, "accepted")


def test_it_holds_after_a_day_for_as_long_as_the_version(staffed: Flask, clock: Clock) -> None:
    browser = log_in(staffed, clock)
    accept(browser.client, PATH)
    clock.go(days=200)
    assert BODY in body(log_in(staffed, clock).get(PATH))


def test_a_new_version_asks_staff_again(make: Make, home, clock: Clock) -> None:
    add_license(home, effective="2026-12-01")
    app = make()
    app.extensions[SERVICES].now = clock
    browser = log_in(app, clock)
    accept(browser.client, PATH)
    assert BODY in body(browser.get(PATH))
    later = clock().date().replace(year=2027)
    app.extensions[KEY].today = lambda: later
    assert browser.get(PATH).status_code == 303
    assert "And a new rule." in browser.get(f"/license?next={PATH}").text


def test_staff_withdraw_and_decline(staffed: Flask, clock: Clock) -> None:
    browser = log_in(staffed, clock)
    accept(browser.client, PATH)
    form = Form(browser.client, PATH)
    browser.client.post("/license/withdraw", data={"csrf": form.csrf, "next": PATH})
    assert browser.get(PATH).status_code == 303
    accept(browser.client, PATH)
    Form(browser.client, PATH)
    decline = Form(browser.client, "/policies/CPT-1")
    decline.send("decline")
    assert browser.get("/policies/CPT-1").status_code == 303


def test_a_visitors_pass_is_not_a_login(staffed: Flask, clock: Clock) -> None:
    visitor = staffed.test_client()
    accept(visitor, PATH)
    held = visitor.get_cookie("license")
    assert held
    browser = log_in(staffed, clock)
    browser.client.set_cookie("license", held.value)
    assert browser.get(PATH).status_code == 303


def test_a_session_that_ended_opens_nothing(staffed: Flask, clock: Clock) -> None:
    browser = log_in(staffed, clock)
    accept(browser.client, PATH)
    staff_sessions.end_all(store_of(staffed), browser.person.id, clock())
    assert browser.get(PATH).status_code == 303


def test_half_a_login_opens_nothing(staffed: Flask, clock: Clock) -> None:
    browser = log_in(staffed, clock)
    accept(browser.client, PATH)
    token = staff_sessions.begin(
        store_of(staffed), browser.person.id, factor="password", whole=False, address="",
        agent="", now=clock(),
    )  # fmt: skip
    client = staffed.test_client()
    client.set_cookie("staff", token)
    assert client.get(PATH).status_code == 303


def test_a_login_is_no_token_for_the_api(staffed: Flask, clock: Clock) -> None:
    browser = log_in(staffed, clock)
    accept(browser.client, PATH)
    assert browser.get(f"/api/v1/policies/{FIRST}").status_code == 403


def test_with_the_store_down_staff_see_nothing(staffed: Flask, clock: Clock) -> None:
    browser = log_in(staffed, clock)
    accept(browser.client, PATH)
    with store_of(staffed).connection() as connection:
        connection.exec_driver_sql("DROP TABLE staff_sessions")
    answer = browser.get(PATH)
    assert answer.status_code in (500, 503)
    assert BODY not in body(answer)


def test_with_the_store_down_staff_still_see_the_public_list(staffed: Flask, clock: Clock) -> None:
    browser = log_in(staffed, clock)
    accept(browser.client, PATH)
    with store_of(staffed).connection() as connection:
        connection.exec_driver_sql("DROP TABLE staff_sessions")
    answer = browser.get("/policies")
    assert answer.status_code == 200
    assert FIRST in body(answer)
    assert BODY not in body(answer)


def test_the_page_of_acceptances_names_license_version_and_who(
    staffed: Flask, clock: Clock
) -> None:
    browser = log_in(staffed, clock)
    accept(browser.client, PATH)
    accept(staffed.test_client(), PATH)
    steward = Browser(staffed, hire(staffed, "steward", "steward"), clock())
    page = steward.get("/staff/acceptances?license=sample-disclaimer&version=1").text
    assert "<td>2</td>" in page
    assert "<td>agent</td>" in page
    assert "visitor" in page
    assert PATH in page
