"""Opens input files: plain, gzip and ZIP, guarded against damage and decompression bombs."""

import gzip
import io
import stat
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from indexer.faults import UnusableInput

# An NPPES file of mostly empty columns shrinks to a fortieth; a bomb of zeros to a thousandth.
MAX_RATIO = 200
# Small files may shrink as they like: they cannot fill anything.
FREE_BYTES = 16 * 2**20
# The full NPPES file is 10 GB; nothing sensible is ten times that.
MAX_BYTES = 100 * 2**30
CHUNK = 256 * 1024

Tick = Callable[[int], None]


class InputFile:
    """One file to read: a path, or a member of a ZIP archive; `label` is what people are shown."""

    def __init__(self, path: Path, member: str | None = None) -> None:
        self.path = path
        self.member = member
        self.label = path.name if member is None else f"{path.name}:{member}"
        self.tick: Tick | None = None

    @property
    def name(self) -> str:
        """The file's own name, without folders and without `.gz`."""
        return Path(self.member or self.path.name).name.removesuffix(".gz")

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """The decompressed bytes. Raises UnusableInput where they cannot be read."""
        with _readable(self.label, self.path) as raw:
            counted = _Counted(raw, self.label, self.tick)
            if self.member is None:
                yield self._plain_or_gzip(counted)
                return
            try:
                with zipfile.ZipFile(counted) as archive, archive.open(self.member) as inside:
                    yield io.BufferedReader(_Guarded(inside, self.label, counted), CHUNK)
            except (zipfile.BadZipFile, NotImplementedError, RuntimeError, KeyError) as error:
                raise UnusableInput(f"{self.label}: cannot be unpacked; get it again") from error

    def _plain_or_gzip(self, counted: "_Counted") -> BinaryIO:
        start = counted.read(2)
        counted.seek(0)
        if start == b"\x1f\x8b":
            inside = gzip.GzipFile(fileobj=counted)
            return io.BufferedReader(_Guarded(inside, self.label, counted), CHUNK)
        return io.BufferedReader(counted, CHUNK)

    def head(self, size: int = CHUNK) -> bytes:
        """The first bytes, decompressed; fewer where the file is shorter."""
        tick, self.tick = self.tick, None
        try:
            with self.open() as stream:
                return stream.read(size)
        finally:
            self.tick = tick


def check_file(path: Path) -> None:
    """Raise UnusableInput for what is no readable, non-empty file."""
    try:
        found = path.stat()
    except (FileNotFoundError, NotADirectoryError):
        raise UnusableInput(f"{path}: there is no such file") from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "this is no file name"
        raise UnusableInput(f"{path}: cannot be read ({reason})") from error
    if stat.S_ISDIR(found.st_mode):
        raise UnusableInput(f"{path}: is a directory; name the files in it")
    if not stat.S_ISREG(found.st_mode):
        raise UnusableInput(
            f"{path}: is a pipe or device, not a regular file; files are read more than once, "
            "so save it as a file first"
        )
    if found.st_size == 0:
        raise UnusableInput(f"{path}: the file is empty; get it again")


def zip_members(path: Path) -> list[InputFile] | None:
    """The files at the top of a ZIP archive, None where `path` is none.

    Raises UnusableInput for a damaged archive and for one that would unpack to more than
    MAX_BYTES or to more than MAX_RATIO times its size.
    """
    with _readable(path.name, path) as raw:
        if raw.read(4) != b"PK\x03\x04":
            return None
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise UnusableInput(f"{path.name}: the ZIP archive is damaged; get it again") from error
    for member in members:
        _refuse_bomb(f"{path.name}:{member.filename}", member.file_size, member.compress_size)
    # Folders inside are ignored: the files that count lie at the top of the monthly archive.
    top = [m for m in members if not m.is_dir() and "/" not in m.filename.replace("\\", "/")]
    return [InputFile(path, member.filename) for member in top]


def _refuse_bomb(label: str, size: int, compressed: int) -> None:
    if size > MAX_BYTES or (size > FREE_BYTES and size > MAX_RATIO * max(compressed, 1)):
        raise UnusableInput(
            f"{label}: would unpack to {size:,} bytes from {compressed:,}; refused as a "
            f"decompression bomb (limits: {MAX_RATIO} times, {MAX_BYTES // 2**30} GB)"
        )


@contextmanager
def _readable(label: str, path: Path) -> Iterator[BinaryIO]:
    try:
        raw = path.open("rb")
    except OSError as error:
        raise UnusableInput(f"{label}: cannot be read ({error.strerror})") from error
    with raw:
        yield raw


class _Counted(io.RawIOBase):
    """Bytes of the file on disk, counted for the progress bar and the guard."""

    def __init__(self, raw: BinaryIO, label: str, tick: Tick | None) -> None:
        super().__init__()
        self._raw = raw
        self._label = label
        self._tick = tick
        self.count = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        return self._raw.seek(offset, whence)

    def tell(self) -> int:
        return self._raw.tell()

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._raw.read(size)
        except OSError as error:
            raise UnusableInput(
                f"{self._label}: cannot be read on from byte {self.count:,} ({error.strerror})"
            ) from error
        self.count += len(data)
        if self._tick is not None:
            self._tick(len(data))
        return data

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # typeshed has no name for it on 3.11
        data = self.read(len(view))
        view[: len(data)] = data
        return len(data)


class _Guarded(io.RawIOBase):
    """Decompressed bytes; damage and bombs become UnusableInput."""

    def __init__(self, inside: object, label: str, counted: _Counted) -> None:
        super().__init__()
        self._read: Callable[[int], bytes] = inside.read  # type: ignore[attr-defined]  # any stream
        self._label = label
        self._counted = counted
        self._given = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]  # typeshed has no name for it on 3.11
        try:
            data = self._read(len(view))
        except (EOFError, zlib.error, gzip.BadGzipFile, zipfile.BadZipFile) as error:
            raise UnusableInput(
                f"{self._label}: the compressed data is cut short or damaged near byte "
                f"{self._counted.count:,}; nothing of it is used, get the file again"
            ) from error
        view[: len(data)] = data
        self._given += len(data)
        _refuse_bomb(self._label, self._given, self._counted.count)
        return len(data)
