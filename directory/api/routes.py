"""The routes of /api/v1: read the question, ask, render; nothing else happens here."""

from collections.abc import Callable

from flask import Blueprint, Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.api import params, render, render_more
from directory.api.counts import CategoryCounts
from directory.api.docs import docs_page
from directory.api.openapi import document
from directory.errors import NotFound, every_error
from directory.hooks.caching import PUBLIC, cached
from directory.hooks.found import find_plan, find_provider
from directory.hooks.services import services
from directory.hooks.steady import steady
from directory.model.provider import Provider
from directory.params.common import Door
from directory.params.load import read
from directory.params.search import Asked, read_search
from directory.search.cursor import seal
from directory.search.page import ResultPage
from directory.search.planbook import PlanBook
from directory.search.relax import relax
from directory.search.request import SearchRequest
from directory.search.status import network_status

LIMIT = 10
room = Blueprint("api", __name__, url_prefix="/api/v1", template_folder="templates")
_categories = CategoryCounts()


def _query() -> str:
    query: str = request.environ.get("QUERY_STRING", "")
    return query


def _names(door: Door, book: PlanBook, lang: str = "en") -> render.Names:
    base_domain = services().config.base_domain
    return render.Names(book=book, catalog=door.catalog, base_domain=base_domain, lang=lang)


@room.get("/providers")
@steady
def providers() -> Response:
    """Search."""
    door = services().door()
    asked = read_search(_query(), door)

    def make() -> bytes:
        page = door.engine.search(asked.request)
        return render.encode(
            render.result_page(
                page,
                _names(door, door.engine.plans(), asked.lang),
                as_of=asked.request.as_of,
                place=asked.place,
                asked_radius=asked.request.radius,
                interpreted=asked.interpreted,
                following=_following(page, asked.request, door),
                relief=None if page.total else relax(door.engine, asked.request),
                meant=_meant(asked),
            )
        )

    return cached(make, door.engine.generation().id, asked)


def _meant(asked: Asked) -> render.Meant | None:
    """The specialties that typed words were read as; none where parameters named them."""
    words = asked.interpreted.get("words")
    if not isinstance(words, dict) or "specialty" not in words:
        return None
    return render.Meant(words["specialty"], asked.request.specialties)


def _following(page: ResultPage, asked: SearchRequest, door: Door) -> str | None:
    return seal(page.next, asked, door.secret) if page.next else None


@room.get("/providers/<npi>")
@steady
def provider(npi: str) -> Response:
    """One provider with all offices."""
    door = services().door()
    as_of = params.read_provider(npi, _query(), door.today)
    found = find_provider(door.engine, npi)
    book = door.engine.plans()
    return cached(
        lambda: render.encode(render.whole_provider(found, _names(door, book), as_of)),
        door.engine.generation().id,
        "provider",
        npi,
        as_of,
    )


def _suggestions(
    door: Door, values: dict[str, str], find: Callable[[], list[render.Json]]
) -> Response:
    return cached(
        lambda: render.encode({"suggestions": find()}),
        door.engine.generation().id,
        request.path,
        sorted(values.items()),
    )


@room.get("/suggest/names")
@steady
def suggest_names() -> Response:
    """Names that begin so."""
    values = read(params.SuggestNamesParams, _query())
    door = services().door()

    def find() -> list[render.Json]:
        found = door.engine.suggest_names(values["q"], values.get("state"), LIMIT)
        return render_more.name_suggestions(found, door.catalog)

    return _suggestions(door, values, find)


@room.get("/suggest/specialties")
@steady
def suggest_specialties() -> Response:
    """Specialties by name or lay word."""
    values = read(params.SuggestParams, _query())
    door = services().door()

    def find() -> list[render.Json]:
        found = door.catalog.suggest(values["q"], limit=LIMIT)
        return render_more.specialty_suggestions(found, door.catalog)

    return _suggestions(door, values, find)


