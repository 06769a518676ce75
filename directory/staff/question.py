"""What the console is asked: texts settled into ids, and the one search they mean."""

import re
from urllib.parse import urlencode

import msgspec

from directory.errors import Fault, InvalidParameters, fault
from directory.hooks.reader import CHOSEN_IN_ADDRESS
from directory.model.npi import is_npi
from directory.model.plan import Plan
from directory.model.staff import Person
from directory.params.common import Door
from directory.params.raw import Raw, without_blanks
from directory.params.search import DEFAULT_RADIUS, Asked, read_raw_search
from directory.params.typed import ANYWHERE, CHOICES, places_meant, plans_meant
from directory.search.request import SearchRequest
from directory.search.text import fold

HERE = "/staff"
LIMIT = "25"
"""Rows of a page: about what fits on a screen."""
OF_THE_PAGE = frozenset((*CHOSEN_IN_ADDRESS, "facets"))
"""What stays out of the console: it is in English, of one size, and counts no facets."""
_NUMBER = re.compile(r"[\d\s().+-]{7,}")


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """One of several things that a text may mean, and the search that means it."""

    label: str
    detail: str
    href: str


class Choose(msgspec.Struct, frozen=True, kw_only=True):
    """A text that must be settled by a person: `field` is `coverage`, `what` or `where`."""

    field: str
    typed: str
    choices: tuple[Choice, ...]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A search as the console shows it.

    `raw` are its parameters, settled; `request` is what the engine is asked. `plan` is the one that
    verdicts are of. `everyone` says that the rows are not narrowed to the plan. `row` is the NPI of
    the doctor beside the table, empty for the first one.
    """

    raw: Raw
    asked: Asked
    request: SearchRequest
    plan: str
    everyone: bool
    row: str


def address(raw: Raw, **changed: str | None) -> str:
    """The console's address for a search with some parameters changed, or taken out by None."""
    kept = {name: values for name, values in raw.items() if name not in changed}
    given = {name: [value] for name, value in changed.items() if value}
    query = urlencode({**kept, **given}, doseq=True)
    return f"{HERE}?{query}" if query else HERE


def settle(raw: Raw, door: Door, me: Person) -> Raw | Choose:
    """The parameters of a search without free text, or which text a person must settle.

    `who`, `coverage`, `what` and `where` are what the form's fields hold; beside them the form
    sends what was picked for them before, which counts while the text still says it.
    """
    kept = {name: list(values) for name, values in raw.items() if name not in OF_THE_PAGE}
    _read_who(kept)
    for field, picked in (("coverage", "plan"), ("what", "specialty"), ("where", "place")):
        # A field that was emptied takes along what was picked for it.
        if field in kept and not kept[field][0].strip():
            kept.pop(picked, None)
            if field == "where" and kept.get("sort") == ["distance"]:
                kept.pop("sort")
    kept = without_blanks(kept)
    # What the form says anyway stays out of the address: a search kept today means its own day.
    for name, usual in (("as_of", str(door.today)), ("radius", f"{DEFAULT_RADIUS:g}")):
        if kept.get(name) == [usual]:
            kept.pop(name)
    for read in (_read_coverage, _read_what, _read_where):
        choose = read(kept, door, me)
        if choose is not None:
            return choose
    return kept


def ask(raw: Raw, door: Door, faults: list[Fault]) -> Question:
    """The search of settled parameters. Raises InvalidParameters, ExpiredCursor."""
    raw = dict(raw)
    row = raw.pop("row", [""])[0]
    if row and not is_npi(row):
        faults = [*faults, fault("row", row, "is not an NPI")]
    outside = raw.pop("outside", [""])[0]
    if outside not in ("", "true", "false"):
        faults = [*faults, fault("outside", outside, "must be true or false", ("true", "false"))]
    asked = read_raw_search({"limit": [LIMIT], **raw}, door, faults)
    of = asked.request
    faults = _strange(of, door)
    if faults:
        raise InvalidParameters(faults=faults)
    # Whoever asks for somebody by name wants to be told that they are not in the plan.
    named = bool(of.name or of.npis or of.phone)
    everyone = outside == "true" or (named and outside != "false")
    request = msgspec.structs.replace(of, plans=(), issuers=(), networks=()) if everyone else of
    shown = {**raw, "outside": [outside]} if outside else raw
    return Question(
        raw=shown, asked=asked, request=request, plan=of.plans[0] if of.plans else "",
        everyone=everyone, row=row,
    )  # fmt: skip


