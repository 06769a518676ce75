"""Name analysis shared by both engines: what is indexed of a name, and how a typed name is cut up.

Engines index the tokens made here as plain keywords, so no engine needs an analyzer of its own.
"""

import re
import unicodedata
from collections.abc import Iterator
from typing import Literal

from directory.model.provider import Name, Provider

Field = Literal["f", "l", "o", "x", "i"]
"""First and middle names, last names, organization words, words of other names, initials."""

MAX_TOKEN = 30
"""Longer words are cut, so that a vocabulary can be held in fixed-width columns."""

_LETTERS = str.maketrans(
    {
        "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th",
        "ı": "i", "ħ": "h", "ŋ": "n", "'": "", "’": "", "ʻ": "", "ʼ": "", "`": "", "´": "", ".": "",
    }
)  # fmt: skip
_WORD = re.compile(r"\w+")
_PROFESSIONS = """
dr doctor md do dds dmd od dpm dc np pa pac aprn rn lpn phd psyd lcsw lmft lpc pharmd mph mba ms ma
mr mrs miss prof facp facs faap mbbs dnp cnp fnp crna cnm pt dpt ot slp bcba
"""
_FORMS = "llc inc pc pa corp ltd pllc llp lp co the of and a"
TITLES = frozenset(_PROFESSIONS.split())
SUFFIXES = frozenset(("jr", "sr", "ii", "iii", "iv"))
ORGANIZATION_FORMS = frozenset(_FORMS.split())


def fold(text: str) -> str:
    """Lower case without accents, apostrophes and full stops; ligatures and the like spelt out."""
    decomposed = unicodedata.normalize("NFKD", text.casefold().translate(_LETTERS))
    return "".join(c for c in decomposed if not unicodedata.combining(c)).translate(_LETTERS)


def words(text: str) -> list[str]:
    """The folded words of a text, each cut at MAX_TOKEN characters; hyphens separate."""
    return [word[:MAX_TOKEN] for word in _WORD.findall(fold(text).replace("_", " "))]


def query_words(text: str) -> list[str]:
    """The words of a typed name without titles and credentials, unless nothing else is left."""
    typed = words(text)
    plain = [word for word in typed if word not in TITLES and word not in SUFFIXES]
    return plain or typed


def name_tokens(provider: Provider) -> list[tuple[Field, str]]:
    """Every (field, token) under which a provider can be found, each once, in a stable order."""
    if provider.kind == "organization":
        found = list(_organization(provider.name))
    else:
        found = list(_person(provider.name))
    return list(dict.fromkeys(found))


def _person(name: Name) -> Iterator[tuple[Field, str]]:
    given = [*words(name.first), *words(name.middle)]
    for word in given:
        if len(word) > 1:
            yield ("f", word)
        yield ("i", word[0])
    yield from _compound("l", words(name.last))
    if not name.first and not name.last:
        yield from _compound("l", query_words(name.full))
    for other in name.others:
        spelt = [other.first, other.middle, other.last] if other.last else [other.full]
        for part in spelt:
            yield from _compound("x", query_words(part) if part else [])


def _organization(name: Name) -> Iterator[tuple[Field, str]]:
    for word in words(name.full):
        if word not in ORGANIZATION_FORMS:
            yield ("o", word)
    for other in name.others:
        for word in words(other.full):
            if word not in ORGANIZATION_FORMS:
                yield ("x", word)


def _compound(field: Field, parts: list[str]) -> Iterator[tuple[Field, str]]:
    """The parts, and all of them as one word: "de la Cruz" is also typed "delacruz"."""
    for part in parts:
        yield (field, part)
    if len(parts) > 1:
        yield (field, "".join(parts)[:MAX_TOKEN])


def sort_name(provider: Provider) -> str:
    """What "by name" sorts on: last name, first, middle; an organization's whole name."""
    name = provider.name
    spelt = f"{name.last} {name.first} {name.middle}" if name.last else name.full
    return " ".join(words(spelt))


_SOUNDS = (
    (re.compile(r"^(?:kn|gn|pn|wr|ps)"), lambda m: m.group()[1]),
    (re.compile(r"^x"), lambda _: "s"),
    (re.compile(r"ch(?=[rlm])"), lambda _: "k"),
    (re.compile(r"tsch|sch|tch|cz|ch|sh"), lambda _: "x"),
    (re.compile(r"ph"), lambda _: "f"),
    (re.compile(r"ght|gh$"), lambda m: "t" if m.group() == "ght" else ""),
    (re.compile(r"th|dt"), lambda _: "t"),
    (re.compile(r"ck|qu|q|kh|gh|cc"), lambda _: "k"),
    (re.compile(r"c(?=[eiy])"), lambda _: "s"),
    (re.compile(r"c|g(?![eiy])"), lambda _: "k"),
    (re.compile(r"dg|g|zh"), lambda _: "j"),
    (re.compile(r"ts|tz|z"), lambda _: "s"),
    (re.compile(r"w|v|b(?=$)"), lambda _: "f"),
    (re.compile(r"(?<=.)h"), lambda _: ""),
)


def sound(token: str) -> str:
    """A rough key of how a name sounds: like-sounding spellings share it ("phillips", "filips").

    Vowels after the first letter fall out, since origins differ most in them; the leading vowel
    stays as one sign. An empty key means that nothing can be said.
    """
    key = token
    for pattern, replacement in _SOUNDS:
        key = pattern.sub(replacement, key)
    key = re.sub(r"^[aeiouy]+", "a", key)
    key = key[:1] + re.sub(r"[aeiouy]", "", key[1:])
    return re.sub(r"(.)\1+", r"\1", key)


def phone_digits(text: str) -> str:
    """The ten digits of a North American number, country code and extension cut off; or nothing."""
    digits = re.sub(r"\D", "", re.split(r"(?i)x|ext", text)[0])
    digits = digits[1:] if len(digits) == 11 and digits[0] == "1" else digits
    return digits if len(digits) == 10 else ""
