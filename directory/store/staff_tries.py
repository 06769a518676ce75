"""Tries to log in are counted before they are looked at; whoever failed too often must wait."""

from collections.abc import Mapping
from datetime import datetime, timedelta

import msgspec
from sqlalchemy import bindparam, delete, select, text, update

from directory.store.base import UtcTime
from directory.store.opened import Store
from directory.store.staff_tables import tries

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
LEAK = timedelta(minutes=1)
FORGOTTEN = timedelta(hours=24)


class Growing(msgspec.Struct, frozen=True):
    """After `free` failures thirty seconds, doubled by each further one up to half an hour.

    For one login, whose owner mistypes now and then. All is forgotten after a day without a try.
    """

    free: int

    def level(self, failures: int, since: timedelta) -> int:
        """How many failures still count, so long after the last one."""
        return 0 if since > FORGOTTEN else failures

    def wait(self, level: int) -> timedelta:
        """How long after the last failure the next try may come."""
        beyond = level - self.free
        return timedelta() if beyond < 0 else min(FIRST_WAIT * 2 ** min(beyond, 10), LONGEST_WAIT)


class Leaking(msgspec.Struct, frozen=True):
    """`free` failures at once, and one more each LEAK.

    For a network, which hundreds may share: somebody there mistypes every few minutes, all year.
    """

    free: int

    def level(self, failures: int, since: timedelta) -> int:
        """How many failures still count, so long after the last one."""
        return max(0, failures - max(0, since // LEAK))

    def wait(self, level: int) -> timedelta:
        """How long after the last failure the next try may come."""
        return timedelta() if level < self.free else LEAK


Limit = Growing | Leaking
_HOLD = text(
    "INSERT INTO staff_tries (who, failures, last) VALUES (:who, 0, :now) "
    "ON CONFLICT (who) DO UPDATE SET failures = staff_tries.failures"
).bindparams(bindparam("now", type_=UtcTime))
"""Makes a row or changes nothing in it, and locks it, so that nobody removes it meanwhile."""


def attempt(store: Store, limits: Mapping[str, Limit], now: datetime) -> datetime | None:
    """Count a try for each of `limits`; or, where one of them must wait, for none, and until when.

    A try counts as failed until `forget` or `give_back` says otherwise: of a hundred sent at once
    no more are let through than of a hundred sent one after the other. Raises StoreUnavailable.
    """
    levels: dict[str, int] = {}
    until = now
    with store.session(write=True) as session:
        # Always in the same order, so that two of them cannot wait for each other.
        for who, limit in sorted(limits.items()):
            session.execute(_HOLD, {"who": who, "now": now})
            row = session.execute(select(tries).where(tries.c.who == who)).one()
            levels[who] = limit.level(row.failures, now - row.last)
            until = max(until, row.last + limit.wait(levels[who]))
        if until > now:
            return until
        for who, level in levels.items():
            values = {"failures": level + 1, "last": now}
            session.execute(update(tries).where(tries.c.who == who).values(values))
    if 0 in levels.values():
        _drop_old(store, now)
    return None


def forget(store: Store, who: str) -> None:
    """A success: the count begins anew."""
    with store.session(write=True) as session:
        session.execute(delete(tries).where(tries.c.who == who))


def give_back(store: Store, who: str) -> None:
    """The try was none of those that count; those before it still do."""
    fewer = update(tries).where(tries.c.who == who, tries.c.failures > 0)
    with store.session(write=True) as session:
        session.execute(fewer.values(failures=tries.c.failures - 1))


def _drop_old(store: Store, now: datetime) -> None:
    """Forget logins and networks that nobody tries any more; rows in use are left alone."""
    old = select(tries.c.who).where(tries.c.last < now - FORGOTTEN)
    with store.session(write=True) as session:
        free = old.with_for_update(skip_locked=True)
        session.execute(delete(tries).where(tries.c.who.in_(free)))
