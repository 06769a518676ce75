"""Reads one typed line: who, what, which plan, where; what nothing explains is a name."""

import re
from typing import Protocol

import msgspec

from directory.model.npi import is_npi
from directory.model.place import Place
from directory.search.line import (
    TITLES,
    Line,
    Piece,
    bare,
    can_name,
    is_joint,
    plain,
    trimmed,
)
from directory.search.planbook import PlanBook
from directory.search.planline import find_plan, narrowed
from directory.search.planwords import state_named
from directory.search.text import fold
from directory.search.trades import BUILDINGS, ORGANIZATION, take_specialties
from directory.search.wishes import (
    gender_within,
    language_within,
    take_asked,
    take_gender,
    take_language,
)
from directory.specialties.catalog import Catalog, Match

_TEN = re.compile(r"(?<!\d)\d{10}(?!\d)", re.ASCII)
_PHONE = re.compile(
    r"(?<![\d-])(?:\+?1[-. ]?)?(?:\(([2-9]\d\d)\) ?|([2-9]\d\d)[-. ]?)"
    r"(\d{3})[-. ]?(\d{4})(?![\d-])",
    re.ASCII,
)
NEARLY_AS_LIKELY = 0.7
"""A word of several meanings stands for those at least so likely as the likeliest."""
LARGE = 100_000
"""Residents from which a city of two words is taken for a place though nothing else says so."""
# Other places of a name are offered where so many live there, or a twentieth of those in the first.
_LEAST_OFFERED, _SHARE_OFFERED = 20_000, 0.05
_MOST_OFFERED = 3
_MOST_WORDS = 4
_HAN = re.compile(r"[㐀-鿿]{2}")
# States that nobody is called after.
_FIRST_NAMES = frozenset(("virginia", "georgia", "carolina", "dakota", "montana"))
_LEADS = frozenset(("in", "near", "around", "en", "в", "во", "около", "возле"))
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

    def misspelt(self, text: str, *, led: bool) -> tuple[Place, ...]:
        """Large cities that a whole text misspells."""
        ...


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What a line was taken to say. `words` holds the typed words behind each part.

    `set_aside` names parts that gave way to an explicit parameter. `fault` is a sentence where the
    line cannot be right. `alternatives` are other ways to take a part: ids of places, specialties
    and plans, and under "name" words that were not taken for a name and may be one.
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
    alternatives: dict[str, tuple[str, ...]] = {}

    def leave(
        self,
        *,
        specialty: bool,
        place: bool,
        plan: bool,
        language: bool,
        gender: bool = False,
        accepting: bool = False,
        telehealth: bool = False,
    ) -> "Reading":
        """Without the parts that an explicit parameter already settles."""
        aside = dict(self.set_aside)
        bare: dict[str, object] = {}
        for part, given, empty in (
            ("specialty", specialty, {"specialties": ()}),
            ("place", place, {"place": None}),
            ("plan", plan, {"plans": (), "issuers": ()}),
            ("language", language, {"languages": ()}),
            ("gender", gender, {"genders": ()}),
            ("accepting", accepting, {"accepting": False}),
            ("telehealth", telehealth, {"telehealth": False}),
        ):
            if given and part in self.words:
                aside[part] = self.words[part]
                bare.update(empty)
        kept = {part: word for part, word in self.words.items() if part not in aside}
        offered = {part: ids for part, ids in self.alternatives.items() if part not in aside}
        return msgspec.structs.replace(
            self, words=kept, set_aside=aside, alternatives=offered, **bare
        )

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
            "gender": list(self.genders),
            "accepting": self.accepting,
            "telehealth": self.telehealth,
            "place": self.place.id if self.place else "",
            "words": self.words,
            "set_aside": self.set_aside,
            "alternatives": {part: list(ids) for part, ids in self.alternatives.items()},
        }
        return {key: value for key, value in parts.items() if value}


def read(q: str, catalog: Catalog, gazetteer: PlaceFinder, book: PlanBook) -> Reading:
    """Read a typed line.

    An NPI, a phone, what is asked beside the trade (language, gender, new patients, telehealth), a
    plan or issuer, a place and specialties are looked for in this order, each in what the ones
    before left; the rest is a name.
    """
    line = Line(q)
    npis, fault = _npis(line)
    if fault:
        return Reading(fault=fault)
    phone = _phone(line)
    languages, genders, accepting, telehealth = take_asked(line)
    plan = find_plan(line.text, book)
    if plan:
        line.take("plan", plan.start, plan.end)
    places = _place(line, gazetteer, certain=True)
    matches = take_specialties(line, catalog)
    maybe_names: list[str] = []
    if not places and (line.words or _HAN.search(line.text)):
        places = _place(line, gazetteer, certain=False) or _misspelt(line, gazetteer)
        maybe_names += [line.words["place"]] if places else []
    if not languages:
        languages = take_language(line)
        maybe_names += [line.words["language"]] if languages else []
        languages = languages or language_within(line.words.get("specialty", ""))
    if not genders:
        genders = take_gender(line) or gender_within(line.words.get("specialty", ""))
    state = places[0].state if places else _state(line)
    if plan:
        plan = narrowed(plan, book, state)
    least = matches[0].score * NEARLY_AS_LIKELY if matches else 0.0
    return Reading(
        name=_name(line, catalog),
        npis=npis,
        phone=phone,
        specialties=tuple(m.specialty.id for m in matches if m.score >= least),
        plans=plan.plans if plan else (),
        issuers=plan.issuers if plan else (),
        languages=languages,
        place=places[0] if places else None,
        words=line.words,
        genders=genders,
        accepting=accepting,
        telehealth=telehealth,
        alternatives=_alternatives(places, [m for m in matches if m.score < least], maybe_names),
    )


