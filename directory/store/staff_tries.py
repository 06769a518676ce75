"""Failed logins are counted, and each further one makes the next wait longer."""

from datetime import datetime, timedelta

from sqlalchemy import delete, insert, select, update

from directory.store.opened import Store
from directory.store.staff_tables import tries

FREE = 5
"""So many failures cost nothing but themselves: people mistype."""
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
FORGOTTEN = timedelta(hours=24)


def wait_until(store: Store, who: str, now: datetime, free: int = FREE) -> datetime | None:
    """Until when nobody may try as `who`; None where they may now. `free` failures cost nothing."""
    with store.session() as session:
        row = session.execute(select(tries).where(tries.c.who == who)).mappings().first()
    if row is None or now - row["last"] > FORGOTTEN:
        return None
    until: datetime = row["last"] + _wait(row["failures"] - free)
    return until if until > now else None


def failed(store: Store, who: str, now: datetime) -> int:
    """Count a failure and return how many there were within a day of each other."""
    with store.session(write=True) as session:
        row = session.execute(
            select(tries).where(tries.c.who == who).with_for_update()
        ).mappings().first()  # fmt: skip
        if row is None:
            session.execute(insert(tries).values(who=who, failures=1, last=now))
            return 1
        count = 1 if now - row["last"] > FORGOTTEN else row["failures"] + 1
        session.execute(
            update(tries).where(tries.c.who == who).values(failures=count, last=now)
        )  # fmt: skip
        return int(count)


def forget(store: Store, who: str) -> None:
    """A success: the count begins anew."""
    with store.session(write=True) as session:
        session.execute(delete(tries).where(tries.c.who == who))


def _wait(beyond: int) -> timedelta:
    """Nothing for the first few, then thirty seconds, doubled each time up to half an hour."""
    if beyond < 0:
        return timedelta()
    doubled: int = 2 ** min(beyond, 10)
    return min(FIRST_WAIT * doubled, LONGEST_WAIT)
