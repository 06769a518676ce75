"""Offices as packed columns: the form in which the engine stores, reads and filters them.

A chunk is one blob: the number of rows, of participation numbers and of specialty numbers, then the
rows, then both lists. Reading a chunk copies nothing; joining chunks is one concatenation.
"""

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

ROW = np.dtype(
    [
        ("provider", "<u4"),  # number within the generation, ascending by NPI
        ("lat", "<i4"),  # degrees × 10^7 (about 1 cm); NOWHERE when not located
        ("lon", "<i4"),
        ("verified", "<i4"),  # proleptic Gregorian ordinal, 0 when never
        ("county", "<u4"),  # FIPS, 0 when unknown
        ("access", "<u4"),  # a bit for each accessibility feature
        ("office", "<u2"),  # index among the provider's offices
        ("parts", "<u2"),  # how many participation numbers belong to this row
        ("specs", "<u2"),  # how many specialty numbers belong to this row
        ("accepting", "u1"),
        ("telehealth", "u1"),  # 0 not known, 1 no, 2 yes
        ("state", "u1"),
    ]
)
NOWHERE = -(2**31)
SCALE = 1e7
_HEAD = struct.Struct("<iii")


@dataclass(frozen=True, slots=True)
class Columns:
    """Rows with their participation and specialty numbers, flattened in row order."""

    rows: np.ndarray
    parts: np.ndarray
    specs: np.ndarray

    @classmethod
    def empty(cls) -> "Columns":
        """No rows."""
        return cls(np.zeros(0, ROW), np.zeros(0, "<u4"), np.zeros(0, "<u2"))

    @classmethod
    def unpack(cls, blobs: Sequence[bytes]) -> "Columns":
        """Join chunks; as bytes, since numpy compares the columns of rows again for every chunk."""
        if not blobs:
            return cls.empty()
        rows, parts, specs = zip(*map(_cut, blobs), strict=True)
        return cls(
            np.frombuffer(b"".join(rows), ROW),
            np.frombuffer(b"".join(parts), "<u4"),
            np.frombuffer(b"".join(specs), "<u2"),
        )

    def __len__(self) -> int:
        return len(self.rows)

    def any_part(self, chosen: np.ndarray) -> np.ndarray:
        """For each row, whether any of its participation numbers is chosen."""
        return self._any(chosen[self.parts] if len(chosen) else None, self.rows["parts"])

    def any_spec(self, chosen: np.ndarray) -> np.ndarray:
        """For each row, whether any of its specialty numbers is chosen."""
        return self._any(chosen[self.specs] if len(chosen) else None, self.rows["specs"])

    def part_rows(self) -> np.ndarray:
        """The row index of each entry of `parts`."""
        return np.repeat(np.arange(len(self.rows)), self.rows["parts"])

    def spec_rows(self) -> np.ndarray:
        """The row index of each entry of `specs`."""
        return np.repeat(np.arange(len(self.rows)), self.rows["specs"])

    def take(self, mask: np.ndarray) -> "Columns":
        """Only the rows where `mask` holds, with their lists."""
        return Columns(
            self.rows[mask],
            self.parts[np.repeat(mask, self.rows["parts"])],
            self.specs[np.repeat(mask, self.rows["specs"])],
        )

    def _any(self, hits: np.ndarray | None, lengths: np.ndarray) -> np.ndarray:
        if hits is None:
            return np.zeros(len(self.rows), dtype=bool)
        ends = np.cumsum(lengths, dtype=np.int64)
        sums = np.concatenate([[0], np.cumsum(hits, dtype=np.int64)])
        found: np.ndarray = sums[ends] > sums[ends - lengths]
        return found


_PACK = struct.Struct("<IiiiIIHHHBBB").pack
if struct.calcsize("<IiiiIIHHHBBB") != ROW.itemsize:  # the two spell the same layout
    raise AssertionError("columns: row layout and its packer differ")


def pack_row(values: Sequence[int], parts: Sequence[int], specs: Sequence[int]) -> bytes:
    """One row as it waits to be put into a chunk; `values` in the order of ROW's columns."""
    return _PACK(*values) + array("I", parts).tobytes() + array("H", specs).tobytes()


def pack_chunk(packed: Sequence[bytes]) -> bytes:
    """Rows made by `pack_row` as one chunk."""
    size = ROW.itemsize
    rows = np.frombuffer(b"".join([row[:size] for row in packed]), ROW)
    parts = []
    specs = []
    for row, count in zip(packed, rows["parts"].tolist(), strict=True):
        middle = size + 4 * count
        parts.append(row[size:middle])
        specs.append(row[middle:])
    head = _HEAD.pack(len(rows), rows["parts"].sum(), rows["specs"].sum())
    return b"".join([head, rows.tobytes(), *parts, *specs])


def _cut(blob: bytes) -> tuple[memoryview, memoryview, memoryview]:
    """The bytes of a chunk's rows, participation numbers and specialty numbers."""
    rows, parts, _ = _HEAD.unpack_from(blob)
    middle = _HEAD.size + rows * ROW.itemsize
    end = middle + 4 * parts
    view = memoryview(blob)
    return view[_HEAD.size : middle], view[middle:end], view[end:]
