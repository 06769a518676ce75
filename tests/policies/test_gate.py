"""The gate from outside: accept, decline, versions, cookies, clocks, tabs, and a database down."""

import re
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from psycopg import sql

from directory.policies.access import KEY
from directory.policies.gate import Gate
from directory.policies.passes import Pass, Signer
from directory.store.acceptances import page as recorded
from directory.store.audit import verify
from directory.store.chain import Entry
from tests.policies import sample
from tests.policies.conftest import Make
from tests.policies.reader import CSRF, Clock, Form, accept, token
from tests.policies.sample import BODY, BOTH, FIRST
from tests.stores import administer

PAGE = f"/policies/{FIRST}"


def gate(app: Flask) -> Gate:
    found: Gate = app.extensions[KEY]
    return found


def entries(app: Flask, license: str = "sample-disclaimer", version: int = 1) -> list[Entry]:
    """The record, oldest first."""
    return recorded(gate(app).store, license, version, limit=1000)[::-1]


def decisions(app: Flask, license: str = "sample-disclaimer", version: int = 1) -> list[str]:
    return [one.decision for one in entries(app, license, version)]


def is_open(client: FlaskClient, path: str = PAGE) -> bool:
    response = client.get(path)
    assert response.status_code in (200, 303)
    return response.status_code == 200 and BODY in response.text


# --- the way in


def test_a_deep_link_comes_back_to_the_very_page(client: FlaskClient) -> None:
    deep = f"{PAGE}?codes=E06%20x&lang=en"
    away = client.get(deep)
    assert away.status_code == 303
    form = Form(client, deep)
    assert away.headers["Location"] == "/license?next=" + deep.replace("?", "%3F").replace(
        "=", "%3D"
    ).replace("%20", "%2520").replace("&", "%26")
    back = form.send("accept")
    assert back.status_code == 303
    assert back.headers["Location"] == deep
    assert client.get(back.headers["Location"]).status_code == 200


def test_getting_never_accepts(app: Flask, client: FlaskClient) -> None:
    form = Form(client, PAGE)
    for way in ("get", "head", "options"):
        getattr(client, way)(
            "/license",
            query_string={
                "csrf": form.csrf, "decision": "accept", "license": form.shown[0], "next": PAGE,
            },
        )  # fmt: skip
    assert not is_open(client)
    assert entries(app) == []


def test_the_form_has_two_equal_buttons_after_the_text_and_nothing_ticked(
    client: FlaskClient,
) -> None:
    text = Form(client, PAGE).page.text
    buttons = re.findall(r'<button name="decision" value="(\w+)">', text)
    assert buttons == ["accept", "decline"]
    assert "checkbox" not in text
    assert text.index("What you agree to") < text.index('value="accept"')


def test_several_licenses_are_shown_on_one_page_and_accepted_together(
    app: Flask, client: FlaskClient
) -> None:
    form = Form(client, f"/policies/{BOTH}")
    assert [one.split(":")[0] for one in form.shown] == ["cpt-2026", "sample-disclaimer"]
    assert form.send("accept").status_code == 303
    assert client.get(f"/policies/{BOTH}").status_code == 200
    assert decisions(app) == decisions(app, "cpt-2026") == ["accepted"]


def test_only_what_is_wanting_is_asked(client: FlaskClient) -> None:
    accept(client, PAGE)
    assert Form(client, f"/policies/{BOTH}").shown == ["cpt-2026:1:en"]


def test_the_license_page_is_never_gated_and_never_loops(client: FlaskClient) -> None:
    assert client.get("/license?next=/license").status_code == 200
    accept(client)
    page = client.get("/license", query_string={"next": PAGE})
    assert page.status_code == 200
    assert f'href="{PAGE}"' in page.text


