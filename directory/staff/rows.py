"""One line of the console's table: a hit, a plan and a day become plain values; pure."""

from collections.abc import Callable
from datetime import date

import msgspec

from directory.model.participation import Accepting, Participation
from directory.model.provider import Office, Provider
from directory.search.languages import language_name
from directory.search.page import Hit
from directory.search.participations import effective_accepting
from directory.search.planbook import PlanBook
from directory.search.request import Sort
from directory.search.status import Answer, network_status
from directory.specialties.catalog import Catalog

ACCEPTING: dict[str, str] = {"yes": "Yes", "no": "No", "existing": "Existing only", "unknown": "?"}
VERDICTS: dict[str, str] = {"in": "In", "out": "Not in", "unknown": "Not known"}
GENDERS: dict[str, str] = {"female": "Female", "male": "Male", "other": "Other"}


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """One provider with the office that answers best: in the plan if any is, else the nearest.

    `verdict` is empty where no plan is asked. `start`, `end`, `network`, `tier` and `source` are of
    the participation in force at that office. `distance` is in miles, None where nothing was
    measured. `moved` says that the plan is in force only at an office beyond those that match.
    """

    npi: str
    name: str
    specialties: tuple[str, ...]
    languages: tuple[str, ...]
    gender: str
    offices: int
    accepting: Accepting
    distance: float | None
    phone: str
    street: str
    suite: str
    city: str
    state: str
    zip: str
    telehealth: bool | None
    verified_on: date | None
    verdict: Answer | None = None
    moved: bool = False
    network: str = ""
    tier: str = ""
    start: date | None = None
    end: date | None = None
    source: str = ""


class Column(msgspec.Struct, frozen=True, kw_only=True):
    """A column that can be chosen: how a cell reads, and the order that its heading asks for."""

    id: str
    name: str
    cell: Callable[[Row], str]
    sort: Sort | None = None


def row(hit: Hit, plan: str, book: PlanBook, as_of: date, catalog: Catalog) -> Row:
    """The line of a hit; `plan` is empty where none is asked."""
    provider = hit.provider
    status = network_status(provider, plan, book, as_of) if plan else None
    serving = status.offices if status else ()
    matching = [one.index for one in hit.offices]
    inside = [index for index in matching if index in serving]
    best = next(iter([*inside, *serving, *matching, *range(len(provider.offices))]), None)
    office = None if best is None else provider.offices[best]
    part = in_force(office, plan, as_of) if office and best in serving else None
    known = book.networks.get(part.network) if part and part.network else None
    return Row(
        npi=provider.npi,
        name=full_name(provider),
        specialties=specialties(provider, catalog),
        languages=tuple(language_name(one) for one in provider.languages),
        gender=GENDERS.get(provider.gender, ""),
        offices=len(provider.offices),
        accepting=_accepting(office, part),
        distance=next((one.distance for one in hit.offices if one.index == best), None),
        phone=office.phone if office else "",
        street=office.address.line1 if office else "",
        suite=office.address.line2 if office else "",
        city=office.address.city if office else "",
        state=office.address.state if office else "",
        zip=office.address.zip if office else "",
        telehealth=office.telehealth if office else None,
        verified_on=_verified(office, part) or provider.verified_on,
        verdict=status.answer if status else None,
        moved=bool(serving and matching and not inside),
        network=known.name if known else (part.network or "") if part else "",
        tier=(part.tier or "").lower() if part else "",
        start=part.start if part else None,
        end=part.end if part else None,
        source=(part.source if part else status.source or "") if status else "",
    )


def full_name(provider: Provider) -> str:
    """A name as its source writes it, with the credential."""
    name = provider.name
    return f"{name.full}, {name.credential}" if name.credential else name.full


def specialties(provider: Provider, catalog: Catalog) -> tuple[str, ...]:
    """All specialties in English, the primary one first, none twice."""
    held = sorted(provider.specialties, key=lambda one: not one.primary)
    named = (catalog.name(one.id, "en") if one.id else one.text or one.code or "" for one in held)
    return tuple(dict.fromkeys(name for name in named if name))


