"""Completes a name being typed: names that many bear, or the few people who are left."""

import numpy as np

from directory.search.embedded.arrays import first_in_order
from directory.search.embedded.named import find_named
from directory.search.embedded.reader import Reader
from directory.search.names import NameLevel, expand
from directory.search.page import NameSuggestion
from directory.search.text import query_words

FEW = 200
"""Below so many bearers people are offered themselves; above, names to complete."""


def complete_names(
    reader: Reader, text: str, state: str | None, limit: int
) -> list[NameSuggestion]:
    """At most `limit` suggestions, most borne or most prominent first."""
    words = query_words(text)
    if not words:
        return []
    if len(words) == 1:
        shared = _shared(reader, words[0], state, limit)
        if sum(one.count for one in shared) > FEW or len(words[0]) < 2:
            return shared
    people = _people(reader, text, state, limit)
    return people or (_shared(reader, words[0], state, limit) if len(words) == 1 else [])


def _shared(reader: Reader, word: str, state: str | None, limit: int) -> list[NameSuggestion]:
    """Last names, first names and organization words that begin so, most borne first."""
    if state is None:
        found = reader.vocabulary.complete(word, limit * 3)
    else:
        found = [
            pair for field in "lfo" for pair in reader.bearers_in_state(state, f"{field}:{word}")
        ]
    bearers: dict[str, int] = {}
    for token, count in found:
        bearers[token[2:]] = bearers.get(token[2:], 0) + count
    ordered = sorted(bearers.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    return [NameSuggestion(text=name.title(), count=count) for name, count in ordered]


def _people(reader: Reader, text: str, state: str | None, limit: int) -> list[NameSuggestion]:
    for level in expand(reader.vocabulary, text, typing=True).levels:
        found = _bearers(reader, level, state, limit)
        if found:
            return found
    return []


def _bearers(
    reader: Reader, level: NameLevel, state: str | None, limit: int
) -> list[NameSuggestion]:
    named = find_named(reader, level)
    ids = named.ids if state is None else _in_state(reader, named.ids, state)
    if not len(ids):
        return []
    prominence = reader.people.prominence[ids].astype(np.int16)
    best = first_in_order([-named.score_of(ids), -prominence, ids], limit)
    return [
        NameSuggestion(text=provider.name.full, count=1, npi=provider.npi, provider=provider)
        for provider in reader.providers(ids[best].tolist())
    ]


def _in_state(reader: Reader, ids: np.ndarray, state: str) -> np.ndarray:
    """Those of some providers who have an office in a state."""
    if state not in reader.names.states:
        return ids[:0]
    rows = reader.of_providers(ids).rows
    here: np.ndarray = np.unique(
        rows["provider"][rows["state"] == reader.names.states.index(state)]
    )
    return here
