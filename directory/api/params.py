"""Parameters of every route but the search itself, and the frozen questions they become."""

import re
from datetime import date, timedelta
from typing import Any

import msgspec
from marshmallow import Schema

from directory.errors import InvalidParameters, fault
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
from directory.params.fields import Decimal, Npi, text, within
from directory.params.load import read
from directory.params.plans import known
from directory.places.gazetteer import Gazetteer
from directory.search.request import Near, SupplyRequest

STATE = "[A-Z]{2}"
VERIFIED_DAYS = 90
DEFAULT_RADIUS = 25.0
_POINT = re.compile(r"(-?[0-9]{1,2}(?:\.[0-9]{1,20})?),(-?[0-9]{1,3}(?:\.[0-9]{1,20})?)")


class NoParams(Schema):
    """A route without parameters."""


class SuggestParams(Schema):
    """What was typed so far."""

    q = text("What was typed so far.", longest=100, required=True)


class SuggestNamesParams(SuggestParams):
    """Names, in a state if one is given."""

    state = text("Two-letter state.", pattern=STATE, cure="must be two capital letters, such as NY")


class SuggestPlansParams(SuggestNamesParams):
    """Plans, of a state and an issuer if given."""

    issuer = text("Issuer id.", longest=100)


class SuggestPlacesParams(SuggestParams):
    """Places, the nearer ones first if a point is given."""

    near = text("Place id, or `lat,lon`: nearer places come first.", longest=100)


class TreeParams(PlaceParams):
    """Where to count."""

    radius = Decimal(
        validate=within(1, 250, "miles"),
        metadata={"description": "Miles around the place.", "default": DEFAULT_RADIUS},
    )


class SupplyParams(PlaceParams, AsOfParams):
    """Of what, and seen from where."""

    specialty = specialty_field(required=True)


class StatusParams(AsOfParams):
    """Who, in which plan."""

    npi = Npi(required=True, metadata={"description": "NPI, ten digits."})
    plan = text("Plan id.", longest=100, required=True)


class SupplyAsked(msgspec.Struct, frozen=True, kw_only=True):
    """A supply question for the engine, and what was asked in the asker's words."""

    request: SupplyRequest
    specialty: list[str]
    place: Place | None


def path_npi(npi: str) -> str:
    """An NPI out of a path. Raises InvalidParameters for what cannot be one."""
    if not is_npi(npi):
        message = "is not an NPI: ten digits with a valid check digit (Luhn, prefix 80840)"
        raise InvalidParameters(faults=[fault("npi", npi, message)])
    return npi


def read_as_of(query: str, today: date) -> date:
    """The day asked for, today by default, where it is the only parameter."""
    day: date = read(AsOfParams, query).get("as_of", today)
    return day


def read_near(given: str | None, gazetteer: Gazetteer) -> tuple[float, float] | None:
    """A point from a place id or from `lat,lon`. Raises InvalidParameters."""
    if given is None:
        return None
    match = _POINT.fullmatch(given)
    if match:
        lat, lon = float(match[1]), float(match[2])
        if abs(lat) <= 90 and abs(lon) <= 180:
            return lat, lon
        raise InvalidParameters(faults=[fault("near", given, "is not a point on the earth")])
    place = gazetteer.get(given)
    if place is None:
        raise InvalidParameters(faults=[unknown_place("near", given, gazetteer)])
    return place.lat, place.lon


def read_tree(query: str, door: Door) -> tuple[Near | None, float]:
    """Where to count specialties. Raises InvalidParameters."""
    values = read(TreeParams, query)
    _, near, faults = read_place(values, door)
    if not faults and near is None and "radius" in values:
        faults.append(fault("radius", values["radius"], "needs a place, or lat and lon"))
    if faults:
        raise InvalidParameters(faults=faults)
    return near, values.get("radius", DEFAULT_RADIUS)


def read_supply(query: str, door: Door) -> SupplyAsked:
    """A question of supply. Raises InvalidParameters."""
    values = read(SupplyParams, query)
    place, near, faults = read_place(values, door)
    ids, codes, more = read_specialties(values["specialty"], door.catalog)
    faults += more
    if near is None and not faults:
        faults.append(fault("place", None, "is missing: give a place id, or lat and lon"))
    if faults or near is None:
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
    values = read(SuggestPlansParams, query)
    if "issuer" in values and not known("issuer", values["issuer"], door.engine.plans()):
        message = "no issuer has this id: all are in /api/v1/issuers"
        raise InvalidParameters(faults=[fault("issuer", values["issuer"], message)])
    return values
