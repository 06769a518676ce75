"""Find city names exactly, by their beginning, and in spite of typing mistakes."""

from bisect import bisect_left

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.places.table import Numbers

Positions = npt.NDArray[np.intp]
Edits = npt.NDArray[np.float64]

# From this length on a name may hold one mistake, from the other two.
ONE_MISTAKE, TWO_MISTAKES = 4, 8
MORE_MISTAKES = 6
# Names whose letters pass, taken on to true comparison: the best known ones. Keeps the worst
# query within a few milliseconds.
COMPARED = 4000
# Names longer than a query by more are compared by their beginning only.
BEYOND = 2


class NameIndex:
    """All folded names in order; answers are positions in that order.

    `weight` is how many people would mean a name (greater is more), used to choose which names
    are worth comparing when many could be meant.
    """

    def __init__(self, texts: list[str], weight: npt.NDArray[np.float64]) -> None:
        self.texts = texts
        self._weight = weight
        self._letters, self._lengths = _signatures(texts)

    def exact(self, text: str) -> Positions:
        """Names equal to a folded text."""
        return np.arange(bisect_left(self.texts, text), bisect_left(self.texts, text + "\0"))

    def beginning(self, text: str) -> Positions:
        """Names that begin with a folded text."""
        after = text[:-1] + chr(ord(text[-1]) + 1)
        return np.arange(bisect_left(self.texts, text), bisect_left(self.texts, after))

    def alike(
        self, text: str, allowed: npt.NDArray[np.bool_] | None, more: int = 0
    ) -> tuple[Positions, Edits]:
        """Names, or their beginnings, within one or two mistakes of a text, with the mistakes.

        A mistake is a letter too many, missing, wrong or two exchanged. `allowed` marks the
        names to look among; `more` mistakes than usual are let pass, from six letters on.
        """
        none = np.arange(0), np.zeros(0)
        if len(text) < ONE_MISTAKE:
            return none
        mistakes = (1 if len(text) < TWO_MISTAKES else 2) + (
            more if len(text) >= MORE_MISTAKES else 0
        )
        letters = _signatures([text])[0][0]
        # Each mistake brings at most one letter that the name does not have.
        foreign = np.bitwise_count(letters & ~self._letters)
        good = (foreign <= mistakes) & (self._lengths >= len(text) - mistakes)
        if allowed is not None:
            good &= allowed
        found = np.flatnonzero(good)
        if len(found) > COMPARED:
            found = found[np.argpartition(-self._weight[found], COMPARED)[:COMPARED]]
        if not len(found):
            return none
        edits = self._edits(text, found, mistakes)
        near = edits <= mistakes
        return found[near], edits[near]

    def _edits(self, text: str, found: Positions, most: int) -> Edits:
        """The fewest mistakes that turn each name, or a beginning of it, into the text."""
        size = len(text)
        names = [self.texts[n] for n in found]
        whole = [n if len(n) <= size + BEYOND else n[:size] for n in names]
        best = _distances(text, whole, most)
        for cut in (size - 1, size, size + 1):
            # A beginning is worth a little less than the whole.
            best = np.minimum(best, _distances(text, [n[:cut] for n in names], most) + 0.25)
        return best


def _distances(text: str, names: list[str], most: int) -> Edits:
    found = process.cdist([text], names, scorer=OSA.distance, score_cutoff=most, dtype=np.int32)
    row: Edits = found[0].astype(np.float64)
    return row


def _signatures(texts: list[str]) -> tuple[npt.NDArray[np.uint32], Numbers]:
    """For each text, the set of its letters as 32 bits (letters share bits), and its length."""
    lengths = np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))
    codes = np.frombuffer("".join(texts).encode("utf-32-le"), dtype=np.uint32)
    bits = np.left_shift(np.uint32(1), codes & np.uint32(31))
    starts = np.concatenate(([0], np.cumsum(lengths[:-1])))
    return np.bitwise_or.reduceat(bits, starts), lengths
