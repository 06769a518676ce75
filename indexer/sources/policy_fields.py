"""The front matter of a policy, field by field: what each may hold, and what a fault costs."""

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar, get_args

from directory.model.policy import (
    CodeSystem,
    EventKind,
    Policy,
    PolicyCode,
    PolicyEvent,
    PolicyStatus,
    Position,
)
from directory.specialties.catalog import catalog
from indexer.items import Fault, FaultList

T = TypeVar("T")

STATUSES: tuple[PolicyStatus, ...] = get_args(PolicyStatus)
SYSTEMS: tuple[CodeSystem, ...] = get_args(CodeSystem)
POSITIONS: tuple[Position, ...] = get_args(Position)
EVENTS: tuple[EventKind, ...] = get_args(EventKind)
FIELDS = frozenset(
    (
        *("number", "version", "title", "status", "specialties", "effective_on", "licenses"),
        *("last_review_on", "next_review_on", "related", "history", "codes"),
    )
)

_NUMBER = re.compile(r"[A-Z0-9]+(?:[.-][A-Z0-9]+)*")
_LONGEST_NUMBER = 32
_LONGEST_TITLE = 200
_LICENSE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_CODE: dict[CodeSystem, re.Pattern[str]] = {
    "hcpcs": re.compile(r"[A-CE-V][0-9]{4}"),
    "icd-10-cm": re.compile(r"[A-Z][0-9][0-9A-Z](?:\.[0-9A-Z]{1,4})?"),
    "cpt": re.compile(r"[0-9]{4}[0-9AFMTU]"),
    "cdt": re.compile(r"D[0-9]{4}"),
}
# What a license for a code system is called: the system, then which edition.
_LICENSED: tuple[CodeSystem, ...] = ("cpt", "cdt")


class Unusable(Exception):
    """The file cannot be kept: a field that a policy must have is missing or wrong."""

    def __init__(self, field: str, value: object, reason: str) -> None:
        super().__init__(reason)
        shown = FaultList()
        shown.add(field, value, reason)
        self.fault: Fault = shown.faults[0]


def read_fields(
    given: dict[str, Any],
    body: str,
    codes: tuple[PolicyCode, ...],
    history: tuple[PolicyEvent, ...],
    faults: FaultList,
) -> Policy:
    """The policy that the front matter states; Unusable names the first field that forbids it.

    Faults of fields that a policy can do without cost their value and go to `faults`.
    """
    for field in sorted(given.keys() - FIELDS):
        known = ", ".join(sorted(FIELDS))
        faults.add(field, given[field], f"there is no such field; left out. Known are {known}")
    number = _number(given.get("number"))
    licenses = _licenses(given.get("licenses"), codes)
    reviewed = _optional(faults, "last_review_on", given, _day)
    due = _optional(faults, "next_review_on", given, _day)
    if reviewed and due and due <= reviewed:
        faults.add("next_review_on", str(due), "is not after last_review_on; left out")
        due = None
    return Policy(
        number=number,
        version=_version(given.get("version")),
        title=_title(given.get("title")),
        status=_one_of("status", given.get("status"), STATUSES),
        specialties=_specialties(given.get("specialties"), faults),
        effective_on=_day("effective_on", given.get("effective_on")),
        last_review_on=reviewed,
        next_review_on=due,
        history=history,
        codes=codes,
        licenses=licenses,
        related=_related(given.get("related"), number, faults),
        body=body,
    )


def codes_of(given: dict[str, Any]) -> tuple[PolicyCode, ...]:
    """The codes, by system as the fields stand; Unusable for a faulty one.

    A code lost from a policy would be a wrong answer about coverage, so the file goes instead.
    """
    found: dict[tuple[str, str], PolicyCode] = {}
    for name, positions in _table("codes", given.get("codes")).items():
        system = _one_of("codes", name, SYSTEMS)
        for stated, entries in _table(f"codes.{name}", positions).items():
            field = f"codes.{name}.{stated}"
            position = _one_of(f"codes.{name}", stated, POSITIONS)
            for written, text in _table(field, entries).items():
                code = _code(field, system, written, text, position)
                if (system, code.code) in found:
                    raise Unusable(field, written, "the code stands twice; keep one position")
                found[system, code.code] = code
    return tuple(found.values())


