"""Specialties as patients know them, each standing for one or several NUCC taxonomy codes."""

from typing import Literal

import msgspec

SpecialtyKind = Literal["individual", "facility"]
LANGUAGES = ("en", "es", "zh", "ru")
"""The languages of the catalog, ISO 639-1; Chinese is written in simplified characters."""


class Word(msgspec.Struct, frozen=True):
    """A lay word for a specialty; `likely` (0 to 1) is how surely the word means it."""

    text: str
    likely: float = 1.0


class Specialty(msgspec.Struct, frozen=True, kw_only=True):
    """A consumer specialty or a kind of facility.

    `codes` are the NUCC codes it stands for; each code belongs to one specialty only. `titles` are
    names that publishers and people use for it, `words` what people come with; both by language.
    `weight` tells roughly how many people look for it: family medicine is 100.
    """

    id: str
    category: str
    kind: SpecialtyKind
    weight: int
    names: dict[str, str]
    descriptions: dict[str, str]
    codes: tuple[str, ...]
    titles: dict[str, tuple[str, ...]]
    words: dict[str, tuple[Word, ...]]
    related: tuple[str, ...]


class Category(msgspec.Struct, frozen=True, kw_only=True):
    """A group of specialties in the tree; `specialties` are ids in the order to show."""

    id: str
    names: dict[str, str]
    specialties: tuple[str, ...]
