"""Days and due times by the clock of whoever asks, or of the organization."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from directory.hooks.login import now
from directory.hooks.services import services
from directory.model.staff import Person
from directory.model.workdays import due_at

DAYS_TO_ANSWER = 1
"""Section 2799A-5(a)(3) of the Public Health Service Act, 42 U.S.C. 300gg-115."""


def zone_of(person: Person) -> ZoneInfo:
    """The time zone that a person chose, else the organization's."""
    return ZoneInfo(person.zone or services().config.time_zone)


def today(person: Person) -> date:
    """The day it is where this person works."""
    return now().astimezone(zone_of(person)).date()


def organization_day() -> date:
    """The day it is by the organization's clock, which business days go by."""
    return now().astimezone(ZoneInfo(services().config.time_zone)).date()


def due() -> datetime:
    """When a question asked now is due, by the organization's clock."""
    return due_at(now(), DAYS_TO_ANSWER, ZoneInfo(services().config.time_zone)).astimezone(UTC)


def moment(at: datetime, person: Person) -> str:
    """A moment as this person reads it."""
    local = at.astimezone(zone_of(person))
    return local.strftime("%a %d %b %Y, %H:%M ") + (local.tzname() or "")


def span(since: date | None, until: date | None, person: Person) -> tuple[datetime, datetime]:
    """From the beginning of the first day to the end of the last; the last thirty days at first."""
    last = until or today(person)
    first = since or last - timedelta(days=30)
    zone = zone_of(person)
    begin = datetime.combine(first, time(), zone)
    end = datetime.combine(last + timedelta(days=1), time(), zone)
    return begin.astimezone(UTC), end.astimezone(UTC)


def bounds(
    since: date | None, until: date | None, person: Person
) -> tuple[datetime | None, datetime | None]:
    """As `span`, but a day that is not given bounds nothing: all that was kept is found."""
    begin, end = span(since, until, person)
    return begin if since else None, end if until else None
