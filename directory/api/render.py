"""Providers and pages of results as JSON; pure, and quick enough for every search."""

from collections.abc import Iterable
from datetime import date

import msgspec

from directory.model.participation import Participation
from directory.model.place import Place
from directory.model.provider import HeldSpecialty, Office, Provider
from directory.search.labels import label_of
from directory.search.languages import language_name
from directory.search.page import FacetCount, Hit, ResultPage
from directory.search.participations import effective_accepting
from directory.search.planbook import PlanBook
from directory.search.relax import Relief
from directory.search.sentences import ACCEPTING, GENDERS, name_sentence, specialty_sentence
from directory.specialties.catalog import Catalog

Json = dict[str, object]


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """What names ids: plans of the generation, catalog, base domain of hosts; in which language."""

    book: PlanBook
    catalog: Catalog
    base_domain: str
    lang: str = "en"


class Meant(msgspec.Struct, frozen=True):
    """Typed words and the specialties they were read as."""

    words: str
    specialties: tuple[str, ...]


def encode(body: object) -> bytes:
    """JSON as UTF-8; dates as ISO 8601."""
    return msgspec.json.encode(body)


def result_page(
    page: ResultPage,
    names: Names,
    *,
    as_of: date,
    place: Place | None,
    asked_radius: float,
    interpreted: Json,
    following: str | None,
    relief: Relief | None = None,
    meant: Meant | None = None,
) -> Json:
    """A page of results; `asked_radius` is in miles, `following` the cursor of the next page.

    `relief` are ways out where nothing was found, `meant` the specialties read from typed words.
    """
    widened = None
    if page.widened_from is not None:
        widened = {"from": _miles(page.widened_from), "to": _miles(page.radius)}
    return {
        "total": page.total,
        "interpreted": interpreted,
        "place": place_json(place),
        "radius": _miles(asked_radius),
        "widened": widened,
        "as_of": as_of,
        "generation": page.generation,
        "next": following,
        "facets": {name: _facet(name, counts, names) for name, counts in page.facets.items()},
        "relaxations": _relaxations(relief),
        "did_you_mean": list(relief.names) if relief else [],
        "results": [hit_json(hit, names, as_of, meant) for hit in page.hits],
    }


def _relaxations(relief: Relief | None) -> list[Json]:
    return [
        {
            "criterion": one.criterion,
            "count": one.count,
            "radius": None if one.radius is None else _miles(one.radius),
        }
        for one in (relief.relaxations if relief else ())
    ]


def hit_json(hit: Hit, names: Names, as_of: date, meant: Meant | None = None) -> Json:
    """One provider with the offices that match, nearest first.

    `meant` tells the specialties that were read from typed words, where they were.
    """
    provider = hit.provider
    offices = [
        office_json(provider.offices[one.index], names, as_of, one.distance) for one in hit.offices
    ]
    return provider_json(provider, names, offices, _why(hit, names, meant))


def _why(hit: Hit, names: Names, meant: Meant | None) -> list[str]:
    """Why the provider was found, in the reader's language."""
    told = [name_sentence(match, names.lang) for match in hit.match]
    if meant is not None:
        here = {
            held.id for at in hit.offices for held in hit.provider.offices[at.index].specialties
        }
        named = [names.catalog.name(one, names.lang) for one in meant.specialties if one in here]
        told += [specialty_sentence(meant.words, name, names.lang) for name in named[:1]]
    return told


def whole_provider(provider: Provider, names: Names, as_of: date) -> Json:
    """One provider with all offices."""
    offices = [office_json(office, names, as_of) for office in provider.offices]
    return provider_json(provider, names, offices, [])


