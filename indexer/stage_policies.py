"""The part of the stage that keeps clinical policies, every version of every number."""

import sqlite3
from collections.abc import Iterator

import msgspec

from directory.model.generation import SourceState
from directory.model.policy import Policy
from indexer.items import Fault

SOURCE = "policies"
SCHEMA = """
CREATE TABLE IF NOT EXISTS policy (
  number TEXT NOT NULL, version INTEGER NOT NULL, call INTEGER NOT NULL, file INTEGER NOT NULL,
  row INTEGER NOT NULL, data BLOB NOT NULL, PRIMARY KEY (number, version)
) WITHOUT ROWID;
"""


class Policies:
    """Policies by number and version."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self._db = db

    def add(self, policy: Policy, call: int, file: int, row: int) -> Fault | None:
        """Keep a version. The same version of an earlier call gives way.

        Answers with a fault, and keeps nothing, where this call already brought that version.
        """
        key = (policy.number, policy.version)
        held = self._db.execute(
            "SELECT p.call, l.label FROM policy p JOIN file l ON l.id=p.file "
            "WHERE p.number=? AND p.version=?",
            key,
        ).fetchone()
        if held is not None and held[0] == call:
            reason = f"{held[1]} of this load has the same number and version; raise the version"
            return Fault("version", f"{policy.number} version {policy.version}", reason)
        self._db.execute(
            "INSERT OR REPLACE INTO policy VALUES (?,?,?,?,?,?)",
            (*key, call, file, row, msgspec.json.encode(policy)),
        )
        return None

    def changed(self, policy: Policy) -> bool:
        """Whether an earlier call staged this version with other content."""
        row = self._db.execute(
            "SELECT data FROM policy WHERE number=? AND version=?", (policy.number, policy.version)
        ).fetchone()
        return row is not None and msgspec.json.decode(row[0], type=Policy) != policy

    def each(self) -> Iterator[Policy]:
        """All versions, by number and version."""
        for (data,) in self._db.execute("SELECT data FROM policy ORDER BY number, version"):
            yield msgspec.json.decode(data, type=Policy)

    def count(self) -> int:
        """How many versions there are."""
        return int(self._db.execute("SELECT count(*) FROM policy").fetchone()[0])

    def unknown_related(self, call: int) -> list[tuple[str, int, str]]:
        """(file, row, number) of this call's related policies that nobody staged."""
        known = {number for (number,) in self._db.execute("SELECT DISTINCT number FROM policy")}
        rows = self._db.execute(
            "SELECT l.label, p.row, p.data FROM policy p JOIN file l ON l.id=p.file "
            "WHERE p.call=? ORDER BY l.label, p.row",
            (call,),
        )
        return [
            (label, row, number)
            for label, row, data in rows
            for number in msgspec.json.decode(data, type=Policy).related
            if number not in known
        ]

    def state(self) -> list[SourceState]:
        """How many versions are staged and the last day on which one changed; none if none."""
        held = list(self.each())
        if not held:
            return []
        return [
            SourceState(name=SOURCE, rows=len(held), latest_on=max(one.changed_on for one in held))
        ]
