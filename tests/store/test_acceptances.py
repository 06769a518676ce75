"""The record of decisions: written once, in order, by many at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from directory.errors import ChangedLicense
from directory.store.acceptance_tables import acceptances
from directory.store.acceptances import (
    circumstances,
    counts,
    last_accepted,
    latest,
    network_of,
    page,
    record,
)
from directory.store.audit import verify
from directory.store.opened import Store
from tests.store.decisions import AGENT, NOON, decide, how, shown, visitor

DAY = timedelta(days=1)


def rows(store: Store) -> int:
    with store.session() as session:
        return session.scalar(select(func.count()).select_from(acceptances)) or 0


def test_a_decision_is_kept_with_all_that_the_rules_ask_for(store: Store) -> None:
    decide(store)
    [entry] = page(store, "sample", 1)
    assert (entry.seq, entry.subject_type, entry.subject) == (1, "visitor", "a" * 32)
    assert (entry.license, entry.version, entry.sha256) == ("sample", 1, shown().sha256)
    assert (entry.decision, entry.at, entry.language) == ("accepted", NOON, "en")
    assert (entry.address, entry.user_agent) == ("203.0.113.0", AGENT)
    assert (entry.wanted, entry.channel) == ("/policies/CP-1", "page")


def test_the_latest_decision_is_the_one_written_last_not_the_one_timed_last(store: Store) -> None:
    decide(store, at=NOON)
    decide(store, decision="declined", at=NOON - timedelta(hours=2))
    [now] = latest(store, visitor(), ["sample"])
    assert now.decision == "declined"


def test_each_license_has_a_latest_decision_of_its_own(store: Store) -> None:
    record(store, visitor(), [shown("one"), shown("two")], "accepted", how())
    record(store, visitor(), [shown("two")], "declined", how())
    found = {one.license: one.decision for one in latest(store, visitor(), ["one", "two", "three"])}
    assert found == {"one": "accepted", "two": "declined"}


def test_decisions_of_one_are_not_those_of_another(store: Store) -> None:
    decide(store)
    assert latest(store, visitor("b" * 32), ["sample"]) == []


def test_a_form_sent_twice_counts_once(store: Store) -> None:
    decide(store)
    decide(store, at=NOON + timedelta(seconds=3))
    decide(store, decision="declined")
    decide(store, decision="declined")
    assert rows(store) == 2


def test_another_version_is_another_decision(store: Store) -> None:
    decide(store)
    decide(store, "a" * 32, "accepted", NOON, shown(version=2))
    assert [one.version for one in latest(store, visitor(), ["sample"])] == [2]
    assert len(page(store, "sample", 1)) == 1


@pytest.mark.parametrize(
    ("later", "expected"),
    [(timedelta(hours=23), 1), (timedelta(hours=25), 2), (timedelta(hours=-1), 2)],
    ids=["in force", "expired", "the clock went backwards"],
)
def test_accepting_anew_counts_where_the_old_one_no_longer_holds(
    store: Store, later: timedelta, expected: int
) -> None:
    at = NOON + later
    record(store, visitor(), [shown()], "accepted", how(NOON))
    record(store, visitor(), [shown()], "accepted", how(at), unless_since=at - DAY)
    assert rows(store) == expected


def test_a_license_changed_under_its_version_is_refused_and_nothing_is_written(
    store: Store,
) -> None:
    decide(store)
    with pytest.raises(ChangedLicense):
        record(store, visitor("b" * 32), [shown("other"), shown(text="altered")], "accepted", how())
    assert rows(store) == 1


def test_two_hundred_at_once_leave_one_row_each_and_a_whole_chain(store: Store) -> None:
    with ThreadPoolExecutor(32) as many:
        list(many.map(lambda n: decide(store, f"visitor-{n}"), range(200)))
    assert rows(store) == 200
    found = verify(store)
    assert found.whole
    assert (found.first, found.last) == (1, 200)


def test_one_visitor_pressing_twenty_times_at_once_leaves_one_row(store: Store) -> None:
    with ThreadPoolExecutor(20) as many:
        list(many.map(lambda _: decide(store), range(20)))
    assert rows(store) == 1


def test_what_was_accepted_before_is_found_after_a_decline(store: Store) -> None:
    decide(store)
    decide(store, decision="declined")
    found = last_accepted(store, visitor(), "sample")
    assert found
    assert found.version == 1


def test_decisions_are_counted_by_license_version_and_kind(store: Store) -> None:
    decide(store)
    decide(store, "b" * 32)
    decide(store, "b" * 32, "declined")
    assert counts(store) == [("sample", 1, "accepted", 2), ("sample", 1, "declined", 1)]


def test_a_page_of_decisions_goes_on_where_the_last_one_ended(store: Store) -> None:
    for number in range(5):
        decide(store, f"visitor-{number}")
    first = page(store, "sample", 1, limit=2)
    second = page(store, "sample", 1, before=first[-1].seq, limit=2)
    assert [one.seq for one in first + second] == [5, 4, 3, 2]


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("203.0.113.77", "203.0.113.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"),
        ("::ffff:203.0.113.77", "203.0.113.0"),
        ("fe80::1%eth0", "fe80::"),
        ("unix:", ""),
        ("", ""),
    ],
)
def test_the_network_is_kept_and_not_the_machine(address: str, kept: str) -> None:
    assert network_of(address) == kept


def test_what_cannot_be_stored_is_cut_off(store: Store) -> None:
    odd = circumstances(
        at=datetime.now(UTC), address="?", user_agent="a\0b\ud800" + "x" * 400,
        wanted="/policies/CP-1?q=back+pain" , channel="api",
    )  # fmt: skip
    record(store, visitor(), [shown()], "accepted", odd)
    [entry] = page(store, "sample", 1)
    assert entry.user_agent.startswith("ab?x")
    assert len(entry.user_agent) == 300
    assert entry.wanted == "/policies/CP-1"
