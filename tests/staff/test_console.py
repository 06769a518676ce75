"""The console without script: what its form is taken to mean, the table, the doctor beside it."""

import re

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from directory.store import staff as accounts
from directory.store import staff_filters
from tests import people
from tests.people import GOLD, MESA, SERENA, SILVER
from tests.staff.staff import Browser, hire, store_of

FETCH = {"X-Requested-With": "fetch"}
ROW = re.compile(r'data-npi="(\d{10})"')
CELL = re.compile(r'class="at-(\w+)" data-label="[^"]*">(.*?)</td>')


def rows(answer: TestResponse) -> list[str]:
    """The NPIs of the table, in order."""
    return ROW.findall(answer.text)


def cells(answer: TestResponse, npi: str) -> dict[str, str]:
    """The cells of a line by column, without their markup."""
    line = next(part for part in answer.text.split("<tr") if f'data-npi="{npi}"' in part)
    return {name: re.sub("<[^>]+>", "", cell).strip() for name, cell in CELL.findall(line)}


def test_before_a_search_it_offers_the_plans_of_ones_own_issuers(agent: Browser) -> None:
    text = agent.get("/staff").text.partition('class="start"')[2]
    assert "Harbor Gold 500" in text
    assert "Mesa Bronze" not in text


def test_typed_texts_become_a_plan_a_specialty_and_a_place(agent: Browser) -> None:
    answer = agent.get("/staff?coverage=Harbor+Gold+500&what=Cardiology&where=10001")
    assert rows(answer) == [SERENA]
    assert cells(answer, SERENA)["verdict"] == "✓ In"
    for id_, value in (("c-plan", GOLD), ("c-specialty", "cardiology"), ("c-place", "zip:10001")):
        assert re.search(rf'id="{id_}"[^>]* value="{value}"', answer.text)


def test_a_text_that_may_mean_several_is_settled_by_a_person(agent: Browser) -> None:
    answer = agent.get("/staff?coverage=harbor&who=chen")
    assert rows(answer) == []
    links = re.findall(r'<a class="pick" href="([^"]+)"', answer.text)
    assert len(links) == 2
    assert rows(agent.get(links[0].replace("&amp;", "&"))) == [SERENA]


@pytest.mark.parametrize("field", ["coverage", "what", "where"])
def test_a_text_that_means_nothing_is_told(agent: Browser, field: str) -> None:
    answer = agent.get(f"/staff?{field}=qqqqqqqq")
    assert answer.status_code == 404
    assert "qqqqqqqq" in answer.text


@pytest.mark.parametrize("typed", ["serena+chen", SERENA, "(212)+555-0110", "2125550110"])
def test_the_first_field_takes_a_name_an_npi_or_a_phone(agent: Browser, typed: str) -> None:
    assert rows(agent.get(f"/staff?who={typed}")) == [SERENA]


def test_a_named_doctor_is_shown_also_outside_of_the_plan(agent: Browser) -> None:
    answer = agent.get(f"/staff?plan={GOLD}&name=mills")
    assert cells(answer, people.ROBERT)["verdict"] == "? Not known"
    assert rows(agent.get(f"/staff?plan={GOLD}&name=mills&outside=false")) == []


def test_unnamed_doctors_are_those_of_the_plan_until_one_looks_beyond(agent: Browser) -> None:
    asked = f"/staff?plan={GOLD}&specialty=cardiology"
    assert rows(agent.get(asked)) == [SERENA]
    assert len(rows(agent.get(asked + "&outside=true"))) > 1


def test_the_verdict_is_of_the_day_that_was_chosen(agent: Browser) -> None:
    asked = f"/staff?plan={SILVER}&name=chen&as_of="
    assert cells(agent.get(asked + "2026-11-20"), SERENA)["verdict"] == "✓ In"
    assert cells(agent.get(asked + "2026-11-21"), SERENA)["verdict"] == "✕ Not in"


def test_the_first_doctor_stands_beside_the_table_until_another_is_chosen(agent: Browser) -> None:
    asked = f"/staff?plan={GOLD}&specialty=cardiology&outside=true"
    shown = rows(agent.get(asked))
    assert f"NPI {shown[0]}" in agent.get(asked).text
    assert f"NPI {shown[1]}" in agent.get(f"{asked}&row={shown[1]}").text


