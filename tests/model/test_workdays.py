"""When an answer is due: business days, federal holidays, zones and clocks that change."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from directory.model.workdays import due_at

EASTERN, GUAM, HAWAII = map(ZoneInfo, ("America/New_York", "Pacific/Guam", "Pacific/Honolulu"))


@pytest.mark.parametrize(
    ("asked", "due"),
    [
        ("2026-11-17 09:00", "2026-11-18 17:00"),
        ("2026-11-17 23:59", "2026-11-18 17:00"),
        ("2026-11-20 12:00", "2026-11-23 17:00"),  # a Friday
        ("2026-11-21 12:00", "2026-11-23 17:00"),  # a Saturday
        ("2026-11-25 12:00", "2026-11-27 17:00"),  # the day before Thanksgiving
        ("2026-07-02 12:00", "2026-07-06 17:00"),  # 4 July is a Saturday, kept on Friday
        ("2026-12-31 12:00", "2027-01-04 17:00"),  # a year, a holiday and a weekend between
        ("2026-10-30 12:00", "2026-11-02 17:00"),  # clocks go back on Sunday
        ("2026-03-06 12:00", "2026-03-09 17:00"),  # clocks go forward on Sunday
    ],
)
def test_an_answer_is_due_when_offices_close_on_the_next_business_day(asked: str, due: str) -> None:
    at = datetime.fromisoformat(asked).replace(tzinfo=EASTERN)
    assert due_at(at, 1, EASTERN).strftime("%Y-%m-%d %H:%M") == due


def test_the_day_is_that_of_the_zone() -> None:
    # One moment: Thursday evening in Hawaii, Friday afternoon in Guam.
    at = datetime(2026, 11, 20, 4, 0, tzinfo=UTC)
    assert due_at(at, 1, HAWAII).strftime("%a %d") == "Fri 20"
    assert due_at(at, 1, GUAM).strftime("%a %d") == "Mon 23"


def test_the_close_is_by_the_clock_after_a_change() -> None:
    before = datetime(2026, 10, 30, 16, 0, tzinfo=UTC)
    assert due_at(before, 1, EASTERN).astimezone(UTC).hour == 22


def test_a_moment_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="needs a time zone"):
        due_at(datetime(2026, 11, 20, 12, 0), 1, EASTERN)
