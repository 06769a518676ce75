"""The record of license decisions: written once, in order, and read back."""

import ipaddress
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from sqlalchemy import RowMapping, func, insert, select, text
from sqlalchemy.orm import Session

from directory.errors import ChangedLicense
from directory.store.acceptance_tables import acceptances, head, texts
from directory.store.chain import (
    START,
    Channel,
    Decision,
    Entry,
    Point,
    SubjectType,
    digest,
)
from directory.store.opened import Store

CHAIN_LOCK = 0x61636370
"""Key of PostgreSQL's advisory lock that lets one writer at a time add to the chain."""
SKEW = timedelta(seconds=5)
"""How far the clocks of several machines may differ; more means that one went backwards."""
LONGEST_AGENT = 300
LONGEST_PATH = 500
BATCH = 1000


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """Who decides: a random id of a browser or an API client, or the name of a staff login."""

    type: SubjectType
    id: str


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """The license text that was decided on."""

    license: str
    version: int
    sha256: str
    language: str


class Circumstances(msgspec.Struct, frozen=True, kw_only=True):
    """How a decision reached us; see `circumstances` for what is cut off."""

    at: datetime
    address: str
    user_agent: str
    wanted: str
    channel: Channel


class Latest(msgspec.Struct, frozen=True, kw_only=True):
    """The last decision of a subject on a license."""

    license: str
    version: int
    sha256: str
    language: str
    decision: Decision
    at: datetime


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """What holds after a decision; `fresh` where a row was written for it."""

    latest: Latest
    fresh: bool


def circumstances(
    *, at: datetime, address: str, user_agent: str, wanted: str, channel: Channel
) -> Circumstances:
    """What is kept of how a decision came: the network, not the machine; no query."""
    return Circumstances(
        at=at,
        address=network_of(address),
        user_agent=_storable(user_agent, LONGEST_AGENT),
        wanted=_storable(wanted.partition("?")[0], LONGEST_PATH),
        channel=channel,
    )


