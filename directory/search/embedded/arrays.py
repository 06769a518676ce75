"""Small array tools: sorted sets of provider numbers, and the first few of a total order."""

from collections.abc import Sequence

import numpy as np


def among(values: np.ndarray, ids: np.ndarray) -> np.ndarray:
    """Whether each value is one of the sorted ids."""
    if not len(ids):
        return np.zeros(len(values), dtype=bool)
    at = np.minimum(np.searchsorted(ids, values), len(ids) - 1)
    found: np.ndarray = ids[at] == values
    return found


def starts(ordered: np.ndarray) -> np.ndarray:
    """Where in an ordered array each different value first stands."""
    first = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=first[1:])
    return np.flatnonzero(first)


def distinct(values: np.ndarray) -> np.ndarray:
    """The different values, ascending. `np.unique` hashes, which takes twenty times as long."""
    ordered = np.sort(values)
    found: np.ndarray = ordered[starts(ordered)]
    return found


def first_in_order(keys: Sequence[np.ndarray], limit: int) -> np.ndarray:
    """Positions of the first `limit` rows when sorted by `keys`, the last of which is unique.

    Linear in the number of rows: only rows that tie at the limit are looked at by the next key.
    """
    rest = np.arange(len(keys[0]))
    sure = []
    need = limit
    for key in keys:
        if len(rest) <= need:
            break
        values = key[rest]
        edge = np.partition(values, need - 1)[need - 1]
        inside = rest[values < edge]
        sure.append(inside)
        need -= len(inside)
        rest = rest[values == edge]
    chosen = np.concatenate([*sure, rest[:need]])
    order = np.lexsort([key[chosen] for key in reversed(keys)])
    ordered: np.ndarray = chosen[order]
    return ordered


def after(keys: Sequence[np.ndarray], values: Sequence[float]) -> np.ndarray:
    """Whether each row stands strictly after the row with these key values."""
    beyond = np.zeros(len(keys[0]), dtype=bool)
    equal = np.ones(len(keys[0]), dtype=bool)
    for key, value in zip(keys, values, strict=True):
        beyond |= equal & (key > value)
        equal &= key == value
    return beyond


def count_pairs(values: np.ndarray, providers: np.ndarray) -> dict[int, int]:
    """For each value, how many different providers stand beside it."""
    if not len(values):
        return {}
    pairs = distinct(values.astype(np.int64) << 32 | providers.astype(np.int64)) >> 32
    first = starts(pairs)
    counts = np.diff(first, append=len(pairs))
    return dict(zip(pairs[first].tolist(), counts.tolist(), strict=True))
