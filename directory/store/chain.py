"""Hash chains of records: each row's hash covers the row and the hash before it; pure."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import Literal, Protocol

import msgspec

START = "0" * 64
"""What the first row of all has before it."""

Decision = Literal["accepted", "declined", "withdrawn"]
SubjectType = Literal["visitor", "client", "staff"]
Channel = Literal["page", "api"]


class Link(Protocol):
    """A row of any chained record: a frozen struct with at least these fields, `hash` the last."""

    @property
    def seq(self) -> int:
        """Its number, without gaps."""
        ...

    @property
    def at(self) -> datetime:
        """When it was written."""
        ...

    @property
    def previous(self) -> str:
        """The hash of the row before."""
        ...

    @property
    def hash(self) -> str:
        """The hash of this row."""
        ...


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One decision on one license, as recorded.

    `sha256` is the hash of the very text that was shown, in `language`. `address` is the network
    of the asker, not the machine. `wanted` is the path they came for, without its query. `previous`
    and `hash` chain the rows in the order of `seq`, which has no gaps.
    """

    seq: int
    subject_type: SubjectType
    subject: str
    license: str
    version: int
    sha256: str
    language: str
    decision: Decision
    at: datetime
    address: str
    user_agent: str
    wanted: str
    channel: Channel
    previous: str
    hash: str


class Point(msgspec.Struct, frozen=True, kw_only=True):
    """A place in the chain: the number and the hash of a row."""

    seq: int
    hash: str


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """What a look at the whole chain found: `faults` is empty where nothing was tampered with."""

    first: int | None
    last: int | None
    rows: int
    end: Point
    faults: tuple[str, ...]

    @property
    def whole(self) -> bool:
        """Whether every row stands as it was written and none is missing."""
        return not self.faults


class BrokenChain(Exception):
    """The record was tampered with; the message names the rows."""


def digest(entry: Link) -> str:
    """The hash of an entry: SHA-256 over its fields but `hash`, as a JSON list, in hexadecimal.

    The list holds the fields in the order of the struct; `at` is UTC with microseconds,
    `2026-11-21T22:55:19.000001Z`. For license decisions these are seq, subject_type, subject,
    license, version, sha256, language, decision, at, address, user_agent, wanted, channel,
    previous. JSON without spaces, UTF-8. Anyone can compute it again from an export.
    """
    names = [name for name in entry.__struct_fields__ if name != "hash"]  # type: ignore[attr-defined]  # a Protocol cannot be a struct
    fields = [moment(entry.at) if name == "at" else getattr(entry, name) for name in names]
    return hashlib.sha256(msgspec.json.encode(fields)).hexdigest()


def moment(at: datetime) -> str:
    """A moment as the chain writes it."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def check(entries: Iterable[Link], begin: Point, end: Point | None) -> Chain:
    """Walk the chain from the row after `begin`; `end` is where it must end, None if not known.

    Every fault is named by the numbers of its rows; after one, the walk goes on.
    """
    faults: list[str] = []
    first: int | None = None
    rows, at = 0, begin
    for entry in entries:
        first = entry.seq if first is None else first
        rows += 1
        faults += _faults(entry, at)
        at = Point(seq=entry.seq, hash=entry.hash)
    if end is not None:
        faults += _faults_of_end(at, end)
    return Chain(
        first=first, last=at.seq if rows else None, rows=rows, end=at, faults=tuple(faults)
    )


def _faults(entry: Link, before: Point) -> Iterator[str]:
    if entry.seq > before.seq + 1:
        yield f"{_rows(before.seq + 1, entry.seq - 1)} missing"
    elif entry.seq <= before.seq:
        yield f"row {entry.seq} stands after row {before.seq}"
    elif entry.previous != before.hash:
        yield f"row {entry.seq} does not follow from row {before.seq}: one of them was changed"
    if digest(entry) != entry.hash:
        yield f"row {entry.seq} was changed: its hash is not that of its fields"


def _faults_of_end(at: Point, end: Point) -> Iterator[str]:
    if at.seq < end.seq:
        yield f"{_rows(at.seq + 1, end.seq)} missing at the end"
    elif at.seq > end.seq:
        yield f"{_rows(end.seq + 1, at.seq)} more than the noted end of the chain"
    elif at.hash != end.hash:
        yield f"row {at.seq} is not the one that was noted as the end of the chain"


def _rows(first: int, last: int) -> str:
    return f"row {first} is" if first == last else f"rows {first} to {last} are"
