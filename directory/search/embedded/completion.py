"""The few people who are left while a name is being typed."""

import numpy as np

from directory.model.provider import Provider
from directory.search.embedded.arrays import first_in_order
from directory.search.embedded.named import find_named
from directory.search.embedded.reader import Reader
from directory.search.names import NameLevel


def best_people(reader: Reader, level: NameLevel, state: str | None, limit: int) -> list[Provider]:
    """At most `limit` of those a reading finds in a state, best matching first."""
    named = find_named(reader, level)
    ids = named.ids if state is None else reader.in_state(named.ids, state)
    if not len(ids):
        return []
    prominence = reader.people.prominence[ids].astype(np.int16)
    best = first_in_order([-named.score_of(ids), -prominence, ids], limit)
    return reader.providers(ids[best].tolist())
