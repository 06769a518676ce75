"""The catalog in memory: specialties by id, code, name, lay word and what is being typed."""

import math
import re
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from directory.model.specialty import Category, Specialty
from directory.specialties.phrases import Phrases, Sense, fold, is_han
from directory.specialties.source import parse

MatchHow = Literal["name", "word", "prefix", "typo"]
_TOKEN = re.compile(r"[^\W_]+(?:['’&./-][^\W_]+)*")
# Words around a condition or body part that say only that somebody is looked for.
_AROUND = """
a an the for my with who and or in of to that is need want find good best new
doctor doctors dr specialist specialists physician provider clinic help problems problem
pain treatment care un una el la los las para con de del que medico especialista
врач доктор специалист по для и с
"""
_FILLERS = frozenset(_AROUND.split())
# Alone these mean any doctor; inside a longer line they say nothing.
_ANYONE = """
doctor doctors medico medica doctora doctores medicos physician md specialist clinic
врач доктор врачи 医生 大夫 看病 care health hospital baby child old family
"""
_ANY_DOCTOR = frozenset(_ANYONE.split())
_LEAST_SURE = 0.45
"""Within a longer line a word must mean a specialty at least so surely; else it may be a name."""


class Match(msgspec.Struct, frozen=True):
    """A specialty that is meant, the catalog's word that says so, and how it was met."""

    specialty: Specialty
    word: str
    language: str
    how: MatchHow
    score: float


class Mention(msgspec.Struct, frozen=True):
    """A specialty named within a text: `text[start:end]`, and what it may be, likeliest first."""

    start: int
    end: int
    matches: tuple[Match, ...]


class Catalog:
    """All categories and specialties."""

    def __init__(self, categories: Iterable[Category], specialties: Iterable[Specialty]) -> None:
        self.categories: tuple[Category, ...] = tuple(categories)
        self._by_id = {specialty.id: specialty for specialty in specialties}
        self._by_code = {code: s for s in self._by_id.values() for code in s.codes}
        self._phrases = Phrases(self._by_id.values())

    @property
    def specialties(self) -> tuple[Specialty, ...]:
        """All of them, in the order of the categories."""
        return tuple(self._by_id.values())

    def get(self, name: str) -> Specialty | None:
        """A specialty by id."""
        return self._by_id.get(name)

    def by_code(self, code: str) -> Specialty | None:
        """The specialty that a NUCC code belongs to."""
        return self._by_code.get(code)

    def resolve(self, id_or_code: str) -> Specialty | None:
        """A specialty by id or NUCC code."""
        return self._by_id.get(id_or_code) or self._by_code.get(id_or_code.upper())

    def name(self, name: str, language: str = "en") -> str:
        """The name of a specialty in a language, English where it has none, else nothing."""
        specialty = self._by_id.get(name)
        if specialty is None:
            return ""
        return specialty.names.get(language) or specialty.names["en"]

    def by_name(self, text: str) -> Specialty | None:
        """The specialty that a publisher's words name exactly; lay words do not count."""
        folded = fold(text)
        for tried in (folded, *_variants(folded)):
            named = [s for s in self._phrases.exact(tried) if s.how != "word"]
            if named:
                return max(named, key=lambda s: (s.sure, s.specialty.weight)).specialty
        return None

    def suggest(self, text: str, lang: str = "en", limit: int = 10) -> list[Match]:
        """Specialties for what is being typed, in any of the languages, most meant first.

        `lang` breaks ties in favor of the reader's own language.
        """
        folded = fold(text)
        if not folded:
            return []
        if is_han(folded):
            phrases = [(p, p.startswith(folded)) for p in self._phrases.holding(folded)]
        else:
            phrases = list(self._phrases.beginning(folded))
        found = [_typed(s, folded, start, lang) for p, start in phrases for s in self._of(p)]
        if len(folded) > 3 and not found:
            phrases = [(p, True) for p in self._phrases.nearly_beginning(folded)]
            found = [_match(s, "typo", 0.5, lang) for p, _ in phrases for s in self._of(p)]
        return _best(found, limit)

    def read(self, text: str) -> list[Match]:
        """The specialties that a whole phrase means, likeliest first; nothing for other words."""
        folded = fold(text)
        if not folded:
            return []
        for tried, how in self._readings(folded):
            senses = self._phrases.exact(tried)
            if senses:
                return _best([_match(s, how or _how(s), 1.0, "") for s in senses], 10)
        if is_han(folded):
            return self._han(folded)
        return self._parts(folded)

    def find_in(self, text: str) -> Mention | None:
        """The longest specialty phrase within a line, exact before misspelt."""
        tokens = list(_TOKEN.finditer(text))
        if is_han(text):
            found = self._han_span(text)
            if found is not None:
                return found
        for correct in (False, True):
            for length in range(min(len(tokens), self._phrases.longest), 0, -1):
                for first in range(len(tokens) - length + 1):
                    start, end = tokens[first].start(), tokens[first + length - 1].end()
                    matches = self._span(text[start:end], correct)
                    if matches:
                        return Mention(start, end, tuple(matches))
        return None

    def _of(self, phrase: str) -> list[Sense]:
        return self._phrases.senses(phrase)

    def _readings(self, folded: str) -> list[tuple[str, MatchHow | None]]:
        """The phrase as typed, without filling words, and with its words' spelling mended."""
        bare = " ".join(w for w in folded.split() if w not in _FILLERS)
        tried: list[tuple[str, MatchHow | None]] = [(folded, None)]
        tried += [(v, None) for v in _variants(folded)]
        if bare:
            mended = [*self._phrases.mended(folded), *self._phrases.mended(bare)]
            tried += [(bare, None), *((way, "typo") for way in mended)]
        return list(dict.fromkeys(tried))

    def _parts(self, folded: str) -> list[Match]:
        """A phrase within, when the catalog knows every other word: "knee surgery doctor"."""
        left = [w for w in self._phrases.mended(folded)[0].split() if w not in _FILLERS]
        for length in range(len(left) - 1, 0, -1):
            for first in range(len(left) - length + 1):
                inner = " ".join(left[first : first + length])
                outer = left[:first] + left[first + length :]
                senses = self._phrases.exact(inner)
                if senses and all(self._phrases.knows(w) for w in outer):
                    return _best([_match(s, _how(s), 0.7, "") for s in senses], 10)
        return []

    def _han(self, folded: str) -> list[Match]:
        found = [p for p in self._phrases.holding(folded) if p in folded or len(folded) > 1]
        return _best(
            [_match(s, _how(s), len(p) / max(len(p), len(folded)), "zh")
             for p in found for s in self._of(p)], 10,
        )  # fmt: skip

    def _han_span(self, text: str) -> Mention | None:
        for length in range(min(len(text), 12), 1, -1):
            for start in range(len(text) - length + 1):
                piece = text[start : start + length]
                if is_han(piece) and fold(piece) == piece.strip():
                    matches = self._span(piece, correct=False)
                    if matches:
                        return Mention(start, start + length, tuple(matches))
        return None

    def _span(self, piece: str, correct: bool) -> list[Match]:
        folded = fold(piece)
        if folded in _ANY_DOCTOR or len(folded) < 2:
            return []
        ways = [way for way in self._phrases.mended(folded) if way != folded]
        senses = [
            sense
            for way in (ways if correct else [folded])
            for sense in self._phrases.exact(way)
            if sense.sure >= _LEAST_SURE or " " in way
        ]
        return _best([_match(s, "typo" if correct else _how(s), 1.0, "") for s in senses], 5)


