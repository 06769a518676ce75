"""Providers found by name: numbers and scores, by the postings of the expanded words."""

from dataclasses import dataclass

import numpy as np

from directory.search.embedded.arrays import among, starts
from directory.search.embedded.reader import Reader
from directory.search.names import NameLevel, QueryWord


@dataclass(frozen=True, slots=True)
class Named:
    """Provider numbers, ascending, each with the score of its name."""

    ids: np.ndarray
    scores: np.ndarray

    def score_of(self, ids: np.ndarray) -> np.ndarray:
        """The scores of providers that are all among `ids` of this."""
        scores: np.ndarray = self.scores[np.searchsorted(self.ids, ids)]
        return scores


def find_named(reader: Reader, level: NameLevel) -> Named:
    """Everyone of whom at least `level.required` words are met, scored by their best weights."""
    met = [_bearers(reader, word) for word in level.firm]
    found = _all(met) if level.required == len(met) else _most(met, level.required)
    for word in level.words:
        if word.optional:
            found = _added(found, _bearers(reader, word))
    return found


def _added(found: Named, extra: Named) -> Named:
    """The same providers, with the score of a further word where it is met."""
    scores = found.scores.copy()
    met = among(found.ids, extra.ids)
    scores[met] += extra.score_of(found.ids[met])
    return Named(found.ids, scores)


def _most(met: list[Named], required: int) -> Named:
    ids = np.concatenate([one.ids for one in met])
    scores = np.concatenate([one.scores for one in met])
    if not len(ids):
        return Named(ids, scores)
    # Stable: the scores of equals are added up in the order of the words, to the same last bit.
    order = np.argsort(ids, kind="stable")
    ids, scores = ids[order], scores[order]
    first = starts(ids)
    enough = np.diff(first, append=len(ids)) >= required
    return Named(ids[first][enough], np.add.reduceat(scores, first)[enough])


def _all(met: list[Named]) -> Named:
    fewest = min(met, key=lambda one: len(one.ids))
    ids = fewest.ids
    for one in met:
        if one is not fewest:
            ids = ids[among(ids, one.ids)]
    return Named(ids, sum((one.score_of(ids) for one in met), np.zeros(len(ids))))


def _bearers(reader: Reader, word: QueryWord) -> Named:
    """Everyone whom one word may mean, with the best weight that applies."""
    found = [(reader.bearers(e.token), e.weight) for e in word.expansions]
    if not found:
        return Named(np.zeros(0, "<u4"), np.zeros(0))
    ids = np.concatenate([ids for ids, _ in found])
    weights = np.repeat([weight for _, weight in found], [len(ids) for ids, _ in found])
    order = np.argsort(ids)
    ids, weights = ids[order], weights[order]
    first = starts(ids)
    return Named(ids[first], np.maximum.reduceat(weights, first))
