"""An answer is filed as it was shown, found again, and shown to nobody of another issuer."""

import re
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from directory.search.embedded.loader import EmbeddedLoader
from directory.staff.seal import member_hash
from directory.store import answers, staff_log
from directory.store.answers import Wanted
from tests import people
from tests.people import FAR, GOLD, MESA, ROBERT, SERENA, SILVER
from tests.staff.conftest import SECRET
from tests.staff.staff import Browser, Clock, store_of, team

HIDDEN = re.compile(r'<input type="hidden" name="(form|shown|seal|question)" value="([^"]*)">')


def panel(browser: Browser, npi: str = SERENA, plan: str = GOLD, **more: str) -> dict[str, str]:
    """The hidden fields of the panel's first form."""
    page = browser.get("/staff/verdict", query_string={"npi": npi, "plan": plan, **more})
    assert page.status_code == 200, page.text
    found: dict[str, str] = {}
    for name, value in HIDDEN.findall(page.text):
        found.setdefault(name, value)
    return found


def file(browser: Browser, npi: str = SERENA, plan: str = GOLD, **more: str) -> TestResponse:
    return browser.post("/staff/answers", **{**panel(browser, npi, plan), **more})


def reference_of(answer: TestResponse) -> str:
    return answer.location.rpartition("/")[2]


def test_the_panel_says_yes_no_and_not_known(agent: Browser) -> None:
    for npi, plan, said in (
        (SERENA, GOLD, "In network"), (SERENA, SILVER, "Not in network"),
        (ROBERT, GOLD, "Not known"),
    ):  # fmt: skip
        query = {"npi": npi, "plan": plan, "as_of": "2026-11-21"}
        assert f"<strong>{said}</strong>" in agent.get("/staff/verdict", query_string=query).text


def test_one_form_puts_the_answer_on_record(app: Flask, agent: Browser) -> None:
    answer = file(agent, member="ZX 12-34", note="asked twice")
    assert answer.status_code == 303
    page = agent.get(answer.location)
    assert reference_of(answer) in page.text
    (filed,) = answers.page(store_of(app), Wanted())
    assert (filed.verdict, filed.npi, filed.plan, filed.note) == ("in", SERENA, GOLD, "asked twice")
    assert filed.generation in page.text


def test_a_members_number_is_never_kept(app: Flask, agent: Browser) -> None:
    file(agent, member="ZX 12-34")
    (filed,) = answers.page(store_of(app), Wanted())
    assert filed.member == member_hash(SECRET.encode(), "zx1234")
    assert "ZX" not in str(filed)
    logged = str(staff_log.page(store_of(app), staff_log.Wanted()))
    assert "12-34" not in logged
    assert filed.member not in logged


def test_a_member_is_found_however_the_number_is_typed(agent: Browser) -> None:
    reference = reference_of(file(agent, member="ZX 12-34"))
    file(agent, member="other")
    sent = agent.post("/staff/answers/find", member="zx.1234")
    assert "1234" not in sent.location
    page = agent.get(sent.location).text
    assert [*set(re.findall(r"/staff/answers/([0-9A-Z-]{14})", page))] == [reference]


def test_a_reference_leads_to_its_answer_however_it_is_typed(agent: Browser) -> None:
    reference = reference_of(file(agent))
    typed = reference.lower().replace("-", " ").replace("0", "o")
    sent = agent.get("/staff/answers", query_string={"reference": typed})
    assert sent.location == f"/staff/answers/{reference}"


def test_a_wrong_reference_is_told_with_what_was_typed(agent: Browser) -> None:
    page = agent.get("/staff/answers?reference=ABC")
    assert page.status_code == 404
    assert "“ABC”" in page.text


def test_two_clicks_are_one_answer(app: Flask, agent: Browser) -> None:
    fields = panel(agent)
    sent = [agent.post("/staff/answers", **fields).location for _ in range(2)]
    assert sent[0] == sent[1]
    assert len(answers.page(store_of(app), Wanted())) == 1


@pytest.mark.parametrize("field", ["form", "shown", "seal"])
def test_only_what_was_shown_can_be_filed(app: Flask, agent: Browser, field: str) -> None:
    fields = panel(agent)
    other = panel(agent, plan=SILVER)
    for wrong in ("", "x", other[field]):
        assert agent.post("/staff/answers", **{**fields, field: wrong}).status_code == 403
    assert answers.page(store_of(app), Wanted()) == []


def test_what_one_person_saw_another_cannot_file(app: Flask, agent: Browser) -> None:
    other = Browser(app, team(app)["supervisor"])
    assert other.post("/staff/answers", **panel(agent)).status_code == 403


def test_nobody_files_for_an_issuer_of_others(app: Flask, agent: Browser) -> None:
    page = agent.get("/staff/verdict", query_string={"npi": FAR, "plan": MESA})
    assert "nothing can be filed here" in page.text
    assert 'action="/staff/answers"' not in page.text
    other = Browser(app, team(app)["other"])
    fields = panel(other, FAR, MESA)
    assert agent.post("/staff/answers", **fields).status_code == 403


def test_answers_of_another_issuer_do_not_exist(app: Flask, agent: Browser) -> None:
    reference = reference_of(file(agent, member="ZX1234"))
    other = Browser(app, team(app)["other"])
    assert other.get(f"/staff/answers/{reference}").status_code == 404
    assert other.get(f"/staff/answers/{reference}/letter").status_code == 404
    assert other.get("/staff/answers", query_string={"reference": reference}).status_code == 404
    key = member_hash(SECRET.encode(), "ZX1234")
    assert reference not in other.get("/staff/answers", query_string={"key": key}).text