def miles(distance: float | None) -> str:
    """A distance to a tenth below ten miles, to whole miles beyond."""
    if distance is None:
        return ""
    return f"{distance:.1f}" if distance < 9.95 else f"{distance:.0f}"


def in_force(office: Office, plan: str, as_of: date) -> Participation | None:
    """The participation of an office in a plan that counts on a day, None where none does."""
    fitting = [p for p in office.participations if p.plan == plan and p.in_force(as_of)]
    # Of several in force, the one that holds longest: the panel beside the table shows the same.
    return max(fitting, key=lambda p: (p.end or date.max, p.source)) if fitting else None


def _accepting(office: Office | None, part: Participation | None) -> Accepting:
    if office is None:
        return "unknown"
    return effective_accepting(part, office) if part else office.accepting


def _verified(office: Office | None, part: Participation | None) -> date | None:
    return (part.verified_on if part else None) or (office.verified_on if office else None)


def _office(one: Row) -> str:
    """Street and town; suites are told beside the table, where there is room."""
    place = " ".join(part for part in (one.city, one.state, one.zip[:5]) if part)
    return ", ".join(part for part in (one.street, place) if part)


def _verdict(one: Row) -> str:
    return VERDICTS[one.verdict] if one.verdict else ""


COLUMNS: tuple[Column, ...] = (
    Column(id="verdict", name="In plan", cell=_verdict),
    Column(id="accepting", name="New patients", cell=lambda one: ACCEPTING[one.accepting]),
    Column(id="distance", name="Miles", cell=lambda one: miles(one.distance), sort="distance"),
    Column(id="specialty", name="Specialty", cell=lambda one: one.specialties[0]
           if one.specialties else ""),
    Column(id="office", name="Office", cell=_office),
    Column(id="phone", name="Phone", cell=lambda one: one.phone),
    Column(id="verified", name="Verified", cell=lambda one: str(one.verified_on or ""),
           sort="freshness"),
    Column(id="network", name="Network", cell=lambda one: one.network),
    Column(id="tier", name="Tier", cell=lambda one: one.tier),
    Column(id="until", name="Until", cell=lambda one: str(one.end or "")),
    Column(id="languages", name="Languages", cell=lambda one: ", ".join(one.languages)),
    Column(id="gender", name="Gender", cell=lambda one: one.gender),
    Column(id="telehealth", name="Telehealth",
           cell=lambda one: {True: "Yes", False: "No", None: ""}[one.telehealth]),
    Column(id="offices", name="Offices", cell=lambda one: str(one.offices)),
    Column(id="npi", name="NPI", cell=lambda one: one.npi),
)  # fmt: skip
"""What can stand beside the name, in this order."""
USUAL = ("verdict", "accepting", "distance", "specialty", "office", "phone", "verified")

HEADING = (
    "NPI", "Name", "In network", "Plan", "On", "Network", "Tier", "From", "To", "New patients",
    "Miles", "Phone", "Street", "City", "State", "ZIP", "Specialties", "Languages", "Telehealth",
    "Verified", "Source", "Data",
)  # fmt: skip
"""The heading of a list for spreadsheets."""


def chosen(ids: tuple[str, ...]) -> tuple[Column, ...]:
    """Columns by their ids in the order of the table; the usual ones where none is left."""
    wanted = [one for one in COLUMNS if one.id in ids]
    return tuple(wanted or [one for one in COLUMNS if one.id in USUAL])


def listed(one: Row, plan: str, as_of: date, generation: str) -> tuple[object, ...]:
    """A line of a list, under HEADING; `plan` is the plan's name."""
    return (
        one.npi, one.name, one.verdict or "", plan, as_of, one.network, one.tier, one.start,
        one.end, one.accepting, "" if one.distance is None else f"{one.distance:.2f}", one.phone,
        ", ".join(part for part in (one.street, one.suite) if part), one.city, one.state, one.zip,
        "; ".join(one.specialties),
        "; ".join(one.languages), {True: "yes", False: "no", None: ""}[one.telehealth],
        one.verified_on, one.source, generation,
    )  # fmt: skip
