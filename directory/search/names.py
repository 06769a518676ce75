"""From a typed name to the names that exist: expansion over the vocabulary, never over rows.

The cost depends on how many different names there are, not on how many people bear them. Both
engines run the same expansion, and score a provider as the sum, over the words typed, of the best
weight met.
"""

from collections.abc import Iterable

import msgspec
import numpy as np
from rapidfuzz.distance import OSA

from directory.search.nicknames import nicknames
from directory.search.page import MatchKind, NameMatch
from directory.search.text import query_words, sound

ENOUGH = 10
"""A level that finds this many providers is enough; only below are looser readings tried."""

MAX_PREFIXES = 300
"""Completions of one word that are followed, most borne first; "ma" alone has thousands."""

WEIGHTS: dict[MatchKind, float] = {
    "exact": 100.0,  # "chen" → Chen
    "prefix": 80.0,  # "christo" → Christopher: typed so far, or cut short
    "nickname": 75.0,  # "bob" → Robert: a sure relation, but not what the record says
    "initial": 60.0,  # "s chen" → Serena Chen: true of many
    "phonetic": 50.0,  # "filips" → Phillips
    "typo": 40.0,  # "cehn" → Chen; less for each further edit
}
SECOND_EDIT = 12.0
"""What a second edit costs: two faults in one word are rarer than one."""
ALIAS = 0.9
"""Other and former names count a little less, so that the present bearer comes first."""
NAME_FIELDS = "flox"


class Expansion(msgspec.Struct, frozen=True):
    """A token of the vocabulary ("l:chen") that a typed word may mean, how, and how surely."""

    token: str
    weight: float
    kind: MatchKind


class QueryWord(msgspec.Struct, frozen=True):
    """One typed word and everything it may mean."""

    asked: str
    expansions: tuple[Expansion, ...]


class NameLevel(msgspec.Struct, frozen=True):
    """One reading of the typed name: at least `required` of its words must be met.

    When it finds `enough` providers that meet the rest of the request, no looser level is tried.
    """

    words: tuple[QueryWord, ...]
    required: int
    enough: int


class NameQuery(msgspec.Struct, frozen=True):
    """Readings from strict to loose; the first that finds enough counts, else the last."""

    levels: tuple[NameLevel, ...]