def test_the_record_holds_what_the_rules_name(app: Flask, client: FlaskClient) -> None:
    form = Form(client, PAGE)
    form.client.post(
        "/license?lang=es",
        data={"csrf": form.csrf, "license": ["sample-disclaimer:1:es"], "decision": "accept",
              "next": f"{PAGE}?codes=E06"},
        headers={"User-Agent": "Reader/2"},
        environ_base={"REMOTE_ADDR": "198.51.100.9"},
    )  # fmt: skip
    [entry] = entries(app)
    text = gate(app).book.version("sample-disclaimer", 1).text("es")  # type: ignore[union-attr]  # it is shipped
    assert (entry.subject_type, entry.channel, entry.language) == ("visitor", "page", "es")
    assert re.fullmatch("[0-9a-f]{32}", entry.subject)
    assert entry.sha256 == text.sha256
    assert entry.at == sample.NOON
    assert (entry.address, entry.user_agent, entry.wanted) == ("198.51.100.0", "Reader/2", PAGE)


# --- decline and withdraw


def test_declining_is_recorded_and_shows_what_stays_open_and_a_way_back(
    app: Flask, client: FlaskClient
) -> None:
    response = Form(client, PAGE).send("decline")
    assert response.status_code == 303
    page = client.get(response.headers["Location"])
    assert page.status_code == 200
    assert 'href="/policies"' in page.text
    assert f'href="/license?next={PAGE}"' in page.text
    assert decisions(app) == ["declined"]
    assert not is_open(client)


def test_declining_clears_an_acceptance(client: FlaskClient) -> None:
    form = Form(client, PAGE)
    form.send("accept")
    assert is_open(client)
    form.send("decline")
    assert not is_open(client)


def test_withdrawing_closes_the_text_and_is_recorded(app: Flask, client: FlaskClient) -> None:
    accept(client)
    csrf = CSRF.search(client.get(PAGE).text)
    assert csrf
    response = client.post("/license/withdraw", data={"csrf": csrf[1], "next": PAGE})
    assert response.status_code == 303
    assert "Acceptance withdrawn" in client.get(response.headers["Location"]).text
    assert not is_open(client)
    assert decisions(app) == ["accepted", "withdrawn"]


def test_withdrawing_needs_the_form(app: Flask, client: FlaskClient) -> None:
    accept(client)
    assert client.post("/license/withdraw", data={"next": PAGE}).status_code == 403
    assert is_open(client)


def test_a_cookie_kept_from_before_the_decline_opens_nothing(client: FlaskClient) -> None:
    accept(client)
    kept = client.get_cookie("license")
    assert kept
    Form(client, PAGE).client.post("/license/withdraw", data={"csrf": Form(client, PAGE).csrf})
    csrf = CSRF.search(client.get("/license", query_string={"next": PAGE}).text)
    assert csrf
    client.post("/license/withdraw", data={"csrf": csrf[1]})
    client.set_cookie("license", kept.value)
    assert not is_open(client)


# --- forms: forgery, tabs, back button, replay


@pytest.mark.parametrize(
    "changed",
    [
        {"csrf": ""}, {"csrf": "x"}, {"csrf": "A" * 60}, {"csrf": "é"},
    ],
)  # fmt: skip
def test_a_form_without_our_token_changes_nothing(
    app: Flask, client: FlaskClient, changed: dict[str, str]
) -> None:
    response = Form(client, PAGE).send("accept", **changed)
    assert response.status_code == 403
    assert 'role="alert"' in response.text
    assert entries(app) == []


def test_the_token_of_another_visitor_is_worth_nothing(app: Flask, client: FlaskClient) -> None:
    theirs = Form(app.test_client(), PAGE)
    assert Form(client, PAGE).send("accept", csrf=theirs.csrf).status_code == 403


def test_a_browser_that_keeps_no_cookies_is_told(app: Flask) -> None:
    response = Form(app.test_client(use_cookies=False), PAGE).send("accept")
    assert response.status_code == 403
    assert "cookies" in response.text


