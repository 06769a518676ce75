"""Timings: one question after the other, warm, and what share of them took how long."""

import time
from collections.abc import Callable, Sequence
from typing import TypeVar

import msgspec
import numpy as np

T = TypeVar("T")
WARM = 5


class Timing(msgspec.Struct, frozen=True):
    """Milliseconds at three percentiles, and the mean of what was found."""

    p50: float
    p95: float
    p99: float
    found: float

    @classmethod
    def of(cls, questions: Sequence[T], ask: Callable[[T], int]) -> "Timing":
        """Ask each question once, after a few unmeasured ones."""
        for question in questions[:WARM]:
            ask(question)
        times, found = [], 0
        for question in questions:
            start = time.perf_counter()
            found += ask(question)
            times.append((time.perf_counter() - start) * 1000)
        p50, p95, p99 = np.percentile(times, [50, 95, 99]).tolist()
        return cls(p50, p95, p99, found / len(questions))

    def line(self) -> str:
        """The figures in columns."""
        return f"{self.p50:10.2f}{self.p95:10.2f}{self.p99:10.2f}{self.found:10.1f}"
