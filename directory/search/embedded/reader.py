"""Reads one generation file: a connection per thread, everything else shared."""

import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import msgspec
import numpy as np

from directory.model.generation import SCHEMA_VERSION, Generation
from directory.model.provider import Provider
from directory.places.distance import cell_ranges
from directory.search.completion import Completion
from directory.search.embedded.arrays import among, distinct
from directory.search.embedded.columns import Columns
from directory.search.embedded.documents import Documents
from directory.search.embedded.kept import Kept
from directory.search.embedded.people import People
from directory.search.embedded.schema import BLOCK, WALK, Dictionaries
from directory.search.engine import EngineUnavailable, SchemaMismatch
from directory.search.participations import ParticipationClasses
from directory.search.planbook import PlanBook
from directory.search.policybook import PolicyBook
from directory.search.request import Near
from directory.search.statenames import StateNames
from directory.search.vocabulary import Vocabulary

_MMAP = 64 * 2**30


def connect(path: Path) -> sqlite3.Connection:
    """A read-only connection to a finished generation file."""
    try:
        db = sqlite3.connect(
            f"file:{path}?mode=ro&immutable=1", uri=True, isolation_level=None,
            check_same_thread=False,
        )  # fmt: skip
        db.execute(f"PRAGMA mmap_size={_MMAP}")
        db.execute("PRAGMA query_only=1")
    except sqlite3.Error as error:
        raise EngineUnavailable(f"generation file {path.name} cannot be opened") from error
    return db


def read_generation(path: Path) -> Generation:
    """The record of a generation, without opening the rest."""
    db = connect(path)
    try:
        return msgspec.json.decode(_meta(db, "generation"), type=Generation)
    finally:
        db.close()


class Reader:
    """One generation, opened. Safe to share between threads."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        db = self.db
        self.generation = msgspec.json.decode(_meta(db, "generation"), type=Generation)
        if self.generation.schema != SCHEMA_VERSION:
            raise SchemaMismatch(
                f"generation {self.generation.id} has schema {self.generation.schema}, this "
                f"version needs {SCHEMA_VERSION}: run python -m indexer publish"
            )
        self.book = PlanBook.load(_meta(db, "book"))
        self.classes = ParticipationClasses.load(_meta(db, "classes"), self.book)
        self.names = msgspec.json.decode(_meta(db, "dictionaries"), type=Dictionaries)
        self.vocabulary = Vocabulary.load(_meta(db, "vocabulary"))
        self.people = People.load(_meta(db, "people"))
        self.near_number = {name: n for n, name in enumerate(self.names.near, start=1)}
        self.completion = Completion(self.vocabulary, StateNames.load(_meta(db, "by_state")))
        self.kept = Kept()
        self._sets_with: dict[str, np.ndarray] = {}
        self._documents = Documents()

    @property
    def db(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "db", None)
        if found is None:
            found = self._local.db = connect(self._path)
        return found

    @cached_property
    def policies(self) -> PolicyBook:
        """Clinical policies, read when first asked for; generations before them hold none."""
        if not self.generation.policies:
            return PolicyBook()
        return PolicyBook.load(_meta(self.db, "policies"))

    def in_circle(self, specs: Sequence[int], near: Near, radius: float) -> Columns:
        """Offices in the cells that cover a circle; some lie a little outside it."""
        blobs: list[bytes] = []
        for spec in specs:
            seen: set[int] = set()
            for first, last in cell_ranges(near.lat, near.lon, radius):
                for number, starts, chunk in self.db.execute(
                    "SELECT id, first, chunk FROM near WHERE spec = ? AND last >= ?"
                    " ORDER BY last, first",
                    (spec, first),
                ):
                    if starts > last:
                        break
                    if number not in seen:
                        seen.add(number)
                        blobs.append(chunk)
        return Columns.unpack(blobs)

    def everywhere(self, specs: Sequence[int]) -> Columns:
        """All offices under the given values of `near.spec`."""
        return Columns.unpack(
            [
                chunk
                for spec in specs
                for (chunk,) in self.db.execute("SELECT chunk FROM near WHERE spec = ?", (spec,))
            ]
        )

    def walk(self) -> Iterator[Columns]:
        """All offices, those of some thousand providers at a time, in order of their numbers."""
        rows = self.db.execute("SELECT chunk FROM block ORDER BY id")
        while some := rows.fetchmany(WALK // BLOCK):
            yield Columns.unpack([chunk for (chunk,) in some])

    def of_providers(self, ids: np.ndarray) -> Columns:
        """The offices of the providers with these numbers (sorted)."""
        blocks = distinct(ids // BLOCK).tolist()
        blobs = []
        for at in range(0, len(blocks), 500):
            some = blocks[at : at + 500]
            marks = ",".join("?" * len(some))
            sql = f"SELECT chunk FROM block WHERE id IN ({marks})"  # noqa: S608 - question marks only
            blobs += [chunk for (chunk,) in self.db.execute(sql, some)]
        found = Columns.unpack(blobs)
        return found.take(among(found.rows["provider"], ids))

    def bearers(self, token: str) -> np.ndarray:
        """Numbers of the providers under a name token, ascending."""
        row = self.db.execute("SELECT ids FROM name WHERE token = ?", (token,)).fetchone()
        return np.frombuffer(row[0], "<u4") if row else np.zeros(0, "<u4")

    def members(self, parts: np.ndarray) -> np.ndarray:
        """Numbers of the providers with an office in any of these participation classes."""
        found = [np.zeros(0, "<u4")]
        for part in parts.tolist():
            (ids,) = self.db.execute("SELECT ids FROM part WHERE id = ?", (part,)).fetchone()
            found.append(np.frombuffer(ids, "<u4"))
        return distinct(np.concatenate(found))

    def by_phone(self, digits: str) -> np.ndarray:
        """Numbers of the providers with an office under a phone number."""
        rows = self.db.execute("SELECT id FROM phone WHERE digits = ? ORDER BY id", (digits,))
        return np.array([number for (number,) in rows], "<u4")

    def numbers(self, npis: Iterable[str]) -> np.ndarray:
        """Numbers of the providers with these NPIs, ascending; unknown ones are left out."""
        found = []
        for npi in npis:
            row = self.db.execute("SELECT id FROM provider WHERE npi = ?", (npi,)).fetchone()
            found += [row[0]] if row else []
        return distinct(np.array(found, "<u4"))

    def providers(self, ids: Iterable[int]) -> list[Provider]:
        """Whole providers, in the order of the numbers given."""
        found = []
        for number in ids:
            row = self.db.execute("SELECT doc FROM provider WHERE id = ?", (number,)).fetchone()
            found.append(self._documents.unpack(row[0]))
        return found

    def provider(self, npi: str) -> Provider | None:
        """One provider by NPI, deactivated ones too."""
        row = self.db.execute("SELECT doc FROM provider WHERE npi = ?", (npi,)).fetchone()
        return self._documents.unpack(row[0]) if row else None

    def in_state(self, ids: np.ndarray, state: str) -> np.ndarray:
        """Those of some providers who have an office in a state."""
        held = self._sets_with.get(state)
        if held is None:
            sets = self.names.state_sets
            held = self._sets_with[state] = np.array([state in one for one in sets], dtype=bool)
        here: np.ndarray = ids[held[self.people.states[ids]]]
        return here


def _meta(db: sqlite3.Connection, key: str) -> bytes:
    try:
        row = db.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    except sqlite3.Error as error:
        raise EngineUnavailable("the generation file is damaged: load again") from error
    if row is None:
        raise EngineUnavailable(f"the generation file lacks {key!r}: load again")
    return bytes(row[0])