def test_a_form_sent_from_another_site_is_refused(app: Flask, client: FlaskClient) -> None:
    form = Form(client, PAGE)
    for origin in ("cross-site", "same-site", "none"):
        response = client.post(
            "/license",
            data={"csrf": form.csrf, "license": form.shown, "decision": "accept", "next": PAGE},
            headers={"Sec-Fetch-Site": origin},
        )
        assert response.status_code == 403
    assert entries(app) == []


def test_a_form_left_open_too_long_is_given_anew(client: FlaskClient, clock: Clock) -> None:
    form = Form(client, PAGE)
    clock.go(hours=13)
    response = form.send("accept")
    assert response.status_code == 403
    assert CSRF.search(response.text)


@pytest.mark.parametrize(
    "changed",
    [
        {"decision": "maybe"}, {"decision": ""}, {"license": []}, {"license": ["x"]},
        {"license": ["sample-disclaimer:1"]}, {"license": ["sample-disclaimer:0:en"]},
        {"license": ["sample-disclaimer:-1:en"]}, {"license": ["../x:1:en"]},
    ],
)  # fmt: skip
def test_a_form_that_is_none_of_ours_changes_nothing(
    app: Flask, client: FlaskClient, changed: dict[str, object]
) -> None:
    form = Form(client, PAGE)
    fields = {"csrf": form.csrf, "license": form.shown, "decision": "accept", "next": PAGE}
    assert client.post("/license", data={**fields, **changed}).status_code == 400
    assert entries(app) == []


def test_two_tabs_do_not_get_in_each_others_way(app: Flask, client: FlaskClient) -> None:
    first, second = Form(client, PAGE), Form(client, f"/policies/{BOTH}")
    assert first.send("accept").headers["Location"] == PAGE
    assert second.send("accept").headers["Location"] == f"/policies/{BOTH}"
    assert client.get(f"/policies/{BOTH}").status_code == 200
    assert decisions(app) == ["accepted"]


def test_accepting_in_one_tab_and_declining_in_the_other_ends_declined(
    client: FlaskClient,
) -> None:
    first, second = Form(client, PAGE), Form(client, PAGE)
    first.send("accept")
    second.send("decline")
    assert not is_open(client)


def test_the_back_button_after_accepting_accepts_once(app: Flask, client: FlaskClient) -> None:
    form = Form(client, PAGE)
    form.send("accept")
    again = form.send("accept")
    assert again.headers["Location"] == PAGE
    assert decisions(app) == ["accepted"]
    assert is_open(client)


def test_the_back_button_after_declining_may_still_accept(app: Flask, client: FlaskClient) -> None:
    form = Form(client, PAGE)
    form.send("decline")
    form.send("accept")
    assert is_open(client)
    assert decisions(app) == ["declined", "accepted"]


# --- versions


def test_a_new_version_asks_again_and_says_what_changed(
    make: Make, home: Path, client: FlaskClient
) -> None:
    accept(client)
    held = {name: client.get_cookie(name) for name in ("license", "license-seen")}
    sample.add_license(home)
    renewed = make().test_client()
    for name, cookie in held.items():
        assert cookie
        renewed.set_cookie(name, cookie.value)
    assert not is_open(renewed)
    form = Form(renewed, PAGE)
    assert form.shown == ["sample-disclaimer:2:en"]
    assert "What changed since version 1" in form.page.text
    assert "And a new rule." in form.page.text
    form.send("accept")
    assert is_open(renewed)
    app = renewed.application
    assert decisions(app) == ["accepted"]
    assert decisions(app, version=2) == ["accepted"]


def test_weeks_later_the_difference_is_still_known(
    make: Make, home: Path, client: FlaskClient
) -> None:
    accept(client)
    seen = client.get_cookie("license-seen")
    assert seen
    sample.add_license(home)
    later = make().test_client()
    later.set_cookie("license-seen", seen.value)
    assert "What changed since version 1" in Form(later, PAGE).page.text


