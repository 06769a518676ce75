"""One result as a card: who, in which plan, taking patients, where."""

from datetime import date

import msgspec

from directory.model.place import Place
from directory.search.page import Hit
from directory.search.planbook import PlanBook
from directory.specialties.catalog import Catalog
from directory.web import words
from directory.web.render.office import OfficeView, office_view
from directory.web.render.verdict import Verdict, verdict
from directory.web.room import address_of


class Card(msgspec.Struct, frozen=True, kw_only=True):
    """One provider with the nearest matching office; `plans` counts plans in force there.

    `specialties` are the primary one, those asked for and a few others; the rest is counted.
    """

    npi: str
    href: str
    name: str
    specialties: tuple[str, ...]
    more_specialties: int
    languages: tuple[str, ...]
    office: OfficeView | None
    also: tuple[OfficeView, ...]
    offices_total: int
    verdict: Verdict | None
    plans: int
    why: tuple[str, ...]


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What every card of a page is made with."""

    book: PlanBook
    catalog: Catalog
    as_of: date
    plans: tuple[str, ...] = ()
    place: Place | None = None
    specialties: tuple[str, ...] = ()
    shown: int = 4


def card(hit: Hit, of: Context) -> Card:
    """A result; without a matching office the first one stands for all."""
    provider = hit.provider
    first = hit.offices[0] if hit.offices else None
    shown = first.index if first else 0 if provider.offices else None
    named = words.specialties(provider.specialties, of.catalog, of.specialties)
    told = verdict(provider, shown, of.plans, of.book, of.as_of)
    views = [
        office_view(provider.offices[one.index], of.as_of, one.distance) for one in hit.offices[1:]
    ]
    office = None
    if shown is not None:
        distance = first.distance if first else None
        accepting = told.accepting if told and told.answer == "in" else ""
        office = office_view(provider.offices[shown], of.as_of, distance, accepting)
    return Card(
        npi=provider.npi,
        href=address_of(
            f"/providers/{provider.npi}",
            plan=list(of.plans),
            place=of.place.id if of.place else None,
        ),
        name=words.full_name(provider.name),
        specialties=named[: of.shown],
        more_specialties=max(len(named) - of.shown, 0),
        languages=tuple(words.language_name(one) for one in provider.languages if one != "en"),
        office=office,
        also=tuple(views),
        offices_total=len(provider.offices),
        verdict=told,
        plans=_plans(hit, shown, of.as_of),
        why=tuple(map(words.why, hit.match)),
    )


def _plans(hit: Hit, shown: int | None, as_of: date) -> int:
    if shown is None:
        return 0
    parts = hit.provider.offices[shown].participations
    return len({part.plan for part in parts if part.in_force(as_of)})
