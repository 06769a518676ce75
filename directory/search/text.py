"""Name analysis shared by both engines: what is indexed of a name, and how a typed name is cut up.

Engines index the tokens made here as plain keywords, so no engine needs an analyzer of its own.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

import msgspec

from directory.model.provider import Name, Provider
from directory.search.scripts import is_foreign, romanized

Field = Literal["f", "m", "l", "p", "o", "x", "i"]
"""Whole first, middle and last names; parts of compound ones; organization words; words of other
names; initials of first and middle names."""

MAX_TOKEN = 30
"""Longer words are cut, so that a vocabulary can be held in fixed-width columns."""

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "й": "y", "ı": "i", "ħ": "h", "ŋ": "n",
        "'": "", "’": "", "ʻ": "", "ʼ": "", "`": "", "´": "", ".": "",
    }
)  # fmt: skip
_WORD = re.compile(r"\w+")
_CERTIFIED = re.compile(r"(?i)\b[a-z]{2,5}-(?:c|bc)\b")
_PROFESSIONS = """
dr doctor md dds dmd dpm dc pac aprn rn lpn phd psyd lcsw lmft lpc pharmd mph mba
dra mr mrs miss prof facp facs faap mbbs dnp cnp fnp crna cnm dpt slp bcba
bsn msn msw ccc mhs bds bs ba faan facog facc faafp esq
"""
_FORMS = "llc inc pc pa corp ltd pllc llp lp co the of and a"
_PARTICLES = "de la del los las da das dos di du van der den von el al bin ibn y e"
TITLES = frozenset(_PROFESSIONS.split())
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
ALSO_NAMES = frozenset(("do", "ma", "pa", "ms", "od", "np", "pt", "ot", "an"))
"""Credentials and words that are surnames too: they need not be met, but count when they are."""
PARTICLES = frozenset(_PARTICLES.split())
ORGANIZATION_FORMS = frozenset(_FORMS.split())
ABBREVIATIONS = {
    "ctr": "center", "cntr": "center", "cent": "center", "centre": "center", "st": "saint",
    "hosp": "hospital", "med": "medical", "assoc": "associates", "assocs": "associates",
    "grp": "group", "svcs": "services", "svc": "services", "serv": "services", "clin": "clinic",
    "univ": "university", "mem": "memorial", "meml": "memorial", "reg": "regional",
    "cnty": "county", "rehab": "rehabilitation", "pharm": "pharmacy", "phcy": "pharmacy",
    "surg": "surgery",
    "dept": "department", "mt": "mount", "ft": "fort", "hlth": "health", "physicans": "physicians",
    "natl": "national", "intl": "international", "inst": "institute", "labs": "laboratories",
    "lab": "laboratory", "comm": "community", "cmnty": "community", "gen": "general",
}  # fmt: skip
"""Words of organization names and what they are short for; both sides are written out."""


class Typed(msgspec.Struct, frozen=True):
    """A word somebody typed: folded, whether it came in another script, whether it must be met."""

    text: str
    foreign: bool = False
    optional: bool = False


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and full stops; ligatures and the like spelt out."""
    lower = text.casefold().translate(_LETTERS)
    if lower.isascii():
        return lower
    decomposed = unicodedata.normalize("NFKD", lower)
    plain = "".join(c for c in decomposed if not unicodedata.combining(c))
    return unicodedata.normalize("NFC", plain).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text in Latin letters, each cut at MAX_TOKEN; hyphens separate."""
    found = _WORD.findall(fold(text).replace("_", " "))
    if all(word.isascii() for word in found):
        return [word[:MAX_TOKEN] for word in found]
    return [part[:MAX_TOKEN] for word in found for part in _latin(word)]


def typed_words(text: str) -> list[Typed]:
    """The words of a typed name, without titles and credentials unless nothing else is left.

    "Chen, Serena" is turned around, so that the words stand in the order of a name.
    """
    text = _CERTIFIED.sub(" ", text)
    last, _, rest = text.partition(",")
    first = _typed(rest)
    if all(word.text in TITLES | SUFFIXES | ALSO_NAMES for word in first):
        spelt = _typed(text)
    else:
        spelt = first + _typed(last)
    plain = [word for word in spelt if word.text not in TITLES and word.text not in SUFFIXES]
    plain = plain or spelt
    firm = [w for w in plain if w.text not in ALSO_NAMES and w.text not in PARTICLES]
    if not firm:
        return plain
    return [w if w in firm else msgspec.structs.replace(w, optional=True) for w in plain]


def query_words(text: str) -> list[str]:
    """The words of `typed_words` alone."""
    return [word.text for word in typed_words(text)]


def name_tokens(provider: Provider) -> list[tuple[Field, str]]:
    """Every (field, token) under which a provider can be found, each once, in a stable order."""
    if provider.kind == "organization":
        found = list(_organization(provider.name))
    else:
        found = list(_person(provider.name))
    return list(dict.fromkeys(found))


def _typed(text: str) -> list[Typed]:
    return [
        Typed(part[:MAX_TOKEN], foreign=is_foreign(word))
        for word in _WORD.findall(fold(text).replace("_", " "))
        for part in _latin(word)
    ]


def _latin(word: str) -> list[str]:
    return romanized(word) if not word.isascii() else [word]


def _person(name: Name) -> Iterator[tuple[Field, str]]:
    first, middle, last = words(name.first), words(name.middle), words(name.last)
    for word in [*first, *middle]:
        yield ("i", word[0])
    yield from _compound("f", first)
    yield from _compound("m", [word for word in middle if len(word) > 1])
    if first and middle and len(middle[0]) > 1:
        yield ("p", f"{first[-1]}{middle[0]}"[:MAX_TOKEN])
    yield from _compound("l", last)
    if not first and not last:
        yield from _compound("l", query_words(name.full))
    for other in name.others:
        spelt = [other.first, other.middle, other.last] if other.last else [other.full]
        for part in spelt:
            for _, token in _compound("x", query_words(part) if part else []):
                yield ("x", token)


def _organization(name: Name) -> Iterator[tuple[Field, str]]:
    for word in words(name.full):
        if word not in ORGANIZATION_FORMS:
            yield ("o", ABBREVIATIONS.get(word, word))
    for other in name.others:
        for word in words(other.full):
            if word not in ORGANIZATION_FORMS:
                yield ("x", ABBREVIATIONS.get(word, word))


def _compound(field: Field, parts: list[str]) -> Iterator[tuple[Field, str]]:
    """The whole as one word ("de la Cruz" is also typed "delacruz"), and its parts as parts."""
    if parts:
        yield (field, "".join(parts)[:MAX_TOKEN])
    if len(parts) > 1:
        for part in parts:
            yield ("p", part)


def sort_name(provider: Provider) -> str:
    """What "by name" sorts on: last name, first, middle; an organization's whole name."""
    name = provider.name
    spelt = f"{name.last} {name.first} {name.middle}" if name.last else name.full
    return " ".join(words(spelt))


def phone_digits(text: str) -> str:
    """The ten digits of a North American number, country code and extension cut off; or nothing."""
    digits = re.sub(r"\D", "", re.split(r"(?i)x|ext", text)[0])
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    return digits if len(digits) == 10 else ""
