"""Great-circle distances in miles, and the boxes and grid cells that cover a circle.

The earth is a sphere of the mean radius of the GRS 80 ellipsoid. Latitudes and longitudes are
degrees; longitudes may lie outside -180…180 and are wrapped. The grid has square cells of
0.125 degrees: 1,440 rows from the south pole up, 2,880 columns from the antimeridian eastward,
numbered row by row, so that the cells of one row under a circle are one or two runs of numbers.
"""

import math

import numpy as np
import numpy.typing as npt
from geopy.distance import great_circle  # type: ignore[import-untyped]  # ships no types

EARTH_RADIUS_KM = 6371.009
KM_PER_MILE = 1.609344
EARTH_RADIUS_MILES = EARTH_RADIUS_KM / KM_PER_MILE

CELL_DEGREES = 0.125
CELLS_PER_DEGREE = 8
ROWS = 180 * CELLS_PER_DEGREE
COLUMNS = 360 * CELLS_PER_DEGREE

# Beyond a quarter of the circumference a circle is no longer convex on the sphere and the
# formulas below do not hold; no search asks for that much.
LONGEST_RADIUS = 6000.0

# Degrees added to every edge (about 0.1 mm), so that rounding never drops a point on the rim.
_SLACK = 1e-9

Box = tuple[float, float, float, float]


def miles(lat1: float, lon1: float, lat2: float, lon2: float) -> float:
    """Great-circle miles between two points; ValueError for a latitude outside -90…90."""
    here, there = (lat1, wrap(lon1)), (lat2, wrap(lon2))
    return float(great_circle(here, there, radius=EARTH_RADIUS_KM).km) / KM_PER_MILE


def miles_to(
    lat: float, lon: float, lats: npt.ArrayLike, lons: npt.ArrayLike
) -> npt.NDArray[np.float64]:
    """Great-circle miles from one point to each of many (haversine); NaN where a point is NaN."""
    phi = np.radians(np.asarray(lats, dtype=np.float64))
    half_dphi = (phi - math.radians(lat)) / 2
    half_dlam = (np.radians(np.asarray(lons, dtype=np.float64)) - math.radians(lon)) / 2
    h = np.sin(half_dphi) ** 2 + math.cos(math.radians(lat)) * np.cos(phi) * np.sin(half_dlam) ** 2
    far: npt.NDArray[np.float64] = 2 * EARTH_RADIUS_MILES * np.arcsin(np.sqrt(np.minimum(h, 1.0)))
    return far


def wrap(lon: float) -> float:
    """The same meridian within -180 ≤ lon < 180."""
    return lon if -180.0 <= lon < 180.0 else (lon + 180.0) % 360.0 - 180.0


def bounding_boxes(lat: float, lon: float, radius: float) -> list[Box]:
    """Boxes (south, west, north, east) that together hold the circle of `radius` miles.

    One box; two where the circle crosses the antimeridian; one all around the earth, up to the
    pole, where it holds a pole. ValueError for a latitude or radius that cannot be.
    """
    angle = _angle(lat, radius)
    south = lat - math.degrees(angle) - _SLACK
    north = lat + math.degrees(angle) + _SLACK
    if south <= -90 or north >= 90:
        return [(max(south, -90.0), -180.0, min(north, 90.0), 180.0)]
    half = math.degrees(math.asin(min(1.0, math.sin(angle) / math.cos(math.radians(lat)))))
    west, east = wrap(lon) - half - _SLACK, wrap(lon) + half + _SLACK
    if west < -180:
        return [(south, -180.0, north, east), (south, west + 360, north, 180.0)]
    if east > 180:
        return [(south, -180.0, north, east - 360), (south, west, north, 180.0)]
    return [(south, west, north, east)]


def cell(lat: float, lon: float) -> int:
    """The number of the grid cell that holds a point: row * 2880 + column."""
    row = min(max(math.floor((lat + 90.0) * CELLS_PER_DEGREE), 0), ROWS - 1)
    return row * COLUMNS + math.floor((lon + 180.0) * CELLS_PER_DEGREE) % COLUMNS


def cells(lats: npt.ArrayLike, lons: npt.ArrayLike) -> npt.NDArray[np.int32]:
    """The cell number of each of many points, as `cell` gives it; -1 where a point is NaN."""
    lat, lon = np.asarray(lats, dtype=np.float64), np.asarray(lons, dtype=np.float64)
    known = ~(np.isnan(lat) | np.isnan(lon))
    row = np.floor((np.where(known, lat, 0.0) + 90.0) * CELLS_PER_DEGREE)
    column = np.floor((np.where(known, lon, 0.0) + 180.0) * CELLS_PER_DEGREE) % COLUMNS
    number = np.clip(row, 0, ROWS - 1) * COLUMNS + column
    return np.where(known, number, -1).astype(np.int32)


def cell_ranges(lat: float, lon: float, radius: float) -> list[tuple[int, int]]:
    """Runs (first cell, last cell), both inclusive and ascending, that cover a circle.

    Every point within `radius` miles lies in one of them; cells the circle only nearly touches
    may be among them. ValueError for a latitude or radius that cannot be.
    """
    angle = _angle(lat, radius)
    reach = math.degrees(angle) + _SLACK
    low, high = max(lat - reach, -90.0), min(lat + reach, 90.0)
    first, last = cell(low, 0.0) // COLUMNS, cell(high, 0.0) // COLUMNS
    ranges: list[tuple[int, int]] = []
    for row in range(first, last + 1):
        south = max(row / CELLS_PER_DEGREE - 90.0, low)
        north = min((row + 1) / CELLS_PER_DEGREE - 90.0, high)
        ranges += _row_ranges(row, lon, _half_width(lat, angle, south, north))
    return ranges


def _angle(lat: float, radius: float) -> float:
    """The circle's angular radius; the place where impossible circles are refused."""
    if not -90.0 <= lat <= 90.0:
        raise ValueError(f"latitude {lat} is outside -90…90; give degrees north")
    if not 0.0 < radius <= LONGEST_RADIUS:
        raise ValueError(f"radius {radius} is outside 0…{LONGEST_RADIUS:.0f}; give miles")
    return radius / EARTH_RADIUS_MILES


def _half_width(lat: float, angle: float, south: float, north: float) -> float:
    """Half the circle's greatest width in degrees of longitude between two latitudes.

    A circle is widest where sin(latitude) = sin(centre) / cos(angle), a little poleward of its
    centre, and narrows steadily on both sides of it.
    """
    phi0 = math.radians(lat)
    widest = math.asin(max(-1.0, min(1.0, math.sin(phi0) / math.cos(angle))))
    phi = min(max(widest, math.radians(south)), math.radians(north))
    across = math.cos(phi0) * math.cos(phi)
    apart = math.cos(angle) - math.sin(phi0) * math.sin(phi)
    if apart <= -across or across < 1e-12:
        return 180.0
    return math.degrees(math.acos(min(1.0, apart / across))) + _SLACK


def _row_ranges(row: int, lon: float, half: float) -> list[tuple[int, int]]:
    start = row * COLUMNS
    west = math.floor((wrap(lon) - half + 180.0) * CELLS_PER_DEGREE)
    east = math.floor((wrap(lon) + half + 180.0) * CELLS_PER_DEGREE)
    if east - west >= COLUMNS - 1:
        return [(start, start + COLUMNS - 1)]
    if west < 0:
        return [(start, start + east), (start + west + COLUMNS, start + COLUMNS - 1)]
    if east >= COLUMNS:
        return [(start, start + east - COLUMNS), (start + west, start + COLUMNS - 1)]
    return [(start + west, start + east)]
