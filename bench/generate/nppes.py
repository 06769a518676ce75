"""Providers as rows of the NPPES dissemination files."""

from collections.abc import Iterable
from datetime import date, timedelta

from bench.generate import columns
from bench.generate.people import Provider

_FIRST_DAY = date(2009, 1, 1)
DAYS = [(_FIRST_DAY + timedelta(days=day)).strftime("%m/%d/%Y") for day in range(17 * 365)]
# The columns that are ever filled, by position in columns.MAIN; the rest of a row never changes.
_FILLED = (0, 1, 4, 5, 6, 7, 10, 13, 19, 28, 29, 30, 31, 32, 33, 34, 36, 37, 39, 41, 47, 50, 51, 54)
_TEMPLATE = columns.quoted(["%s" if place in _FILLED else "" for place in range(len(columns.MAIN))])


def main_row(
    provider: Provider,
    *,
    npi: str | None = None,
    updated: str | None = None,
    nameless: bool = False,
) -> str:
    """A row of the main file; the keywords put a fault in it."""
    group = provider.organization
    site = provider.sites[0]
    code = provider.codes[0]
    second = provider.codes[1] if len(provider.codes) > 1 else ""
    return _TEMPLATE % (
        provider.npi if npi is None else npi,
        "2" if group else "1",
        "" if nameless else group,
        "" if nameless else provider.last,
        provider.first,
        provider.middle,
        provider.credential,
        provider.former,
        "1" if provider.former else "",
        site.line1,
        site.line2,
        site.city,
        site.state,
        site.zip + "0001",
        "US",
        site.phone,
        "05/23/2008",
        DAYS[provider.updated] if updated is None else updated,
        "",
        "" if group else "F" if provider.female else "M",
        code,
        "Y",
        second,
        "N" if second else "",
    )


def deactivated_row(npi: str, day: str) -> str:
    """The row of a withdrawn NPI: the number and the day, nothing else."""
    values = [npi, *[""] * (len(_FILLED) - 1)]
    values[_FILLED.index(39)] = day
    return _TEMPLATE % tuple(values)


def short_row(npi: str) -> str:
    """A row that breaks off after four fields."""
    return columns.quoted((npi, "1", "", ""))


def location_rows(provider: Provider) -> Iterable[str]:
    """Rows of the practice-location file: the second office and the following."""
    for site in provider.sites[1:]:
        yield columns.quoted(
            (
                provider.npi,
                site.line1,
                site.line2,
                site.city,
                site.state,
                site.zip + "0001",
                "US",
                site.phone,
                "",
                "",
            )
        )
