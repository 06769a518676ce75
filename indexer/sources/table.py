"""Reads comma-separated files by column name, in any order of columns, a damaged row at a time."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter
from typing import cast

from indexer.faults import UnusableInput
from indexer.files import InputFile

csv.field_size_limit(1 << 20)


def _as_windows(error: UnicodeError) -> tuple[str, int]:
    """Reads bytes that are no UTF-8 as Windows-1252, which older exports are written in."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    piece = error.object[error.start : error.end]
    return piece.decode("cp1252", "replace"), error.end


codecs.register_error("windows", _as_windows)

Row = tuple[int, list[str]]


def header_of(head: bytes) -> list[str]:
    """The column names in the first line of a file, given its beginning."""
    text = head.decode("utf-8-sig", "windows")
    return [name.strip() for name in next(csv.reader(io.StringIO(text, newline="")), [])]


def delimiter_fault(header: Sequence[str]) -> str | None:
    """The wrong delimiter of a header that consists of one field only."""
    if len(header) != 1:
        return None
    return next((sign for sign in (";", "\t", "|") if sign in header[0]), None)


class Table:
    """A comma-separated file: its header is checked at once, its rows are read one by one."""

    def __init__(self, file: InputFile, renamed: dict[str, str] | None = None) -> None:
        """Raises UnusableInput where the file cannot be read or has another delimiter."""
        self.file = file
        names = header_of(file.head(1 << 20))
        if sign := delimiter_fault(names):
            shown = "tabs" if sign == "\t" else repr(sign)
            raise UnusableInput(
                f"{file.label}: its columns are separated by {shown}; save it separated by commas"
            )
        self.header = [(renamed or {}).get(name, name) for name in names]

    def require(self, columns: Sequence[str]) -> None:
        """Raise UnusableInput naming the columns that the file lacks."""
        present = set(self.header)
        missing = [name for name in columns if name not in present]
        if missing:
            raise UnusableInput(
                f"{self.file.label}: has {len(self.header)} columns and lacks {len(missing)} of "
                f"{len(columns)}: {', '.join(missing[:5])}{' …' if len(missing) > 5 else ''}; "
                "use the file as CMS publishes it"
            )

    def picker(self, columns: Sequence[str]) -> Callable[[Sequence[str]], tuple[str, ...]]:
        """A function that takes these columns out of a row, in this order."""
        indices = [self.header.index(name) for name in columns]
        if len(indices) == 1:
            only = indices[0]
            return lambda row: (row[only],)
        return cast("Callable[[Sequence[str]], tuple[str, ...]]", itemgetter(*indices))

    def rows(self) -> Iterator[tuple[int, list[str] | str]]:
        """Row numbers from 1 (the header is not counted), each with its fields, or with what is
        wrong with it as a sentence.
        """
        width = len(self.header)
        with self.file.open() as stream:
            text = io.TextIOWrapper(stream, "utf-8-sig", "windows", newline="")
            lines = _Lines(text)
            reader = csv.reader(lines)
            next(reader, None)
            number = 0
            while True:
                lines.taken.clear()
                try:
                    row = next(reader)
                except StopIteration:
                    return
                except csv.Error as error:
                    found = _one_by_one(lines.taken, width) or [f"no CSV ({error})"]
                else:
                    if len(row) == width:
                        number += 1
                        yield number, row
                        continue
                    found = _one_by_one(lines.taken, width)
                for one in found:
                    number += 1
                    yield number, one


class _Lines:
    """The lines of a text; `taken` are those that the reader took since it was last cleared."""

    def __init__(self, text: io.TextIOWrapper) -> None:
        self._text = text
        self.taken: list[str] = []

    def __iter__(self) -> Iterator[str]:
        for line in self._text:
            self.taken.append(line)
            yield line


def _one_by_one(lines: list[str], width: int) -> list[list[str] | str]:
    """The lines of a damaged row, each read alone: a quote left open must not swallow good rows.

    Blank lines are no rows.
    """
    found: list[list[str] | str] = []
    for line in lines:
        if not line.strip():
            continue
        try:
            row = next(csv.reader([line.rstrip("\r\n")]))
        except csv.Error as error:
            found.append(f"the row cannot be read as CSV ({error})")
            continue
        right = len(row) == width
        found.append(row if right else f"the row has {len(row)} fields instead of {width}")
    return found
