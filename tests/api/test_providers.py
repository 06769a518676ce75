"""GET /providers: conditions, order, pages, facets and how free text was read."""

from pathlib import Path

import pytest
from flask.testing import FlaskClient

from directory.app import create_app
from directory.config import Config
from tests import people


def search(client: FlaskClient, **parameters: object) -> dict:
    response = client.get("/api/v1/providers", query_string=parameters)
    assert response.status_code == 200, response.text
    return response.json


def npis(answer: dict) -> list[str]:
    return [one["npi"] for one in answer["results"]]


def test_all_offices_conditions_hold_at_one_office(client: FlaskClient) -> None:
    # Serena is in Gold in New York only; her Albany office takes no plan.
    here = search(client, plan=people.GOLD, place="zip:10001")
    there = search(client, plan=people.GOLD, place="zip:12207", radius=5, widen="false")
    assert npis(here) == [people.SERENA]
    assert there["total"] == 0


def test_only_matching_offices_are_shown_and_all_are_counted(client: FlaskClient) -> None:
    [serena] = search(client, npi=people.SERENA, place="zip:10001")["results"]
    assert [office["id"] for office in serena["offices"]] == ["s1"]
    assert serena["offices_total"] == 2


def test_a_participation_that_ended_yesterday_is_gone(client: FlaskClient) -> None:
    assert search(client, plan=people.SILVER)["total"] == 0
    assert npis(search(client, plan=people.SILVER, as_of="2026-11-20")) == [people.SERENA]


def test_a_participation_that_starts_tomorrow_is_not_there_yet(client: FlaskClient) -> None:
    assert search(client, plan=people.MESA)["total"] == 0
    assert npis(search(client, plan=people.MESA, as_of="2026-11-22")) == [people.FAR]


def test_widening_says_from_where_to_where(client: FlaskClient) -> None:
    answer = search(client, specialty="dermatology", lat=39.0, lon=-105.8, radius=10)
    assert answer["widened"] == {"from": 10, "to": 100}
    assert npis(answer) == [people.FAR]


def test_a_nucc_code_finds_its_holders(client: FlaskClient) -> None:
    found = search(client, specialty="207RC0000X", place="zip:10001")
    assert set(npis(found)) == {people.SERENA, people.CLINIC}


def test_distance_has_two_decimals(client: FlaskClient) -> None:
    [robert] = search(client, npi=people.ROBERT, lat=40.7, lon=-74.0)["results"]
    assert robert["offices"][0]["distance"] == 3.5


def test_a_nickname_is_found_and_explained(client: FlaskClient) -> None:
    [robert] = search(client, name="bob mills")["results"]
    assert robert["npi"] == people.ROBERT
    assert "name: nickname Bob → Robert" in robert["match"]


@pytest.mark.parametrize("limit", [1, 7, 100])
def test_every_match_is_reached_once_by_cursors(client: FlaskClient, limit: int) -> None:
    seen: list[str] = []
    parameters = {"specialty": "dermatology", "place": "zip:12207", "radius": 250, "limit": limit}
    answer = search(client, **parameters)
    total = answer["total"]
    while True:
        seen += npis(answer)
        if answer["next"] is None:
            break
        answer = search(client, **parameters, cursor=answer["next"])
    assert len(seen) == len(set(seen)) == total == 31


def test_page_size_and_facets_may_change_from_page_to_page(client: FlaskClient) -> None:
    first = search(client, specialty="dermatology", limit=3)
    second = search(
        client, specialty="dermatology", limit=50, facets="gender", cursor=first["next"]
    )
    assert not set(npis(first)) & set(npis(second))


def test_a_page_asked_for_after_midnight_keeps_its_day(home: Path) -> None:
    config = Config.from_env({"DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": "k" * 40})
    days = iter([people.TODAY, people.TODAY.replace(day=22)])
    client = create_app(config, today=lambda: next(days)).test_client()
    first = search(client, specialty="dermatology", limit=3)
    second = search(client, specialty="dermatology", limit=3, cursor=first["next"])
    assert second["as_of"] == "2026-11-21"


