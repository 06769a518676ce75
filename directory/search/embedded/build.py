"""Writes one generation file: providers come in order of NPI, packed columns go out."""

import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import groupby
from pathlib import Path

import msgspec
import numpy as np

from directory.model.provider import Office, Provider
from directory.places.distance import cell
from directory.search.embedded.columns import (
    NOWHERE,
    SCALE,
    pack_chunk,
    pack_row,
)
from directory.search.embedded.documents import Documents
from directory.search.embedded.people import PeopleBuilder
from directory.search.embedded.schema import (
    BLOCK,
    CHUNK,
    EVERY,
    INDEXES,
    TABLES,
    TELEHEALTH,
    UNLOCATED,
    Dictionaries,
)
from directory.search.participations import ACCEPTING, ClassBuilder
from directory.search.statenames import StateNames
from directory.search.text import name_tokens, phone_digits, sort_name
from directory.search.vocabulary import Vocabulary


class Build:
    """One generation in the making. `add` providers in ascending order of NPI, then `finish`."""

    def __init__(self, path: Path) -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.executescript(
            "PRAGMA page_size=16384; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF;"
            "PRAGMA cache_size=-65536; PRAGMA temp_store=FILE;"
            + TABLES
            + "CREATE TEMP TABLE waiting (spec INTEGER, cell INTEGER, row BLOB);"
            + "CREATE TEMP TABLE sorting (name TEXT, id INTEGER);"
        )
        self._db.execute("BEGIN")
        self._classes = ClassBuilder()
        self._specialties: dict[Hashable, int] = {}
        self._near: dict[str, int] = {}
        self._languages: dict[Hashable, int] = {(): 0}
        self._access: dict[Hashable, int] = {}
        self._states: dict[Hashable, int] = {"": 0}
        self._bearers: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._members: dict[int, array[int]] = defaultdict(lambda: array("I"))
        self._by_specialty: Counter[str] = Counter()
        self._people = PeopleBuilder()
        self._block: list[bytes] = []
        self.providers = self.deactivated = self.offices = self.unlocated = 0
        self.plan_providers: Counter[str] = Counter()
        self._documents = Documents()
        self._next = 0

    def add(self, providers: Iterable[Provider]) -> None:
        """Add providers; each NPI once, ascending."""
        docs, waiting, names, phones = [], [], [], []
        for provider in providers:
            number = self._next
            self._next += 1
            docs.append((number, provider.npi, self._documents.pack(provider)))
            languages = _number(self._languages, provider.languages)
            self._people.add(provider, languages)
            if provider.deactivated_on is not None:
                self.deactivated += 1
            else:
                self._count(provider)
                names.append((sort_name(provider), number))
                self._tokens(provider, number)
                waiting += self._offices(provider, number)
                phones += [(phone_digits(office.phone), number) for office in provider.offices]
            self._close_block()
        self._db.executemany("INSERT INTO provider VALUES (?, ?, ?)", docs)
        self._db.executemany("INSERT INTO waiting VALUES (?, ?, ?)", waiting)
        self._db.executemany("INSERT INTO sorting VALUES (?, ?)", names)
        self._db.executemany("INSERT OR IGNORE INTO phone VALUES (?, ?)", phones)

    def finish(self, meta: dict[str, bytes]) -> None:
        """Build what searching needs, store `meta` with it, and close the file."""
        self._close_block(last=True)
        self._write_near()
        self._write_names()
        self._db.executemany(
            "INSERT INTO part VALUES (?, ?)",
            ((part, self._members[part].tobytes()) for part in sorted(self._members)),
        )
        self._write_meta(meta)
        self._db.execute("DELETE FROM phone WHERE digits = ''")
        self._db.execute("DROP TABLE waiting")
        self._db.execute("DROP TABLE sorting")
        self._db.execute("COMMIT")
        self._db.executescript(INDEXES + "ANALYZE;")
        self.close()

    def close(self) -> None:
        """Give the file back, finished or not."""
        self._db.close()

    def _count(self, provider: Provider) -> None:
        self.providers += 1
        self.offices += len(provider.offices)
        self.unlocated += sum(office.lat is None for office in provider.offices)
        held = {s.id for office in provider.offices for s in office.specialties}
        self._by_specialty.update(s for s in held if s is not None)
        plans = {p.plan for office in provider.offices for p in office.participations}
        self.plan_providers.update(plans)

    def _tokens(self, provider: Provider, number: int) -> None:
        for field, word in name_tokens(provider):
            self._bearers[f"{field}:{word}"].append(number)

    def _offices(self, provider: Provider, number: int) -> list[tuple[int, int, bytes]]:
        """The provider's rows as (near.spec, cell, row), each once for every specialty."""
        waiting = []
        for index, office in enumerate(provider.offices):
            packed = self._office_row(number, index, office)
            self._block.append(packed)
            where = UNLOCATED
            if office.lat is not None and office.lon is not None:
                where = cell(office.lat, office.lon)
            waiting.append((EVERY, where, packed))
            for specialty in sorted({s.id for s in office.specialties if s.id}):
                near = self._near.setdefault(specialty, len(self._near) + 1)
                waiting.append((near, where, packed))
        return waiting

    def _office_row(self, number: int, index: int, office: Office) -> bytes:
        parts = self._classes.numbers(office)
        for part in parts:
            self._members[part].append(number)
        specs = sorted({_number(self._specialties, (s.id, s.code)) for s in office.specialties})
        lat, lon = office.lat, office.lon
        values = (
            number,
            NOWHERE if lat is None or lon is None else round(lat * SCALE),
            NOWHERE if lat is None or lon is None else round(lon * SCALE),
            office.verified_on.toordinal() if office.verified_on else 0,
            int(office.county or 0),
            sum(1 << _number(self._access, feature) for feature in set(office.accessibility)),
            index,
            len(parts),
            len(specs),
            ACCEPTING.index(office.accepting),
            TELEHEALTH.index(office.telehealth),
            _number(self._states, office.address.state),
        )
        return pack_row(values, parts, specs)

    def _close_block(self, last: bool = False) -> None:
        full = self._next % BLOCK == 0
        if not (full or last) or (last and self._next % BLOCK == 0):
            return
        number = (self._next - 1) // BLOCK
        self._db.execute("INSERT INTO block VALUES (?, ?)", (number, pack_chunk(self._block)))
        self._block = []

    def _name_ranks(self) -> np.ndarray:
        ranks = np.zeros(self._next, "<u4")
        ordered = self._db.execute("SELECT id FROM sorting ORDER BY name, id")
        for rank, (number,) in enumerate(ordered):
            ranks[number] = rank
        return ranks

    def _write_near(self) -> None:
        waiting = self._db.cursor().execute(
            "SELECT spec, cell, row FROM waiting ORDER BY spec, cell, row"
        )
        self._db.executemany(
            "INSERT INTO near (spec, last, first, chunk) VALUES (?, ?, ?, ?)", _chunks(waiting)
        )

    def _write_names(self) -> None:
        self._db.executemany(
            "INSERT INTO name (token, ids) VALUES (?, ?)",
            ((token, self._bearers[token].tobytes()) for token in sorted(self._bearers)),
        )

    def _write_meta(self, meta: dict[str, bytes]) -> None:
        words = Vocabulary.build((token, len(ids)) for token, ids in self._bearers.items())
        by_state = StateNames.build(
            words, self._bearers.__getitem__, self._people.state_sets, self._people.states
        )
        dictionaries = Dictionaries(
            specialties=list(self._specialties),  # type: ignore[arg-type]  # keys are pairs
            near=list(self._near),
            languages=list(self._languages),  # type: ignore[arg-type]  # keys are tuples
            access=list(self._access),  # type: ignore[arg-type]  # keys are strings
            states=list(self._states),  # type: ignore[arg-type]  # keys are strings
            state_sets=self._people.state_sets,
            counts=dict(self._by_specialty),
        )
        stored = meta | {
            "dictionaries": msgspec.json.encode(dictionaries),
            "classes": self._classes.dump(),
            "vocabulary": words.dump(),
            "by_state": by_state.dump(),
            "people": self._people.dump(self._name_ranks()),
        }
        self._db.executemany("INSERT INTO meta VALUES (?, ?)", stored.items())


def _number(known: dict[Hashable, int], value: Hashable) -> int:
    return known.setdefault(value, len(known))


def _chunks(waiting: Iterable[tuple[int, int, bytes]]) -> Iterator[tuple[int, int, int, bytes]]:
    """(spec, last cell, first cell, chunk) in order: neighbouring thin cells share a chunk."""
    for spec, group in groupby(waiting, key=lambda row: row[0]):
        held: list[bytes] = []
        first = last = UNLOCATED
        for _, where, row in group:
            apart = where != last and (last == UNLOCATED or len(held) >= CHUNK // 2)
            if held and (len(held) >= CHUNK or apart):
                yield spec, last, first, pack_chunk(held)
                held = []
            if not held:
                first = where
            held.append(row)
            last = where
        yield spec, last, first, pack_chunk(held)
