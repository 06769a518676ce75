"""Reads one typed line: who, what, which plan, where; what nothing explains is a name."""

import re
import unicodedata
from typing import Protocol

import msgspec

from directory.model.npi import is_npi
from directory.model.place import Place
from directory.search.languages import SPOKEN
from directory.search.planbook import PlanBook
from directory.search.planwords import find_plan
from directory.search.text import fold
from directory.specialties.catalog import Catalog

_TEN = re.compile(r"(?<!\d)\d{10}(?!\d)", re.ASCII)
_PHONE = re.compile(
    r"(?<![\d-])(?:\+?1[-. ]?)?(?:\(([2-9]\d\d)\) ?|([2-9]\d\d)[-. ]?)(\d{3})[-. ]?(\d{4})(?![\d-])",
    re.ASCII,
)
_SPEAKS = re.compile(
    r"(?:\b(?:who |that )?speak(?:s|ing)? (?P<after>\w+)|\b(?P<before>\w+)[- ]speak(?:ing|ers?)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,;]+")
# Words that join the parts of a line and name nobody once a part was read.
_JOINTS = frozenset(
    "in near around at by with who that takes take accepts accepting for the me close to and find"
    " nearby within from my insurance plan doctor doctors dr provider providers specialist npi phone"
    " en cerca de con para".split()
)


class Mention(Protocol):
    """A place named within a line."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def places(self) -> tuple[Place, ...]: ...
    @property
    def sure(self) -> bool: ...


class PlaceFinder(Protocol):
    """The part of the gazetteer that reading needs."""

    def find_in(self, text: str) -> Mention | None:
        """The place that a line names."""
        ...


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a line was taken to say. `words` holds the typed words behind each part.

    `set_aside` names parts that gave way to an explicit parameter. `fault` is a sentence where the
    line cannot be right.
    """

    name: str = ""
    npis: tuple[str, ...] = ()
    phone: str = ""
    specialties: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    place: Place | None = None
    words: dict[str, str] = {}
    set_aside: dict[str, str] = {}
    fault: str = ""

    def leave(self, *, specialty: bool, place: bool, plan: bool, language: bool) -> "Reading":
        """Without the parts that an explicit parameter already settles."""
        aside = dict(self.set_aside)
        bare: dict[str, object] = {}
        for part, given, empty in (
            ("specialty", specialty, {"specialties": ()}),
            ("place", place, {"place": None}),
            ("plan", plan, {"plans": (), "issuers": ()}),
            ("language", language, {"languages": ()}),
        ):
            if given and part in self.words:
                aside[part] = self.words[part]
                bare.update(empty)
        kept = {part: word for part, word in self.words.items() if part not in aside}
        return msgspec.structs.replace(self, words=kept, set_aside=aside, **bare)

    def interpreted(self, name: str = "") -> dict[str, object]:
        """The reading by parameter, without empty parts; `name` is one given beside the line."""
        whole = " ".join(part for part in (name, self.name) if part)
        parts = {
            "name": whole,
            "npi": list(self.npis),
            "phone": self.phone,
            "specialty": list(self.specialties),
            "plan": list(self.plans),
            "issuer": list(self.issuers),
            "language": list(self.languages),
            "place": self.place.id if self.place else "",
            "words": self.words,
            "set_aside": self.set_aside,
        }
        return {key: value for key, value in parts.items() if value}


def read(q: str, catalog: Catalog, gazetteer: PlaceFinder, book: PlanBook) -> Reading:
    """Read a typed line.

    An NPI, a phone, a spoken language, a plan or issuer, a place and a specialty are looked for in
    this order, each in what the ones before left; the rest is a name.
    """
    line = " ".join(unicodedata.normalize("NFC", q).split())
    found: dict[str, object] = {}
    words: dict[str, str] = {}

    def take(part: str, start: int, end: int) -> None:
        nonlocal line
        words[part] = line[start:end].strip()
        line = line[:start] + "\0" * (end - start) + line[end:]

    for match in list(_TEN.finditer(line)):
        if is_npi(match.group()):
            found["npis"] = (*found.get("npis", ()), match.group())  # type: ignore[misc]  # a tuple by construction
            take("npi", *match.span())
        elif match.group()[0] in "01":
            return Reading(fault="holds ten digits that are neither an NPI nor a phone number")
    phone = _PHONE.search(line)
    if phone:
        found["phone"] = (phone[1] or phone[2]) + phone[3] + phone[4]
        take("phone", *phone.span())
    spoken = _SPEAKS.search(line)
    code = SPOKEN.get((spoken["after"] or spoken["before"]).casefold()) if spoken else None
    if spoken and code:
        found["languages"] = (code,)
        take("language", *spoken.span())
    plan = find_plan(line, book)
    if plan:
        found["plans"], found["issuers"] = plan.plans, plan.issuers
        take("plan", plan.start, plan.end)
    _take_specialty_and_place(line, catalog, gazetteer, found, take)
    name = _rest(line, bool(words))
    return Reading(name=name, words=words, **found)  # type: ignore[arg-type]  # filled by field name above


def _rest(line: str, read_something: bool) -> str:
    """What is left as a name; joining words fall out where they join something."""
    left = [word for part in line.split("\0") for word in _WORD.findall(part)]
    if read_something:
        left = [word for word in left if fold(word) not in _JOINTS]
    return " ".join(left)
