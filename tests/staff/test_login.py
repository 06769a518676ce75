"""The way in: right and wrong passwords, codes, lock-out, sessions that cannot be planted."""

import re
from datetime import timedelta

import pyotp
import pytest
from flask import Flask

from directory.staff.passwords import code_secret
from directory.store import staff as accounts
from directory.store import staff_log
from directory.store.staff_sessions import IDLE, LONGEST
from tests.staff.conftest import SECRET
from tests.staff.staff import CSRF, NOON, PASSWORD, Browser, Clock, hire, store_of, team

PROOF = re.compile(r'name="proof" value="([^"]+)"')


def enter(app: Flask, login: str = "agent", password: str = PASSWORD, **more: object):
    client = app.test_client()
    fields = {"login": login, "password": password, **more}
    return client, client.post("/staff/login", data=fields)


def with_code(app: Flask, login: str = "agent") -> str:
    """Give somebody a second factor and return its secret."""
    person = hire(app, login)
    accounts.change(store_of(app), person.id, totp=1)
    return code_secret(SECRET.encode(), person.id, 1)


def test_a_password_opens_the_console(app: Flask) -> None:
    team(app)
    client, answer = enter(app, " Agent ")
    assert (answer.status_code, answer.location) == (303, "/staff")
    assert client.get("/staff/account").status_code == 200


def test_the_cookie_is_kept_from_scripts_and_other_sites(app: Flask) -> None:
    team(app)
    said = enter(app)[1].headers["Set-Cookie"]
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(said.split("; "))
    assert "Domain" not in said


def test_wrong_password_and_unknown_login_get_the_same_answer(app: Flask) -> None:
    team(app)
    wrong, unknown = enter(app, password="wrong")[1], enter(app, login="nobody")[1]
    assert wrong.status_code == unknown.status_code == 401
    shown = [one.text.replace("nobody", "agent") for one in (wrong, unknown)]
    assert shown[0] == shown[1]


