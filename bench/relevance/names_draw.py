"""Draws names as often as they are borne, each with its other rightful spellings."""

import random
import unicodedata
from bisect import bisect
from collections.abc import Callable, Iterator
from itertools import accumulate
from typing import TypeVar

import msgspec
import numpy as np

from bench.generate.lists import names
from bench.relevance import names_chinese as chinese
from bench.relevance import names_other as other
from bench.relevance import names_russian as russian
from bench.relevance.names_shapes import given, surname

T = TypeVar("T")
FOREIGN: tuple[tuple[str, float], ...] = (
    # More of each than the census has, as among physicians, so that every class has its thousand.
    ("chinese", 0.035), ("russian", 0.035), ("korean", 0.02), ("vietnamese", 0.02),
    ("indian", 0.05), ("arabic", 0.03), ("hispanic", 0.09),
)  # fmt: skip
HYPHENATED = 0.04
PARTICLE = 0.06
RARE = 150
"""The weight of a name that the census does not list."""
_KEEP = {"ø": "o", "ł": "l", "đ": "d", "ı": "i", "ß": "ss", "æ": "ae"}


class Drawn(msgspec.Struct, frozen=True, kw_only=True):
    """A first and last name with its other spellings, before there is a person."""

    first: str
    last: str
    native: tuple[str, ...] = ()
    firsts: tuple[str, ...] = ()
    lasts: tuple[str, ...] = ()


def plain(text: str) -> str:
    """Lower case without accents, with anything but letters as single spaces.

    Written apart from the search's own folding, so that the measurement does not lean on it.
    """
    spelt = "".join(_KEEP.get(letter, letter) for letter in text.lower())
    bare = "".join(c for c in unicodedata.normalize("NFD", spelt) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalpha() else " " for c in bare.replace("'", "")).split())