@room.get("/suggest/plans")
@steady
def suggest_plans() -> Response:
    """Plans by name, id or issuer."""
    door = services().door()
    values = params.read_suggest_plans(_query(), door)

    def find() -> list[render.Json]:
        book = door.engine.plans()
        found = book.suggest(values["q"], values.get("state"), values.get("issuer"), LIMIT)
        return render_more.plan_suggestions(found, book)

    return _suggestions(door, values, find)


@room.get("/suggest/places")
@steady
def suggest_places() -> Response:
    """ZIP codes and cities."""
    door = services().door()
    values, near = params.read_suggest_places(_query(), door.gazetteer)

    def find() -> list[render.Json]:
        found = door.gazetteer.suggest(values["q"], near, LIMIT)
        return render_more.place_suggestions(found)

    return _suggestions(door, values, find)


@room.get("/specialties")
@steady
def specialties() -> Response:
    """The catalog as a tree with counts."""
    door = services().door()
    near, radius = params.read_tree(_query(), door)

    def make() -> bytes:
        counts = door.engine.specialty_counts(near, radius)
        categories = _categories.count(door.engine, door.catalog, near, radius, door.today)
        return render.encode(render_more.specialty_tree(door.catalog, counts, categories))

    return cached(make, door.engine.generation().id, "specialties", near, radius)


@room.get("/plans/<path:plan>")
@steady
def plan(plan: str) -> Response:
    """One plan."""
    read(params.NoParams, _query())
    door = services().door()
    book = door.engine.plans()
    found = find_plan(plan, book)
    generation = door.engine.generation().id

    def make() -> bytes:
        count = door.engine.plan_providers(found.id)
        return render.encode(render_more.plan_json(found, _names(door, book), count, generation))

    return cached(make, generation, "plan", plan)


@room.get("/issuers")
@steady
def issuers() -> Response:
    """All issuers with their plans."""
    read(params.NoParams, _query())
    door = services().door()
    generation = door.engine.generation().id
    return cached(
        lambda: render.encode(render_more.issuers_json(door.engine.plans(), generation)),
        generation,
        "issuers",
    )


@room.get("/supply")
@steady
def supply() -> Response:
    """How many are there."""
    door = services().door()
    asked = params.read_supply(_query(), door)
    generation = door.engine.generation().id

    def make() -> bytes:
        found = door.engine.supply(asked.request)
        nearest = door.engine.get(found.nearest[0]) if found.nearest else None
        return render.encode(
            render_more.supply_json(
                found,
                specialty=asked.specialty,
                place=asked.place,
                nearest=nearest if isinstance(nearest, Provider) else None,
                as_of=asked.request.as_of,
                generation=generation,
            )
        )

    return cached(make, generation, "supply", asked)


@room.get("/network-status")
@steady
def status() -> Response:
    """In, out or unknown."""
    values = read(params.StatusParams, _query())
    door = services().door()
    book = door.engine.plans()
    found = find_provider(door.engine, values["npi"])
    plan = find_plan(values["plan"], book)
    as_of = values.get("as_of", door.today)

    def make() -> bytes:
        answer = network_status(found, plan.id, book, as_of)
        return render.encode(
            render_more.status_json(answer, found, plan, _names(door, book), as_of)
        )

    return cached(make, door.engine.generation().id, "status", found.npi, plan.id, as_of)


@room.get("/openapi.json")
def openapi() -> Response:
    """The OpenAPI document of these routes."""
    read(params.NoParams, _query())
    body = document()
    return cached(lambda: body, body.decode(), control=PUBLIC)


@room.get("/docs")
def docs() -> Response:
    """The OpenAPI document for people."""
    page = docs_page()
    html = "text/html; charset=utf-8"
    return cached(page.encode, page, control=PUBLIC, content_type=html)


@room.get("/problems/<slug>")
def problem(slug: str) -> AnyResponse:
    """Where the type of a problem leads: its paragraph in the docs."""
    read(params.NoParams, _query())
    if slug not in {kind.slug for kind in every_error()}:
        raise NotFound
    return redirect(f"/api/v1/docs#problem-{slug}", 303)