def test_who_never_accepted_sees_no_difference(make: Make, home: Path) -> None:
    sample.add_license(home)
    assert "What changed" not in Form(make().test_client(), PAGE).page.text


def test_an_old_version_sent_again_is_refused_and_the_new_one_shown(
    make: Make, home: Path, client: FlaskClient
) -> None:
    old = Form(client, PAGE)
    sample.add_license(home)
    app = make()
    renewed = app.test_client()
    cookie = client.get_cookie("license")
    assert cookie
    renewed.set_cookie("license", cookie.value)
    response = renewed.post(
        "/license",
        data={"csrf": old.csrf, "license": old.shown, "decision": "accept", "next": PAGE},
    )
    assert response.status_code == 409
    assert "sample-disclaimer:2:en" in response.text
    assert entries(app) == []


def test_a_version_that_is_not_yet_in_force_is_not_asked(
    make: Make, home: Path, client: FlaskClient
) -> None:
    sample.add_license(home, effective="2027-01-01")
    assert Form(make().test_client(), PAGE).shown == ["sample-disclaimer:1:en"]


@pytest.mark.parametrize(
    "path",
    [
        "/versions/3", "/versions/03", "/versions/３", "/versions/%EF%BC%93", "/changes",
        "/changes?from=1&to=2", "/changes?from=1&from=2", "/changes?to=1&to=2&from=3",
        "/changes?from=2&to=3", "/changes?from=%33&to=2",
    ],
)  # fmt: skip
def test_a_version_that_needs_more_stays_shut_to_who_accepted_less(
    client: FlaskClient, path: str
) -> None:
    accept(client, PAGE)
    assert is_open(client)
    response = client.get(PAGE + path)
    assert response.status_code == 303
    assert sample.DRAFT not in response.text
    accept(client, f"/policies/{BOTH}")
    assert client.get(PAGE + path).status_code in (200, 400)


# --- cookies and clocks


def cookie_of(client: FlaskClient) -> str:
    accept(client)
    found = client.get_cookie("license")
    assert found
    return str(found.value)


def test_a_tampered_cookie_opens_nothing(app: Flask, client: FlaskClient) -> None:
    good = cookie_of(client)
    other = app.test_client(use_cookies=False)

    def status(text: str) -> int:
        return other.get(PAGE, headers={"Cookie": f"license={text}"}).status_code

    assert status(good) == 200
    for place in range(len(good)):
        changed = "A" if good[place] != "A" else "B"
        assert status(good[:place] + changed + good[place + 1 :]) == 303
    for text in (good[:-1], good + "A", good + "=", good.lower(), good[::-1], "", good * 9):
        assert status(text) == 303


def test_a_cookie_of_another_key_host_or_kind_opens_nothing(
    app: Flask, client: FlaskClient
) -> None:
    cookie_of(client)
    [entry] = entries(app)
    held = Pass(entry.subject, int(sample.NOON.timestamp()), {"sample-disclaimer": 1})
    other = app.test_client(use_cookies=False)
    secret = b"k" * 40
    expected = {
        Signer(secret).seal(held, "cookie", "localhost"): 200,
        Signer(b"x" * 40).seal(held, "cookie", "localhost"): 303,
        Signer(secret).seal(held, "token", "localhost"): 303,
        Signer(secret).seal(held, "cookie", "serenachen.localhost"): 303,
    }
    for text, status in expected.items():
        assert other.get(PAGE, headers={"Cookie": f"license={text}"}).status_code == status


def test_an_unknown_version_on_a_pass_is_not_accepted(app: Flask, client: FlaskClient) -> None:
    cookie_of(client)
    [entry] = entries(app)
    held = Pass(entry.subject, int(sample.NOON.timestamp()), {"sample-disclaimer": 7})
    client.set_cookie("license", Signer(b"k" * 40).seal(held, "cookie", "localhost"))
    assert not is_open(client)


