"""What filing and finding refuse: questions of others, what was not asked, faulty fields."""

from datetime import timedelta

import pytest
from flask import Flask

from directory.model.reference import read_reference
from directory.store import answers, questions
from directory.store.answers import Wanted
from directory.store.questions import Question
from tests.people import FAR, GOLD, MESA, ROBERT, SERENA, SILVER
from tests.staff.staff import Browser, Clock, store_of, team
from tests.staff.test_answers import file, panel, reference_of


def asked(browser: Browser, npi: str = ROBERT, plan: str = GOLD, **more: str) -> str:
    """Open a question and return its reference as it is stored."""
    opened = browser.post("/staff/questions", **panel(browser, npi, plan), **more)
    found = read_reference(opened.location.partition("done=")[2])
    assert found
    return found


def kept(app: Flask, reference: str) -> Question:
    found = questions.find(store_of(app), reference)
    assert found
    return found


def test_a_question_of_another_issuer_cannot_be_settled(app: Flask, agent: Browser) -> None:
    theirs = asked(Browser(app, team(app)["other"]), FAR, MESA, contact="555 0199")
    refused = agent.post("/staff/answers", **panel(agent), question=theirs)
    assert 400 <= refused.status_code < 500
    assert (kept(app, theirs).status, kept(app, theirs).contact) == ("open", "555 0199")
    assert answers.page(store_of(app), Wanted()) == []


@pytest.mark.parametrize(
    ("npi", "plan"), [(SERENA, GOLD), (ROBERT, SILVER)], ids=["another doctor", "another plan"]
)
def test_an_answer_to_something_else_settles_no_question(
    app: Flask, agent: Browser, npi: str, plan: str
) -> None:
    mine = asked(agent)
    refused = agent.post("/staff/answers", **panel(agent, npi, plan), question=mine)
    assert 400 <= refused.status_code < 500
    assert kept(app, mine).status == "open"


def test_a_question_is_taken_by_who_answers_for_its_issuer(app: Flask, agent: Browser) -> None:
    mine = asked(agent)
    other = Browser(app, team(app)["other"])
    assert other.post(f"/staff/questions/{mine}/take").status_code == 404
    assert kept(app, mine).taken == ""
    assert agent.post(f"/staff/questions/{mine}/take").status_code == 303
    assert kept(app, mine).taken == "agent"


def test_nobody_asks_for_an_issuer_of_others(app: Flask, agent: Browser) -> None:
    other = Browser(app, team(app)["other"])
    assert agent.post("/staff/questions", **panel(other, FAR, MESA)).status_code == 403
    assert questions.queue(store_of(app), None) == []


def test_the_panel_of_a_colleague_opens_no_question(app: Flask, agent: Browser) -> None:
    colleague = Browser(app, team(app)["supervisor"])
    assert colleague.post("/staff/questions", **panel(agent)).status_code == 403
    assert questions.queue(store_of(app), None) == []


def test_supervision_counts_the_issuers_of_who_looks(app: Flask, agent: Browser) -> None:
    file(agent)
    other = Browser(app, team(app)["other"])
    theirs = reference_of(file(other, FAR, MESA))
    boss = Browser(app, team(app)["supervisor"])
    page = boss.get("/staff/supervision").text
    assert "Harbor Health Inc" in page
    assert "Mesa Mutual" not in page
    for form in ("csv", "jsonl"):
        assert theirs not in boss.get(f"/staff/supervision?form={form}").text
        assert MESA not in boss.get(f"/staff/supervision?form={form}").text


def test_supervision_begins_thirty_days_ago_where_who_looks_is(app: Flask) -> None:
    from directory.store import staff as accounts

    person = team(app)["supervisor"]
    # Guam is a day ahead of UTC at noon in New York.
    accounts.change(store_of(app), person.id, zone="Pacific/Guam")
    assert 'name="since" type="date" value="2026-10-22"' in (
        Browser(app, person).get("/staff/supervision").text
    )


def test_a_person_without_issuers_finds_and_files_nothing(app: Flask, agent: Browser) -> None:
    from directory.store import staff as accounts

    reference = reference_of(file(agent))
    fields = panel(agent)
    accounts.change(store_of(app), agent.person.id, issuers=())
    assert agent.post("/staff/answers", **fields).status_code == 403
    assert agent.get(f"/staff/answers/{reference}").status_code == 404
    assert reference not in agent.get("/staff/answers").text


def test_a_note_that_is_markup_stays_text(agent: Browser) -> None:
    answer = file(agent, note="<script>alert(1)</script>")
    page = agent.get(answer.location).text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [("language", "xx"), ("note", "x" * 1001), ("question", "not a reference")],
)
def test_a_faulty_field_is_refused_and_nothing_is_filed(
    app: Flask, agent: Browser, field: str, value: str
) -> None:
    refused = agent.post("/staff/answers", **{**panel(agent), field: value})
    assert refused.status_code == 400
    assert f"<strong>{field}</strong>" in refused.text
    assert answers.page(store_of(app), Wanted()) == []


@pytest.mark.parametrize(
    "query",
    ["npi=1", "verdict=perhaps", "since=2026-13-01", "before=x", "other=1", "until=yesterday"],
)
def test_a_faulty_search_for_answers_is_named(agent: Browser, query: str) -> None:
    page = agent.get(f"/staff/answers?{query}")
    assert page.status_code == 400
    assert f"<strong>{query.partition('=')[0]}</strong>" in page.text


def test_a_last_day_alone_looks_back_without_end(app: Flask, agent: Browser, clock: Clock) -> None:
    reference = reference_of(file(agent))
    clock.at += timedelta(days=400)
    later = Browser(app, agent.person, clock.at)
    day = (clock.at - timedelta(days=1)).date()
    assert reference in later.get(f"/staff/answers?until={day}").text


def test_a_sentence_of_a_letter_ends_in_one_dot(agent: Browser) -> None:
    where = agent.post("/staff/answers", **panel(agent)).location
    for language in ("en", "es", "zh", "ru"):
        page = agent.get(f"{where}/letter?lang={language}").text
        assert "2026" in page
        assert ".." not in page.partition("<article")[2].partition("</article>")[0]


def test_pages_of_answers_lead_to_every_one(app: Flask, agent: Browser) -> None:
    fields = [panel(agent) for _ in range(51)]
    told = {reference_of(agent.post("/staff/answers", **one)) for one in fields}
    first = agent.get("/staff/answers").text
    assert sum(reference in first for reference in told) == 50
    older = first.partition('class="next" href="')[2].partition('"')[0]
    second = agent.get(older.replace("&amp;", "&")).text
    assert all((one in first) != (one in second) for one in told)
