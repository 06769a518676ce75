"""Joins pieces of border into lines between the points where borders meet, and simplifies them."""

from collections import defaultdict
from collections.abc import Iterator, Mapping

Point = tuple[int, int]
Sides = frozenset[str]
SQUEEZE = 0.77
"""What a degree of longitude measures beside one of latitude, in the middle of the country."""


def arcs(edges: Mapping[tuple[Point, Point], Sides]) -> Iterator[tuple[Sides, list[Point]]]:
    """Every line once, with the counties on its sides; each edge is part of one line."""
    around: dict[Point, dict[Point, Sides]] = defaultdict(dict)
    for (one, other), sides in edges.items():
        around[one][other] = sides
        around[other][one] = sides
    seen: set[tuple[Point, Point]] = set()
    starts = [(a, b) for a in sorted(around) if _is_junction(around[a]) for b in sorted(around[a])]
    # What is left afterwards are closed rings without a junction, such as islands.
    for one, other in [*starts, *sorted(edges)]:
        if _key(one, other) not in seen:
            yield around[one][other], _walk(one, other, around, seen)


def _walk(
    one: Point,
    other: Point,
    around: Mapping[Point, Mapping[Point, Sides]],
    seen: set[tuple[Point, Point]],
) -> list[Point]:
    line = [one, other]
    seen.add(_key(one, other))
    while not _is_junction(around[line[-1]]):
        following = [point for point in around[line[-1]] if point != line[-2]]
        if not following or _key(line[-1], following[0]) in seen:
            break
        seen.add(_key(line[-1], following[0]))
        line.append(following[0])
    return line


def _is_junction(neighbors: Mapping[Point, Sides]) -> bool:
    return len(neighbors) != 2 or len(set(neighbors.values())) != 1


def _key(one: Point, other: Point) -> tuple[Point, Point]:
    return min(one, other), max(one, other)


def simplified(line: list[Point], tolerance: float) -> list[Point]:
    """The line without points that lie within `tolerance` of it (Douglas and Peucker, 1973)."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        away = [(_distance(line[n], line[first], line[last]), n) for n in range(first + 1, last)]
        if away and max(away)[0] > tolerance:
            middle = max(away)[1]
            keep.add(middle)
            waiting += [(first, middle), (middle, last)]
    return [line[n] for n in sorted(keep)]


def _distance(point: Point, one: Point, other: Point) -> float:
    """From a point to the straight line through two others, or to the one where both are alike."""
    along = (other[0] - one[0]) * SQUEEZE, other[1] - one[1]
    to = (point[0] - one[0]) * SQUEEZE, point[1] - one[1]
    length = (along[0] ** 2 + along[1] ** 2) ** 0.5
    if not length:
        return float((to[0] ** 2 + to[1] ** 2) ** 0.5)
    return float(abs(along[0] * to[1] - along[1] * to[0]) / length)
