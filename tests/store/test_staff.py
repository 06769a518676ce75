"""Accounts, sessions, tries, kept searches and the log, in both databases."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError

from directory.store import staff as accounts
from directory.store import staff_filters, staff_log, staff_sessions
from directory.store.opened import Store
from directory.store.staff_sessions import KEPT
from directory.store.staff_tables import log, sessions

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)


def hire(store: Store, login: str = "ada", **more: str) -> accounts.Account:
    return accounts.create(
        store, login=login, name="Ada", role="agent", issuers=("11111", "22222"), at=NOON, **more
    )


def test_an_account_comes_back_as_it_was_made(store: Store) -> None:
    made = hire(store, " Ada ")
    assert accounts.by_login(store, "ADA") == accounts.by_id(store, made.person.id) == made
    assert made.person.issuers == ("11111", "22222")


@pytest.mark.parametrize("issuer", ["11111 22222", "", "\n", "a\u00a0b"])
def test_one_issuer_is_never_read_as_two(store: Store, issuer: str) -> None:
    id_ = hire(store).person.id
    with pytest.raises(ValueError, match="blanks"):
        accounts.change(store, id_, issuers=(issuer,))


def test_a_login_has_one_owner(store: Store) -> None:
    hire(store)
    with pytest.raises(accounts.LoginTaken):
        hire(store, "ADA")


def test_an_address_of_two_people_names_neither(store: Store) -> None:
    hire(store, email="ada@example.org")
    assert accounts.by_email(store, "Ada@Example.org") is not None
    hire(store, "eve", email="ada@example.org")
    assert accounts.by_email(store, "ada@example.org") is None
    assert accounts.by_email(store, "") is None


def test_a_code_is_taken_once_and_no_older_one_after_it(store: Store) -> None:
    id_ = hire(store).person.id
    assert [accounts.use_code(store, id_, step) for step in (7, 7, 6, 8)] == [
        True, False, False, True,
    ]  # fmt: skip


def test_only_the_hash_of_a_session_is_kept(store: Store) -> None:
    token = _begin(store, hire(store).person.id)
    held = staff_sessions.held(store, token, NOON)
    assert held
    assert token not in str(held)
    assert staff_sessions.held(store, held[0].key, NOON) is None


def test_a_session_from_the_future_is_none(store: Store) -> None:
    token = _begin(store, hire(store).person.id)
    assert staff_sessions.held(store, token, NOON - timedelta(minutes=5)) is None


def test_the_log_takes_rows_and_gives_up_none(store: Store) -> None:
    staff_log.note(store, hire(store).person, "did", "it", at=NOON, issuer="11111", how="so")
    for statement in (update(log).values(action="other"), delete(log)):
        with pytest.raises(IntegrityError), store.session(write=True) as session:
            session.execute(statement)
    (kept,) = staff_log.walk(store, staff_log.Wanted())
    assert (kept.login, kept.action, kept.object, kept.detail) == (
        "ada",
        "did",
        "it",
        '{"how":"so"}',
    )


def test_the_log_is_searched_by_each_column(store: Store) -> None:
    person = hire(store).person
    staff_log.note(store, person, "one", "x", at=NOON, issuer="11111")
    staff_log.note(store, person, "two", "y", at=NOON + timedelta(hours=1), issuer="22222")
    for wanted in (
        staff_log.Wanted(action="two"), staff_log.Wanted(object="y"),
        staff_log.Wanted(since=NOON + timedelta(minutes=1)), staff_log.Wanted(issuers=("22222",)),
    ):  # fmt: skip
        assert [entry.action for entry in staff_log.page(store, wanted)] == ["two"]
    assert staff_log.page(store, staff_log.Wanted(issuers=())) == []


def test_a_search_is_kept_under_one_name(store: Store) -> None:
    staff_filters.keep(store, "a", "hearts", "specialty=cardiology", NOON)
    staff_filters.keep(store, "a", "hearts", "specialty=heart-failure", NOON)
    (mine,) = staff_filters.kept(store, "a")
    assert mine.query == "specialty=heart-failure"
    assert not staff_filters.drop(store, "b", mine.id)
    assert staff_filters.drop(store, "a", mine.id)
    assert staff_filters.kept(store, "a") == []


def test_nobody_keeps_searches_without_end(store: Store) -> None:
    for number in range(staff_filters.MOST):
        staff_filters.keep(store, "a", str(number), "", NOON)
    with pytest.raises(staff_filters.TooManyKept):
        staff_filters.keep(store, "a", "one more", "", NOON)


def _begin(store: Store, staff_id: str, now: datetime = NOON) -> str:
    return staff_sessions.begin(
        store, staff_id, factor="password", whole=True, address="", agent="", now=now
    )


def test_sessions_of_last_month_leave_with_the_next_one(store: Store) -> None:
    mine, other = hire(store).person.id, hire(store, "other").person.id
    _begin(store, mine)
    _begin(store, other)
    _begin(store, mine, NOON + KEPT + timedelta(seconds=1))
    with store.session() as session:
        left = session.execute(select(sessions.c.staff, sessions.c.began)).all()
    assert {tuple(row) for row in left} == {
        (other, NOON), (mine, NOON + KEPT + timedelta(seconds=1))
    }  # fmt: skip
