"""Distances agree with geopy, and boxes and cells leave no point of a circle out."""

import itertools
import math

import numpy as np
import pytest
from geopy.distance import great_circle
from hypothesis import example, given
from hypothesis import strategies as st

from directory.places.distance import (
    COLUMNS,
    EARTH_RADIUS_KM,
    bounding_boxes,
    cell,
    cell_ranges,
    cells,
    miles,
    miles_to,
    wrap,
)

NEW_YORK = (40.7128, -74.006)
GUAM = (13.4443, 144.7937)
ADAK = (51.88, -176.658)
ATTU = (52.85, 173.18)
POLE = (89.9, 10.0)

latitudes = st.floats(-90, 90)
longitudes = st.floats(-180, 180, exclude_max=True)
radii = st.floats(1, 250)
bearings = st.floats(0, 2 * math.pi)
shares = st.floats(0, 1)


def point_within(lat: float, lon: float, radius: float, bearing: float) -> tuple[float, float]:
    """The point `radius` miles from another in a direction (radians from north)."""
    angle = radius * 1.609344 / EARTH_RADIUS_KM
    phi, lam = math.radians(lat), math.radians(lon)
    there = math.asin(
        math.sin(phi) * math.cos(angle) + math.cos(phi) * math.sin(angle) * math.cos(bearing)
    )
    turned = math.atan2(
        math.sin(bearing) * math.sin(angle) * math.cos(phi),
        math.cos(angle) - math.sin(phi) * math.sin(there),
    )
    return math.degrees(there), wrap(math.degrees(lam + turned))


def test_new_york_to_los_angeles() -> None:
    assert miles(40.7128, -74.006, 34.0522, -118.2437) == pytest.approx(2445.56, abs=0.05)


def test_the_radius_is_the_mean_one() -> None:
    quarter = math.pi / 2 * 6371.009 / 1.609344
    assert miles(0, 0, 90, 0) == pytest.approx(quarter, rel=1e-12)


def test_distance_across_the_antimeridian_is_short() -> None:
    assert miles(*ADAK, *ATTU) < 450


@given(latitudes, longitudes, latitudes, longitudes)
def test_many_distances_equal_geopys(lat1: float, lon1: float, lat2: float, lon2: float) -> None:
    expected = great_circle((lat1, lon1), (lat2, lon2), radius=EARTH_RADIUS_KM).km / 1.609344
    # At the antipodes the haversine loses digits: millimetres on half the earth's girth.
    tolerance = 1e-9 if expected < 12_000 else 1e-7
    assert miles_to(lat1, lon1, [lat2], [lon2])[0] == pytest.approx(
        expected, rel=tolerance, abs=1e-5
    )


def test_an_unknown_point_is_at_an_unknown_distance() -> None:
    far = miles_to(*NEW_YORK, [math.nan, 40.0], [-74.0, -74.0])
    assert np.isnan(far).tolist() == [True, False]


@pytest.mark.parametrize(("lat", "radius"), [(91, 5), (math.nan, 5), (40, 0), (40, 7000)])
def test_impossible_circles_are_refused(lat: float, radius: float) -> None:
    with pytest.raises(ValueError, match="outside"):
        cell_ranges(lat, 0, radius)
    with pytest.raises(ValueError, match="outside"):
        bounding_boxes(lat, 0, radius)


def test_one_box_in_the_middle_of_the_map() -> None:
    [(south, west, north, east)] = bounding_boxes(*NEW_YORK, 25)
    assert south < 40.7128 < north
    assert west < -74.006 < east
    assert north - south == pytest.approx(0.7236, abs=0.001)


def test_a_box_is_split_at_the_antimeridian() -> None:
    boxes = bounding_boxes(51.88, -179.5, 100)
    assert [(round(b[1]), round(b[3])) for b in boxes] == [(-180, -177), (178, 180)]


def test_a_box_with_a_pole_goes_around_the_earth() -> None:
    [(south, west, north, east)] = bounding_boxes(*POLE, 100)
    assert (west, north, east) == (-180, 90, 180)
    assert south == pytest.approx(88.453, abs=0.01)


@given(latitudes, longitudes, radii, bearings, shares)
@example(*ADAK, 250, math.pi / 2, 1)
@example(*GUAM, 250, math.pi / 4, 1)
@example(*POLE, 250, 0, 1)
def test_boxes_hold_every_point_of_the_circle(
    lat: float, lon: float, radius: float, bearing: float, share: float
) -> None:
    point = point_within(lat, lon, radius * share, bearing)
    assert any(
        south <= point[0] <= north and west <= point[1] <= east
        for south, west, north, east in bounding_boxes(lat, lon, radius)
    )


def test_a_cell_counts_rows_from_the_south_and_columns_from_the_antimeridian() -> None:
    assert cell(-90, -180) == 0
    assert cell(-90, -179.8) == 1
    assert cell(-89.8, -180) == COLUMNS
    assert cell(90, 179.99) == 1440 * COLUMNS - 1
    assert cell(0, 180) == cell(0, -180)


@given(latitudes, longitudes)
def test_many_cells_equal_single_ones(lat: float, lon: float) -> None:
    assert cells([lat], [lon]).tolist() == [cell(lat, lon)]


def test_an_unknown_point_has_no_cell() -> None:
    assert cells([math.nan, 1.0], [1.0, math.nan]).tolist() == [-1, -1]


@given(latitudes, longitudes, radii, bearings, shares)
@example(*ADAK, 250, math.pi / 2, 1)
@example(*ATTU, 250, math.pi / 2, 1)
@example(*GUAM, 250, math.pi / 4, 1)
@example(*POLE, 250, 0, 1)
def test_cells_cover_every_point_of_the_circle(
    lat: float, lon: float, radius: float, bearing: float, share: float
) -> None:
    number = cell(*point_within(lat, lon, radius * share, bearing))
    assert any(first <= number <= last for first, last in cell_ranges(lat, lon, radius))


@pytest.mark.parametrize("place", [NEW_YORK, GUAM, ADAK, ATTU, (51.9, 179.97)])
def test_cells_reach_little_farther_than_the_circle(place: tuple[float, float]) -> None:
    covered = sum(last - first + 1 for first, last in cell_ranges(*place, 100))
    miles_high = 0.125 * 69.1
    area = covered * miles_high * miles_high * math.cos(math.radians(place[0]))
    assert math.pi * 100**2 < area < 1.35 * math.pi * 100**2


def test_ranges_ascend_and_do_not_overlap() -> None:
    flat = [n for pair in cell_ranges(51.9, 179.97, 250) for n in pair]
    assert flat == sorted(flat)
    ranges = cell_ranges(51.9, 179.97, 250)
    assert all(a[1] < b[0] for a, b in itertools.pairwise(ranges))
