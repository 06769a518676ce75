"""All distinct name tokens of a generation, in columns that can be searched at once."""

from collections.abc import Iterable

import numpy as np
from rapidfuzz.distance import OSA
from rapidfuzz.process import cdist

from directory.search.sound import sound


class Vocabulary:
    """Tokens such as "l:chen" (field and word), sorted, with the number of their bearers."""

    def __init__(
        self, tokens: np.ndarray, counts: np.ndarray, letters: np.ndarray, sounds: np.ndarray
    ) -> None:
        """Columns of equal length; `tokens` are fixed-width bytes."""
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

    def has(self, token: str) -> bool:
        """Whether anybody bears a token."""
        return self.bearers(token) > 0

    def bearers(self, token: str) -> int:
        """How many bear a token."""
        at = int(np.searchsorted(self.tokens, token.encode()))
        if at < len(self.tokens) and self.tokens[at] == token.encode():
            return int(self.counts[at])
        return 0

    def complete(self, prefix: str, limit: int, fields: str = "lfo") -> list[tuple[str, int]]:
        """Tokens of some fields that begin with a folded prefix, most borne first."""
        found = np.concatenate([np.arange(*self.span(f"{field}:{prefix}")) for field in fields])
        best = found[most_borne(found, self.counts[found], limit)]
        return list(zip(self._texts(best), self.counts[best].tolist(), strict=True))

    def sounding(self, word: str) -> list[str]:
        """Tokens that sound like a word; none where its sound says too little."""
        key = sound(word)
        if len(key) < 2:
            return []
        first = np.searchsorted(self._sounds, _hash(key), "left")
        last = np.searchsorted(self._sounds, _hash(key), "right")
        return self._texts(self._by_sound[first:last])

    def within(self, word: str, edits: int) -> list[str]:
        """Tokens at most so many edits (a swap of neighbors is one) from a word."""
        differing = np.bitwise_count(self._letters ^ _signature(word))
        near = np.abs(self._lengths - (len(word) + 2)) <= edits
        found = self._texts(np.flatnonzero((differing <= 2 * edits) & near))
        names = [token[2:] for token in found]
        far = cdist([word], names, scorer=OSA.distance, score_cutoff=edits, dtype=np.uint8)[0]
        return [found[at] for at in np.flatnonzero(far <= edits).tolist()]

    def span(self, start: str, whole: bool = False) -> tuple[int, int]:
        """From which position to before which tokens begin so; or, `whole`, are just that."""
        first, past = start.encode(), start.encode() + (b"\x01" if whole else b"\xff")
        return int(np.searchsorted(self.tokens, first)), int(np.searchsorted(self.tokens, past))

    def token(self, position: int) -> str:
        """The token at a position."""
        return bytes(self.tokens[position]).decode("ascii")

    def _texts(self, positions: np.ndarray) -> list[str]:
        return [token.decode("ascii") for token in self.tokens[positions].tolist()]


def most_borne(numbers: np.ndarray, counts: np.ndarray, limit: int) -> np.ndarray:
    """Where among `numbers`, ascending within a field, the highest counts stand, highest first.

    Ties go by number, the order of the alphabet, so that every engine cuts alike.
    """
    where = np.arange(len(numbers))
    if len(numbers) > limit:
        floor = np.partition(counts, len(counts) - limit)[len(counts) - limit]
        above, level = np.flatnonzero(counts > floor), np.flatnonzero(counts == floor)
        where = np.concatenate([above, level[: limit - len(above)]])
    order = np.lexsort((numbers[where], -counts[where]))
    found: np.ndarray = where[order]
    return found


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
