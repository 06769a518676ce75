"""The engines under measurement: filled through the loader, asked through the interface."""

from collections.abc import Callable, Iterable, Sequence
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


def elastic(people: Iterable[Person], urls: str) -> Find:
    """The same over Elasticsearch at `urls` (comma-separated), in indices of its own."""
    hosts = urls.split(",")
    loader = ElasticLoader(hosts, prefix=PREFIX)
    loader.drop_everything()
    _fill(loader, people)
    return finder(ElasticEngine(hosts, prefix=PREFIX))


def drop(urls: str) -> None:
    """Leave the cluster as it was."""
    ElasticLoader(urls.split(","), prefix=PREFIX).drop_everything()


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
