"""What a later call, or a later row of one call, says takes the place of what was said before."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from directory.model.provider import Deactivated, Provider
from directory.search.open import open_engine
from tests.indexer.conftest import CHEN, ENTRY, NOVAK, PERSON, Outcome
from tests.indexer.sources.test_plan_net import LOCATION, NETWORK, PLAN, PRACTITIONER, ROLE

Run = Callable[..., Outcome]
Write = Callable[..., Path]
_NPI = "http://hl7.org/fhir/sid/us-npi"
_STREET = "Provider First Line Business Practice Location Address"
HUDSON, DESERT, DESERT_TOO = "90101NY0010001", "90202NM0010001", "90202NM0020001"


def provider(home: Path, npi: str = CHEN) -> Provider:
    one = open_engine("embedded:", home).get(npi)
    assert isinstance(one, Provider)
    return one


def plans(home: Path) -> list[str]:
    return sorted({one.plan for office in provider(home).offices for one in office.participations})


def listing(*ids: str) -> dict[str, Any]:
    return {**ENTRY, "plans": [{"plan_id": one, "years": [2026]} for one in ids]}


def medicare(*ids: str) -> dict[str, Any]:
    place = ENTRY["addresses"]
    return {
        "npi": CHEN,
        "type": "Individual",
        "name": {"first": "Serena", "last": "Chen"},
        "plans": [{"maPlanId": one, "year": 2026, "addresses": place} for one in ids],
    }


@pytest.fixture
def fhir(tmp_path: Path) -> Write:
    def write(name: str, *resources: dict[str, Any]) -> Path:
        path = tmp_path / name
        path.write_text("".join(json.dumps(one) + "\n" for one in resources))
        return path

    return write


def test_an_issuers_newer_list_ends_its_older_one(indexer: Run, as_json: Write, home: Path) -> None:
    indexer("load", as_json("all.json", [listing(HUDSON, DESERT, DESERT_TOO)]))
    indexer("load", as_json("desert.json", [listing(DESERT_TOO)]))
    # What the other issuer said stands.
    assert plans(home) == [HUDSON, DESERT_TOO]


def test_a_list_of_several_issuers_ends_the_lists_of_each(
    indexer: Run, as_json: Write, home: Path
) -> None:
    indexer("load", as_json("hudson.json", [listing(HUDSON)]))
    indexer("load", as_json("desert.json", [listing(DESERT)]))
    indexer("load", as_json("all.json", [listing("90101NY0020001", DESERT_TOO)]))
    assert plans(home) == ["90101NY0020001", DESERT_TOO]


def test_a_contracts_newer_list_ends_its_older_one(
    indexer: Run, as_json: Write, home: Path
) -> None:
    indexer("load", as_json("all.json", [medicare("H9901-001-000", "H8801-001-000")]))
    indexer("load", as_json("one.json", [medicare("H9901-002-000")]))
    assert plans(home) == ["H8801-001-000", "H9901-002-000"]


@pytest.mark.parametrize("newest_first", [True, False])
def test_the_newest_of_two_register_rows_in_one_call_counts(
    indexer: Run, nppes: Write, home: Path, newest_first: bool
) -> None:
    old = nppes({**PERSON, _STREET: "1 OLD RD"}, name="monthly.csv")
    new = {**PERSON, _STREET: "2 NEW RD", "Last Update Date": "06/01/2025"}
    files = [old, nppes(new, name="weekly.csv")]
    report = indexer("load", *(reversed(files) if newest_first else files)).report
    assert (report["read"], report["kept"], report["providers"]) == (2, 2, 1)
    assert [office.address.line1 for office in provider(home).offices] == ["2 New Rd"]


def test_a_deactivation_in_a_weekly_file_of_the_same_call_counts(
    indexer: Run, nppes: Write, home: Path
) -> None:
    gone = nppes({"NPI": CHEN, "NPI Deactivation Date": "06/01/2025"}, name="weekly.csv")
    indexer("load", nppes(PERSON, name="monthly.csv"), gone)
    assert isinstance(open_engine("embedded:", home).get(CHEN), Deactivated)


def test_a_day_to_come_is_never_the_newest(indexer: Run, nppes: Write, home: Path) -> None:
    wrong = {**PERSON, _STREET: "1 WRONG RD", "Last Update Date": "12/31/2099"}
    right = {**PERSON, _STREET: "2 RIGHT RD"}
    done = indexer("load", nppes(right, name="a.csv"), nppes(wrong, name="b.csv"))
    assert [(r["level"], r["value"]) for r in done.rejects] == [("value", "12/31/2099")]
    one = provider(home)
    assert [office.address.line1 for office in one.offices] == ["2 Right Rd"]
    assert str(one.updated_on) == "2024-03-18"


def test_a_role_loaded_again_replaces_itself(indexer: Run, fhir: Write, home: Path) -> None:
    indexer("load", fhir("a.ndjson", PRACTITIONER, LOCATION, NETWORK, PLAN, ROLE))
    report = indexer("load", fhir("b.ndjson", {**ROLE, "period": {"end": "2025-12-31"}})).report
    assert (report["read"], report["kept"], report["rejected"]) == (1, 1, 0)
    (office,) = provider(home).offices
    assert [str(one.end) for one in office.participations] == ["2025-12-31"]


def test_a_role_of_nobody_counts_in_its_own_call_only(indexer: Run, fhir: Write) -> None:
    somebody = {"identifier": {"system": _NPI, "value": NOVAK}}
    lonely = {**ROLE, "id": "r2", "practitioner": somebody}
    first = indexer("load", fhir("a.ndjson", PRACTITIONER, LOCATION, NETWORK, lonely)).report
    assert (first["read"], first["kept"], first["rejected"]) == (4, 3, 1)
    second = indexer("load", fhir("b.ndjson", PLAN)).report
    assert (second["read"], second["kept"], second["rejected"]) == (1, 1, 0)


def test_a_role_of_nobody_is_found_again_once_its_person_is_named(
    indexer: Run, fhir: Write, nppes: Write, home: Path
) -> None:
    somebody = {"identifier": {"system": _NPI, "value": NOVAK}}
    lonely = {**ROLE, "practitioner": somebody}
    indexer("load", fhir("a.ndjson", PRACTITIONER, LOCATION, NETWORK, PLAN, lonely))
    indexer("load", nppes({**PERSON, "NPI": NOVAK}), fhir("b.ndjson", PLAN))
    assert "plan-net" in provider(home, NOVAK).sources
