"""Lists of all NPIs, one file for each fifty thousand, made once for a generation and kept."""

import logging
import os
import shutil
import threading
import time
from pathlib import Path

from directory.search.engine import Engine, EngineError

MOST = 50_000
"""Addresses in one sitemap (sitemaps.org, protocol 0.9)."""
PAGE = 10_000
STALE_SECONDS = 3_600
"""A lock older than this was left by a process that is no more."""
_log = logging.getLogger("directory")


class Lists:
    """The lists under one folder. Threads and processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def count(self, generation: str) -> int | None:
        """How many lists a generation has; None while they are not made."""
        folder = self._folder / generation
        return len(list(folder.glob("*.txt"))) if folder.is_dir() else None

    def read(self, generation: str, number: int) -> list[str] | None:
        """The NPIs of one list, counted from 1; None where there is none."""
        try:
            text = (self._folder / generation / f"{number:05d}.txt").read_text(encoding="ascii")
        except FileNotFoundError:
            return None
        return text.split()

    def make(self, engine: Engine, generation: str) -> None:
        """Make the lists, unless another process is at it or has done it."""
        if self.count(generation) is not None or not self._lock():
            return
        try:
            self._write(engine, generation)
        finally:
            self._lock_file.unlink(missing_ok=True)

    def make_beside(self, engine: Engine, generation: str) -> None:
        """Make them in a thread of their own, for directories that take a while to walk."""
        threading.Thread(target=self._quietly, args=(engine, generation), daemon=True).start()

    def _quietly(self, engine: Engine, generation: str) -> None:
        try:
            self.make(engine, generation)
        except (EngineError, OSError) as error:
            _log.warning("the sitemaps could not be made: %s", type(error).__name__)

    @property
    def _lock_file(self) -> Path:
        return self._folder / "making"

    def _lock(self) -> bool:
        self._folder.mkdir(parents=True, exist_ok=True)
        try:
            os.close(os.open(self._lock_file, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            if time.time() - self._lock_file.stat().st_mtime > STALE_SECONDS:
                self._lock_file.unlink(missing_ok=True)
            return False
        return True

    def _write(self, engine: Engine, generation: str) -> None:
        fresh = self._folder / f"{generation}.part"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        held: list[str] = []
        number, after = 0, ""
        while page := engine.npis(after, PAGE):
            after = page[-1]
            held += page
            while len(held) >= MOST:
                number += 1
                _save(fresh, number, held[:MOST])
                held = held[MOST:]
        if held:
            _save(fresh, number + 1, held)
        if engine.generation().id != generation:  # another one went live under the walk
            shutil.rmtree(fresh)
            return
        for old in self._folder.iterdir():
            if old.is_dir() and old != fresh:
                shutil.rmtree(old, ignore_errors=True)
        fresh.rename(self._folder / generation)


def _save(folder: Path, number: int, npis: list[str]) -> None:
    (folder / f"{number:05d}.txt").write_text("\n".join(npis), encoding="ascii")
