"""The console: one row of fields, a table with a verdict in each line, a doctor beside it."""

from collections.abc import Callable
from datetime import date
from typing import Any
from urllib.parse import urlencode

import msgspec
from flask import Response, request

from directory.errors import InvalidParameters
from directory.hooks.found import find_provider
from directory.hooks.login import need, person
from directory.hooks.services import services
from directory.hooks.steady import steady
from directory.model.plan import Network
from directory.model.provider import Deactivated
from directory.model.staff import Person
from directory.params.common import Door
from directory.params.raw import Raw, parse
from directory.search.cursor import seal
from directory.search.languages import NAMES
from directory.search.page import ResultPage
from directory.search.planbook import PlanBook
from directory.staff.doctor import card, doctor
from directory.staff.question import Choose, Question, address, ask, settle
from directory.staff.room import answer, room, wants_json
from directory.staff.routes.suggest import door_of
from directory.staff.routes.verdict import panel
from directory.staff.rows import COLUMNS, chosen, row
from directory.store.staff_filters import kept

FORM = ("who", "coverage", "what", "where", "plan", "specialty", "place", "issuer", "network",
        "language", "as_of", "radius", "accepting", "name", "q", "npi")  # fmt: skip
"""Parameters that fields of the form stand for; all others travel along hidden."""
OF_ONE_PAGE = ("cursor", "row", "outside")
RADII = ("5", "10", "25", "50", "100", "250")
OWN_PLANS = 12


class Fields(msgspec.Struct, frozen=True, kw_only=True):
    """What the form shows; `free` says that the first field holds a whole line to be read."""

    who: str
    coverage: str
    what: str
    where: str
    plan: str
    specialty: str
    place: str
    issuer: str
    network: str
    language: str
    as_of: str
    radius: str
    accepting: bool
    free: bool
    hidden: tuple[tuple[str, str], ...]


@room.get("")
@need("look")
@steady
def console() -> Response:
    """The console; to its own script only the parts that a search changes."""
    raw, faults = parse(request.environ.get("QUERY_STRING", ""))
    me = person()
    door = door_of(me)
    asks = any(value.strip() for values in raw.values() for value in values)
    try:
        settled = settle(raw, door, me)
        if isinstance(settled, Choose):
            return _page(raw, door, me, choose=settled, status=200 if settled.choices else 404)
        question = ask(settled, door, faults)
    except InvalidParameters as error:
        return _page(raw if asks else {}, door, me, faults=error.faults, status=400)
    # A day alone asks for nobody yet.
    idle = not settled.keys() - {"as_of", "row", "radius", "outside", "sort"}
    return _page(question.raw, door, me, **({} if idle else _found(question, door, me)))


@room.get("/rows/<npi>")
@need("look")
@steady
def one_row(npi: str) -> Response:
    """The doctor of a line, with the verdict and its form: what stands beside the table."""
    me = person()
    door = door_of(me)
    raw, faults = parse(request.environ.get("QUERY_STRING", ""))
    # The rest of the search comes along for the links; it is not asked again.
    question = ask(
        {"npi": [npi], **{n: raw[n] for n in ("plan", "as_of") if n in raw}}, door, faults
    )
    values = _beside(npi, question.plan, question.request.as_of, door, me)
    template = "beside.html" if wants_json() else "beside_page.html"
    return answer(template, link=_linker(raw), **values)


def _page(raw: Raw, door: Door, me: Person, status: int = 200, **values: Any) -> Response:
    book = door.engine.plans()
    fields = _fields(raw, door)
    own = [one for one in book.plans.values() if me.sees(one.issuer)]
    own.sort(key=lambda plan: (-book.providers.get(plan.id, 0), plan.name))
    usual: dict[str, Any] = {
        "fields": fields,
        "issuers": sorted(book.issuers.values(), key=lambda one: (not me.sees(one.id), one.name)),
        "networks": _networks(fields, book, me),
        "languages": sorted(NAMES.items(), key=lambda one: one[1]),
        "radii": RADII,
        "today": door.today,
        "own_plans": own[:OWN_PLANS],
        "kept": kept(services().store, me.id),
        "columns": COLUMNS,
        "shown_columns": chosen(me.columns),
        "query": urlencode({n: v for n, v in raw.items() if n not in ("cursor", "row")}, True),
        "link": _linker(raw),
    }
    template = "found.html" if wants_json() else "console.html"
    return answer(template, status, **{**usual, **values})