def test_an_acceptance_holds_24_hours(client: FlaskClient, clock: Clock) -> None:
    text = cookie_of(client)
    clock.go(hours=23, minutes=59)
    client.set_cookie("license", text)
    assert is_open(client)
    clock.go(minutes=2)
    assert not is_open(client)
    accept(client)
    assert is_open(client)


def test_a_newer_cookie_does_not_stretch_an_older_acceptance(
    client: FlaskClient, clock: Clock
) -> None:
    accept(client, PAGE)
    clock.go(hours=20)
    accept(client, f"/policies/{BOTH}")
    clock.go(hours=5)
    assert not is_open(client)


def test_a_clock_that_goes_backwards_shuts_the_gate(
    app: Flask, client: FlaskClient, clock: Clock
) -> None:
    accept(client)
    clock.go(hours=-2)
    assert not is_open(client)
    accept(client)
    assert is_open(client)
    assert decisions(app) == ["accepted", "accepted"]


def test_clocks_a_second_apart_do_no_harm(client: FlaskClient, clock: Clock) -> None:
    accept(client)
    clock.go(seconds=-1)
    assert is_open(client)


def test_the_cookie_is_guarded(client: FlaskClient, make: Make) -> None:
    said = "".join(accept(client).headers.getlist("Set-Cookie"))
    assert "HttpOnly" in said
    assert "SameSite=Lax" in said
    strict = make(DIRECTORY_ENV="production", DIRECTORY_BASE_DOMAIN="example.org")
    gate(strict).store.migrate()
    reader = strict.test_client()
    response = reader.get("/license", base_url="https://example.org")
    [cookie] = [one for one in response.headers.getlist("Set-Cookie") if "license=" in one]
    assert cookie.startswith("__Host-license=")
    assert "Secure" in cookie
    assert "Path=/;" in cookie
    assert "Domain" not in cookie


# --- production and placeholders


def test_production_refuses_to_serve_a_placeholder(make: Make) -> None:
    strict = make(DIRECTORY_ENV="production", DIRECTORY_BASE_DOMAIN="example.org")
    gate(strict).store.migrate()
    client = strict.test_client()
    for path in (f"/policies/{BOTH}", f"/license?next=/policies/{BOTH}", "/license/cpt-2026/1",
                 "/license/cpt-2026/1/download", f"/api/v1/policies/{BOTH}",
                 "/api/v1/licenses/cpt-2026"):  # fmt: skip
        response = client.get(path, base_url="https://example.org")
        assert response.status_code == 503, path
        assert response.headers["Retry-After"]
    listed = client.get("/api/v1/licenses", base_url="https://example.org").json["licenses"]
    assert [one["id"] for one in listed] == ["sample-disclaimer"]
    form = Form(client, PAGE, base_url="https://example.org")
    assert form.send("accept").status_code == 303
    assert client.get(PAGE, base_url="https://example.org").status_code == 200


def test_the_owners_text_takes_the_placeholders_place(make: Make, home: Path) -> None:
    sample.add_license(home, "cpt-2026")
    strict = make(DIRECTORY_ENV="production", DIRECTORY_BASE_DOMAIN="example.org")
    gate(strict).store.migrate()
    client = strict.test_client()
    where = {"base_url": "https://example.org"}
    accept(client, f"/policies/{BOTH}", **where)
    assert client.get(f"/policies/{BOTH}", **where).status_code == 200


# --- the record under load, and away


def test_two_hundred_at_once_are_each_recorded_once(either: Flask) -> None:
    forms = [Form(either.test_client(), PAGE) for _ in range(200)]
    with ThreadPoolExecutor(24) as many:
        answers = list(many.map(lambda form: form.send("accept"), forms))
    assert {answer.status_code for answer in answers} == {303}
    held = entries(either)
    assert len(held) == len({one.subject for one in held}) == 200
    assert verify(gate(either).store).whole
    assert all(form.client.get(PAGE).status_code == 200 for form in forms[::20])


