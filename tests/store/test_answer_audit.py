"""The record of answers: what was changed or removed is named, two years are kept by rule."""

import hashlib
import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from directory.store import questions
from directory.store.__main__ import OK, main
from directory.store.answer_audit import export, retain, verify
from directory.store.answers import Wanted, file, find, page
from directory.store.chain import BrokenChain, digest
from directory.store.opened import Store
from tests.store.told import NOON, answer, ask, changed, file_many

RULES = {
    "sqlite": (
        "DROP TRIGGER answers_update_rule", "DROP TRIGGER answers_delete_rule",
        "DROP TRIGGER answer_head_update_rule",
    ),
    "postgresql": (
        "ALTER TABLE answers DISABLE TRIGGER USER", "ALTER TABLE answer_head DISABLE TRIGGER USER",
    ),
}  # fmt: skip


def do(store: Store, *statements: str) -> None:
    with store.connection() as connection:
        for statement in statements:
            connection.execute(text(statement))


def tamper(store: Store, *statements: str) -> None:
    """Change the record as an owner of the database could who takes its rules away first."""
    do(store, *RULES[store.dialect], *statements)


def ago(days: float) -> datetime:
    """A moment by the clock of this machine, which is the one that the database's rule reads."""
    return datetime.now(UTC) - timedelta(days=days)


def test_an_untouched_record_is_whole(store: Store) -> None:
    assert verify(store).whole
    file_many(store, 5)
    found = verify(store)
    assert found.whole
    assert (found.rows, found.first, found.last) == (5, 1, 5)


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("DELETE FROM answers WHERE seq = 3", "row 3 is missing"),
        ("DELETE FROM answers WHERE seq <= 2", "rows 1 to 2 are missing"),
        ("DELETE FROM answers WHERE seq >= 4", "rows 4 to 5 are missing at the end"),
        (
            "UPDATE answers SET verdict = 'out' WHERE seq = 2",
            "row 2 was changed: its hash is not that of its fields",
        ),
        (
            "UPDATE answers SET shown = '{}' WHERE seq = 2",
            "row 2 was changed: its hash is not that of its fields",
        ),
    ],
)
def test_what_was_removed_or_changed_is_named(store: Store, statement: str, fault: str) -> None:
    file_many(store, 5)
    tamper(store, statement)
    assert verify(store).faults == (fault,)


def test_a_changed_answer_with_a_new_hash_no_longer_fits_the_next(store: Store) -> None:
    second = file_many(store, 3)[1]
    forged = digest(changed(second, verdict="out"))
    tamper(store, f"UPDATE answers SET verdict = 'out', hash = '{forged}' WHERE seq = 2")
    assert verify(store).faults == ("row 3 does not follow from row 2: one of them was changed",)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE answers SET verdict = 'out'",
        "UPDATE answers SET note = 'more' WHERE seq = 2",
        "DELETE FROM answers",
        "DELETE FROM answers WHERE seq = 1",
        "UPDATE answer_head SET seq = 1",
        "DELETE FROM answer_head",
        "INSERT INTO answer_head (id, seq, hash) VALUES (2, 0, '')",
        "INSERT INTO answers SELECT 9, 'r', 'f', at, staff, login, issuer, plan, npi, specialty, "
        "as_of, member, verdict, question, language, generation, shown, note, previous, 'h' "
        "FROM answers WHERE seq = 1",
        "INSERT INTO answer_checkpoints SELECT 1, hash, 1, at, at FROM answers WHERE seq = 1",
    ],
)
def test_the_database_itself_refuses_what_a_record_must_not_suffer(
    store: Store, statement: str
) -> None:
    file_many(store, 2, ago(1))
    with pytest.raises(IntegrityError):
        do(store, statement)
    assert verify(store).rows == 2


def test_an_answer_of_another_kind_is_refused(store: Store) -> None:
    with pytest.raises(IntegrityError):
        file(store, answer(verdict="perhaps"))
    assert verify(store).rows == 0


def test_answers_go_after_two_years_and_the_rest_stays_verifiable(store: Store) -> None:
    file_many(store, 3, ago(740))
    file_many(store, 2, ago(10))
    assert retain(store) == 3
    file(store, answer("newcomer", at=ago(0)))
    found = verify(store)
    assert found.whole
    assert (found.first, found.last) == (4, 6)
    assert retain(store) == 0


