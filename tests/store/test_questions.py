"""Open questions: kept once, the most urgent first, taken, withdrawn, and counted."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from directory.store import answers, questions
from directory.store.opened import Store
from tests.store.told import DUE, HARBOR, MESA, NOON, answer, ask

HOUR = timedelta(hours=1)


def test_a_question_comes_back_as_it_was_asked(store: Store) -> None:
    asked = ask(store)
    assert questions.find(store, asked.reference) == asked
    assert asked.status == "open"


def test_an_unknown_reference_finds_no_question(store: Store) -> None:
    assert questions.find(store, "0" * 12) is None


def test_a_form_sent_twice_opens_one_question(store: Store) -> None:
    first = ask(store)
    assert ask(store) == first
    assert questions.queue(store, None) == [first]


def test_one_form_sent_twenty_times_at_once_opens_one_question(store: Store) -> None:
    with ThreadPoolExecutor(20) as many:
        given = list(many.map(lambda _: ask(store).reference, range(20)))
    assert len(set(given)) == 1
    assert len(questions.queue(store, None)) == 1


def test_the_most_urgent_question_comes_first(store: Store) -> None:
    late = ask(store, "late", due=DUE + HOUR)
    soon = ask(store, "soon")
    assert questions.queue(store, None) == [soon, late]
    assert questions.queue(store, None, limit=1) == [soon]


def test_the_queue_holds_the_issuers_asked_for(store: Store) -> None:
    ask(store, "harbor")
    mesa = ask(store, "mesa", issuer=MESA)
    assert questions.queue(store, (MESA,)) == [mesa]
    assert questions.queue(store, ()) == []


def test_all_that_wait_are_counted_also_those_that_no_list_shows(store: Store) -> None:
    for form in ("one", "two", "three"):
        ask(store, form)
    questions.withdraw(store, ask(store, "four").reference, NOON)
    ask(store, "mesa", issuer=MESA)
    assert questions.waiting(store, (HARBOR,)) == 3
    assert questions.waiting(store, None) == 4
    assert questions.waiting(store, ()) == 0


def test_a_taken_question_says_who_works_on_it(store: Store) -> None:
    asked = ask(store)
    assert questions.take(store, asked.reference, "eve")
    assert [one.taken for one in questions.queue(store, None)] == ["eve"]


def test_a_withdrawn_question_leaves_the_queue_and_forgets_the_contact(store: Store) -> None:
    asked = ask(store)
    assert questions.withdraw(store, asked.reference, NOON + HOUR)
    assert questions.queue(store, None) == []
    kept = questions.find(store, asked.reference)
    assert kept
    assert (kept.status, kept.closed, kept.contact) == ("withdrawn", NOON + HOUR, "")


def test_a_closed_question_is_neither_taken_nor_withdrawn(store: Store) -> None:
    asked = ask(store)
    answers.file(store, answer(question=asked.reference))
    assert not questions.take(store, asked.reference, "eve")
    assert not questions.withdraw(store, asked.reference, NOON)
    kept = questions.find(store, asked.reference)
    assert kept
    assert kept.status == "answered"


def settle(store: Store, form: str, *, after_due: timedelta) -> None:
    asked = ask(store, form)
    answers.file(store, answer(form, question=asked.reference, at=DUE + after_due))


def test_an_answer_at_the_very_moment_it_is_due_is_in_time(store: Store) -> None:
    settle(store, "in time", after_due=timedelta())
    settle(store, "late", after_due=timedelta(microseconds=1))
    (row,) = questions.timeliness(store, NOON, NOON + HOUR, DUE + HOUR, None)
    assert (row.issuer, row.opened, row.answered, row.still_open, row.late) == (HARBOR, 2, 2, 0, 1)


def test_an_open_question_is_late_once_it_is_due(store: Store) -> None:
    ask(store)
    late = [
        questions.timeliness(store, NOON, NOON + HOUR, now, None)[0].late
        for now in (DUE, DUE + timedelta(microseconds=1))
    ]
    assert late == [0, 1]


def test_a_withdrawn_question_is_never_late(store: Store) -> None:
    questions.withdraw(store, ask(store).reference, DUE + HOUR)
    (row,) = questions.timeliness(store, NOON, NOON + HOUR, DUE + HOUR, None)
    assert (row.opened, row.answered, row.still_open, row.late) == (1, 0, 0, 0)


def test_questions_are_counted_by_issuer_and_by_when_they_were_asked(store: Store) -> None:
    ask(store, "before", opened=NOON - HOUR)
    ask(store, "harbor")
    ask(store, "mesa", issuer=MESA)
    ask(store, "after", opened=NOON + HOUR)
    rows = questions.timeliness(store, NOON, NOON + HOUR, NOON, None)
    assert [(row.issuer, row.opened) for row in rows] == [(HARBOR, 1), (MESA, 1)]
    mine = questions.timeliness(store, NOON, NOON + HOUR, NOON, (MESA,))
    assert [row.issuer for row in mine] == [MESA]
