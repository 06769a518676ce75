"""The OpenAPI 3.1 document, made of the schemas at the door and at the exit and the error tree."""

import re
from functools import cache
from typing import Any

import msgspec
from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from apispec.ext.marshmallow.openapi import OpenAPIConverter
from marshmallow import Schema, fields

from directory import errors
from directory.api import openapi_policies, params, schemas
from directory.api.schemas_vanity import Vanity
from directory.errors import DirectoryError, every_error
from directory.params.common import AsOfParams
from directory.params.fields import CommaList
from directory.params.search import PLAN_EXAMPLE, SearchParams

VERSION = "1.0"
HEADERS = {
    "X-Request-ID": "Names this answer; repeat it in a report.",
    "Cache-Control": "How long the answer may be kept.",
    "ETag": "Names this state of the answer; send it in If-None-Match.",
}
ALWAYS: tuple[type[DirectoryError], ...] = (
    errors.InvalidParameters,
    errors.UriTooLong,
    errors.MisdirectedRequest,
    errors.HeadersTooLarge,
    DirectoryError,
)
ENGINE: tuple[type[DirectoryError], ...] = (errors.Unavailable, errors.NotLoaded)
PROVIDER: tuple[type[DirectoryError], ...] = (errors.UnknownProvider, errors.DeactivatedProvider)
NPI = {
    "name": "npi",
    "in": "path",
    "required": True,
    "description": "NPI, ten digits with a valid check digit.",
    "schema": {"type": "string", "pattern": "^[12][0-9]{9}$", "examples": [params.NPI_EXAMPLE]},
}
PLAN = {
    "name": "id",
    "in": "path",
    "required": True,
    "description": "Plan id.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 200, "examples": [PLAN_EXAMPLE]},
}
LABEL = {
    "name": "label",
    "in": "path",
    "required": True,
    "description": "What stands before the base domain; case, hyphens and a leading dr are equal.",
    "schema": {
        "type": "string",
        "minLength": 1,
        "maxLength": 63,
        "examples": ["serenachen"],
    },
}


class Route(msgspec.Struct, frozen=True):
    """One GET route: what it is for, takes, answers and can fail with."""

    path: str
    name: str
    summary: str
    query: type[Schema]
    answer: type[Schema]
    fails: tuple[type[DirectoryError], ...] = ()
    path_parameters: tuple[dict[str, Any], ...] = ()


ROUTES = (
    Route("/api/v1/providers", "searchProviders", "Search providers.", SearchParams,
          schemas.ResultPage, (errors.ExpiredCursor, *ENGINE)),
    Route("/api/v1/providers/{npi}", "getProvider", "One provider, all offices.", AsOfParams,
          schemas.Provider, (*PROVIDER, *ENGINE), (NPI,)),
    Route("/api/v1/suggest/names", "suggestNames", "Complete a name.",
          params.SuggestNamesParams, schemas.Suggestions, ENGINE),
    Route("/api/v1/suggest/specialties", "suggestSpecialties", "Complete a specialty or lay word.",
          params.SuggestParams, schemas.Suggestions, ENGINE),
    Route("/api/v1/suggest/plans", "suggestPlans", "Complete a plan's name.",
          params.SuggestPlansParams, schemas.Suggestions, ENGINE),
    Route("/api/v1/suggest/places", "suggestPlaces", "Complete a ZIP code or city.",
          params.SuggestPlacesParams, schemas.Suggestions, ENGINE),
    Route("/api/v1/specialties", "listSpecialties", "The catalog as a tree, counting providers.",
          params.TreeParams, schemas.Tree, ENGINE),
    Route("/api/v1/plans/{id}", "getPlan", "One plan.", params.NoParams, schemas.Plan,
          (errors.UnknownPlan, *ENGINE), (PLAN,)),
    Route("/api/v1/issuers", "listIssuers", "Issuers with their plans.", params.NoParams,
          schemas.Issuers, ENGINE),
    Route("/api/v1/supply", "countSupply", "How many of a specialty are there, seen from a place.",
          params.SupplyParams, schemas.Supply, ENGINE),
    Route("/api/v1/network-status", "getNetworkStatus", "Is a provider in a plan on a day?",
          params.StatusParams, schemas.Status, (*PROVIDER, errors.UnknownPlan, *ENGINE)),
    Route("/api/v1/vanity/{label}", "getVanity", "Where a provider's own address leads.",
          params.NoParams, Vanity, (errors.DeactivatedProvider, errors.StoreUnavailable, *ENGINE),
          (LABEL,)),
)  # fmt: skip


class _Converter(OpenAPIConverter):
    def list2param(self, field: fields.Field[Any], **more: Any) -> dict[str, Any]:
        """How a list is written: in one parameter with commas, or as the parameter repeated."""
        found: dict[str, Any] = super().list2param(field, **more)
        return {**found, "explode": False} if isinstance(field, CommaList) else found


class _Plugin(MarshmallowPlugin):
    Converter = _Converter


@cache
def document() -> bytes:
    """The document as JSON, the same bytes each time."""
    return msgspec.json.format(msgspec.json.encode(build(), order="deterministic"), indent=1)


