"""Answers are filed once, in order, and nobody changes or loses one; in both databases."""

import io
import threading
from datetime import UTC, date, datetime, timedelta

import msgspec
import pytest
from sqlalchemy import delete, insert, text, update
from sqlalchemy.exc import IntegrityError

from directory.model.reference import new_reference
from directory.store import answer_audit, answers, questions
from directory.store.answer_tables import answer_checkpoints, answer_head
from directory.store.answer_tables import answers as table
from directory.store.answers import Answer, QuestionClosed, Wanted
from directory.store.opened import Store
from directory.store.questions import Question

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
LONG_AGO = datetime(2024, 1, 2, 17, 0, tzinfo=UTC)


def draft(form: str = "f", **more: object) -> Answer:
    given: dict[str, object] = {
        "reference": new_reference(), "form": form, "at": NOON, "staff": "s", "login": "ada",
        "issuer": "11111", "plan": "P", "npi": "1000000103", "specialty": "cardiology",
        "as_of": date(2026, 11, 20), "member": "", "verdict": "in", "language": "en",
        "generation": "g1", "shown": "{}",
    }  # fmt: skip
    return Answer(**(given | more))  # type: ignore[arg-type]  # fields by name


def question(**more: object) -> Question:
    given: dict[str, object] = {
        "reference": new_reference(), "form": "q", "opened": NOON, "due": NOON + timedelta(days=3),
        "staff": "s", "login": "ada", "issuer": "11111", "plan": "P", "npi": "1000000103",
        "as_of": date(2026, 11, 20), "member": "", "contact": "ann@example.org",
        "language": "en", "text": "?",
    }  # fmt: skip
    return Question(**(given | more))  # type: ignore[arg-type]  # fields by name


def test_an_answer_is_found_as_it_was_filed(store: Store) -> None:
    filed = answers.file(store, draft(shown='{"name":"Ñ 王"}', note="said twice"))
    assert answers.find(store, filed.reference) == filed
    assert (filed.seq, filed.previous) == (1, "0" * 64)


def test_a_form_sent_twice_is_one_answer(store: Store) -> None:
    first = answers.file(store, draft())
    assert answers.file(store, draft()) == first
    assert len(answers.page(store, Wanted())) == 1


def test_answers_are_found_by_member_doctor_day_and_issuer(store: Store) -> None:
    one = answers.file(store, draft("1", member="m" * 64))
    two = answers.file(
        store, draft("2", npi="1000000202", issuer="22222", at=NOON + timedelta(days=1))
    )
    later = NOON + timedelta(hours=1)
    for wanted, found in (
        (Wanted(member="m" * 64), one), (Wanted(npi="1000000202"), two),
        (Wanted(since=later), two), (Wanted(until=later), one),
        (Wanted(issuers=("22222",)), two),
    ):  # fmt: skip
        assert answers.page(store, wanted) == [found]
    assert answers.page(store, Wanted(issuers=())) == []


def test_pages_go_back_without_repeat_or_loss(store: Store) -> None:
    filed = [answers.file(store, draft(str(n))).seq for n in range(7)]
    seen: list[int] = []
    before = None
    while page := answers.page(store, Wanted(), before=before, limit=3):
        seen += [one.seq for one in page]
        before = page[-1].seq
    assert seen == filed[::-1]


def test_fifty_agents_at_once_lose_none(store: Store) -> None:
    def work(number: int) -> None:
        for one in range(4):
            answers.file(store, draft(f"{number}-{one}"))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(50)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    found = answer_audit.verify(store)
    assert (found.rows, found.whole) == (200, True)


@pytest.mark.parametrize(
    "statement",
    [update(table).values(verdict="out"), delete(table), update(answer_head).values(seq=0),
     delete(answer_head), insert(answer_head).values(id=1, seq=9, hash="x"),
     insert(table).values(msgspec.structs.asdict(draft("x", seq=7, hash="h")))],
    ids=["change", "remove", "wind back", "forget the end", "another end", "leave a gap"],
)  # fmt: skip
def test_the_database_refuses_to_rewrite_the_record(store: Store, statement: object) -> None:
    answers.file(store, draft())
    with pytest.raises(IntegrityError), store.session(write=True) as session:
        session.execute(statement)  # type: ignore[call-overload]  # any statement
    assert answer_audit.verify(store).whole


def test_a_removed_row_is_named(store: Store) -> None:
    for number in range(3):
        answers.file(store, draft(str(number)))
    _tear_out(store, 2)
    assert answer_audit.verify(store).faults == ("row 2 is missing",)


