"""Maps: lines drawn right, also across the antimeridian, and markers that do not overlap."""

import re

import pytest

from directory.places.gazetteer import gazetteer
from directory.search.request import Near
from directory.web.map.drawing import TOGETHER, Pin, draw
from directory.web.map.outlines import Outlines, outlines
from directory.web.map.view import view_of
from scripts.outlines.lines import arcs, simplified

NEW_YORK, ALBANY = Near(40.7506, -73.9972), Near(42.6526, -73.7562)


def test_the_shipped_lines_hold_every_kind() -> None:
    kinds = {kind for kind, _ in outlines().within(-180, 15, 180, 72)}
    assert kinds == {"county", "state", "edge"}
    assert len(outlines()) > 9000


def test_lines_are_read_as_they_were_written() -> None:
    # One state line of two points: (-1, 2) and then (0, 2), in thousandths of a degree.
    data = bytes([1, 4, 1, 4, 2, 0])
    ((kind, points),) = Outlines(data).within(-1, -1, 1, 1)
    assert kind == "state"
    assert points.tolist() == [[-0.001, 0.002], [0.0, 0.002]]


def test_lines_outside_the_window_are_left_out() -> None:
    assert list(outlines().within(-40, 20, -30, 30)) == []


def test_all_points_fall_into_the_window() -> None:
    view = view_of([NEW_YORK, ALBANY], 480, 440)
    for point in (NEW_YORK, ALBANY):
        x, y = view.xy(point.lat, point.lon)
        assert 0 < x < 480
        assert 0 < y < 440
    assert view.xy(ALBANY.lat, ALBANY.lon)[1] < view.xy(NEW_YORK.lat, NEW_YORK.lon)[1]


def test_a_window_across_the_antimeridian_is_narrow() -> None:
    view = view_of([Near(52.0, 179.5), Near(52.0, -178.5)], 480, 440)
    west, _, east, _ = view.box
    assert east - west < 4
    assert view.xy(52.0, 179.5)[0] < view.xy(52.0, -178.5)[0]


def test_a_map_across_the_antimeridian_shows_islands_of_both_sides() -> None:
    drawn = draw((Pin(1, "a", Near(52.0, 178.0)), Pin(2, "b", Near(52.0, -177.0))), None, None,
                 outlines(), gazetteer())  # fmt: skip
    assert drawn is not None
    starts = [int(x) for x in re.findall(r"M(-?\d+) ", drawn.lines["edge"])]
    assert min(starts) < 240 < max(starts)


def test_one_point_still_has_a_window() -> None:
    assert view_of([NEW_YORK], 480, 440).scale == pytest.approx(91.2)


def test_markers_at_one_spot_are_one_marker_that_names_all() -> None:
    pins = [Pin(n, f"Dr {n}", NEW_YORK) for n in (1, 2, 3)] + [Pin(4, "Dr 4", ALBANY)]
    drawn = draw(pins, None, None, outlines(), gazetteer())
    assert drawn is not None
    assert [marker.text for marker in drawn.markers] == ["1 +2", "4"]
    assert drawn.markers[0].labels == ("1 Dr 1", "2 Dr 2", "3 Dr 3")


def test_markers_keep_their_distance() -> None:
    pins = [Pin(n, "x", Near(40.7 + n / 300, -74.0)) for n in range(1, 20)]
    drawn = draw(pins, None, None, outlines(), gazetteer())
    assert drawn is not None
    spots = [(marker.x, marker.y) for marker in drawn.markers]
    assert all(abs(a[1] - b[1]) >= TOGETHER for a in spots for b in spots if a is not b)


def test_no_marker_covers_another_however_wide() -> None:
    many = 60
    pins = [Pin(n, "x", Near(40.7 + n % 7 / 90, -74.0 + n % 11 / 60)) for n in range(1, many + 1)]
    drawn = draw(pins, None, None, outlines(), gazetteer())
    assert drawn is not None
    for one in drawn.markers:
        for other in drawn.markers:
            apart = abs(one.x - other.x) >= (one.width + other.width) / 2
            assert one is other or apart or abs(one.y - other.y) >= 24
    assert sum(len(marker.labels) for marker in drawn.markers) == many
    firsts = [marker.first for marker in drawn.markers]
    assert firsts == sorted(firsts)


def test_towns_are_named_where_they_do_not_cover_anything() -> None:
    drawn = draw((Pin(1, "x", NEW_YORK), Pin(2, "y", ALBANY)), None, None, outlines(), gazetteer())
    assert drawn is not None
    assert 3 <= len(drawn.towns) <= 9


def test_the_circle_is_as_wide_as_the_radius() -> None:
    drawn = draw((Pin(1, "x", ALBANY),), NEW_YORK, 25, outlines(), gazetteer())
    assert drawn is not None
    assert drawn.ring is not None
    units, miles = drawn.bar
    assert drawn.ring == pytest.approx(units / miles * 25, rel=0.05)


def test_nothing_to_show_is_no_map() -> None:
    assert draw((), None, None, outlines(), gazetteer()) is None


def test_borders_meet_where_three_counties_do() -> None:
    left, right = frozenset({"01001"}), frozenset({"01003"})
    edges = {
        ((0, 0), (1, 0)): left,
        ((1, 0), (2, 0)): left,
        ((2, 0), (3, 0)): left | right,
    }
    lines = dict(arcs(edges))
    assert lines == {left: [(0, 0), (1, 0), (2, 0)], left | right: [(2, 0), (3, 0)]}


def test_a_ring_without_a_junction_is_one_line() -> None:
    corners = [(0, 0), (0, 5), (5, 5), (5, 0)]
    sides = frozenset({"15001"})
    edges = {
        (min(a, b), max(a, b)): sides
        for a, b in zip(corners, corners[1:] + corners[:1], strict=True)
    }
    ((_, line),) = arcs(edges)
    assert line[0] == line[-1]
    assert len(line) == 5


def test_points_on_a_straight_line_fall_out() -> None:
    assert simplified([(0, 0), (5, 1), (10, 0)], 2) == [(0, 0), (10, 0)]
    assert simplified([(0, 0), (5, 9), (10, 0)], 2) == [(0, 0), (5, 9), (10, 0)]
