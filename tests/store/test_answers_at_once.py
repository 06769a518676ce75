"""Answers on record where many act in the same moment, and at the edges of what is looked for."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from directory.store import answers, questions
from directory.store.answer_audit import verify
from directory.store.answers import QuestionClosed, Wanted
from directory.store.opened import Store
from tests.store.told import HARBOR, MEMBER, MESA, NOON, answer, ask, file_many

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


def test_pages_of_several_issuers_are_in_one_order(store: Store) -> None:
    for number, issuer in enumerate((HARBOR, MESA, "33333", MESA, HARBOR, MESA)):
        answers.file(store, answer(str(number), issuer=issuer, at=NOON + number * DAY))
    wanted = Wanted(issuers=(HARBOR, MESA))
    seen, before = [], None
    while page := answers.page(store, wanted, before=before, limit=2):
        seen += [one.form for one in page]
        before = page[-1].seq
    assert seen == ["5", "4", "3", "1", "0"]
    assert [one.form for one in answers.walk_wanted(store, wanted)] == seen[::-1]


def test_answers_are_in_the_order_of_their_time_also_where_a_clock_was_put_back(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for form, days in (("first", 0), ("third", 2), ("second", 1), ("too", 1)):
        answers.file(store, answer(form, at=NOON + days * DAY))
    monkeypatch.setattr(answers, "BATCH", 1)
    expected = ["first", "second", "too", "third"]
    assert [one.form for one in answers.walk_wanted(store, Wanted())] == expected
    assert found(store) == expected[::-1]
    assert verify(store).whole


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
