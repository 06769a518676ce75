"""What the pages show, as plain values ready for the templates; pure."""

from datetime import date

import msgspec

from directory.model.participation import Participation
from directory.model.provider import Office, Provider
from directory.search.languages import language_name
from directory.search.page import Hit
from directory.search.participations import effective_accepting
from directory.search.planbook import PlanBook
from directory.search.request import SearchRequest
from directory.search.sentences import ACCEPTING, name_sentence
from directory.specialties.catalog import Catalog

_DAYS = {day: day.title() for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}


class PlanView(msgspec.Struct, frozen=True, kw_only=True):
    """One participation in force."""

    id: str
    name: str
    issuer: str
    accepting: str
    tier: str
    until: date | None


class OfficeView(msgspec.Struct, frozen=True, kw_only=True):
    """One office as people read it; `verdict` says whether it is in the plan asked for."""

    name: str
    lines: tuple[str, ...]
    distance: str
    phone: str
    tel: str
    accepting: str
    accepting_code: str
    telehealth: bool
    hours: tuple[str, ...]
    verdict: str
    plans: tuple[PlanView, ...]
    verified: date | None
    roughly: bool


class ProviderView(msgspec.Struct, frozen=True, kw_only=True):
    """One provider as people read it."""

    npi: str
    name: str
    specialties: tuple[str, ...]
    languages: tuple[str, ...]
    offices: tuple[OfficeView, ...]
    more_offices: int
    match: tuple[str, ...]


def hit_view(hit: Hit, request: SearchRequest, book: PlanBook, catalog: Catalog) -> ProviderView:
    """A result with the offices that match."""
    offices = tuple(
        office_view(hit.provider.offices[one.index], request, book, one.distance)
        for one in hit.offices
    )
    return _view(hit.provider, offices, catalog, tuple(map(name_sentence, hit.match)))


def provider_view(
    provider: Provider, book: PlanBook, catalog: Catalog, as_of: date
) -> ProviderView:
    """A profile with all offices."""
    request = SearchRequest(as_of=as_of)
    offices = tuple(office_view(office, request, book, None) for office in provider.offices)
    return _view(provider, offices, catalog, ())


def _view(
    provider: Provider, offices: tuple[OfficeView, ...], catalog: Catalog, match: tuple[str, ...]
) -> ProviderView:
    name = provider.name
    held = sorted(provider.specialties, key=lambda one: not one.primary)
    named = ((catalog.name(one.id, "en") if one.id else "") or one.text or one.code for one in held)
    return ProviderView(
        npi=provider.npi,
        name=f"{name.full}, {name.credential}" if name.credential else name.full,
        specialties=tuple(dict.fromkeys(one for one in named if one)),
        languages=tuple(map(language_name, provider.languages)),
        offices=offices,
        more_offices=len(provider.offices) - len(offices),
        match=match,
    )


def office_view(
    office: Office, request: SearchRequest, book: PlanBook, distance: float | None
) -> OfficeView:
    """One office on the day of the request."""
    parts = [part for part in office.participations if part.in_force(request.as_of)]
    asked = [part for part in parts if part.plan in request.plans]
    accepting = effective_accepting(asked[0], office) if asked else office.accepting
    address = office.address
    city = f"{address.city}, {address.state} {address.zip}".strip(", ")
    return OfficeView(
        name=office.name,
        lines=tuple(line for line in (address.line1, address.line2, city) if line),
        distance="" if distance is None else f"{distance:.1f} miles",
        phone=office.phone,
        tel="".join(c for c in office.phone if c.isdigit())[:11],
        accepting=ACCEPTING[accepting],
        accepting_code=accepting,
        telehealth=office.telehealth is True,
        hours=tuple(_hours(office)),
        verdict=_verdict(request, [part.plan for part in asked], book),
        plans=tuple(_plan(part, office, book) for part in parts),
        verified=office.verified_on,
        roughly=office.located_by in ("zip", "city"),
    )


def _verdict(request: SearchRequest, asked: list[str], book: PlanBook) -> str:
    if not request.plans or not asked:
        return ""
    plan = book.plans.get(asked[0])
    return f"In network: {plan.name if plan else asked[0]}"


def _plan(part: Participation, office: Office, book: PlanBook) -> PlanView:
    plan = book.plans.get(part.plan)
    issuer = book.issuers.get(plan.issuer) if plan and plan.issuer else None
    return PlanView(
        id=part.plan,
        name=plan.name if plan else part.plan,
        issuer=issuer.name if issuer else (plan.issuer or "" if plan else ""),
        accepting=ACCEPTING[effective_accepting(part, office)],
        tier=part.tier or "",
        until=part.end,
    )


def _hours(office: Office) -> list[str]:
    return [
        f"{', '.join(_DAYS.get(day, day) for day in hours.days)}: "
        + (f"{hours.opens} to {hours.closes}" if hours.opens or hours.closes else "all day")
        for hours in office.hours
    ]
