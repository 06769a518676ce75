"""Dates as the sources write them: MM/DD/YYYY, ISO 8601 days, and FHIR dates and instants."""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

_AMERICAN = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_ISO = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:[T ].*)?")
_COMPACT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
_MONTH = re.compile(r"([0-9]{4})(?:-([0-9]{2}))?")

# Before the Social Security Act no program knew these providers; later than this nobody plans.
_EARLIEST, _LATEST = 1935, 2100
# East of Greenwich tomorrow has begun already.
_AHEAD = timedelta(days=1)


class FutureDate(ValueError):
    """A day that was not yet, given for something that has happened."""


@lru_cache(maxsize=50_000)
def clean_date(text: str) -> date | None:
    """The day that `text` names.

    Reads 03/16/2006, 2006-03-16, 20060316 and instants such as 2006-03-16T10:00:00Z. None for
    no text; ValueError with a sentence for an impossible or unreadable date.
    """
    text = text.strip()
    if not text:
        return None
    if match := _AMERICAN.fullmatch(text):
        month, day, year = match.groups()
    elif match := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
        year, month, day = match.groups()
    else:
        raise ValueError("this is no date; write MM/DD/YYYY or YYYY-MM-DD")
    return _day(int(year), int(month), int(day))


def past_date(text: str) -> date | None:
    """As `clean_date`, for the day of something that has happened.

    Raises FutureDate for a later day than today: it would be the newest statement for years.
    """
    day = clean_date(text)
    if day is not None and day > datetime.now(UTC).date() + _AHEAD:
        raise FutureDate("this day is still to come; counted as undated, correct the date")
    return day


def first_day(text: str) -> date | None:
    """As `clean_date`; a year or a year and month mean their first day (FHIR period.start)."""
    if match := _MONTH.fullmatch(text.strip()):
        return _day(int(match[1]), int(match[2] or 1), 1)
    return clean_date(text)


def last_day(text: str) -> date | None:
    """As `clean_date`; a year or a year and month mean their last day (FHIR period.end)."""
    if match := _MONTH.fullmatch(text.strip()):
        year, month = int(match[1]), int(match[2] or 12)
        following = _day(year + month // 12, month % 12 + 1, 1)
        return date.fromordinal(following.toordinal() - 1)
    return clean_date(text)


def _day(year: int, month: int, day: int) -> date:
    if not _EARLIEST <= year <= _LATEST:
        raise ValueError(f"the year is not within {_EARLIEST}-{_LATEST}; correct the date")
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError("there is no such day in the calendar; correct the date") from None