def provider_json(provider: Provider, names: Names, offices: list[Json], match: list[str]) -> Json:
    """A provider around offices that are rendered already."""
    name = provider.name
    label = label_of(name)
    return {
        "npi": provider.npi,
        "kind": provider.kind,
        "name": {
            "full": name.full,
            "prefix": name.prefix,
            "first": name.first,
            "middle": name.middle,
            "last": name.last,
            "suffix": name.suffix,
            "credential": name.credential,
            "others": [{"full": other.full, "kind": other.kind} for other in name.others],
        },
        "gender": provider.gender,
        "languages": provider.languages,
        "specialties": _specialties(provider.specialties, names),
        "offices": offices,
        "offices_total": len(provider.offices),
        "match": match,
        "host": f"{label}.{names.base_domain}" if label else None,
        "url": f"/providers/{provider.npi}",
        "updated_on": provider.updated_on,
        "verified_on": provider.verified_on,
        "sources": provider.sources,
    }


def office_json(office: Office, names: Names, as_of: date, distance: float | None = None) -> Json:
    """An office with the participations in force on `as_of`."""
    address = office.address
    return {
        "id": office.id,
        "name": office.name,
        "address": {
            "line1": address.line1,
            "line2": address.line2,
            "city": address.city,
            "state": address.state,
            "zip": address.zip,
        },
        "lat": office.lat,
        "lon": office.lon,
        "located_by": office.located_by,
        "phone": office.phone,
        "hours": [
            {"days": hours.days, "opens": hours.opens, "closes": hours.closes}
            for hours in office.hours
        ],
        "distance": None if distance is None else round(distance, 2),
        "accepting": office.accepting,
        "telehealth": office.telehealth,
        "accessibility": office.accessibility,
        "specialties": _specialties(office.specialties, names),
        "plans": [
            _plan(part, office, names.book)
            for part in office.participations
            if part.in_force(as_of)
        ],
        "verified_on": office.verified_on,
        "sources": office.sources,
    }


def _plan(part: Participation, office: Office, book: PlanBook) -> Json:
    plan = book.plans.get(part.plan)
    return {
        "id": part.plan,
        "name": plan.name if plan else part.plan,
        "issuer": issuer_name(plan.issuer if plan else None, book),
        "network": network_name(part.network, book),
        "tier": part.tier,
        "accepting": effective_accepting(part, office),
        "from": part.start,
        "to": part.end,
    }


def issuer_name(issuer: str | None, book: PlanBook) -> str | None:
    """An issuer's name, its id where no source names it."""
    known = book.issuers.get(issuer) if issuer else None
    return known.name if known else issuer


def network_name(network: str | None, book: PlanBook) -> str | None:
    """A network's name, its id where no source names it."""
    known = book.networks.get(network) if network else None
    return known.name if known else network


def _specialties(held: Iterable[HeldSpecialty], names: Names) -> list[Json]:
    return [
        {
            "id": one.id,
            "code": one.code,
            "name": (names.catalog.name(one.id, names.lang) if one.id else "")
            or one.text
            or one.code
            or "",
            "primary": one.primary,
        }
        for one in held
    ]


def place_json(place: Place | None) -> Json | None:
    """A place as answers name it."""
    if place is None:
        return None
    return {
        "id": place.id,
        "label": place.label,
        "state": place.state,
        "county": place.county,
        "lat": place.lat,
        "lon": place.lon,
    }


def _facet(name: str, counts: Iterable[FacetCount], names: Names) -> list[Json]:
    return [
        {"id": one.id, "name": facet_name(name, one.id, names), "count": one.count}
        for one in counts
    ]


def facet_name(facet: str, value: str, names: Names) -> str:
    """What a value of a facet is called."""
    if facet == "specialty":
        return names.catalog.name(value, names.lang) or value
    if facet == "plan":
        plan = names.book.plans.get(value)
        return plan.name if plan else value
    if facet == "issuer":
        return issuer_name(value, names.book) or value
    if facet == "language":
        return language_name(value)
    words = {"gender": GENDERS, "accepting": ACCEPTING, "telehealth": TELEHEALTH}.get(facet, {})
    if facet == "distance":
        return f"Within {value} miles"
    return words.get(value, value)


TELEHEALTH = {"true": "Offers telehealth", "false": "No telehealth", "unknown": "Not known"}


def _miles(value: float) -> float | int:
    """Whole miles without a decimal point."""
    return int(value) if value == int(value) else value
