"""The stage: a SQLite file that keeps what every source says, until providers are made of it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import msgspec

from directory.model.generation import SourceState
from directory.model.plan import Issuer, Network, Plan
from directory.model.policy import Policy
from indexer.items import BookRow, Fault, Fragment, RawResource, Taken
from indexer.rejects import RejectsFile
from indexer.sources.plan_net_resolve import Stored
from indexer.stage_policies import SCHEMA as POLICY_SCHEMA
from indexer.stage_policies import Policies
from indexer.stage_replace import end_earlier
from indexer.stage_resources import Resources

# Raised whenever a table or the shape of a fragment changes: an older file is refused.
STAGE_VERSION = 1
BATCH = 5000
_PAGE_BYTES = 16_384
_CACHE_KIB, _READING_KIB = 65_536, 16_384

_SCHEMA = """
CREATE TABLE IF NOT EXISTS call (id INTEGER PRIMARY KEY AUTOINCREMENT, started TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS file (id INTEGER PRIMARY KEY, label TEXT NOT NULL UNIQUE);
CREATE TABLE IF NOT EXISTS fragment (
  npi INTEGER NOT NULL, source TEXT NOT NULL, scope TEXT NOT NULL, call INTEGER NOT NULL,
  names INTEGER NOT NULL, file INTEGER NOT NULL, row INTEGER NOT NULL, day TEXT, data BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS book (
  kind TEXT NOT NULL, id TEXT NOT NULL, source TEXT NOT NULL, stub INTEGER NOT NULL,
  call INTEGER NOT NULL, file INTEGER NOT NULL, row INTEGER NOT NULL, data BLOB NOT NULL,
  PRIMARY KEY (kind, id, source)
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS resource (
  key TEXT PRIMARY KEY, type TEXT NOT NULL, alias TEXT NOT NULL, call INTEGER NOT NULL,
  file INTEGER NOT NULL, row INTEGER NOT NULL, data BLOB NOT NULL
);
CREATE INDEX IF NOT EXISTS resource_alias ON resource (alias) WHERE alias <> '';
CREATE INDEX IF NOT EXISTS resource_type ON resource (type);
CREATE TABLE IF NOT EXISTS link (source TEXT NOT NULL, field TEXT NOT NULL, target TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS link_target ON link (target, field);
CREATE INDEX IF NOT EXISTS link_source ON link (source);
"""
_Row = tuple[int, str, str, int, bool, int, int, str | None, bytes]
# Holds all that is counted, so that counting does not read the fragments themselves.
_INDEX = (
    "CREATE INDEX IF NOT EXISTS fragment_npi ON fragment (npi, source, scope, call, names, day)"
)
_KINDS: dict[type, str] = {Plan: "plan", Network: "network", Issuer: "issuer"}


class Stage:
    """What is staged. Changes of one call are one transaction: all of it, or nothing."""

    def __init__(self, path: Path) -> None:
        """Open or make the stage file; ValueError where another version wrote it."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._db = sqlite3.connect(path, isolation_level=None)
        # Rows of an NPI lie far apart; larger pages are fewer reads. Counts for a new file only.
        self._db.execute(f"PRAGMA page_size = {_PAGE_BYTES}")
        self._db.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        if version not in (0, STAGE_VERSION):
            self._db.close()
            raise ValueError(
                f"{path} was written by another version of the indexer; remove it and load again"
            )
        self._db.executescript(_SCHEMA + POLICY_SCHEMA)
        if version != STAGE_VERSION:
            self._db.execute(f"PRAGMA user_version = {STAGE_VERSION}")
        self._encoder = msgspec.json.Encoder()
        self._decoder = msgspec.json.Decoder(Fragment)
        self.resources = Resources(self._db)
        self.policies = Policies(self._db)
        self._call = 0
        self._files: dict[str, int] = {}
        self._fragments: list[_Row] = []

    def close(self) -> None:
        """Close the file; an open transaction is undone."""
        self._db.close()

    @contextmanager
    def call(self) -> Iterator[None]:
        """A call: committed by `commit`, undone by any exception and where nothing commits it."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            cursor = self._db.execute("INSERT INTO call (started) VALUES (datetime('now'))")
            self._call = int(cursor.lastrowid or 0)
            self._files = {}
            self._fragments = []
            self._without_index()
            yield
        finally:
            if self._db.in_transaction:
                self._db.execute("ROLLBACK")

    def commit(self) -> None:
        """Keep what the call staged."""
        self._settle()
        self._db.execute("COMMIT")

    def clear(self) -> None:
        """Drop all that was staged before this call."""
        for table in ("fragment", "book", "resource", "link", "policy", "file"):
            self._db.execute(f"DELETE FROM {table}")  # noqa: S608  # names of the line above
        self._files = {}
        self._without_index()

    def add(self, taken: Taken, call: int | None = None) -> None:
        """Stage a row. It replaces what earlier calls said of the same NPI, source and scope.

        `call` is the earlier one that a row came with which is only made anew.
        """
        file = self._file(taken.file)
        for one in taken.fragments:
            names = (one.name is not None and bool(one.name.full)) or one.deactivated
            self._fragments.append((
                int(one.npi), one.source, one.scope, call or self._call, names, file, taken.row,
                one.on.isoformat() if one.on else None, self._encoder.encode(one),
            ))  # fmt: skip
        if len(self._fragments) >= BATCH:
            self._flush()
        for row in taken.book:
            self._add_book(row, file, taken.row)

    def add_resource(self, raw: RawResource) -> None:
        """Stage a FHIR resource; it replaces an earlier one of the same id."""
        self.resources.add(raw, self._call, self._file(raw.file))

    def add_policy(self, policy: Policy, file: str, row: int) -> Fault | None:
        """Stage a policy's version; a fault where this call already brought the same one."""
        return self.policies.add(policy, self._call, self._file(file), row)

    def unknown_related(self) -> list[tuple[str, int, str]]:
        """(file, row, number) of policies that this call's policies refer to and nobody staged."""
        return self.policies.unknown_related(self._call)

    def _flush(self) -> None:
        rows, self._fragments = self._fragments, []
        if not rows:
            return
        if self._has_earlier():
            self._db.executemany(
                "DELETE FROM fragment WHERE npi=? AND source=? AND scope=? AND call<?",
                [row[:4] for row in rows],
            )
            keys = ((one[0], one[1], one[2], one[3]) for one in rows)
            end_earlier(self._db, keys, self._decoder.decode, self._encoder.encode)
        self._db.executemany("INSERT INTO fragment VALUES (?,?,?,?,?,?,?,?,?)", rows)

    def _has_earlier(self) -> bool:
        # The first rowid is the oldest row: deleting never makes a later row come first.
        found = self._db.execute("SELECT call FROM fragment ORDER BY rowid LIMIT 1").fetchone()
        return bool(found and found[0] < self._call)

    def _without_index(self) -> None:
        """Let go of the index where there is nothing yet: sorting once at the end is faster than
        keeping millions of rows in order.
        """
        if self._db.execute("SELECT 1 FROM fragment LIMIT 1").fetchone() is None:
            self._db.execute("DROP INDEX IF EXISTS fragment_npi")

    def _settle(self) -> None:
        """Write what is kept back, and have the index: what follows reads."""
        self._flush()
        self._db.execute(_INDEX)

    def _add_book(self, row: BookRow, file: int, number: int) -> None:
        kind = _KINDS[type(row.what)]
        values = (
            kind, row.what.id, row.source, row.stub, self._call, file, number,
            self._encoder.encode(row.what),
        )  # fmt: skip
        # A stub never hides what is known.
        verb = "INSERT OR IGNORE" if row.stub else "INSERT OR REPLACE"
        self._db.execute(f"{verb} INTO book VALUES (?,?,?,?,?,?,?,?)", values)

    def _file(self, label: str) -> int:
        known = self._files.get(label)
        if known is None:
            self._db.execute("INSERT OR IGNORE INTO file (label) VALUES (?)", (label,))
            found = self._db.execute("SELECT id FROM file WHERE label=?", (label,)).fetchone()
            known = self._files[label] = int(found[0])
        return known

    def finish_nppes(self, parts: set[str]) -> None:
        """Drop additions to NPPES rows that this call's files no longer hold.

        `parts` are the additional files of the call (`pl`, `othername`, `endpoint`): for every NPI
        in its main file, what earlier calls had of these parts is over.
        """
        self._settle()
        for part in sorted(parts - {"main"}):
            self._db.execute(
                "DELETE FROM fragment WHERE source='nppes' AND scope=? AND call<? AND npi IN "
                "(SELECT npi FROM fragment WHERE source='nppes' AND scope='main' AND call=?)",
                (part, self._call, self._call),
            )

    def refuse_orphans(self, rejects: RejectsFile) -> int:
        """Reject this call's rows whose NPI nobody names, and answer how many they were."""
        self._settle()
        self._db.execute(
            "CREATE TEMP TABLE orphan AS SELECT f.rowid AS number FROM fragment f WHERE f.call=? "
            "AND f.names=0 AND NOT EXISTS "
            "(SELECT 1 FROM fragment g WHERE g.npi=f.npi AND g.names=1)",
            (self._call,),
        )
        found = self._db.execute(
            "SELECT l.label, f.row, f.npi FROM fragment f JOIN file l ON l.id=f.file "
            "WHERE f.rowid IN (SELECT number FROM orphan) ORDER BY l.label, f.row"
        ).fetchall()
        reason = "no loaded row names a provider with this NPI; load the main file too"
        for label, row, npi in found:
            rejects.row(label, row, (Fault("NPI", f"{npi:010}", reason),))
        self._db.execute("DELETE FROM fragment WHERE rowid IN (SELECT number FROM orphan)")
        self._db.execute("DROP TABLE orphan")
        return len(found)

    def unnamed_plans(self) -> list[tuple[str, int, str]]:
        """(file, row, id) of the marketplace plans of this call that no plan file describes."""
        return self._db.execute(
            "SELECT l.label, b.row, b.id FROM book b JOIN file l ON l.id=b.file WHERE b.kind='plan'"
            " AND b.stub=1 AND b.call=? AND b.source='qhp' AND NOT EXISTS (SELECT 1 FROM book c "
            "WHERE c.kind='plan' AND c.id=b.id AND c.stub=0) ORDER BY l.label, b.row, b.id",
            (self._call,),
        ).fetchall()

    def drop_plan_net(self) -> None:
        """Forget what was made of Plan-Net resources, before it is made anew."""
        self._flush()
        self._db.execute("DELETE FROM fragment WHERE source='plan-net'")
        self._db.execute("DELETE FROM book WHERE source='plan-net'")

    def call_of(self, stored: Stored) -> int | None:
        """The earlier call that a resource came with; None for this one."""
        call = self.resources.call_of(stored.key)
        return None if call == self._call else call

    def providers(self) -> Iterator[list[bytes]]:
        """The fragments, as JSON, of each NPI that somebody names, in ascending order of NPI."""
        self._settle()
        # Every row is read once: what was kept at hand for writing helps no more.
        self._db.execute(f"PRAGMA cache_size = -{_READING_KIB}")
        self._db.execute("PRAGMA shrink_memory")
        current: list[bytes] = []
        npi, named = -1, False
        cursor = self._db.execute(
            "SELECT npi, names, data FROM fragment ORDER BY npi, source, scope, call"
        )
        for number, names, data in cursor:
            if number != npi:
                if named:
                    yield current
                npi, named, current = number, False, []
            current.append(data)
            named = named or bool(names)
        if named:
            yield current

    def count(self) -> int:
        """How many providers `providers` gives."""
        self._settle()
        found = self._db.execute("SELECT count(DISTINCT npi) FROM fragment WHERE names=1")
        return int(found.fetchone()[0])

    def book(self, kind: str) -> Iterator[tuple[str, bool, bytes]]:
        """(source, stub, JSON) of the plans, networks or issuers, by id."""
        rows = self._db.execute(
            "SELECT source, stub, data FROM book WHERE kind=? ORDER BY id, stub, source", (kind,)
        )
        for source, stub, data in rows:
            yield source, bool(stub), data

    def sources(self) -> list[SourceState]:
        """How many rows each source has staged, and the latest day in them."""
        self._settle()
        rows = self._db.execute(
            "SELECT source, count(*), max(day) FROM fragment GROUP BY source ORDER BY source"
        )
        found = [
            SourceState(name=name, rows=count, latest_on=date.fromisoformat(day) if day else None)
            for name, count, day in rows
        ]
        return found + self.policies.state()
