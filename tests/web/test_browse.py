"""Specialties, plans, insurers and notices; and suggestions for the form."""

import re

import pytest
from flask.testing import FlaskClient

from directory.web.taglines import RIGHT_TO_LEFT, TAGLINES
from tests import people
from tests.web.test_pages import page


def test_the_tree_counts_all_without_a_place(client: FlaskClient) -> None:
    text = page(client, "/specialties")
    assert re.search(r'/specialties/dermatology">Dermatology</a> <span class="count">32<', text)


def test_the_tree_counts_near_a_place(client: FlaskClient) -> None:
    text = page(client, "/specialties?place=zip:10001")
    link = r'/specialties/dermatology\?place=zip%3A10001">Dermatology</a> <span class="count">1<'
    assert re.search(link, text)


def test_a_typed_place_is_settled_first(client: FlaskClient) -> None:
    response = client.get("/specialties?where=albany+ny&place=")
    assert response.headers["Location"] == "/specialties?place=city%3Any%3Aalbany"
    assert "/specialties?place=city" in page(client, "/specialties?where=springfield")
    assert "No place is called that" in page(client, "/specialties?where=qqqqqq", 404)


def test_a_specialty_is_explained_with_words_relations_and_supply(client: FlaskClient) -> None:
    text = page(client, "/specialties/cardiology?place=zip:10001")
    for part in (
        "Doctors for the heart and blood vessels.", "heart doctor", "Related specialties",
        "within 10 miles", "New York County", "207RC0000X",
    ):  # fmt: skip
        assert part in text


def test_a_specialty_nobody_knows_is_not_found(client: FlaskClient) -> None:
    page(client, "/specialties/nothing", 404)


def test_a_plan_says_who_sells_it_and_how_many_take_part(client: FlaskClient) -> None:
    text = page(client, f"/plans/{people.GOLD}")
    for part in ("Harbor Gold 500", "Harbor Health Inc", "HMO", "2026", "1 provider takes part."):
        assert part in text


def test_plans_are_listed_by_insurer_and_those_of_none_too(client: FlaskClient) -> None:
    text = page(client, "/plans")
    for part in ("Harbor Health Inc", "Mesa Mutual", "Lone Star Plan", "Insurer not stated"):
        assert part in text
    assert "Harbor Silver 900" in page(client, "/issuers/11111")


@pytest.mark.parametrize("path", ["/plans/none", "/issuers/none"])
def test_a_plan_or_insurer_nobody_knows_is_not_found(client: FlaskClient, path: str) -> None:
    assert "No such plan" in page(client, path, 404)


def test_taglines_are_said_in_many_languages_with_their_direction(client: FlaskClient) -> None:
    text = page(client, "/languages")
    assert len(TAGLINES) >= 15
    for tag, _, sentence in TAGLINES:
        direction = ' dir="rtl"' if tag in RIGHT_TO_LEFT else ""
        assert f'<dd lang="{tag}"{direction}>{sentence}</dd>' in text


def test_suggestions_are_of_the_reader_s_language(client: FlaskClient) -> None:
    assert client.get("/suggest/who?q=cardio").json["suggestions"][0] == {
        "label": "Cardiology", "id": "cardiology", "what": "specialty",
    }  # fmt: skip
    russian = client.get("/suggest/who?q=кардио&lang=ru").json["suggestions"]
    assert russian[0]["label"] == "Кардиология"


def test_a_name_that_one_bears_leads_to_the_profile(client: FlaskClient) -> None:
    found = client.get("/suggest/who?q=serena").json["suggestions"]
    assert f"/providers/{people.SERENA}" in [one.get("href") for one in found]


def test_places_and_plans_carry_their_ids(client: FlaskClient) -> None:
    assert client.get("/suggest/place?q=1000").json["suggestions"][0]["id"].startswith("zip:1000")
    plans = client.get("/suggest/plan?q=harbor+gold").json["suggestions"]
    assert plans[0]["id"] == people.GOLD


@pytest.mark.parametrize("kind", ["who", "plan", "place"])
def test_nothing_typed_suggests_nothing(client: FlaskClient, kind: str) -> None:
    assert client.get(f"/suggest/{kind}?q=+").json == {"suggestions": []}


@pytest.mark.parametrize("text", ["x" * 101, "a%00b"])
def test_what_nobody_types_is_refused(client: FlaskClient, text: str) -> None:
    assert client.get(f"/suggest/who?q={text}").status_code == 400


def test_very_many_plans_are_counted_by_insurer(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("directory.web.routes.plans.MANY", 1)
    text = page(client, "/plans")
    assert "2 plans" in text
    assert "Harbor Silver 900" not in text
