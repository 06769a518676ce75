"""Join ZIP codes, cities and counties to each other and fill what a source leaves open."""

import math
from collections import defaultdict
from collections.abc import Iterable

from directory.places.folding import abbreviate, fold
from scripts.gazetteer.sources import City, Zip, apart

# A name is taken for the same place up to this far; Alaska's ZIP codes are as wide as states.
NEAR_MILES, NEAR_MILES_ALASKA = 40.0, 150.0
# Two sources farther apart than this about one ZIP code cannot both be right.
DOUBT_MILES = 25.0

Point = tuple[float, float]


class Names:
    """Cities by state and name, in the short postal spelling."""

    def __init__(self) -> None:
        self.own: dict[tuple[str, str], list[City]] = defaultdict(list)
        self.other: dict[tuple[str, str], list[City]] = defaultdict(list)

    def add(self, city: City) -> None:
        """Enter a city under its own name and its aliases."""
        key = (city.state, short(city.name))
        self.own[key].append(city)
        for alias in {short(a) for a in city.aliases if a.isascii()} - {key[1]}:
            self.other[city.state, alias].append(city)

    def find(self, state: str, name: str, point: Point | None) -> City | None:
        """The nearest city of that name, or else of that alias, that is near the point."""
        for book in (self.own, self.other):
            found = book.get((state, short(name)), [])
            if point is None:
                # Books keep the most populous first.
                if found:
                    return found[0]
                continue
            near = [(apart(c.point, point), n) for n, c in enumerate(found)]
            if near and min(near)[0] <= reach(state):
                return found[min(near)[1]]
        return None


def short(name: str) -> str:
    """The key names are compared by: postal short words, run together ("Mc Lean", "McLean")."""
    return abbreviate(fold(name)).replace(" ", "")


def reach(state: str) -> float:
    """How many miles apart in a state one name still means one place."""
    return NEAR_MILES_ALASKA if state == "AK" else NEAR_MILES


def settle_points(zips: list[Zip], names: Names) -> None:
    """Choose each ZIP code's coordinate; where sources disagree, the one nearer its city."""
    for z in zips:
        if not z.points:
            continue
        z.point = z.points[0]
        if len(z.points) > 1 and apart(*z.points[:2]) > DOUBT_MILES:
            homes = names.own.get((z.state, short(z.city)), [])
            if homes:
                z.point = min(z.points, key=lambda p: min(apart(p, c.point) for c in homes))


def fill_points(zips: list[Zip], names: Names) -> None:
    """Give ZIP codes without a coordinate that of their city, else the middle of neighbors.

    Cities are looked for among all known names; neighbors are the located ZIP codes of the same
    state that share the first four digits, else three.
    """
    around: dict[tuple[str, str], list[Point]] = defaultdict(list)
    for z in zips:
        if z.point:
            around[z.state, z.code[:4]].append(z.point)
            around[z.state, z.code[:3]].append(z.point)
    for z in zips:
        if z.point or z.filled == "m":
            continue
        home = names.find(z.state, z.city, None)
        near = around.get((z.state, z.code[:4])) or around.get((z.state, z.code[:3]))
        if home:
            z.point, z.filled = home.point, "c"
        elif near:
            z.point, z.filled = middle((p, 1) for p in near), "p"


def middle(points: Iterable[tuple[Point, int]]) -> Point:
    """The weighted middle of points on the sphere (right across the antimeridian too)."""
    x = y = z = 0.0
    for (lat, lon), weight in points:
        phi, lam = math.radians(lat), math.radians(lon)
        x += weight * math.cos(phi) * math.cos(lam)
        y += weight * math.cos(phi) * math.sin(lam)
        z += weight * math.sin(phi)
    return math.degrees(math.atan2(z, math.hypot(x, y))), math.degrees(math.atan2(y, x))


def link_zips(zips: list[Zip], cities: list[City], names: Names) -> dict[str, City]:
    """Each located ZIP code's city; a postal city is made where no source lists one."""
    homes: dict[str, City] = {}
    orphans: dict[tuple[str, str], list[Zip]] = defaultdict(list)
    for z in zips:
        if z.point is None or not z.city:
            continue
        home = names.find(z.state, z.city, z.point)
        if home is None and z.filled == "p":
            # Placed among neighbors only: not good enough to put a new place on the map.
            near = [c for c in cities if c.state == z.state]
            home = min(near, key=lambda c: apart(c.point, _at(z)), default=None)
        if home:
            homes[z.code] = home
            if z.filled != "p":
                home.aliases.add(z.city)
        else:
            orphans[z.state, short(z.city)].append(z)
    for (_, _), members in sorted(orphans.items()):
        for group in _clusters(members):
            city = _postal_city(group)
            cities.append(city)
            names.add(city)
            homes.update({z.code: city for z in group})
    return homes


