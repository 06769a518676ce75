"""What the search form sends: free text for plan and place is settled before the search is read."""

import msgspec

from directory.model.place import Place
from directory.model.plan import Plan
from directory.params.common import Door
from directory.params.raw import Raw
from directory.places.gazetteer import Gazetteer
from directory.search.planbook import PlanBook
from directory.search.text import fold, words
from directory.web.room import address_of

CHOICES = 8
ANYWHERE = 500
"""Longest free text that is looked up; more names no place and no plan."""


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


def settle(raw: Raw, door: Door, here: str = "") -> Settled | Choose:
    """Turn `where` into a place and `coverage` into a plan, or ask which one is meant.

    `here` is what the form shows for a point that the reader's device gave.
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
        places = _places(where, door.gazetteer)
        if len(places) != 1:
            return _choose_place(where, places, {**kept, **_text("coverage", coverage)})
        kept["place"] = [places[0].id]
    if coverage:
        book = door.engine.plans()
        if not _says_plan(kept, coverage, book):
            kept.pop("plan", None)
            plans = _plans(coverage, book)
            if len(plans) != 1:
                return _choose_plan(coverage, plans, kept)
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


def _places(where: str, gazetteer: Gazetteer) -> list[Place]:
    """The places meant: one where the text is its id, ZIP or whole label, else all that may be."""
    known = gazetteer.get(where)
    if known is not None:
        return [known]
    found = gazetteer.suggest(where, limit=CHOICES)
    exact = [place for place in found if words(where) in (words(place.label), [place.id[4:]])]
    if exact:
        return exact[:1]
    named = gazetteer.find_in(where)
    if named is not None and named.sure and where[named.start : named.end] == where:
        return list(named.places)
    return found


def _plans(coverage: str, book: PlanBook) -> list[Plan]:
    known = book.plans.get(coverage)
    if known is not None:
        return [known]
    found = book.suggest(coverage, None, None, CHOICES)
    exact = [plan for plan in found if fold(plan.name) == fold(coverage)]
    return exact if len(exact) == 1 else found


def _choose_place(typed: str, places: list[Place], rest: Raw) -> Choose:
    choices = (
        Choice(
            label=place.label,
            detail=place.county_name or "",
            href=address({**rest, "place": [place.id]}),
        )
        for place in places
    )
    return Choose(field="where", typed=typed, choices=tuple(choices))


def _choose_plan(typed: str, plans: list[Plan], rest: Raw) -> Choose:
    choices = (
        Choice(
            label=plan.name,
            detail=" · ".join(
                part for part in (plan.type, plan.id, ", ".join(plan.states)) if part
            ),
            href=address({**rest, "plan": [plan.id]}),
        )
        for plan in plans
    )
    return Choose(field="coverage", typed=typed, choices=tuple(choices))
