"""Small decisions to record."""

import hashlib
from datetime import UTC, datetime, timedelta

from directory.store.acceptances import Circumstances, Shown, Subject, circumstances, record
from directory.store.chain import Decision
from directory.store.opened import Store

NOON = datetime(2026, 11, 21, 12, 0, 0, 1, tzinfo=UTC)
AGENT = "Reader/1.0 (tests)"


def visitor(name: str = "a" * 32) -> Subject:
    return Subject(type="visitor", id=name)


def shown(license: str = "sample", version: int = 1, text: str = "words") -> Shown:
    sha256 = hashlib.sha256(f"{text} {version}".encode()).hexdigest()
    return Shown(license=license, version=version, sha256=sha256, language="en")


def how(at: datetime = NOON) -> Circumstances:
    return circumstances(
        at=at, address="203.0.113.77", user_agent=AGENT, wanted="/policies/CP-1", channel="page"
    )


def decide(
    store: Store,
    who: str = "a" * 32,
    decision: Decision = "accepted",
    at: datetime = NOON,
    *texts: Shown,
) -> None:
    record(store, visitor(who), texts or [shown()], decision, how(at))


def fill(store: Store, count: int, at: datetime = NOON) -> None:
    """Record one acceptance each of `count` visitors, a minute apart."""
    for number in range(count):
        decide(store, f"{at:%Y%m%d}-{number}", "accepted", at + timedelta(minutes=number))
