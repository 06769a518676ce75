"""Answers on record where many act in the same moment, and at the edges of what is looked for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from directory.store import answers, questions
from directory.store.answer_audit import verify
from directory.store.answers import QuestionClosed, Wanted
from directory.store.opened import Store
from tests.store.told import MEMBER, MESA, NOON, answer, ask, file_many

DAY = timedelta(days=1)


def found(store: Store, **wanted: object) -> list[str]:
    asked = Wanted(**wanted)  # type: ignore[arg-type]  # fields by name
    return [one.form for one in answers.page(store, asked)]


def test_one_form_sent_twenty_times_at_once_leaves_one_answer(store: Store) -> None:
    with ThreadPoolExecutor(20) as many:
        given = list(many.map(lambda _: answers.file(store, answer()).reference, range(20)))
    assert len(set(given)) == 1
    assert verify(store).rows == 1


def test_a_span_takes_its_first_moment_and_leaves_its_last(store: Store) -> None:
    for number in range(3):
        answers.file(store, answer(str(number), at=NOON + number * DAY))
    assert found(store, since=NOON, until=NOON + 2 * DAY) == ["1", "0"]


def test_an_answer_without_a_member_is_not_found_by_one(store: Store) -> None:
    answers.file(store, answer(member=""))
    assert found(store, member=MEMBER) == []


def test_a_walk_crosses_its_batches(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    file_many(store, 5)
    monkeypatch.setattr(answers, "BATCH", 2)
    assert [one.seq for one in answers.walk_wanted(store, Wanted())] == [1, 2, 3, 4, 5]
    assert verify(store).rows == 5


def test_two_who_settle_a_question_at_once_leave_one_answer(store: Store) -> None:
    open_ = ask(store)

    def settle(number: int) -> bool:
        try:
            answers.file(store, answer(str(number), question=open_.reference))
        except QuestionClosed:
            return False
        return True

    with ThreadPoolExecutor(8) as many:
        assert sum(many.map(settle, range(8))) == 1
    assert verify(store).rows == 1


def test_a_question_that_is_none_cannot_be_settled(store: Store) -> None:
    with pytest.raises(QuestionClosed):
        answers.file(store, answer(question="0" * 12))
    assert verify(store).rows == 0


@pytest.mark.parametrize(
    "more", [{"issuer": MESA}, {"plan": "11111NY0010002"}, {"npi": "1000000202"}], ids=str
)
def test_an_answer_to_something_else_settles_nothing(store: Store, more: dict[str, str]) -> None:
    open_ = ask(store)
    with pytest.raises(QuestionClosed):
        answers.file(store, answer(question=open_.reference, **more))
    assert questions.find(store, open_.reference) == open_
    assert verify(store).rows == 0
