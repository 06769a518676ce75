"""Simpler ways of searching for a name, to set beside the engines: exact, FTS5 prefix, Soundex."""

import sqlite3
from collections.abc import Iterable, Sequence

from bench.relevance.names_draw import plain
from bench.relevance.names_engines import SHOWN, Find
from bench.relevance.names_people import Person

_SOUNDS = {
    letter: digit
    for digit, letters in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), start=1)
    for letter in letters
}


def exact(people: Iterable[Person]) -> Find:
    """A name as recorded, with or without the middle, or the former one; case may differ."""
    held: dict[str, list[str]] = {}
    for person in people:
        for name in person.spelt:
            held.setdefault(name.casefold(), []).append(person.npi)
    return lambda text: held.get(text.casefold(), [])[:SHOWN]


def prefix(people: Iterable[Person]) -> Find:
    """SQLite FTS5: every word typed begins a word of the name; best rank first."""
    base = sqlite3.connect(":memory:")
    base.execute("CREATE VIRTUAL TABLE called USING fts5 (npi UNINDEXED, name, prefix='2 3')")
    base.executemany(
        "INSERT INTO called VALUES (?, ?)",
        ((one.npi, f"{one.full} {one.former}".strip()) for one in people),
    )

    def find(text: str) -> Sequence[str]:
        typed = text.replace('"', " ").split()
        words = " ".join(f'"{word}"*' for word in typed if any(c.isalnum() for c in word))
        if not words:
            return []
        sql = "SELECT npi FROM called WHERE called MATCH ? ORDER BY rank LIMIT ?"
        return [npi for (npi,) in base.execute(sql, (words, SHOWN))]

    return find


def soundex(people: Iterable[Person]) -> Find:
    """Every word typed has the Soundex code of a word of the name; ties by NPI."""
    held: dict[str, set[str]] = {}
    for person in people:
        for word in plain(f"{person.full} {person.former}").split():
            held.setdefault(soundex_code(word), set()).add(person.npi)

    def find(text: str) -> Sequence[str]:
        codes = {soundex_code(word) for word in plain(text).split() if len(word) > 1}
        met = sorted((held.get(code, set()) for code in codes), key=len)
        return sorted(set.intersection(*met))[:SHOWN] if met else []

    return find


def soundex_code(word: str) -> str:
    """American Soundex (National Archives): a letter and three digits; `word` in lower case."""
    code, last = word[0].upper(), _SOUNDS.get(word[0], 0)
    for letter in word[1:]:
        digit = _SOUNDS.get(letter, 0)
        if digit and digit != last:
            code += str(digit)
        # H and W do not part two letters of one sound; vowels do.
        last = last if letter in "hw" else digit
    return code[:4].ljust(4, "0")