def test_one_visitor_pressing_twenty_times_is_recorded_once(either: Flask) -> None:
    form = Form(either.test_client(), PAGE)
    cookie = form.client.get_cookie("license")
    assert cookie

    def press(_: int) -> int:
        tab = either.test_client(use_cookies=False)
        data = {"csrf": form.csrf, "license": form.shown, "decision": "accept", "next": PAGE}
        headers = {"Cookie": f"license={cookie.value}"}
        return tab.post("/license", data=data, headers=headers).status_code

    with ThreadPoolExecutor(20) as many:
        assert set(many.map(press, range(20))) == {303}
    assert len(entries(either)) == 1


def shut_everywhere(client: FlaskClient, headers: dict[str, str]) -> None:
    for path in (PAGE, f"{PAGE}/print", f"{PAGE}/pdf", f"/license?next={PAGE}",
                 f"/api/v1/policies/{FIRST}"):  # fmt: skip
        response = client.get(path, headers=headers)
        assert response.status_code == 503, path
        assert response.headers["Retry-After"]
        assert BODY not in response.text
    answer = client.post(
        "/api/v1/licenses/sample-disclaimer/acceptances", json={"version": 1, "accepted": True}
    )
    assert answer.status_code == 503
    assert client.get("/readyz").json["store"] == {"ok": False}
    assert client.get("/policies").status_code == 200
    assert client.get("/api/v1/policies?q=machines").json["total"] == 1


def test_a_postgres_that_lets_nobody_in_shuts_the_gate(make: Make, postgres_url: str) -> None:
    app = make(DIRECTORY_DATABASE_URL=postgres_url)
    client, stranger = app.test_client(), app.test_client()
    form = Form(client, PAGE)
    form.send("accept")
    headers = {"Authorization": f"Bearer {token(client)}"}
    assert is_open(client)
    name = postgres_url.rsplit("/", 1)[1]
    database = sql.Identifier(name)
    administer(
        sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS false").format(database),
        sql.SQL("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = {}").format(
            sql.Literal(name)
        ),
    )
    shut_everywhere(client, headers)
    assert stranger.get(PAGE).status_code == 503
    assert form.send("accept").status_code == 503
    administer(sql.SQL("ALTER DATABASE {} ALLOW_CONNECTIONS true").format(database))
    assert is_open(client)


def test_a_damaged_file_shuts_the_gate(app: Flask, home: Path) -> None:
    client = app.test_client()
    form = Form(client, PAGE)
    form.send("accept")
    headers = {"Authorization": f"Bearer {token(client)}"}
    gate(app).store.close()
    for path in home.glob("directory.sqlite*"):
        path.write_bytes(b"damaged " * 2000)
    shut_everywhere(client, headers)
    assert form.send("decline").status_code == 503


def test_a_license_changed_under_its_version_cannot_be_accepted(
    make: Make, home: Path, client: FlaskClient
) -> None:
    sample.add_license(home)
    accept(make().test_client())
    sample.add_license(home, more="Quite another rule.")
    app = make()
    response = accept(app.test_client())
    assert response.status_code == 503
    assert len(entries(app, version=2)) == 1


# --- counters


def test_what_is_done_with_licenses_is_counted_by_version(
    app: Flask, client: FlaskClient, clock: Clock
) -> None:
    form = Form(client, PAGE)
    form.send("accept")
    text = client.get_cookie("license")
    assert text
    clock.go(hours=25)
    client.set_cookie("license", text.value)
    client.get(PAGE)
    Form(client, PAGE).send("decline")
    said = client.get("/metrics").text
    for event, count in (("shown", 2), ("accepted", 1), ("declined", 1), ("expired", 2)):
        labels = f'event="{event}",license="sample-disclaimer",version="1"'
        assert f"directory_license_events_total{{{labels}}} {count}.0" in said