class Vocabulary:
    """All distinct name tokens of a generation with the number of their bearers."""

    def __init__(
        self, tokens: np.ndarray, counts: np.ndarray, letters: np.ndarray, sounds: np.ndarray
    ) -> None:
        """Columns of equal length; `tokens` are sorted fixed-width bytes such as b"l:chen"."""
        self.tokens = tokens
        self.counts = counts
        self._letters = letters
        self._hashes = sounds
        lengths = np.char.str_len(tokens) if len(tokens) else np.zeros(0)
        self._lengths = lengths.astype(np.int16)
        self._by_sound = np.argsort(sounds, kind="stable")
        self._sounds = sounds[self._by_sound]

    @classmethod
    def build(cls, bearers: Iterable[tuple[str, int]]) -> "Vocabulary":
        """From (token, bearers) in any order."""
        rows = sorted((token.encode(), count) for token, count in bearers)
        tokens = np.array([token for token, _ in rows] or [b""], dtype=bytes)[: len(rows)]
        keys = [sound(token[2:].decode()) for token in tokens.tolist()]
        sounds = np.array([_hash(key) if key else 0 for key in keys], dtype=np.int64)
        counts = np.array([count for _, count in rows], dtype=np.int32)
        return cls(tokens, counts, _signatures(tokens), sounds)

    def dump(self) -> bytes:
        """As bytes for `load`."""
        width = self.tokens.dtype.itemsize
        head = np.array([len(self.tokens), width], dtype="<i4").tobytes()
        columns = (self._letters, self._hashes, self.counts, self.tokens)
        return b"".join([head, *(column.tobytes() for column in columns)])

    @classmethod
    def load(cls, data: bytes) -> "Vocabulary":
        """Read what `dump` wrote."""
        number, width = np.frombuffer(data, "<i4", 2).tolist()
        letters = np.frombuffer(data, "<u8", number, 8)
        sounds = np.frombuffer(data, "<i8", number, 8 + 8 * number)
        counts = np.frombuffer(data, "<i4", number, 8 + 16 * number)
        tokens = np.frombuffer(data, f"S{width}", number, 8 + 20 * number)
        return cls(tokens, counts, letters, sounds)

    def __len__(self) -> int:
        return len(self.tokens)

    def expand(self, text: str, typing: bool = False) -> NameQuery:
        """Everything a typed name may mean; no level at all when it holds no word.

        `typing`: the last word is still being typed, so even one letter of it is a beginning.
        """
        typed = query_words(text)
        if not typed:
            return NameQuery(())
        strict = tuple(
            QueryWord(word, tuple(self._strict(word, typing and at == len(typed))))
            for at, word in enumerate(typed, start=1)
        )
        loose = tuple(
            QueryWord(word.asked, word.expansions + tuple(self._loose(word))) for word in strict
        )
        levels = [NameLevel(strict, len(typed), ENOUGH), NameLevel(loose, len(typed), 1)]
        if len(typed) > 2:
            levels.append(NameLevel(loose, len(typed) - 1, 1))
        return NameQuery(tuple(levels))

    def complete(self, prefix: str, limit: int, fields: str = "lfo") -> list[tuple[str, int]]:
        """Tokens that begin with a folded prefix, most borne first, as (token, bearers)."""
        found = np.concatenate([np.arange(*self._range(f"{f}:{prefix}")) for f in fields])
        return [(self._text(n), int(self.counts[n])) for n in self._most_borne(found, limit)]

    def _strict(self, word: str, beginning: bool) -> list[Expansion]:
        if len(word) == 1:
            found = self._known("i", word, "initial") + self._known("x", word, "exact")
            return found + self._prefixes(word, set()) if beginning else found
        found = [e for field in NAME_FIELDS for e in self._known(field, word, "exact")]
        for other in sorted(nicknames(word)):
            found += [e for field in "fx" for e in self._known(field, other, "nickname")]
        if len(word) > 2 or beginning:
            found += self._prefixes(word, {e.token for e in found})
        return found

    def _loose(self, word: QueryWord) -> list[Expansion]:
        if len(word.asked) < 3:
            return []
        seen = {e.token for e in word.expansions}
        found = [e for e in self._alike(word.asked) if e.token not in seen]
        seen |= {e.token for e in found}
        if len(word.asked) > 3:
            found += [e for e in self._misspelt(word.asked) if e.token not in seen]
        return found

    def _known(self, field: str, word: str, kind: MatchKind) -> list[Expansion]:
        token = f"{field}:{word}"
        at = int(np.searchsorted(self.tokens, token.encode()))
        if at < len(self.tokens) and self.tokens[at] == token.encode():
            return [_expansion(token, WEIGHTS[kind], kind)]
        return []

    def _prefixes(self, word: str, seen: set[str]) -> list[Expansion]:
        found = self.complete(word, MAX_PREFIXES, NAME_FIELDS)
        return [_expansion(t, WEIGHTS["prefix"], "prefix") for t, _ in found if t not in seen]

    def _alike(self, word: str) -> list[Expansion]:
        key = sound(word)
        if len(key) < 2:
            return []
        first = np.searchsorted(self._sounds, _hash(key), "left")
        last = np.searchsorted(self._sounds, _hash(key), "right")
        found = []
        for number in self._by_sound[first:last].tolist():
            token = self._text(number)
            if token[0] in NAME_FIELDS:
                distance = OSA.distance(word, token[2:])
                found.append(_expansion(token, WEIGHTS["phonetic"] - distance, "phonetic"))
        return found

    def _misspelt(self, word: str) -> list[Expansion]:
        edits = 1 if len(word) < 7 else 2
        differing = np.bitwise_count(self._letters ^ _signature(word))
        near = np.abs(self._lengths - (len(word) + 2)) <= edits
        candidates = np.flatnonzero((differing <= 2 * edits) & near)
        found = []
        for number in candidates.tolist():
            token = self._text(number)
            distance = OSA.distance(word, token[2:], score_cutoff=edits)
            if distance <= edits and token[0] in NAME_FIELDS:
                weight = WEIGHTS["typo"] - SECOND_EDIT * (distance - 1)
                found.append(_expansion(token, weight, "typo"))
        return found

    def _range(self, prefix: str) -> tuple[int, int]:
        start = np.searchsorted(self.tokens, prefix.encode())
        stop = np.searchsorted(self.tokens, prefix.encode() + b"\xff")
        return int(start), int(stop)

    def _most_borne(self, numbers: np.ndarray, limit: int) -> list[int]:
        if len(numbers) > limit:
            cut = np.argpartition(-self.counts[numbers], limit - 1)[:limit]
            # Ties at the cut go by order of the alphabet, so that every engine cuts alike.
            floor = self.counts[numbers[cut]].min()
            above = numbers[self.counts[numbers] > floor]
            level = numbers[self.counts[numbers] == floor][: limit - len(above)]
            numbers = np.concatenate([above, level])
        order = np.lexsort((numbers, -self.counts[numbers]))
        return [int(n) for n in numbers[order]]

    def _text(self, number: int) -> str:
        return bytes(self.tokens[number]).decode("utf-8", "ignore")


def _expansion(token: str, weight: float, kind: MatchKind) -> Expansion:
    return Expansion(token, weight * ALIAS if token[0] == "x" else weight, kind)


def _hash(text: str) -> int:
    """A stable 63-bit number of a short ASCII text (Python's own hash differs by process)."""
    value = 1469598103934665603
    for byte in text.encode():
        value = ((value ^ byte) * 1099511628211) & 0x7FFFFFFFFFFFFFFF
    return value


def _signature(word: str) -> np.uint64:
    bits = 0
    for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz"):
        times = word.count(letter)
        bits |= (times > 0) << place | (times > 1) << (place + 26)
    return np.uint64(bits)


def _signatures(tokens: np.ndarray) -> np.ndarray:
    """Which letters each token has, once and twice: k edits change at most 2k of these bits."""
    if not len(tokens):
        return np.zeros(0, dtype=np.uint64)
    letters = tokens.view(np.uint8).reshape(len(tokens), -1)[:, 2:]
    bits = np.zeros(len(tokens), dtype=np.uint64)
    for place in range(26):
        times = (letters == ord("a") + place).sum(axis=1)
        bits |= (times > 0).astype(np.uint64) << np.uint64(place)
        bits |= (times > 1).astype(np.uint64) << np.uint64(place + 26)
    return bits


def explain(level: NameLevel, tokens: Iterable[tuple[str, str]]) -> tuple[NameMatch, ...]:
    """Why someone with these (field, token) pairs was found: the best relation of each word."""
    held = {f"{field}:{token}" for field, token in tokens}
    found = []
    for word in level.words:
        met = [e for e in word.expansions if e.token in held]
        if met:
            best = max(met, key=lambda e: e.weight)
            found.append(NameMatch(best.kind, word.asked, best.token[2:]))
    return tuple(found)
