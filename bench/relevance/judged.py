"""`python -m bench.relevance.judged`: are specialties, plans, places and whole lines understood?"""

import argparse
import sys
from collections.abc import Iterable
from statistics import quantiles

from bench.relevance import judged_data as data
from bench.relevance.judged_measures import PARTS, Ask, Miss, Parts, Ranks, rank, read_lines
from directory.places.gazetteer import gazetteer
from directory.search.reading import Reading, read
from directory.specialties.catalog import catalog

# Lines of the report that must reach a share, and how many answers count there.
TARGETS = (
    ("specialties, all", 3, 0.97),
    *((f"specialties {language}", 3, 0.93) for language in ("en", "es", "zh", "ru")),
    ("places, all", 5, 0.98),
    ("plans, all", 5, 0.95),
)
WHOLE_LINES = 0.92
MISSES_TOP = {"specialties": 3, "places": 5, "plans": 5}


def main(arguments: list[str] | None = None) -> int:
    """Measure and print; 1 where a target is missed, 2 where the asking is wrong."""
    chosen = _arguments(arguments)
    if chosen.show_misses and chosen.half == "test":
        sys.stderr.write("Misses of the test half stay unseen: use --half tune.\n")
        return 2
    ranks, misses = ranked(chosen.half)
    lines, unread, seconds = boxed(chosen.half)
    sys.stdout.write("\n".join(_table(ranks)) + "\n\n" + "\n".join(_lines(lines)) + "\n\n")
    sys.stdout.write(f"one box: {_times(seconds)}\n")
    if chosen.show_misses:
        sys.stdout.write("\n".join(_misses([*misses, *unread])) + "\n")
    missed = short_of(ranks, lines)
    sys.stdout.write("".join(f"below target: {one}\n" for one in missed))
    return 1 if missed else 0


def ranked(half: str) -> tuple[dict[str, Ranks], list[Miss]]:
    """All three ranked sets of a half, by group, and the misses."""
    book = data.planbook()
    found: dict[str, Ranks] = {}
    misses: list[Miss] = []
    asks: list[tuple[str, list[data.Judged], Ask]] = [
        ("specialties", data.specialties(), _ask_specialty),
        ("places", data.places(), lambda one: [p.id for p in gazetteer().suggest(one.query)]),
        (
            "plans",
            data.plans(book),
            lambda one: [p.id for p in book.suggest(one.query, state=one.state or None)],
        ),
    ]
    for name, queries, ask in asks:
        mine = [one for one in queries if one.half == half]
        ask(mine[0])
        groups, more = rank(mine, ask, MISSES_TOP[name])
        found |= groups
        misses += more
    return found, misses


def boxed(half: str) -> tuple[dict[str, Parts], list[Miss], list[float]]:
    """The lines of the one box of a half."""
    book = data.planbook()

    def reader(line: str) -> Reading:
        return read(line, catalog(), gazetteer(), book)

    reader("dentist 10001")
    return read_lines((one for one in data.one_box() if one.half == half), reader, book)


def short_of(ranks: dict[str, Ranks], lines: dict[str, Parts]) -> list[str]:
    """The targets that are missed, in words."""
    missed = [
        f"{group}: top {top} {ranks[group].within(top):.1%}, target {least:.0%}"
        for group, top, least in TARGETS
        if ranks[group].within(top) < least
    ]
    whole = lines["one box, all"]
    if whole.right < WHOLE_LINES * whole.lines:
        missed.append(f"one box: {whole.right} of {whole.lines} lines, target {WHOLE_LINES:.0%}")
    return missed


def _ask_specialty(one: data.Judged) -> list[str]:
    """As a person meets them: read as a phrase, else completed as typed."""
    found = catalog().read(one.query) or catalog().suggest(one.query)
    return [match.specialty.id for match in found]


def _table(ranks: dict[str, Ranks]) -> Iterable[str]:
    yield f"{'':28}{'n':>6}{'top 1':>8}{'top 3':>8}{'top 5':>8}{'MRR':>7}{'none':>7}   time"
    for group in sorted(ranks, key=_order):
        one = ranks[group]
        shares = "".join(f"{one.within(top):8.1%}" for top in (1, 3, 5))
        times = _times(one.seconds)
        yield f"{group:28}{len(one.ranks):6}{shares}{one.mrr:7.3f}{one.zero:7.1%}   {times}"


def _lines(found: dict[str, Parts]) -> Iterable[str]:
    yield f"{'':28}{'n':>6}{'all parts right':>18}"
    for group in sorted(found, key=_order):
        one = found[group]
        yield f"{group:28}{one.lines:6}{one.right / one.lines:18.1%}"
    yield ""
    yield f"{'part':28}{'n':>6}{'precision':>12}{'recall':>9}"
    whole = found["one box, all"]
    for part in PARTS:
        share = f"{whole.precision(part):12.1%}{whole.recall(part):9.1%}"
        yield f"{part:28}{whole.expected.get(part, 0):6}{share}"


def _order(group: str) -> tuple[str, bool, str]:
    """Sets together, each one's total last."""
    return (group.replace(",", ":").split(":")[0].split(" ")[0], group.endswith("all"), group)


def _times(seconds: list[float]) -> str:
    if len(seconds) < 2:
        return f"{seconds[0] * 1000:.2f} ms" if seconds else ""
    cuts = quantiles(seconds, n=100)
    return f"p50 {cuts[49] * 1000:.2f} ms, p95 {cuts[94] * 1000:.2f} ms"


def _misses(misses: list[Miss]) -> Iterable[str]:
    for miss in misses:
        yield f"miss  {miss.group}  [{miss.query}]  {miss.got or 'nothing'}"


def _arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.relevance.judged", description=__doc__)
    parser.add_argument("--half", choices=data.HALVES, default="tune")
    parser.add_argument("--show-misses", action="store_true", help="the queries answered wrongly")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
