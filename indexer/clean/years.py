"""Plan years become the days in force."""

from collections.abc import Iterable
from datetime import date

Period = tuple[date | None, date | None]

_FIRST_YEAR, _LAST_YEAR = 2000, 2100


def periods(years: Iterable[int]) -> list[Period]:
    """First and last days of plan years, adjacent years joined; one open period for no years."""
    found: list[tuple[int, int]] = []
    for year in sorted(set(years)):
        if found and found[-1][1] == year - 1:
            found[-1] = (found[-1][0], year)
        else:
            found.append((year, year))
    if not found:
        return [(None, None)]
    return [(date(first, 1, 1), date(last, 12, 31)) for first, last in found]


def clean_year(value: object) -> int:
    """A plan year, given as a number or as digits; ValueError with a sentence for another value."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    text = str(value) if isinstance(value, int | str) and not isinstance(value, bool) else ""
    if text.isascii() and text.isdigit() and _FIRST_YEAR <= int(text) <= _LAST_YEAR:
        return int(text)
    raise ValueError(f"a plan year lies within {_FIRST_YEAR}-{_LAST_YEAR}; correct it")