def test_a_deactivated_npi_is_an_answer(agent: Browser) -> None:
    assert (
        "This NPI is deactivated</strong> since 2020-05-01"
        in agent.get(f"/staff?who={people.GONE}").text
    )


def test_a_plan_of_another_issuer_than_the_one_chosen_is_a_fault(agent: Browser) -> None:
    answer = agent.get(f"/staff?issuer=22222&plan={GOLD}")
    assert answer.status_code == 400
    assert "is no plan of the issuer chosen" in answer.text


@pytest.mark.parametrize(
    "query", ["specialty=xyz", "plan=none", "as_of=2026-02-30", "row=123", "outside=x", "foo=1",
              "name=%FF", "sort=distance"]
)  # fmt: skip
def test_what_cannot_be_understood_is_refused_with_the_form(agent: Browser, query: str) -> None:
    answer = agent.get(f"/staff?{query}")
    assert answer.status_code == 400
    assert "Nothing was searched" in answer.text
    assert 'id="ask"' in answer.text


def test_a_field_that_was_emptied_takes_along_what_was_picked_for_it(agent: Browser) -> None:
    answer = agent.get(f"/staff?coverage=&plan={MESA}&who=chen")
    assert "verdict" not in cells(answer, SERENA)


def test_the_address_says_nothing_that_the_form_says_anyway(agent: Browser) -> None:
    answer = agent.get("/staff?who=chen&as_of=2026-11-20&radius=25&coverage=")
    assert 'data-address="/staff?name=chen"' in answer.text


def test_every_match_is_reached_page_by_page(agent: Browser) -> None:
    answer = agent.get("/staff?specialty=dermatology")
    seen = rows(answer)
    following = re.search(r'rel="next" href="([^"]+)"', answer.text)
    assert following
    seen += rows(agent.get(following[1].replace("&amp;", "&")))
    assert len(seen) == len(set(seen)) == 32


def test_the_script_is_sent_only_what_a_search_changes(agent: Browser) -> None:
    part = agent.get("/staff?who=chen", headers=FETCH).text
    assert "<html" not in part
    assert 'id="found"' in part
    assert len(part) < len(agent.get("/staff?who=chen").text)


def test_a_row_is_read_alone_with_its_verdict_and_form(agent: Browser) -> None:
    part = agent.get(f"/staff/rows/{SERENA}?plan={GOLD}&as_of=2026-11-20", headers=FETCH).text
    assert "<html" not in part
    assert "In network" in part
    assert 'action="/staff/answers"' in part


@pytest.mark.parametrize(
    ("path", "status"),
    [("1234567890", 400), (people.NOBODY, 404), (people.GONE, 410), (f"{SERENA}?plan=x", 400),
     (f"{SERENA}?as_of=x", 400)],
)  # fmt: skip
def test_a_row_that_cannot_be_shown_says_why(agent: Browser, path: str, status: int) -> None:
    assert agent.get(f"/staff/rows/{path}", headers=FETCH).status_code == status


def test_an_answer_is_offered_to_be_filed_only_for_ones_own_issuers(app: Flask) -> None:
    other = Browser(app, hire(app, "other", issuers=("22222",)))
    text = other.get(f"/staff/rows/{SERENA}?plan={GOLD}").text
    assert "In network" in text
    assert 'action="/staff/answers"' not in text


def test_the_card_for_the_member_says_the_answer_and_only_offices_in_the_plan(
    agent: Browser,
) -> None:
    text = agent.get(f"/staff/rows/{SERENA}?plan={GOLD}&as_of=2026-11-20").text
    card = re.search(r'<textarea id="card"[^>]*>(.*?)</textarea>', text, re.DOTALL)
    assert card
    assert "In network for Harbor Gold 500 on 2026-11-20" in card[1]
    assert "(212) 555-0110" in card[1]
    assert "Albany" not in card[1]


def test_names_from_sources_are_never_markup(agent: Browser) -> None:
    text = agent.get("/staff?who=%3Cscript%3Ealert(1)%3C/script%3E").text
    assert "<script>alert" not in text


