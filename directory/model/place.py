"""A place a person can name: a ZIP code, or a city, borough or census place."""

from typing import Literal

import msgspec

PlaceKind = Literal["zip", "city"]


class Place(msgspec.Struct, frozen=True, kw_only=True):
    """One ZIP code or city of the gazetteer.

    `id` is `zip:10001` or `city:ny:new-york`; `label` is what a person reads ("New York, NY",
    "10001 New York, NY"); `name` is the city's name alone, for a ZIP the name of its city.
    `state` is the two-letter postal abbreviation (territories and AA, AE, AP included);
    `county` the five-digit FIPS code, None where unknown, as is `county_name`.
    `lat` and `lon` are degrees (WGS 84, a point inside the place); `population` counts
    residents, 0 where unknown or where nobody lives (post-office boxes).
    """

    id: str
    kind: PlaceKind
    label: str
    name: str
    state: str
    county: str | None
    county_name: str | None
    lat: float
    lon: float
    population: int
