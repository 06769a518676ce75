"""What is true of a provider as a whole, one column each, indexed by provider number."""

from array import array
from dataclasses import dataclass

import numpy as np

from directory.model.provider import Provider
from directory.search.embedded.schema import GENDERS, KINDS, TELEHEALTH
from directory.search.participations import ACCEPTING
from directory.search.ranking import fresh_on, prominence
from directory.search.statenames import states_of

GONE = 255
"""The kind of a deactivated provider: no search finds it."""
_KINDS = ("u1", "u1", "u1", "<u2", "<i4", "<u4", "<u2", "<u4")
"""Of the columns as stored, in the order of `People`."""
_BYTES = sum(np.dtype(kind).itemsize for kind in _KINDS)


class PeopleBuilder:
    """Collects the columns in the order of provider numbers."""

    def __init__(self) -> None:
        self._prominence = array("B")
        self._gender = array("B")
        self._kind = array("B")
        self._languages = array("H")
        self._fresh = array("i")
        self.states = array("I")
        self._offers = array("H")
        self._sets: dict[tuple[str, ...], int] = {}

    @property
    def state_sets(self) -> list[tuple[str, ...]]:
        """What the numbers in `states` stand for."""
        return list(self._sets)

    def add(self, provider: Provider, languages: int) -> None:
        """The next provider; `languages` is the number of its set of languages."""
        gone = provider.deactivated_on is not None
        fresh = fresh_on(provider)
        self._prominence.append(prominence(provider))
        self._gender.append(GENDERS.index(provider.gender))
        self._kind.append(GONE if gone else KINDS.index(provider.kind))
        self._languages.append(languages)
        self._fresh.append(fresh.toordinal() if fresh else 0)
        states = () if gone else states_of(provider)
        self.states.append(self._sets.setdefault(states, len(self._sets)))
        offers = 0
        for office in provider.offices:
            offers |= 1 << offer(
                ACCEPTING.index(office.accepting), TELEHEALTH.index(office.telehealth)
            )
        self._offers.append(offers)

    def dump(self, name_rank: np.ndarray) -> bytes:
        """All columns, with each provider's position in the order of names."""
        columns = (self._prominence, self._gender, self._kind, self._languages, self._fresh)
        more = (name_rank, self._offers, self.states)
        return b"".join(column.tobytes() for column in (*columns, *more))


@dataclass(frozen=True, slots=True)
class People:
    """The columns; 19 bytes a provider."""

    prominence: np.ndarray
    gender: np.ndarray
    kind: np.ndarray
    languages: np.ndarray
    fresh: np.ndarray
    name_rank: np.ndarray
    offers: np.ndarray
    """A bit for each pair of `offer` that some office of the provider has."""
    states: np.ndarray

    @classmethod
    def load(cls, data: bytes) -> "People":
        """Read what `PeopleBuilder.dump` wrote."""
        number = len(data) // _BYTES
        columns = []
        at = 0
        for kind in _KINDS:
            column = np.frombuffer(data, kind, number, at)
            columns.append(column)
            at += column.nbytes
        return cls(*columns)

    def __len__(self) -> int:
        return len(self.kind)


def offer(accepting: int, telehealth: int) -> int:
    """The number of an office's accepting and telehealth together, both as numbered in columns."""
    return accepting * len(TELEHEALTH) + telehealth
