"""Names that people say for places beside those of the gazetteer: nicknames, parts of a city."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import numpy as np

from directory.places import folding
from directory.places.states import STATES
from directory.places.table import Table

FILE = Path(__file__).with_name("aliases.tsv")
OTHER, TYPED, DISTRICT, DISTRICT_TYPED = 1, 3, 4, 5
"""Grades of a name, as `Table.name_grade` has them; a district's begin where the file's end."""
_GRADES = {
    "other": OTHER,
    "typed": TYPED,
    "district": DISTRICT,
    "district-typed": DISTRICT_TYPED,
}
# Of Russian and Chinese the postal short words are not asked for.
_Entry = tuple[str, int, int]


def with_aliases(table: Table, path: Path = FILE) -> Table:
    """The table with the names of the file; ValueError names a line that has no place or kind."""
    cities = {_id(table, n): n for n in range(len(table.city_name))}
    own = zip(table.name_text, table.name_city.tolist(), table.name_grade.tolist(), strict=True)
    names = sorted([*own, *_entries(table, cities, path)])
    return msgspec.structs.replace(
        table,
        name_text=[text for text, _, _ in names],
        name_city=np.array([city for _, city, _ in names], dtype=np.int32),
        name_grade=np.array([grade for _, _, grade in names], dtype=np.int32),
    )


def _entries(table: Table, cities: dict[str, int], path: Path) -> Iterator[_Entry]:
    lines = path.read_text("utf-8").splitlines()
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        place, kind, names = line.split("\t")
        if place not in cities or kind not in _GRADES:
            raise ValueError(f"{path.name} line {number}: no place {place!r} or kind {kind!r}")
        forms: set[str] = set()
        for name in names.split("; "):
            folded = folding.fold(name, table.han)
            forms |= {folded, folding.abbreviate(folded), folding.expand_first(folded)}
        yield from ((form, cities[place], _GRADES[kind]) for form in forms)


def _id(table: Table, n: int) -> str:
    slug = table.city_slug[n] or folding.slugify(table.city_name[n])
    return f"city:{STATES[table.city_state[n]].lower()}:{slug}"
