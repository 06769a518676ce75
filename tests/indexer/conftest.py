"""A home of its own for every test, and small files in the sources' real formats."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from indexer.__main__ import main
from indexer.files import InputFile
from indexer.items import Item
from indexer.sources.nppes_columns import COLUMNS, NppesPart

FIXTURES = Path(__file__).parents[2] / "fixtures"
SHARED = Path(__file__).parents[3] / "shared" / "data"

# Invented numbers with right check digits.
CHEN, NOVAK, CLINIC = "2000000010", "2000000168", "2000001018"

PERSON = {
    "NPI": CHEN,
    "Entity Type Code": "1",
    "Provider Last Name (Legal Name)": "CHEN",
    "Provider First Name": "SERENA",
    "Provider First Line Business Practice Location Address": "412 LARKSPUR ST",
    "Provider Second Line Business Practice Location Address": "STE 900",
    "Provider Business Practice Location Address City Name": "NEW YORK",
    "Provider Business Practice Location Address State Name": "NY",
    "Provider Business Practice Location Address Postal Code": "100010001",
    "Provider Business Practice Location Address Country Code (If outside U.S.)": "US",
    "Provider Business Practice Location Address Telephone Number": "2125550101",
    "Last Update Date": "03/18/2024",
    "Provider Sex Code": "F",
    "Healthcare Provider Taxonomy Code_1": "207RC0000X",
    "Healthcare Provider Primary Taxonomy Switch_1": "Y",
}

ENTRY: dict[str, Any] = {
    "npi": CHEN,
    "type": "INDIVIDUAL",
    "name": {"first": "Serena", "last": "Chen"},
    "addresses": [
        {
            "address": "412 Larkspur Street",
            "address_2": "Suite 900",
            "city": "New York",
            "state": "NY",
            "zip": "10001",
            "phone": "212-555-0101",
        }
    ],
    "speciality": ["Cardiology"],
    "accepting": "accepting",
    "languages": ["English", "Mandarin"],
    "plans": [
        {
            "plan_id_type": "HIOS-PLAN-ID",
            "plan_id": "90101NY0010001",
            "network_tier": "Preferred",
            "years": [2026],
        }
    ],
    "last_updated_on": "2026-10-01",
}


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep what a test loads apart from the checkout's own data."""
    path = tmp_path / "home"
    monkeypatch.setenv("DIRECTORY_HOME", str(path))
    return path


@pytest.fixture
def nppes(tmp_path: Path) -> Callable[..., Path]:
    """Write an NPPES file of rows given by column name."""

    def write(*rows: dict[str, str], part: NppesPart = "main", name: str = "") -> Path:
        path = tmp_path / (name or f"{part}_pfile.csv")
        with path.open("w", newline="", encoding="utf-8") as out:
            writer = csv.DictWriter(out, COLUMNS[part], quoting=csv.QUOTE_ALL)
            writer.writeheader()
            writer.writerows(rows)
        return path

    return write


@pytest.fixture
def as_json(tmp_path: Path) -> Callable[[str, Any], Path]:
    """Write a JSON file."""

    def write(name: str, content: Any) -> Path:
        path = tmp_path / name
        path.write_text(json.dumps(content), encoding="utf-8")
        return path

    return write


class Outcome:
    """What a command printed and answered."""

    def __init__(self, code: int, out: str, err: str) -> None:
        self.code = code
        self.out = out
        self.err = err

    @property
    def report(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.out.splitlines()[-1])
        return found

    @property
    def rejects(self) -> list[dict[str, Any]]:
        lines = Path(self.report["rejects_file"]).read_text(encoding="utf-8").splitlines()
        return [json.loads(line) for line in lines]


@pytest.fixture
def indexer(capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:
    """Run a command of the indexer as a person would, with --json."""

    def run(*arguments: object) -> Outcome:
        code = main([*map(str, arguments), "--json"])
        printed = capsys.readouterr()
        return Outcome(code, printed.out, printed.err)

    return run


def items(read: Callable[[InputFile], Any], path: Path) -> list[Item]:
    return list(read(InputFile(path)))
