"""Plan and issuer names inside a typed line: whole names only, since many are ordinary words."""

import re
from weakref import WeakKeyDictionary

import msgspec

from directory.search.planbook import PlanBook
from directory.search.text import fold

_WORD = re.compile(r"\w+")
_FORMS = frozenset(("inc", "llc", "corp", "corporation", "co", "company", "ltd"))
_CUES = frozenset(("with", "takes", "take", "accepts", "accepting", "has", "insurance", "plan"))
_AFTER = frozenset(("insurance", "plan", "plans", "coverage"))
LONGEST = 14
"""Plan names of more words are not looked for; they are found by id or by suggestion."""


class Found(msgspec.Struct, frozen=True):
    """Characters `start` to `end` of the line name these plans, or else these issuers."""

    start: int
    end: int
    plans: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()


class _Index(msgspec.Struct):
    plans: dict[tuple[str, ...], list[str]]
    issuers: dict[tuple[str, ...], list[str]]


_indexes: "WeakKeyDictionary[PlanBook, _Index]" = WeakKeyDictionary()


def find_plan(line: str, book: PlanBook) -> Found | None:
    """The longest plan id, plan name or issuer name in `line`.

    An issuer of one word ("Oscar" is also a first name) counts only beside a word that says so:
    "takes oscar", "oscar insurance".
    """
    index = _index(book)
    spans = [(m.start(), m.end(), fold(m.group())) for m in _WORD.finditer(line)]
    words = [word for _, _, word in spans]
    for length in range(min(LONGEST, len(words)), 0, -1):
        for first in range(len(words) - length + 1):
            key = tuple(words[first : first + length])
            start, end = spans[first][0], spans[first + length - 1][1]
            if key in index.plans and (length > 1 or _is_id(key[0])):
                return Found(start, end, plans=tuple(index.plans[key]))
            if key in index.issuers and (length > 1 or _cued(words, first)):
                return Found(start, end, issuers=tuple(index.issuers[key]))
    return None


def _cued(words: list[str], at: int) -> bool:
    before = words[at - 1] if at else ""
    after = words[at + 1] if at + 1 < len(words) else ""
    return before in _CUES or after in _AFTER


def _is_id(word: str) -> bool:
    return any(c.isdigit() for c in word) and len(word) >= 6


def _index(book: PlanBook) -> _Index:
    found = _indexes.get(book)
    if found is None:
        found = _Index({}, {})
        for plan in book.plans.values():
            for key in {_key(plan.name), _key(plan.id)}:
                if 0 < len(key) <= LONGEST:
                    found.plans.setdefault(key, []).append(plan.id)
        for issuer in book.issuers.values():
            full = _key(issuer.name)
            short = tuple(word for word in full if word not in _FORMS)
            for key in {full, short}:
                if 0 < len(key) <= LONGEST:
                    found.issuers.setdefault(key, []).append(issuer.id)
        _indexes[book] = found
    return found


def _key(text: str) -> tuple[str, ...]:
    return tuple(fold(m.group()) for m in _WORD.finditer(text))