def _npis(line: Line) -> tuple[tuple[str, ...], str]:
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


def _phone(line: Line) -> str:
    match = _PHONE.search(line.text)
    if match is None:
        return ""
    line.take("phone", *match.span())
    return (match[1] or match[2]) + match[3] + match[4]


def _place(line: Line, gazetteer: PlaceFinder, *, certain: bool) -> tuple[Place, ...]:
    """The place in the line, likeliest first; `certain`: only one that can hardly be a name.

    "Maria de Leon" and "Paul Hudson MD" are people; a bare city counts by itself, or at the end
    once another part was read.
    """
    pieces = line.pieces()
    for number, piece in reversed(list(enumerate(pieces))):
        found = gazetteer.find_in(piece.text)
        if found is None:
            continue
        is_first = number == 0 and piece.start == 0
        if _certain(piece, found) if certain else _likely(piece, found, is_first):
            line.take("place", piece.start + found.start, piece.start + found.end)
            return found.places
    return ()


def _certain(piece: Piece, found: Mention) -> bool:
    before, after = piece.plain[: found.start].split(), piece.plain[found.end :].split()
    named = piece.plain[found.start : found.end].split()
    if not found.sure:
        # A large city of two words and nothing else: "new york".
        alone = len(named) > 1 and not before and not after
        return alone and found.places[0].population >= LARGE
    if before and before[-1] == "de":
        return False
    is_credential = bare(named[-1]) in _CREDENTIALS and before and not after
    return not (is_credential and not is_joint(before[-1]))


def _likely(piece: Piece, found: Mention, is_first: bool) -> bool:
    """Nothing behind it, and before a specialty nothing before it either: it may be a name."""
    before, after = piece.plain[: found.start].split(), piece.plain[found.end :].split()
    if before and bare(before[-1]) in TITLES - {"doctor", "доктор"}:
        return False
    names_before = any(not is_joint(word) for word in before)
    # A Chinese name and a city do not run together.
    apart = bool(_HAN.search(piece.text)) and piece.text[found.start - 1 : found.start] == " "
    return all(map(is_joint, after)) and (apart or not (is_first and names_before))


def _misspelt(line: Line, gazetteer: PlaceFinder) -> tuple[Place, ...]:
    """A large city, misspelt, that is all a piece of the line holds."""
    for piece in reversed(line.pieces()):
        words = trimmed(piece.text)
        text = " ".join(words)
        start = piece.text.find(text) if text else -1
        if start < 0 or len(words) > _MOST_WORDS:
            continue
        before = piece.plain[:start].split()
        if before and bare(before[-1]) in TITLES:
            continue
        found = gazetteer.misspelt(text, led=bool(before) and before[-1] in _LEADS)
        if found:
            line.take("place", piece.start + start, piece.start + start + len(text))
            return found
    return ()


def _state(line: Line) -> str:
    """The state that a piece of the line names and nothing else; it only chooses among payers."""
    for piece in line.pieces() if line.words else ():
        text = " ".join(trimmed(piece.text))
        state = state_named(text) if text else ""
        if state and fold(text).split()[0] not in _FIRST_NAMES:
            start = piece.text.find(text)
            line.take("state", piece.start + start, piece.start + start + len(text))
            return state
    return ""


def _name(line: Line, catalog: Catalog) -> str:
    """What is left as a name; words of any organization alone are none, nor are lay words."""
    left = line.rest()
    if not line.words:
        return left
    words = left.split()
    if any(fold(word) in BUILDINGS for word in words) and not _only_lay(words, catalog):
        return left
    while words and _is_lay(words[-1], catalog):
        words.pop()
    while words and _is_lay(words[0], catalog):
        words.pop(0)
    return " ".join(words) if any(word > "一" for word in words) or can_name(words) else ""


def _only_lay(words: list[str], catalog: Catalog) -> bool:
    return all(_is_lay(word, catalog) for word in words)


def _is_lay(word: str, catalog: Catalog) -> bool:
    """Whether a word joins, is of any organization, or is one of the catalog as it stands."""
    plain_word = bare(plain(word))
    if (is_joint(plain_word) and plain_word != "an") or fold(word) in ORGANIZATION:
        return True
    found = catalog.find_in(word)
    if found is None or found.end - found.start < len(bare(word)):
        return False
    return any(match.how != "typo" for match in found.matches)


def _alternatives(
    places: tuple[Place, ...], specialties: list[Match], names: list[str]
) -> dict[str, tuple[str, ...]]:
    """What else a line may mean, by part, likeliest first; a part that is clear has none."""
    least = min(_LEAST_OFFERED, places[0].population * _SHARE_OFFERED) if places else 0
    found = {
        "place": [p.id for p in places[1:] if p.kind == "city" and p.population >= max(least, 1)],
        "specialty": [match.specialty.id for match in specialties],
        "name": names,
    }
    if places and places[0].kind == "zip":
        found["place"] = []
    return {part: tuple(ids[:_MOST_OFFERED]) for part, ids in found.items() if ids}
