"""What the encoder writes is what the schemas of the document say, over every fixture there is."""

import json
import re
from collections.abc import Callable
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from flask import Flask
from schemathesis.specs.openapi.definitions import OPENAPI_31_VALIDATOR

from directory.api import render, schemas
from directory.api.openapi import build
from directory.api.render_more import plan_json, status_json
from directory.search.open import open_engine
from directory.search.page import Hit, OfficeHit
from directory.search.request import SearchRequest
from directory.search.status import network_status
from directory.specialties.catalog import catalog
from tests.api import invented

FACETS = "specialty,plan,issuer,gender,language,accepting,telehealth,distance"


def as_sent(body: object) -> Any:
    """The body as a client decodes it: dates are text by then, tuples are lists."""
    return msgspec.json.decode(render.encode(body))


@pytest.fixture(scope="module")
def names(invented_home) -> render.Names:
    """Everything that names ids."""
    book = open_engine("embedded:", invented_home).plans()
    return render.Names(book=book, catalog=catalog(), base_domain="localhost")


@pytest.fixture(scope="module")
def everyone(invented_home) -> list[Hit]:
    """Every provider of the fixtures, each with all offices and no condition."""
    engine = open_engine("embedded:", invented_home)
    found: list[Hit] = []
    request = SearchRequest(as_of=invented.TODAY, limit=100)
    while True:
        page = engine.search(request)
        found += page.hits
        if page.next is None:
            return found
        request = msgspec.structs.replace(request, after=page.next)


def test_every_provider_is_written_as_described(everyone: list[Hit], names: render.Names) -> None:
    schema = schemas.Provider()
    for hit in everyone:
        body = as_sent(render.whole_provider(hit.provider, names, invented.TODAY))
        assert schema.validate(body) == {}, hit.provider.npi
    assert len(everyone) == invented.EXPECTED["totals"]["providers"]


def test_every_hit_is_written_as_described(everyone: list[Hit], names: render.Names) -> None:
    schema = schemas.Provider()
    for hit in everyone:
        far = Hit(provider=hit.provider, offices=tuple(
            OfficeHit(index, 1.005) for index in range(len(hit.provider.offices))
        ))  # fmt: skip
        assert schema.validate(as_sent(render.hit_json(far, names, invented.TODAY))) == {}


def test_every_plan_and_status_is_written_as_described(
    everyone: list[Hit], names: render.Names
) -> None:
    provider = everyone[0].provider
    for plan in names.book.plans.values():
        whole = as_sent(plan_json(plan, names, 3, "g1"))
        assert schemas.Plan().validate(whole) == {}
        status = network_status(provider, plan.id, names.book, invented.TODAY)
        told = as_sent(status_json(status, provider, plan, names, invented.TODAY))
        assert schemas.Status().validate(told) == {}


PAGES = (
    f"/api/v1/providers?place=zip:10001&facets={FACETS}&limit=100",
    "/api/v1/providers?q=heart+doctor+10001&plan=90101NY0050001&specialty=dermatology",
    "/api/v1/providers?name=bob+garcia&facets=language",
    "/api/v1/providers?specialty=cardiology&lat=34.5&lon=-106.9&radius=1",
    "/api/v1/providers?q=2000000010",
    "/api/v1/providers?q=(212)+555-0101",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_is_written_as_described(invented_app: Flask, path: str) -> None:
    answer = invented_app.test_client().get(path)
    assert answer.status_code == 200
    assert schemas.ResultPage().validate(answer.json) == {}


@pytest.mark.parametrize("change", [
    lambda body: body.pop("host"),
    lambda body: body.update(more=1),
    lambda body: body["offices"][0].update(accepting="maybe"),
    lambda body: body["offices"][0]["address"].pop("zip"),
    lambda body: body.update(updated_on="21/11/2026"),
])  # fmt: skip
def test_another_shape_would_be_noticed(
    everyone: list[Hit], names: render.Names, change: Callable[[dict], object]
) -> None:
    body = as_sent(render.whole_provider(everyone[0].provider, names, invented.TODAY))
    change(body)
    assert schemas.Provider().validate(body) != {}


def test_the_document_is_valid_openapi_3_1() -> None:
    assert [error.message for error in OPENAPI_31_VALIDATOR.iter_errors(build())] == []


def operations() -> list[tuple[str, dict[str, Any]]]:
    """Every path with its operation, whatever the method."""
    return [
        (path, operation) for path, methods in build()["paths"].items()
        for operation in methods.values()
    ]  # fmt: skip


def test_every_schema_of_the_document_is_a_schema_and_leads_somewhere() -> None:
    for name, schema in build()["components"]["schemas"].items():
        jsonschema_rs.Draft202012Validator({**schema, "components": build()["components"]})
        assert "type" in schema, name
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(build())))
    assert named == set(build()["components"]["schemas"]) - UNNAMED


UNNAMED: set[str] = set()
"""Schemas that the document explains and no operation refers to."""


def test_operations_have_names_of_their_own_and_declare_their_path() -> None:
    names = [operation["operationId"] for _, operation in operations()]
    assert len(names) == len(set(names))
    for path, operation in operations():
        declared = {one["name"] for one in operation["parameters"] if one["in"] == "path"}
        assert declared == set(re.findall(r"{(\w+)}", path)), path


def test_every_example_fits_its_own_schema() -> None:
    for path, operation in operations():
        for parameter in operation["parameters"]:
            schema = parameter["schema"]
            check = jsonschema_rs.Draft202012Validator(schema)
            for example in schema.get("examples", ()):
                assert check.is_valid(example), (path, parameter["name"], example)


def test_every_parameter_that_has_no_few_values_shows_an_example() -> None:
    bare = [
        f"{path} {parameter['name']}"
        for path, operation in operations()
        for parameter in operation["parameters"]
        if not shown(parameter["schema"])
    ]
    assert bare == [
        "/api/v1/providers network", "/api/v1/providers accessibility", "/api/v1/providers cursor",
        "/api/v1/policies cursor",
    ]  # fmt: skip


def shown(schema: dict[str, Any]) -> bool:
    """Whether a reader sees a value that works."""
    items = schema.get("items", {})
    return bool({"examples", "enum", "default"} & {*schema, *items})


@pytest.mark.parametrize("record", invented.EXPECTED["network_status"], ids=str)
def test_network_status_of_every_hard_case(invented_app: Flask, record: dict[str, str]) -> None:
    query = {key: record[key] for key in ("npi", "plan", "as_of")}
    answer = invented_app.test_client().get("/api/v1/network-status", query_string=query)
    assert answer.json["answer"] == record["answer"]
