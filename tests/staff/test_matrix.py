"""Who may do what: every route behind the login × every role, nobody, and other issuers."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from directory.model.staff import MAY, ROLES, Action, Role
from tests import people
from tests.staff.staff import HARBOR, Browser, hire, team
from tests.staff.test_answers import panel

OPEN = {
    ("GET", "/staff/login"), ("POST", "/staff/login"), ("GET", "/staff/login/code"),
    ("GET", "/staff/login/oidc"), ("GET", "/staff/login/oidc/back"),
    ("POST", "/staff/login/code"), ("GET", "/staff/welcome"), ("POST", "/staff/welcome"),
}  # fmt: skip
"""The way in, which asks for no login."""
ROUTES: dict[tuple[str, str], Action] = {
    ("POST", "/staff/logout"): "account",
    ("GET", "/staff/account"): "account",
    ("POST", "/staff/account/password"): "account",
    ("POST", "/staff/account/code/new"): "account",
    ("POST", "/staff/account/code"): "account",
    ("POST", "/staff/account/sessions"): "account",
    ("POST", "/staff/account/habits"): "account",
    ("GET", "/staff"): "look",
    ("GET", "/staff/rows/<npi>"): "look",
    ("GET", "/staff/suggest/<kind>"): "look",
    ("POST", "/staff/filters"): "look",
    ("POST", "/staff/filters/<id_>/drop"): "look",
    ("POST", "/staff/columns"): "look",
    ("POST", "/staff/keys"): "account",
    ("GET", "/staff/export"): "export",
    ("GET", "/staff/verdict"): "look",
    ("POST", "/staff/answers"): "file",
    ("GET", "/staff/answers"): "file",
    ("POST", "/staff/answers/find"): "file",
    ("GET", "/staff/answers/<reference>"): "file",
    ("GET", "/staff/answers/<reference>/letter"): "file",
    ("GET", "/staff/questions"): "questions",
    ("POST", "/staff/questions"): "questions",
    ("POST", "/staff/questions/<reference>/take"): "questions",
    ("POST", "/staff/questions/<reference>/withdraw"): "questions",
    ("GET", "/staff/supervision"): "supervise",
    ("GET", "/staff/reports"): "reports",
    ("GET", "/staff/reports/<reference>"): "reports",
    ("POST", "/staff/reports/<reference>"): "reports",
    ("GET", "/staff/acceptances"): "acceptances",
    ("GET", "/staff/audit"): "audit",
    ("GET", "/staff/users"): "users",
    ("POST", "/staff/users"): "users",
    ("GET", "/staff/users/<id_>"): "users",
    ("POST", "/staff/users/<id_>"): "users",
    ("POST", "/staff/users/<id_>/invite"): "users",
    ("POST", "/staff/users/<id_>/code"): "users",
}
"""What each route takes; one that is not here fails the test below."""
FILLED: dict[str, Callable[[Flask], str]] = {
    "<id_>": lambda app: hire(app, "other").id,
    "<reference>": lambda _: "0000-0000-0000",
    "<npi>": lambda _: people.SERENA,
    "<kind>": lambda _: "plan",
}
"""What stands in a path where it names something."""


FORMS = ("/staff/answers", "/staff/questions")
"""What is sent here must have been shown before."""


def served(app: Flask) -> set[tuple[str, str]]:
    return {
        (method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule == "/staff" or rule.rule.startswith("/staff/")
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    }


def ask(browser: Browser, app: Flask, method: str, rule: str, csrf: str | None) -> TestResponse:
    path = rule
    for name, value in FILLED.items():
        path = path.replace(name, value(app)) if name in path else path
    fields = panel(browser) if rule in FORMS and method == "POST" and csrf is None else {}
    return browser.get(path) if method == "GET" else browser.post(path, csrf=csrf, **fields)


def test_every_route_behind_the_login_has_a_row(app: Flask) -> None:
    assert served(app) == OPEN | ROUTES.keys(), "a new route needs a row in this table"


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize(("method", "rule"), ROUTES, ids=lambda part: str(part).strip("/"))
def test_a_role_opens_what_it_may_and_nothing_else(
    app: Flask, method: str, rule: str, role: Role
) -> None:
    browser = Browser(app, team(app)[role])
    status = ask(browser, app, method, rule, None).status_code
    if role in MAY[ROUTES[method, rule]]:
        assert status not in (401, 403, 405, 500)
    else:
        assert status == 403


@pytest.mark.parametrize(("method", "rule"), ROUTES, ids=lambda part: str(part).strip("/"))
def test_nobody_opens_anything(app: Flask, method: str, rule: str) -> None:
    browser = Browser(app, team(app)["admin"])
    browser.client.delete_cookie("staff")
    answer = ask(browser, app, method, rule, browser.csrf)
    if method == "GET":
        assert answer.status_code == 303
        assert answer.location.startswith("/staff/login")
    else:
        assert answer.status_code == 401


@pytest.mark.parametrize(
    ("method", "rule"), [row for row in ROUTES if row[0] == "POST"], ids=lambda p: str(p).strip("/")
)
def test_no_form_counts_without_the_token_of_its_session(
    app: Flask, method: str, rule: str
) -> None:
    everyone = team(app)
    role = min(MAY[ROUTES[method, rule]])
    foreign = Browser(app, everyone["other"]).csrf
    for token in ("", "x" * 43, foreign):
        answer = ask(Browser(app, everyone[role]), app, method, rule, token)
        assert answer.status_code == 403


@pytest.mark.parametrize(("method", "rule"), sorted(OPEN), ids=lambda part: str(part).strip("/"))
def test_the_way_in_is_open(app: Flask, method: str, rule: str) -> None:
    client = app.test_client()
    answer = client.get(rule) if method == "GET" else client.post(rule)
    # Without login, code or key there is nothing behind it: a form, a refusal, a way back to it.
    assert answer.status_code in (200, 303, 401, 403, 404)
    assert HARBOR not in answer.text


def test_a_view_without_a_mark_is_never_served(app: Flask) -> None:
    view = app.view_functions["staff.account"]
    app.view_functions["staff.account"] = lambda: "open"
    try:
        assert Browser(app, team(app)["admin"]).get("/staff/account").status_code == 500
    finally:
        app.view_functions["staff.account"] = view
