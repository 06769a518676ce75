"""Reads one typed line: who, what, which plan, where; what nothing explains is a name."""

import re
from typing import Protocol

import msgspec

from directory.model.npi import is_npi
from directory.model.place import Place
from directory.search.line import TITLES, WORD, Line, Piece, bare, is_joint, trimmed
from directory.search.planbook import PlanBook
from directory.search.planline import find_plan, narrowed
from directory.search.planwords import state_named
from directory.search.text import fold
from directory.search.wishes import take_asked, take_gender, take_language
from directory.specialties.catalog import Catalog, Match

_TEN = re.compile(r"(?<!\d)\d{10}(?!\d)", re.ASCII)
_PHONE = re.compile(
    r"(?<![\d-])(?:\+?1[-. ]?)?(?:\(([2-9]\d\d)\) ?|([2-9]\d\d)[-. ]?)"
    r"(\d{3})[-. ]?(\d{4})(?![\d-])",
    re.ASCII,
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
_BUILDINGS = frozenset(("center", "centre", "clinic", "clinics", "hospital", "institute", "group"))
# In a name far more often than asked for.
_TOO_GENERAL = frozenset(("medicine",))
LARGE = 100_000
"""Residents from which a city of two words is taken for a place though nothing else says so."""
# Other places of a name are offered where so many live there, or a twentieth of those in the first.
_LEAST_OFFERED, _SHARE_OFFERED = 20_000, 0.05
_MOST_OFFERED = 3
_MOST_PHRASES, _MOST_WORDS = 3, 3
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
    matches = _specialties(line, catalog)
    maybe_names: list[str] = []
    if not places and line.words:
        places = _place(line, gazetteer, certain=False) or _misspelt(line, gazetteer)
        maybe_names += [line.words["place"]] if places else []
    if not languages:
        languages = take_language(line)
        maybe_names += [line.words["language"]] if languages else []
    if not genders:
        genders = take_gender(line)
    state = places[0].state if places else _state(line)
    if plan:
        plan = narrowed(plan, book, state)
    least = matches[0].score * NEARLY_AS_LIKELY if matches else 0.0
    return Reading(
        name=_name(line),
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


def _specialties(line: Line, catalog: Catalog) -> list[Match]:
    """Specialties named in the line, unless they are part of an organization's name.

    A second phrase only helps to choose: "psychiatrist for ADHD" is a psychiatrist.
    """
    mentions: list[list[Match]] = []
    for _ in range(_MOST_PHRASES):
        matches = _next_specialty(line, catalog, alone=bool(mentions))
        if not matches:
            break
        mentions.append(matches)
    if not mentions:
        return []
    head = min(mentions, key=lambda matches: matches[0].how == "word")
    others = [{m.specialty.id for m in matches} for matches in mentions if matches is not head]
    both = [m for m in head if all(m.specialty.id in ids for ids in others)]
    return both or head


def _next_specialty(line: Line, catalog: Catalog, *, alone: bool) -> list[Match]:
    """The first specialty of the line, taken; `alone`: only where no other word is beside it."""
    for piece in line.pieces():
        found = catalog.find_in(piece.text)
        if found is None or fold(piece.text[found.start : found.end]) in _TOO_GENERAL:
            continue
        around = piece.plain[: found.start] + " " + piece.plain[found.end :]
        phrase = piece.plain[found.start : found.end]
        if _is_organization(around) or _is_named(piece.plain[: found.start], phrase):
            continue
        if alone and trimmed(around):
            continue
        line.take("specialty", piece.start + found.start, piece.start + found.end)
        return list(found.matches)
    return []


def _is_organization(around: str) -> bool:
    """Whether the words around a specialty make it a name: "Riverside … Center", not "… clinic"."""
    words = [bare(word) for word in WORD.findall(around)]
    proper = [word for word in words if not is_joint(word) and word not in _ORGANIZATION]
    return bool(proper) and any(word in _ORGANIZATION for word in words)


def _is_named(before: str, phrase: str) -> bool:
    """Whether a phrase is the end of an organization's name: "Brooklyn Dental Center"."""
    proper = any(not is_joint(word) for word in before.split())
    return proper and bare(phrase.split()[-1]) in _BUILDINGS


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
    return all(map(is_joint, after)) and not (is_first and names_before)


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


def _name(line: Line) -> str:
    """What is left as a name; words of any organization alone are none."""
    left = line.rest()
    if line.words and all(fold(word) in _ORGANIZATION for word in left.split()):
        return ""
    return left


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
