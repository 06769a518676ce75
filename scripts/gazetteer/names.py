"""The names a place is found by: which are kept, how they are folded, how much they count."""

import re
import unicodedata
from collections.abc import Iterable

from opencc import OpenCC

from directory.places.folding import abbreviate, expand_first, fold
from scripts.gazetteer.everyday import EVERYDAY
from scripts.gazetteer.sources import City

# Grades of a name, as the file states them: a place's own name, another name of it, a name the
# Postal Service refuses, and a later word of a well-known name ("vegas").
OWN, OTHER, WEAK, WORD = 0, 1, 2, 3

# From this many people on, short all-capital codes and later words of a name are worth keeping.
LARGE, KNOWN = 100_000, 20_000

_KEPT = re.compile(r"[a-z0-9 ]+|[Ѐ-ӿ ]+|[\u3400-\u9fff]+")


class Han:
    """The traditional characters met, each with its simplified form."""

    def __init__(self) -> None:
        self._convert = OpenCC("t2s").convert
        self.pairs: dict[str, str] = {}

    def simplify(self, text: str) -> str:
        """A text with every traditional character in its simplified form."""
        for char in text:
            if "\u3400" <= char <= "\u9fff":
                plain = self._convert(char)
                if plain != char and len(plain) == 1:
                    self.pairs[char] = plain
        return text.translate({ord(a): ord(b) for a, b in self.pairs.items()})


def names_of(city: City, county_name: str, han: Han) -> dict[str, int]:
    """Every folded name of a city with its best (lowest) grade."""
    found: dict[str, int] = {}

    def add(text: str, grade: int) -> None:
        for form in (text, abbreviate(text), expand_first(text)):
            if form and grade < found.get(form, 9):
                found[form] = grade

    own = fold(city.name)
    add(own, OWN)
    if city.slug and county_name:
        add(f"{own} {fold(county_name)}", OTHER)
    for alias in EVERYDAY.get((city.state, city.name), ()):
        add(fold(han.simplify(alias)), OTHER)
    for alias in city.aliases:
        if worth_keeping(alias, city.population):
            add(fold(han.simplify(alias)), OTHER)
    for alias in city.weak:
        if worth_keeping(alias, city.population):
            add(fold(alias), WEAK)
    for rest in _later_words(own) if city.population >= KNOWN else ():
        add(rest, WORD)
    return {text: grade for text, grade in found.items() if _KEPT.fullmatch(text)}


def worth_keeping(alias: str, population: int) -> bool:
    """Whether an alternate name is one somebody might type.

    The source mixes languages without saying which: names that begin in lower case are
    romanizations of other scripts; codes of up to three capitals are airports and the like.
    """
    if "," in alias and not alias.isascii():
        return False
    first = unicodedata.normalize("NFKD", alias)[:1]
    if first.isascii() and not (first.isupper() or first.isdigit()):
        return False
    if alias.isascii() and len(fold(alias)) <= 3:
        return population >= LARGE
    return True


def _later_words(own: str) -> Iterable[str]:
    words = own.split()
    for n in range(1, len(words)):
        if len(words[n]) >= 4:
            yield " ".join(words[n:])
