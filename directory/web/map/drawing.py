"""What a map shows: lines, towns, a scale, the place asked from, and numbered markers."""

import math
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from directory.places.gazetteer import Gazetteer
from directory.search.request import Near
from directory.web.map.outlines import Degrees, Outlines
from directory.web.map.view import LEAST_MILES, View, view_of

TOGETHER = 20.0
"""Markers nearer than so many units share one."""
GAP = 1.0
"""What stays free on both sides of a marker."""
TOWNS = 9
LEAST_PEOPLE = 1000
LABEL_HEIGHT, LETTER_WIDTH = 15.0, 6.6
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_BARS = (0.25, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500)


class Pin(msgspec.Struct, frozen=True):
    """Something to mark: its number in the list, what it is called, and where it is."""

    number: int
    label: str
    at: Near


class Marker(msgspec.Struct, frozen=True, kw_only=True):
    """One or several pins at one spot of the map."""

    x: int
    y: int
    text: str
    width: int
    first: int
    labels: tuple[str, ...]


class Town(msgspec.Struct, frozen=True, kw_only=True):
    """A town's name, where it is written."""

    x: int
    y: int
    name: str


class Map(msgspec.Struct, frozen=True, kw_only=True):
    """A whole map; lines are SVG path data by kind, `bar` is the scale's (units, miles)."""

    width: int
    height: int
    lines: dict[str, str]
    towns: tuple[Town, ...]
    markers: tuple[Marker, ...]
    bar: tuple[int, float]
    here: tuple[int, int] | None = None
    ring: int | None = None


def draw(
    pins: Sequence[Pin],
    here: Near | None,
    radius: float | None,
    outlines: Outlines,
    places: Gazetteer,
    size: tuple[int, int] = (480, 440),
    least: float = LEAST_MILES,
) -> Map | None:
    """The map of some pins, seen from `here`; None where nothing is to be shown.

    `radius` is drawn around `here`; the map is at least `least` miles across.
    """
    points = [pin.at for pin in pins] + ([here] if here else [])
    if not points:
        return None
    view = view_of(points, *size, least)
    markers = _markers(pins, view)
    spot = _spot(view, here) if here else None
    return Map(
        width=view.width,
        height=view.height,
        lines=_lines(view, outlines),
        towns=tuple(_towns(view, places, markers)),
        markers=markers,
        bar=_bar(view),
        here=spot,
        ring=round(radius * view.scale) if radius and spot else None,
    )


def _spot(view: View, point: Near) -> tuple[int, int]:
    x, y = view.xy(point.lat, point.lon)
    return round(x), round(y)


def _markers(pins: Iterable[Pin], view: View) -> tuple[Marker, ...]:
    """Pins by spot, in the order of the list."""
    groups: list[tuple[tuple[int, int], list[Pin]]] = []
    for pin in pins:
        at = _spot(view, pin.at)
        for spot, held in groups:
            if math.dist(at, spot) < TOGETHER:
                held.append(pin)
                break
        else:
            groups.append((at, [pin]))
    return tuple(_apart([(spot, _marker(spot, held), held) for spot, held in groups]))


def _apart(groups: list[tuple[tuple[int, int], Marker, list[Pin]]]) -> Iterable[Marker]:
    """Markers of which none covers another: one that would goes into the one before it."""
    kept: list[tuple[tuple[int, int], Marker, list[Pin]]] = []
    waiting = groups[::-1]
    while waiting:
        spot, marker, pins = waiting.pop()
        box = _box(marker)
        over = next((n for n, one in enumerate(kept) if _overlap(box, _box(one[1]))), None)
        if over is None:
            kept.append((spot, marker, pins))
            continue
        # A marker of more pins is wider, and may now cover a third one.
        spot, _, held = kept.pop(over)
        held = sorted((*held, *pins), key=lambda pin: pin.number)
        waiting.append((spot, _marker(spot, held), held))
    return sorted((marker for _, marker, _ in kept), key=lambda marker: marker.first)