def suggested(browser: Browser, kind: str, query: str) -> list[str]:
    answer = browser.get(f"/staff/suggest/{kind}?q={query}")
    return [one["label"] for one in answer.get_json()["suggestions"]]


def test_plans_of_ones_own_issuers_are_suggested_first(app: Flask, agent: Browser) -> None:
    assert suggested(agent, "plan", "500")[0] == "Harbor Gold 500"
    mesa = Browser(app, hire(app, "other", issuers=("22222",)))
    for browser, first in ((agent, "Harbor Gold 500"), (mesa, "Mesa Bronze")):
        plans = suggested(browser, "plan", "2026")
        assert not plans or plans[0] == first


def test_plans_are_suggested_of_the_issuer_that_was_chosen(agent: Browser) -> None:
    assert suggested(agent, "plan", "mesa&issuer=22222") == ["Mesa Bronze"]
    assert suggested(agent, "plan", "mesa&issuer=11111") == []


@pytest.mark.parametrize(
    ("kind", "typed", "first"),
    [("specialty", "cardiol", "Cardiology"), ("name", "serena", "Serena Chen"),
     ("place", "10001", "10001 New York, NY")],
)  # fmt: skip
def test_other_fields_suggest_too(agent: Browser, kind: str, typed: str, first: str) -> None:
    assert suggested(agent, kind, typed)[0] == first


def test_there_are_suggestions_of_known_kinds_only(agent: Browser) -> None:
    assert agent.get("/staff/suggest/secrets?q=a").status_code == 404
    assert agent.get("/staff/suggest/plan?q=" + "a" * 101).status_code == 400


def test_a_search_is_kept_under_a_name_and_replaced_by_the_next(agent: Browser) -> None:
    for query in ("name=chen", "name=mills&row=1000000103&cursor=x"):
        assert agent.post("/staff/filters", name="Mine", query=query).status_code == 303
    assert re.findall(r'href="/staff\?([^"]+)">Mine<', agent.get("/staff").text)[0] == "name=mills"


def test_a_kept_search_is_dropped_by_its_owner_only(app: Flask, agent: Browser) -> None:
    agent.post("/staff/filters", name="Mine", query="name=chen")
    [held] = staff_filters.kept(store_of(app), agent.person.id)
    foreign = Browser(app, hire(app, "other"))
    assert foreign.post(f"/staff/filters/{held.id}/drop").status_code == 404
    assert agent.post(f"/staff/filters/{held.id}/drop").status_code == 303
    assert staff_filters.kept(store_of(app), agent.person.id) == []


@pytest.mark.parametrize(
    "fields", [{"name": "", "query": "name=a"}, {"name": "x" * 61, "query": "name=a"},
               {"name": "a", "query": "name=" + "x" * 2000}]
)  # fmt: skip
def test_a_search_without_a_proper_name_is_not_kept(agent: Browser, fields: dict[str, str]) -> None:
    assert agent.post("/staff/filters", **fields).status_code == 400


def test_a_kept_search_leads_nowhere_but_to_the_console(agent: Browser) -> None:
    answer = agent.post("/staff/filters", name="Mine", query="//evil.example/?name=chen")
    assert answer.location.startswith("/staff?")


def test_the_columns_are_those_one_chose(app: Flask, agent: Browser) -> None:
    answer = agent.post("/staff/columns", columns=["npi", "phone"], query="name=chen")
    assert cells(agent.get(answer.location), SERENA) == {
        "phone": "(212) 555-0110", "npi": SERENA,
    }  # fmt: skip
    assert agent.post("/staff/columns", columns=["password"]).status_code == 400


def test_single_keys_are_switched_off_and_on(app: Flask, agent: Browser) -> None:
    def acts() -> bool:
        held = accounts.by_login(store_of(app), "agent")
        assert held
        assert ("data-keys" in agent.get("/staff").text) == held.person.shortcuts
        return held.person.shortcuts

    assert acts()
    agent.post("/staff/keys", query="")
    assert not acts()
    agent.post("/staff/keys", shortcuts="on")
    assert acts()


@pytest.mark.parametrize("path", ["/static/staff/console.js", "/static/staff/console.css"])
def test_script_and_style_travel_compressed(app: Flask, path: str) -> None:
    answer = app.test_client().get(path, headers={"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.data) < 6_000
