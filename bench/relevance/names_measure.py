"""Scores of one way of searching over one class of queries."""

import time
from collections.abc import Iterable, Sequence

import msgspec
import numpy as np

from bench.relevance.faults_classes import NONSENSE, Asked
from bench.relevance.names_engines import SHOWN, Find

WARM = 20


class Answered(msgspec.Struct, frozen=True):
    """One query, the NPIs found, the rank of the right one (0: not among them), milliseconds."""

    asked: Asked
    found: tuple[str, ...]
    rank: int
    ms: float


class Score(msgspec.Struct, frozen=True, kw_only=True):
    """Shares (0 to 1) over `number` queries, mean reciprocal rank, and milliseconds.

    `unambiguous` is the share of queries that are not, word for word, somebody else's present name.
    """

    number: int
    top1: float
    top10: float
    mrr: float
    nothing: float
    p50: float
    p95: float
    unambiguous: float


def answers(find: Find, queries: Sequence[Asked]) -> list[Answered]:
    """Ask each query once; the first few are asked before, unmeasured."""
    for asked in queries[:WARM]:
        find(asked.text)
    return [_answer(find, asked) for asked in queries]


def _answer(find: Find, asked: Asked) -> Answered:
    start = time.perf_counter()
    found = tuple(find(asked.text))[:SHOWN]
    passed = (time.perf_counter() - start) * 1000
    rank = found.index(asked.npi) + 1 if asked.npi in found else 0
    return Answered(asked, found, rank, passed)


def score(answered: Iterable[Answered]) -> Score:
    """The figures over some answers; ValueError where there are none."""
    all_of = list(answered)
    if not all_of:
        raise ValueError("no answers: a score is over one query at least")
    ranks = np.array([one.rank for one in all_of])
    p50, p95 = np.percentile([one.ms for one in all_of], [50, 95]).tolist()
    return Score(
        number=len(all_of),
        top1=float((ranks == 1).mean()),
        top10=float((ranks > 0).mean()),
        mrr=float(np.divide(1, ranks, out=np.zeros(len(ranks)), where=ranks > 0).mean()),
        nothing=sum(not one.found for one in all_of) / len(all_of),
        p50=p50,
        p95=p95,
        unambiguous=1 - sum(one.asked.ambiguous for one in all_of) / len(all_of),
    )


class Target(msgspec.Struct, frozen=True):
    """What must be reached: a figure of a row, at least so high."""

    row: str
    figure: str
    least: float

    def met(self, rows: dict[str, Score]) -> bool | None:
        """Whether it is; None where the row was not measured."""
        return getattr(rows[self.row], self.figure) >= self.least if self.row in rows else None


OVERALL, EXACT = "over all faults", "exact"
TARGETS = (
    Target(OVERALL, "top10", 0.97),
    Target(OVERALL, "top1", 0.85),
    Target(EXACT, "top1", 0.995),
    Target(NONSENSE, "nothing", 0.95),
)
LEAST_OF_CLASS = 0.90
"""The top-10 share below which no faulted class may fall."""
