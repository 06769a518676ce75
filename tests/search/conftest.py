"""Engines under test: each contract test runs once on the embedded one, once on each server."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from directory.model.provider import Provider
from directory.search.elastic.engine import ElasticEngine
from directory.search.elastic.loader import ElasticLoader
from directory.search.embedded.engine import EmbeddedEngine
from directory.search.embedded.loader import EmbeddedLoader
from directory.search.engine import Engine, Loader
from tests.conftest import NO_SERVER, SERVERS
from tests.search.sample import ISSUERS, NETWORKS, PLANS, directory

ENGINES = ["embedded", *(f"elastic-{version}" for version in SERVERS or ["absent"])]
Make = Callable[[Sequence[Provider]], Engine]


def _open(kind: str, home: Path, prefix: str) -> tuple[Loader, Engine]:
    if kind == "embedded":
        return EmbeddedLoader(home), EmbeddedEngine(home)
    url = SERVERS.get(kind.removeprefix("elastic-"))
    if url is None:
        pytest.skip(NO_SERVER)
    return ElasticLoader([url], prefix=prefix), ElasticEngine([url], prefix=prefix)


def load(loader: Loader, generation: str, providers: Sequence[Provider]) -> None:
    """Publish providers with the sample's plans as one generation."""
    loader.start(generation)
    loader.add_plans(ISSUERS, NETWORKS, PLANS)
    loader.add(providers)
    loader.finish([])
    loader.swap(generation)


@pytest.fixture(params=ENGINES)
def opened(
    request: pytest.FixtureRequest, tmp_path: Path, elastic_prefix: str
) -> Iterator[tuple[Loader, Engine]]:
    """An empty engine and its loader."""
    loader, engine = _open(request.param, tmp_path, elastic_prefix)
    yield loader, engine
    _clean(loader)


@pytest.fixture
def make(opened: tuple[Loader, Engine]) -> Make:
    """Load the providers given, and hand over the engine that serves them."""
    loader, engine = opened

    def made(providers: Sequence[Provider]) -> Engine:
        load(loader, "20261121T000000-1", sorted(providers, key=lambda p: p.npi))
        return engine

    return made


@pytest.fixture(scope="module", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """An engine over the random sample, shared by the tests of a module."""
    home = tmp_path_factory.mktemp("sample")
    prefix = f"t{home.name}{home.parent.name}".lower().replace("_", "-")
    loader, engine = _open(request.param, home, prefix + "-")
    load(loader, "20261121T000000-1", directory())
    yield engine
    _clean(loader)


def _clean(loader: Loader) -> None:
    """Take the test's indices off the shared server."""
    if isinstance(loader, ElasticLoader):
        loader.drop_everything()
