"""Draws providers in batches: every batch depends on the seed and its own number only."""

import msgspec
import numpy as np
import numpy.typing as npt

from bench.generate.lists import GROUP_WORDS, STREETS, kinds, names, zips
from bench.generate.npi import npis
from bench.generate.plans import YEAR_SHARES
from bench.generate.weighted import Indexes, Weighted

BATCH = 10_000
# An odd step without common factor with the range scatters neighbors over all numbers.
_RANGE, _STEP = 100_000_000, 38_196_601
MOST_OFFICES = 3
_SHARE_OF = {"organization": 0.2, "market": 0.87, "nppes": 0.97, "second_office": 0.36}
_THIRD_OFFICE = 0.4
LANGUAGES = [
    "Spanish",
    "Chinese",
    "Russian",
    "Vietnamese",
    "Korean",
    "Arabic",
    "French",
    "Tagalog",
    "Hindi",
    "Portuguese",
    "Polish",
    "Bengali",
    "Urdu",
    "Farsi",
]
_LANGUAGE_WEIGHTS = (48, 9, 5, 5, 4, 5, 4, 4, 6, 3, 2, 2, 2, 1)
_MOST_NETWORKS = 12

Flags = npt.NDArray[np.bool_]


class Batch(msgspec.Struct, frozen=True, kw_only=True):
    """One batch, a column for each thing drawn; positions point into bench.generate.lists."""

    first: int
    size: int
    npi: Indexes
    organization: Flags
    in_nppes: Flags
    in_market: Flags
    female: Flags
    last: Indexes
    given: Indexes
    middle: Indexes
    former: Indexes
    specialty: Indexes
    also: Flags
    offices: Indexes
    zip: Indexes
    number: Indexes
    street: Indexes
    suite: Indexes
    phone: Indexes
    updated: Indexes
    accepting: Indexes
    language: Indexes
    joins: npt.NDArray[np.float64]
    years: Indexes
    group: Indexes


def npi_numbers(first: int, size: int) -> Indexes:
    """NPIs of the providers `first`…`first + size - 1`; all differ up to a hundred million."""
    places = np.arange(first, first + size, dtype=np.int64)
    return npis((places * _STEP + 7) % _RANGE).astype(np.int64)


def draw(seed: int, first: int, size: int) -> Batch:
    """The batch of the providers from `first` on; a smaller `size` is a prefix of a larger one."""
    random = np.random.default_rng([seed, first // BATCH])
    full = BATCH

    def chance(share: float) -> Flags:
        return (random.random(full) < share)[:size]

    def below(limit: int, *shape: int) -> Indexes:
        return (random.random((full, *shape)) * limit).astype(np.int64)[:size]

    def weighted(weights: Weighted) -> Indexes:
        return weights.draw(random, full)[:size]

    organization = chance(_SHARE_OF["organization"])
    female = chance(0.56)
    zip_places = np.column_stack([weighted(zips().weights)] * MOST_OFFICES)
    # Further offices lie a few ZIP codes away in the list, so mostly in the same county.
    zip_places[:, 1:] += below(61, MOST_OFFICES - 1) - 30
    second = chance(_SHARE_OF["second_office"])
    return Batch(
        first=first,
        size=size,
        npi=npi_numbers(first, size),
        organization=organization,
        in_nppes=chance(_SHARE_OF["nppes"]),
        in_market=chance(_SHARE_OF["market"]),
        female=female,
        last=weighted(names().last_weights),
        given=np.where(female, weighted(names().female), weighted(names().male)),
        middle=below(40),
        former=np.where(chance(0.06), weighted(names().last_weights), -1),
        specialty=np.where(
            organization, weighted(kinds("o").weights), weighted(kinds("i").weights)
        ),
        also=chance(0.12) & ~organization,
        offices=1 + second + (second & chance(_THIRD_OFFICE)),
        zip=np.clip(zip_places, 0, len(zips().codes) - 1),
        number=1 + below(9900, MOST_OFFICES),
        street=below(len(STREETS), MOST_OFFICES),
        suite=below(1000, MOST_OFFICES),
        phone=below(10_000, MOST_OFFICES),
        updated=below(17 * 365),
        accepting=weighted(Weighted((62, 26, 12))),
        language=np.where(chance(0.3), weighted(Weighted(_LANGUAGE_WEIGHTS)), -1),
        joins=random.random((full, _MOST_NETWORKS))[:size],
        years=Weighted(YEAR_SHARES).draw(random, full * _MOST_NETWORKS).reshape(full, -1)[:size],
        group=below(len(GROUP_WORDS)),
    )
