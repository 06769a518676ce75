"""County, state and coast lines, read once; the file is made by scripts/outlines."""

import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

FILE = Path(__file__).parents[1] / "data" / "outlines.bin.gz"
PER_DEGREE = 1000
KINDS: tuple[Literal["county", "state", "edge"], ...] = ("county", "state", "edge")
Degrees = npt.NDArray[np.float64]


class Outlines:
    """All lines as columns: points one after the other, and where each line begins."""

    def __init__(self, data: bytes) -> None:
        kinds, starts, points = _read(data)
        self._kinds = kinds
        self._starts = starts
        self.points: Degrees = np.array(points, dtype=np.float64) / PER_DEGREE
        begins = np.array(starts[:-1], dtype=np.intp)
        self._low = np.minimum.reduceat(self.points, begins)
        self._high = np.maximum.reduceat(self.points, begins)

    def __len__(self) -> int:
        return len(self._kinds)

    def within(
        self, west: float, south: float, east: float, north: float
    ) -> Iterator[tuple[str, Degrees]]:
        """Lines that may cross a box: kind, and points as (longitude, latitude) in degrees."""
        touching = (
            (self._low[:, 0] <= east)
            & (self._high[:, 0] >= west)
            & (self._low[:, 1] <= north)
            & (self._high[:, 1] >= south)
        )
        for number in np.flatnonzero(touching):
            first, last = self._starts[number], self._starts[number + 1]
            yield KINDS[self._kinds[number]], self.points[first:last]


def _read(data: bytes) -> tuple[list[int], list[int], list[tuple[int, int]]]:
    """Kinds of lines, where each starts (and where the last ends), and points in grid steps."""
    kinds: list[int] = []
    starts = [0]
    points: list[tuple[int, int]] = []
    numbers = _numbers(data)
    for kind in numbers:
        kinds.append(kind)
        x = y = 0
        for _ in range(_signed(next(numbers))):
            x += _signed(next(numbers))
            y += _signed(next(numbers))
            points.append((x, y))
        starts.append(len(points))
    return kinds, starts, points


def _numbers(data: bytes) -> Iterator[int]:
    """Seven bits a byte, low ones first, the eighth bit set where more follow."""
    value = shift = 0
    for byte in data:
        value |= (byte & 127) << shift
        if byte & 128:
            shift += 7
            continue
        yield value
        value = shift = 0


def _signed(number: int) -> int:
    return (number >> 1) ^ -(number & 1)


@cache
def outlines() -> Outlines:
    """The lines that the product ships."""
    return Outlines(gzip.decompress(FILE.read_bytes()))