def test_an_answer_reads_the_same_after_the_directory_changed(
    app: Flask, agent: Browser, home
) -> None:
    fields = panel(agent)
    before = reference_of(agent.post("/staff/answers", **fields))
    shown = agent.get(f"/staff/answers/{before}").text
    late = panel(agent, plan=SILVER)
    loader = EmbeddedLoader(home)
    loader.start("g2")
    loader.add_plans(people.ISSUERS, people.NETWORKS, people.PLANS)
    loader.add([one for one in people.providers() if one.npi == FAR])
    loader.finish(())
    loader.swap("g2")
    app.extensions["directory"].engine.health()
    assert agent.get(f"/staff/answers/{before}").text == shown
    # What was on the screen when the directory changed is filed as it was on the screen.
    answer = agent.post("/staff/answers", **late)
    assert "data g1" in agent.get(answer.location).text


def test_a_letter_says_in_four_languages_what_was_filed(agent: Browser) -> None:
    reference = reference_of(file(agent, language="zh"))
    for language, said in (("en", "Yes: on that day"), ("es", "Sí: ese día"), ("zh", "是的"),
                           ("ru", "Да: в этот день")):  # fmt: skip
        page = agent.get(f"/staff/answers/{reference}/letter?lang={language}").text
        assert said in page
        assert "Serena Chen" in page
        assert reference in page
    assert "是的" in agent.get(f"/staff/answers/{reference}/letter").text


def test_a_question_is_kept_answered_and_gone(app: Flask, agent: Browser, clock: Clock) -> None:
    fields = panel(agent, ROBERT)
    opened = agent.post("/staff/questions", **fields, text="Call the office", contact="555-0199")
    reference = opened.location.partition("done=")[2]
    page = agent.get("/staff/questions").text
    # Asked on a Friday at noon in New York: due on Monday when offices close.
    assert "Due Mon 23 Nov 2026, 17:00 EST" in page
    assert "Call the office" in page
    clock.go(minutes=30)
    settling = panel(agent, ROBERT, question=reference)
    answer = agent.post("/staff/answers", **settling)
    assert f"settles question {reference}" in agent.get(answer.location).text
    assert "No question is open" in agent.get("/staff/questions").text
    assert "555-0199" not in str(answers.page(store_of(app), Wanted()))


def test_an_overdue_question_says_so(agent: Browser, clock: Clock) -> None:
    agent.post("/staff/questions", **panel(agent, ROBERT))
    clock.at += timedelta(days=3, hours=5, minutes=1)
    again = Browser(agent.client.application, agent.person, clock.at)
    assert "Overdue since Mon 23 Nov 2026, 17:00 EST" in again.get("/staff/questions").text


def test_who_comes_second_is_told_who_answered(app: Flask, agent: Browser) -> None:
    opened = agent.post("/staff/questions", **panel(agent, ROBERT))
    reference = opened.location.partition("done=")[2]
    mine = panel(agent, ROBERT, question=reference)
    colleague = Browser(app, team(app)["supervisor"])
    theirs = panel(colleague, ROBERT, question=reference)
    first = colleague.post("/staff/answers", **theirs)
    second = agent.post("/staff/answers", **mine)
    assert second.status_code == 409
    assert first.location in second.text


def test_questions_of_another_issuer_do_not_exist(app: Flask, agent: Browser) -> None:
    opened = agent.post("/staff/questions", **panel(agent, ROBERT))
    reference = opened.location.partition("done=")[2]
    other = Browser(app, team(app)["other"])
    assert reference not in other.get("/staff/questions").text
    assert other.post(f"/staff/questions/{reference}/withdraw").status_code == 404
    query = {"npi": ROBERT, "plan": MESA, "question": reference}
    assert other.get("/staff/verdict", query_string=query).status_code == 400


def test_supervision_counts_what_was_not_known(app: Flask, agent: Browser) -> None:
    file(agent)
    file(agent, ROBERT)
    page = Browser(app, team(app)["supervisor"]).get("/staff/supervision").text
    assert "Harbor Health Inc" in page
    assert "50.0 %" in page


def test_a_list_for_regulators_holds_no_formula_and_is_written_down(
    app: Flask, agent: Browser
) -> None:
    file(agent, note='=HYPERLINK("http://x")')
    boss = Browser(app, team(app)["supervisor"])
    sheet = boss.get("/staff/supervision?form=csv")
    assert sheet.headers["Content-Disposition"] == 'attachment; filename="answers.csv"'
    assert "'=HYPERLINK" in sheet.text
    assert len(boss.get("/staff/supervision?form=jsonl").text.splitlines()) == 1
    found = staff_log.page(store_of(app), staff_log.Wanted(action="answers-exported"))
    assert [one.login for one in found] == ["supervisor", "supervisor"]


@pytest.mark.parametrize(
    ("query", "field"),
    [("npi=123&plan=x", "npi"), (f"npi={SERENA}", "plan"),
     (f"npi={SERENA}&plan={GOLD}&as_of=2026-02-30", "as_of"),
     (f"npi={SERENA}&plan={GOLD}&other=1", "other"),
     (f"npi={SERENA}&plan={GOLD}&question=0000-0000-0000", "question")],
)  # fmt: skip
def test_a_faulty_question_is_named(agent: Browser, query: str, field: str) -> None:
    page = agent.get(f"/staff/verdict?{query}")
    assert page.status_code == 400
    assert f"<strong>{field}</strong>" in page.text
