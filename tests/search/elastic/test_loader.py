"""Generations on a real cluster: beside, checked, swapped, rolled back, cleaned up."""

import msgspec
import pytest
from elasticsearch import Elasticsearch

from directory.model.generation import SourceState
from directory.model.provider import Provider
from directory.search.elastic.engine import ElasticEngine
from directory.search.elastic.loader import ElasticLoader
from directory.search.engine import EngineError, NothingLoaded
from directory.search.request import Near, SearchRequest
from tests.search.conftest import load
from tests.search.elastic.conftest import MakeLoader
from tests.search.sample import TODAY, directory

EVERYONE = directory(60)
ACTIVE = sum(provider.deactivated_on is None for provider in EVERYONE)
OLD, NEW = "20261120T000000-1", "20261121T000000-1"


def indices(url: str, prefix: str) -> set[str]:
    with Elasticsearch(url) as client:
        return set(client.indices.get(index=f"{prefix}*"))


def test_nothing_is_visible_before_the_swap(loader: ElasticLoader, engine: ElasticEngine) -> None:
    load(loader, OLD, EVERYONE[:10])
    loader.start(NEW)
    loader.add(EVERYONE)
    loader.finish([])
    assert engine.generation().id == OLD
    assert loader.candidate().generation().id == NEW
    assert loader.candidate().search(SearchRequest(as_of=TODAY)).total == ACTIVE
    loader.swap(NEW)
    assert loader.live() == NEW


def test_the_record_counts_what_was_added(loader: ElasticLoader) -> None:
    loader.start(NEW)
    loader.add(EVERYONE[:30])
    loader.add(EVERYONE[30:])
    record = loader.finish([SourceState(name="nppes", rows=60, latest_on=TODAY)])
    offices = [office for provider in EVERYONE for office in provider.offices]
    assert (record.providers, record.deactivated) == (ACTIVE, len(EVERYONE) - ACTIVE)
    assert (record.offices, record.unlocated) == (
        len(offices),
        sum(office.lat is None for office in offices),
    )
    assert loader.generations() == [record]


def test_rolls_back_to_a_generation_that_was_kept(
    loader: ElasticLoader, engine: ElasticEngine
) -> None:
    load(loader, OLD, EVERYONE[:10])
    load(loader, NEW, EVERYONE)
    loader.swap(OLD)
    assert engine.generation().id == OLD
    assert [record.id for record in loader.generations()] == [OLD, NEW]


def test_the_live_generation_cannot_be_discarded_or_begun_again(loader: ElasticLoader) -> None:
    load(loader, OLD, EVERYONE[:10])
    with pytest.raises(EngineError, match="is live"):
        loader.discard(OLD)
    with pytest.raises(EngineError, match="is live"):
        loader.start(OLD)


def test_a_generation_that_is_not_finished_cannot_go_live(loader: ElasticLoader) -> None:
    loader.start(NEW)
    with pytest.raises(EngineError, match="is not there"):
        loader.swap(NEW)


def test_an_interrupted_run_leaves_nothing_behind(
    make_loader: MakeLoader, elastic_url: str, elastic_prefix: str
) -> None:
    load(make_loader(), OLD, EVERYONE[:10])
    killed = make_loader()
    killed.start("20261120t235959-9")
    killed.add(EVERYONE)
    following = make_loader()
    following.start(NEW)
    named = {name.rpartition("-20")[2] for name in indices(elastic_url, elastic_prefix)}
    assert named == {OLD[2:].lower(), NEW[2:].lower()}
    assert following.live() == OLD


def test_discarding_removes_both_indices(
    loader: ElasticLoader, elastic_url: str, elastic_prefix: str
) -> None:
    load(loader, OLD, EVERYONE[:10])
    load(loader, NEW, EVERYONE[:10])
    loader.discard(OLD)
    loader.discard("20200101T000000-1")
    assert len(indices(elastic_url, elastic_prefix)) == 2


def test_adding_before_start_is_refused(loader: ElasticLoader) -> None:
    with pytest.raises(EngineError, match="call start first"):
        loader.add(EVERYONE)


def test_a_document_that_is_refused_stops_the_load_and_is_named(loader: ElasticLoader) -> None:
    sound = next(provider for provider in EVERYONE if provider.offices)
    place = msgspec.structs.replace(sound.offices[0], lat=95.0, lon=0.0)
    broken = msgspec.structs.replace(sound, offices=(place,))
    loader.start(NEW)
    with pytest.raises(EngineError, match=f"refused document {broken.npi}"):
        loader.add([broken])


def test_answers_do_not_depend_on_the_number_of_shards(
    make_loader: MakeLoader, engine: ElasticEngine
) -> None:
    def answers(generation: str, shards: int) -> object:
        load(make_loader(shards=shards), generation, providers)
        near = SearchRequest(
            as_of=TODAY,
            near=Near(40.75, -73.99),
            radius=100,
            limit=100,
            facets=("specialty", "plan", "issuer", "language", "accepting", "distance"),
        )
        named = msgspec.structs.replace(near, name="jon smyth", near=None)
        pages = [engine.search(near), engine.search(named)]
        return [(p.total, [hit.provider.npi for hit in p.hits], p.facets) for p in pages]

    providers: list[Provider] = directory(200)
    one = answers(OLD, 1)
    assert answers(NEW, 3) == one


def test_before_the_first_load_there_is_nothing(
    loader: ElasticLoader, engine: ElasticEngine
) -> None:
    assert loader.live() is None
    assert loader.generations() == []
    with pytest.raises(NothingLoaded):
        engine.generation()
