"""Keeps the last answers to questions that look at everybody."""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable

Counts = dict[str, int]
MOST = 200
"""Answers kept; one of 500 plans takes about 50 kB."""


class Kept:
    """Counts by question, the latest asked for. Safe between threads."""

    def __init__(self) -> None:
        self._counts: OrderedDict[Hashable, Counts] = OrderedDict()
        self._lock = threading.Lock()
        self._working = threading.Lock()

    def get(self, question: Hashable, count: Callable[[], Counts]) -> Counts:
        """What was counted for a question; `count` is called where it was not asked lately."""
        found = self._find(question)
        if found is None:
            # One at a time: several at once would take the processor from each other.
            with self._working:
                found = self._find(question)
                if found is None:
                    found = count()
                    self._keep(question, found)
        return found

    def _find(self, question: Hashable) -> Counts | None:
        with self._lock:
            if question in self._counts:
                self._counts.move_to_end(question)
            return self._counts.get(question)

    def _keep(self, question: Hashable, found: Counts) -> None:
        with self._lock:
            self._counts[question] = found
            if len(self._counts) > MOST:
                self._counts.popitem(last=False)
