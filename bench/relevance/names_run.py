"""The measurement of name search: the directory filled, every class asked of every way."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from bench.relevance import names_engines as engines
from bench.relevance.baselines import exact, prefix, soundex
from bench.relevance.baselines_elastic import match
from bench.relevance.baselines_postgres import NoPostgres, trigram
from bench.relevance.faults_classes import CLASSES, FAULTED, FINAL, TUNE, Questions
from bench.relevance.names_engines import Find
from bench.relevance.names_measure import OVERALL, Answered, Score, answers, score
from bench.relevance.names_people import Person, people
from bench.relevance.names_table import apart, compared, lines, missed, summed

SHOWN_MISSES = 40


def run(chosen: argparse.Namespace) -> int:
    """Measure and print; 1 where an engine misses a target, else 0."""
    crowd = people(chosen.people)
    questions = Questions(crowd, TUNE if chosen.tune else FINAL)
    wanted = chosen.classes or list(CLASSES)
    asked = {kind: questions.ask(kind, chosen.per_class) for kind in wanted}
    _say(
        f"{len(crowd):,} people with distinct names, "
        f"{sum(map(len, asked.values())):,} queries in {len(asked)} classes, "
        f"{'tuning' if chosen.tune else 'final'} seed"
    )
    tables: dict[str, dict[str, Score]] = {}
    faults: list[str] = []
    for name, find in _ways(chosen, crowd):
        answered = {kind: answers(find, queries) for kind, queries in asked.items() if queries}
        tables[name] = rows = _rows(answered)
        if name in _ENGINES.values():
            _say("", *lines(name, rows, markdown=chosen.markdown))
            faults += [f"{name}: {one}" for one in missed(rows)]
            if chosen.show_misses:
                _say(*_misses(answered[chosen.show_misses], crowd))
    if len(tables) > 1:
        _say("", *compared(tables, markdown=chosen.markdown))
        _say("", *summed(tables, markdown=chosen.markdown))
    if set(_ENGINES.values()) <= set(tables):
        faults += apart(*(tables[name] for name in _ENGINES.values()))
    _say("", *(faults or ["every target is reached"]))
    return 1 if faults else 0


_PLAIN: dict[str, Callable[[list[Person]], Find]] = {
    "exact": exact,
    "FTS5 prefix": prefix,
    "Soundex": soundex,
}
_ENGINES = {"embedded": "Embedded", "elastic": "Elasticsearch"}


def _ways(chosen: argparse.Namespace, crowd: list[Person]) -> Iterator[tuple[str, Find]]:
    """Each way of searching in turn, ready; what it started is gone when the next one begins."""
    if "embedded" in chosen.engines:
        with tempfile.TemporaryDirectory() as folder:
            yield _ENGINES["embedded"], engines.embedded(crowd, Path(folder))
    url = chosen.elastic_url or engines.server_of_tests()
    if "elastic" in chosen.engines and url:
        with engines.elastic(crowd, url) as find:
            yield _ENGINES["elastic"], find
    for name, build in _PLAIN.items():
        if name.split()[-1].lower() in chosen.baselines:
            yield name, build(crowd)
    if "match" in chosen.baselines and url:
        with match(crowd, url) as find:
            yield "match, fuzzy AUTO", find
    if not url and ("elastic" in chosen.engines or "match" in chosen.baselines):
        _say("", "Elasticsearch is not measured: --elastic-url names no server")
    if "trigram" in chosen.baselines:
        try:
            with trigram(crowd) as find:
                yield "pg_trgm", find
        except NoPostgres as fault:
            _say("", str(fault))


def _rows(answered: dict[str, list[Answered]]) -> dict[str, Score]:
    rows = {kind: score(some) for kind, some in answered.items()}
    faulted = [one for kind, some in answered.items() if kind in FAULTED for one in some]
    # The row is over all classes or not at all: its targets mean nothing for a few of them.
    return rows | ({OVERALL: score(faulted)} if set(FAULTED) <= set(answered) else {})


def _misses(answered: list[Answered], crowd: list[Person]) -> list[str]:
    """What was typed, who was meant, and who came instead."""
    called = {person.npi: person.full for person in crowd}
    wrong = [one for one in answered if (one.rank != 1 if one.asked.npi else one.found)]
    return [
        f"  {one.asked.text!r} meant {one.asked.name or 'nobody'!r}: "
        f"{f'rank {one.rank}' if one.rank else 'not found'}"
        f"{', literally another' if one.asked.ambiguous else ''}; "
        f"first {[called[npi] for npi in one.found[:3]]}"
        # Those not found at all say most.
        for one in sorted(wrong, key=lambda one: one.rank > 0)[:SHOWN_MISSES]
    ]


def _say(*said: str) -> None:
    sys.stdout.write("\n".join(said) + "\n")
    sys.stdout.flush()
