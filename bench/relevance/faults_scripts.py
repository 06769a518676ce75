"""Names typed in their own script, or in another romanization than the record's."""

import random

from bench.relevance.names_people import Person


def own_script(person: Person, rng: random.Random) -> str | None:
    """The name in Cyrillic or Chinese characters."""
    return rng.choice(person.native) if person.native else None


def romanized(person: Person, rng: random.Random) -> str | None:
    """Another usual spelling of the surname, the first name, or now and then both."""
    ways = []
    if person.lasts:
        ways += [(person.first, rng.choice(person.lasts))] * 3
    if person.firsts:
        ways += [(rng.choice(person.firsts), person.last)] * 2
    if person.lasts and person.firsts:
        ways.append((rng.choice(person.firsts), rng.choice(person.lasts)))
    return " ".join(rng.choice(ways)) if ways else None


def transliterated(person: Person, rng: random.Random) -> str | None:
    """Own script where there is one, in two of three cases; else another romanization."""
    if person.native and rng.random() < 0.66:
        return own_script(person, rng)
    return romanized(person, rng)
