"""Generated requests for every operation: no 500, and every answer as described."""

from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest
import schemathesis
from flask import Flask
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
    unsupported_method,
)

from directory.api.openapi import build
from directory.app import create_app
from directory.config import Config
from tests import people

# The in-process transport does not unpack what it asks to be packed.
PLAIN = {"Accept-Encoding": "identity"}
EXAMPLES = 25
CHECKS: list[Callable] = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    unsupported_method,
]


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory):
    """The service as its own document describes it."""
    home: Path = tmp_path_factory.mktemp("described")
    people.load(home)
    config = Config.from_env({"DIRECTORY_HOME": str(home), "DIRECTORY_SECRET_KEY": "k" * 40})
    app: Flask = create_app(config, today=lambda: people.TODAY)
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app)


PATHS = sorted(build()["paths"])
# An operation without parameters has no wrong ones to send.
CASES = [(path, GenerationMode.POSITIVE) for path in PATHS] + [
    (path, GenerationMode.NEGATIVE) for path in PATHS if build()["paths"][path]["get"]["parameters"]
]


@pytest.mark.parametrize(("path", "mode"), CASES)
def test_the_service_does_what_its_document_says(described, path: str, mode) -> None:
    operation = described[path]["GET"]

    @hypothesis.settings(
        max_examples=EXAMPLES, deadline=None, suppress_health_check=list(hypothesis.HealthCheck)
    )
    @hypothesis.given(case=operation.as_strategy(generation_mode=mode))
    def ask(case) -> None:
        case.call_and_validate(checks=CHECKS, headers=PLAIN)

    ask()
