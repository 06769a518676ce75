"""Participation classes: every distinct (plan, network, tier, dates, accepting) gets a number.

Offices hold numbers only, so "in one of these plans on that day, and accepting" becomes a look-up
in a small table that both engines share: exact, and independent of how many offices there are.
"""

from collections.abc import Sequence
from datetime import date

import msgspec
import numpy as np

from directory.model.participation import Accepting, Participation
from directory.model.provider import Office
from directory.search.planbook import PlanBook

ACCEPTING: tuple[Accepting, ...] = ("unknown", "yes", "existing", "no")
"""What the numbers of `ParticipationClasses.accepting` stand for."""
NO_START = 0
NO_END = 2**31 - 1
_Key = tuple[str, str | None, str | None, Accepting, date | None, date | None]


def effective_accepting(participation: Participation, office: Office) -> Accepting:
    """The plan's own flag where it has one, else the office's."""
    if participation.accepting == "unknown":
        return office.accepting
    return participation.accepting


class ClassBuilder:
    """Numbers classes in the order they are first met."""

    def __init__(self) -> None:
        self._numbers: dict[_Key, int] = {}

    def numbers(self, office: Office) -> list[int]:
        """The class numbers of an office's participations, ascending, each once."""
        found = set()
        for p in office.participations:
            key = (p.plan, p.network, p.tier, effective_accepting(p, office), p.start, p.end)
            found.add(self._numbers.setdefault(key, len(self._numbers)))
        return sorted(found)

    def dump(self) -> bytes:
        """All classes in order, read back by `ParticipationClasses.load`."""
        return msgspec.json.encode(list(self._numbers))


class ParticipationClasses:
    """The classes of one generation as columns."""

    def __init__(self, keys: Sequence[_Key], book: PlanBook) -> None:
        self.plan_ids: list[str] = sorted({key[0] for key in keys})
        self._plans = _numbered(self.plan_ids)
        self.plan = np.array([self._plans[key[0]] for key in keys], dtype=np.int32)
        issuers = [_issuer(book, plan) for plan in self.plan_ids]
        self.issuer_ids: list[str] = sorted({i for i in issuers if i is not None})
        self._issuers = _numbered(self.issuer_ids)
        self.issuer_of_plan = np.array(
            [-1 if i is None else self._issuers[i] for i in issuers], dtype=np.int32
        )
        self._networks = _numbered(sorted({key[1] or "" for key in keys}))
        self._network = np.array([self._networks[key[1] or ""] for key in keys], dtype=np.int32)
        self.accepting = np.array([ACCEPTING.index(key[3]) for key in keys], dtype=np.uint8)
        self._start = np.array([_day(key[4], NO_START) for key in keys], dtype=np.int32)
        self._end = np.array([_day(key[5], NO_END) for key in keys], dtype=np.int32)

    @classmethod
    def load(cls, data: bytes, book: PlanBook) -> "ParticipationClasses":
        """Read what `ClassBuilder.dump` wrote."""
        return cls(msgspec.json.decode(data, type=list[_Key]), book)

    def __len__(self) -> int:
        return len(self.plan)

    def select(
        self,
        as_of: date,
        plans: Sequence[str] = (),
        issuers: Sequence[str] = (),
        networks: Sequence[str] = (),
        accepting: bool = False,
    ) -> np.ndarray:
        """A boolean per class: in force on `as_of`, and meeting every condition that is given."""
        day = as_of.toordinal()
        chosen: np.ndarray = (self._start <= day) & (day <= self._end)
        if plans:
            chosen &= _mask(self._plans, plans)[self.plan]
        if issuers:
            mask = np.append(_mask(self._issuers, issuers), False)  # a plan without one is -1
            chosen &= mask[self.issuer_of_plan[self.plan]]
        if networks:
            chosen &= _mask(self._networks, networks)[self._network]
        if accepting:
            chosen &= self.accepting == ACCEPTING.index("yes")
        return chosen


def _numbered(ids: Sequence[str]) -> dict[str, int]:
    return {one: number for number, one in enumerate(ids)}


def _mask(numbers: dict[str, int], wanted: Sequence[str]) -> np.ndarray:
    """For each number, whether what it stands for is wanted."""
    mask = np.zeros(len(numbers), dtype=bool)
    mask[[numbers[one] for one in wanted if one in numbers]] = True
    return mask


def _issuer(book: PlanBook, plan: str) -> str | None:
    known = book.plans.get(plan)
    return known.issuer if known else None


def _day(day: date | None, otherwise: int) -> int:
    return otherwise if day is None else day.toordinal()
