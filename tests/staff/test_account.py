"""One's own account and those of others: what a session alone must not do, and links used up."""

import re
from concurrent.futures import ThreadPoolExecutor

import pyotp
from flask import Flask

from directory.staff.passwords import code_secret, hashed, is_password
from directory.store import staff as accounts
from directory.store import staff_log
from directory.store.opened import Store
from directory.store.staff_sessions import HALF, key_of
from tests.staff.conftest import SECRET
from tests.staff.staff import CSRF, NOON, PASSWORD, Browser, Clock, hire, store_of

QR = '<div class="qr"'
PROOF = re.compile(r'name="proof" value="([^"]+)"')


def test_a_session_alone_shows_no_secret(agent: Browser) -> None:
    for password in ("", "wrong"):
        answer = agent.post("/staff/account/code/new", now=password)
        assert answer.status_code == 400
        assert QR not in answer.text


def test_a_session_alone_moves_no_second_factor(app: Flask, agent: Browser) -> None:
    # Whoever holds the service's key by other means still needs the page.
    code = pyotp.TOTP(code_secret(SECRET.encode(), agent.person.id, 1)).at(NOON)
    page = Browser(app, agent.person).post("/staff/account/code/new", now=PASSWORD).text
    for proof in ("", "x", PROOF.search(page)[1]):
        sent = agent.post("/staff/account/code", code=code, proof=proof)
        assert sent.status_code == 400
    assert accounts.by_id(store_of(app), agent.person.id).totp == 0


def test_the_password_is_guessed_no_faster_from_within(agent: Browser) -> None:
    paths = ["/staff/account/code/new", "/staff/account/password"] * 3
    answers = [agent.post(path, now="wrong").status_code for path in paths]
    assert answers == [400] * 5 + [429]


def test_who_signs_in_elsewhere_has_no_password_to_type(app: Flask, agent: Browser) -> None:
    accounts.change(store_of(app), agent.person.id, password="")
    assert QR in agent.post("/staff/account/code/new").text


def test_half_a_login_ends_after_some_minutes(app: Flask, clock: Clock) -> None:
    accounts.change(store_of(app), hire(app, "agent").id, totp=1)
    client = app.test_client()
    client.post("/staff/login", data={"login": "agent", "password": PASSWORD})
    assert CSRF.search(client.get("/staff/login/code").text)
    clock.at += HALF
    assert client.get("/staff/login/code").location == "/staff/login"


def test_a_shut_account_accepts_no_invitation(app: Flask) -> None:
    person, store = hire(app, "agent"), store_of(app)
    accounts.invite(store, person.id, key_of("link"), NOON)
    accounts.change(store, person.id, active=False)
    fields = {"key": "link", "password": "another quiet river", "again": "another quiet river"}
    client = app.test_client()
    assert client.get("/staff/welcome?key=link").status_code == 404
    assert client.post("/staff/welcome", data=fields).status_code == 404
    assert accounts.by_id(store, person.id).password != ""
    assert staff_log.page(store, staff_log.Wanted(action="password-set")) == []


def test_nobody_is_given_a_link_into_a_shut_account(app: Flask, admin: Browser) -> None:
    person, store = hire(app, "agent"), store_of(app)
    accounts.change(store, person.id, active=False)
    path = f"/staff/users/{person.id}"
    assert "This account is shut" in admin.get(path).text
    assert admin.post(f"{path}/invite").status_code == 409
    assert not accounts.by_id(store, person.id).invited


def test_of_two_who_send_one_link_at_once_one_sets_the_password(store: Store) -> None:
    made = accounts.create(store, login="new", name="New", role="agent", issuers=(), at=NOON)
    accounts.invite(store, made.person.id, key_of("link"), NOON)
    with ThreadPoolExecutor(8) as many:
        used = list(
            many.map(lambda n: accounts.accept(store, key_of("link"), f"p{n}", NOON), range(8))
        )
    assert used.count(True) == 1
    assert accounts.by_id(store, made.person.id).password == f"p{used.index(True)}"


def test_another_address_unbinds_the_account(app: Flask, admin: Browser) -> None:
    person, store = hire(app, "agent"), store_of(app)
    accounts.change(store, person.id, email="agent@example.org", subject="https://id 7")
    browser = Browser(app, person)
    fields = {"name": "Agent", "role": "agent", "issuers": "11111", "active": "on"}
    path = f"/staff/users/{person.id}"
    admin.post(path, **fields, email="agent@example.org")
    assert accounts.by_id(store, person.id).subject == "https://id 7"
    assert browser.get("/staff/account").status_code == 200
    admin.post(path, **fields, email="successor@example.org")
    assert accounts.by_id(store, person.id).subject == ""
    assert browser.get("/staff/account").status_code == 303


def test_a_password_is_the_same_on_every_keyboard() -> None:
    composed, apart = "un caf\u00e9 tranquille", "un cafe\u0301 tranquille"
    assert is_password(hashed(composed), apart)
    assert not is_password(hashed(composed), "un cafe tranquille")
