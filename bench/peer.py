"""The peer: the directory one would write first — SQLite tables, an R-tree, FTS5 and joins.

It answers the same kinds of questions without dates, exact totals by name faults or facets, so it
has less to do; it exists to give every figure a measure taken in the same run.
"""

import csv
import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from bench.clock import Timing
from bench.questions import Questions
from directory.places.distance import bounding_boxes, miles
from directory.places.gazetteer import gazetteer
from directory.search.request import SearchRequest
from directory.specialties.catalog import catalog

TABLES = """
CREATE TABLE provider (id INTEGER PRIMARY KEY, npi TEXT, name TEXT, spec TEXT, lat REAL, lon REAL);
CREATE INDEX provider_npi ON provider (npi);
CREATE INDEX provider_spec ON provider (spec);
CREATE TABLE takes (id INTEGER, plan TEXT, PRIMARY KEY (id, plan)) WITHOUT ROWID;
CREATE VIRTUAL TABLE spot USING rtree (id, south, north, west, east);
CREATE VIRTUAL TABLE called USING fts5 (name, content='');
"""
KINDS = (
    "name, exact",
    "specialty+plan, near",
    "specialty+plan, country",
    "specialty, near",
    "specialty, nation",
)
_COLUMNS = (
    "NPI",
    "Provider First Name",
    "Provider Last Name (Legal Name)",
    "Healthcare Provider Taxonomy Code_1",
    "Provider Business Practice Location Address Postal Code",
)


class Peer:
    """One office per provider: the practice location of the main file."""

    def __init__(self, path: Path, files: Path) -> None:
        built = path.exists()
        self._db = sqlite3.connect(path)
        if not built:
            self._db.executescript(TABLES)
            self._db.executemany("INSERT INTO provider VALUES (?,?,?,?,?,?)", _people(files))
            self._db.execute(
                "INSERT INTO spot SELECT id, lat, lat, lon, lon FROM provider WHERE lat IS NOT NULL"
            )
            self._db.execute("INSERT INTO called (rowid, name) SELECT id, name FROM provider")
            numbers = dict(self._db.execute("SELECT npi, id FROM provider"))
            self._db.executemany("INSERT OR IGNORE INTO takes VALUES (?,?)", _plans(files, numbers))
            self._db.execute("ANALYZE")
            self._db.commit()

    def time(self, questions: Questions) -> dict[str, Timing]:
        """Timings of the kinds of questions that it can answer."""
        return {kind: Timing.of(questions.searches[kind], self._ask) for kind in KINDS}

    def _ask(self, request: SearchRequest) -> int:
        if request.name:
            words = " AND ".join(f'"{word}"*' for word in request.name.replace('"', "").split())
            sql = "SELECT p.* FROM called c JOIN provider p ON p.id = c.rowid WHERE c.name MATCH ?"
            return len(self._db.execute(sql + " LIMIT 20", (words,)).fetchall())
        if request.near is None:
            sql = "SELECT count(*) FROM provider WHERE spec = ?"
            return int(self._db.execute(sql, request.specialties).fetchone()[0])
        return len(self._near(request))

    def _near(self, request: SearchRequest) -> list[float]:
        if request.near is None:
            return []
        lat, lon = request.near.lat, request.near.lon
        found = []
        for south, west, north, east in bounding_boxes(lat, lon, request.radius):
            sql = (
                "SELECT p.lat, p.lon FROM spot s JOIN provider p ON p.id = s.id"
                " WHERE s.south >= ? AND s.north <= ? AND s.west >= ? AND s.east <= ?"
                " AND p.spec = ?"
            )
            given: list[object] = [south, north, west, east, request.specialties[0]]
            if request.plans:
                sql += " AND EXISTS (SELECT 1 FROM takes t WHERE t.id = p.id AND t.plan = ?)"
                given.append(request.plans[0])
            found += [miles(lat, lon, *at) for at in self._db.execute(sql, given)]
        return sorted(one for one in found if one <= request.radius)[:20]


def _people(files: Path) -> Iterator[tuple[object, ...]]:
    places = gazetteer()
    with (files / "npidata_pfile_bench.csv").open(encoding="utf-8", newline="") as rows:
        reader = csv.reader(rows)
        head = next(reader)
        at = [head.index(name) for name in _COLUMNS]
        for number, row in enumerate(reader):
            if len(row) != len(head):
                continue
            npi, first, last, code, postal = (row[column] for column in at)
            held, place = catalog().by_code(code), places.zip(postal[:5])
            spot = (place.lat, place.lon) if place else (None, None)
            yield number, npi, f"{first} {last}", held.id if held else None, *spot


def _plans(files: Path, numbers: dict[str, int]) -> Iterator[tuple[int, str]]:
    for file in sorted(files.glob("providers*.json")):
        for entry in json.loads(file.read_bytes()):
            number = numbers.get(str(entry.get("npi")))
            if number is not None:
                yield from ((number, plan["plan_id"]) for plan in entry.get("plans", ()))
