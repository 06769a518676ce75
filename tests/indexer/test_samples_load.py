"""The real samples load with sums that agree."""

from collections.abc import Callable

import pytest

from tests.indexer.conftest import SHARED, Outcome

Run = Callable[..., Outcome]
NO_SHARED = "The real samples of ../shared/data are not on this machine."


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
