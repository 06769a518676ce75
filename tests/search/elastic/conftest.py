"""Loaders and engines over a prefix of their own on a running server."""

from collections.abc import Callable, Iterator

import pytest

from directory.search.elastic.engine import ElasticEngine
from directory.search.elastic.loader import ElasticLoader

MakeLoader = Callable[..., ElasticLoader]


@pytest.fixture
def make_loader(elastic_url: str, elastic_prefix: str) -> Iterator[MakeLoader]:
    """Open loaders on one prefix; everything under it goes when the test ends."""

    def made(**settings: int) -> ElasticLoader:
        return ElasticLoader([elastic_url], prefix=elastic_prefix, **settings)

    yield made
    made().drop_everything()


@pytest.fixture
def loader(make_loader: MakeLoader) -> ElasticLoader:
    return make_loader()


@pytest.fixture
def engine(elastic_url: str, elastic_prefix: str) -> ElasticEngine:
    return ElasticEngine([elastic_url], prefix=elastic_prefix)