def test_an_unknown_login_costs_a_hash_too(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from directory.staff import passwords

    checked = []
    real = passwords._hasher

    class Counting:
        def verify(self, kept: str, given: str) -> bool:
            checked.append(kept)
            return real.verify(kept, given)

    monkeypatch.setattr(passwords, "_hasher", Counting())
    enter(app, login="nobody")
    assert len(checked) == 1


def test_after_five_failures_even_the_right_password_waits(app: Flask, clock: Clock) -> None:
    team(app)
    for _ in range(5):
        assert enter(app, password="wrong")[1].status_code == 401
    refused = enter(app)[1]
    assert (refused.status_code, refused.headers["Retry-After"]) == (429, "30")
    clock.go(seconds=31)
    assert enter(app)[1].status_code == 303


def test_each_further_failure_doubles_the_wait(app: Flask, clock: Clock) -> None:
    team(app)
    for _ in range(5):
        enter(app, password="wrong")
    waits = []
    for _ in range(3):
        seconds = int(enter(app, password="wrong")[1].headers["Retry-After"])
        waits.append(seconds)
        clock.go(seconds=seconds + 1)
        enter(app, password="wrong")
    assert waits == [30, 60, 120]


def test_a_login_that_is_none_is_locked_the_same_way(app: Flask) -> None:
    answers = [enter(app, login="nobody")[1].status_code for _ in range(6)]
    assert answers == [401] * 5 + [429]


def test_a_success_forgets_the_failures(app: Flask) -> None:
    team(app)
    for _ in range(4):
        enter(app, password="wrong")
    enter(app)
    assert [enter(app, password="wrong")[1].status_code for _ in range(4)] == [401] * 4


def test_many_logins_from_one_network_are_stopped(app: Flask) -> None:
    answers = [enter(app, login=f"nobody{n}", password="")[1].status_code for n in range(101)]
    assert answers == [401] * 100 + [429]


def test_a_shut_account_stays_out_at_once(app: Flask) -> None:
    person = team(app)["agent"]
    browser = Browser(app, person)
    accounts.change(store_of(app), person.id, active=False)
    assert browser.get("/staff/account").status_code == 303
    assert enter(app)[1].status_code == 401


def test_the_second_factor_is_asked_for_before_anything_opens(app: Flask) -> None:
    secret = with_code(app)
    client, answer = enter(app)
    assert answer.location == "/staff/login/code"
    assert client.get("/staff/account").location == "/staff/login?next=/staff/account"
    csrf = CSRF.search(client.get("/staff/login/code").text)[1]
    code = pyotp.TOTP(secret).at(NOON)
    entered = client.post("/staff/login/code", data={"csrf": csrf, "code": code})
    assert entered.location == "/staff"
    assert client.get("/staff/account").status_code == 200


def test_a_deep_link_survives_the_second_factor(app: Flask) -> None:
    secret = with_code(app)
    wanted = "/staff/answers?npi=1000000103&verdict=in"
    client, answer = enter(app, next=wanted)
    page = client.get(answer.location).text
    fields = {"csrf": CSRF.search(page)[1], "code": pyotp.TOTP(secret).at(NOON)}
    target = re.search(r'name="next" value="([^"]+)"', page)[1].replace("&amp;", "&")
    assert client.post("/staff/login/code", data={**fields, "next": target}).location == wanted


def test_a_code_opens_once(app: Flask) -> None:
    code = pyotp.TOTP(with_code(app)).at(NOON)
    answers = []
    for _ in range(2):
        client, _ = enter(app)
        csrf = CSRF.search(client.get("/staff/login/code").text)[1]
        sent = client.post("/staff/login/code", data={"csrf": csrf, "code": code})
        answers.append(sent.status_code)
    assert answers == [303, 401]


@pytest.mark.parametrize(("seconds", "status"), [(-30, 303), (30, 303), (-90, 401), (90, 401)])
def test_a_clock_may_be_off_by_half_a_minute(app: Flask, seconds: int, status: int) -> None:
    code = pyotp.TOTP(with_code(app)).at(NOON + timedelta(seconds=seconds))
    client, _ = enter(app)
    csrf = CSRF.search(client.get("/staff/login/code").text)[1]
    sent = client.post("/staff/login/code", data={"csrf": csrf, "code": code})
    assert sent.status_code == status


def test_codes_are_locked_as_passwords_are(app: Flask) -> None:
    with_code(app)
    client, _ = enter(app)
    csrf = CSRF.search(client.get("/staff/login/code").text)[1]
    answers = [
        client.post("/staff/login/code", data={"csrf": csrf, "code": "000000"}).status_code
        for _ in range(6)
    ]
    assert answers[:5] == [401] * 5
    assert answers[5] == 429


def test_a_session_cannot_be_planted(app: Flask) -> None:
    team(app)
    client = app.test_client()
    client.set_cookie("staff", "planted")
    client.post("/staff/login", data={"login": "agent", "password": PASSWORD})
    assert client.get_cookie("staff").value != "planted"


def test_logging_in_again_ends_the_session_before(app: Flask) -> None:
    browser = Browser(app, team(app)["agent"])
    old = browser.client.get_cookie("staff").value
    browser.client.post("/staff/login", data={"login": "agent", "password": PASSWORD})
    assert browser.client.get_cookie("staff").value != old
    stale = app.test_client()
    stale.set_cookie("staff", old)
    assert stale.get("/staff/account").status_code == 303


def test_a_session_ends_when_nobody_uses_it(app: Flask, clock: Clock) -> None:
    browser = Browser(app, team(app)["agent"])
    clock.at += IDLE - timedelta(minutes=1)
    assert browser.get("/staff/account").status_code == 200
    clock.at += IDLE + timedelta(minutes=1)
    assert browser.get("/staff/account").status_code == 303


def test_a_session_ends_after_twelve_hours_of_use(app: Flask, clock: Clock) -> None:
    browser = Browser(app, team(app)["agent"])
    while clock.at + timedelta(minutes=50) < NOON + LONGEST:
        clock.go(minutes=50)
        assert browser.get("/staff/account").status_code == 200
    clock.go(minutes=50)
    assert browser.get("/staff/account").status_code == 303


def test_logging_out_ends_the_session(app: Flask) -> None:
    browser = Browser(app, team(app)["agent"])
    token = browser.client.get_cookie("staff").value
    assert browser.post("/staff/logout").location == "/staff/login"
    thief = app.test_client()
    thief.set_cookie("staff", token)
    assert thief.get("/staff/account").status_code == 303


def test_a_password_is_set_by_invitation_once(app: Flask, admin: Browser) -> None:
    link = re.search(
        r'value="(http[^"]+)"',
        admin.post("/staff/users", login="new", name="New One", role="agent").text,
    )[1]
    path = link.partition("localhost")[2]
    key = link.partition("key=")[2]
    client = app.test_client()
    assert "New One" in client.get(path).text
    fields = {"key": key, "password": PASSWORD, "again": PASSWORD}
    assert client.post("/staff/welcome", data=fields).location == "/staff/account"
    assert client.post("/staff/welcome", data=fields).status_code == 404
    assert enter(app, login="new")[1].status_code == 303


def test_an_invitation_ends_after_three_days(app: Flask, admin: Browser, clock: Clock) -> None:
    page = admin.post("/staff/users", login="new", name="New One", role="agent")
    key = re.search(r"key=([\w-]+)", page.text)[1]
    clock.go(days=3, minutes=1)
    assert app.test_client().get(f"/staff/welcome?key={key}").status_code == 404


@pytest.mark.parametrize(
    ("password", "said"),
    [("short", "at least 12"), ("x" * 201, "at most 200"), ("agentagentagent", "your login"),
     ("abababababab", "repeats"), ("Passw0rd-2026!", "tries first"),
     ("welcome to staff", "tries first"), ("123456789012", "tries first"),
     ("QwertyAsdfgh1!", "tries first")],
)  # fmt: skip
def test_a_weak_password_is_refused_with_its_reason(
    app: Flask, agent: Browser, password: str, said: str
) -> None:
    fields = {"now": PASSWORD, "password": password, "again": password}
    answer = agent.post("/staff/account/password", **fields)
    assert answer.status_code == 400
    assert said in answer.text


def test_a_new_password_ends_every_other_session(app: Flask, agent: Browser) -> None:
    other = Browser(app, agent.person)
    fields = {"now": PASSWORD, "password": "another quiet river", "again": "another quiet river"}
    assert agent.post("/staff/account/password", **fields).status_code == 303
    assert agent.get("/staff/account").status_code == 200
    assert other.get("/staff/account").status_code == 303


def test_a_second_factor_is_taken_into_use_with_its_first_code(app: Flask, agent: Browser) -> None:
    page = agent.post("/staff/account/code/new", now=PASSWORD).text
    assert '<div class="qr"' in page
    proof = PROOF.search(page)[1]
    secret = code_secret(SECRET.encode(), agent.person.id, 1)
    assert agent.post("/staff/account/code", proof=proof, code="000000").status_code == 400
    answer = agent.post("/staff/account/code", proof=proof, code=pyotp.TOTP(secret).at(NOON))
    assert answer.status_code == 303
    assert accounts.by_id(store_of(app), agent.person.id).totp == 1


def test_nobody_ends_a_session_of_somebody_else(app: Flask, agent: Browser) -> None:
    other = Browser(app, team(app)["supervisor"])
    assert agent.post("/staff/account/sessions", key=other.key).status_code == 404
    assert other.get("/staff/account").status_code == 200


def test_a_form_without_the_token_of_the_session_does_nothing(app: Flask, agent: Browser) -> None:
    other = Browser(app, team(app)["supervisor"])
    for token in ("", "x", other.csrf):
        answer = agent.post("/staff/account/habits", csrf=token, zone="America/Chicago")
        assert answer.status_code == 403
    assert accounts.by_id(store_of(app), agent.person.id).person.zone == ""


@pytest.mark.parametrize(
    "headers",
    [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"},
     {"Origin": "https://elsewhere.example"}, {"Origin": "null"}],
)  # fmt: skip
def test_a_form_from_another_site_does_nothing(
    app: Flask, agent: Browser, headers: dict[str, str]
) -> None:
    data = {"csrf": agent.csrf, "zone": "America/Chicago"}
    sent = agent.client.post("/staff/account/habits", data=data, headers=headers)
    assert sent.status_code == 403
    entered = app.test_client().post(
        "/staff/login", data={"login": "agent", "password": PASSWORD}, headers=headers
    )
    assert entered.status_code == 403


TARGETS = (
    "//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", "/staff/..//x",
    "/staffroom", "/staff//elsewhere", "/staff/%2e%2e/", "/staff\r\nX: y", "javascript:alert(1)",
    "/policies", "/staff/login", "/staff/logout", "", "staff", "/staff/\u2044x", "/staff/?a=\n",
)  # fmt: skip


@pytest.mark.parametrize("target", TARGETS)
def test_nobody_is_sent_elsewhere_after_logging_in(app: Flask, target: str) -> None:
    team(app)
    assert enter(app, next=target)[1].location == "/staff"


def test_a_deep_link_comes_back_with_its_query(app: Flask) -> None:
    team(app)
    wanted = "/staff/account?done=code"
    first = app.test_client().get(wanted)
    assert first.location == "/staff/login?next=/staff/account%3Fdone%3Dcode"
    assert enter(app, next=wanted)[1].location == wanted


def test_what_is_done_is_written_down(app: Flask) -> None:
    team(app)
    enter(app, password="wrong")
    enter(app)
    found = [(one.login, one.action) for one in staff_log.page(store_of(app), staff_log.Wanted())]
    assert found == [("agent", "login"), ("agent", "login-failed")]


def test_nothing_behind_the_login_is_kept_by_caches_or_robots(agent: Browser) -> None:
    answer = agent.get("/staff/account")
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert answer.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert "Cookie" in answer.vary


def test_a_vanity_host_has_no_way_in(agent: Browser) -> None:
    answer = agent.get("/staff/account", headers={"Host": "serenachen.localhost"})
    assert (answer.status_code, answer.location) == (308, "http://localhost/staff/account")
