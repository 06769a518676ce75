"""Sessions of staff: begun, looked up, ended. The database never holds what a browser shows."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Update, delete, insert, select, update

from directory.store.opened import Store
from directory.store.staff import Account, account_of
from directory.store.staff_tables import sessions, staff

IDLE = timedelta(minutes=60)
LONGEST = timedelta(hours=12)
HALF = timedelta(minutes=10)
"""How long there is between password and second factor."""
KEPT = timedelta(days=30)
"""How long the networks and browsers of somebody's ended sessions are remembered."""
_SEEN_EVERY = timedelta(minutes=1)
"""`seen` is written at most so often: reading a page is no reason to write."""
_LONGEST_AGENT = 300
Factor = Literal["password", "code", "provider"]


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """One login of a browser. `whole` is false between password and second factor."""

    key: str
    csrf: str
    factor: Factor
    whole: bool
    began: datetime
    seen: datetime
    address: str
    agent: str


def key_of(token: str) -> str:
    """What the database knows of a secret: its SHA-256. The secret is random, so no salt is due."""
    return hashlib.sha256(token.encode()).hexdigest()


def begin(
    store: Store, staff_id: str, *, factor: Factor, whole: bool, address: str, agent: str,
    now: datetime, instead_of: str = "",
) -> str:  # fmt: skip
    """Begin a session and return its secret; the session `instead_of` (a key) ends with it.

    What is older than KEPT of the same person's leaves the table.
    """
    token = secrets.token_urlsafe(32)
    row = {
        "key": key_of(token), "staff": staff_id, "csrf": secrets.token_urlsafe(32),
        "factor": factor, "whole": whole, "began": now, "seen": now, "ended": None,
        "address": address, "agent": agent.encode("utf-8", "replace").decode()
        .replace("\0", "")[:_LONGEST_AGENT],
    }  # fmt: skip
    with store.session(write=True) as session:
        if instead_of:
            session.execute(_ending(now, sessions.c.key == instead_of))
        session.execute(insert(sessions).values(row))
        session.execute(
            delete(sessions).where(sessions.c.staff == staff_id, sessions.c.began < now - KEPT)
        )
    return token


def held(store: Store, token: str, now: datetime) -> tuple[Session, Account] | None:
    """The open session of a secret and its active account; None for anything else.

    A session ends after IDLE without a request, and after LONGEST in any case, HALF where its
    second factor is still to come; one from the future is none, since nobody could tell when it
    ends.
    """
    joined = sessions.join(staff, staff.c.id == sessions.c.staff)
    asked = (
        select(staff, *(column.label(f"session_{column.name}") for column in sessions.c))
        .select_from(joined)
        .where(sessions.c.key == key_of(token), sessions.c.ended.is_(None), staff.c.active)
    )
    with store.session() as session:
        row = session.execute(asked).mappings().first()
    if row is None:
        return None
    names = Session.__struct_fields__
    found = Session(**{name: row[f"session_{name}"] for name in names})
    longest = LONGEST if found.whole else HALF
    fresh = now - IDLE < found.seen <= now + _SEEN_EVERY and now - longest < found.began
    if not fresh:
        return None
    if now - found.seen > _SEEN_EVERY:
        with store.session(write=True) as session:
            session.execute(update(sessions).where(sessions.c.key == found.key).values(seen=now))
    return found, account_of({column.name: row[column.name] for column in staff.c})


def end(store: Store, staff_id: str, key: str, now: datetime) -> bool:
    """End a session of this person; False where they have none of that key."""
    with store.session(write=True) as session:
        ended = _ending(now, sessions.c.key == key, sessions.c.staff == staff_id)
        return session.execute(ended.returning(sessions.c.key)).first() is not None


def end_all(store: Store, staff_id: str, now: datetime, but: str = "") -> None:
    """End every session of a person, except that of the key `but`."""
    with store.session(write=True) as session:
        session.execute(_ending(now, sessions.c.staff == staff_id, sessions.c.key != but))


def open_sessions(store: Store, staff_id: str, now: datetime) -> Sequence[Session]:
    """The sessions of a person that can still be used, the newest first."""
    asked = (
        select(sessions)
        .where(sessions.c.staff == staff_id, sessions.c.ended.is_(None))
        .where(sessions.c.began > now - LONGEST, sessions.c.seen > now - IDLE)
        .where(sessions.c.whole | (sessions.c.began > now - HALF))
        .order_by(sessions.c.began.desc())
    )
    with store.session() as session:
        rows = session.execute(asked).mappings()
        return [Session(**{name: row[name] for name in Session.__struct_fields__}) for row in rows]


def _ending(now: datetime, *conditions: ColumnElement[bool]) -> Update:
    return update(sessions).where(sessions.c.ended.is_(None), *conditions).values(ended=now)
