"""The log of what was done behind the login: written once, searched, exported."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import ColumnElement, Select, func, insert, select, tuple_

from directory.model.staff import Person
from directory.store.opened import Store
from directory.store.staff_tables import log

BATCH = 1000


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One thing done. `object` is what it was done to, `detail` JSON, `address` a network."""

    seq: int
    at: datetime
    staff: str
    login: str
    role: str
    issuer: str
    action: str
    object: str
    detail: str
    address: str


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for in the log; empty means any. `issuers` None means all of them."""

    login: str = ""
    action: str = ""
    object: str = ""
    since: datetime | None = None
    until: datetime | None = None
    issuers: tuple[str, ...] | None = None


def note(
    store: Store, person: Person | None, action: str, object_: str = "", *, at: datetime,
    address: str = "", issuer: str = "", **detail: object,
) -> None:  # fmt: skip
    """Write down that somebody did something. Raises StoreUnavailable."""
    row = {
        "at": at, "staff": person.id if person else "", "login": person.login if person else "",
        "role": person.role if person else "", "issuer": issuer, "action": action,
        "object": object_[:200], "detail": msgspec.json.encode(detail).decode(),
        "address": address,
    }  # fmt: skip
    with store.session(write=True) as session:
        session.execute(insert(log).values(row))


def page(
    store: Store, wanted: Wanted, *, before: int | None = None, limit: int = 100
) -> list[Entry]:
    """Entries before the one of row `before`, the newest first."""
    asked = _asked(wanted).order_by(*(one.desc() for one in _order(wanted))).limit(limit)
    if before is not None:
        moment = select(log.c.at).where(log.c.seq == before).scalar_subquery()
        end = (moment, before) if _bounded(wanted) else (before,)
        asked = asked.where(tuple_(*end) > tuple_(*_order(wanted)))
    with store.session() as session:
        return [Entry(**row) for row in session.execute(asked).mappings()]


def walk(store: Store, wanted: Wanted) -> Iterator[Entry]:
    """Every entry in the order of its row, the oldest first, read in batches."""
    after = 0
    while True:
        asked = _asked(wanted).where(log.c.seq > after).order_by(log.c.seq).limit(BATCH)
        with store.session() as session:
            rows = [Entry(**row) for row in session.execute(asked).mappings()]
        yield from rows
        if len(rows) < BATCH:
            return
        after = rows[-1].seq


def actions(store: Store) -> list[str]:
    """The names of all that was ever done."""
    with store.session() as session:
        return list(session.scalars(select(log.c.action).distinct().order_by(log.c.action)))


def _bounded(wanted: Wanted) -> bool:
    return wanted.since is not None or wanted.until is not None


def _order(wanted: Wanted) -> tuple[ColumnElement[Any], ...]:
    """Days are read along the index of time: from the newest row on, old ones would come last."""
    return (log.c.at, log.c.seq) if _bounded(wanted) else (log.c.seq,)


def _asked(wanted: Wanted) -> Select[Any]:
    asked = select(log)
    for column, value in (
        (log.c.login, wanted.login), (log.c.action, wanted.action), (log.c.object, wanted.object),
    ):  # fmt: skip
        # Between two days, their rows are looked at one by one and no other index is asked.
        told = func.coalesce(column, "") if _bounded(wanted) and column is log.c.action else column
        asked = asked.where(told == value) if value else asked
    asked = asked.where(log.c.at >= wanted.since) if wanted.since else asked
    asked = asked.where(log.c.at < wanted.until) if wanted.until else asked
    if wanted.issuers is None:
        return asked
    # Rows of one issuer lie in order; those of several, or of one person, are picked on the way.
    along = len(wanted.issuers) == 1 and not (_bounded(wanted) or wanted.login)
    issuer = log.c.issuer if along else func.coalesce(log.c.issuer, "")
    return asked.where(issuer.in_(wanted.issuers))
