"""The routes beside the search: suggestions, the tree, plans, issuers, supply, network status."""

import pytest
from flask.testing import FlaskClient

from tests import people


def get(client: FlaskClient, path: str) -> dict:
    response = client.get("/api/v1" + path)
    assert response.status_code == 200, response.text
    return response.json


def ids(answer: dict) -> list[str]:
    return [one["id"] for one in answer["suggestions"]]


def test_one_provider_comes_with_all_offices(client: FlaskClient) -> None:
    serena = get(client, f"/providers/{people.SERENA}")
    assert [office["id"] for office in serena["offices"]] == ["s1", "s2"]
    assert serena["name"]["others"] == [{"full": "Serena Lin", "kind": "former"}]
    assert serena["host"] == "serenachen.localhost"


def test_a_provider_is_shown_as_of_a_day(client: FlaskClient) -> None:
    then = get(client, f"/providers/{people.SERENA}?as_of=2026-11-20")
    now = get(client, f"/providers/{people.SERENA}")
    assert [plan["id"] for plan in then["offices"][0]["plans"]] == [people.GOLD, people.SILVER]
    assert [plan["id"] for plan in now["offices"][0]["plans"]] == [people.GOLD]


def test_a_plan_at_an_office_says_network_and_dates(client: FlaskClient) -> None:
    [plan] = get(client, f"/providers/{people.SERENA}")["offices"][0]["plans"]
    assert plan == {
        "id": people.GOLD, "name": "Harbor Gold 500", "issuer": "Harbor Health Inc",
        "network": "Harbor Wide", "tier": "PREFERRED", "accepting": "yes",
        "from": "2026-01-01", "to": "2026-12-31",
    }  # fmt: skip


def test_a_name_borne_once_is_suggested_by_npi(client: FlaskClient) -> None:
    [one] = get(client, "/suggest/names?q=serena+c")["suggestions"]
    assert (one["id"], one["label"]) == (people.SERENA, "Serena Chen")
    assert one["detail"].endswith("New York, NY")


def test_specialties_are_suggested_by_lay_word(client: FlaskClient) -> None:
    assert "cardiology" in ids(get(client, "/suggest/specialties?q=heart+doctor"))


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("q=harbor", [people.GOLD, people.SILVER]),
        ("q=harbor&state=CO", [people.SILVER]),
        ("q=mesa&issuer=22222", [people.MESA]),
        ("q=mesa&issuer=11111", []),
    ],
)
def test_plans_are_suggested(client: FlaskClient, query: str, expected: list[str]) -> None:
    assert ids(get(client, f"/suggest/plans?{query}")) == expected


def test_nearer_places_come_first(client: FlaskClient) -> None:
    assert ids(get(client, "/suggest/places?q=springfield&near=zip:62701"))[0] == (
        "city:il:springfield"
    )
    assert ids(get(client, "/suggest/places?q=springfield&near=37.2,-93.3"))[0] == (
        "city:mo:springfield"
    )


def test_the_tree_counts_providers_near_a_place(client: FlaskClient) -> None:
    tree = get(client, "/specialties?place=zip:10001&radius=5")
    counts = {one["id"]: one["count"] for each in tree["categories"] for one in each["specialties"]}
    assert counts["cardiology"] == 2
    assert counts["dermatology"] == 1
    assert sum(category["count"] for category in tree["categories"]) == 3


def test_a_plan_tells_issuer_networks_and_providers(client: FlaskClient) -> None:
    plan = get(client, f"/plans/{people.GOLD}")
    assert plan["issuer"] == {"id": "11111", "name": "Harbor Health Inc"}
    assert plan["networks"] == [{"id": "11111:wide", "name": "Harbor Wide"}]
    assert plan["providers"] == 1


def test_issuers_come_with_their_plans_and_no_plan_is_lost(client: FlaskClient) -> None:
    answer = get(client, "/issuers")
    listed = [plan["id"] for issuer in answer["issuers"] for plan in issuer["plans"]]
    assert sorted(listed + [plan["id"] for plan in answer["unclaimed"]]) == sorted(
        plan.id for plan in people.PLANS
    )


def test_supply_counts_by_distance_and_area(client: FlaskClient) -> None:
    supply = get(client, "/supply?specialty=dermatology&place=zip:10001")
    assert supply["within"] == {"10": 1, "25": 1, "50": 1, "100": 1, "250": 31}
    assert supply["nation"] == 32
    assert supply["nearest"]["npi"] == people.ROBERT


def test_supply_from_a_point_knows_no_county(client: FlaskClient) -> None:
    supply = get(client, "/supply?specialty=cardiology&lat=40.75&lon=-73.99")
    assert supply["county"] is None
    assert (supply["accepting"], supply["verified"]) == (1, 1)


@pytest.mark.parametrize(
    ("npi", "plan", "day", "answer"),
    [
        (people.SERENA, people.GOLD, "2026-11-21", "in"),
        (people.SERENA, people.SILVER, "2026-11-20", "in"),
        (people.SERENA, people.SILVER, "2026-11-21", "out"),
        (people.SERENA, people.MESA, "2026-11-21", "unknown"),
        (people.ROBERT, people.GOLD, "2026-11-21", "unknown"),
        (people.FAR, people.MESA, "2026-11-21", "out"),
        (people.FAR, people.MESA, "2026-11-22", "in"),
    ],
)
def test_network_status(client: FlaskClient, npi: str, plan: str, day: str, answer: str) -> None:
    found = get(client, f"/network-status?npi={npi}&plan={plan}&as_of={day}")
    assert found["answer"] == answer
    assert bool(found["offices"]) == (answer == "in")
    assert (found["source"] is None) == (answer == "unknown")


@pytest.mark.parametrize(
    ("query", "status"),
    [
        (f"npi={people.SERENA}&plan=none", 404),
        (f"npi={people.NOBODY}&plan={people.GOLD}", 404),
        (f"npi={people.GONE}&plan={people.GOLD}", 410),
    ],
)
def test_network_status_of_nobody(client: FlaskClient, query: str, status: int) -> None:
    assert client.get(f"/api/v1/network-status?{query}").status_code == status
