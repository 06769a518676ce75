"""The trade in a line: which words name specialties, and which only an organization."""

import re

from directory.search.line import WORD, Line, Piece, bare, is_joint, plain, trimmed
from directory.search.text import fold
from directory.specialties.catalog import Catalog, Match
from directory.specialties.catalog import Mention as Spoken

# Words of organizations' names. Alone they add nothing: "heart clinic" is a heart doctor.
ORGANIZATION = frozenset(
    re.findall(
        r"\w+",
        "center centre clinic clinics hospital group associates institute partners health medical"
        " healthcare llc inc pllc corp foundation services system network practice office care",
    )
)
BUILDINGS = frozenset(("center", "centre", "clinic", "clinics", "hospital", "institute", "group"))
# Specialties that say only what kind of building it is.
_ANY_BUILDING = frozenset(("clinic", "hospital"))
# In a name far more often than asked for.
_TOO_GENERAL = frozenset(("medicine",))
_MOST_PHRASES = 3
_FUNCTION = frozenset(
    re.findall(r"\w+", "near me my for and in who with open now the a an of to on is at by")
)
_SURNAME = re.compile(r"^[а-я]+(?:ова?|ева?|ина?|ына?|ский|ская|енко|чук|юк|ян|швили|дзе)$")
_LEAST_STEM = 5


def take_specialties(line: Line, catalog: Catalog) -> list[Match]:
    """Specialties named in the line, unless they are part of an organization's name.

    A second phrase only helps to choose: "psychiatrist for ADHD" is a psychiatrist.
    """
    mentions: list[list[Match]] = []
    for _ in range(_MOST_PHRASES):
        matches = _next_specialty(line, catalog, alone=bool(mentions))
        if not matches:
            break
        mentions.append(matches)
    if not mentions:
        return []
    head = min(mentions, key=lambda matches: matches[0].how == "word")
    others = [{m.specialty.id for m in matches} for matches in mentions if matches is not head]
    both = [m for m in head if all(m.specialty.id in ids for ids in others)]
    return both or head


def _next_specialty(line: Line, catalog: Catalog, *, alone: bool) -> list[Match]:
    """The first specialty of the line, taken; `alone`: only where no other word is beside it."""
    for piece in line.pieces():
        found = _found_in(piece, catalog)
        if found is None or fold(piece.text[found.start : found.end]) in _TOO_GENERAL:
            continue
        around = piece.plain[: found.start] + " " + piece.plain[found.end :]
        phrase = piece.plain[found.start : found.end]
        if _is_organization(around) or _is_named(piece.plain[: found.start], phrase):
            continue
        if alone and trimmed(around):
            continue
        line.take("specialty", piece.start + found.start, piece.start + found.end)
        return _narrower(catalog, phrase) or list(found.matches)
    return []


def _found_in(piece: Piece, catalog: Catalog) -> Spoken | None:
    """The specialty in a piece, but for words that only nearly are spelled as one.

    "Near me" is no beginning of "near me clinic"; "Сидорова" is a person, not a cramp.
    """
    text = piece.text
    for _ in range(_MOST_PHRASES):
        found = catalog.find_in(text)
        if found is None or found.matches[0].how != "typo":
            return found
        phrase = piece.plain[found.start : found.end]
        if not _is_by_chance(phrase, found.matches[0].word):
            return found
        text = text[: found.start] + "," * (found.end - found.start) + text[found.end :]
    return None


def _is_by_chance(phrase: str, meant: str) -> bool:
    same = phrase[:_LEAST_STEM] == plain(meant)[:_LEAST_STEM]
    return _FUNCTION.issuperset(phrase.split()) or (bool(_SURNAME.search(phrase)) and not same)


def _narrower(catalog: Catalog, phrase: str) -> list[Match]:
    """What a clinic or the like is for: a "heart clinic" is the heart doctors'."""
    words = phrase.split()
    matter = [word for word in words if word not in BUILDINGS]
    if not matter or len(matter) == len(words):
        return []
    whole, found = catalog.read(phrase), catalog.find_in(" ".join(matter))
    is_any = bool(whole) and whole[0].specialty.id in _ANY_BUILDING
    return list(found.matches) if is_any and found else []


def _is_organization(around: str) -> bool:
    """Whether the words around a specialty make it a name: "Riverside … Center", not "… clinic"."""
    words = [bare(word) for word in WORD.findall(around)]
    proper = [word for word in words if not is_joint(word) and word not in ORGANIZATION]
    return bool(proper) and any(word in ORGANIZATION for word in words)


def _is_named(before: str, phrase: str) -> bool:
    """Whether a phrase is the end of an organization's name: "Brooklyn Dental Center"."""
    proper = any(not is_joint(word) for word in before.split())
    return proper and bare(phrase.split()[-1]) in BUILDINGS