def test_answers_of_two_years_ago_leave_and_younger_ones_stay(store: Store) -> None:
    answers.file(store, draft("old", at=LONG_AGO))
    kept = answers.file(store, draft("new"))
    assert answer_audit.retain(store, now=NOON) == 1
    assert answers.page(store, Wanted()) == [kept]
    assert answer_audit.verify(store).whole


def test_nobody_removes_answers_before_two_years(store: Store) -> None:
    filed = answers.file(store, draft("young", at=datetime.now(UTC) - timedelta(days=700)))
    with pytest.raises(ValueError, match="730 days at least, not 700"):
        answer_audit.retain(store, 700)
    values = {
        "through": 1, "hash": filed.hash, "removed": 1, "older_than": NOON, "at": NOON,
    }  # fmt: skip
    with pytest.raises(IntegrityError), store.session(write=True) as session:
        session.execute(insert(answer_checkpoints).values(values))


def test_an_export_holds_every_answer_and_where_the_chain_ends(store: Store) -> None:
    filed = [answers.file(store, draft(str(number))) for number in range(2)]
    out = io.BytesIO()
    assert answer_audit.export(store, out).whole
    head, *lines, tail = out.getvalue().splitlines()
    assert msgspec.json.decode(head)["format"] == "answers-1"
    assert [msgspec.json.decode(line, type=Answer) for line in lines] == filed
    assert msgspec.json.decode(tail)["end"] == {"seq": 2, "hash": filed[-1].hash}


def test_an_answer_settles_its_question_once(store: Store) -> None:
    asked = questions.ask(store, question())
    filed = answers.file(store, draft("1", question=asked.reference))
    settled = questions.find(store, asked.reference)
    assert settled
    assert (settled.status, settled.answer, settled.contact) == ("answered", filed.reference, "")
    with pytest.raises(QuestionClosed, match=filed.reference):
        answers.file(store, draft("2", question=asked.reference))
    assert len(answers.page(store, Wanted())) == 1


def test_open_questions_come_by_what_is_due_first(store: Store) -> None:
    late = questions.ask(store, question(form="a", due=NOON + timedelta(days=5)))
    soon = questions.ask(store, question(form="b", due=NOON + timedelta(days=1)))
    questions.ask(store, question(form="c", issuer="22222"))
    assert [one.reference for one in questions.queue(store, ("11111",))] == [
        soon.reference, late.reference,
    ]  # fmt: skip
    assert questions.withdraw(store, soon.reference, NOON)
    assert not questions.withdraw(store, soon.reference, NOON)
    assert [one.reference for one in questions.queue(store, ("11111",))] == [late.reference]


def test_late_is_what_closed_late_or_is_still_open_past_its_time(store: Store) -> None:
    due = NOON + timedelta(days=1)
    in_time = questions.ask(store, question(form="a", due=due))
    answers.file(store, draft("1", question=in_time.reference, at=due - timedelta(minutes=1)))
    too_late = questions.ask(store, question(form="b", due=due))
    answers.file(store, draft("2", question=too_late.reference, at=due + timedelta(minutes=1)))
    questions.ask(store, question(form="c", due=due))
    span = (NOON - timedelta(days=1), NOON + timedelta(days=1))
    (row,) = questions.timeliness(store, *span, due + timedelta(hours=1), None)
    assert (row.opened, row.answered, row.still_open, row.late) == (3, 2, 1, 2)


def test_counts_go_by_issuer_specialty_and_verdict(store: Store) -> None:
    for number, verdict in enumerate(("in", "unknown", "unknown")):
        answers.file(store, draft(str(number), verdict=verdict))
    span = (NOON - timedelta(days=1), NOON + timedelta(days=1))
    assert answers.counts(store, *span, None) == [
        ("11111", "cardiology", "in", 1), ("11111", "cardiology", "unknown", 2),
    ]  # fmt: skip
    assert answers.counts(store, *span, ("22222",)) == []


def _tear_out(store: Store, seq: int) -> None:
    """Remove a row past the rules, as who owns the database's files could."""
    with store.connection() as connection:
        if store.dialect == "sqlite":
            connection.execute(text("DROP TRIGGER answers_delete_rule"))
        else:
            connection.execute(text("ALTER TABLE answers DISABLE TRIGGER answers_delete_rule"))
        connection.execute(delete(table).where(table.c.seq == seq))
