"""Which generation serves, read into memory once and watched from then on."""

import threading
import time

from elasticsearch import Elasticsearch, NotFoundError

from directory.search.elastic.client import translated
from directory.search.elastic.indices import Indices
from directory.search.elastic.meta import Memory, read_memory
from directory.search.engine import NothingLoaded

# Every search sees a swap in passing; what is answered from memory alone looks this often.
LOOK_SECONDS = 0.5


class Live:
    """The live generation of one cluster, or a given one for ever. Threads may share it."""

    def __init__(self, client: Elasticsearch, indices: Indices, generation: str | None) -> None:
        self._client = client
        self._indices = indices
        self._given = generation
        self._memory: Memory | None = None
        self._looked = float("-inf")
        self._lock = threading.Lock()

    @property
    def alias(self) -> str | None:
        """The alias that moves with a swap; None where the generation was given for good."""
        return None if self._given else self._indices.live_meta

    def memory(self) -> Memory:
        """What serves now, by a look at the alias every LOOK_SECONDS at most."""
        held = self._memory
        if held is not None and (self._given or time.monotonic() - self._looked < LOOK_SECONDS):
            return held
        return self.newest(wait=held is None)

    def newest(self, wait: bool = True) -> Memory:
        """What serves at this moment.

        Without `wait`, while another thread reads a new generation, the old one goes on.
        """
        held = self._memory
        if held is None or wait:
            self._lock.acquire()
        elif not self._lock.acquire(blocking=False):
            return held
        try:
            return self._look()
        finally:
            self._lock.release()

    def _look(self) -> Memory:
        held = self._memory
        with translated():
            meta = self._indices.meta(self._given) if self._given else self._alias()
            if held is None or meta != held.meta:
                held = read_memory(self._client, self._indices, meta)
        self._memory, self._looked = held, time.monotonic()
        return held

    def _alias(self) -> str:
        index = live_index(self._client, self._indices.live_meta)
        if index is None:
            raise NothingLoaded("no generation was published: run python -m indexer load")
        return index


def live_index(client: Elasticsearch, alias: str) -> str | None:
    """The index that an alias names, None when there is no such alias."""
    try:
        answer = client.indices.get_alias(name=alias)
    except NotFoundError:
        return None
    return next(iter(answer), None)
