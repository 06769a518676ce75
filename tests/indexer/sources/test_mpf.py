"""Medicare Plan Finder entries: each plan has its own addresses, year and flag."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from indexer.items import Taken
from indexer.sources import mpf
from indexer.sources.guess import jobs
from tests.indexer.conftest import CHEN, items

_ADDRESS = {"address": "7 Elm Rd", "city": "Buffalo", "state": "NY", "zip": "14201"}
_ENTRY = {
    "npi": CHEN,
    "type": "Individual",
    "name": {"first": "Serena", "last": "Chen"},
    "sex": "Female",
    "lastUpdatedOn": "2026-11-10",
    "plans": [
        {
            "maPlanId": "H9901-001-1",
            "year": 2027,
            "addresses": [_ADDRESS],
            "specialty": ["207RC0000X"],
            "accepting": "Not Accepting",
            "networkId": "N1",
        },
        {"maPlanId": "H9901-002-000", "year": "soon", "addresses": [_ADDRESS]},
    ],
}


def test_each_plan_holds_at_its_own_addresses(as_json: Callable[[str, Any], Path]) -> None:
    path = as_json("mpf.json", [_ENTRY])
    (job,) = jobs([path], None)
    assert job.format == "mpf"
    (item,) = items(mpf.read, path)
    assert isinstance(item, Taken)
    (office,) = item.fragments[0].offices
    (one,) = office.participations
    assert (one.plan, one.network, one.accepting) == ("H9901-001-001", "H9901:N1", "no")
    assert (one.start, one.end) == (date(2027, 1, 1), date(2027, 12, 31))
    assert [fault.field for fault in item.faults] == ["plans[1].year"]
    assert item.fragments[0].scope == "H9901"
