"""Every name, title and lay word of the catalog, folded, with what it may mean."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Literal

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.model.specialty import Specialty
from directory.specialties.han import simplify
from directory.specialties.sounding import singular_word, sound, stem

How = Literal["name", "title", "word"]
_SEPARATOR = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile(r"['’ʼ]s?\b")
_HAN = re.compile(r"[㐀-鿿]")
_MARKS = re.compile("[̀-ͯ]")

HOW_SURE: dict[How, float] = {"name": 1.0, "title": 0.95, "word": 0.8}
"""Names before titles before lay words: a word of everyday life means several specialties."""
_DOCTORS = """
doctor doctors doctora medico medica physician specialist especialista
врач врача врачу доктор доктора специалист
"""
DOCTORS = frozenset(_DOCTORS.split())
"""Words for any doctor, alike in all phrases."""
_LONGEST_LINK = 3
LEAST_MENDED = 6
"""Shorter words are not mended: too many of them are names of people."""


class Sense(msgspec.Struct, frozen=True):
    """One meaning of a phrase: a specialty, in which language, by what, and how surely (0–1)."""

    specialty: Specialty
    text: str
    language: str
    how: How
    sure: float


def fold(text: str) -> str:
    """Lower case without accents and punctuation, Chinese simplified; `&` is read as "and"."""
    plain = text.casefold().replace("&", " and ")
    if not plain.isascii():
        plain = simplify(_MARKS.sub("", unicodedata.normalize("NFKD", plain)))
    return _SEPARATOR.sub(" ", _APOSTROPHE.sub("", plain)).strip()


def is_han(text: str) -> bool:
    """Whether a text has Chinese characters, which stand without spaces."""
    return _HAN.search(text) is not None


def singular(phrase: str) -> str:
    """Each English or Spanish word without a plural s, so that "braces" meets "brace"."""
    return " ".join(singular_word(word) for word in phrase.split(" "))


class Phrases:
    """Look-ups over all phrases of a catalog; `fillers` are words that say nothing."""

    def __init__(self, specialties: Iterable[Specialty], fillers: frozenset[str]) -> None:
        self._fillers = fillers
        self._senses: dict[str, list[Sense]] = defaultdict(list)
        for specialty in specialties:
            for sense in _senses(specialty):
                self._senses[fold(sense.text)].append(sense)
        self._by_singular: dict[str, list[str]] = defaultdict(list)
        self._by_stems: dict[tuple[str, ...], list[str]] = defaultdict(list)
        for phrase in self._senses:
            self._by_singular[singular(phrase)].append(phrase)
            self._by_stems[self._stems(phrase)].append(phrase)
        self._sorted = sorted(self._senses)
        self._inner = sorted(
            (phrase[at + 1 :], phrase)
            for phrase in self._senses
            for at, letter in enumerate(phrase)
            if letter == " "
        )
        self._han = [phrase for phrase in self._sorted if is_han(phrase)]
        self._words = frozenset(word for phrase in self._senses for word in phrase.split(" "))
        self._sounding: dict[str, list[str]] = defaultdict(list)
        self._by_first: dict[str, list[str]] = defaultdict(list)
        for word in sorted(self._words):
            if len(word) >= LEAST_MENDED - 1 and not is_han(word):
                self._sounding[sound(word)].append(word)
                self._by_first[sound(word)[:1]].append(word)
        self.longest = max((phrase.count(" ") + 1 for phrase in self._senses), default=0)

    def exact(self, folded: str) -> list[Sense]:
        """What a folded phrase means, singular or plural."""
        known = self._senses.get(folded)
        if known is not None:
            return known
        alike = self._by_singular.get(singular(folded), ())
        return [sense for phrase in alike for sense in self._senses[phrase]]

    def inflected(self, folded: str) -> list[Sense]:
        """What a phrase means whose words stand in another case, gender or order."""
        stems = self._stems(folded)
        alike = self._by_stems.get(stems, ()) if stems else ()
        return [sense for phrase in alike for sense in self._senses[phrase]]

    def beginning(self, folded: str) -> Iterator[tuple[str, bool]]:
        """Phrases that begin so (True), or that have a later word that begins so (False)."""
        at = bisect_left(self._sorted, folded)
        while at < len(self._sorted) and self._sorted[at].startswith(folded):
            yield self._sorted[at], True
            at += 1
        at = bisect_left(self._inner, (folded, ""))
        while at < len(self._inner) and self._inner[at][0].startswith(folded):
            yield self._inner[at][1], False
            at += 1

    def nearly_beginning(self, folded: str) -> Iterator[str]:
        """Phrases whose beginning differs by an edit, or by two from eight letters."""
        edits = 1 if len(folded) < 8 else 2
        starts = self._starts(len(folded))
        found = process.extract(
            folded, list(starts), scorer=OSA.distance, score_cutoff=edits, limit=40
        )
        for start, _, _ in found:
            yield from starts[start]

    def holding(self, han: str) -> list[str]:
        """Chinese phrases that have the text within them, or are within the text."""
        return [phrase for phrase in self._han if han in phrase or phrase in han]

    def corrections(self, word: str) -> list[str]:
        """Up to three words of the catalog that a misspelt one may mean, likeliest first.

        Only from six letters on, and only words that begin with the same sound, so that a name
        is rarely taken for a word.
        """
        if len(word) < LEAST_MENDED or word in self._words or is_han(word):
            return []
        key = sound(word)
        alike = self._sounding.get(key, [])
        edits = 1 if len(word) < 8 else 2 if len(word) < 12 else 3
        found = process.extract(
            word, self._by_first.get(key[:1], []), scorer=OSA.distance, score_cutoff=edits, limit=3
        )
        ranked = [(OSA.distance(word, known) - 1.5, known) for known in alike if len(word) > 6]
        ranked += [(float(cost), known) for known, cost, _ in found]
        return list(dict.fromkeys(known for _, known in sorted(ranked)))[:3]

    def corrected(self, word: str) -> str | None:
        """The likeliest of the corrections."""
        found = self.corrections(word)
        return found[0] if found else None

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in any phrase."""
        return word in self._words

    def senses(self, phrase: str) -> list[Sense]:
        """The meanings of a phrase that the catalog has."""
        return self._senses[phrase]

    def _stems(self, phrase: str) -> tuple[str, ...]:
        """The stems of a phrase, in any order, without words that say nothing.

        Where one word would be left the others count too: "foster" is a name, "foster care" none.
        """
        words = phrase.split(" ")
        left = [stem(word) for word in words if word not in self._fillers]
        if len(left) < 2 < len(words) + 1:
            said = (w for w in words if w not in self._fillers or len(w) > _LONGEST_LINK)
            left = ["doctor" if w in DOCTORS else stem(w) for w in said]
        return tuple(sorted(left))

    @lru_cache(maxsize=64)  # noqa: B019 - one catalog lives as long as the process
    def _starts(self, length: int) -> dict[str, list[str]]:
        starts: dict[str, list[str]] = defaultdict(list)
        for phrase in self._sorted:
            starts[phrase[:length]].append(phrase)
        return starts


def _senses(specialty: Specialty) -> Iterator[Sense]:
    for language, name in specialty.names.items():
        yield Sense(specialty, name, language, "name", HOW_SURE["name"])
        for title in specialty.titles[language]:
            yield Sense(specialty, title, language, "title", HOW_SURE["title"])
        for word in specialty.words[language]:
            sure = HOW_SURE["word"] * word.likely
            yield Sense(specialty, word.text, language, "word", sure)
