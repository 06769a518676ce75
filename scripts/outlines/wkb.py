"""Reads the rings of polygons in well-known binary (OGC 06-103r4, section 8)."""

import struct

MULTIPOLYGON = 6
Ring = list[tuple[float, float]]


def rings(outline: bytes) -> list[Ring]:
    """All rings of a polygon or multipolygon, holes too; points are (longitude, latitude)."""
    found, _ = _geometry(outline, 0)
    return found


def _geometry(data: bytes, at: int) -> tuple[list[Ring], int]:
    order = "<" if data[at] == 1 else ">"
    kind, count = struct.unpack_from(f"{order}II", data, at + 1)
    at += 9
    found: list[Ring] = []
    for _ in range(count):
        if kind == MULTIPOLYGON:
            inner, at = _geometry(data, at)
            found += inner
            continue
        (points,) = struct.unpack_from(f"{order}I", data, at)
        numbers = struct.unpack_from(f"{order}{2 * points}d", data, at + 4)
        found.append(list(zip(numbers[::2], numbers[1::2], strict=True)))
        at += 4 + 16 * points
    return found, at
