"""The invented directory and the real samples load with sums that agree."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from directory.model.provider import Deactivated, Provider
from directory.search.open import open_engine
from tests.indexer.conftest import FIXTURES, SHARED, Outcome

Run = Callable[..., Outcome]
NO_SHARED = "The real samples of ../shared/data are not on this machine."
EXPECTED: dict[str, Any] = json.loads((FIXTURES / "expected.json").read_text(encoding="utf-8"))


def test_fixtures_give_their_stated_totals(indexer: Run, home: Path) -> None:
    files = [
        *sorted((FIXTURES / "nppes").glob("*.csv")),
        FIXTURES / "qhp" / "index.json",
        *sorted((FIXTURES / "plan-net").glob("*.ndjson")),
        FIXTURES / "mpf" / "index.json",
    ]
    report = indexer("load", *files).report
    totals = EXPECTED["totals"]
    for name in ("read", "kept", "rejected", "deactivated", "providers"):
        assert (name, report[name]) == (name, totals[name])
    engine = open_engine("embedded:", home)
    for record in EXPECTED["records"]:
        found = engine.get(record["npi"])
        if "deactivated_on" in record:
            assert isinstance(found, Deactivated)
            assert str(found.on) == record["deactivated_on"]
            continue
        assert isinstance(found, Provider)
        streets = {office.address.zip5 for office in found.offices}
        assert streets == {office["zip"][:5] for office in record["offices"]}


DIRTY = {
    "nppes_wrong_check_digit.csv": (2, 1),
    "nppes_short_npi.csv": (2, 1),
    "nppes_impossible_date.csv": (2, 1),
    "nppes_wrong_state.csv": (2, 1),
    "nppes_no_name.csv": (2, 1),
    "nppes_bom.csv": (3, 0),
    "nppes_short_row.csv": (3, 1),
    "nppes_not_utf8.csv": (3, 0),
    "providers_null_npi.json": (1, 1),
    "providers_bad_npi.json": (1, 1),
    "providers_mixed_case_tier.json": (2, 0),
    "providers_unlisted_plan.json": (2, 0),
    "providers_no_addresses.json": (2, 0),
    "providers_bom.json": (3, 0),
}
REFUSED = (
    "nppes_wrong_delimiter.csv",
    "nppes_329_columns.csv",
    "nppes_truncated.csv.gz",
    "nppes_header_only.csv",
    "bomb.zip",
    "empty.csv",
    "empty.json",
    "providers_cut.json",
    "plan_net_cut.ndjson",
    "plan_net_unknown_type.ndjson",
)


@pytest.mark.parametrize("name", DIRTY)
def test_dirty_files_lose_only_their_bad_rows(indexer: Run, name: str) -> None:
    report = indexer("load", FIXTURES / "dirty" / name).report
    assert (report["kept"], report["rejected"]) == DIRTY[name]


@pytest.mark.parametrize("name", REFUSED)
def test_unusable_dirty_files_are_refused(indexer: Run, name: str) -> None:
    assert indexer("load", FIXTURES / "dirty" / name).code == 3


@pytest.mark.skipif(not SHARED.exists(), reason=NO_SHARED)
def test_nppes_sample_is_wholly_accounted_for(indexer: Run) -> None:
    report = indexer("load", SHARED / "nppes" / "npidata_pfile_sample.csv.gz").report
    assert (report["read"], report["rejected"]) == (2157, 0)
    assert report["providers"] + report["deactivated"] == 2157


@pytest.mark.skipif(not SHARED.exists(), reason=NO_SHARED)
def test_qhp_sample_rejects_its_two_wrong_numbers(indexer: Run) -> None:
    folder = SHARED / "qhp"
    done = indexer("load", folder / "providers.json", folder / "plans.json")
    assert (done.report["read"], done.report["kept"], done.report["rejected"]) == (6, 4, 2)
    assert {r["field"] for r in done.rejects if r["level"] == "row"} == {"npi"}


@pytest.mark.skipif(not SHARED.exists(), reason=NO_SHARED)
def test_plan_net_sample_is_wholly_accounted_for(indexer: Run) -> None:
    done = indexer("load", *sorted((SHARED / "plan-net").glob("*.ndjson.gz")))
    report = done.report
    assert report["read"] == 5215 == report["kept"] + report["rejected"]
    assert report["rejected"] == sum(r["level"] == "row" for r in done.rejects)
