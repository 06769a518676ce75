"""The part of the stage that keeps FHIR resources and answers who refers to whom."""

import sqlite3
from collections import OrderedDict
from collections.abc import Iterator

import msgspec

from indexer.items import RawResource
from indexer.sources.plan_net_resolve import Stored

# Decoded resources that are kept at hand: a directory repeats its networks and hospitals.
_CACHED = 10_000
_SELECT = (
    "SELECT r.key, r.alias, l.label, r.row, r.data FROM resource r JOIN file l ON l.id=r.file "
)
_POINTING = (
    "SELECT r.key, r.alias, l.label, r.row, r.data FROM resource r JOIN file l ON l.id=r.file "
    "WHERE r.key IN (SELECT source FROM link WHERE field=? AND target IN (?,?)) ORDER BY r.key"
)
_Row = tuple[str, str, str, int, bytes]


class Resources:
    """Plan-Net resources by `Type/id` or full URL; a ResourceStore for the second walk."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db
        self._cache: OrderedDict[str, Stored | None] = OrderedDict()

    def add(self, raw: RawResource, call: int, file: int) -> None:
        """Keep a resource; it replaces an earlier one of the same id, with its links."""
        self._cache.clear()
        self._db.execute("DELETE FROM link WHERE source=?", (raw.id,))
        self._db.execute(
            "INSERT OR REPLACE INTO resource VALUES (?,?,?,?,?,?,?)",
            (raw.id, raw.type, raw.alias, call, file, raw.row, raw.data),
        )
        self._db.executemany(
            "INSERT INTO link VALUES (?,?,?)", [(raw.id, *link) for link in raw.links]
        )

    def each(self, kind: str) -> Iterator[Stored]:
        """The resources of a type, by key."""
        for row in self._db.execute(_SELECT + "WHERE r.type=? ORDER BY r.key", (kind,)):
            yield _stored(row)

    def get(self, key: str) -> Stored | None:
        """The resource a reference means, by `Type/id` or by full URL."""
        if key in self._cache:
            self._cache.move_to_end(key)
            return self._cache[key]
        row = self._db.execute(_SELECT + "WHERE r.key=?", (key,)).fetchone()
        if row is None and key.startswith("urn:"):
            row = self._db.execute(_SELECT + "WHERE r.alias=?", (key,)).fetchone()
        found = _stored(row) if row else None
        self._cache[key] = found
        if len(self._cache) > _CACHED:
            self._cache.popitem(last=False)
        return found

    def pointing(self, field: str, target: Stored) -> list[Stored]:
        """The resources whose `field` refers to `target`, by key."""
        rows = self._db.execute(
            _POINTING,
            (field, target.key, target.alias or target.key),
        )
        return [_stored(row) for row in rows]

    def call_of(self, key: str) -> int | None:
        """The call that brought a resource."""
        row = self._db.execute("SELECT call FROM resource WHERE key=?", (key,)).fetchone()
        return int(row[0]) if row else None


def _stored(row: _Row) -> Stored:
    key, alias, file, number, data = row
    return Stored(key, alias, file, number, msgspec.json.decode(data))
