"""Taking a search out as a list: every match, safe for spreadsheets, noted before it leaves."""

import csv
import io
import json
import zipfile

import msgspec
import pytest
from flask import Flask

from directory.hooks.services import KEY
from directory.model.provider import Name
from directory.search.embedded.loader import EmbeddedLoader
from directory.search.engine import CursorExpired
from directory.staff.routes import lists
from directory.store.staff_log import Wanted, page
from tests import people
from tests.people import GOLD, SERENA
from tests.staff.staff import Browser, store_of

SOME = "specialty=dermatology"


def as_rows(browser: Browser, query: str) -> list[dict[str, str]]:
    answer = browser.get(f"/staff/export?as=csv&{query}")
    assert answer.status_code == 200, answer.text
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_a_list_holds_every_match_and_not_just_a_page(
    agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "AT_ONCE", 7)
    npis = [one["NPI"] for one in as_rows(agent, SOME)]
    assert len(npis) == len(set(npis)) == 32


def test_a_list_tells_the_verdict_with_plan_day_and_generation(agent: Browser) -> None:
    [line] = as_rows(agent, f"name=chen&plan={GOLD}&as_of=2026-11-20")
    assert (line["NPI"], line["In network"], line["Plan"]) == (SERENA, "in", "Harbor Gold 500")
    assert (line["On"], line["To"], line["Data"]) == ("2026-11-20", "2026-12-31", "g1")


def test_a_workbook_holds_the_same(agent: Browser) -> None:
    answer = agent.get(f"/staff/export?as=xlsx&{SOME}")
    assert answer.headers["Content-Disposition"].endswith("providers-2026-11-20.xlsx")
    with zipfile.ZipFile(io.BytesIO(answer.data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    answer.close()
    assert sheet.count("<row ") == 33
    assert "<f>" not in sheet


def test_a_name_that_is_a_formula_is_text_in_the_list(app: Flask, agent: Browser) -> None:
    evil = msgspec.structs.replace(
        people.providers()[0], npi=people.npi(70), name=Name(full='=HYPERLINK("http://x","y")')
    )
    home = app.extensions[KEY].config.home
    loader = EmbeddedLoader(home)
    loader.start("g2")
    loader.add_plans(people.ISSUERS, people.NETWORKS, people.PLANS)
    loader.add([evil])
    loader.finish(())
    loader.swap("g2")
    [line] = as_rows(agent, f"npi={evil.npi}")
    assert line["Name"] == "'" + evil.name.full


def test_a_list_is_in_the_log_with_its_question_and_count(app: Flask, agent: Browser) -> None:
    agent.get(f"/staff/export?as=csv&name=chen&plan={GOLD}")
    [entry] = page(store_of(app), Wanted(action="list-exported"))
    assert (entry.login, entry.object, entry.issuer) == ("agent", "csv", "11111")
    detail = json.loads(entry.detail)
    assert (detail["providers"], detail["generation"]) == (1, "g1")
    assert detail["query"] == f"name=chen&plan={GOLD}"


def test_what_is_searched_without_taking_it_out_is_in_no_log(app: Flask, agent: Browser) -> None:
    agent.get(f"/staff?name=chen&plan={GOLD}")
    assert page(store_of(app), Wanted()) == []


@pytest.mark.parametrize(
    "query", [SOME, f"as=pdf&{SOME}", "as=csv", "as=csv&specialty=xyz", "as=csv&coverage=harbor"]
)
def test_a_list_that_cannot_be_made_is_refused(agent: Browser, query: str) -> None:
    assert agent.get(f"/staff/export?{query}").status_code == 400


def test_a_list_of_too_many_is_refused_with_their_number(
    agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "MOST", 31)
    answer = agent.get(f"/staff/export?as=csv&{SOME}")
    assert answer.status_code == 400
    assert "finds 32 providers; a list holds 31" in answer.text


def test_a_list_leaves_page_by_page(
    app: Flask, agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "AT_ONCE", 4)
    monkeypatch.setattr("directory.staff.sheets.FLUSH_EVERY", 4)
    answer = agent.get(f"/staff/export?as=csv&{SOME}", buffered=False)
    assert next(answer.iter_encoded()).count(b"\r\n") == 5
    answer.close()


def test_a_swap_on_the_way_ends_a_list_with_an_error_and_not_with_a_gap(
    app: Flask, agent: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lists, "AT_ONCE", 4)
    monkeypatch.setattr("directory.staff.sheets.FLUSH_EVERY", 4)
    answer = agent.get(f"/staff/export?as=csv&{SOME}", buffered=False)
    parts = answer.iter_encoded()
    next(parts)
    people.load(app.extensions[KEY].config.home, "g2")
    with pytest.raises(CursorExpired):
        for _ in parts:
            pass
