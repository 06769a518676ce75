"""Reads an operator's own NUCC code set, so that codes can be shown under their official names."""

import csv
from pathlib import Path


def read_nucc_csv(path: Path) -> dict[str, str]:
    """Display name by code, from a `nucc_taxonomy_*.csv` as NUCC publishes it.

    The code set is under copyright: it is the operator's to license and never part of the product.
    Raises ValueError where the columns Code and Display Name are missing.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        rows = csv.DictReader(file)
        missing = {"Code", "Display Name"} - set(rows.fieldnames or ())
        if missing:
            raise ValueError(
                f"{path.name} lacks the column {sorted(missing)[0]!r}: give NUCC's own CSV"
            )
        return {row["Code"]: row["Display Name"] for row in rows if row["Code"]}
