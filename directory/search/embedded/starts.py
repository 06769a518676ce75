"""The commonest names by beginning and state, where counting them at each key would take long."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from heapq import nlargest

import msgspec

LONGEST = 2
"""Beginnings of so many letters are prepared; longer ones have few names left to count."""
MANY = 200
"""Only beginnings with more names than this are prepared."""
KEPT = 30
"""Names kept per beginning: three times the longest list of suggestions."""

Starts = Iterator[tuple[int, str, bytes]]


def name_starts(bearers: Iterable[tuple[tuple[int, str], int]]) -> Starts:
    """(state, beginning, its commonest tokens as JSON) from ((state, token), bearers)."""
    found: dict[tuple[int, str], list[tuple[int, str]]] = defaultdict(list)
    for (state, token), count in bearers:
        for length in range(1, LONGEST + 1):
            if len(token) >= 2 + length:
                found[state, token[: 2 + length]].append((count, token))
    for (state, start), names in sorted(found.items()):
        if len(names) > MANY:
            best = nlargest(KEPT, names, key=lambda one: (one[0], [-ord(c) for c in one[1]]))
            yield state, start, msgspec.json.encode([(token, count) for count, token in best])
