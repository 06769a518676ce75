"""The OpenAPI document, its page, docs/api.md and the answers agree."""

from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.api import schemas
from directory.api.openapi import ROUTES, build
from directory.errors import every_error
from tests import people

DOCS = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")

EXAMPLES = {
    "searchProviders": "/api/v1/providers?place=zip:10001&facets=plan,language,distance",
    "getProvider": f"/api/v1/providers/{people.SERENA}",
    "suggestNames": "/api/v1/suggest/names?q=s",
    "suggestSpecialties": "/api/v1/suggest/specialties?q=card",
    "suggestPlans": "/api/v1/suggest/plans?q=gold",
    "suggestPlaces": "/api/v1/suggest/places?q=100",
    "listSpecialties": "/api/v1/specialties",
    "getPlan": f"/api/v1/plans/{people.GOLD}",
    "listIssuers": "/api/v1/issuers",
    "countSupply": "/api/v1/supply?specialty=cardiology&place=zip:10001",
    "getVanity": "/api/v1/vanity/serenachen",
    "getNetworkStatus": f"/api/v1/network-status?npi={people.SERENA}&plan={people.GOLD}",
}


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_what_a_route_answers_is_what_its_schema_says(client: FlaskClient, route) -> None:
    response = client.get(EXAMPLES[route.name])
    assert response.status_code == 200
    assert route.answer().validate(response.json) == {}


def test_a_problem_is_what_its_schema_says(client: FlaskClient) -> None:
    problem = client.get("/api/v1/providers?limit=0&gender=x").json
    assert schemas.Problem().validate(problem) == {}


def test_every_route_of_the_application_is_documented(app: Flask) -> None:
    served = {
        rule.rule.replace("<path:", "<")
        .replace("<", "{")
        .replace(">", "}")
        .replace("{plan}", "{id}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api") or rule.endpoint.startswith("health.")
    }
    assert served == set(build()["paths"])


def test_the_document_is_served(client: FlaskClient) -> None:
    document = client.get("/api/v1/openapi.json").json
    assert document["openapi"].startswith("3.1")
    assert "/api/v1/providers" in document["paths"]


def test_the_page_shows_every_route_without_script(client: FlaskClient) -> None:
    page = client.get("/api/v1/docs").text
    main = page.partition("<main")[2].partition("</main>")[0]
    assert all(route.path in main for route in ROUTES)
    assert "<script" not in main


@pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.name)
def test_docs_name_every_route_and_parameter(route) -> None:
    assert route.path.removeprefix("/api/v1") in DOCS
    assert [name for name in route.query().fields if f"`{name}`" not in DOCS] == []


@pytest.mark.parametrize("kind", list(every_error()), ids=lambda kind: kind.slug)
def test_docs_name_every_error(kind) -> None:
    assert f"`{kind.slug}`" in DOCS
