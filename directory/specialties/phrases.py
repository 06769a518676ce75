"""Every name, title and lay word of the catalog, folded, with what it may mean."""

import re
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, product
from typing import Literal

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.model.specialty import Specialty

How = Literal["name", "title", "word"]
_SEPARATOR = re.compile(r"[\W_]+")
_APOSTROPHE = re.compile(r"['’ʼ]s?\b")
_HAN = re.compile(r"[㐀-鿿]")
_MARKS = re.compile("[̀-ͯ]")

HOW_SURE: dict[How, float] = {"name": 1.0, "title": 0.95, "word": 0.8}
"""Names before titles before lay words: a word of everyday life means several specialties."""


MOST_WAYS = 12
"""Corrections of one line that are tried; two doubtful words have a handful of them."""


class Sense(msgspec.Struct, frozen=True):
    """One meaning of a phrase: a specialty, in which language, by what, and how surely (0–1)."""

    specialty: Specialty
    text: str
    language: str
    how: How
    sure: float


def fold(text: str) -> str:
    """Lower case without accents and punctuation; `&` is read as "and"."""
    plain = text.casefold().replace("&", " and ")
    if not plain.isascii():
        plain = _MARKS.sub("", unicodedata.normalize("NFKD", plain))
    return _SEPARATOR.sub(" ", _APOSTROPHE.sub("", plain)).strip()


def is_han(text: str) -> bool:
    """Whether a text has Chinese characters, which stand without spaces."""
    return _HAN.search(text) is not None


def singular(phrase: str) -> str:
    """Each English or Spanish word without a plural s, so that "braces" meets "brace"."""
    return " ".join(_one(word) for word in phrase.split(" "))


def _one(word: str) -> str:
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "is", "us")):
        return word[:-1]
    return word


class Phrases:
    """Look-ups over all phrases of a catalog."""

    def __init__(self, specialties: Iterable[Specialty]) -> None:
        self._senses: dict[str, list[Sense]] = defaultdict(list)
        for specialty in specialties:
            for sense in _senses(specialty):
                self._senses[fold(sense.text)].append(sense)
        self._by_singular: dict[str, list[str]] = defaultdict(list)
        for phrase in self._senses:
            self._by_singular[singular(phrase)].append(phrase)
        self._sorted = sorted(self._senses)
        self._inner = sorted(
            (phrase[at + 1 :], phrase)
            for phrase in self._senses
            for at, letter in enumerate(phrase)
            if letter == " "
        )
        self._han = [phrase for phrase in self._sorted if is_han(phrase)]
        self._words = sorted({word for phrase in self._senses for word in phrase.split(" ")})
        self.longest = max((phrase.count(" ") + 1 for phrase in self._senses), default=0)

    def exact(self, folded: str) -> list[Sense]:
        """What a folded phrase means, singular or plural."""
        known = self._senses.get(folded)
        if known is not None:
            return known
        alike = self._by_singular.get(singular(folded), ())
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

    def corrected(self, word: str) -> list[str]:
        """The catalog's words that a misspelt one may mean: from six letters, first letter right.

        Those with the fewest edits only; none for a word that the catalog has.
        """
        if len(word) < 6 or word in self._words_set:
            return []
        edits = 1 if len(word) < 8 else 2 if len(word) < 12 else 3
        found = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=edits, limit=5)
        same = [(cost, known) for known, cost, _ in found if known[0] == word[0] and len(known) > 4]
        least = min((cost for cost, _ in same), default=0)
        return sorted(known for cost, known in same if cost == least)

    def mended(self, folded: str) -> list[str]:
        """A folded line with its misspelt words corrected, in every way that is equally near."""
        ways = [self.corrected(word) or [word] for word in folded.split(" ")]
        return [" ".join(way) for way in islice(product(*ways), MOST_WAYS)]

    def knows(self, word: str) -> bool:
        """Whether a folded word stands in any phrase."""
        return word in self._words_set

    def senses(self, phrase: str) -> list[Sense]:
        """The meanings of a phrase that the catalog has."""
        return self._senses[phrase]

    @property
    def _words_set(self) -> frozenset[str]:
        return _frozen(tuple(self._words))

    @lru_cache(maxsize=64)  # noqa: B019 - one catalog lives as long as the process
    def _starts(self, length: int) -> dict[str, list[str]]:
        starts: dict[str, list[str]] = defaultdict(list)
        for phrase in self._sorted:
            starts[phrase[:length]].append(phrase)
        return starts


@lru_cache(maxsize=4)
def _frozen(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(words)


def _senses(specialty: Specialty) -> Iterator[Sense]:
    for language, name in specialty.names.items():
        yield Sense(specialty, name, language, "name", HOW_SURE["name"])
        for title in specialty.titles[language]:
            yield Sense(specialty, title, language, "title", HOW_SURE["title"])
        for word in specialty.words[language]:
            sure = HOW_SURE["word"] * word.likely
            yield Sense(specialty, word.text, language, "word", sure)
