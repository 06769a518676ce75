"""Parameters that several questions share, and what they stand for."""

import re
from datetime import date
from typing import Any

import msgspec
from marshmallow import Schema

from directory.errors import Fault, fault
from directory.model.place import Place
from directory.params.fields import REQUIRED, Day, Decimal, any_of, text, within
from directory.places.gazetteer import Gazetteer
from directory.search.engine import Engine
from directory.search.request import Near
from directory.specialties.catalog import Catalog

NUCC = re.compile(r"[0-9]{3}[0-9A-Z]{6}X")
PLACE_SUGGESTIONS = 5

AS_OF = "Day the participation must be in force, YYYY-MM-DD; today by default."
PLACE = "Place id from /suggest/places: `zip:10001` or `city:ny:new-york`. Not with lat and lon."


class Door(msgspec.Struct, frozen=True, kw_only=True):
    """What reading a question needs: who knows plans, specialties and places, the key, the day."""

    engine: Engine
    catalog: Catalog
    gazetteer: Gazetteer
    secret: bytes
    today: date


class PlaceParams(Schema):
    """Where: a place that was picked, or a point."""

    place = text(PLACE, longest=100, metadata={"examples": ["zip:10001", "city:ny:brooklyn"]})
    lat = Decimal(
        validate=within(-90, 90),
        metadata={"description": "Latitude, with lon.", "examples": [40.75]},
    )
    lon = Decimal(
        validate=within(-180, 180),
        metadata={"description": "Longitude, with lat.", "examples": [-73.99]},
    )


class AsOfParams(Schema):
    """When."""

    as_of = Day(metadata={"description": AS_OF, "examples": ["2026-11-21"]})


def specialty_field(required: bool = False) -> Any:
    """Specialty ids or NUCC codes, any of."""
    about = "Specialty id (`cardiology`) or NUCC code (`207RC0000X`); any of."
    some = {"examples": [["cardiology"], ["207RC0000X", "dermatology"]]}
    more = REQUIRED if required else {}
    return any_of(about, text("", longest=60), metadata=some, **more)


def read_place(
    values: dict[str, Any], door: Door, told: frozenset[str] = frozenset()
) -> tuple[Place | None, Near | None, list[Fault]]:
    """The place picked and the point to measure from; `told` are parameters found faulty before."""
    has_lat, has_lon = "lat" in values, "lon" in values
    if "place" in values:
        if has_lat or has_lon:
            message = "is given together with lat and lon: give one or the other"
            return None, None, [fault("place", values["place"], message)]
        place = door.gazetteer.get(values["place"])
        if place is None:
            return None, None, [unknown_place("place", values["place"], door.gazetteer)]
        return place, Near(place.lat, place.lon), []
    if has_lat != has_lon:
        missing, given = ("lon", "lat") if has_lat else ("lat", "lon")
        if missing in told:
            return None, None, []
        return None, None, [fault(missing, None, f"is missing: {given} needs {missing}")]
    return None, Near(values["lat"], values["lon"]) if has_lat else None, []


def unknown_place(field: str, value: str, gazetteer: Gazetteer) -> Fault:
    """A place that was typed rather than picked, with the places it may have meant."""
    wanted = value.rpartition(":")[2].replace("-", " ") if ":" in value else value
    near = [place.id for place in gazetteer.suggest(wanted, limit=PLACE_SUGGESTIONS)]
    return fault(field, value, "is not a place id: pick one from /api/v1/suggest/places", near)


def read_specialties(
    given: list[str], catalog: Catalog
) -> tuple[tuple[str, ...], tuple[str, ...], list[Fault]]:
    """Specialty ids and NUCC codes among what was given.

    A well-formed code stays a code even where the catalog is older than it: someone may hold it.
    """
    ids: list[str] = []
    codes: list[str] = []
    faults: list[Fault] = []
    for one in given:
        if catalog.get(one) is not None:
            ids.append(one)
        elif NUCC.fullmatch(one.upper()):
            codes.append(one.upper())
        else:
            near = [match.specialty.id for match in catalog.suggest(one, limit=5)]
            message = "is neither a specialty id of the catalog nor a NUCC code"
            faults.append(fault("specialty", one, message, near))
    return tuple(dict.fromkeys(ids)), tuple(dict.fromkeys(codes)), faults
