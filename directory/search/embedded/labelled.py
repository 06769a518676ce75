"""Providers by their own addresses: bearers of a name, and all of them in order."""

from collections.abc import Iterable

import numpy as np

from directory.model.provider import Provider
from directory.search.embedded.arrays import among, distinct, first_in_order
from directory.search.embedded.people import GONE
from directory.search.embedded.reader import Reader
from directory.search.labels import CHECKED, guesses, labels_of, readings
from directory.search.page import Holders

FEW = 20
"""So many whole names are compared sooner than another list of bearers is read."""


def find_holders(reader: Reader, labels: tuple[str, ...], limit: int) -> Holders:
    """All who bear a name that one of the labels spells; the first `limit` of them whole."""
    read = readings(labels, reader.vocabulary.has)
    sure = _bearers(reader, read.sure)
    doubtful = np.setdiff1d(_bearers(reader, read.maybe, few=FEW), sure, assume_unique=True)
    doubtful = _best_known(reader, doubtful, CHECKED)
    wanted = set(labels)
    held = [
        number
        for number, provider in zip(
            doubtful.tolist(), reader.providers(doubtful.tolist()), strict=True
        )
        if wanted & labels_of(provider)
    ]
    found = np.union1d(sure, np.array(held, "<u4"))
    if not len(found):
        return Holders(total=0, providers=(), guesses=guesses(labels, reader.vocabulary.has))
    shown: list[Provider] = reader.providers(_best_known(reader, found, limit).tolist())
    return Holders(total=len(found), providers=tuple(shown))


def npis_after(reader: Reader, after: str, limit: int) -> list[str]:
    """The next NPIs of active providers, in the order of their numbers, which is that of NPIs."""
    found: list[str] = []
    while len(found) < limit:
        rows = reader.db.execute(
            "SELECT id, npi FROM provider WHERE npi > ? ORDER BY npi LIMIT ?",
            (after, limit - len(found)),
        ).fetchall()
        if not rows:
            break
        after = rows[-1][1]
        found += [npi for number, npi in rows if reader.people.kind[number] != GONE]
    return found


def _bearers(reader: Reader, sets: Iterable[tuple[str, ...]], few: int = 0) -> np.ndarray:
    """Everyone active who bears all tokens of any set, ascending.

    With `few` the last tokens of a set, its commonest, are left unread once no more are left.
    """
    read: dict[str, np.ndarray] = {}
    found = [np.zeros(0, "<u4")]
    for tokens in sets:
        ids: np.ndarray | None = None
        for token in sorted(tokens, key=reader.vocabulary.bearers):
            if ids is not None and len(ids) <= few:
                break
            if token not in read:
                read[token] = reader.bearers(token)
            held = read[token]
            ids = held if ids is None else ids[among(ids, held)]
        if ids is not None:
            found.append(ids)
    everyone = distinct(np.concatenate(found))
    active: np.ndarray = everyone[reader.people.kind[everyone] != GONE]
    return active


def _best_known(reader: Reader, ids: np.ndarray, limit: int) -> np.ndarray:
    if not len(ids):
        return ids
    fame = reader.people.prominence[ids].astype(np.int16)
    best: np.ndarray = ids[first_in_order([-fame, ids], limit)]
    return best
