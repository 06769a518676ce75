"""What is true of a provider as a whole, one column each, indexed by provider number."""

from array import array
from dataclasses import dataclass

import numpy as np

from directory.model.provider import Provider
from directory.search.embedded.schema import GENDERS, KINDS
from directory.search.ranking import fresh_on, prominence

GONE = 255
"""The kind of a deactivated provider: no search finds it."""


class PeopleBuilder:
    """Collects the columns in the order of provider numbers."""

    def __init__(self) -> None:
        self._prominence = array("B")
        self._gender = array("B")
        self._kind = array("B")
        self._languages = array("H")
        self._fresh = array("i")

    def add(self, provider: Provider, languages: int) -> None:
        """The next provider; `languages` is the number of its set of languages."""
        gone = provider.deactivated_on is not None
        fresh = fresh_on(provider)
        self._prominence.append(prominence(provider))
        self._gender.append(GENDERS.index(provider.gender))
        self._kind.append(GONE if gone else KINDS.index(provider.kind))
        self._languages.append(languages)
        self._fresh.append(fresh.toordinal() if fresh else 0)

    def dump(self, name_rank: np.ndarray) -> bytes:
        """All columns, with each provider's position in the order of names."""
        columns = (self._prominence, self._gender, self._kind, self._languages, self._fresh)
        return b"".join([*(column.tobytes() for column in columns), name_rank.tobytes()])


@dataclass(frozen=True, slots=True)
class People:
    """The columns; 13 bytes a provider."""

    prominence: np.ndarray
    gender: np.ndarray
    kind: np.ndarray
    languages: np.ndarray
    fresh: np.ndarray
    name_rank: np.ndarray

    @classmethod
    def load(cls, data: bytes) -> "People":
        """Read what `PeopleBuilder.dump` wrote."""
        number = len(data) // 13
        columns = []
        at = 0
        for kind in ("u1", "u1", "u1", "<u2", "<i4", "<u4"):
            column = np.frombuffer(data, kind, number, at)
            columns.append(column)
            at += column.nbytes
        return cls(*columns)

    def __len__(self) -> int:
        return len(self.kind)
