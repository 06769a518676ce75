"""One office as people read it."""

from datetime import date

import msgspec

from directory.model.phones import tel
from directory.model.provider import Office
from directory.web import words

FRESH_DAYS = 90
"""Directories must be verified every 90 days (Public Health Service Act, section 2799A-5)."""


class OfficeView(msgspec.Struct, frozen=True, kw_only=True):
    """One office; `freshness` is fresh, old or none; empty texts are not known."""

    name: str
    street: str
    city: str
    lines: tuple[str, ...]
    distance: str
    phone: str
    tel: str
    accepting: str
    accepting_code: str
    telehealth: bool | None
    access: tuple[str, ...]
    hours: tuple[tuple[str, str], ...]
    verified: date | None
    freshness: str
    lat: float | None
    lon: float | None


def office_view(
    office: Office, as_of: date, distance: float | None = None, accepting: str = ""
) -> OfficeView:
    """An office on a day; `accepting` is the plan's own flag where the reader asked for a plan."""
    address = office.address
    city = f"{address.city}, {address.state} {address.zip5}".strip(", ")
    street = ", ".join(line for line in (address.line1, address.line2) if line)
    code = accepting or office.accepting
    roughly = office.located_by in ("zip", "city")
    return OfficeView(
        name=office.name,
        street=street,
        city=city,
        lines=tuple(line for line in (address.line1, address.line2, city) if line),
        distance="" if distance is None else words.miles(distance, roughly),
        phone=office.phone,
        tel=tel(office.phone),
        accepting=words.said(words.ACCEPTING, code),
        accepting_code=code,
        telehealth=office.telehealth,
        access=tuple(words.said(words.ACCESS, code) for code in office.accessibility),
        hours=tuple(words.hours(hours) for hours in office.hours),
        verified=office.verified_on,
        freshness=freshness(office.verified_on, as_of),
        lat=office.lat,
        lon=office.lon,
    )


def freshness(verified: date | None, as_of: date) -> str:
    """How old a verification is: fresh up to 90 days, old, or none at all."""
    if verified is None:
        return "none"
    return "fresh" if (as_of - verified).days <= FRESH_DAYS else "old"