def _clusters(members: list[Zip]) -> list[list[Zip]]:
    groups: list[list[Zip]] = []
    for z in members:
        for group in groups:
            if apart(_at(group[0]), _at(z)) <= 2 * reach(z.state):
                group.append(z)
                break
        else:
            groups.append([z])
    return groups


def _at(z: Zip) -> Point:
    if z.point is None:
        raise ValueError(f"ZIP {z.code} has no coordinate")
    return z.point


def _postal_city(group: list[Zip]) -> City:
    weights = [(_at(z), z.population) for z in group]
    if not any(w for _, w in weights):
        weights = [(p, 1) for p, _ in weights]
    total = sum(z.population for z in group)
    return City(group[0].city, group[0].state, middle(weights), total, postal=True)


def add_postal_names(
    zips: list[Zip], cities: list[City], names: Names, homes: dict[str, City]
) -> None:
    """Names the Postal Service accepts become places of their own; those it refuses, aliases."""
    new: dict[tuple[str, str], list[Zip]] = defaultdict(list)
    spelled: dict[tuple[str, str], str] = {}
    for z in zips:
        for name in z.accepted if z.code in homes else ():
            found = names.find(z.state, name, z.point)
            if found:
                found.aliases.add(name)
            elif is_abbreviation(name, z.city):
                homes[z.code].aliases.add(name)
            else:
                new[z.state, short(name)].append(z)
                spelled.setdefault((z.state, short(name)), name)
    for key, members in sorted(new.items()):
        for group in _clusters(members):
            point = middle((_at(z), 1) for z in group)
            city = City(spelled[key], key[0], point, postal=True)
            cities.append(city)
            names.add(city)
    for z in zips:
        for name in z.refused if z.code in homes else ():
            if not names.find(z.state, name, z.point):
                homes[z.code].weak.add(name)


def is_abbreviation(name: str, whole: str) -> bool:
    """Whether `name` may be read as letters of `whole` in order, from the same first letter."""
    letters, rest = fold(name).replace(" ", ""), iter(fold(whole).replace(" ", ""))
    if not letters or letters[:1] != fold(whole)[:1]:
        return False
    return all(letter in rest for letter in letters)


def settle_counties(
    zips: list[Zip],
    cities: list[City],
    homes: dict[str, City],
    counties: dict[str, tuple[str, str]],
) -> None:
    """County of every ZIP code by code, else by name, else from neighbors; then of every city."""
    by_name = {(state, _county_key(name)): fips for fips, (name, state) in counties.items()}
    for z in zips:
        z.county = z.county or by_name.get((z.state, _county_key(z.county_name)))
    grid: dict[tuple[int, int], list[Zip]] = defaultdict(list)
    for z in zips:
        if z.point and z.county:
            grid[_square(z.point)].append(z)
    for z in zips:
        if z.point and not z.county:
            z.county = _nearest_county(z.state, z.point, grid)
    members: dict[int, list[Zip]] = defaultdict(list)
    for z in zips:
        if z.code in homes and z.county:
            members[id(homes[z.code])].append(z)
    for city in cities:
        own = [z for z in members[id(city)] if z.point and apart(_at(z), city.point) <= NEAR_MILES]
        if own:
            city.county = min(own, key=lambda z: (apart(_at(z), city.point), z.code)).county
        else:
            city.county = _nearest_county(city.state, city.point, grid)


def _county_key(name: str) -> str:
    words = fold(name).split()
    kinds = {"county", "parish", "municipio", "borough", "municipality", "island"}
    return " ".join(w for w in words if w not in kinds)


def _square(point: Point) -> tuple[int, int]:
    return math.floor(point[0]), math.floor(point[1])


def _nearest_county(state: str, point: Point, grid: dict[tuple[int, int], list[Zip]]) -> str | None:
    row, column = _square(point)
    near = [
        z
        for r in (row - 1, row, row + 1)
        for c in (column - 1, column, column + 1)
        for z in grid.get((r, c), ())
        if z.state == state
    ]
    return min(near, key=lambda z: (apart(_at(z), point), z.code)).county if near else None
