"""Sends searches to one index, all of a step in one request, and refuses partial answers."""

from collections.abc import Sequence
from typing import Any

from elasticsearch import Elasticsearch, NotFoundError

from directory.search.elastic.client import ASK_SECONDS, translated
from directory.search.elastic.meta import RECORD, Memory
from directory.search.elastic.queries import Body
from directory.search.engine import EngineError, EngineUnavailable

_PASSING = frozenset({408, 429, 500, 502, 503, 504})
_GONE = 404


class IndexGone(EngineError):
    """The generation was removed while it was being read."""


class Ask:
    """Asks the index of one generation, and sees in passing whether another one went live.

    `live` is the alias to watch; without it the generation was chosen for good. `swapped` tells,
    once something was asked, that the alias names another index than `memory` was read from.
    """

    def __init__(self, client: Elasticsearch, memory: Memory, live: str | None = None) -> None:
        self._client = client
        self._memory = memory
        self._live = live
        self.swapped = False

    def all(self, bodies: Sequence[Body]) -> list[dict[str, Any]]:
        """The answers to several searches, in order."""
        if not bodies:
            return []
        # A shard that does not answer would make totals wrong in silence.
        head = {"index": self._memory.index, "allow_partial_search_results": False}
        limit = {"timeout": f"{ASK_SECONDS:.0f}s"}
        searches = [part for body in bodies for part in (head, body | limit)]
        if self._live is not None:
            searches += [{"index": self._live, "ignore_unavailable": True}, RECORD]
        with translated():
            try:
                answers = self._client.msearch(searches=searches)["responses"]
            except NotFoundError as fault:
                raise IndexGone("the generation that was read is gone") from fault
        if self._live is not None:
            found = _whole(answers.pop())["hits"]["hits"]
            self.swapped |= [hit["_index"] for hit in found] != [self._memory.meta]
        return [_whole(found) for found in answers]

    def one(self, body: Body) -> dict[str, Any]:
        """The answer to one search."""
        return self.all([body])[0]


def _whole(answer: dict[str, Any]) -> dict[str, Any]:
    if "error" in answer:
        status, kind = answer.get("status", 0), answer["error"].get("type", "unknown")
        if status == _GONE:
            raise IndexGone("the generation that was read is gone")
        if status in _PASSING:
            raise EngineUnavailable(f"Elasticsearch cannot answer now (status {status}, {kind})")
        raise EngineError(f"Elasticsearch refused a search (status {status}, {kind})")
    if answer["timed_out"] or answer["_shards"]["failed"]:
        raise EngineUnavailable("Elasticsearch gave a part of an answer only")
    return answer
