"""Suggestions for the three fields of the form, in the reader's language."""

from collections.abc import Callable

import msgspec
from flask import Response, request

from directory.errors import InvalidParameters, fault
from directory.hooks import reader
from directory.hooks.caching import cached
from directory.hooks.services import services
from directory.params.common import Door
from directory.places.gazetteer import Gazetteer
from directory.search.engine import Engine
from directory.search.planbook import PlanBook
from directory.specialties.catalog import Catalog
from directory.web import words
from directory.web.room import room

EACH = 5
ALL = 8
LONGEST = 100


class Suggestion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a list: what is shown, what is kept when it is picked, or where it leads."""

    label: str
    detail: str = ""
    id: str = ""
    href: str = ""
    what: str = ""


@room.get("/suggest/who")
def suggest_who() -> Response:
    """Specialties, and names of people and organizations."""

    def find(text: str, door: Door) -> list[Suggestion]:
        found = _specialties(text, door.catalog)
        return found + _names(text, door.engine, door.catalog)

    return _answer(find)


@room.get("/suggest/plan")
def suggest_plan() -> Response:
    """Plans."""
    return _answer(lambda text, door: _plans(text, door.engine.plans()))


@room.get("/suggest/place")
def suggest_place() -> Response:
    """ZIP codes and cities."""
    return _answer(lambda text, door: _places(text, door.gazetteer))


def _answer(find: Callable[[str, Door], list[Suggestion]]) -> Response:
    text = request.args.get("q", "").strip()
    if len(text) > LONGEST or "\0" in text:
        message = f"must have at most {LONGEST} characters, and no NUL among them"
        raise InvalidParameters(faults=[fault("q", text, message)])
    door = services().door()

    def make() -> bytes:
        return msgspec.json.encode({"suggestions": find(text, door) if text else []})

    response = cached(make, door.engine.generation().id, request.path, text, reader.language())
    response.vary.update(("Accept-Language", "Cookie"))
    return response


def _specialties(text: str, catalog: Catalog) -> list[Suggestion]:
    language = reader.language()
    found = []
    for match in catalog.suggest(text, language, EACH):
        name = catalog.name(match.specialty.id, language)
        detail = "" if match.word.casefold() == name.casefold() else match.word
        found.append(Suggestion(id=match.specialty.id, label=name, detail=detail, what="specialty"))
    return found


def _names(text: str, engine: Engine, catalog: Catalog) -> list[Suggestion]:
    found = []
    for one in engine.suggest_names(text, None, EACH):
        provider = one.provider
        detail, href = "", ""
        if provider is not None:
            href = f"/providers/{provider.npi}"
            what = words.specialties(provider.specialties, catalog)[:1]
            office = provider.offices[0] if provider.offices else None
            where = [f"{office.address.city}, {office.address.state}"] if office else []
            detail = " · ".join((*what, *where))
        elif one.count > 1:
            detail = words.number(one.count)
        found.append(Suggestion(label=one.text, detail=detail, href=href, what="name"))
    return found


def _plans(text: str, book: PlanBook) -> list[Suggestion]:
    return [
        Suggestion(id=plan.id, label=plan.name, detail=words.plan_detail(plan, book), what="plan")
        for plan in book.suggest(text, None, None, ALL)
    ]


def _places(text: str, gazetteer: Gazetteer) -> list[Suggestion]:
    return [
        Suggestion(id=place.id, label=place.label, detail=place.county_name or "", what="place")
        for place in gazetteer.suggest(text, None, ALL)
    ]
