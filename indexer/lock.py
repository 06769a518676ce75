"""Only one load at a time: a lock that the kernel lets go when its holder dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from indexer.faults import UsageError

LOCK_FILE = "indexer.lock"


@contextmanager
def only_one(home: Path) -> Iterator[None]:
    """Hold the lock of `home`; UsageError where another process holds it."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / LOCK_FILE).open("a+") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            held.seek(0)
            owner = held.read().strip() or "unknown"
            raise UsageError(
                f"another indexer is at work in {home} (process {owner}); wait until it is done"
            ) from None
        held.seek(0)
        held.truncate()
        held.write(str(os.getpid()))
        held.flush()
        yield