def test_a_facet_ignores_its_own_filter(client: FlaskClient) -> None:
    answer = search(client, gender="female", place="zip:10001", facets="gender,language")
    counts = {one["id"]: one["count"] for one in answer["facets"]["gender"]}
    assert counts == {"female": 1, "male": 1, "unknown": 1}
    assert {"id": "zh", "name": "Chinese", "count": 1} in answer["facets"]["language"]


@pytest.mark.parametrize(
    ("q", "understood"),
    [
        ("cardiologist 10001", {"specialty": ["cardiology"], "place": "zip:10001"}),
        ("serena chen", {"name": "serena chen"}),
        ("(212) 555-0110", {"phone": "2125550110"}),
        (people.SERENA, {"npi": [people.SERENA]}),
        ("chen harbor gold 500", {"name": "chen", "plan": [people.GOLD]}),
    ],
)
def test_free_text_says_how_it_was_read(client: FlaskClient, q: str, understood: dict) -> None:
    answer = search(client, q=q)
    said = {key: value for key, value in answer["interpreted"].items() if key != "words"}
    assert said == understood
    assert people.SERENA in npis(answer)


def test_an_explicit_parameter_wins_over_free_text(client: FlaskClient) -> None:
    answer = search(client, q="cardiologist 10001", place="zip:12207")
    assert answer["place"]["id"] == "zip:12207"
    assert answer["interpreted"]["set_aside"] == {"place": "10001"}


def test_a_place_sorts_by_distance_and_a_name_by_likeness(client: FlaskClient) -> None:
    near = search(client, specialty="dermatology", lat=42.6526, lon=-73.7562, radius=250)
    assert npis(near)[0] == people.npi(1000)
    assert npis(near)[-1] != people.ROBERT or near["next"] is None
    alike = search(client, name="dana crowd7", lat=42.6526, lon=-73.7562)
    assert npis(alike)[0] == people.npi(1007)


def test_the_host_of_a_name_in_another_script_is_romanized(client: FlaskClient) -> None:
    [quiet] = search(client, npi=people.QUIET)["results"]
    assert quiet["host"] == "weiwang.localhost"
    assert quiet["offices"][0]["located_by"] is None
    assert quiet["specialties"] == [
        {"id": None, "code": None, "name": "Healing arts", "primary": False}
    ]


def test_a_deactivated_npi_is_no_result(client: FlaskClient) -> None:
    assert search(client, npi=people.GONE)["total"] == 0


def test_an_empty_answer_tells_what_each_criterion_would_give(client: FlaskClient) -> None:
    answer = search(client, plan=people.GOLD, place="zip:12207", radius=5, widen="false")
    told = {one["criterion"]: one for one in answer["relaxations"]}
    assert told["plan"] == {"criterion": "plan", "count": 31, "radius": None}
    assert told["radius"]["radius"] == 150
    found = search(client, plan=people.GOLD, place="zip:12207", radius=150, widen="false")
    assert found["total"] == told["radius"]["count"]
    assert found["relaxations"] == found["did_you_mean"] == []


def test_a_name_nobody_bears_there_is_offered_elsewhere(client: FlaskClient) -> None:
    answer = search(client, name="serena chne", specialty="dermatology")
    assert answer["total"] == 0
    assert answer["did_you_mean"] == ["Serena Chen"]


@pytest.mark.parametrize(
    ("lang", "name", "specialty"),
    [
        ("en", "name: initial S → Serena", "specialty: heart doctor → Cardiology"),
        ("es", "nombre: inicial S → Serena", "especialidad: heart doctor → Cardiología"),
        ("zh", "姓名: 首字母 S → Serena", "专科: heart doctor → 心脏内科"),
        ("ru", "имя: инициал S → Serena", "специальность: heart doctor → Кардиология"),
    ],
)
def test_reasons_are_told_in_the_readers_language(
    client: FlaskClient, lang: str, name: str, specialty: str
) -> None:
    answer = search(client, q="heart doctor", name="s chen", lang=lang)
    assert name in answer["results"][0]["match"]
    assert specialty in answer["results"][0]["match"]
    assert specialty.split(" → ")[1] in [one["name"] for one in answer["results"][0]["specialties"]]
