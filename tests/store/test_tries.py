"""Tries are counted before they are looked at, one after the other, in each kind of database."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from sqlalchemy import func, select

from directory.store import staff_tries
from directory.store.opened import Store
from directory.store.staff_tables import tries
from directory.store.staff_tries import FORGOTTEN, LEAK, Growing, Leaking

NOON = datetime(2026, 11, 20, 17, 0, tzinfo=UTC)
LOGIN = {"who": Growing(free=5)}
NETWORK = {"where": Leaking(free=3)}


def attempt(store: Store, of: dict[str, staff_tries.Limit], **later: float) -> float | None:
    """Seconds to wait, None where one may try."""
    now = NOON + timedelta(**later)
    until = staff_tries.attempt(store, of, now)
    return (until - now).total_seconds() if until else None


def rows(store: Store) -> int:
    with store.session() as session:
        return session.scalar(select(func.count()).select_from(tries)) or 0


def test_after_the_free_tries_the_waits_double(store: Store) -> None:
    assert [attempt(store, LOGIN) for _ in range(6)] == [None] * 5 + [30]
    assert attempt(store, LOGIN, seconds=30) is None
    assert attempt(store, LOGIN, seconds=31) == 59


def test_waiting_is_no_try(store: Store) -> None:
    waits = [attempt(store, LOGIN) for _ in range(20)]
    assert waits[5:] == [30] * 15


def test_a_success_begins_anew(store: Store) -> None:
    for _ in range(5):
        attempt(store, LOGIN)
    staff_tries.forget(store, "who")
    assert attempt(store, LOGIN) is None


def test_failures_are_forgotten_after_a_day(store: Store) -> None:
    for _ in range(6):
        attempt(store, LOGIN)
    later = FORGOTTEN.total_seconds() + 1
    assert [attempt(store, LOGIN, seconds=later) for _ in range(5)] == [None] * 5


def test_of_many_tries_at_once_no_more_are_let_through_than_one_by_one(store: Store) -> None:
    with ThreadPoolExecutor(16) as pool:
        found = list(pool.map(lambda _: attempt(store, LOGIN), range(40)))
    assert found.count(None) == 5


def test_what_one_of_two_limits_refuses_counts_for_neither(store: Store) -> None:
    for _ in range(3):
        attempt(store, NETWORK)
    assert [attempt(store, LOGIN | NETWORK) for _ in range(9)] == [LEAK.total_seconds()] * 9
    assert [attempt(store, LOGIN) for _ in range(5)] == [None] * 5


def test_a_network_is_forgiven_one_failure_after_the_other(store: Store) -> None:
    minute = LEAK.total_seconds()
    assert [attempt(store, NETWORK) for _ in range(4)] == [None] * 3 + [minute]
    assert attempt(store, NETWORK, seconds=minute) is None
    assert attempt(store, NETWORK, seconds=minute) == minute
    assert [attempt(store, NETWORK, seconds=minute * 9) for _ in range(3)] == [None] * 3


def test_failures_that_come_slowly_never_stop_a_network(store: Store) -> None:
    step = LEAK.total_seconds() * 1.5
    assert {attempt(store, NETWORK, seconds=step * n) for n in range(50)} == {None}


def test_a_success_costs_a_network_nothing(store: Store) -> None:
    for _ in range(20):
        assert attempt(store, NETWORK) is None
        staff_tries.give_back(store, "where")


def test_names_that_nobody_tries_any_more_are_dropped(store: Store) -> None:
    attempt(store, LOGIN)
    attempt(store, NETWORK, seconds=FORGOTTEN.total_seconds() + 1)
    assert rows(store) == 1
