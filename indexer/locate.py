"""Where an office is: the source's coordinates if they can be right, else geocoder, ZIP or city."""

from collections.abc import Callable, Iterable
from math import cos, radians
from pathlib import Path
from typing import Self

import msgspec

from directory.model.provider import Address, LocatedBy
from directory.places.gazetteer import gazetteer
from directory.places.geocode import Fix, Locator

# Coordinates farther from their own ZIP code or city than this are believed to be mistaken. Only
# Alaska has ZIP codes that are wider.
BELIEVED_MILES, BELIEVED_MILES_ALASKA = 100.0, 400.0
_MILES_PER_DEGREE = 69.09

# Addresses repeat: hospitals have thousands of providers.
_CACHED = 50_000


class Spot(msgspec.Struct, frozen=True, gc=False):
    """A point in WGS 84 degrees, its county's FIPS code, and what the point rests on."""

    lat: float
    lon: float
    county: str | None
    by: LocatedBy


Locate = Callable[[Address, Iterable[tuple[float, float] | None]], Spot | None]


class OfficeLocator:
    """Locates offices; `setting` is DIRECTORY_GEOCODER, `home` keeps its answers."""

    def __init__(self, setting: str = "", home: Path | None = None) -> None:
        """ValueError for a geocoder setting that cannot be read."""
        self._locator = Locator(gazetteer(), setting, home)
        self._by_place = Locator(gazetteer()) if setting else self._locator
        self._streets = bool(setting)
        self._cache: dict[tuple[str, str, str, str], Fix | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._locator.close()

    def __call__(
        self, address: Address, coordinates: Iterable[tuple[float, float] | None]
    ) -> Spot | None:
        """The place of an office, None where nothing tells."""
        given = [point for point in coordinates if point is not None]
        if given:
            near = self._fix(self._by_place, "", address)
            for point in given:
                if is_plausible(point, near, address.state):
                    lat, lon = point
                    return Spot(lat, lon, near.county if near else None, "source")
        street = address.line1 if self._streets else ""
        fix = self._fix(self._locator, street, address)
        return Spot(fix.lat, fix.lon, fix.county, fix.located_by) if fix else None

    def _fix(self, locator: Locator, street: str, address: Address) -> Fix | None:
        key = (street, address.city, address.state, address.zip5)
        if key in self._cache:
            return self._cache[key]
        fix = locator.locate(street, address.city, address.state, address.zip5 or None)
        if len(self._cache) >= _CACHED:
            self._cache.clear()
        self._cache[key] = fix
        return fix


def is_plausible(point: tuple[float, float], near: Fix | None, state: str) -> bool:
    """Whether a source's coordinates can be right, given the place of ZIP or city.

    Without such a place they are believed where the address has a state and the point lies in
    the part of the earth that holds the states and territories.
    """
    lat, lon = point
    if not (-90 <= lat <= 90 and -180 <= lon <= 180) or (lat, lon) == (0, 0):
        return False
    if near is None:
        return bool(state) and -15 <= lat <= 72 and (lon <= -64 or lon >= 134)
    north = (lat - near.lat) * _MILES_PER_DEGREE
    turn = (lon - near.lon + 180) % 360 - 180
    east = turn * _MILES_PER_DEGREE * cos(radians((lat + near.lat) / 2))
    limit = BELIEVED_MILES_ALASKA if state == "AK" else BELIEVED_MILES
    return north * north + east * east <= limit * limit
