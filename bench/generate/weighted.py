"""Draws by weight, a batch at a time."""

import numpy as np
import numpy.typing as npt

Indexes = npt.NDArray[np.int64]


class Weighted:
    """Positions 0…n-1, each drawn as often as its weight says."""

    def __init__(self, weights: npt.ArrayLike) -> None:
        self._sums = np.cumsum(np.asarray(weights, dtype=np.float64))

    def draw(self, random: np.random.Generator, size: int) -> Indexes:
        """`size` positions."""
        points = random.random(size) * self._sums[-1]
        found: Indexes = np.searchsorted(self._sums, points, side="right").astype(np.int64)
        return found

    def steps(self) -> npt.NDArray[np.float64]:
        """The weights, in order."""
        return np.diff(self._sums, prepend=0.0)
