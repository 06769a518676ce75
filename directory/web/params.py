"""What the search form sends: free text for plan and place is settled before the search is read."""

from datetime import date

import msgspec
from flask import request

from directory.errors import InvalidParameters
from directory.model.place import Place
from directory.model.plan import Plan
from directory.params.common import AsOfParams, Door, read_place
from directory.params.fields import Npi, any_of, text
from directory.params.load import check
from directory.params.plans import read_plans
from directory.params.raw import Raw, parse, without_blanks
from directory.params.typed import ANYWHERE, places_meant, plans_meant
from directory.places.gazetteer import Gazetteer
from directory.search.planbook import PlanBook
from directory.search.text import fold
from directory.web.room import NOT_QUESTIONS, address_of


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One of several things that a text may mean, and the search that means it."""

    label: str
    detail: str
    href: str


class Choose(msgspec.Struct, frozen=True, kw_only=True):
    """A text that must be settled by a person: `field` is `where` or `coverage`."""

    field: str
    typed: str
    choices: tuple[Choice, ...]


class Settled(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters without free text; `moved` when they differ from what was sent."""

    raw: Raw
    moved: bool = False


def settle(raw: Raw, door: Door, here: str = "", path: str = "/search") -> Settled | Choose:
    """Turn `where` into a place and `coverage` into a plan, or ask which one is meant.

    `here` is what the form shows for a point that the reader's device gave, `path` the page that
    a choice leads to.
    """
    kept = {name: list(values) for name, values in raw.items()}
    where = kept.pop("where", [""])[0].strip()[:ANYWHERE]
    coverage = kept.pop("coverage", [""])[0].strip()[:ANYWHERE]
    moved = _pick_specialty(kept, door) or "where" in raw or "coverage" in raw
    if where and where == here and {"lat", "lon"} <= kept.keys():
        where = ""
    if where and not _says_place(kept, where, door.gazetteer):
        for name in ("place", "lat", "lon"):
            kept.pop(name, None)
        places = places_meant(where, door.gazetteer)
        if len(places) != 1:
            return _choose_place(where, places, {**kept, **_text("coverage", coverage)}, path)
        kept["place"] = [places[0].id]
    if coverage:
        book = door.engine.plans()
        if not _says_plan(kept, coverage, book):
            kept.pop("plan", None)
            plans = plans_meant(coverage, book)
            if len(plans) != 1:
                return _choose_plan(coverage, plans, kept, path)
            kept["plan"] = [plans[0].id]
    return Settled(raw=kept, moved=moved)


def address(raw: Raw) -> str:
    """The address of a search."""
    return address_of("/search", **raw)


def _pick_specialty(kept: Raw, door: Door) -> bool:
    """Search for the specialty that was picked, unless its name was typed over afterwards."""
    if "what" not in kept:
        return False
    picked = door.catalog.get(kept.pop("what")[0])
    typed = fold(kept.get("q", [""])[0])
    if picked is not None and typed in {fold(name) for name in picked.names.values()}:
        kept.pop("q")
        kept["specialty"] = [picked.id]
    return True


def _text(field: str, value: str) -> Raw:
    return {field: [value]} if value else {}


def _says_place(raw: Raw, where: str, gazetteer: Gazetteer) -> bool:
    """Whether the place picked before still is what the text field says."""
    place = gazetteer.get(raw["place"][0]) if raw.get("place") else None
    return place is not None and place.label == where


def _says_plan(raw: Raw, coverage: str, book: PlanBook) -> bool:
    plan = book.plans.get(raw["plan"][0]) if raw.get("plan") else None
    return plan is not None and plan.name == coverage


def _choose_place(typed: str, places: list[Place], rest: Raw, path: str) -> Choose:
    choices = (
        Choice(
            label=place.label,
            detail=place.county_name or "",
            href=address_of(path, **{**rest, "place": [place.id]}),
        )
        for place in places
    )
    return Choose(field="where", typed=typed, choices=tuple(choices))


def _choose_plan(typed: str, plans: list[Plan], rest: Raw, path: str) -> Choose:
    choices = (
        Choice(
            label=plan.name,
            detail=" · ".join(
                part for part in (plan.type, plan.id, ", ".join(plan.states)) if part
            ),
            href=address_of(path, **{**rest, "plan": [plan.id]}),
        )
        for plan in plans
    )
    return Choose(field="coverage", typed=typed, choices=tuple(choices))


class ViewParams(AsOfParams):
    """What a profile and a comparison are seen with."""

    npi = any_of("NPI; repeatable, or several with commas.", Npi())
    plan = any_of("Plan id to answer for.", text("", longest=100))
    place = text("Place id to measure from.", longest=100)


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """Who is looked at, in which plans, from which place, on which day."""

    npis: tuple[str, ...]
    plans: tuple[str, ...]
    place: Place | None
    as_of: date


def read_view(door: Door) -> Seen:
    """What this request is seen with. Raises InvalidParameters."""
    raw, faults = parse(request.environ.get("QUERY_STRING", ""))
    raw = {name: v for name, v in without_blanks(raw).items() if name not in NOT_QUESTIONS}
    if "npi" in raw:
        raw["npi"] = [one for value in raw["npi"] for one in value.split(",")]
    values, more = check(ViewParams, raw)
    faults += more
    place = None
    if "place" in values:
        place, _, found = read_place({"place": values["place"]}, door)
        faults += found
    plans = {"plan": values["plan"]} if "plan" in values else {}
    faults += read_plans(plans, door.engine, quiet=bool(faults)) if plans else []
    if faults:
        raise InvalidParameters(faults=faults)
    return Seen(
        npis=tuple(dict.fromkeys(values.get("npi", ()))),
        plans=tuple(values.get("plan", ())),
        place=place,
        as_of=values.get("as_of", door.today),
    )
