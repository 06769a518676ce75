"""Elasticsearch as most projects use it for names: one text field, `match` with fuzziness AUTO."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk

from bench.relevance.names_engines import PREFIX, SHOWN, Find
from bench.relevance.names_people import Person

INDEX = f"{PREFIX}match"


@contextmanager
def match(people: Iterable[Person], urls: str) -> Iterator[Find]:
    """An index of names at `urls` (comma-separated), removed in the end."""
    client = Elasticsearch(urls.split(","), request_timeout=60)
    client.indices.delete(index=INDEX, ignore_unavailable=True)
    fields = {"name": {"type": "text"}}
    client.indices.create(
        index=INDEX,
        settings={"number_of_shards": 1, "number_of_replicas": 0},
        mappings={"dynamic": "strict", "properties": fields},
    )
    try:
        bulk(client, (_action(person) for person in people))
        client.indices.refresh(index=INDEX)
        yield lambda text: _find(client, text)
    finally:
        client.indices.delete(index=INDEX, ignore_unavailable=True)
        client.close()


def _action(person: Person) -> dict[str, Any]:
    name = f"{person.full} {person.former}".strip()
    return {"_index": INDEX, "_id": person.npi, "_source": {"name": name}}


def _find(client: Elasticsearch, text: str) -> Sequence[str]:
    query = {"match": {"name": {"query": text, "fuzziness": "AUTO"}}}
    answer = client.search(index=INDEX, query=query, size=SHOWN, source=False)
    return [hit["_id"] for hit in answer["hits"]["hits"]]