class Draws:
    """Names by their frequencies, a large batch at a time because single draws are slow."""

    BATCH = 20_000

    def __init__(self, seed: int) -> None:
        self._numpy = np.random.default_rng(seed)
        self._firsts = _stream(self._batch_of_firsts)
        self._lasts = _stream(self._batch_of_lasts)
        self._last = dict(zip(names().last, names().last_weights.steps().tolist(), strict=True))
        both = names().male.steps() + names().female.steps()
        self._first = dict(zip(names().first, both.tolist(), strict=True))
        self._sums: dict[str, list[float]] = {}
        self._ways: dict[str, Callable[[random.Random], Drawn]] = {
            "chinese": self._chinese,
            "russian": self._russian,
            "hispanic": self._hispanic,
        }

    def first(self, rng: random.Random) -> str:
        """A first name by the census."""
        return given(next(self._firsts), rng)

    def last(self, rng: random.Random) -> str:
        """A surname by the census."""
        return surname(next(self._lasts), rng)

    def one(self, rng: random.Random) -> Drawn:
        """A whole name."""
        point = rng.random()
        for origin, share in FOREIGN:
            if point < share:
                if origin in self._ways:
                    return self._ways[origin](rng)
                return self._spelt(origin, rng)
            point -= share
        last = self.last(rng)
        if rng.random() < HYPHENATED and " " not in last:
            last = f"{last}-{self.last(rng)}"
        first = self.first(rng)
        if rng.random() < 0.01:
            first = f"{first}-{self.first(rng)}"
        return Drawn(first=first, last=last)

    def _chinese(self, rng: random.Random) -> Drawn:
        sign = self._weighted("chinese", chinese.surnames(), lambda one: one.spellings[0], rng)
        shown = sign.spellings[0] if rng.random() < 0.65 else rng.choice(sign.spellings)
        lasts = tuple(one for one in sign.spellings if one != shown)
        if rng.random() < 0.3:
            return Drawn(first=self.first(rng), last=shown, lasts=lasts)
        signs = rng.sample(chinese.syllables(), 1 if rng.random() < 0.15 else 2)
        first = chinese.joined(signs, rng)
        older = "-".join(chinese.older(one.spellings[0]) for one in signs)
        spaced = " ".join(one.spellings[0] for one in signs)
        native = tuple(
            dict.fromkeys(
                getattr(sign, script) + "".join(getattr(one, script) for one in signs)
                for script in ("simplified", "traditional")
            )
        )
        firsts = tuple(one for one in dict.fromkeys((older, spaced)) if one != first)
        return Drawn(first=first, last=shown, native=native, firsts=firsts, lasts=lasts)

    def _russian(self, rng: random.Random) -> Drawn:
        female = rng.random() < 0.55
        base = self._weighted("russian", russian.SURNAMES, lambda one: russian.latin(one, 0), rng)
        last = russian.family(base, female)
        first = rng.choice(russian.WOMEN if female else russian.MEN)
        habit = rng.choice((0, 0, 0, 0, 1, 5))
        shown = russian.latin(last, habit)
        usual = russian.USUAL.get(first)
        called = usual if usual and rng.random() < 0.7 else russian.latin(first, habit)
        firsts = tuple({russian.variant(first, called, rng) for _ in range(3)} - {called})
        lasts = tuple({russian.variant(last, shown, rng) for _ in range(4)} - {shown})
        native = (f"{first} {last}", f"{last} {first}")
        return Drawn(
            first=called,
            last=shown,
            native=native,
            firsts=tuple(sorted(firsts)),
            lasts=tuple(sorted(lasts)),
        )

    def _hispanic(self, rng: random.Random) -> Drawn:
        def one() -> str:
            if rng.random() < PARTICLE:
                return rng.choice(other.HISPANIC_PARTICLES)
            name = self._weighted("hispanic", other.HISPANIC_LAST, plain, rng)
            return name if rng.random() < 0.5 else _bare(name)

        last = one()
        if rng.random() < 0.35:
            second = one()
            if second != last:
                last += rng.choice((" ", " ", "-")) + second
        first = self._weighted("hispanic first", other.HISPANIC_FIRST, plain, rng, first=True)
        if rng.random() < 0.12:
            first += " " + rng.choice(other.HISPANIC_FIRST)
        return Drawn(first=first if rng.random() < 0.5 else _bare(first), last=last)

    def _spelt(self, origin: str, rng: random.Random) -> Drawn:
        """Korean, Vietnamese, Indian and Arabic names: one of a group of usual spellings."""
        tables = {
            "korean": (other.KOREAN_LAST, other.KOREAN_FIRST),
            "vietnamese": (other.VIETNAMESE_LAST, other.VIETNAMESE_FIRST),
            "indian": (other.INDIAN_LAST, other.INDIAN_FIRST),
            "arabic": (other.ARABIC_LAST, other.ARABIC_FIRST),
        }
        lasts, firsts = (other.groups(text) for text in tables[origin])
        group = self._weighted(origin, lasts, lambda one: one[-1] if len(one) < 3 else one[0], rng)
        last = group[0] if rng.random() < 0.7 else rng.choice(group)
        if rng.random() < 0.3:
            first, others = self.first(rng), []
        else:
            others = rng.choice(firsts)
            first = others[0] if rng.random() < 0.6 else rng.choice(others)
        return Drawn(
            first=first,
            last=last,
            firsts=tuple(one for one in dict.fromkeys(others) if one != first),
            lasts=tuple(one for one in dict.fromkeys(group) if one != last),
        )

    def _weighted(
        self,
        table: str,
        options: list[T],
        spelt: Callable[[T], str],
        rng: random.Random,
        first: bool = False,
    ) -> T:
        """One of the options, as often as the census has the spelling it is known by."""
        if table not in self._sums:
            counts = self._first if first else self._last
            keys = [plain(spelt(one)).replace(" ", "").upper() for one in options]
            self._sums[table] = list(accumulate(counts.get(key, 0.0) + RARE for key in keys))
        sums = self._sums[table]
        return options[min(bisect(sums, rng.random() * sums[-1]), len(options) - 1)]

    def _batch_of_firsts(self) -> list[str]:
        half = self.BATCH // 2
        found = [names().female.draw(self._numpy, half), names().male.draw(self._numpy, half)]
        both = np.concatenate(found)
        self._numpy.shuffle(both)
        return [names().first[at] for at in both.tolist()]

    def _batch_of_lasts(self) -> list[str]:
        drawn = names().last_weights.draw(self._numpy, self.BATCH)
        return [names().last[at] for at in drawn.tolist()]


def _stream(batch: Callable[[], list[str]]) -> Iterator[str]:
    while True:
        yield from batch()


def _bare(text: str) -> str:
    """Without accents, as most records are kept; case stays."""
    apart = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in apart if not unicodedata.combining(letter))
