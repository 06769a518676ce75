"""What draws choose from: names by the census, specialties, ZIP codes by population, streets."""

import gzip
from functools import cache
from pathlib import Path

import msgspec
import numpy as np

from bench.generate.weighted import Weighted
from directory.places.states import MILITARY, STATES
from directory.places.table import read_table

DATA = Path(__file__).parents[1] / "data"


class Names(msgspec.Struct, frozen=True, kw_only=True):
    """Surnames and first names with their frequencies (US Census 2020)."""

    last: list[str]
    last_weights: Weighted
    first: list[str]
    male: Weighted
    female: Weighted


class Kinds(msgspec.Struct, frozen=True, kw_only=True):
    """NUCC codes of individuals or of organizations, with rough frequencies in NPPES.

    `kin` holds for each code the position of another one of its field, or its own where none is.
    """

    codes: list[str]
    credentials: list[str]
    texts: list[str]
    weights: Weighted
    kin: list[int]


class Zips(msgspec.Struct, frozen=True, kw_only=True):
    """ZIP codes that people live in, in order, so that neighbors in the list are near."""

    codes: list[str]
    cities: list[str]
    states: list[str]
    areas: list[str]
    weights: Weighted


@cache
def names() -> Names:
    """The names of bench/data/names.tsv.gz."""
    last: list[tuple[str, int]] = []
    first: list[tuple[str, int, int]] = []
    with gzip.open(DATA / "names.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            kind, *fields = line.rstrip("\n").split("\t")
            if kind == "s":
                last.append((fields[0], int(fields[1])))
            else:
                first.append((fields[0], int(fields[1]), int(fields[2])))
    return Names(
        last=[name for name, _ in last],
        last_weights=Weighted([count for _, count in last]),
        first=[name for name, _, _ in first],
        male=Weighted([count * male for _, count, male in first]),
        female=Weighted([count * (100 - male) for _, count, male in first]),
    )


@cache
def kinds(kind: str) -> Kinds:
    """The codes of bench/data/specialties.tsv for `i` (individuals) or `o` (organizations)."""
    text = (DATA / "specialties.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines()]
    chosen = [row for row in rows if row[1] == kind]
    return Kinds(
        codes=[row[0] for row in chosen],
        credentials=[row[2] for row in chosen],
        texts=[row[3] for row in chosen],
        weights=Weighted([float(row[4]) for row in chosen]),
        kin=_kin([row[0] for row in chosen]),
    )


def _kin(codes: list[str]) -> list[int]:
    """The first three characters of a NUCC code are its field; the next code there, in a ring."""
    fields: dict[str, list[int]] = {}
    for place, code in enumerate(codes):
        fields.setdefault(code[:3], []).append(place)
    following = {
        place: places[(index + 1) % len(places)]
        for places in fields.values()
        for index, place in enumerate(places)
    }
    return [following[place] for place in range(len(codes))]


@cache
def zips() -> Zips:
    """The gazetteer's ZIP codes with people in them."""
    table = read_table()
    states = np.array(STATES)[table.zip_state]
    lived_in = (table.zip_population > 0) & ~np.isin(states, sorted(MILITARY))
    places = np.flatnonzero(lived_in)
    codes = [f"{code:05d}" for code in table.zip_code[places].tolist()]
    return Zips(
        codes=codes,
        cities=[table.city_name[city].upper() for city in table.zip_city[places].tolist()],
        states=[str(state) for state in states[places]],
        # Not the true area codes, but one and the same for the whole of a postal region.
        areas=[str(201 + int(code[:3]) * 7 % 788) for code in codes],
        weights=Weighted(table.zip_population[places]),
    )


_TREES = [
    "Acorn",
    "Alder",
    "Almond",
    "Apple",
    "Ash",
    "Aspen",
    "Balsam",
    "Bay",
    "Beech",
    "Birch",
    "Briar",
    "Buckeye",
    "Cedar",
    "Cherry",
    "Chestnut",
    "Clover",
    "Cypress",
    "Dogwood",
    "Elder",
    "Elm",
    "Fern",
    "Fir",
    "Hawthorn",
    "Hazel",
    "Heather",
    "Hickory",
    "Holly",
    "Ivy",
    "Juniper",
    "Larch",
    "Laurel",
    "Lilac",
    "Linden",
    "Locust",
    "Magnolia",
    "Maple",
    "Mulberry",
    "Oak",
    "Olive",
    "Palm",
    "Pecan",
    "Pine",
    "Poplar",
    "Redwood",
    "Rose",
    "Sage",
    "Spruce",
    "Sumac",
    "Sycamore",
    "Tamarack",
    "Thistle",
    "Walnut",
    "Willow",
    "Yew",
]
_LANDS = ["Hill", "Lake", "Park", "Ridge", "River", "Valley", "Spring", "Grove"]
_WAYS = ["St", "Ave", "Rd", "Blvd", "Dr", "Ln", "Way", "Ct"]

STREETS: list[str] = [f"{tree} {way}".upper() for tree in _TREES for way in _WAYS] + [
    f"{tree} {land} {way}".upper() for tree in _TREES for land in _LANDS for way in _WAYS
]
GROUP_WORDS: list[str] = [
    word.upper() for tree in _TREES for word in (tree, *(f"{tree} {land}" for land in _LANDS))
]
