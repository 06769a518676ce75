"""Providers by their own addresses: bearers of a name, and all of them in order."""

from collections.abc import Sequence
from typing import Any

from directory.model.provider import Provider
from directory.search.elastic.asking import Ask
from directory.search.elastic.conditions import NOTHING, Query
from directory.search.elastic.documents import read_provider
from directory.search.elastic.meta import Memory
from directory.search.labels import CHECKED, Readings, guesses, labels_of, readings
from directory.search.page import Holders
from directory.search.ranking import prominence


def find_holders(ask: Ask, memory: Memory, labels: tuple[str, ...], limit: int) -> Holders:
    """All who bear a name that one of the labels spells; the first `limit` of them whole."""
    read = readings(labels, memory.vocabulary.has)
    if not read.sure and not read.maybe:
        return _nobody(memory, labels)
    sure, doubtful = ask.all(bodies(read, limit))
    held = [who for who in _providers(doubtful) if labels_of(who).intersection(labels)]
    found = sorted([*_providers(sure), *held], key=lambda who: (-prominence(who), who.npi))
    total: int = sure["hits"]["total"]["value"] + len(held)
    if not total:
        return _nobody(memory, labels)
    return Holders(total=total, providers=tuple(found[:limit]))


def npis_after(ask: Ask, after: str, limit: int) -> list[str]:
    """The next NPIs of active providers, ascending."""
    body: dict[str, Any] = {
        "query": {"bool": {"filter": [{"term": {"active": True}}]}},
        "sort": [{"npi": "asc"}],
        "search_after": [after],
        "size": limit,
        "track_total_hits": False,
        "_source": False,
    }
    return [hit["sort"][0] for hit in ask.one(body)["hits"]["hits"]]


def _nobody(memory: Memory, labels: tuple[str, ...]) -> Holders:
    return Holders(total=0, providers=(), guesses=guesses(labels, memory.vocabulary.has))


def bodies(read: Readings, limit: int) -> list[dict[str, Any]]:
    """Two searches: those whom tokens settle, and those whose whole name must be compared."""
    active: Query = {"term": {"active": True}}
    sure, maybe = _any_set(read.sure), _any_set(read.maybe)
    return [
        _body({"filter": [active, sure]}, limit, True),
        _body({"filter": [active, maybe], "must_not": [sure]}, CHECKED, False),
    ]


def _body(clauses: Query, size: int, total: bool) -> dict[str, Any]:
    return {
        "query": {"bool": clauses},
        "sort": [{"prominence": "desc"}, {"npi": "asc"}],
        "size": size,
        "track_total_hits": total,
        "_source": ["provider"],
    }


def _any_set(sets: Sequence[tuple[str, ...]]) -> Query:
    """Whoever bears all tokens of any set; nobody where there is no set."""
    if not sets:
        return NOTHING
    each = [{"bool": {"filter": [{"term": {"names": token}} for token in one]}} for one in sets]
    return {"bool": {"should": each, "minimum_should_match": 1}}


def _providers(answer: dict[str, Any]) -> list[Provider]:
    return [read_provider(hit["_source"]["provider"]) for hit in answer["hits"]["hits"]]
