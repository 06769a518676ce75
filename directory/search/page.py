"""What an engine answers, in domain words."""

from typing import Literal

import msgspec

from directory.model.provider import Provider
from directory.search.request import After

MatchKind = Literal["exact", "prefix", "nickname", "transliteration", "phonetic", "typo", "initial"]


class NameMatch(msgspec.Struct, frozen=True):
    """Why a name was found: a word asked for, the word it met, and how they are alike."""

    kind: MatchKind
    asked: str
    found: str


class OfficeHit(msgspec.Struct, frozen=True):
    """An office (index into the provider's offices) that meets every office-level condition.

    `distance` is great-circle miles, unrounded; None without a place or without coordinates.
    """

    index: int
    distance: float | None = None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A provider found, with the matching offices, nearest first."""

    provider: Provider
    offices: tuple[OfficeHit, ...]
    match: tuple[NameMatch, ...] = ()


class FacetCount(msgspec.Struct, frozen=True):
    """One value of a facet and how many providers have it, its own filter left aside."""

    id: str
    count: int


class ResultPage(msgspec.Struct, frozen=True, kw_only=True):
    """One page of an answer. `total` is exact and counts providers."""

    total: int
    hits: tuple[Hit, ...]
    generation: str
    radius: float
    widened_from: float | None = None
    next: After | None = None
    facets: dict[str, tuple[FacetCount, ...]] = {}


class Supply(msgspec.Struct, frozen=True, kw_only=True):
    """Counts of providers: `within` by miles, then by area; nearest as (npi, miles)."""

    within: dict[int, int]
    county: int | None
    state: int | None
    nation: int
    accepting: int
    verified: int
    nearest: tuple[str, float] | None = None


class NameSuggestion(msgspec.Struct, frozen=True, kw_only=True):
    """A name to complete what is being typed: one provider (`npi` set) or a name many share."""

    text: str
    count: int
    npi: str | None = None
    provider: Provider | None = None


class Holders(msgspec.Struct, frozen=True, kw_only=True):
    """Who bears a full name: how many, and the first of them, best known first.

    `total` counts no more than the first thousand of those whom name tokens alone do not settle.
    `guesses` are names to search for instead, where nobody does.
    """

    total: int
    providers: tuple[Provider, ...]
    guesses: tuple[str, ...] = ()


class Health(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the engine can answer, what it is, and the generation that it serves."""

    ok: bool
    engine: str
    detail: str = ""
    generation: str | None = None
