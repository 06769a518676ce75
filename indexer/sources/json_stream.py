"""Streams the elements of a JSON array, however long, and says where malformed JSON breaks."""

from collections.abc import Iterator
from typing import Any, Protocol, cast

import ijson
import msgspec

from indexer.faults import UnusableInput
from indexer.files import InputFile

# Beyond this size a malformed file is not read again to find the exact byte.
_EXACT_LIMIT = 512 * 2**20
_BOM = b"\xef\xbb\xbf"
_BUFFER = 64 * 1024


def elements(file: InputFile, path: str = "item") -> Iterator[tuple[int, Any]]:
    """The elements at an ijson `path` (`item`: of the array itself), numbered from 1.

    Raises UnusableInput, naming the byte, for malformed JSON and for a file cut short.
    """
    with file.open() as stream:
        counted = WithoutBom(stream)
        try:
            found = ijson.items(counted, path, use_float=True, buf_size=_BUFFER)
            yield from enumerate(found, start=1)
        except (ijson.JSONError, UnicodeDecodeError) as error:
            raise malformed(file, counted.count) from error


def malformed(file: InputFile, near: int) -> UnusableInput:
    """The complaint about malformed JSON: the exact byte where the file is small enough."""
    where = f"near byte {near:,}"
    if near <= _EXACT_LIMIT:
        with file.open() as stream:
            data = stream.read(_EXACT_LIMIT + 1)
        try:
            msgspec.json.decode(data.removeprefix(_BOM))
        except msgspec.DecodeError as error:
            text = str(error)
            truncated = "truncated" in text
            where = (
                f"cut short at byte {len(data):,}" if truncated else text.removeprefix("JSON is ")
            )
        except UnicodeDecodeError as error:
            where = f"not UTF-8 at byte {error.start:,}"
    return UnusableInput(
        f"{file.label}: malformed JSON, {where}; nothing of it is used, get the file again"
    )


class Readable(Protocol):
    """What ijson reads from."""

    def read(self, size: int = -1, /) -> bytes:
        """The next bytes."""
        ...


class WithoutBom:
    """A stream for ijson that skips a byte-order mark and counts what was read."""

    def __init__(self, stream: Readable) -> None:
        self._stream = stream
        self.count = 0

    def read(self, size: int = -1) -> bytes:
        """The next bytes."""
        data = self._stream.read(size)
        if self.count == 0 and data.startswith(_BOM):
            self.count = len(_BOM)
            data = data[len(_BOM) :] or self._stream.read(size)
        self.count += len(data)
        return data


def texts(value: object) -> list[str]:
    """The strings of a value that should be a list of strings; a lone string is a list of one."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, list):
        return [text for text in value if isinstance(text, str) and text.strip()]
    return []


def text(value: object) -> str:
    """A string with blanks trimmed; numbers become text; anything else is no text."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return ""


def records(value: object) -> list[dict[str, Any]]:
    """The objects of a value that should be a list of objects."""
    if not isinstance(value, list):
        return []
    return [cast("dict[str, Any]", item) for item in value if isinstance(item, dict)]
