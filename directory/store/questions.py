"""Questions that nobody could answer at once: opened with a due time, taken, settled, withdrawn."""

from datetime import date, datetime
from typing import Literal

import msgspec
from sqlalchemy import case, func, insert, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from directory.store.answer_tables import questions
from directory.store.opened import Store

Status = Literal["open", "answered", "withdrawn"]


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """A member's question. `due` is the close of the next business day, `taken` who works on it.

    `contact` is how the member is reached; it is emptied when the question is closed.
    """

    reference: str
    form: str
    opened: datetime
    due: datetime
    staff: str
    login: str
    issuer: str
    plan: str
    npi: str
    as_of: date
    member: str
    contact: str
    language: str
    text: str
    status: Status = "open"
    taken: str = ""
    answer: str = ""
    closed: datetime | None = None


class Timeliness(msgspec.Struct, frozen=True, kw_only=True):
    """Questions of an issuer; `late` were closed after they were due, or are due and open."""

    issuer: str
    opened: int
    answered: int
    still_open: int
    late: int


def ask(store: Store, given: Question) -> Question:
    """Keep a question; a form that was sent before gives the question of then."""
    try:
        with store.session(write=True) as session:
            known = _of_form(session, given.form)
            if known is None:
                session.execute(insert(questions).values(msgspec.structs.asdict(given)))
            return known or given
    except IntegrityError:
        # PostgreSQL: the same form was sent twice at once, and the other one was first.
        with store.session() as session:
            known = _of_form(session, given.form)
        if known is None:
            raise
        return known


def find(store: Store, reference: str) -> Question | None:
    """A question by its reference."""
    with store.session() as session:
        row = session.execute(
            select(questions).where(questions.c.reference == reference)
        ).mappings().first()  # fmt: skip
    return Question(**row) if row else None


def queue(store: Store, issuers: tuple[str, ...] | None, limit: int = 200) -> list[Question]:
    """The open questions of these issuers (None: of all), the most urgent first."""
    asked = select(questions).where(questions.c.status == "open")
    if issuers is not None:
        asked = asked.where(questions.c.issuer.in_(issuers))
    asked = asked.order_by(questions.c.due, questions.c.reference).limit(limit)
    with store.session() as session:
        return [Question(**row) for row in session.execute(asked).mappings()]


def waiting(store: Store, issuers: tuple[str, ...] | None) -> int:
    """How many questions of these issuers (None: of all) are open."""
    asked = select(func.count()).select_from(questions).where(questions.c.status == "open")
    if issuers is not None:
        asked = asked.where(questions.c.issuer.in_(issuers))
    with store.session() as session:
        return session.scalar(asked) or 0


def take(store: Store, reference: str, login: str) -> bool:
    """Say who works on an open question; False where it is closed."""
    return _change(store, reference, taken=login)


def withdraw(store: Store, reference: str, now: datetime) -> bool:
    """Close a question that the member asks no more; False where it is closed."""
    return _change(store, reference, status="withdrawn", closed=now, contact="")


def timeliness(
    store: Store, since: datetime, until: datetime, now: datetime,
    issuers: tuple[str, ...] | None,
) -> list[Timeliness]:  # fmt: skip
    """How the questions opened in a span were dealt with, by issuer."""
    ended = func.coalesce(questions.c.closed, now)
    late = (questions.c.status != "withdrawn") & (ended > questions.c.due)
    asked = (
        select(
            questions.c.issuer,
            func.count(),
            func.sum(case((questions.c.status == "answered", 1), else_=0)),
            func.sum(case((questions.c.status == "open", 1), else_=0)),
            func.sum(case((late, 1), else_=0)),
        )
        .where(questions.c.opened >= since, questions.c.opened < until)
        .group_by(questions.c.issuer)
        .order_by(questions.c.issuer)
    )
    if issuers is not None:
        asked = asked.where(questions.c.issuer.in_(issuers))
    with store.session() as session:
        return [
            Timeliness(
                issuer=row[0], opened=row[1], answered=row[2], still_open=row[3], late=row[4]
            )
            for row in session.execute(asked)
        ]


def _of_form(session: Session, form: str) -> Question | None:
    row = session.execute(select(questions).where(questions.c.form == form)).mappings().first()
    return Question(**row) if row else None


def _change(store: Store, reference: str, **values: object) -> bool:
    with store.session(write=True) as session:
        done = session.execute(
            update(questions)
            .where(questions.c.reference == reference, questions.c.status == "open")
            .values(values)
            .returning(questions.c.reference)
        )
        return done.first() is not None
