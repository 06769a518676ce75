"""In network on this date? The panel that answers, with everything that it rests on."""

from datetime import date
from typing import Any

from flask import Response, request

from directory.errors import InvalidParameters, fault
from directory.hooks.found import find_plan, find_provider
from directory.hooks.login import need, person
from directory.hooks.services import services
from directory.model.reference import read_reference
from directory.model.staff import Person
from directory.params.load import read
from directory.specialties.catalog import catalog
from directory.staff.clock import moment, today
from directory.staff.params import VerdictParams
from directory.staff.room import answer, room
from directory.staff.seal import new_form, pack, seal
from directory.staff.verdict import Shown, shown
from directory.store import questions


@room.get("/verdict")
@need("look")
def verdict() -> Response:
    """The panel on a page of its own."""
    return answer("verdict_page.html", **panel(request.environ.get("QUERY_STRING", "")))


def panel(query: str) -> dict[str, Any]:
    """What the panel's template needs. Raises InvalidParameters and what is not found."""
    values = read(VerdictParams, query)
    me = person()
    found = look(values["npi"], values["plan"], values.get("as_of") or today(me))
    return {**_form(found, me), "open_question": _question(values.get("question", ""), me)}


def look(npi: str, plan: str, as_of: date) -> Shown:
    """Everything about a doctor, a plan and a day, out of one generation."""
    engine = services().engine
    generation = engine.generation().id
    book = engine.plans()
    find_plan(plan, book)
    return shown(find_provider(engine, npi), plan, book, as_of, generation, catalog())


def _form(found: Shown, me: Person) -> dict[str, Any]:
    form, packed = new_form(), pack(found)
    return {
        "shown": found,
        "may_file": me.may("file") and me.sees(found.issuer),
        "form": form,
        "packed": packed,
        "sealed": seal(services().secret, me.id, form, packed),
    }


def _question(typed: str, me: Person) -> dict[str, object] | None:
    """The open question that an answer would settle; only one of the person's own issuers."""
    if not typed:
        return None
    reference = read_reference(typed)
    found = questions.find(services().store, reference) if reference else None
    if found is None or not me.sees(found.issuer):
        raise InvalidParameters(faults=[fault("question", typed, "is no open question of yours")])
    return {"question": found, "due": moment(found.due, me)}
