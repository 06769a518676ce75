"""The window of a map: which part of the earth it shows, and where a point falls in it."""

import math
from collections.abc import Sequence

import msgspec

from directory.search.request import Near

MILES_PER_DEGREE = 69.05
LEAST_MILES = 4.0
"""A map never shows less across: positions are no finer than a street."""
MARGIN = 0.12


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A window of `width` × `height` units around a middle; `scale` is units per mile."""

    middle: Near
    width: int
    height: int
    scale: float

    def xy(self, lat: float, lon: float) -> tuple[float, float]:
        """Where a point falls; x grows to the east and y to the south."""
        east = _turn(lon - self.middle.lon) * MILES_PER_DEGREE * self._squeeze
        north = (lat - self.middle.lat) * MILES_PER_DEGREE
        return self.width / 2 + east * self.scale, self.height / 2 - north * self.scale

    @property
    def _squeeze(self) -> float:
        return max(math.cos(math.radians(self.middle.lat)), 0.05)

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees; west may lie below -180."""
        tall = self.height / 2 / self.scale / MILES_PER_DEGREE
        wide = self.width / 2 / self.scale / MILES_PER_DEGREE / self._squeeze
        middle = self.middle
        return middle.lon - wide, middle.lat - tall, middle.lon + wide, middle.lat + tall


def view_of(points: Sequence[Near], width: int, height: int, least: float = LEAST_MILES) -> View:
    """The window that holds all points with a margin, `least` miles across. At least one point."""
    first = points[0]
    east = [_turn(point.lon - first.lon) for point in points]
    north = [point.lat for point in points]
    middle = Near((min(north) + max(north)) / 2, _turn(first.lon + (min(east) + max(east)) / 2))
    squeeze = max(math.cos(math.radians(middle.lat)), 0.05)
    across = max((max(east) - min(east)) * MILES_PER_DEGREE * squeeze, least)
    along = max((max(north) - min(north)) * MILES_PER_DEGREE, least * height / width)
    room = 1 - 2 * MARGIN
    return View(
        middle=middle,
        width=width,
        height=height,
        scale=min(width * room / across, height * room / along),
    )


def _turn(degrees: float) -> float:
    """The same angle from -180 to 180: the shorter way around the earth."""
    return (degrees + 180.0) % 360.0 - 180.0