def network_of(address: str) -> str:
    """An IP address without its last 8 bits (version 4) or 80 bits (version 6); else nothing."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped:
        parsed = parsed.ipv4_mapped
    kept = 24 if parsed.version == 4 else 48
    return str(ipaddress.ip_network((parsed, kept), strict=False).network_address)


def record(
    store: Store,
    subject: Subject,
    shown: Sequence[Shown],
    decision: Decision,
    how: Circumstances,
    *,
    unless_since: datetime | None = None,
) -> list[Recorded]:
    """Add one row for each text of `shown`, all or none, and return what now holds for each.

    A text whose last decision by this subject is the same gets no second row: a form sent twice
    counts once. An acceptance older than `unless_since` is no reason, nor is one whose moment lies
    in the future. Raises StoreUnavailable, and ChangedLicense for a text that differs from the
    one accepted under its version before.
    """
    with store.session(write=True) as session:
        lock_chain(session)
        held = {one.license: one for one in _latest(session, subject, [s.license for s in shown])}
        made: list[Recorded] = []
        for one in shown:
            now = held.get(one.license)
            if now is not None and _same(now, one, decision, how.at, unless_since):
                made.append(Recorded(latest=now, fresh=False))
                continue
            _remember(session, one, how.at)
            made.append(Recorded(latest=_add(session, subject, one, decision, how), fresh=True))
        return made


def _same(
    held: Latest, shown: Shown, decision: Decision, at: datetime, since: datetime | None
) -> bool:
    if (held.version, held.decision) != (shown.version, decision):
        return False
    return decision != "accepted" or since is None or since < held.at <= at + SKEW


def latest(store: Store, subject: Subject, licenses: Sequence[str]) -> list[Latest]:
    """The last decision of a subject on each of `licenses`. Raises StoreUnavailable."""
    with store.session() as session:
        return _latest(session, subject, licenses)


def last_accepted(store: Store, subject: Subject, license: str) -> Latest | None:
    """The newest acceptance of a license by a subject, whatever came after it."""
    columns = acceptances.c
    mine = (
        select(acceptances)
        .where(columns.subject == subject.id, columns.subject_type == subject.type)
        .where(columns.license == license, columns.decision == "accepted")
        .order_by(columns.seq.desc())
        .limit(1)
    )
    with store.session() as session:
        row = session.execute(mine).mappings().first()
        return _as_latest(row) if row else None


def counts(store: Store) -> list[tuple[str, int, Decision, int]]:
    """Decisions by license, version and kind."""
    columns = acceptances.c
    grouped = (columns.license, columns.version, columns.decision)
    asked = select(*grouped, func.count()).group_by(*grouped).order_by(*grouped)
    with store.session() as session:
        return [(row[0], row[1], row[2], row[3]) for row in session.execute(asked)]


def page(
    store: Store, license: str, version: int, *, before: int | None = None, limit: int = 50
) -> list[Entry]:
    """Decisions on one version of a license, newest first, from below row `before` on."""
    columns = acceptances.c
    asked = select(acceptances).where(columns.license == license, columns.version == version)
    if before is not None:
        asked = asked.where(columns.seq < before)
    with store.session() as session:
        rows = session.execute(asked.order_by(columns.seq.desc()).limit(limit)).mappings()
        return [as_entry(row) for row in rows]


def walk(session: Session, after: int = 0) -> Iterator[Entry]:
    """Every row in order, read in batches."""
    while True:
        asked = (
            select(acceptances)
            .where(acceptances.c.seq > after)
            .order_by(acceptances.c.seq)
            .limit(BATCH)
        )
        rows = session.execute(asked).mappings().all()
        for row in rows:
            after = row["seq"]
            yield as_entry(row)
        if len(rows) < BATCH:
            return


def end_of_chain(session: Session) -> Point:
    """Where the database noted that the chain ends."""
    row = session.execute(select(head)).mappings().first()
    return Point(seq=row["seq"], hash=row["hash"]) if row else Point(seq=0, hash=START)


def as_entry(row: RowMapping) -> Entry:
    """A row as a value."""
    return Entry(**row)


def _latest(session: Session, subject: Subject, licenses: Sequence[str]) -> list[Latest]:
    columns = acceptances.c
    newest = (
        select(func.max(columns.seq))
        .where(columns.subject == subject.id, columns.subject_type == subject.type)
        .where(columns.license.in_(licenses))
        .group_by(columns.license)
    )
    rows = session.execute(select(acceptances).where(columns.seq.in_(newest))).mappings()
    return [_as_latest(row) for row in rows]


def _as_latest(row: RowMapping | dict[str, Any]) -> Latest:
    return Latest(**{name: row[name] for name in Latest.__struct_fields__})


def lock_chain(session: Session) -> None:
    """Let no one else add to the chain until the session ends."""
    # SQLite: a writing session holds the file's lock from its beginning.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})


def _add(
    session: Session, subject: Subject, shown: Shown, decision: Decision, how: Circumstances
) -> Latest:
    end = end_of_chain(session)
    bare = Entry(
        seq=end.seq + 1,
        subject_type=subject.type,
        subject=subject.id,
        license=shown.license,
        version=shown.version,
        sha256=shown.sha256,
        language=shown.language,
        decision=decision,
        at=how.at,
        address=how.address,
        user_agent=how.user_agent,
        wanted=how.wanted,
        channel=how.channel,
        previous=end.hash,
        hash="",
    )
    values = msgspec.structs.asdict(bare) | {"hash": digest(bare)}
    session.execute(insert(acceptances).values(values))
    return _as_latest(values)


def _remember(session: Session, shown: Shown, at: datetime) -> None:
    """Hold a text to the hash under which it was first decided on."""
    columns = texts.c
    known = session.scalar(
        select(columns.sha256).where(
            columns.license == shown.license,
            columns.version == shown.version,
            columns.language == shown.language,
        )
    )
    if known is None:
        values = msgspec.structs.asdict(shown) | {"first_served": at}
        session.execute(insert(texts).values(values))
    elif known != shown.sha256:
        raise ChangedLicense


def _storable(given: str, longest: int) -> str:
    """Text that both databases take: no NUL, no broken Unicode, cut to length."""
    return given.encode("utf-8", "replace").decode().replace("\0", "")[:longest]
