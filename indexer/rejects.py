"""The rejects file: every row and value that could not be kept, with its place and the reason."""

from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Literal, Self

import msgspec

from indexer.items import Fault

Level = Literal["row", "value"]


class Reject(msgspec.Struct, frozen=True):
    """One line of the rejects file. Rows are counted from 1; a CSV header is not counted."""

    file: str
    row: int
    field: str
    value: str
    reason: str
    level: Level


class RejectsFile:
    """Writes rejects as JSON lines; a rejected row has exactly one line of level `row`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.rows = 0
        self.values = 0
        self._encoder = msgspec.json.Encoder()
        self._out: BinaryIO | None = None

    def __enter__(self) -> Self:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        self._out = self.path.open("wb")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self._out is not None:
            self._out.close()

    def row(self, file: str, row: int, faults: tuple[Fault, ...]) -> None:
        """A row that is lost: its first fault is the reason, the others are named as values."""
        self.rows += 1
        self._write(file, row, faults[0], "row")
        for fault in faults[1:]:
            self._write(file, row, fault, "value")

    def value(self, file: str, row: int, fault: Fault) -> None:
        """A value that is lost from a row that is kept."""
        self.values += 1
        self._write(file, row, fault, "value")

    def _write(self, file: str, row: int, fault: Fault, level: Level) -> None:
        line = Reject(file, row, fault.field, fault.value, fault.reason, level)
        if self._out is None:
            raise ValueError("the rejects file is not open; use it in a with statement")
        self._out.write(self._encoder.encode(line) + b"\n")
