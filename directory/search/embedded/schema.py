"""The tables of a generation file, and the small dictionaries stored with it."""

import msgspec

TABLES = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE provider (id INTEGER PRIMARY KEY, npi TEXT NOT NULL, doc BLOB NOT NULL);
CREATE TABLE near (
    id INTEGER PRIMARY KEY, spec INTEGER NOT NULL, last INTEGER NOT NULL, first INTEGER NOT NULL,
    chunk BLOB NOT NULL
);
CREATE TABLE block (id INTEGER PRIMARY KEY, chunk BLOB NOT NULL);
CREATE TABLE name (id INTEGER PRIMARY KEY, token TEXT NOT NULL, ids BLOB NOT NULL);
CREATE TABLE part (id INTEGER PRIMARY KEY, ids BLOB NOT NULL);
CREATE TABLE phone (
    digits TEXT NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (digits, id)
) WITHOUT ROWID;
"""
INDEXES = """
CREATE UNIQUE INDEX provider_npi ON provider (npi);
CREATE UNIQUE INDEX name_token ON name (token);
CREATE INDEX near_cell ON near (spec, last, first);
"""

BLOCK = 64
"""Providers per block: a name found reads one block of about 10 kB."""
WALK = 256 * BLOCK
"""Providers whose offices are looked at together where all are: some 25,000 offices, 2 MB."""
CHUNK = 256
"""Rows per chunk of `near`: small enough for the country, large enough for a nation-wide read."""
EVERY = 0
"""The value of `near.spec` under which every office stands once."""
UNLOCATED = -1
"""The cell of offices without coordinates: before all real cells, in none of their ranges."""

GENDERS = ("unknown", "female", "male", "other")
KINDS = ("individual", "organization")
TELEHEALTH = (None, False, True)


class Dictionaries(msgspec.Struct):
    """What the numbers in the columns stand for. Position is the number."""

    specialties: list[tuple[str | None, str | None]]
    """(catalog id, NUCC code) of each specialty number."""
    near: list[str]
    """Catalog id of `near.spec` 1, 2, …"""
    languages: list[tuple[str, ...]]
    access: list[str]
    states: list[str]
    state_sets: list[tuple[str, ...]]
    """The states that providers have offices in, by the number in `People.states`."""
    counts: dict[str, int]
    """Providers by catalog specialty id."""
