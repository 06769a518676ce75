"""Suggestions for the console's fields; plans of the person's own issuers come first."""

from collections.abc import Callable

import msgspec
from flask import Response, request

from directory.errors import InvalidParameters, NotFound, fault
from directory.hooks.login import need, person
from directory.hooks.services import services
from directory.model.staff import Person
from directory.params.common import Door
from directory.staff.clock import today
from directory.staff.question import mine_first, plan_detail
from directory.staff.room import room

ALL = 8
LOOKED_AT = 24
"""Plans among which those of one's own are brought forward."""
LONGEST = 100


class Suggestion(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One line of a list: what is shown, and the id that is kept when it is picked."""

    label: str
    detail: str = ""
    id: str = ""


Find = Callable[[str, Door, Person], list[Suggestion]]


@room.get("/suggest/<kind>")
@need("look")
def suggest(kind: str) -> Response:
    """What a text may mean: plans, specialties, places or names."""
    find = KINDS.get(kind)
    if find is None:
        raise NotFound
    text = request.args.get("q", "").strip()
    if len(text) > LONGEST or "\0" in text:
        message = f"must have at most {LONGEST} characters, and no NUL among them"
        raise InvalidParameters(faults=[fault("q", text, message)])
    found = find(text, door_of(person()), person()) if text else []
    body = msgspec.json.encode({"suggestions": found})
    return Response(body, content_type="application/json")


def door_of(me: Person) -> Door:
    """What questions are read against; its day is that of the person's own clock."""
    return msgspec.structs.replace(services().door(), today=today(me))


def _plans(text: str, door: Door, me: Person) -> list[Suggestion]:
    book = door.engine.plans()
    issuer = request.args.get("issuer", "") or None
    found = mine_first(book.suggest(text, None, issuer, LOOKED_AT), me)
    return [Suggestion(id=one.id, label=one.name, detail=plan_detail(one)) for one in found[:ALL]]


def _specialties(text: str, door: Door, _: Person) -> list[Suggestion]:
    found = []
    for match in door.catalog.suggest(text, "en", ALL):
        name = door.catalog.name(match.specialty.id, "en")
        detail = "" if match.word.casefold() == name.casefold() else match.word
        found.append(Suggestion(id=match.specialty.id, label=name, detail=detail))
    return found


def _places(text: str, door: Door, _: Person) -> list[Suggestion]:
    return [
        Suggestion(id=one.id, label=one.label, detail=one.county_name or "")
        for one in door.gazetteer.suggest(text, None, ALL)
    ]


def _names(text: str, door: Door, _: Person) -> list[Suggestion]:
    found = []
    for one in door.engine.suggest_names(text, None, ALL):
        held = one.provider.specialties[:1] if one.provider else ()
        what = [door.catalog.name(each.id, "en") for each in held if each.id]
        office = one.provider.offices[0] if one.provider and one.provider.offices else None
        where = [f"{office.address.city}, {office.address.state}"] if office else []
        many = [str(one.count)] if one.count > 1 else []
        found.append(Suggestion(label=one.text, detail=" · ".join((*what, *where, *many))))
    return found


KINDS: dict[str, Find] = {
    "plan": _plans, "specialty": _specialties, "place": _places, "name": _names,
}  # fmt: skip
