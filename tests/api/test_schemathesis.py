"""Generated requests for every operation: no 500, and every answer as described."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import hypothesis
import pytest
import schemathesis
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from directory.api.openapi import build
from tests.api import invented

# The in-process transport does not unpack what it asks to be packed.
PLAIN = {"Accept-Encoding": "identity"}
EXAMPLES = 25
SETTINGS = hypothesis.settings(
    max_examples=EXAMPLES, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
)
CHECKS: list[Callable] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]
JOINED = ("npi", "facets")
ALWAYS = {"/api/v1/supply": ("place",)}
"""What an operation cannot do without, though a point would do as well."""


def wrong_data_is_refused(context, response, case) -> bool | None:
    """Data against the document must be refused; where it is long, its length may be the reason."""
    if response.status_code == 414:
        return None
    return negative_data_rejection(context, response, case)


@pytest.fixture(scope="module")
def described(invented_home: Path):
    """The service over the fixtures, as its own document describes it."""
    app = invented.application(invented_home)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


OPERATIONS = {
    path: methods["get"] for path, methods in build()["paths"].items() if "get" in methods
}
PATHS = sorted(OPERATIONS)
# An operation without parameters has no wrong ones to send.
CASES = [(path, GenerationMode.POSITIVE) for path in PATHS] + [
    (path, GenerationMode.NEGATIVE) for path in PATHS if OPERATIONS[path]["parameters"]
]


@pytest.mark.parametrize(("path", "mode"), CASES)
def test_the_service_does_what_its_document_says(described, path: str, mode) -> None:
    operation = described[path]["GET"]
    refusals = [wrong_data_is_refused] if mode is GenerationMode.NEGATIVE else []

    @SETTINGS
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case) -> None:
        case.call_and_validate(checks=[*CHECKS, *refusals], headers=PLAIN)

    ask()


def examples_of(parameter: dict[str, Any]) -> list[Any]:
    """Values of a parameter that its schema shows to work."""
    schema = parameter["schema"]
    items = schema.get("items", {})
    if "examples" in schema:
        return schema["examples"]
    if "enum" in items:
        return [[value] for value in items["enum"]] + [items["enum"][:2]]
    if "examples" in items:
        return [[value] for value in items["examples"]]
    return schema.get("enum") or [schema[key] for key in ("default",) if key in schema]


@st.composite
def questions(draw: st.DrawFn, path: str) -> dict[str, dict[str, Any]]:
    """Some of the parameters of an operation, each with an example of the document."""
    chosen: dict[str, dict[str, Any]] = {"path": {}, "query": {}}
    for parameter in OPERATIONS[path]["parameters"]:
        values = examples_of(parameter)
        needed = parameter.get("required") or parameter["name"] in ALWAYS.get(path, ())
        if values and (needed or draw(st.integers(0, 3)) == 0):
            chosen[parameter["in"]][parameter["name"]] = draw(st.sampled_from(values))
    query = chosen["query"]
    if "place" in query or not {"lat", "lon"} <= query.keys():
        query = {name: value for name, value in query.items() if name not in ("lat", "lon")}
    return {"path": chosen["path"], "query": {name: written(query, name) for name in query}}


def written(query: dict[str, Any], name: str) -> Any:
    """A value as an address holds it: true and false in words, some lists with commas."""
    value = query[name]
    if isinstance(value, bool):
        return str(value).lower()
    return ",".join(value) if name in JOINED and isinstance(value, list) else value


@pytest.mark.parametrize("path", [path for path in PATHS if OPERATIONS[path]["parameters"]])
def test_what_the_document_shows_is_answered(described, path: str) -> None:
    operation = described[path]["GET"]
    statuses: Counter[int] = Counter()

    @SETTINGS
    @hypothesis.given(asked=questions(path))
    def ask(asked: dict[str, dict[str, Any]]) -> None:
        case = operation.Case(path_parameters=asked["path"], query=asked["query"])
        response = case.call_and_validate(checks=CHECKS, headers=PLAIN)
        statuses[response.status_code] += 1

    ask()
    # A policy's text is answered with the license it needs: these askers carry no token.
    good = statuses[200] + statuses[303] + statuses[403]
    # The rest needs two parameters that do not go together, such as sort=distance without a place.
    assert good >= 0.6 * statuses.total(), statuses
