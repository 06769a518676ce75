"""Slips of fingers: a wrong, extra, missing, doubled or exchanged letter in one word of a name."""

import random
from collections.abc import Callable

Fault = Callable[[str, random.Random], str | None]
"""What was meant → what is typed; None where this fault cannot happen to it."""

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
SHORTEST = 4
"""Words of fewer letters are spared: of "Wu" a slip leaves nothing that points to it."""


def _neighbors() -> dict[str, str]:
    """The keys around each key; every row is shifted by about half a key."""
    at = {
        key: (row, place + row * 0.5)
        for row, keys in enumerate(_ROWS)
        for place, key in enumerate(keys)
    }
    return {
        key: "".join(
            other
            for other, (line, left) in at.items()
            if other != key and abs(line - row) <= 1 and abs(left - place) <= 1
        )
        for key, (row, place) in at.items()
    }


NEIGHBORS = _neighbors()


def in_a_word(change: Fault) -> Fault:
    """The change made to one word of a text that is long enough and lets itself be changed."""

    def changed(text: str, rng: random.Random) -> str | None:
        parts = text.split(" ")
        long = [at for at, part in enumerate(parts) if letters(part) >= SHORTEST]
        rng.shuffle(long)
        for at in long:
            new = change(parts[at], rng)
            if new is not None and new != parts[at]:
                return " ".join([*parts[:at], new, *parts[at + 1 :]])
        return None

    return changed


def letters(word: str) -> int:
    """How many letters there are."""
    return sum(letter.isalpha() for letter in word)


def typo(word: str, rng: random.Random) -> str | None:
    """The key beside the right one, struck instead of it or along with it."""
    places = [at for at, letter in enumerate(word) if letter.lower() in NEIGHBORS]
    if not places:
        return None
    at = rng.choice(places)
    key = rng.choice(NEIGHBORS[word[at].lower()])
    if rng.random() < 0.6:
        return word[:at] + key + word[at + 1 :]
    # Struck along with it, just before or just after.
    return (
        word[: at + 1] + key + word[at + 1 :] if rng.random() < 0.5 else word[:at] + key + word[at:]
    )


def transposed(word: str, rng: random.Random) -> str | None:
    """Two neighboring letters exchanged."""
    places = [
        at
        for at in range(len(word) - 1)
        if word[at].isalpha()
        and word[at + 1].isalpha()
        and word[at].lower() != word[at + 1].lower()
    ]
    if not places:
        return None
    at = rng.choice(places)
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def dropped(word: str, rng: random.Random) -> str | None:
    """A letter left out."""
    at = rng.choice([at for at, letter in enumerate(word) if letter.isalpha()])
    return word[:at] + word[at + 1 :]


def doubled(word: str, rng: random.Random) -> str | None:
    """A letter struck twice."""
    at = rng.choice([at for at, letter in enumerate(word) if letter.isalpha()])
    return word[: at + 1] + word[at].lower() + word[at + 1 :]


def nonsense(rng: random.Random) -> str:
    """Random letters, or a hand laid on the keyboard: one or two words, nobody's name."""
    return " ".join(
        _mash(rng) if rng.random() < 0.5 else _letters(rng) for _ in range(rng.choice((1, 2)))
    )


def _letters(rng: random.Random) -> str:
    return "".join(rng.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(rng.randint(5, 11)))


def _mash(rng: random.Random) -> str:
    row = rng.choice(_ROWS)
    length = rng.randint(5, 11)
    if rng.random() < 0.3:  # a finger drawn along the keys
        run = row if rng.random() < 0.5 else row[::-1]
        start = rng.randrange(len(run) - 4)
        return (run[start:] + run)[:length]
    keys, typed = list(row), ""
    while len(typed) < length:
        typed += rng.choice([key for key in keys if not typed.endswith(key)])
    return typed
