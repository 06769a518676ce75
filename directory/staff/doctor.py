"""A doctor beside the table: offices, hours, languages, plans, and a card to read out; pure."""

from datetime import date

import msgspec

from directory.model.provider import Hours, Office, Provider
from directory.model.staff import Person
from directory.search.languages import language_name
from directory.search.participations import effective_accepting
from directory.search.planbook import PlanBook
from directory.search.status import network_status
from directory.specialties.catalog import Catalog
from directory.staff.rows import GENDERS, full_name, in_force, specialties

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
SAID = {
    "yes": "accepting new patients",
    "no": "not accepting new patients",
    "existing": "existing patients only",
    "unknown": "call to ask about new patients",
}


class OfficeLines(msgspec.Struct, frozen=True, kw_only=True):
    """One office in words."""

    name: str
    address: str
    phone: str
    fax: str
    hours: tuple[str, ...]
    accepting: str
    telehealth: str
    access: tuple[str, ...]
    verified_on: date | None


class PlanLine(msgspec.Struct, frozen=True, kw_only=True):
    """A plan in force at some office; `mine` is one of the issuers of whoever looks."""

    id: str
    name: str
    issuer: str
    mine: bool


class Doctor(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that is shown of a provider beside a verdict."""

    npi: str
    name: str
    specialties: tuple[str, ...]
    gender: str
    languages: tuple[str, ...]
    offices: tuple[OfficeLines, ...]
    plans: tuple[PlanLine, ...]
    updated_on: date | None


def doctor(provider: Provider, book: PlanBook, as_of: date, catalog: Catalog, me: Person) -> Doctor:
    """A provider in words, with the plans in force on a day: those of one's own issuers first."""
    ids = {
        part.plan
        for office in provider.offices
        for part in office.participations
        if part.in_force(as_of)
    }
    plans = [_plan(one, book, me) for one in ids]
    return Doctor(
        npi=provider.npi,
        name=full_name(provider),
        specialties=specialties(provider, catalog),
        gender=GENDERS.get(provider.gender, ""),
        languages=tuple(language_name(one) for one in provider.languages),
        offices=tuple(_office(one) for one in provider.offices),
        plans=tuple(sorted(plans, key=lambda one: (not one.mine, one.name, one.id))),
        updated_on=provider.updated_on,
    )


def card(provider: Provider, plan: str, book: PlanBook, as_of: date, catalog: Catalog) -> str:
    """What a member is told, as text to copy: who, the answer, and where; in the plan only there.

    Without a plan it holds every office and no answer.
    """
    status = network_status(provider, plan, book, as_of) if plan else None
    name = book.plans[plan].name if plan in book.plans else plan
    said = {
        "in": f"In network for {name} on {as_of}",
        "out": f"NOT in network for {name} on {as_of}",
        "unknown": f"Network status for {name} on {as_of} is not known",
    }
    kept = status.offices if status and status.offices else range(len(provider.offices))
    verified = status.verified_on if status else provider.verified_on
    blocks = [
        [full_name(provider), ", ".join(specialties(provider, catalog)),
         said[status.answer] if status else ""],
        *(_on_card(provider.offices[index], plan, as_of) for index in kept),
        [f"As of {verified}." if verified else "", f"NPI {provider.npi}",
         "Please call the office before your visit: plans and offices change."],
    ]  # fmt: skip
    return "\n\n".join("\n".join(line for line in block if line) for block in blocks)


def _on_card(office: Office, plan: str, as_of: date) -> list[str]:
    """An office as a member is told of it; new patients as the plan has it, where it says so."""
    lines, part = _office(office), in_force(office, plan, as_of)
    accepting = SAID[effective_accepting(part, office)] if part else lines.accepting
    return [lines.name, lines.address, lines.phone, accepting[:1].upper() + accepting[1:]]


def _plan(id_: str, book: PlanBook, me: Person) -> PlanLine:
    known = book.plans.get(id_)
    issuer = (known.issuer if known else None) or ""
    named = book.issuers[issuer].name if issuer in book.issuers else issuer
    return PlanLine(
        id=id_, name=known.name if known else id_, issuer=named, mine=me.sees(issuer or None)
    )


def _office(office: Office) -> OfficeLines:
    at = office.address
    place = " ".join(part for part in (at.state, at.zip) if part)
    return OfficeLines(
        name=office.name,
        address=", ".join(part for part in (at.line1, at.line2, at.city, place) if part),
        phone=office.phone,
        fax=office.fax,
        hours=tuple(_hours(one) for one in office.hours),
        accepting=SAID[office.accepting],
        telehealth={True: "telehealth", False: "no telehealth", None: ""}[office.telehealth],
        access=office.accessibility,
        verified_on=office.verified_on,
    )


def _hours(one: Hours) -> str:
    days = [day for day in DAYS if day in one.days]
    numbers = [DAYS.index(day) for day in days]
    # Days that follow each other are a span.
    whole = len(days) > 2 and numbers == list(range(numbers[0], numbers[-1] + 1))
    named = f"{days[0].title()}–{days[-1].title()}" if whole else ", ".join(map(str.title, days))
    times = f"{one.opens}–{one.closes}" if one.opens or one.closes else "all day"
    return f"{named} {times}"
