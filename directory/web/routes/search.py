"""The search form, results, places and plans to choose from, and dead ends with ways out."""

import math
from functools import cache

import msgspec
from flask import Response, redirect, request
from flask_babel import gettext
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import InvalidParameters
from directory.hooks import reader
from directory.hooks.services import services
from directory.params.common import Door
from directory.params.raw import Raw, parse, without_blanks
from directory.params.search import Asked, read_raw_search
from directory.places.gazetteer import gazetteer
from directory.search.cursor import seal
from directory.search.page import ResultPage
from directory.search.request import Near, SearchRequest
from directory.web.criteria import explicit, results_form, typed_form, without
from directory.web.dead_end import LITTLE, Ways, supply_view, ways_out
from directory.web.map.drawing import Map, Pin, draw
from directory.web.map.outlines import outlines
from directory.web.params import Choose, address, settle
from directory.web.render import filters
from directory.web.render.card import Card, Context, card
from directory.web.room import NOT_QUESTIONS, answer, room

POPULAR = 12
SCENE, SCENE_MILES = Near(40.95, -73.9), 170.0


@room.get("/")
def home() -> Response:
    """The search form and what most people look for."""
    door = services().door()
    popular = sorted(door.catalog.specialties, key=lambda one: (-one.weight, one.id))[:POPULAR]
    named = [(one.id, door.catalog.name(one.id, reader.language())) for one in popular]
    return answer("home.html", form=typed_form({}, door, ""), popular=named, lines=_scenery())


@cache
def _scenery() -> dict[str, str]:
    """The lines of a coast with many counties, as an ornament."""
    drawn = draw((), SCENE, None, outlines(), gazetteer(), (600, 360), SCENE_MILES)
    return drawn.lines if drawn else {}


@room.get("/search")
def search() -> AnyResponse:
    """Results; free text for place and plan is settled first."""
    raw, faults = parse(request.environ.get("QUERY_STRING", ""))
    raw = without_blanks(raw)
    page_only = {name: values for name, values in raw.items() if name in NOT_QUESTIONS}
    raw = without(raw, *NOT_QUESTIONS)
    if not raw and not faults:
        return redirect("/", 303)
    door = services().door()
    here = gettext("Your location")
    settled = settle(raw, door, here)
    kept = {"outside": ["true"]} if page_only.get("outside") == ["true"] else {}
    if isinstance(settled, Choose):
        status = 200 if settled.choices else 404
        form = typed_form({**raw, **kept}, door, here)
        return answer("choose.html", status, choose=settled, form=form)
    if settled.moved and not faults:
        return redirect(address({**settled.raw, **kept}), 303)
    try:
        asked = read_raw_search(settled.raw, door, faults)
    except InvalidParameters as error:
        return answer("faults.html", 400, faults=error.faults, form=typed_form(raw, door, here))
    number = page_only.get("page", ["1"])[0]
    return _results(asked, {**settled.raw, **kept}, door, int(number) if _small(number) else 1)


def _small(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) < 7


def _results(asked: Asked, raw: Raw, door: Door, number: int) -> Response:
    of = _widest(asked.request, raw)
    found = door.engine.search(of)
    criteria = explicit(asked, raw)
    book = door.engine.plans()
    context = Context(
        book=book,
        catalog=door.catalog,
        as_of=of.as_of,
        plans=asked.request.plans,
        place=asked.place,
        specialties=asked.request.specialties,
    )
    cards = [card(hit, context) for hit in found.hits]
    pages = math.ceil(found.total / of.limit)
    number = min(number, max(pages, 1))
    first = (number - 1) * of.limit + 1
    here = gettext("Your location")
    return answer(
        "search.html",
        form=results_form(asked, criteria, door, here),
        found=found,
        asked=asked,
        where=asked.place.label if asked.place else here if of.near else "",
        cards=cards,
        first=first,
        groups=filters.groups(found, asked, criteria, door),
        tags=filters.tags(asked, criteria, door),
        sorts=filters.sorts(asked),
        read_as=_was_read(asked),
        unread="q" in raw and not asked.interpreted,
        map=_map(cards, found, of, first),
        little=found.total <= LITTLE,
        ways=ways_out(asked, criteria, found.total, door.engine)
        if found.total <= LITTLE
        else Ways(),
        supply=supply_view(asked, criteria, door) if found.total <= LITTLE else None,
        following=_next(found, asked, raw, door, number),
        page=number,
        pages=pages,
        plan_ids=asked.request.plans,
        generation=door.engine.generation(),
    )


def _widest(of: SearchRequest, raw: Raw) -> SearchRequest:
    """The question for the engine: with facets, and without the plan where all are to be shown."""
    of = msgspec.structs.replace(of, facets=filters.FACETS)
    if "outside" in raw:
        of = msgspec.structs.replace(of, plans=())
    return of


def _next(found: ResultPage, asked: Asked, raw: Raw, door: Door, number: int) -> str | None:
    if found.next is None:
        return None
    cursor = seal(found.next, asked.request, door.secret)
    return address({**raw, "cursor": [cursor], "page": [str(number + 1)]})


def _was_read(asked: Asked) -> bool:
    """Whether a typed line was taken apart, so that the reader should see how."""
    words = asked.interpreted.get("words")
    return isinstance(words, dict) and len(words) + bool(asked.request.name) > 1


def _map(cards: list[Card], found: ResultPage, of: SearchRequest, first: int) -> Map | None:
    pins = [
        Pin(first + n, one.name, Near(one.office.lat, one.office.lon))
        for n, one in enumerate(cards)
        if one.office and one.office.lat is not None and one.office.lon is not None
    ]
    if not pins:
        return None
    return draw(pins, of.near, found.radius if of.near else None, outlines(), gazetteer())