def _found(question: Question, door: Door, me: Person) -> dict[str, Any]:
    """The table of a search, and the doctor beside it: the one asked for, else the first."""
    of, book = question.request, door.engine.plans()
    found = door.engine.search(of)
    rows = [row(hit, question.plan, book, of.as_of, door.catalog) for hit in found.hits]
    beside = question.row or (rows[0].npi if rows else "")
    more = _beside(beside, question.plan, of.as_of, door, me) if beside else {}
    return {
        "question": question,
        "chosen": [one for one in chosen(me.columns) if _tells(one.id, question)],
        "found": found,
        "rows": rows,
        "selected": beside,
        "sort": of.sort,
        "plan": book.plans.get(question.plan),
        "as_of": of.as_of,
        "following": _next(found, question, door),
        "withdrawn": _withdrawn(question, door, found),
        **more,
    }


def _tells(column: str, question: Question) -> bool:
    """Whether a column can hold anything: a verdict takes a plan, a distance a place."""
    if column == "distance":
        return question.request.near is not None
    return bool(question.plan) or column not in ("verdict", "network", "tier", "until")


def _linker(raw: Raw) -> Callable[..., str]:
    """Makes addresses of this search with something changed, from its first page on."""
    return lambda **changed: address(raw, **{"cursor": None, "row": None, **changed})


def _next(found: ResultPage, question: Question, door: Door) -> str:
    if found.next is None:
        return ""
    cursor = seal(found.next, question.asked.request, door.secret)
    return address(question.raw, cursor=cursor, row=None)


def _withdrawn(question: Question, door: Door, found: ResultPage) -> Deactivated | None:
    """The one NPI asked for, where CMS withdrew it: that is an answer, too."""
    if found.total or len(question.request.npis) != 1:
        return None
    one = door.engine.get(question.request.npis[0])
    return one if isinstance(one, Deactivated) else None


def _beside(npi: str, plan: str, as_of: date, door: Door, me: Person) -> dict[str, Any]:
    """What the panel needs. Raises UnknownProvider, DeactivatedProvider."""
    judged = panel(urlencode({"npi": npi, "plan": plan, "as_of": as_of})) if plan else {}
    provider, book = find_provider(door.engine, npi), door.engine.plans()
    return {
        **judged,
        "doctor": doctor(provider, book, as_of, door.catalog, me),
        "card": card(provider, plan, book, as_of, door.catalog),
        "as_of": as_of,
    }


def _fields(raw: Raw, door: Door) -> Fields:
    """The form for parameters, settled or as they were typed."""

    def first(*names: str) -> str:
        return next((raw[name][0] for name in names if raw.get(name)), "")

    book, plan, place = door.engine.plans(), first("plan"), door.gazetteer.get(first("place"))
    held = [(n, v) for n, values in raw.items() for v in values if n not in (*FORM, *OF_ONE_PAGE)]
    return Fields(
        who=first("who", "name", "q", "npi"),
        coverage=first("coverage") or (book.plans[plan].name if plan in book.plans else plan),
        what=first("what") or _specialty(first("specialty"), door),
        where=first("where") or (place.label if place else ""),
        plan=plan,
        specialty=first("specialty"),
        place=place.id if place else "",
        issuer=first("issuer"),
        network=first("network"),
        language=first("language"),
        as_of=first("as_of") or str(door.today),
        radius=first("radius") or "25",
        accepting=first("accepting") == "true",
        free=any(character.isalpha() for character in first("q")),
        hidden=tuple((n, v) for n, v in held if v.strip()),
    )


def _specialty(id_: str, door: Door) -> str:
    return door.catalog.name(id_, "en") if door.catalog.get(id_) else id_


def _networks(fields: Fields, book: PlanBook, me: Person) -> list[Network]:
    """Networks to choose from: of the plan, else of the issuer, else of one's own issuers."""
    plan = book.plans.get(fields.plan)
    if plan is not None and plan.networks:
        found = [book.networks[one] for one in plan.networks if one in book.networks]
    elif fields.issuer or plan:
        issuer = (plan.issuer if plan else None) or fields.issuer
        found = [one for one in book.networks.values() if one.issuer == issuer]
    else:
        found = [one for one in book.networks.values() if me.sees(one.issuer)]
    chosen_one = book.networks.get(fields.network)
    more = [chosen_one] if chosen_one and chosen_one not in found else []
    return sorted([*found, *more], key=lambda one: (one.name, one.id))
