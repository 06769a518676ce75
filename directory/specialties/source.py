"""Reads the catalog's own files: a plain line format that people can edit and review.

`# kind id | en | es | zh | ru` opens a category (kind `individual` or `facility`),
`@ id weight related…` a specialty, `codes …` its NUCC codes, and a line per language follows:
`en name | description | titles; … | words; …`, where `word~.7` is meant less surely.
"""

from collections.abc import Iterable
from typing import Any

from directory.model.specialty import LANGUAGES, Category, Specialty, Word


class CatalogFault(ValueError):
    """A line of the catalog that cannot be read; the message names the line and the cure."""


def parse(lines: Iterable[str]) -> tuple[list[Category], list[Specialty]]:
    """The categories and specialties of one file, in the order written. Raises CatalogFault."""
    categories: list[dict[str, Any]] = []
    specialties: list[dict[str, Any]] = []
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text:
            continue
        try:
            _line(text, categories, specialties)
        except (ValueError, IndexError) as error:
            raise CatalogFault(f"catalog line {number}: {text[:60]!r}: {error}") from error
    made = [Specialty(**one) for one in specialties]
    return (
        [
            Category(
                id=one["id"],
                names=one["names"],
                specialties=tuple(s.id for s in made if s.category == one["id"]),
            )
            for one in categories
        ],
        made,
    )


def _line(text: str, categories: list[dict[str, Any]], specialties: list[dict[str, Any]]) -> None:
    key, _, rest = text.partition(" ")
    if key == "#":
        kind, _, named = rest.partition(" ")
        if kind not in ("individual", "facility"):
            raise ValueError("a category is of kind individual or facility")
        name, *names = [part.strip() for part in named.split("|")]
        translated = dict(zip(LANGUAGES, names, strict=True))
        categories.append({"kind": kind, "id": name, "names": translated})
    elif key == "@":
        name, weight, *related = rest.split()
        specialties.append(_opened(categories[-1], name, int(weight), related))
    elif key == "codes":
        specialties[-1]["codes"] = tuple(rest.split())
    elif key in LANGUAGES:
        _language(specialties[-1], key, rest)
    else:
        raise ValueError(f"a line begins with #, @, codes or one of {', '.join(LANGUAGES)}")


def _opened(category: dict[str, Any], name: str, weight: int, related: list[str]) -> dict[str, Any]:
    return {
        "id": name,
        "category": category["id"],
        "kind": category["kind"],
        "weight": weight,
        "related": tuple(related),
        "codes": (),
        **{part: {} for part in ("names", "descriptions", "titles", "words")},
    }


def _language(specialty: dict[str, Any], language: str, text: str) -> None:
    name, description, titles, words = (part.strip() for part in text.split("|"))
    specialty["names"][language] = name
    specialty["descriptions"][language] = description
    specialty["titles"][language] = tuple(_items(titles))
    specialty["words"][language] = tuple(_word(item) for item in _items(words))


def _items(text: str) -> list[str]:
    return [item.strip() for item in text.split(";") if item.strip()]


def _word(item: str) -> Word:
    text, tilde, likely = item.partition("~")
    return Word(text.strip(), float(likely) if tilde else 1.0)
