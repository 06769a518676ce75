"""The log of what was done is searched, paged and taken out, each within their own issuers."""

from datetime import timedelta

import msgspec
import pytest
from flask import Flask

from directory.store import staff_log
from directory.store.staff_log import Entry
from tests.people import FAR, GOLD, MESA
from tests.staff.staff import NOON, Browser, store_of, team
from tests.staff.test_answers import file, panel, reference_of


@pytest.fixture
def boss(app: Flask) -> Browser:
    """A supervisor of Harbor Health."""
    return Browser(app, team(app)["supervisor"])


def write(app: Flask, action: str, object_: str = "", **more: object) -> None:
    staff_log.note(store_of(app), None, action, object_, **({"at": NOON} | more))


def told(browser: Browser, **query: str) -> list[Entry]:
    """What an export gives."""
    sent = browser.get("/staff/audit", query_string={**query, "form": "jsonl"})
    assert sent.status_code == 200
    return [msgspec.json.decode(line, type=Entry) for line in sent.data.splitlines()]


def test_a_filed_answer_is_found_by_its_reference(agent: Browser, boss: Browser) -> None:
    reference = reference_of(file(agent))
    file(agent)
    page = boss.get("/staff/audit", query_string={"object": reference.lower()}).text
    assert page.count("<td>answer-filed</td>") == 1
    assert f">{reference}</td>" in page


def test_who_takes_a_question_is_written_down(agent: Browser, boss: Browser) -> None:
    opened = agent.post("/staff/questions", **panel(agent)).location
    reference = opened.partition("done=")[2]
    agent.post(f"/staff/questions/{reference}/take")
    (row,) = told(boss, action="question-taken", object=reference)
    assert (row.login, row.issuer) == ("agent", "11111")


def test_the_log_of_another_issuer_is_not_seen(app: Flask, agent: Browser, boss: Browser) -> None:
    mine = reference_of(file(agent, plan=GOLD))
    theirs = reference_of(file(Browser(app, team(app)["other"]), FAR, MESA))
    page = boss.get("/staff/audit").text
    assert mine in page
    assert theirs not in page
    assert [one.login for one in told(boss)] == ["agent"]
    assert boss.get("/staff/audit", query_string={"object": theirs}).text.count("<tr>") == 0


def test_what_belongs_to_no_issuer_is_for_who_sees_all(
    app: Flask, admin: Browser, boss: Browser
) -> None:
    write(app, "account-made", "eve")
    assert "<td>account-made</td>" in admin.get("/staff/audit").text
    assert "<td>account-made</td>" not in boss.get("/staff/audit").text


@pytest.mark.parametrize(
    "query",
    [{"action": "login"}, {"object": "eve"}, {"since": "2026-11-21"},
     {"since": "2026-11-21", "until": "2026-11-21", "action": "login"}],
    ids=str,
)  # fmt: skip
def test_rows_are_found_by_what_to_what_and_when(
    app: Flask, admin: Browser, query: dict[str, str]
) -> None:
    write(app, "logout", "ada")
    write(app, "login", "eve", at=NOON + timedelta(days=1))
    assert [(one.action, one.object) for one in told(admin, **query)] == [("login", "eve")]
    page = admin.get("/staff/audit", query_string=query).text
    assert "<td>login</td>" in page
    assert "<td>logout</td>" not in page


def test_rows_are_found_by_who(app: Flask, agent: Browser, admin: Browser) -> None:
    write(app, "login-failed")
    file(agent)
    assert [one.action for one in told(admin, login="Agent")] == ["answer-filed"]


@pytest.mark.parametrize("query", [{}, {"since": "2026-11-20"}], ids=["all", "a day"])
def test_pages_of_the_log_lead_to_every_row(
    app: Flask, admin: Browser, query: dict[str, str]
) -> None:
    for number in range(101):
        write(app, "login", f"person{number}-")
    first = admin.get("/staff/audit", query_string=query).text
    older = first.partition('class="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = admin.get(older).text
    assert [f"person{n}-" in first for n in (100, 1, 0)] == [True, True, False]
    assert [f"person{n}-" in second for n in (100, 1, 0)] == [False, False, True]


def test_a_list_of_the_log_computes_nothing_and_is_itself_in_the_log(
    app: Flask, admin: Browser
) -> None:
    write(app, "login-failed", "=1+1")
    sheet = admin.get("/staff/audit?form=csv&action=login-failed")
    assert "'=1+1" in sheet.text
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="log.csv"'
    (kept,) = staff_log.walk(store_of(app), staff_log.Wanted(action="log-exported"))
    assert (kept.login, kept.detail) == ("admin", '{"wanted":{"action":"login-failed"}}')


def test_markup_in_the_log_stays_text(app: Flask, admin: Browser) -> None:
    write(app, "login", "<b>eve</b>", how="<i>")
    page = admin.get("/staff/audit").text
    assert "<b>eve" not in page
    assert "<i>" not in page


def test_a_member_is_nowhere_in_the_log(agent: Browser, boss: Browser) -> None:
    agent.post("/staff/answers", **panel(agent), member="ZX-9981", note="a note")
    page = boss.get("/staff/audit").text
    assert "answer-filed" in page
    assert "9981" not in page
    assert "a note" not in page


@pytest.mark.parametrize("query", ["since=x", "form=xml", "other=1", "before=one"])
def test_a_faulty_search_of_the_log_is_named(admin: Browser, query: str) -> None:
    page = admin.get(f"/staff/audit?{query}")
    assert page.status_code == 400
    assert f"<strong>{query.partition('=')[0]}</strong>" in page.text
