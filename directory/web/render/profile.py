"""A profile: every office, plans grouped by insurer, and where each fact comes from."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

import msgspec
from flask_babel import gettext, lazy_gettext

from directory.model.participation import Participation
from directory.model.provider import Fact, Office, Provider
from directory.search.matching import distance_to
from directory.search.participations import effective_accepting
from directory.search.request import Near, SearchRequest
from directory.web import words
from directory.web.render.card import Context
from directory.web.render.office import OfficeView, freshness, office_view
from directory.web.render.verdict import Verdict, network_name, verdict

_L = lazy_gettext
FIELDS = {
    "name": _L("Name"),
    "gender": _L("Gender"),
    "languages": _L("Languages"),
    "specialties": _L("Specialties"),
    "address": _L("Address"),
    "phone": _L("Phone"),
    "fax": _L("Fax"),
    "hours": _L("Hours"),
    "accepting": _L("Accepting new patients"),
    "telehealth": _L("Telehealth"),
    "accessibility": _L("Accessibility"),
    "location": _L("Position"),
}
OTHER_NAMES = {
    "former": _L("former name"),
    "professional": _L("professional name"),
    "doing-business-as": _L("doing business as"),
    "other": _L("other name"),
}


class PlanRow(msgspec.Struct, frozen=True, kw_only=True):
    """One plan with what is true of it; `when` is now, later or ended."""

    id: str
    name: str
    network: str
    tier: str
    accepting: str
    accepting_code: str
    start: date | None
    end: date | None
    when: str
    offices: tuple[int, ...]
    source: str
    verified: date | None


class Issuer(msgspec.Struct, frozen=True, kw_only=True):
    """The plans of one insurer."""

    id: str
    name: str
    plans: tuple[PlanRow, ...]


class FactRow(msgspec.Struct, frozen=True, kw_only=True):
    """Where one value comes from; `where` names the office it is about."""

    field: str
    where: str
    source: str
    on: date | None


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """A provider as people read it."""

    npi: str
    kind: str
    name: str
    others: tuple[tuple[str, str], ...]
    gender: str
    specialties: tuple[tuple[str, str], ...]
    languages: tuple[str, ...]
    offices: tuple[OfficeView, ...]
    verdict: Verdict | None
    current: tuple[Issuer, ...]
    changing: tuple[PlanRow, ...]
    facts: tuple[FactRow, ...]
    verified: date | None
    freshness: str
    updated: date | None
    sources: str


def profile(provider: Provider, of: Context) -> Profile:
    """All that is known of a provider on the day of the context."""
    request = SearchRequest(
        as_of=of.as_of, near=Near(of.place.lat, of.place.lon) if of.place else None
    )
    offices = [
        office_view(office, of.as_of, distance_to(office, request)) for office in provider.offices
    ]
    rows = _plan_rows(provider, of)
    held = sorted(provider.specialties, key=lambda one: not one.primary)
    named = {words.specialty_name(one, of.catalog): one.id or "" for one in held}
    return Profile(
        npi=provider.npi,
        kind=words.said(words.KINDS, provider.kind),
        name=words.full_name(provider.name),
        others=tuple((o.full, words.said(OTHER_NAMES, o.kind)) for o in provider.name.others),
        gender="" if provider.gender == "unknown" else words.said(words.GENDERS, provider.gender),
        specialties=tuple((name, id_) for name, id_ in named.items() if name),
        languages=tuple(map(words.language_name, provider.languages)),
        offices=tuple(offices),
        verdict=verdict(provider, None, of.plans, of.book, of.as_of),
        current=tuple(_by_issuer([row for row in rows if row.when == "now"], of)),
        changing=tuple(row for row in rows if row.when != "now"),
        facts=tuple(_facts(provider)),
        verified=provider.verified_on,
        freshness=freshness(provider.verified_on, of.as_of),
        updated=provider.updated_on,
        sources=words.sources(provider.sources),
    )


_Key = tuple[str, str, str, str, date | None, date | None, str, date | None]


def _plan_rows(provider: Provider, of: Context) -> list[PlanRow]:
    """Participations that are alike but for the office are one row."""
    held: dict[_Key, list[int]] = defaultdict(list)
    for number, office in enumerate(provider.offices, 1):
        for part in office.participations:
            held[_key(part, office)].append(number)
    rows = [_row(key, tuple(dict.fromkeys(offices)), of) for key, offices in held.items()]
    return sorted(rows, key=lambda row: (row.name, row.id, row.start or date.min, row.offices))


def _key(part: Participation, office: Office) -> _Key:
    verified = part.verified_on or office.verified_on
    accepting = effective_accepting(part, office)
    return (part.plan, part.network or "", part.tier or "", accepting, part.start, part.end,
            part.source, verified)  # fmt: skip


def _row(key: _Key, offices: tuple[int, ...], of: Context) -> PlanRow:
    plan_id, network, tier, accepting, start, end, source, verified = key
    plan = of.book.plans.get(plan_id)
    when = "now"
    if start is not None and of.as_of < start:
        when = "later"
    elif end is not None and end < of.as_of:
        when = "ended"
    return PlanRow(
        id=plan_id,
        name=plan.name if plan else plan_id,
        network=network_name(network, of.book),
        tier=tier,
        accepting=words.said(words.ACCEPTING, accepting),
        accepting_code=accepting,
        start=start,
        end=end,
        when=when,
        offices=offices,
        source=words.said(words.SOURCES, source),
        verified=verified,
    )


def _by_issuer(rows: Iterable[PlanRow], of: Context) -> list[Issuer]:
    grouped: dict[str, list[PlanRow]] = defaultdict(list)
    for row in rows:
        plan = of.book.plans.get(row.id)
        grouped[(plan.issuer or "") if plan else ""].append(row)
    issuers = [
        Issuer(
            id=id_ if id_ in of.book.issuers else "",
            name=words.issuer_name(id_, of.book) or gettext("Insurer not stated"),
            plans=tuple(plans),
        )
        for id_, plans in grouped.items()
    ]
    return sorted(issuers, key=lambda issuer: (issuer.name, issuer.id))


def _facts(provider: Provider) -> Iterable[FactRow]:
    held: list[tuple[str, Fact]] = [("", fact) for fact in provider.facts]
    for number, office in enumerate(provider.offices, 1):
        held += [(str(number), fact) for fact in office.facts]
    for where, fact in dict.fromkeys(held):
        yield FactRow(
            field=words.said(FIELDS, fact.field),
            where=where,
            source=words.said(words.SOURCES, fact.source),
            on=fact.on,
        )
