"""From a typed name to the names that exist: expansion over the vocabulary, never over rows.

The cost depends on how many different names there are, not on how many people bear them. Both
engines run the same expansion, and score a provider as the sum, over the words typed, of the best
weight met.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache

import msgspec

from directory.search.closeness import cost
from directory.search.nicknames import fellow_nicknames, nicknames, spellings
from directory.search.page import MatchKind, NameMatch
from directory.search.text import ABBREVIATIONS, Typed, typed_words
from directory.search.vocabulary import Vocabulary

ENOUGH = 10
"""A level that finds this many providers is enough; only below are looser readings tried."""
MAX_PREFIXES = 300
"""Completions of one word that are followed, most borne first; "ma" alone has thousands."""
MAX_ALIKE = 400
"""Like-sounding and misspelt readings of one word that are followed, nearest first."""

WEIGHTS: dict[MatchKind, float] = {
    "exact": 100.0,  # "chen" → Chen
    "transliteration": 90.0,  # "Чен" → Chen; other Latin spellings count less
    "prefix": 70.0,  # "christo" → Christopher; more, the more of the word is there
    "nickname": 75.0,  # "bob" → Robert: a sure relation, but not what the record says
    "initial": 60.0,  # "s chen" → Serena Chen: true of many
    "phonetic": 62.0,  # "filips" → Phillips; less for each letter that differs
    "typo": 66.0,  # "cehn" → Chen; less by the cost of the faults
}
WHOLE_PREFIX = 20.0
"""Added to a prefix by the share of the word that was typed."""
OTHER_SPELLING = 64.0
"""Another Latin spelling of the same name: "chan" → Chen."""
FELLOW = 60.0
"""Another familiar form of the same name: "bob" → Rob."""
TYPO_COST = 18.0
SOUND_COST = 7.0
SOUND_SHARE, TYPO_SHARE = 0.34, 0.24
"""A word typed alone may differ by so much of its length: "pieqo" is nobody, not Pike."""
IN_PLACE = 2.0
"""A first word met as first name, a last word as last name: "james smith" is not Smith James."""
FIELD_SHARE = {"x": 0.9, "p": 0.96, "m": 0.95}
"""Other names, parts of compound names and middle names count a little less than whole ones."""
NAME_FIELDS = "flmpox"


class Expansion(msgspec.Struct, frozen=True):
    """A token of the vocabulary ("l:chen") that a typed word may mean, how, and how surely."""

    token: str
    weight: float
    kind: MatchKind


class QueryWord(msgspec.Struct, frozen=True):
    """One typed word and everything it may mean; an optional one adds but need not be met."""

    asked: str
    expansions: tuple[Expansion, ...]
    optional: bool = False


class NameLevel(msgspec.Struct, frozen=True):
    """One reading of the typed name: at least `required` of its firm words must be met.

    When it finds `enough` providers that meet the rest of the request, no looser level is tried.
    """

    words: tuple[QueryWord, ...]
    required: int
    enough: int

    @property
    def firm(self) -> list[QueryWord]:
        """The words that `required` counts."""
        return [word for word in self.words if not word.optional]


def expand(vocabulary: Vocabulary, text: str, typing: bool = False) -> Iterator[NameLevel]:
    """Readings of a typed name from strict to loose; none at all when it holds no word.

    The first that finds enough counts, else the last. Each is worked out when it is asked for,
    since the loose ones cost the most. `typing`: the last word is still being typed, so even one
    letter of it is a beginning.
    """
    typed = typed_words(text)
    if not typed:
        return
    reader = _Reader(vocabulary, typed, typing)
    strict = tuple(reader.strict(at) for at in range(len(typed)))
    firm = sum(not word.optional for word in typed)
    yield NameLevel(strict, firm, ENOUGH)
    loose = tuple(reader.loose(at, word) for at, word in enumerate(strict))
    yield NameLevel(loose, firm, 1)
    if firm > 2:
        yield NameLevel(loose, firm - 1, 1)


def explain(level: NameLevel, tokens: Iterable[tuple[str, str]]) -> tuple[NameMatch, ...]:
    """Why someone with these (field, token) pairs was found: the best relation of each word."""
    held = {f"{field}:{token}": None for field, token in tokens}
    found = []
    for word in level.words:
        met = [e for e in word.expansions if e.token in held]
        if met:
            best = max(met, key=lambda e: e.weight)
            found.append(NameMatch(best.kind, word.asked, _spelt(best, held)))
    return tuple(found)


def _spelt(met: Expansion, held: Iterable[str]) -> str:
    """The word that was met; of an initial, the given name it begins."""
    begins = met.token[2:]
    if met.kind != "initial":
        return begins
    return next((t[2:] for t in held if t[0] in "fmp" and t[2:].startswith(begins)), begins)


class _Reader:
    """Expands the words of one typed name."""

    def __init__(self, vocabulary: Vocabulary, typed: list[Typed], typing: bool) -> None:
        self._vocabulary = vocabulary
        self._typed = typed
        self._typing = typing
        # A word that stands alone has no other to confirm a loose reading of it.
        self._alone = sum(not word.optional for word in typed) == 1
        # A word is often borne as first, last and middle name, and both sounds and looks alike.
        self._cost = lru_cache(maxsize=None)(cost)

    def strict(self, at: int) -> QueryWord:
        """What the word says for sure: itself, its familiar forms, what it begins."""
        typed = self._typed[at]
        beginning = self._typing and at == len(self._typed) - 1
        word = typed.text
        if len(word) == 1:
            found = self._known(at, "i", word, "initial") + self._known(at, "x", word, "exact")
        else:
            found = self._exact(at, typed) + self._familiar(at, word)
        found += self._joined(at)
        if beginning or (len(word) > 2 and not found):
            found += self._prefixes(at, word)
        return QueryWord(word, _best(found), typed.optional)

    def loose(self, at: int, strict: QueryWord) -> QueryWord:
        """What the word may say besides: like-sounding, misspelt, otherwise spelt, begun."""
        word = strict.asked
        if len(word) < 3:
            return strict
        found = [*strict.expansions, *self._prefixes(at, word), *self._sounding(at, word)]
        if len(word) > 3 or not self._alone:
            found += self._misspelt(at, word)
        return QueryWord(word, _best(found), strict.optional)

    def _exact(self, at: int, typed: Typed) -> list[Expansion]:
        word = typed.text
        kind: MatchKind = "transliteration" if typed.foreign else "exact"
        found = [e for field in NAME_FIELDS for e in self._known(at, field, word, kind)]
        for spelt in sorted(spellings(word)):
            for field in NAME_FIELDS:
                found += self._known(at, field, spelt, "transliteration", OTHER_SPELLING)
        full = ABBREVIATIONS.get(word)
        if full is not None:
            found += self._known(at, "o", full, "exact") + self._known(at, "x", full, "exact")
        return found

    def _familiar(self, at: int, word: str) -> list[Expansion]:
        found = []
        for field in "fmpx":
            for other in sorted(nicknames(word)):
                found += self._known(at, field, other, "nickname")
            for other in sorted(fellow_nicknames(word)):
                found += self._known(at, field, other, "nickname", FELLOW)
        return found

    def _joined(self, at: int) -> list[Expansion]:
        """The word together with its neighbors as one: "mc donald", "o brien", "de la cruz"."""
        found = []
        words = [typed.text for typed in self._typed]
        for first in range(max(at - 3, 0), at + 1):
            for last in range(max(at, first + 1), min(first + 4, len(words))):
                joined = "".join(words[first : last + 1])
                for field in NAME_FIELDS:
                    found += self._known(last if field == "l" else at, field, joined, "exact")
        return found

    def _prefixes(self, at: int, word: str) -> list[Expansion]:
        found = []
        for token, _ in self._vocabulary.complete(word, MAX_PREFIXES, NAME_FIELDS):
            weight = WEIGHTS["prefix"] + WHOLE_PREFIX * len(word) / len(token[2:])
            found.append(self._expansion(at, token, weight, "prefix"))
        return found

    def _sounding(self, at: int, word: str) -> list[Expansion]:
        found = []
        for token in self._vocabulary.sounding(word):
            far = self._cost(word, token[2:])
            if token[0] in NAME_FIELDS and (far <= SOUND_SHARE * len(word) or not self._alone):
                weight = WEIGHTS["phonetic"] - SOUND_COST * far
                found.append(self._expansion(at, token, weight, "phonetic"))
        return _nearest(found)

    def _misspelt(self, at: int, word: str) -> list[Expansion]:
        found = []
        for token in self._vocabulary.within(word, 1 if len(word) < 6 else 2):
            far = self._cost(word, token[2:])
            if token[0] in NAME_FIELDS and (far <= TYPO_SHARE * len(word) or not self._alone):
                weight = WEIGHTS["typo"] - TYPO_COST * far
                found.append(self._expansion(at, token, weight, "typo"))
        return _nearest(found)

    def _known(
        self, at: int, field: str, word: str, kind: MatchKind, weight: float | None = None
    ) -> list[Expansion]:
        token = f"{field}:{word}"
        if not self._vocabulary.has(token):
            return []
        return [self._expansion(at, token, weight or WEIGHTS[kind], kind)]

    def _expansion(self, at: int, token: str, weight: float, kind: MatchKind) -> Expansion:
        field = token[0]
        weight *= FIELD_SHARE.get(field, 1.0)
        last = len(self._typed) - 1
        if (field == "f" and at == 0 < last) or (field == "l" and at == last):
            weight += IN_PLACE
        return Expansion(token, round(max(weight, 1.0), 1), kind)


def _best(found: list[Expansion]) -> tuple[Expansion, ...]:
    """Each token once, by its surest relation."""
    best: dict[str, Expansion] = {}
    for one in found:
        held = best.get(one.token)
        if held is None or one.weight > held.weight:
            best[one.token] = one
    return tuple(best.values())


def _nearest(found: list[Expansion]) -> list[Expansion]:
    found.sort(key=lambda e: (-e.weight, e.token))
    return found[:MAX_ALIKE]