def _box(marker: Marker) -> Box:
    half = marker.width / 2 + GAP
    return marker.x - half, marker.y - 12.0, marker.x + half, marker.y + 12.0


def _marker(spot: tuple[int, int], pins: list[Pin]) -> Marker:
    numbers = [pin.number for pin in pins]
    text = str(numbers[0])
    if len(numbers) == 2:
        text = f"{numbers[0]}, {numbers[1]}"
    elif len(numbers) > 2:
        text = f"{numbers[0]} +{len(numbers) - 1}"
    return Marker(
        x=spot[0],
        y=spot[1],
        text=text,
        width=max(24, 12 + 8 * len(text)),
        first=numbers[0],
        labels=tuple(f"{pin.number} {pin.label}" for pin in pins),
    )


def _bar(view: View) -> tuple[int, float]:
    longest = view.width / 4 / view.scale
    miles = max((bar for bar in _BARS if bar <= longest), default=_BARS[0])
    return round(miles * view.scale), miles


def _lines(view: View, outlines: Outlines) -> dict[str, str]:
    west, south, east, north = view.box
    found: dict[str, list[str]] = {"county": [], "state": [], "edge": []}
    # A window across the antimeridian shows lines of both ends of the map.
    for shift in (0.0, 360.0, -360.0):
        for kind, points in outlines.within(west + shift, south, east + shift, north):
            found[kind] += _path(points - (shift, 0.0), view)
    return {kind: "".join(parts) for kind, parts in found.items() if parts}


def _path(points: Degrees, view: View) -> list[str]:
    """Path data of the parts of a line that lie in the window; equal points are drawn once."""
    middle = (view.middle.lon, view.middle.lat)
    x0, y0 = view.xy(view.middle.lat, view.middle.lon)
    x1, y1 = view.xy(view.middle.lat + 1, view.middle.lon + 1)
    spots = np.rint((points - middle) * (x1 - x0, y1 - y0) + (x0, y0)).astype(np.int64)
    low = np.minimum(spots[:-1], spots[1:])
    high = np.maximum(spots[:-1], spots[1:])
    size = np.array((view.width, view.height))
    seen = ((high >= -8) & (low <= size + 8)).all(axis=1)
    parts = []
    pen: tuple[int, int] | None = None
    for number in np.flatnonzero(seen):
        one, other = tuple(spots[number].tolist()), tuple(spots[number + 1].tolist())
        if one == other:
            continue
        if pen == one:
            parts.append(f"l{other[0] - one[0]} {other[1] - one[1]}")
        else:
            parts.append(f"M{one[0]} {one[1]}l{other[0] - one[0]} {other[1] - one[1]}")
        pen = other[0], other[1]
    return parts


def _towns(view: View, places: Gazetteer, markers: Iterable[Marker]) -> Iterable[Town]:
    """The most populous towns whose names fit between the markers and each other."""
    table = places.table
    west, south, east, north = view.box
    inside = (
        (table.city_lat >= south)
        & (table.city_lat <= north)
        & (table.city_lon >= west)
        & (table.city_lon <= east)
        & (table.city_population >= LEAST_PEOPLE)
    )
    taken = [_box(marker) for marker in markers]
    shown = 0
    # Cities are numbered from the most populous one on.
    for number in np.flatnonzero(inside)[: TOWNS * 6]:
        x, y = view.xy(float(table.city_lat[number]), float(table.city_lon[number]))
        name = str(table.city_name[number])
        half = len(name) * LETTER_WIDTH / 2
        box = (x - half, y - LABEL_HEIGHT, x + half, y + 3)
        if box[0] < 2 or box[2] > view.width - 2 or box[1] < 2 or y > view.height - 22:
            continue
        if any(_overlap(box, other) for other in taken):
            continue
        taken.append(box)
        yield Town(x=round(x), y=round(y), name=name)
        shown += 1
        if shown == TOWNS:
            return


def _overlap(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