def history_of(given: dict[str, Any]) -> tuple[PolicyEvent, ...]:
    """The history, oldest first; Unusable for a faulty line, since dates of changes hang on it."""
    stated = given.get("history", [])
    if not isinstance(stated, list):
        raise Unusable("history", stated, "write each line under its own [[history]]")
    events = []
    for number, entry in enumerate(stated):
        field = f"history[{number}]"
        line = _table(field, entry)
        if extra := line.keys() - {"on", "what", "note", "version"}:
            raise Unusable(field, min(extra), "use only on, what, note and version")
        events.append(
            PolicyEvent(
                on=_day(f"{field}.on", line.get("on")),
                what=_one_of(f"{field}.what", line.get("what"), EVENTS),
                note=_text(f"{field}.note", line.get("note", "")),
                version=_version(line["version"], f"{field}.version")
                if "version" in line
                else None,
            )
        )
    return tuple(sorted(events, key=lambda event: event.on))


def _code(field: str, system: CodeSystem, written: str, text: object, at: Position) -> PolicyCode:
    if isinstance(text, dict):
        raise Unusable(field, written, 'put codes that hold a dot in quotes: "G47.33"')
    code = written.strip().upper()
    if not _CODE[system].fullmatch(code):
        raise Unusable(field, written, f"this is no code of {system}; correct it")
    return PolicyCode(system=system, code=code, position=at, text=_text(f"{field}.{written}", text))


def _number(value: object) -> str:
    number = value.strip().upper() if isinstance(value, str) else ""
    if not _NUMBER.fullmatch(number) or len(number) > _LONGEST_NUMBER:
        raise Unusable(
            "number",
            value,
            "use letters and digits, joined by single hyphens or full stops, at most "
            f"{_LONGEST_NUMBER} characters, in quotes",
        )
    return number


def _version(value: object, field: str = "version") -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 9999:
        raise Unusable(field, value, "use a whole number from 1 to 9999")
    return value


def _title(value: object) -> str:
    title = " ".join(_text("title", value).split())
    if not title or len(title) > _LONGEST_TITLE:
        raise Unusable("title", value, f"write a title of at most {_LONGEST_TITLE} characters")
    return title


def _licenses(value: object, codes: tuple[PolicyCode, ...]) -> tuple[str, ...]:
    """The license ids; a policy that needs none would lie open, so at least one is asked for."""
    names = _texts("licenses", value)
    if not names:
        raise Unusable("licenses", value, "name at least one license, a disclaimer if no other")
    for name in names:
        if not _LICENSE.fullmatch(name):
            raise Unusable("licenses", name, "use small letters and digits joined by hyphens")
    for system in _LICENSED:
        quoted = next((code.code for code in codes if code.system == system), None)
        if quoted and not any(name.startswith(f"{system}-") for name in names):
            raise Unusable(
                "licenses", ", ".join(names), f"{quoted} is a {system} code: add its {system}- one"
            )
    return tuple(dict.fromkeys(names))


def _specialties(value: object, faults: FaultList) -> tuple[str, ...]:
    """Catalog ids; a NUCC code is read as the specialty it belongs to."""
    found: dict[str, None] = {}
    for name in _texts("specialties", value) if value is not None else ():
        known = catalog().resolve(name)
        if known is None:
            faults.add("specialties", name, "the catalog does not know this specialty; left out")
        else:
            found[known.id] = None
    return tuple(found)


def _related(value: object, own: str, faults: FaultList) -> tuple[str, ...]:
    found: dict[str, None] = {}
    for name in _texts("related", value) if value is not None else ():
        try:
            number = _number(name)
        except Unusable as error:
            faults.add("related", name, f"{error}; left out")
            continue
        if number != own:
            found[number] = None
    return tuple(found)


def _optional(
    faults: FaultList, field: str, given: dict[str, Any], read: Callable[[str, object], T]
) -> T | None:
    if field not in given:
        return None
    try:
        return read(field, given[field])
    except Unusable as error:
        faults.add(field, given[field], f"{error}; left out")
        return None


def _day(field: str, value: object) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise Unusable(field, value, "write a day as 2026-04-01, without quotes")
    if not 1965 <= value.year <= 2100:  # Medicare began in 1965
        raise Unusable(field, str(value), "the year is not within 1965-2100; correct the date")
    return value


def _one_of(field: str, value: object, allowed: tuple[T, ...]) -> T:
    for one in allowed:
        if value == one:
            return one
    raise Unusable(field, value, f"use one of {', '.join(map(str, allowed))}")


def _text(field: str, value: object) -> str:
    if not isinstance(value, str):
        raise Unusable(field, value, "write a text in quotes")
    return value.strip()


def _texts(field: str, value: object) -> list[str]:
    if not isinstance(value, list):
        raise Unusable(field, value, 'write a list: ["one", "two"]')
    return [_text(field, one) for one in value]


def _table(field: str, value: object) -> dict[str, Any]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise Unusable(field, value, "write it as a table, see docs/policies.md")
    return value
