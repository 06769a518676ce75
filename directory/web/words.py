"""What codes, days, hours and numbers are called in the reader's language."""

from collections.abc import Callable, Iterable
from datetime import date, time
from typing import Any

from babel.dates import get_day_names
from flask_babel import (
    format_date,
    format_decimal,
    format_time,
    get_locale,
    gettext,
    lazy_gettext,
    ngettext,
)

from directory.hooks import reader
from directory.model.plan import Plan
from directory.model.provider import HeldSpecialty, Hours, Name
from directory.search.page import NameMatch
from directory.search.planbook import PlanBook
from directory.specialties.catalog import Catalog

_L = lazy_gettext
ACCEPTING = {
    "yes": _L("Accepting new patients"),
    "no": _L("Not accepting new patients"),
    "existing": _L("Existing patients only"),
    "unknown": _L("Accepting new patients: not known, call"),
}
GENDERS = {
    "female": _L("Female"),
    "male": _L("Male"),
    "other": _L("Other"),
    "unknown": _L("Not stated"),
}
KINDS = {"individual": _L("Person"), "organization": _L("Organization")}
SORTS = {
    "best": _L("Best match"),
    "distance": _L("Nearest"),
    "freshness": _L("Verified most recently"),
    "name": _L("Name"),
}
SOURCES = {
    "nppes": _L("national NPI registry (NPPES)"),
    "qhp": _L("marketplace plan's provider file"),
    "mpf": _L("Medicare plan's provider file"),
    "plan-net": _L("health plan's directory (FHIR)"),
}
ACCESS = {
    "adacomp": _L("Wheelchair accessible (ADA)"),
    "pubtrans": _L("Near public transit"),
    "cultcomp": _L("Trained in cultural competency"),
}
_MATCHES = {
    "exact": _L("same name: %(found)s"),
    "prefix": _L("%(found)s begins with %(asked)s"),
    "nickname": _L("%(asked)s is short for %(found)s"),
    "transliteration": _L("%(asked)s is also written %(found)s"),
    "phonetic": _L("%(found)s sounds like %(asked)s"),
    "typo": _L("%(found)s is spelled like %(asked)s"),
    "initial": _L("%(asked)s is an initial of %(found)s"),
}
Namer = Callable[[str], str | None]
"""Gives a code its name, None or nothing where it has none."""
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


def said(words: dict[str, Any], code: str) -> str:
    """What a code is called; the code itself where nothing here knows it."""
    return str(words.get(code, code))


def day(when: date | None, form: str = "medium") -> str:
    """A date as people write it.

    Russian writes "г." after the year, which would meet the full stop of a sentence: left out.
    """
    return str(format_date(when, form)).removesuffix("\u202fг.").removesuffix(" г.") if when else ""


def number(value: float) -> str:
    """A number with the reader's separators."""
    return str(format_decimal(value))


def miles(distance: float, roughly: bool = False) -> str:
    """A distance, to a tenth below ten miles; one known `roughly` to whole miles from one on."""
    if roughly:
        return str(gettext("about %(distance)s", distance=miles(max(round(distance), 1))))
    if distance < 0.05:
        return str(gettext("under %(n)s miles", n=number(0.1)))
    shown = round(distance, 1) if distance < 9.95 else round(distance)
    return str(ngettext("%(n)s mile", "%(n)s miles", _plural(shown), n=number(shown)))


def _plural(shown: float) -> int:
    """The number that chooses the plural form; fractions take that of two, which fits Russian."""
    return int(shown) if shown == int(shown) else 2


def language_name(code: str) -> str:
    """A language by its ISO 639 code."""
    locale = get_locale()
    name = locale.languages.get(code) if locale else None
    return str(name[:1].upper() + name[1:] if name else code)


def specialty_name(held: HeldSpecialty, catalog: Catalog) -> str:
    """A specialty someone holds; the source's words where the catalog does not know it."""
    known = catalog.name(held.id, reader.language()) if held.id else ""
    return known or held.text or held.code or ""


def specialties(
    held: Iterable[HeldSpecialty], catalog: Catalog, asked: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """All of someone's specialties, the primary one first, then those asked for, none twice."""
    ordered = sorted(held, key=lambda one: (not one.primary, one.id not in asked))
    named = (specialty_name(one, catalog) for one in ordered)
    return tuple(dict.fromkeys(name for name in named if name))


def full_name(name: Name) -> str:
    """A name as its source writes it, with the credential."""
    return f"{name.full}, {name.credential}" if name.credential else name.full


def why(match: NameMatch) -> str:
    """Why a name was found."""
    template = str(_MATCHES[match.kind])
    return template % {"asked": match.asked.title(), "found": match.found.title()}


def hours(hour: Hours) -> tuple[str, str]:
    """Days and times of opening."""
    names = get_day_names("abbreviated", "stand-alone", get_locale() or "en")
    numbers = [_DAYS.index(one) for one in hour.days if one in _DAYS]
    days = ", ".join(_spans(sorted(numbers), names))
    if not hour.opens and not hour.closes:
        return days, str(gettext("all day"))
    return days, " – ".join(_clock(part) for part in (hour.opens, hour.closes) if part)


def _spans(numbers: list[int], names: Any) -> list[str]:
    """Days that follow each other as a span: Mon – Thu."""
    spans: list[list[int]] = []
    for one in numbers:
        if spans and one == spans[-1][-1] + 1:
            spans[-1].append(one)
        else:
            spans.append([one])
    return [
        names[span[0]] if len(span) == 1 else f"{names[span[0]]} – {names[span[-1]]}"
        for span in spans
    ]


def _clock(text: str) -> str:
    try:
        return str(format_time(time.fromisoformat(text), "short", rebase=False))
    except ValueError:
        return text


def sources(codes: Iterable[str]) -> str:
    """Names of sources, one after the other."""
    return ", ".join(said(SOURCES, code) for code in codes)


def plan_detail(plan: Plan, book: PlanBook) -> str:
    """Insurer, product, year and states of a plan on one line."""
    year = str(max(plan.years)) if plan.years else ""
    parts = (issuer_name(plan.issuer, book), plan.type, year, ", ".join(plan.states[:3]))
    return " · ".join(part for part in parts if part)


def issuer_name(issuer: str | None, book: PlanBook) -> str:
    """An issuer's name, its id where no source names it."""
    known = book.issuers.get(issuer) if issuer else None
    return known.name if known else issuer or ""
