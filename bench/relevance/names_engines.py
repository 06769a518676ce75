"""The engines under measurement: filled through the loader, asked through the interface."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

from bench.relevance.names_people import Person, provider
from directory.search.elastic.engine import ElasticEngine
from directory.search.elastic.loader import ElasticLoader
from directory.search.engine import Engine, Loader
from directory.search.open import EMBEDDED, open_engine, open_loader
from directory.search.request import SearchRequest

GENERATION = "20261121T000000-1"
AS_OF = date(2026, 11, 21)
PREFIX = "relevance-names-"
SHOWN = 10
"""How many answers count: a hit below the tenth is none."""

Find = Callable[[str], Sequence[str]]
"""A way of searching: what was typed → NPIs, best first, at most SHOWN."""


def embedded(people: Iterable[Person], home: Path) -> Find:
    """The embedded engine over `people`, in files under `home`."""
    _fill(open_loader(EMBEDDED, home), people)
    return finder(open_engine(EMBEDDED, home))


@contextmanager
def elastic(people: Iterable[Person], urls: str) -> Iterator[Find]:
    """The same over Elasticsearch at `urls` (comma-separated), in indices removed in the end."""
    hosts = urls.split(",")
    loader = ElasticLoader(hosts, prefix=PREFIX)
    try:
        _fill(loader, people)
        yield finder(ElasticEngine(hosts, prefix=PREFIX))
    finally:
        loader.drop_everything()


def server_of_tests() -> str:
    """The first server of DIRECTORY_TEST_ELASTIC_URLS ("8.19.21=http://…,…"), or nothing."""
    first = os.environ.get("DIRECTORY_TEST_ELASTIC_URLS", "").split(",")[0]
    return first.partition("=")[2].strip()


def finder(engine: Engine) -> Find:
    """Searches by name alone, as typed."""

    def find(text: str) -> list[str]:
        page = engine.search(SearchRequest(as_of=AS_OF, name=text, limit=SHOWN))
        return [hit.provider.npi for hit in page.hits]

    return find


def _fill(loader: Loader, people: Iterable[Person]) -> None:
    loader.start(GENERATION)
    loader.add_plans([], [], [])
    loader.add(provider(person) for person in people)
    loader.finish([])
    loader.swap(GENERATION)
