"""For auditors: the record checked, exported, and cut off at its old end in the one allowed way."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import msgspec
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from directory.store.acceptance_tables import acceptances, checkpoints
from directory.store.acceptances import end_of_chain, lock_chain, walk
from directory.store.chain import START, BrokenChain, Chain, Entry, Point, check
from directory.store.opened import Store

FORMAT = "license-decisions-1"
KEPT_DAYS = 2555
"""Seven years: a year more than HIPAA asks for its documentation (45 CFR 164.316(b)(2)(i))."""
LEAST_DAYS = 365


class Checkpoint(msgspec.Struct, frozen=True, kw_only=True):
    """A removal of old rows: all up to row `through`, whose hash is kept so that the rest holds."""

    through: int
    hash: str
    removed: int
    older_than: datetime
    at: datetime


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The first line of an export."""

    format: str
    exported_at: datetime
    begin: Point
    checkpoints: list[Checkpoint]


class Tail(msgspec.Struct, frozen=True, kw_only=True):
    """The last line of an export: how many rows it holds and where the chain ended."""

    rows: int
    end: Point


class NoExport(ValueError):
    """The file is no export, or not a whole one."""


def verify(store: Store) -> Chain:
    """Check the whole record. Raises StoreUnavailable."""
    with store.session(snapshot=True) as session:
        return _verify(session)


def verify_against(store: Store, export: Path) -> Chain:
    """Check the record, and that every row of an earlier export still stands or was retired.

    This also finds a chain that was computed anew from the changed row on. Raises NoExport,
    StoreUnavailable.
    """
    told = dict(_points(export))
    with store.session(snapshot=True) as session:
        found = _verify(session)
        retired = _begin(session).seq
        faults = list(found.faults)
        for entry in walk(session):
            known = told.pop(entry.seq, entry.hash)
            if known != entry.hash:
                faults.append(f"row {entry.seq} is not the one that was exported")
        faults += [f"row {seq} was exported and is missing" for seq in told if seq > retired]
    return msgspec.structs.replace(found, faults=tuple(dict.fromkeys(faults)))


def export(store: Store, out: BinaryIO, now: datetime | None = None) -> Chain:
    """Write the record as JSON lines: a head, every row in order, a tail. Raises StoreUnavailable.

    A faulty chain is exported too, just as it is; the answer names its faults.
    """
    with store.session(snapshot=True) as session:
        opening = Head(
            format=FORMAT,
            exported_at=now or datetime.now(UTC),
            begin=_begin(session),
            checkpoints=_checkpoints(session),
        )
        _line(out, opening)
        found = check(_written(session, out), opening.begin, end_of_chain(session))
        _line(out, Tail(rows=found.rows, end=found.end))
        return found


def check_export(export: Path) -> Chain:
    """Check an exported file by itself, without a database. Raises NoExport."""
    opening, entries, closing = _read(export)
    return check(entries, opening.begin, closing.end)


def retain(store: Store, days: int = KEPT_DAYS, now: datetime | None = None) -> int:
    """Remove the oldest rows, as far as all of them are older than `days`; return how many.

    A checkpoint is written first, which the database asks for, and is kept for ever: the chain
    stays verifiable from there on. What still holds (an acceptance in force) is never so old.
    Raises ValueError below a year, BrokenChain where the record is not whole, StoreUnavailable.
    """
    if days < LEAST_DAYS:
        raise ValueError(f"decisions are kept for {LEAST_DAYS} days at least, not {days}")
    now = now or datetime.now(UTC)
    cut = now - timedelta(days=days)
    with store.session(write=True) as session:
        lock_chain(session)
        found = _verify(session)
        if not found.whole:
            raise BrokenChain("; ".join(found.faults))
        # The clock may have gone backwards once: the first younger row ends what may go.
        younger = session.scalar(select(func.min(acceptances.c.seq)).where(acceptances.c.at >= cut))
        old = acceptances.c.seq < younger if younger is not None else acceptances.c.at < cut
        last = session.execute(
            select(acceptances.c.seq, acceptances.c.hash)
            .where(old).order_by(acceptances.c.seq.desc()).limit(1)
        ).first()  # fmt: skip
        if last is None:
            return 0
        removed: int = last.seq - _begin(session).seq
        session.execute(
            insert(checkpoints).values(
                through=last.seq, hash=last.hash, removed=removed, older_than=cut, at=now
            )
        )
        session.execute(delete(acceptances).where(acceptances.c.seq <= last.seq))
        return removed


def _verify(session: Session) -> Chain:
    return check(walk(session), _begin(session), end_of_chain(session))


def _checkpoints(session: Session) -> list[Checkpoint]:
    rows = session.execute(select(checkpoints).order_by(checkpoints.c.through)).mappings()
    return [Checkpoint(**row) for row in rows]


def _begin(session: Session) -> Point:
    """Where the chain that is kept begins: at the last checkpoint, or with the first row."""
    kept = _checkpoints(session)
    return Point(seq=kept[-1].through, hash=kept[-1].hash) if kept else Point(seq=0, hash=START)


def _written(session: Session, out: BinaryIO) -> Iterator[Entry]:
    for entry in walk(session):
        _line(out, entry)
        yield entry


def _line(out: BinaryIO, value: msgspec.Struct) -> None:
    out.write(msgspec.json.encode(value) + b"\n")


def _read(export: Path) -> tuple[Head, list[Entry], Tail]:
    try:
        lines = export.read_bytes().splitlines()
        opening = msgspec.json.decode(lines[0], type=Head)
        closing = msgspec.json.decode(lines[-1], type=Tail)
        entries = [msgspec.json.decode(line, type=Entry) for line in lines[1:-1]]
    except (OSError, IndexError, msgspec.DecodeError, msgspec.ValidationError) as error:
        raise NoExport(f"{export} is no whole export of license decisions: {error}") from None
    if opening.format != FORMAT:
        raise NoExport(f"{export} has the format {opening.format!r}, not {FORMAT!r}")
    return opening, entries, closing


def _points(export: Path) -> Iterator[tuple[int, str]]:
    _, entries, _ = _read(export)
    return ((entry.seq, entry.hash) for entry in entries)