@cache
def catalog() -> Catalog:
    """The catalog that the product ships."""
    categories: list[Category] = []
    specialties: list[Specialty] = []
    folder = files("directory.specialties") / "catalog"
    for file in sorted(folder.iterdir(), key=lambda one: one.name):
        if file.name.endswith(".txt"):
            more, held = parse(file.read_text("utf-8").splitlines())
            categories += more
            specialties += held
    return Catalog(categories, specialties)


def _variants(folded: str) -> list[str]:
    """The ways publishers decorate a name: "cardiology physician", "physician - cardiology"."""
    found = []
    for extra in ("physician", "physicians", "doctor", "specialist", "provider", "practitioner"):
        if folded.endswith(" " + extra):
            found.append(folded.removesuffix(" " + extra))
        if folded.startswith(extra + " "):
            found.append(folded.removeprefix(extra + " "))
    return found


def _how(sense: Sense) -> MatchHow:
    return "name" if sense.how != "word" else "word"


def _typed(sense: Sense, folded: str, at_start: bool, lang: str) -> Match:
    whole = fold(sense.text) == folded
    share = 1.6 if whole else 1.0 if at_start else 0.6
    return _match(sense, _how(sense) if whole else "prefix", share, lang)


def _match(sense: Sense, how: MatchHow, share: float, lang: str) -> Match:
    """Scored by how surely the word means it and how many people look for the specialty."""
    own = 1.05 if sense.language == lang else 1.0
    score = sense.sure * share * own * (1 + math.log10(max(sense.specialty.weight, 1)))
    return Match(sense.specialty, sense.text, sense.language, how, round(score, 4))


def _best(found: list[Match], limit: int) -> list[Match]:
    """Each specialty once, by its best match."""
    best: dict[str, Match] = {}
    for match in found:
        held = best.get(match.specialty.id)
        if held is None or match.score > held.score:
            best[match.specialty.id] = match
    ordered = sorted(best.values(), key=lambda m: (-m.score, m.specialty.id))
    return ordered[:limit]
