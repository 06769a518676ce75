"""The shipped file is the one its build script made, in the size and speed it promises."""

import gzip
import hashlib
import json
import subprocess
import sys
from collections import Counter

import numpy as np
import pytest

from directory.places.states import STATES
from directory.places.table import FILE, Table, read_table

MANIFEST = json.loads(FILE.with_name("gazetteer.json").read_text())

MEASURE = """
import resource, time
import geopy.distance, msgspec, numpy, rapidfuzz.process
before = int(open('/proc/self/statm').read().split()[1])
start = time.process_time()
from directory.places.gazetteer import gazetteer
gazetteer()
seconds = time.process_time() - start
pages = int(open('/proc/self/statm').read().split()[1]) - before
print(seconds, pages * resource.getpagesize() / 1e6)
"""


@pytest.fixture(scope="module")
def table() -> Table:
    return read_table()


def test_the_file_is_the_one_the_manifest_states() -> None:
    assert hashlib.sha256(gzip.decompress(FILE.read_bytes())).hexdigest() == MANIFEST["sha256"]


def test_the_file_is_small() -> None:
    assert FILE.stat().st_size < 3_000_000


def test_the_counts_are_those_of_the_manifest(table: Table) -> None:
    assert len(table.zip_code) == MANIFEST["zips"]
    assert dict(Counter(table.zip_filled)) == MANIFEST["zips_by_filled"]
    assert len(table.city_name) == MANIFEST["cities"]
    assert len(table.county_fips) == MANIFEST["counties"]
    assert len(table.name_text) == MANIFEST["names"]


def test_columns_have_one_length(table: Table) -> None:
    for kind in ("county", "city", "zip", "name"):
        lengths = {
            len(getattr(table, field)) for field in table.__struct_fields__
            if field.startswith(f"{kind}_")
        }  # fmt: skip
        assert len(lengths) == 1, kind


def test_orders_that_look_up_relies_on(table: Table) -> None:
    assert table.name_text == sorted(table.name_text)
    assert (np.diff(table.zip_code) > 0).all()
    assert (np.diff(table.city_population) <= 0).all()


def test_every_state_has_zips_and_cities(table: Table) -> None:
    without_cities = {STATES[n] for n in set(range(len(STATES))) - set(table.city_state.tolist())}
    assert without_cities == {"AA", "AE", "AP"}
    assert set(table.zip_state.tolist()) == set(range(len(STATES)))


def test_places_lie_where_americans_live(table: Table) -> None:
    located = np.array([mark not in "mu" for mark in table.zip_filled])
    for lat, lon in (
        (table.city_lat, table.city_lon),
        (table.zip_lat[located], table.zip_lon[located]),
    ):
        assert ((lat > -15) & (lat < 72)).all()
        assert ((lon < -64) | (lon > 130)).all()


def test_a_file_of_another_format_is_refused(tmp_path: object) -> None:
    other = FILE.__class__(str(tmp_path)) / "old.tsv.gz"
    other.write_bytes(gzip.compress(b"gazetteer\t1\n"))
    with pytest.raises(ValueError, match="format 2"):
        read_table(other)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from Linux's /proc")
def test_it_loads_fast_and_small() -> None:
    done = subprocess.run(
        [sys.executable, "-c", MEASURE], capture_output=True, text=True, check=True
    )
    seconds, megabytes = map(float, done.stdout.split())
    # 0.17 s and 37 MB where measured; processor time, doubled for a slow machine.
    assert seconds < 0.8
    assert megabytes < 60
