"""The gazetteer's file, read into columns: numbers as arrays, texts as lists."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from directory.places.states import STATE_NUMBER

FILE = Path(__file__).with_name("gazetteer.tsv.gz")
FORMAT = "2"

Numbers = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """The columns. Cities come most populous first, ZIP codes ascending, names sorted.

    `*_state` numbers states as `states.STATES` does; `*_county` and `zip_city` are positions, -1
    where unknown; a city's `slug` is empty where its name gives it. `zip_filled` says where the
    coordinate is from: s a source, c the city, p neighbors, m military and u unknown (both
    without coordinate). `name_grade` is 0 a city's own name, 1 another, 2 one the Postal Service
    refuses, 3 a later word of a well-known name.
    """

    han: dict[int, int]
    county_fips: list[str]
    county_name: list[str]
    county_state: list[str]
    city_name: list[str]
    city_slug: list[str]
    city_state: Numbers
    city_county: Numbers
    city_lat: Floats
    city_lon: Floats
    city_population: Numbers
    zip_code: Numbers
    zip_state: Numbers
    zip_city: Numbers
    zip_county: Numbers
    zip_lat: Floats
    zip_lon: Floats
    zip_population: Numbers
    zip_filled: str
    name_text: list[str]
    name_city: Numbers
    name_grade: Numbers


def read_table(path: Path = FILE) -> Table:
    """Read the file (about a quarter of a second); ValueError where it is of another format."""
    columns = dict(_lines(path))
    if columns.get("gazetteer") != FORMAT:
        raise ValueError(f"{path.name} is not of format {FORMAT}; run scripts/gazetteer/build.py")
    traditional, simplified = columns["han"].split("\t")
    number = {key: _numbers(columns[key]) for key in _NUMBERS}
    return Table(
        han={ord(a): ord(b) for a, b in zip(traditional, simplified, strict=True)},
        county_fips=columns["county.fips"].split("\t"),
        county_name=columns["county.name"].split("\t"),
        county_state=columns["county.state"].split("\t"),
        city_name=columns["city.name"].split("\t"),
        city_slug=columns["city.slug"].split("\t"),
        city_state=_states(columns["city.state"]),
        city_county=number["city.county"],
        city_lat=number["city.lat"] / 10_000,
        city_lon=number["city.lon"] / 10_000,
        city_population=number["city.population"],
        zip_code=number["zip.code"],
        zip_state=_states(columns["zip.state"]),
        zip_city=number["zip.city"],
        zip_county=number["zip.county"],
        zip_lat=number["zip.lat"] / 10_000,
        zip_lon=number["zip.lon"] / 10_000,
        zip_population=number["zip.population"],
        zip_filled=columns["zip.filled"].replace("\t", ""),
        name_text=columns["name.text"].split("\t"),
        name_city=number["name.city"],
        name_grade=number["name.grade"],
    )


_NUMBERS = (
    *(f"city.{key}" for key in ("county", "lat", "lon", "population")),
    *(f"zip.{key}" for key in ("code", "city", "county", "lat", "lon", "population")),
    *(f"name.{key}" for key in ("city", "grade")),
)


def _lines(path: Path) -> Iterator[tuple[str, str]]:
    # Line by line, so that one name in Chinese does not widen every character of the file.
    with gzip.open(path) as file:
        for line in file:
            name, _, values = line.rstrip(b"\n").decode().partition("\t")
            yield name, values


def _numbers(values: str) -> Numbers:
    return np.fromstring(values, dtype=np.int32, sep="\t")


def _states(values: str) -> Numbers:
    return np.array([STATE_NUMBER[state] for state in values.split("\t")], dtype=np.int32)
