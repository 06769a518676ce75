"""Progress for people: a bar on a terminal, else one line per step."""

import sys
import time
from typing import TextIO

_WIDTH = 30
_EVERY = 0.1


class Progress:
    """Steps of a command, told on the error stream so that the report stays alone on the other."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out if out is not None else sys.stderr
        self._bar = self._out.isatty()
        self._name, self._total, self._done = "", 0, 0
        self._started = self._shown = 0.0

    def start(self, name: str, total: int) -> None:
        """Begin a step of `total` units (bytes or providers; 0 where that is not known)."""
        self._name, self._total, self._done = name, total, 0
        self._started = time.monotonic()

    def advance(self, count: int = 1) -> None:
        """Note that units are done."""
        self._done += count
        now = time.monotonic()
        if self._bar and self._total and now - self._shown >= _EVERY:
            self._shown = now
            share = min(1.0, self._done / self._total)
            full = int(share * _WIDTH)
            bar = "█" * full + "·" * (_WIDTH - full)
            self._out.write(f"\r{self._name:<10} {bar} {share:4.0%}")
            self._out.flush()

    def finish(self, what: str) -> None:
        """End the step with a line on what it came to."""
        seconds = time.monotonic() - self._started
        start = "\r\x1b[K" if self._bar else ""
        self._out.write(f"{start}{self._name:<10} {what} ({seconds:.1f} s)\n")
        self._out.flush()
