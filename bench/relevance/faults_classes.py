"""The classes of queries: which people each is asked about, and a thousand of each by a seed."""

import random
from collections.abc import Callable
from zlib import crc32

import msgspec

from bench.relevance import names_nicknames as nicknames
from bench.relevance.faults import (
    Fault,
    doubled,
    dropped,
    in_a_word,
    nonsense,
    transposed,
    typo,
)
from bench.relevance.faults_forms import Bearers, accented, joined, missing, swapped, titled
from bench.relevance.faults_scripts import transliterated
from bench.relevance.faults_sound import respelt
from bench.relevance.names_draw import plain
from bench.relevance.names_people import Person

TUNE, FINAL = 1, 2
"""Seeds, and halves of the people: what is improved on one is reported on the other."""
LISTED = frozenset(("nickname", "transliteration", "phonetic"))
"""Classes drawn from lists of pairs (Robert and Bob, Hsu and Xu), which people share: each pair,
too, is asked about in one half only, lest a list be improved on the very pairs it is judged by."""
TRIES = 120
Form = Callable[[Person, random.Random], str | None]


class Asked(msgspec.Struct, frozen=True):
    """One query: what is typed, whom it means (nothing for nonsense), and the name on record.

    `ambiguous` says that the words typed are, letter by letter, somebody else's present name.
    """

    text: str
    npi: str
    name: str
    ambiguous: bool = False


SLIPS: dict[str, Fault] = {
    "typo": in_a_word(typo),
    "transposition": in_a_word(transposed),
    "dropped letter": in_a_word(dropped),
    "doubled letter": in_a_word(doubled),
    "phonetic": in_a_word(respelt),
}
EXACT, NONSENSE = "exact", "nonsense"


def _typed(person: Person, rng: random.Random) -> str:
    """What most people type who know the name: first and last, at times the middle too."""
    return person.full if rng.random() < 0.15 else f"{person.first} {person.last}"


def _slip(fault: Fault) -> Form:
    return lambda person, rng: fault(_typed(person, rng), rng)


def _nickname(person: Person, rng: random.Random) -> str | None:
    first = plain(person.first)
    if not nicknames.known(first):
        return None
    return f"{nicknames.other_form(first, rng).capitalize()} {person.last}"


def _former(person: Person, _: random.Random) -> str | None:
    return f"{person.first} {person.former}" if person.former else None


def _two(person: Person, rng: random.Random) -> str | None:
    """Two different faults at once, each in any word."""
    slips: list[Fault] = rng.sample([*SLIPS.values(), titled, accented], 2)
    # Titles come last: a slip in "Doctor" would not be one in the name.
    slips.sort(key=lambda slip: slip is titled)
    way = rng.random()
    if way < 0.15 and (called := _nickname(person, rng)):
        return slips[0](called, rng)
    if way < 0.3:
        return slips[0](swapped(person, rng), rng)
    text: str | None = _typed(person, rng)
    for slip in slips:
        text = slip(text, rng) if text else None
    return text


FAULTED: dict[str, Form] = {
    **{name: _slip(fault) for name, fault in SLIPS.items()},
    "nickname": _nickname,
    "swapped order": swapped,
    "missing part": missing,
    "transliteration": transliterated,
    "accent": _slip(accented),
    "hyphen or space": joined,
    "titles": _slip(titled),
    "former name": _former,
    "two faults": _two,
}
CLASSES: tuple[str, ...] = (EXACT, *FAULTED, NONSENSE)


class Questions:
    """Queries about a directory's people; the same for the same people, seed and number."""

    def __init__(self, people: list[Person], seed: int) -> None:
        self._people = [one for at, one in enumerate(people) if at % 2 == seed % 2]
        self._bearers = Bearers(people)
        self._today = Bearers(people, former=False)
        self._seed = seed

    def ask(self, kind: str, number: int) -> list[Asked]:
        """`number` queries of a class; fewer where the directory has too few people for it."""
        rng = random.Random(f"{self._seed}:{kind}")
        if kind == NONSENSE:
            return [Asked(self._nobody(rng), "", "") for _ in range(number)]
        form = (lambda person, _: person.full) if kind == EXACT else FAULTED[kind]
        asked: list[Asked] = []
        seen: set[tuple[str, str]] = set()
        for _ in range(number * TRIES):
            if len(asked) == number:
                break
            one = self._one(kind, form, rng)
            if one is not None and (one.npi, one.text) not in seen:
                seen.add((one.npi, one.text))
                asked.append(one)
        return asked

    def _one(self, kind: str, form: Form, rng: random.Random) -> Asked | None:
        person = rng.choice(self._people)
        text = form(person, rng)
        if text is None or (kind != EXACT and text == person.full):
            return None
        if kind in LISTED and _half(person, text) != self._seed % 2:
            return None
        if kind == "missing part" and self._bearers.of(text) != {person.npi}:
            # "J Smith" is hundreds of people: no search can know which.
            return None
        called = self._today.of(text)
        ambiguous = bool(called) and person.npi not in called
        return Asked(_cased(text, rng), person.npi, person.full, ambiguous)

    def _nobody(self, rng: random.Random) -> str:
        while True:
            text = nonsense(rng)
            if not any(self._bearers.of(word) for word in text.split()):
                return text


def _half(person: Person, text: str) -> int:
    """0 or 1 by the words that differ between the name and what is typed, whoever bears them."""
    named, typed = plain(f"{person.first} {person.last}").split(), plain(text).split()
    middle = plain(person.middle).split()
    differing = sorted((set(named) ^ set(typed)) - set(middle))
    return crc32(" ".join(differing).encode()) % 2


def _cased(text: str, rng: random.Random) -> str:
    way = rng.random()
    return text if way < 0.5 else text.lower() if way < 0.95 else text.upper()
