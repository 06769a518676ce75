"""Asks the judged queries and counts where the right answer stands."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable

import msgspec

from bench.relevance.judged_data import Judged, Line, issuers_allowed, one_of, plan_test
from directory.search.planbook import PlanBook
from directory.search.reading import Reading
from directory.search.text import query_words

Ask = Callable[[Judged], list[str]]
PARTS = (
    "name", "spec", "place", "payer", "lang", "gender", "accepting", "telehealth", "npi", "phone",
)  # fmt: skip


class Ranks(msgspec.Struct):
    """Ranks of the first right answer of some queries (0: none among ten), and misses to show."""

    ranks: list[int] = []
    empty: int = 0
    seconds: list[float] = []

    def within(self, top: int) -> float:
        """The share of queries with a right answer among the first `top`."""
        return sum(1 for rank in self.ranks if 0 < rank <= top) / max(len(self.ranks), 1)

    @property
    def mrr(self) -> float:
        """The mean of one over the rank of the first right answer."""
        return sum(1 / rank for rank in self.ranks if rank) / max(len(self.ranks), 1)

    @property
    def zero(self) -> float:
        """The share of queries without any answer."""
        return self.empty / max(len(self.ranks), 1)


class Miss(msgspec.Struct, frozen=True):
    """A query whose answer was wrong, and what came instead."""

    group: str
    query: str
    got: str


def rank(queries: Iterable[Judged], ask: Ask, top: int) -> tuple[dict[str, Ranks], list[Miss]]:
    """Ranks by group, the whole under its first word's total; misses outside the first `top`."""
    found: dict[str, Ranks] = defaultdict(Ranks)
    misses = []
    for one in queries:
        began = time.perf_counter()
        ids = ask(one)
        took = time.perf_counter() - began
        at = next((n for n, answer in enumerate(ids[:10], 1) if one.right(answer)), 0)
        total = one.groups[0].partition(":")[0].split(" ")[0] + ", all"
        for group in (*one.groups, total):
            found[group].ranks.append(at)
            found[group].seconds.append(took)
            found[group].empty += not ids
        if not 0 < at <= top:
            misses.append(Miss(one.groups[0], one.query, " ".join(ids[:5])))
    return dict(found), misses


class Parts(msgspec.Struct):
    """How lines of the one box were read: whole lines right, and each part's counts."""

    lines: int = 0
    right: int = 0
    expected: dict[str, int] = {}
    given: dict[str, int] = {}
    hit: dict[str, int] = {}

    def count(self, part: str, expected: bool, given: bool, is_right: bool) -> None:
        """Take one part of one line into the counts."""
        for counts, holds in ((self.expected, expected), (self.given, given)):
            counts[part] = counts.get(part, 0) + holds
        self.hit[part] = self.hit.get(part, 0) + (expected and given and is_right)

    def precision(self, part: str) -> float:
        """The share of parts read that are right."""
        return self.hit.get(part, 0) / max(self.given.get(part, 0), 1)

    def recall(self, part: str) -> float:
        """The share of parts typed that were read rightly."""
        return self.hit.get(part, 0) / max(self.expected.get(part, 0), 1)


def read_lines(
    lines: Iterable[Line], read: Callable[[str], Reading], book: PlanBook
) -> tuple[dict[str, Parts], list[Miss], list[float]]:
    """Counts by group and over all; misses; seconds per line."""
    found: dict[str, Parts] = defaultdict(Parts)
    misses, seconds = [], []
    for line in lines:
        began = time.perf_counter()
        reading = read(line.query)
        seconds.append(time.perf_counter() - began)
        wrong = []
        given = taken(reading)
        for part in PARTS:
            wanted, got = line.parts.get(part, ""), given[part]
            is_right = _is_right(part, wanted, got, reading, book)
            if not is_right:
                wrong.append(f"{part}: {got or '—'} for {wanted or '—'}")
            for group in (line.group, "one box, all"):
                found[group].count(part, bool(wanted), bool(got), is_right)
        for group in (line.group, "one box, all"):
            found[group].lines += 1
            found[group].right += not wrong
        if wrong:
            misses.append(Miss(line.group, line.query, " · ".join(wrong)))
    return dict(found), misses, seconds


def taken(reading: Reading) -> dict[str, str]:
    """The parts of a reading as texts, empty where it has none."""
    return {
        "name": reading.name,
        "spec": " ".join(reading.specialties),
        "place": reading.place.id if reading.place else "",
        "payer": " ".join((*reading.plans, *reading.issuers)),
        "lang": " ".join(reading.languages),
        "gender": " ".join(reading.genders),
        "accepting": "yes" if reading.accepting else "",
        "telehealth": "yes" if reading.telehealth else "",
        "npi": " ".join(reading.npis),
        "phone": reading.phone,
    }


def _is_right(part: str, wanted: str, got: str, reading: Reading, book: PlanBook) -> bool:
    """Whether a part is as it must be. The likeliest specialty counts; of plans, each one."""
    if not wanted or not got:
        return wanted == got
    if part == "name":
        return query_words(got) == query_words(wanted)
    if part in ("spec", "place"):
        return one_of(wanted)(got.split()[0])
    if part == "payer":
        right, issuers = plan_test(wanted, book), issuers_allowed(wanted)
        return all(map(right, reading.plans)) and issuers.issuperset(reading.issuers)
    return wanted == got
