"""From a form that was sent to a report in the queue, or to the reason why not."""

from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec

from directory.hooks.services import Services
from directory.join.forms import LIMITS, LONGEST, SHORTEST, origin_of, take_back
from directory.join.params import Typed
from directory.model.reference import new_reference
from directory.model.workdays import add_business_days
from directory.store.reports import Report, TooMany, file_report

EASTERN = ZoneInfo("America/New_York")
"""Business days are counted by the federal government's own clock."""
DAYS_TO_ACT = 2
"""Section 2799A-5(a)(4)(B) of the Public Health Service Act, 42 U.S.C. 300gg-115."""
Trouble = Literal["stale", "fast", "trap", "many"]


class Sent(msgspec.Struct, frozen=True):
    """The reference, or what stands against keeping it now."""

    reference: str = ""
    trouble: Trouble | None = None
    wait_hours: int = 0


def send(
    of: Services, typed: Typed, *, subject: str, token: str, address: str, language: str,
    now: datetime,
) -> Sent:  # fmt: skip
    """Keep what was typed. Raises StoreUnavailable."""
    form = take_back(of.secret, subject, token)
    if form is None or now - form.made > LONGEST:
        return Sent(trouble="stale")
    if typed.trapped:
        return Sent(trouble="trap")
    if now - form.made < SHORTEST:
        return Sent(trouble="fast")
    report = Report(
        reference=new_reference(),
        kind=typed.kind,
        npi=typed.npi,
        about=typed.about,
        office=typed.office,
        wanted=typed.wanted,
        text=typed.text,
        contact=typed.contact,
        language=language,
        received=now,
        due=add_business_days(now.astimezone(EASTERN).date(), DAYS_TO_ACT),
    )
    origin = origin_of(of.secret, address, now)
    try:
        return Sent(file_report(of.store, report, form=form.id, origin=origin, limits=LIMITS))
    except TooMany as full:
        return Sent(trouble="many", wait_hours=full.hours)
