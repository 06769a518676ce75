"""What people report or ask for, and how far it has come."""

from datetime import date, datetime, timedelta
from typing import Literal

import msgspec
from sqlalchemy import func, insert, select
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
        row = session.execute(select(reports).where(reports.c.reference == reference)).one_or_none()
    if row is None:
        return None
    held = row._asdict()
    held["about"] = tuple(held["about"].split())
    return Report(**{name: held[name] for name in Report.__struct_fields__})


def _row(report: Report, form: str, origin: str) -> dict[str, object]:
    row = msgspec.structs.asdict(report)
    row["about"] = " ".join(report.about)
    return row | {"changed": report.received, "form": form, "origin": origin}