@cache
def build() -> dict[str, Any]:
    """The document as a tree of dictionaries."""
    plugin = _Plugin(schema_name_resolver=_schema_name)
    spec = APISpec(
        title="Healthcare provider directory",
        version=VERSION,
        openapi_version="3.1.0",
        info={"description": "Who is near, takes this plan, and sees new patients. No login."},
        servers=[{"url": "/"}],
        plugins=[plugin],
    )
    for route in ROUTES:
        spec.path(path=route.path, operations={"get": _operation(route)})
    for path, summary, kind, statuses in _PLAIN:
        spec.path(path=path, operations={"get": _plain(path, summary, kind, statuses)})
    for path, method, *operation in openapi_policies.OPERATIONS:
        spec.path(path=path, operations={method: _licensed(*operation)})
    for name, scheme in openapi_policies.SECURITY.items():
        spec.components.security_scheme(name, scheme)
    made: dict[str, Any] = spec.to_dict()
    return made


def _schema_name(schema: Any) -> str:
    kind = schema if isinstance(schema, type) else type(schema)
    return str(kind.__name__)


def _operation(route: Route) -> dict[str, Any]:
    answer = {
        "description": " ".join((route.answer.__doc__ or "").split()),
        "headers": _headers("X-Request-ID", "Cache-Control", "ETag"),
        "content": {"application/json": {"schema": route.answer}},
    }
    return {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": [*route.path_parameters, {"in": "query", "schema": route.query}],
        "responses": {
            "200": answer,
            "304": {"description": "Nothing has changed since the ETag sent in If-None-Match."},
            **_failures((*ALWAYS, *route.fails)),
        },
    }


def _licensed(
    name: str, summary: str, query: type[Schema], answer: type[Schema], status: str,
    fails: tuple[type[DirectoryError], ...], path_parameters: tuple[dict[str, Any], ...],
) -> dict[str, Any]:  # fmt: skip
    """An operation about policies or licenses, some of which take a token or a body."""
    made = _operation(Route("", name, summary, query, answer, fails, path_parameters))
    for code, problem in made["responses"].items():
        schema = openapi_policies.about_licenses(code, name)
        if schema is not None:
            problem["content"] = {"application/problem+json": {"schema": schema}}
    if name in openapi_policies.LICENSED:
        made["security"] = [{}, *({one: []} for one in openapi_policies.SECURITY)]
    if status == "201":
        good = made["responses"].pop("200")
        del made["responses"]["304"]
        made["responses"] = {"200": good, "201": good, **made["responses"]}
        made["requestBody"] = openapi_policies.BODY
    return made


def _failures(kinds: tuple[type[DirectoryError], ...]) -> dict[str, Any]:
    """One response per status, describing each type that may come with it."""
    by_status: dict[int, list[type[DirectoryError]]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, []).append(kind)
    return {
        str(status): {
            "description": " ".join(f"`{kind.slug}`: {kind.meaning}" for kind in of_status),
            "headers": _headers("X-Request-ID", *(("Retry-After",) if status == 503 else ())),
            "content": {"application/problem+json": {"schema": _problem(of_status)}},
        }
        for status, of_status in sorted(by_status.items())
    }


def _problem(kinds: list[type[DirectoryError]]) -> type[Schema]:
    return schemas.DeactivatedProblem if errors.DeactivatedProvider in kinds else schemas.Problem


def _headers(*names: str) -> dict[str, Any]:
    about = {**HEADERS, "Retry-After": "Seconds after which to ask again."}
    return {name: {"description": about[name], "schema": {"type": "string"}} for name in names}


_PLAIN = (
    ("/healthz", "The process is alive.", "application/json", ("200",)),
    ("/readyz", "Engine and generation are ready.", "application/json", ("200", "503")),
    ("/metrics", "Measures for Prometheus.", "text/plain", ("200",)),
    ("/api/v1/openapi.json", "This document.", "application/json", ("200", "304")),
    ("/api/v1/docs", "This document for people.", "text/html", ("200", "304")),
    ("/api/v1/problems/{slug}", "Leads to the description of a problem.", "text/html", ("303",)),
)  # fmt: skip
SLUG = {
    "name": "slug",
    "in": "path",
    "required": True,
    "description": "Last part of a problem's type.",
    "schema": {"type": "string", "enum": [kind.slug for kind in every_error()]},
}
_MEANING = {
    "200": "The answer.",
    "304": "Nothing has changed.",
    "503": "Not ready.",
    "303": "See there.",
}


def _plain(path: str, summary: str, kind: str, statuses: tuple[str, ...]) -> dict[str, Any]:
    answers = {
        status: {
            "description": _MEANING[status],
            **({} if status.startswith("3") else {"content": {kind: {"schema": {}}}}),
        }
        for status in statuses
    }
    slugged = "{slug}" in path
    return {
        "parameters": [SLUG] if slugged else [],
        "operationId": "get" + "".join(part.title() for part in re.findall(r"[a-z]+", path)[-2:]),
        "summary": summary,
        "responses": {**_failures((*ALWAYS, errors.NotFound) if slugged else ALWAYS), **answers},
    }


def error_kinds() -> list[type[DirectoryError]]:
    """All types of problem, for the docs page."""
    return list(every_error())
