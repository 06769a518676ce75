"""Parameters of every route but the search itself, and the frozen questions they become."""

import re
from datetime import date, timedelta
from typing import Any

import msgspec
from marshmallow import Schema

from directory.errors import Fault, InvalidParameters, fault
from directory.model.npi import is_npi
from directory.model.place import Place
from directory.params.common import (
    AsOfParams,
    Door,
    PlaceParams,
    read_place,
    read_specialties,
    specialty_field,
    unknown_place,
)
from directory.params.fields import NPI_PATTERN, REQUIRED, Decimal, Npi, choice, text, within
from directory.params.load import gather
from directory.params.plans import read_plans
from directory.params.search import DEFAULT_RADIUS, PLAN_EXAMPLE
from directory.places.gazetteer import Gazetteer
from directory.places.states import STATE_NAMES
from directory.search.request import Near, SupplyRequest

VERIFIED_DAYS = 90
NPI_EXAMPLE = "2000000010"
WHERE = frozenset(("place", "lat", "lon"))
_POINT = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]{1,20})?),(-?[0-9]{1,3}(?:\.[0-9]{1,20})?)")


class NoParams(Schema):
    """A route without parameters."""


class SuggestParams(Schema):
    """What was typed so far."""

    q = text("What was typed so far.", longest=100, metadata={"examples": ["br"]}, **REQUIRED)


class SuggestNamesParams(SuggestParams):
    """Names, in a state if one is given."""

    state = choice("Two-letter state.", sorted(STATE_NAMES), metadata={"examples": ["NY"]})


class SuggestPlansParams(SuggestNamesParams):
    """Plans, of a state and an issuer if given."""

    issuer = text("Issuer id.", longest=100, metadata={"examples": ["90101"]})


class SuggestPlacesParams(SuggestParams):
    """Places, the nearer ones first if a point is given."""

    near = text(
        "Place id, or `lat,lon`: nearer places come first.",
        longest=100,
        metadata={"examples": ["zip:10001", "40.75,-73.99"]},
    )


class TreeParams(PlaceParams):
    """Where to count."""

    radius = Decimal(
        validate=within(1, 250, "miles"),
        metadata={
            "description": "Miles around the place.",
            "default": DEFAULT_RADIUS,
            "examples": [5],
        },
    )


class SupplyParams(PlaceParams, AsOfParams):
    """Of what, and seen from where."""

    specialty = specialty_field(required=True)


class StatusParams(AsOfParams):
    """Who, in which plan."""

    npi = Npi(
        metadata={
            "description": "NPI, ten digits.",
            "pattern": NPI_PATTERN,
            "examples": [NPI_EXAMPLE],
        },
        **REQUIRED,
    )
    plan = text("Plan id.", longest=100, metadata={"examples": [PLAN_EXAMPLE]}, **REQUIRED)


class SupplyAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A supply question for the engine, and what was asked in the asker's words."""

    request: SupplyRequest
    specialty: list[str]
    place: Place | None


def read_provider(npi: str, query: str, today: date) -> date:
    """The day to show a provider on, today by default. Raises InvalidParameters.

    `npi` comes out of the path and is told among the faults if it cannot be one.
    """
    values, faults = gather(AsOfParams, query)
    if not is_npi(npi):
        message = "is not an NPI: ten digits with a valid check digit (Luhn, prefix 80840)"
        faults.insert(0, fault("npi", npi, message))
    _refuse(faults)
    day: date = values.get("as_of", today)
    return day


def read_suggest_places(
    query: str, gazetteer: Gazetteer
) -> tuple[dict[str, Any], tuple[float, float] | None]:
    """What was typed, and the point to suggest around. Raises InvalidParameters."""
    values, faults = gather(SuggestPlacesParams, query)
    near, more = _read_near(values.get("near"), gazetteer)
    _refuse(faults + more)
    return values, near


def _read_near(
    given: str | None, gazetteer: Gazetteer
) -> tuple[tuple[float, float] | None, list[Fault]]:
    """A point from a place id or from `lat,lon`."""
    if given is None:
        return None, []
    match = _POINT.fullmatch(given)
    if match:
        lat, lon = float(match[1]), float(match[2])
        if abs(lat) <= 90 and abs(lon) <= 180:
            return (lat, lon), []
        return None, [fault("near", given, "is not a point on the earth")]
    place = gazetteer.get(given)
    if place is None:
        return None, [unknown_place("near", given, gazetteer)]
    return (place.lat, place.lon), []


def read_tree(query: str, door: Door) -> tuple[Near | None, float]:
    """Where to count specialties. Raises InvalidParameters."""
    values, faults = gather(TreeParams, query)
    _, near, more = read_place(values, door, _told(faults))
    if near is None and "radius" in values and not WHERE & _told(faults + more):
        more.append(fault("radius", f"{values['radius']:g}", "needs a place, or lat and lon"))
    _refuse(faults + more)
    return near, values.get("radius", DEFAULT_RADIUS)


def read_supply(query: str, door: Door) -> SupplyAsked:
    """A question of supply. Raises InvalidParameters."""
    values, faults = gather(SupplyParams, query)
    place, near, more = read_place(values, door, _told(faults))
    ids, codes, strange = read_specialties(values.get("specialty", []), door.catalog)
    faults += [*more, *strange]
    if near is None and not WHERE & _told(faults):
        faults.append(fault("place", None, "is missing: give a place id, or lat and lon"))
    if near is None or faults:
        raise InvalidParameters(faults=faults)
    as_of: date = values.get("as_of", door.today)
    return SupplyAsked(
        request=SupplyRequest(
            as_of=as_of,
            specialties=ids,
            codes=codes,
            near=near,
            county=place.county if place else None,
            state=place.state if place else None,
            verified_since=as_of - timedelta(days=VERIFIED_DAYS),
        ),
        specialty=list(dict.fromkeys(values["specialty"])),
        place=place,
    )


def read_suggest_plans(query: str, door: Door) -> dict[str, Any]:
    """What to suggest plans for. Raises InvalidParameters for an issuer that nobody knows."""
    values, faults = gather(SuggestPlansParams, query)
    wanted = {"issuer": [values["issuer"]]} if "issuer" in values else {}
    _refuse(faults + read_plans(wanted, door.engine, quiet=bool(faults)))
    return values


def _told(faults: list[Fault]) -> frozenset[str]:
    return frozenset(one.field for one in faults)


def _refuse(faults: list[Fault]) -> None:
    if faults:
        raise InvalidParameters(faults=faults)
