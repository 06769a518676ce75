"""The engine and its cluster: away and back, swapped under it, written by another version."""

import logging
import socket
import time
from collections.abc import Iterator

import msgspec
import pytest
from elasticsearch import Elasticsearch

from directory.model.generation import SCHEMA_VERSION
from directory.search.elastic.engine import ElasticEngine
from directory.search.elastic.indices import Indices
from directory.search.elastic.live import LOOK_SECONDS
from directory.search.elastic.loader import ElasticLoader
from directory.search.engine import (
    CursorExpired,
    EngineUnavailable,
    NothingLoaded,
    SchemaMismatch,
)
from directory.search.request import Near, SearchRequest
from tests.search.conftest import load
from tests.search.elastic.forwarder import Forwarder
from tests.search.sample import TODAY, directory

EVERYONE = directory(60)
OLD, NEW = "20261120T000000-1", "20261121T000000-1"
ASK = SearchRequest(as_of=TODAY, limit=5)


@pytest.fixture
def way(elastic_url: str) -> Iterator[Forwarder]:
    forwarder = Forwarder(elastic_url)
    yield forwarder
    forwarder.close()


@pytest.fixture
def dead_url() -> str:
    """Name a port on which nothing answers."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def test_recovers_by_itself_when_the_cluster_returns(
    loader: ElasticLoader, way: Forwarder, elastic_prefix: str
) -> None:
    load(loader, OLD, EVERYONE)
    engine = ElasticEngine([way.url], prefix=elastic_prefix)
    total = engine.search(ASK).total
    way.close()
    for _ in range(3):
        with pytest.raises(EngineUnavailable):
            engine.search(ASK)
    assert not engine.health().ok
    way.open()
    assert engine.search(ASK).total == total
    assert engine.health().ok


def test_a_host_that_is_away_is_passed_over(
    loader: ElasticLoader, dead_url: str, elastic_url: str, elastic_prefix: str
) -> None:
    load(loader, OLD, EVERYONE)
    engine = ElasticEngine([dead_url, elastic_url], prefix=elastic_prefix)
    assert {engine.search(ASK).generation for _ in range(4)} == {OLD}


def test_without_a_cluster_it_says_so_and_health_never_raises(dead_url: str) -> None:
    engine = ElasticEngine([dead_url])
    with pytest.raises(EngineUnavailable):
        engine.get("1234567893")
    health = engine.health()
    assert (health.ok, health.generation) == (False, None)
    assert health.detail


def test_an_empty_cluster_is_well_but_has_nothing_loaded(engine: ElasticEngine) -> None:
    with pytest.raises(NothingLoaded):
        engine.search(ASK)
    health = engine.health()
    assert not health.ok
    assert "indexer load" in health.detail


def test_a_swap_is_noticed_within_a_second(loader: ElasticLoader, engine: ElasticEngine) -> None:
    load(loader, OLD, EVERYONE[:20])
    assert engine.generation().id == OLD
    load(loader, NEW, EVERYONE)
    time.sleep(LOOK_SECONDS + 0.1)
    assert engine.generation().id == NEW
    assert engine.search(ASK).generation == NEW


def test_a_generation_removed_under_a_question_is_asked_again(
    loader: ElasticLoader, engine: ElasticEngine
) -> None:
    load(loader, OLD, EVERYONE[:20])
    engine.generation()
    load(loader, NEW, EVERYONE)
    loader.discard(OLD)
    assert engine.search(ASK).generation == NEW


def test_a_cursor_ends_with_its_generation(loader: ElasticLoader, engine: ElasticEngine) -> None:
    load(loader, OLD, EVERYONE)
    page = engine.search(ASK)
    load(loader, NEW, EVERYONE)
    time.sleep(LOOK_SECONDS + 0.1)
    with pytest.raises(CursorExpired):
        engine.search(msgspec.structs.replace(ASK, after=page.next))


def test_another_versions_generation_is_refused_with_the_cure(
    loader: ElasticLoader,
    engine: ElasticEngine,
    elastic_url: str,
    elastic_prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    load(loader, OLD, EVERYONE)
    monkeypatch.setattr("directory.search.elastic.meta.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    with pytest.raises(SchemaMismatch, match="indexer publish"):
        engine.generation()


def test_a_generation_that_lost_its_memory_is_refused(
    loader: ElasticLoader, engine: ElasticEngine, elastic_url: str, elastic_prefix: str
) -> None:
    load(loader, OLD, EVERYONE)
    with Elasticsearch(elastic_url) as client:
        client.delete(index=Indices(elastic_prefix).meta(OLD), id="book-0", refresh=True)
    with pytest.raises(EngineUnavailable, match="'book'"):
        engine.search(ASK)


def test_nobody_asked_for_is_named_in_a_log(
    loader: ElasticLoader, engine: ElasticEngine, caplog: pytest.LogCaptureFixture
) -> None:
    load(loader, OLD, EVERYONE)
    caplog.set_level(logging.INFO)
    engine.get(EVERYONE[0].npi)
    engine.search(msgspec.structs.replace(ASK, name="Zelinski"))
    assert EVERYONE[0].npi not in caplog.text
    assert "zelinski" not in caplog.text.lower()


def test_a_place_with_nobody_within_the_widest_ring_finds_nobody(
    loader: ElasticLoader, engine: ElasticEngine
) -> None:
    load(loader, OLD, EVERYONE)
    page = engine.search(msgspec.structs.replace(ASK, near=Near(20.8, -156.3)))
    assert (page.total, page.radius, page.widened_from) == (0, 25.0, None)


def test_names_within_a_state_are_counted_there(
    loader: ElasticLoader, engine: ElasticEngine
) -> None:
    everyone = directory(1000)
    load(loader, OLD, everyone)
    found = engine.suggest_names("ch", "GU", 10)

    def bearers(word: str) -> int:
        return sum(
            provider.name.last == word and any(o.address.state == "GU" for o in provider.offices)
            for provider in everyone
        )

    assert found
    for one in found:
        if one.npi is None:
            assert one.count == bearers(one.text)
        else:
            assert one.provider is not None
            assert any(office.address.state == "GU" for office in one.provider.offices)
