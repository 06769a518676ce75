"""Merges providers in a second process while the first one indexes those that are ready."""

import os
import threading
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context, parent_process

import msgspec

from directory.model.provider import Provider
from indexer.items import Fragment
from indexer.locate import OfficeLocator
from indexer.merge import merge

# Below so many providers a second process takes longer to begin than it saves.
WORTHWHILE = 20_000
# Batches that are under way: one at work, one waiting for it, one for us.
_AHEAD = 3

Batch = list[list[bytes]]
_decode = msgspec.json.Decoder(Fragment).decode
_locate: list[OfficeLocator] = []


def merged_aside(batches: Iterable[Batch]) -> Iterator[Provider]:
    """The providers that batches of encoded fragments, grouped by NPI, make; in the same order.

    Offices are located by the gazetteer alone. Raises what the other process raised, and OSError
    where it was ended from outside.
    """
    try:
        yield from _merged(batches)
    except BrokenProcessPool as error:
        raise OSError("the process that merges was ended; free some memory, then again") from error


def _merged(batches: Iterable[Batch]) -> Iterator[Provider]:
    decode = msgspec.json.Decoder(list[Provider]).decode
    # Spawned, not forked: a fork would share the open database files.
    with ProcessPoolExecutor(1, get_context("spawn"), _begin) as process:
        waiting: deque[Future[bytes]] = deque()
        for batch in batches:
            waiting.append(process.submit(_work, batch))
            if len(waiting) >= _AHEAD:
                yield from decode(waiting.popleft().result())
        while waiting:
            yield from decode(waiting.popleft().result())


def _begin() -> None:
    threading.Thread(target=_end_with_parent, daemon=True).start()
    _locate.append(OfficeLocator())


def _end_with_parent() -> None:
    """A process that was killed cannot end the one it started, so that one ends itself."""
    parent = parent_process()
    if parent is not None:
        parent.join()
    os._exit(1)


def _work(batch: Batch) -> bytes:
    made = [merge([_decode(one) for one in fragments], _locate[0]) for fragments in batch]
    return msgspec.json.encode(made)
