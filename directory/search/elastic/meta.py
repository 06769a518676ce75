"""What an engine keeps in memory of a generation, stored in the index in parts and read back."""

import base64
from collections.abc import Iterator
from typing import Any

import msgspec
from elasticsearch import Elasticsearch

from directory.model.generation import SCHEMA_VERSION, Generation
from directory.search.completion import Completion
from directory.search.elastic.indices import Indices
from directory.search.engine import EngineUnavailable, SchemaMismatch
from directory.search.participations import ParticipationClasses
from directory.search.planbook import PlanBook
from directory.search.policybook import PolicyBook
from directory.search.statenames import StateNames
from directory.search.vocabulary import Vocabulary

GENERATION = "generation"
_KINDS = ("book", "classes", "vocabulary", "by_state")
# Finds the record of a generation and tells by the hit's index which one an alias names.
RECORD: dict[str, Any] = {
    "query": {"ids": {"values": [f"{GENERATION}-0"]}},
    "size": 1,
    "_source": False,
    "track_total_hits": False,
}
PART_BYTES = 3 * 2**20


class Memory(msgspec.Struct, frozen=True, kw_only=True):
    """One generation as an engine holds it; `index` holds its providers, `meta` this memory."""

    generation: Generation
    index: str
    meta: str
    book: PlanBook
    policies: PolicyBook
    classes: ParticipationClasses
    vocabulary: Vocabulary
    completion: Completion


def parts(kind: str, data: bytes) -> Iterator[tuple[str, dict[str, Any]]]:
    """Documents (id, body) that together hold `data`, each well below the size of a request."""
    for number, start in enumerate(range(0, max(1, len(data)), PART_BYTES)):
        held = base64.b64encode(data[start : start + PART_BYTES]).decode()
        yield f"{kind}-{number}", {"kind": kind, "part": number, "bytes": held}


def read_memory(client: Elasticsearch, indices: Indices, meta: str) -> Memory:
    """Read everything of a finished generation. Raises SchemaMismatch for another version's."""
    generation = read_record(client, meta)
    if generation.schema != SCHEMA_VERSION:
        raise SchemaMismatch(
            f"generation {generation.id} has schema {generation.schema}, this version needs "
            f"{SCHEMA_VERSION}: run python -m indexer publish"
        )
    book, classes, vocabulary, by_state = (_read(client, meta, kind) for kind in _KINDS)
    # Generations made before there were policies have no such part.
    policies = _read(client, meta, "policies") if generation.policies else b"[]"
    try:
        known = PlanBook.load(book)
        words = Vocabulary.load(vocabulary)
        return Memory(
            generation=generation,
            index=indices.providers(generation.id),
            meta=meta,
            book=known,
            policies=PolicyBook.load(policies),
            classes=ParticipationClasses.load(classes, known),
            vocabulary=words,
            completion=Completion(words, StateNames.load(by_state)),
        )
    except (ValueError, msgspec.MsgspecError) as fault:
        raise EngineUnavailable(f"generation {generation.id} is damaged: load again") from fault


def read_record(client: Elasticsearch, meta: str) -> Generation:
    """The record of one finished generation, without the rest."""
    return msgspec.json.decode(_read(client, meta, GENERATION), type=Generation)


def read_records(client: Elasticsearch, pattern: str) -> list[tuple[str, Generation]]:
    """(meta index, record) of every finished generation; unfinished ones have no record yet."""
    answer = client.search(
        index=pattern,
        query={"ids": {"values": [f"{GENERATION}-0"]}},
        size=1000,
        allow_no_indices=True,
        ignore_unavailable=True,
    )
    return [
        (hit["_index"], msgspec.json.decode(_bytes(hit), type=Generation))
        for hit in answer["hits"]["hits"]
    ]


def _read(client: Elasticsearch, meta: str, kind: str) -> bytes:
    """All parts, one per request: a national vocabulary in one answer would be too large."""
    held: list[bytes] = []
    total = 1
    while len(held) < total:
        answer = client.search(
            index=meta,
            query={"term": {"kind": kind}},
            sort=[{"part": "asc"}],
            search_after=[len(held) - 1],
            size=1,
            track_total_hits=True,
        )
        hits = answer["hits"]["hits"]
        if not hits:
            raise EngineUnavailable(f"the live generation lacks its {kind!r}: load again")
        held += [_bytes(hit) for hit in hits]
        total = answer["hits"]["total"]["value"]
    return b"".join(held)


def _bytes(hit: dict[str, Any]) -> bytes:
    return base64.b64decode(hit["_source"]["bytes"])