def _strange(of: SearchRequest, door: Door) -> list[Fault]:
    """Faults of a plan that is not of the issuer chosen beside it: nothing could ever be found."""
    if not of.plans or not of.issuers:
        return []
    book = door.engine.plans()
    return [
        fault("plan", book.plans[plan].name, "is no plan of the issuer chosen: change one of them")
        for plan in of.plans
        if plan in book.plans and book.plans[plan].issuer not in of.issuers
    ]


def _read_who(kept: Raw) -> None:
    """A name, an NPI or a telephone number, whichever was typed into the one field."""
    if "who" not in kept:
        return
    typed = kept.pop("who")[0].strip()
    for name in ("name", "q", "npi"):
        kept.pop(name, None)
    if typed:
        kept["q" if _NUMBER.fullmatch(typed) else "name"] = [typed]


def _read_coverage(kept: Raw, door: Door, me: Person) -> Choose | None:
    typed = kept.pop("coverage", [""])[0].strip()[:ANYWHERE]
    if not typed:
        return None
    book = door.engine.plans()
    picked = book.plans.get(kept["plan"][0]) if kept.get("plan") else None
    if picked is not None and picked.name == typed:
        return None
    kept.pop("plan", None)
    issuer = kept.get("issuer", [None])[0]
    found = mine_first(plans_meant(typed, book, issuer), me)
    if len(found) != 1:
        offered = [(one.id, one.name, plan_detail(one)) for one in found]
        return _choose("coverage", "plan", typed, offered, kept)
    kept["plan"] = [found[0].id]
    return None


def _read_what(kept: Raw, door: Door, _: Person) -> Choose | None:
    typed = kept.pop("what", [""])[0].strip()[:ANYWHERE]
    if not typed:
        return None
    picked = kept.pop("specialty", [])
    name = door.catalog.name
    if len(picked) == 1 and door.catalog.get(picked[0]) and name(picked[0], "en") == typed:
        kept["specialty"] = picked
        return None
    found = [match.specialty.id for match in door.catalog.suggest(typed, "en", CHOICES)]
    exact = [one for one in found if fold(name(one, "en")) == fold(typed)]
    meant = exact or found
    if len(meant) != 1:
        return _choose("what", "specialty", typed, [(one, name(one, "en"), "") for one in meant],
                       kept)  # fmt: skip
    kept["specialty"] = meant
    return None


def _read_where(kept: Raw, door: Door, _: Person) -> Choose | None:
    typed = kept.pop("where", [""])[0].strip()[:ANYWHERE]
    if not typed:
        return None
    picked = door.gazetteer.get(kept["place"][0]) if kept.get("place") else None
    if picked is not None and picked.label == typed:
        return None
    for name in ("place", "lat", "lon"):
        kept.pop(name, None)
    found = places_meant(typed, door.gazetteer)
    if len(found) != 1:
        offered = [(one.id, one.label, one.county_name or "") for one in found]
        return _choose("where", "place", typed, offered, kept)
    kept["place"] = [found[0].id]
    return None


def _choose(
    field: str, picked: str, typed: str, offered: list[tuple[str, str, str]], rest: Raw
) -> Choose:
    """A choice among ids with their labels; what was typed into later fields stays in the links."""
    return Choose(
        field=field,
        typed=typed,
        choices=tuple(
            Choice(label=label, detail=detail, href=address(rest, **{picked: id_}))
            for id_, label, detail in offered
        ),
    )


def mine_first(plans: list[Plan], me: Person) -> list[Plan]:
    """Plans of the person's own issuers before all others, otherwise as they were."""
    return sorted(plans, key=lambda plan: not me.sees(plan.issuer))


def plan_detail(plan: Plan) -> str:
    """What tells a plan from others of the same name."""
    year = str(max(plan.years)) if plan.years else ""
    return " · ".join(one for one in (plan.type, year, plan.id, ", ".join(plan.states[:3])) if one)
