"""Answers on record: filed once, in order, found again by reference, member, doctor or day."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Literal

import msgspec
from sqlalchemy import ColumnElement, Select, func, insert, literal, select, text, tuple_, update
from sqlalchemy.orm import Session

from directory.store.answer_tables import answer_head, answers, questions
from directory.store.base import UtcTime
from directory.store.chain import START, Point, digest
from directory.store.opened import Store

CHAIN_LOCK = 0x616E7377
"""Key of PostgreSQL's advisory lock that lets one writer at a time add to the chain."""
BATCH = 1000
Told = Literal["in", "out", "unknown"]
Query = Select[tuple[object, ...]]
_place = tuple_(answers.c.at, answers.c.seq)
"""Where an answer stands in time; two of one moment by their row."""


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What a member was told, and by whom.

    `member` is a keyed hash of the member's number, empty where none was given. `shown` is JSON of
    exactly what was on the screen, `generation` the data it came from. `question` is the reference
    of the open question that it settles. `previous` and `hash` chain the rows.
    """

    seq: int = 0
    reference: str
    form: str
    at: datetime
    staff: str
    login: str
    issuer: str
    plan: str
    npi: str
    specialty: str
    as_of: date
    member: str
    verdict: Told
    question: str = ""
    language: str
    generation: str
    shown: str
    note: str = ""
    previous: str = ""
    hash: str = ""


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which answers are looked for; empty means any. `issuers` None means all of them."""

    member: str = ""
    npi: str = ""
    login: str = ""
    verdict: str = ""
    since: datetime | None = None
    until: datetime | None = None
    issuers: tuple[str, ...] | None = None


class QuestionClosed(Exception):
    """The question was answered or withdrawn meanwhile; the message is its answer's reference."""


def file(store: Store, given: Answer) -> Answer:
    """Put an answer on record and return it as it stands there.

    A form that was sent before gives the answer of then, and nothing new is written. The question
    it settles is closed in the same step. Raises QuestionClosed, StoreUnavailable.
    """
    with store.session(write=True) as session:
        lock_chain(session)
        known = session.execute(select(answers).where(answers.c.form == given.form)).mappings()
        row = known.first()
        if row is not None:
            return Answer(**row)
        if given.question:
            _settle(session, given)
        end = end_of_chain(session)
        bare = msgspec.structs.replace(given, seq=end.seq + 1, previous=end.hash)
        filed = msgspec.structs.replace(bare, hash=digest(bare))
        session.execute(insert(answers).values(msgspec.structs.asdict(filed)))
        return filed


def find(store: Store, reference: str) -> Answer | None:
    """An answer by its reference."""
    with store.session() as session:
        row = session.execute(
            select(answers).where(answers.c.reference == reference)
        ).mappings().first()  # fmt: skip
    return Answer(**row) if row else None


def page(
    store: Store, wanted: Wanted, *, before: int | None = None, limit: int = 50
) -> list[Answer]:
    """Answers filed before the one of row `before`, the newest first."""
    asked = _asked(wanted).order_by(answers.c.at.desc(), answers.c.seq.desc()).limit(limit)
    if before is not None:
        end = select(answers.c.at).where(answers.c.seq == before).scalar_subquery()
        asked = asked.where(_place < tuple_(end, before))
    with store.session() as session:
        found = [
            Answer(**row)
            for one in _by_issuer(asked, wanted)
            for row in session.execute(one).mappings()
        ]
    return sorted(found, key=lambda one: (one.at, one.seq), reverse=True)[:limit]


def walk_wanted(store: Store, wanted: Wanted) -> Iterator[Answer]:
    """Every answer that is wanted, the oldest first, read in batches."""
    asked = _of_issuers(_asked(wanted), wanted).order_by(answers.c.at, answers.c.seq).limit(BATCH)
    further = asked
    while True:
        with store.session() as session:
            rows = [Answer(**row) for row in session.execute(further).mappings()]
        yield from rows
        if len(rows) < BATCH:
            return
        further = asked.where(_place > tuple_(literal(rows[-1].at, UtcTime()), rows[-1].seq))


def walk(session: Session, after: int = 0) -> Iterator[Answer]:
    """Every row of the chain in order, read in batches within one session."""
    while True:
        asked = select(answers).where(answers.c.seq > after).order_by(answers.c.seq).limit(BATCH)
        rows = [Answer(**row) for row in session.execute(asked).mappings()]
        yield from rows
        if len(rows) < BATCH:
            return
        after = rows[-1].seq


def end_of_chain(session: Session) -> Point:
    """Where the database noted that the chain ends."""
    row = session.execute(select(answer_head)).mappings().first()
    return Point(seq=row["seq"], hash=row["hash"]) if row else Point(seq=0, hash=START)


def lock_chain(session: Session) -> None:
    """Let no one else add to the chain until the session ends."""
    # SQLite: a writing session holds the file's lock from its beginning.
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": CHAIN_LOCK})


def counts(
    store: Store, since: datetime, until: datetime, issuers: tuple[str, ...] | None
) -> list[tuple[str, str, Told, int]]:
    """How many answers of each kind there were, by issuer, specialty and verdict."""
    columns = (answers.c.issuer, answers.c.specialty, answers.c.verdict)
    at: ColumnElement[datetime] = answers.c.at
    if store.dialect == "sqlite":
        # It would look for the span first and then sort all of its rows; so it walks along the
        # index of the groups.
        at = func.coalesce(at, at)
    asked = (
        select(*columns, func.count())
        .where(at >= since, at < until)
        .group_by(*columns)
        .order_by(*columns)
    )
    if issuers is not None:
        asked = asked.where(answers.c.issuer.in_(issuers))
    with store.session() as session:
        return [(row[0], row[1], row[2], row[3]) for row in session.execute(asked)]


def _settle(session: Session, given: Answer) -> None:
    asked = questions.c
    # An answer to something else, or for another issuer, settles nothing.
    same = (
        asked.reference == given.question, asked.issuer == given.issuer,
        asked.plan == given.plan, asked.npi == given.npi,
    )  # fmt: skip
    done = session.execute(
        update(questions)
        .where(*same, asked.status == "open")
        .values(status="answered", answer=given.reference, closed=given.at, contact="")
        .returning(asked.reference)
    )
    if done.first() is None:
        raise QuestionClosed(session.scalar(select(asked.answer).where(*same)) or "")


def _asked(wanted: Wanted) -> Query:
    """What is wanted, of whatever issuer."""
    asked = select(answers)
    for column, value in (
        (answers.c.member, wanted.member), (answers.c.npi, wanted.npi),
        (answers.c.login, wanted.login), (answers.c.verdict, wanted.verdict),
    ):  # fmt: skip
        asked = asked.where(column == value) if value else asked
    asked = asked.where(answers.c.at >= wanted.since) if wanted.since else asked
    return asked.where(answers.c.at < wanted.until) if wanted.until else asked


def _by_issuer(asked: Query, wanted: Wanted) -> list[Query]:
    """The questions that together ask for the issuers wanted, each answered along one index."""
    if wanted.issuers is None or wanted.member or wanted.npi or wanted.login:
        return [_of_issuers(asked, wanted)]
    return [asked.where(answers.c.issuer == issuer) for issuer in wanted.issuers]


def _of_issuers(asked: Query, wanted: Wanted) -> Query:
    """The issuers wanted, looked at row by row; databases would go through all of theirs first."""
    if wanted.issuers is None:
        return asked
    return asked.where(func.coalesce(answers.c.issuer, "").in_(wanted.issuers))
