"""What people report or ask for, and how far it has come."""

from datetime import date, datetime, timedelta
from typing import Any, Literal

import msgspec
from sqlalchemy import RowMapping, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from directory.store.opened import Store
from directory.store.report_tables import reports

Kind = Literal["error", "claim", "register"]
Status = Literal["received", "working", "done", "declined"]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """One report, whole; texts are empty where nothing was given.

    `about` holds topics, `office` the id of an office or nothing for all, `wanted` the plan that an
    error is about or the address that a claim asks for, `contact` an e-mail address or a phone.
    `due` is the last day of the two business days there are to act.
    """

    reference: str
    kind: Kind
    npi: str = ""
    about: tuple[str, ...] = ()
    office: str = ""
    wanted: str = ""
    text: str = ""
    contact: str = ""
    language: str = "en"
    status: Status = "received"
    answer: str = ""
    received: datetime
    due: date


class TooMany(Exception):
    """One origin sent more than it may; `hours` is the span that is full."""

    def __init__(self, hours: int) -> None:
        super().__init__(hours)
        self.hours = hours


def file_report(
    store: Store, report: Report, *, form: str, origin: str, limits: dict[int, int]
) -> str:
    """Keep a report and return its reference.

    A form that was sent before gives the reference of then, and nothing new is kept. `limits` is
    how many reports one origin may send in so many hours; beyond, raises TooMany.
    """
    try:
        with store.session(write=True) as session:
            known = session.scalar(select(reports.c.reference).where(reports.c.form == form))
            if known is not None:
                return str(known)
            for hours, most in limits.items():
                since = report.received - timedelta(hours=hours)
                sent = session.scalar(
                    select(func.count())
                    .select_from(reports)
                    .where(reports.c.origin == origin, reports.c.received > since)
                )
                if sent is not None and sent >= most:
                    raise TooMany(hours)
            session.execute(insert(reports).values(_row(report, form, origin)))
            return report.reference
    except IntegrityError:
        # The same form came twice in one moment; the other one was kept.
        with store.session() as session:
            kept = session.scalar(select(reports.c.reference).where(reports.c.form == form))
        if kept is None:
            raise
        return str(kept)


def find_report(store: Store, reference: str) -> Report | None:
    """A report by its reference, None where there is none."""
    with store.session() as session:
        asked = select(reports).where(reports.c.reference == reference)
        row = session.execute(asked).mappings().one_or_none()
    return _report(row) if row else None


def queue(
    store: Store, statuses: tuple[Status, ...] = ("received", "working"), *, kind: str = "",
    limit: int = 100,
) -> list[Report]:  # fmt: skip
    """Reports of these states, what is due first; of one kind where it is named."""
    asked = select(reports).where(reports.c.status.in_(statuses))
    asked = asked.where(reports.c.kind == kind) if kind else asked
    asked = asked.order_by(reports.c.due, reports.c.received, reports.c.reference).limit(limit)
    with store.session() as session:
        return [_report(row) for row in session.execute(asked).mappings()]


def waiting(store: Store) -> int:
    """How many reports are not closed."""
    asked = select(func.count()).select_from(reports)
    with store.session() as session:
        return session.scalar(asked.where(reports.c.status.in_(("received", "working")))) or 0


def settle(store: Store, reference: str, status: Status, answer: str, now: datetime) -> bool:
    """Say how far a report has come, and what its sender is told; False where there is none.

    A report that was closed stays closed. Its contact is forgotten when it is.
    """
    closed = {"contact": ""} if status in ("done", "declined") else {}
    with store.session(write=True) as session:
        done = session.execute(
            update(reports)
            .where(reports.c.reference == reference, reports.c.status.in_(("received", "working")))
            .values(status=status, answer=answer, changed=now, **closed)
            .returning(reports.c.reference)
        )
        return done.first() is not None


def _report(row: RowMapping) -> Report:
    held: dict[str, Any] = {name: row[name] for name in Report.__struct_fields__}
    return Report(**held | {"about": tuple(held["about"].split())})


def _row(report: Report, form: str, origin: str) -> dict[str, object]:
    row = msgspec.structs.asdict(report)
    row["about"] = " ".join(report.about)
    return row | {"changed": report.received, "form": form, "origin": origin}
