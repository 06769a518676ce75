"""For auditors: a removed or changed row is named, an export stands by itself, old rows may go."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from directory.store.acceptances import page
from directory.store.audit import (
    NoExport,
    check_export,
    export,
    retain,
    verify,
    verify_against,
)
from directory.store.chain import BrokenChain, digest
from directory.store.opened import Store
from tests.store.decisions import NOON, decide, fill

RULES = {
    "sqlite": (
        "DROP TRIGGER acceptances_update_rule", "DROP TRIGGER acceptances_delete_rule",
        "DROP TRIGGER acceptance_head_update_rule",
    ),
    "postgresql": (
        "ALTER TABLE acceptances DISABLE TRIGGER USER",
        "ALTER TABLE acceptance_head DISABLE TRIGGER USER",
    ),
}  # fmt: skip


def tamper(store: Store, *statements: str) -> None:
    """Change the record as an owner of the database could who takes its rules away first."""
    with store.connection() as connection:
        for statement in (*RULES[store.dialect], *statements):
            connection.execute(text(statement))


@pytest.fixture
def filled(store: Store) -> Store:
    """A record of five decisions."""
    fill(store, 5)
    return store


@pytest.fixture
def exported(filled: Store, tmp_path: Path) -> Path:
    """An export of them."""
    file = tmp_path / "decisions.jsonl"
    with file.open("wb") as out:
        assert export(filled, out, NOON).whole
    return file


def test_an_empty_record_is_whole(store: Store) -> None:
    found = verify(store)
    assert found.whole
    assert (found.rows, found.first, found.last) == (0, None, None)


def test_an_untouched_record_is_whole(filled: Store) -> None:
    found = verify(filled)
    assert found.whole
    assert (found.rows, found.first, found.last) == (5, 1, 5)


def test_a_removed_row_is_named(filled: Store) -> None:
    tamper(filled, "DELETE FROM acceptances WHERE seq = 3")
    assert verify(filled).faults == ("row 3 is missing",)


def test_removed_rows_at_the_beginning_are_named(filled: Store) -> None:
    tamper(filled, "DELETE FROM acceptances WHERE seq <= 2")
    assert verify(filled).faults == ("rows 1 to 2 are missing",)


def test_removed_rows_at_the_end_are_named(filled: Store) -> None:
    tamper(filled, "DELETE FROM acceptances WHERE seq >= 4")
    assert verify(filled).faults == ("rows 4 to 5 are missing at the end",)


def test_a_changed_row_is_named(filled: Store) -> None:
    tamper(filled, "UPDATE acceptances SET decision = 'declined' WHERE seq = 2")
    assert verify(filled).faults == ("row 2 was changed: its hash is not that of its fields",)


def test_two_rows_that_changed_places_are_named(filled: Store) -> None:
    tamper(
        filled,
        "UPDATE acceptances SET seq = 99 WHERE seq = 2",
        "UPDATE acceptances SET seq = 2 WHERE seq = 3",
        "UPDATE acceptances SET seq = 3 WHERE seq = 99",
    )
    assert any("row 2 does not follow from row 1" in one for one in verify(filled).faults)


def test_a_changed_row_with_a_new_hash_no_longer_fits_the_next(filled: Store) -> None:
    [entry] = [one for one in page(filled, "sample", 1) if one.seq == 2]
    forged = digest(type(entry)(**{**_fields(entry), "decision": "declined"}))
    tamper(
        filled,
        f"UPDATE acceptances SET decision = 'declined', hash = '{forged}' WHERE seq = 2",
    )
    assert verify(filled).faults == ("row 3 does not follow from row 2: one of them was changed",)


def _fields(entry: object) -> dict[str, object]:
    return {name: getattr(entry, name) for name in entry.__struct_fields__}  # type: ignore[attr-defined]  # a msgspec value


def test_a_chain_computed_anew_shows_against_an_export(filled: Store, exported: Path) -> None:
    changes = []
    before: dict[int, str] = {}
    for entry in reversed(page(filled, "sample", 1)):
        fields = _fields(entry) | {"previous": before.get(entry.seq - 1, entry.previous)}
        if entry.seq == 4:
            fields["decision"] = "declined"
        forged = digest(type(entry)(**fields))  # type: ignore[arg-type]  # fields of that very type
        before[entry.seq] = forged
        changes.append(
            f"UPDATE acceptances SET decision = '{fields['decision']}', hash = '{forged}', "
            f"previous = '{fields['previous']}' WHERE seq = {entry.seq}"
        )
    tamper(filled, *changes, f"UPDATE acceptance_head SET hash = '{before[5]}'")
    assert verify(filled).whole
    assert verify_against(filled, exported).faults == (
        "row 4 is not the one that was exported",
        "row 5 is not the one that was exported",
    )


def test_what_came_after_an_export_is_no_fault(filled: Store, exported: Path) -> None:
    decide(filled, "newcomer")
    assert verify_against(filled, exported).whole


def test_an_export_can_be_checked_by_itself(exported: Path) -> None:
    found = check_export(exported)
    assert found.whole
    assert found.rows == 5


def test_a_row_taken_out_of_an_export_is_named(exported: Path) -> None:
    lines = exported.read_bytes().splitlines(keepends=True)
    exported.write_bytes(b"".join(lines[:3] + lines[4:]))
    assert check_export(exported).faults == ("row 3 is missing",)


def test_the_hash_can_be_computed_by_anyone(exported: Path) -> None:
    import hashlib

    row = json.loads(exported.read_text(encoding="utf-8").splitlines()[1])
    expected = row.pop("hash")
    row["at"] = "2026-11-21T12:00:00.000001Z"
    said = json.dumps(list(row.values()), separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(said.encode()).hexdigest() == expected


@pytest.mark.parametrize("content", [b"", b"{}\n", b"no json\nat all\n"])
def test_another_file_is_no_export(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other").write_bytes(content)
    with pytest.raises(NoExport):
        check_export(tmp_path / "other")


def test_old_rows_may_go_and_the_rest_stays_verifiable(store: Store) -> None:
    fill(store, 3, NOON - timedelta(days=2600))
    fill(store, 2, NOON)
    assert retain(store, now=NOON + timedelta(hours=1)) == 3
    decide(store, "newcomer", at=NOON + timedelta(hours=2))
    found = verify(store)
    assert found.whole
    assert (found.first, found.last) == (4, 6)


def test_retention_can_be_repeated(store: Store) -> None:
    fill(store, 3, NOON - timedelta(days=2600))
    decide(store, "between", at=NOON - timedelta(days=1500))
    assert retain(store, now=NOON) == 3
    assert retain(store, now=NOON) == 0
    assert retain(store, 1000, now=NOON) == 1
    decide(store, "newcomer")
    assert verify(store).whole
    assert verify(store).first == 5


def test_a_row_removed_after_retention_is_named(store: Store) -> None:
    fill(store, 3, NOON - timedelta(days=2600))
    fill(store, 3, NOON)
    retain(store, now=NOON)
    tamper(store, "DELETE FROM acceptances WHERE seq = 4")
    assert verify(store).faults == ("row 4 is missing",)


def test_retired_rows_are_no_fault_against_an_older_export(store: Store, tmp_path: Path) -> None:
    fill(store, 2, NOON - timedelta(days=2600))
    fill(store, 1)
    with (tmp_path / "old.jsonl").open("wb") as out:
        export(store, out)
    retain(store, now=NOON)
    assert verify_against(store, tmp_path / "old.jsonl").whole


def test_a_young_row_before_an_old_one_keeps_it(store: Store) -> None:
    decide(store, "one", at=NOON)
    decide(store, "two", at=NOON - timedelta(days=2600))
    assert retain(store, now=NOON + timedelta(days=1)) == 0


def test_retention_below_a_year_is_refused(filled: Store) -> None:
    with pytest.raises(ValueError, match="365 days at least"):
        retain(filled, 364)


def test_retention_touches_nothing_of_a_broken_record(store: Store) -> None:
    fill(store, 4, NOON - timedelta(days=2600))
    tamper(store, "DELETE FROM acceptances WHERE seq = 2")
    with pytest.raises(BrokenChain, match="row 2 is missing"):
        retain(store, now=NOON)
    assert verify(store).rows == 3