def test_an_answer_of_just_two_years_stays_and_goes_a_second_later(store: Store) -> None:
    at = ago(800)
    file(store, answer(at=at))
    two_years = at + timedelta(days=730)
    assert [retain(store, now=two_years + timedelta(seconds=n)) for n in (0, 1)] == [0, 1]
    assert verify(store).rows == 0


def test_the_database_keeps_two_years_even_where_the_clock_of_the_command_is_wrong(
    store: Store,
) -> None:
    file_many(store, 2, ago(729))
    with pytest.raises(IntegrityError):
        retain(store, now=datetime.now(UTC) + timedelta(days=100))
    assert verify(store).rows == 2


def test_less_than_two_years_is_refused(store: Store) -> None:
    with pytest.raises(ValueError, match="730 days at least"):
        retain(store, 729)


def test_a_young_answer_before_an_old_one_keeps_it(store: Store) -> None:
    file(store, answer("young", at=ago(1)))
    file(store, answer("old", at=ago(800)))
    assert retain(store) == 0


def test_nothing_of_a_broken_record_is_removed(store: Store) -> None:
    file_many(store, 4, ago(800))
    tamper(store, "DELETE FROM answers WHERE seq = 2")
    with pytest.raises(BrokenChain, match="row 2 is missing"):
        retain(store)
    assert verify(store).rows == 3


def test_an_answer_removed_after_retention_is_named(store: Store) -> None:
    file_many(store, 3, ago(800))
    file_many(store, 3, ago(5))
    retain(store)
    tamper(store, "DELETE FROM answers WHERE seq = 4")
    assert verify(store).faults == ("row 4 is missing",)


def test_questions_closed_two_years_ago_go_and_open_ones_stay(store: Store) -> None:
    old = [ask(store, form, opened=ago(800)) for form in ("withdrawn", "late", "open")]
    questions.withdraw(store, old[0].reference, ago(731))
    questions.withdraw(store, old[1].reference, ago(729))
    retain(store)
    kept = [questions.find(store, one.reference) is not None for one in old]
    assert kept == [False, True, True]


def test_an_export_holds_every_answer_between_its_head_and_its_tail(store: Store) -> None:
    filed = file_many(store, 3)
    out = io.BytesIO()
    assert export(store, out, NOON).whole
    head, *rows, tail = (json.loads(line) for line in out.getvalue().splitlines())
    assert (head["format"], head["begin"]["seq"]) == ("answers-1", 0)
    assert [row["reference"] for row in rows] == [one.reference for one in filed]
    assert (tail["rows"], tail["end"]) == (3, {"seq": 3, "hash": filed[-1].hash})


def test_the_hash_can_be_computed_by_anyone(store: Store) -> None:
    file_many(store, 1)
    out = io.BytesIO()
    export(store, out, NOON)
    row = json.loads(out.getvalue().splitlines()[1])
    expected = row.pop("hash")
    row["at"] = "2026-11-20T17:00:00.000001Z"
    said = json.dumps(list(row.values()), separators=(",", ":"), ensure_ascii=False)
    assert hashlib.sha256(said.encode()).hexdigest() == expected


def test_the_commands_check_export_and_retain(
    store: Store,
    store_url: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("DIRECTORY_DATABASE_URL", store_url)
    monkeypatch.setenv("DIRECTORY_HOME", str(tmp_path))
    file_many(store, 2, ago(800))
    last = file(store, answer("young", at=ago(1)))
    file_ = tmp_path / "answers.jsonl"
    assert main(["verify-answers"]) == OK
    assert main(["export-answers", str(file_)]) == OK
    assert main(["retain-answers"]) == OK
    assert "2 answers removed." in capsys.readouterr().out
    assert len(file_.read_bytes().splitlines()) == 5
    assert [one.seq for one in page(store, Wanted())] == [3]
    assert find(store, last.reference) == last


def test_a_broken_record_is_told_by_the_exit_code(
    store: Store, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIRECTORY_DATABASE_URL", store_url)
    file_many(store, 3)
    tamper(store, "DELETE FROM answers WHERE seq = 2")
    assert main(["verify-answers"]) != OK
