"""Marketplace files become fragments with participations, and a plan book."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from directory.model.participation import Participation
from directory.model.plan import Issuer, Plan
from indexer.faults import UnusableInput
from indexer.items import Fragment, Refused, Taken
from indexer.sources import qhp
from indexer.sources.guess import jobs
from tests.indexer.conftest import ENTRY, items

Write = Callable[[str, Any], Path]


def taken(path: Path) -> Taken:
    (item,) = items(qhp.read_providers, path)
    assert isinstance(item, Taken)
    return item


def fragment(path: Path) -> Fragment:
    return taken(path).fragments[0]


def test_entry(as_json: Write) -> None:
    found = fragment(as_json("p.json", [ENTRY]))
    assert found.name is not None
    assert (found.name.full, found.accepting, found.languages) == (
        "Serena Chen", "yes", ("en", "zh"),
    )  # fmt: skip
    assert [held.id for held in found.specialties] == ["cardiology"]
    assert found.participations == (
        Participation(
            plan="90101NY0010001", tier="PREFERRED", start=date(2026, 1, 1),
            end=date(2026, 12, 31), source="qhp", verified_on=date(2026, 10, 1),
        ),
    )  # fmt: skip


def test_both_spellings_of_specialty_are_read(as_json: Write) -> None:
    entry = {key: value for key, value in ENTRY.items() if key != "speciality"}
    found = fragment(as_json("p.json", [{**entry, "specialty": ["Cardiology"]}]))
    assert [held.id for held in found.specialties] == ["cardiology"]


def test_facility(as_json: Write) -> None:
    entry = {**ENTRY, "type": "FACILITY", "facility_name": "Owl Clinic", "facility_type": ["Hut"]}
    item = taken(as_json("p.json", [entry]))
    assert item.fragments[0].kind == "organization"
    assert [held.text for held in item.fragments[0].specialties] == ["Hut"]
    assert [fault.value for fault in item.faults] == ["Hut"]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"npi": None}, "npi"),
        ({"npi": "1234567892"}, "npi"),
        ({"npi": ["2000000010"]}, "npi"),
        ({"type": "ROBOT"}, "type"),
        ({"name": {"first": "Serena"}}, "name.last"),
        ({"name": "Serena Chen"}, "name.last"),
        ({"last_updated_on": "2026-02-30"}, "last_updated_on"),
    ],
)
def test_fatal_faults_name_their_field(as_json: Write, change: dict[str, Any], field: str) -> None:
    (item,) = items(qhp.read_providers, as_json("p.json", [{**ENTRY, **change}]))
    assert isinstance(item, Refused)
    assert item.faults[0].field == field


def test_an_entry_that_is_no_object_is_refused(as_json: Write) -> None:
    first, second = items(qhp.read_providers, as_json("p.json", ["Chen", ENTRY]))
    assert isinstance(first, Refused)
    assert isinstance(second, Taken)


def test_npi_without_quotes_is_read(as_json: Write) -> None:
    assert fragment(as_json("p.json", [{**ENTRY, "npi": 2000000010}])).npi == "2000000010"


def test_accepting_in_some_locations_is_unknown_and_noted(as_json: Write) -> None:
    item = taken(as_json("p.json", [{**ENTRY, "accepting": "accepting in some locations"}]))
    assert item.fragments[0].accepting == "unknown"
    assert [fault.field for fault in item.faults] == ["accepting"]


def test_plan_without_years_has_no_bound(as_json: Write) -> None:
    plan = {"plan_id": "90101NY0010001"}
    (one,) = fragment(as_json("p.json", [{**ENTRY, "plans": [plan]}])).participations
    assert (one.start, one.end) == (None, None)


def test_plan_with_unreadable_years_is_not_taken_as_unbounded(as_json: Write) -> None:
    plan = {"plan_id": "90101NY0010001", "years": ["soon"]}
    item = taken(as_json("p.json", [{**ENTRY, "plans": [plan]}]))
    assert item.fragments[0].participations == ()
    assert [fault.field for fault in item.faults] == ["plans[0].years"]


def test_mentioned_plan_brings_its_issuer(as_json: Write) -> None:
    book = taken(as_json("p.json", [ENTRY])).book
    assert [(type(row.what), row.what.id, row.stub) for row in book] == [
        (Plan, "90101NY0010001", True),
        (Issuer, "90101", True),
    ]


def test_plans_file(as_json: Write) -> None:
    plan = {
        "plan_id_type": "HIOS-PLAN-ID",
        "plan_id": "90101NY0010001",
        "marketing_name": "Harbor Gold",
        "marketing_url": "https://example.org/gold",
        "network": [{"network_tier": "preferred"}, {"network_tier": "PREFERRED"}],
        "years": [2026],
    }
    (item,) = items(qhp.read_plans, as_json("plans.json", [plan]))
    assert isinstance(item, Taken)
    assert item.book[0].what == Plan(
        id="90101NY0010001", name="Harbor Gold", issuer="90101", id_type="HIOS-PLAN-ID",
        years=(2026,), states=("NY",), tiers=("PREFERRED",), url="https://example.org/gold",
    )  # fmt: skip


def test_plan_table_names_issuers(tmp_path: Path) -> None:
    path = tmp_path / "plans.csv"
    path.write_text(
        "plan_id_standard_component,state,issuer_name,plan_marketing_name,plan_type\n"
        "90101NY0010001,NY,Harbor Mutual,Harbor Gold,HMO\nbad,NY,X,Y,HMO\n"
    )
    first, second = items(qhp.read_plan_table, path)
    assert isinstance(first, Taken)
    assert [row.what.name for row in first.book] == ["Harbor Mutual", "Harbor Gold"]
    assert isinstance(second, Refused)


def test_json_cut_short_is_refused_with_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "cut.json"
    path.write_text('[{"npi": "2000000010", "plans"')
    with pytest.raises(UnusableInput, match="cut short at byte 30"):
        items(qhp.read_providers, path)


def test_malformed_json_is_refused_with_the_byte(tmp_path: Path) -> None:
    path = tmp_path / "bad.json"
    path.write_text('[{"npi": oops}]')
    with pytest.raises(UnusableInput, match="byte 9"):
        items(qhp.read_providers, path)


def test_index_means_the_files_beside_it(as_json: Write) -> None:
    as_json("plans.json", [{"plan_id": "90101NY0010001", "marketing_name": "Harbor Gold"}])
    as_json("p1.json", [ENTRY])
    index = as_json(
        "index.json",
        {"provider_urls": ["https://example.org/a/p1.json"], "plan_urls": ["plans.json"]},
    )
    assert [(job.file.name, job.part) for job in jobs([index], None)] == [
        ("plans.json", "plans"),
        ("p1.json", "providers"),
    ]


def test_index_fetches_nothing_and_says_where_files_belong(as_json: Write) -> None:
    index = as_json("index.json", {"provider_urls": ["https://example.org/p9.json"]})
    with pytest.raises(UnusableInput, match=r"is not fetched; download it to .*p9\.json"):
        jobs([index], None)


def test_index_reaches_no_other_folder(as_json: Write) -> None:
    index = as_json("index.json", {"provider_urls": ["../../etc/hosts"]})
    with pytest.raises(UnusableInput, match="outside the folder"):
        jobs([index], None)
