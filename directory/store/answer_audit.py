"""For auditors: the record of answers checked, exported, and cut off at its old end."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import BinaryIO

import msgspec
from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from directory.store.answer_tables import answer_checkpoints, answers, questions
from directory.store.answers import Answer, end_of_chain, lock_chain, walk
from directory.store.chain import START, BrokenChain, Chain, Point, check
from directory.store.opened import Store

FORMAT = "answers-1"
KEPT_DAYS = 730
"""Two years: section 2799A-5(a)(3) of the Public Health Service Act, 42 U.S.C. 300gg-115."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """The first line of an export; `begin` is the row that it follows."""

    format: str
    exported_at: datetime
    begin: Point


class Tail(msgspec.Struct, frozen=True, kw_only=True):
    """The last line of an export: how many rows it holds and where the chain ended."""

    rows: int
    end: Point


def verify(store: Store) -> Chain:
    """Check the whole record. Raises StoreUnavailable."""
    with store.session(snapshot=True) as session:
        return _verify(session)


def export(store: Store, out: BinaryIO, now: datetime | None = None) -> Chain:
    """Write the record as JSON lines: a head, every answer in order, a tail.

    A faulty chain is exported too, just as it is; the answer names its faults.
    """
    with store.session(snapshot=True) as session:
        begin = _begin(session)
        _line(out, Head(format=FORMAT, exported_at=now or datetime.now(UTC), begin=begin))
        found = check(_written(session, out), begin, end_of_chain(session))
        _line(out, Tail(rows=found.rows, end=found.end))
        return found


def retain(store: Store, days: int = KEPT_DAYS, now: datetime | None = None) -> int:
    """Remove the oldest answers, as far as all of them are older than `days`; return how many.

    A checkpoint is written first, which the database asks for, and is kept for ever: the chain
    stays verifiable from there on. Questions that were closed as long ago go too.
    Raises ValueError below two years, BrokenChain where the record is not whole, StoreUnavailable.
    """
    if days < KEPT_DAYS:
        raise ValueError(f"answers are kept for {KEPT_DAYS} days at least, not {days}")
    now = now or datetime.now(UTC)
    cut = now - timedelta(days=days)
    with store.session(write=True) as session:
        lock_chain(session)
        found = _verify(session)
        if not found.whole:
            raise BrokenChain("; ".join(found.faults))
        session.execute(delete(questions).where(questions.c.closed < cut))
        # The clock may have gone backwards once: the first younger row ends what may go.
        younger = session.scalar(select(func.min(answers.c.seq)).where(answers.c.at >= cut))
        old = answers.c.seq < younger if younger is not None else answers.c.at < cut
        last = session.execute(
            select(answers.c.seq, answers.c.hash).where(old)
            .order_by(answers.c.seq.desc()).limit(1)
        ).first()  # fmt: skip
        if last is None:
            return 0
        removed: int = last.seq - _begin(session).seq
        session.execute(
            insert(answer_checkpoints).values(
                through=last.seq, hash=last.hash, removed=removed, older_than=cut, at=now
            )
        )
        session.execute(delete(answers).where(answers.c.seq <= last.seq))
        return removed


def _verify(session: Session) -> Chain:
    return check(walk(session), _begin(session), end_of_chain(session))


def _begin(session: Session) -> Point:
    """Where the chain that is kept begins: at the last checkpoint, or with the first row."""
    kept = session.execute(
        select(answer_checkpoints).order_by(answer_checkpoints.c.through.desc()).limit(1)
    ).mappings().first()  # fmt: skip
    return Point(seq=kept["through"], hash=kept["hash"]) if kept else Point(seq=0, hash=START)


def _written(session: Session, out: BinaryIO) -> Iterator[Answer]:
    for one in walk(session):
        _line(out, one)
        yield one


def _line(out: BinaryIO, value: msgspec.Struct) -> None:
    out.write(msgspec.json.encode(value) + b"\n")
