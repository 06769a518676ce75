"""Where generations live on disk, and which one is live."""

import os
from pathlib import Path

from directory.search.engine import NothingLoaded

LIVE = "live"
SUFFIX = ".sqlite"
BUILDING = ".building"


class GenerationFiles:
    """The folder `search` under DIRECTORY_HOME: a file per generation, and one naming the live."""

    def __init__(self, home: Path) -> None:
        self.folder = home / "search"
        self._live = self.folder / LIVE

    def path(self, generation: str) -> Path:
        """The finished, read-only file of a generation."""
        return self.folder / f"{generation}{SUFFIX}"

    def building(self, generation: str) -> Path:
        """The file of a generation that is being built."""
        return self.folder / f"{generation}{BUILDING}"

    def finished(self) -> list[str]:
        """Ids of finished generations, oldest first (ids sort by time)."""
        return sorted(path.stem for path in self.folder.glob(f"*{SUFFIX}"))

    def live(self) -> str | None:
        """The live generation's id, or None."""
        try:
            name = self._live.read_text("ascii").strip()
        except FileNotFoundError:
            return None
        return name or None

    def stamp(self) -> tuple[int, int]:
        """Changes whenever another generation goes live; NothingLoaded when none ever did."""
        try:
            found = os.stat(self._live)  # noqa: PTH116 - asked on every request: no Path object
        except FileNotFoundError:
            raise NothingLoaded("no generation was published: run python -m indexer load") from None
        return found.st_ino, found.st_mtime_ns

    def go_live(self, generation: str) -> None:
        """Name another generation live in one step; a crash leaves the old name or the new one."""
        beside = self.folder / f"{LIVE}.new"
        with beside.open("w", encoding="ascii") as file:
            file.write(generation + "\n")
            file.flush()
            os.fsync(file.fileno())
        beside.replace(self._live)
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def sweep(self) -> None:
        """Remove what interrupted builds left behind."""
        for path in self.folder.glob(f"*{BUILDING}*"):
            path.unlink()
