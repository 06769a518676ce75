"""Business days of the United States: Monday to Friday without federal holidays.

Holidays by 5 U.S.C. 6103(a); one on a Saturday is kept on Friday, one on a Sunday on Monday
(5 U.S.C. 6103(b), Executive Order 11582). Inauguration Day is a holiday in Washington only and
counts as a business day here.
"""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_MONDAY, _THURSDAY, _SATURDAY, _SUNDAY = 0, 3, 5, 6
JUNETEENTH_SINCE = 2021
CLOSE = time(17)
"""When offices close."""


def add_business_days(day: date, days: int) -> date:
    """The business day that is `days` of them after `day`, which itself does not count.

    Raises ValueError for fewer than one.
    """
    if days < 1:
        raise ValueError(f"days is {days}: give 1 or more")
    while days:
        day += _DAY
        days -= is_business_day(day)
    return day


def due_at(asked: datetime, days: int, zone: ZoneInfo) -> datetime:
    """When an answer is due: at the close of the business day `days` after the one of asking.

    Days are those of `zone`, the close is CLOSE by its clock, also where the clock was changed in
    between. What comes on a weekend or a holiday is counted from that day.
    Raises ValueError for fewer than one day, or a moment without a time zone.
    """
    if asked.tzinfo is None:
        raise ValueError("a moment needs a time zone, such as datetime.now(UTC)")
    day = add_business_days(asked.astimezone(zone).date(), days)
    return datetime.combine(day, CLOSE, zone)


def is_business_day(day: date) -> bool:
    """Whether offices of the federal government are open that day."""
    return day.weekday() < _SATURDAY and day not in federal_holidays(day.year)


@cache
def federal_holidays(year: int) -> frozenset[date]:
    """The days of a year on which federal holidays are kept.

    New Year's Day of the next year is kept on 31 December where it falls on a Saturday.
    """
    fixed = [date(year, 1, 1), date(year, 7, 4), date(year, 11, 11), date(year, 12, 25)]
    if year >= JUNETEENTH_SINCE:
        fixed.append(date(year, 6, 19))
    floating = [
        _nth(year, 1, _MONDAY, 3),  # Birthday of Martin Luther King, Jr.
        _nth(year, 2, _MONDAY, 3),  # Washington's Birthday
        _last_monday_of_may(year),  # Memorial Day
        _nth(year, 9, _MONDAY, 1),  # Labor Day
        _nth(year, 10, _MONDAY, 2),  # Columbus Day
        _nth(year, 11, _THURSDAY, 4),  # Thanksgiving Day
    ]
    kept = {*map(_observed, fixed), *floating, _observed(date(year + 1, 1, 1))}
    return frozenset(day for day in kept if day.year == year)


def _observed(day: date) -> date:
    return day + {_SATURDAY: -_DAY, _SUNDAY: _DAY}.get(day.weekday(), timedelta())


def _nth(year: int, month: int, weekday: int, number: int) -> date:
    first = date(year, month, 1)
    return first + _DAY * ((weekday - first.weekday()) % 7 + 7 * (number - 1))


def _last_monday_of_may(year: int) -> date:
    last = date(year, 5, 31)
    return last - _DAY * ((last.weekday() - _MONDAY) % 7)
