"""Reads one typed line: who, what, which plan, where; what nothing explains is a name."""

import re
import unicodedata
from typing import Protocol

import msgspec

from directory.model.npi import is_npi
from directory.model.place import Place
from directory.search.languages import SPOKEN
from directory.search.planbook import PlanBook
from directory.search.planline import find_plan
from directory.search.text import fold
from directory.specialties.catalog import Catalog

_TEN = re.compile(r"(?<!\d)\d{10}(?!\d)", re.ASCII)
_PHONE = re.compile(
    r"(?<![\d-])(?:\+?1[-. ]?)?(?:\(([2-9]\d\d)\) ?|([2-9]\d\d)[-. ]?)"
    r"(\d{3})[-. ]?(\d{4})(?![\d-])",
    re.ASCII,
)
_SPEAKS = re.compile(
    r"(?:\b(?:who |that )?speak(?:s|ing)? (?P<after>\w+)|\b(?P<before>\w+)[- ]speak(?:ing|ers?)\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\s,;]+")
# Words that join the parts of a line and name nobody once a part was read.
_JOINTS = frozenset(
    re.findall(
        r"\w+",
        "in near around at by with who that takes take accepts accepting for the me close to and"
        " find nearby within from my insurance plan doctor doctors dr provider providers"
        " specialist npi phone en cerca de con para",
    )
)
NEARLY_AS_LIKELY = 0.7
"""A word of several meanings stands for those at least so likely as the likeliest."""
# Words of organizations' names. Alone they add nothing: "heart clinic" is a heart doctor.
_ORGANIZATION = frozenset(
    re.findall(
        r"\w+",
        "center centre clinic clinics hospital group associates institute partners health medical"
        " healthcare llc inc pllc corp foundation services system network practice office care",
    )
)
# In a name far more often than asked for.
_TOO_GENERAL = frozenset(("medicine",))
LARGE = 100_000
"""Residents from which a city of two words is taken for a place though nothing else says so."""
# These states are also what people write behind a doctor's name.
_CREDENTIALS = frozenset(("md", "pa"))


class Mention(Protocol):
    """A place named within a line."""

    @property
    def start(self) -> int:
        """First character."""
        ...

    @property
    def end(self) -> int:
        """Character after the last."""
        ...

    @property
    def places(self) -> tuple[Place, ...]:
        """What it may be, likeliest first."""
        ...

    @property
    def sure(self) -> bool:
        """Whether a place must be meant."""
        ...


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
    genders: tuple[str, ...] = ()
    accepting: bool = False
    telehealth: bool = False

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


class _Line:
    """A line of which parts are taken; what is taken leaves NULs, so that positions stay."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words: dict[str, str] = {}

    def take(self, part: str, start: int, end: int) -> None:
        """Blank out characters `start` to `end` as the words behind `part`."""
        self.words[part] = self.text[start:end].strip()
        self.text = self.text[:start] + "\0" * (end - start) + self.text[end:]

    def pieces(self) -> list[tuple[int, str]]:
        """What is left: stretches of the line between what was taken, and where each starts."""
        return [(match.start(), match.group()) for match in re.finditer("[^\0]+", self.text)]


def read(q: str, catalog: Catalog, gazetteer: PlaceFinder, book: PlanBook) -> Reading:
    """Read a typed line.

    An NPI, a phone, a spoken language, a plan or issuer, a place and a specialty are looked for in
    this order, each in what the ones before left; the rest is a name.
    """
    line = _Line(" ".join(unicodedata.normalize("NFC", q).split()))
    npis, fault = _npis(line)
    if fault:
        return Reading(fault=fault)
    phone = _phone(line)
    languages = _languages(line)
    plan = find_plan(line.text, book)
    if plan:
        line.take("plan", plan.start, plan.end)
    place = _place(line, gazetteer, certain=True)
    specialties = _specialties(line, catalog)
    if place is None and specialties:
        place = _place(line, gazetteer, certain=False)
    return Reading(
        name=_rest(line.text, bool(line.words)),
        npis=npis,
        phone=phone,
        specialties=specialties,
        plans=plan.plans if plan else (),
        issuers=plan.issuers if plan else (),
        languages=languages,
        place=place,
        words=line.words,
    )


def _npis(line: _Line) -> tuple[tuple[str, ...], str]:
    """NPIs in the line, or a sentence on ten digits that can be neither an NPI nor a phone."""
    found = []
    for match in _TEN.finditer(line.text):
        if is_npi(match.group()):
            found.append(match)
        elif match.group()[0] in "01":
            return (), "holds ten digits that are neither an NPI nor a phone number"
    for match in found:
        line.take("npi", *match.span())
    return tuple(match.group() for match in found), ""


def _phone(line: _Line) -> str:
    match = _PHONE.search(line.text)
    if match is None:
        return ""
    line.take("phone", *match.span())
    return (match[1] or match[2]) + match[3] + match[4]


def _languages(line: _Line) -> tuple[str, ...]:
    match = _SPEAKS.search(line.text)
    code = SPOKEN.get((match["after"] or match["before"]).casefold()) if match else None
    if match is None or code is None:
        return ()
    line.take("language", *match.span())
    return (code,)


def _specialties(line: _Line, catalog: Catalog) -> tuple[str, ...]:
    """Specialties named in the line, unless they are part of an organization's name."""
    for start, piece in line.pieces():
        found = catalog.find_in(piece)
        if found is None or fold(piece[found.start : found.end]) in _TOO_GENERAL:
            continue
        if _is_organization(piece[: found.start] + " " + piece[found.end :]):
            continue
        line.take("specialty", start + found.start, start + found.end)
        least = found.matches[0].score * NEARLY_AS_LIKELY
        return tuple(match.specialty.id for match in found.matches if match.score >= least)
    return ()


def _is_organization(around: str) -> bool:
    """Whether the words around a specialty make it a name: "Riverside … Center", not "… clinic"."""
    words = [fold(word) for word in _WORD.findall(around)]
    proper = [word for word in words if word not in _JOINTS and word not in _ORGANIZATION]
    return bool(proper) and any(word in _ORGANIZATION for word in words)


def _place(line: _Line, gazetteer: PlaceFinder, *, certain: bool) -> Place | None:
    """The place in the line; `certain`: only one that can hardly be part of a name.

    "Maria de Leon" and "Paul Hudson MD" are people; a bare city counts at the end only.
    """
    for start, piece in reversed(line.pieces()):
        found = gazetteer.find_in(piece)
        if found is not None and _believable(piece, found, certain):
            line.take("place", start + found.start, start + found.end)
            return found.places[0]
    return None


def _believable(piece: str, found: Mention, certain: bool) -> bool:
    before, after = piece[: found.start].split(), piece[found.end :].split()
    named = [fold(word) for word in _WORD.findall(piece[found.start : found.end])]
    if not certain:
        return not after
    if not found.sure:
        # A large city of two words and nothing else: "new york".
        alone = len(named) > 1 and not before and not after
        return alone and found.places[0].population >= LARGE
    if before and fold(before[-1]) == "de":
        return False
    return not (before and not after and named[-1] in _CREDENTIALS and not _joined(before[-1]))


def _joined(word: str) -> bool:
    return fold(word) in _JOINTS


def _rest(line: str, read_something: bool) -> str:
    """What is left as a name; joining words fall out where they join something."""
    left = [word for part in line.split("\0") for word in _WORD.findall(part)]
    if not read_something:
        return " ".join(left)
    left = [word for word in left if fold(word) not in _JOINTS]
    return "" if all(fold(word) in _ORGANIZATION for word in left) else " ".join(left)
