"""The order of an answer: sort keys per provider, ascending, the last of them unique."""

import numpy as np

from directory.search.embedded.arrays import starts
from directory.search.embedded.named import Named
from directory.search.embedded.reader import Reader
from directory.search.request import SearchRequest


def sort_keys(
    reader: Reader,
    request: SearchRequest,
    ids: np.ndarray,
    nearest: np.ndarray | None,
    named: Named | None,
) -> list[np.ndarray]:
    """Columns to sort providers `ids` by; `nearest` are miles to each one's nearest match.

    Provider numbers ascend by NPI, so the number itself is the last key.
    """
    people = reader.people
    keys: list[np.ndarray] = []
    if request.sort == "freshness":
        keys.append(-people.fresh[ids].astype(np.float64))
    elif request.sort == "name":
        keys.append(people.name_rank[ids].astype(np.float64))
    else:
        if request.sort == "best" and named is not None:
            keys.append(-named.score_of(ids))
        if nearest is not None:
            keys.append(nearest)
        if request.sort == "best":
            keys.append(-people.prominence[ids].astype(np.float64))
    return [*keys, ids.astype(np.float64)]


def nearest_each(providers: np.ndarray, distances: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Different providers, ascending, and the least distance of each."""
    if not len(providers):
        return np.zeros(0, "<u4"), np.zeros(0)
    order = np.argsort(providers)
    ordered = providers[order]
    first = starts(ordered)
    return ordered[first], np.minimum.reduceat(distances[order], first)
