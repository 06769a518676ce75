"""Plan and issuer names inside a typed line, where hardly a person's name can be meant."""

import re
from collections import defaultdict
from weakref import WeakKeyDictionary

import msgspec
from rapidfuzz.distance import OSA

from directory.model.plan import Issuer, Plan
from directory.search.planbook import PlanBook
from directory.search.planwords import said_for
from directory.search.text import fold

Key = tuple[str, ...]

_WORD = re.compile(r"\w+")
_FORMS = frozenset(("inc", "llc", "corp", "corporation", "co", "company", "ltd"))
# What follows the name that people use: "Kaiser [Foundation Health Plan]".
_LEGAL = frozenset(
    re.findall(
        r"\w+",
        "inc llc corp corporation co company ltd insurance health healthcare plan plans of from"
        " foundation medicare medicaid dental mutual advantage care services group the and",
    )
)
_CUES = frozenset(
    re.findall(
        r"\w+",
        "with takes take taking accepts accept accepting has insurance plan network covered seguro"
        " acepta acepte aceptan tiene plan страховка страховку страховкой принимает 接受 保险",
    )
)
_AFTER = frozenset(("insurance", "plan", "plans", "coverage", "network", "medicare", "dental"))
# Payers that are nobody's name: one such word is enough.
_PAYERS = frozenset(
    re.findall(
        r"\w+",
        "aetna cigna humana unitedhealthcare anthem ambetter metlife wellcare wellpoint centene"
        " emblemhealth healthfirst fidelis highmark premera carefirst regence kaiser tricare"
        " medicaid medicare uhc bcbs bluecross blueshield guardian careplus",
    )
)
# Words of cards that may follow a payer's name.
_CARD = frozenset(
    re.findall(
        r"\w+",
        "ppo hmo epo pos dppo dhmo d snp dsnp bronze silver gold platinum catastrophic insurance"
        " plan plans medicare medicaid advantage dental marketplace saver choice plus premier basic"
        " health healthcare care coverage",
    )
)
# Of these, the ones that people also write before it: "silver ppo aetna".
_BEFORE = frozenset(
    ("ppo", "hmo", "epo", "pos", "bronze", "silver", "gold", "platinum", "catastrophic")
)
LONGEST = 14
"""Plan names of more words are not looked for; they are found by id or by suggestion."""
_LEAST_PLANS = 3
_LEAST_LETTERS = 5


class Found(msgspec.Struct, frozen=True):
    """Characters `start` to `end` of the line name these plans, or else these issuers."""

    start: int
    end: int
    plans: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()


class _Index(msgspec.Struct):
    """Plans by id and name; issuers by full and short names and by the brand of their plans."""

    plans: dict[Key, list[str]]
    issuers: dict[Key, list[str]]
    brands: dict[Key, list[str]]


class _Token(msgspec.Struct, frozen=True):
    word: str
    start: int
    end: int


_indexes: "WeakKeyDictionary[PlanBook, _Index]" = WeakKeyDictionary()


def find_plan(line: str, book: PlanBook) -> Found | None:
    """The longest plan id, plan name or payer's name in `line`, with the card's words after it.

    A payer of one word ("Oscar" is also a first name) counts only beside a word that says so
    ("takes oscar", "oscar insurance"), or where nobody is called so.
    """
    index = _index(book)
    tokens = [_Token(fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(line)]
    known = [token.word for token in tokens]
    for length in range(min(LONGEST, len(tokens)), 0, -1):
        for first in range(len(tokens) - length + 1):
            key = tuple(known[first : first + length])
            plans = index.plans.get(key)
            if plans and (length > 1 or _is_id(key[0])):
                return Found(tokens[first].start, tokens[first + length - 1].end, tuple(plans))
            issuers = _issuers(index, key, known, first)
            if issuers:
                return _with_card(tokens, first, length, issuers, book)
    return None


def _issuers(index: _Index, key: Key, known: list[str], first: int) -> list[str]:
    """Issuers that a run of words names, where no person can be meant."""
    spoken = tuple(said_for(list(key)))
    cued = _cued(known, first, len(key))
    found = index.issuers.get(spoken) or index.brands.get(spoken) or index.brands.get(key)
    if not found and cued and len(key) == 1 and len(key[0]) >= _LEAST_LETTERS:
        found = next(
            (ids for (brand, *more), ids in index.brands.items()
             if not more and OSA.distance(brand, key[0], score_cutoff=1) <= 1), None,
        )  # fmt: skip
    if found and (len(key) > 1 or cued or key[0] in _PAYERS or len(spoken) > 1):
        return found
    return []


def narrowed(found: Found, book: PlanBook, state: str) -> Found:
    """Of payers of one name, as those of Blue Cross are, the ones of a state, with their plans."""
    issuers = {one for one in found.issuers if state in _states(book, one)}
    plans = tuple(one for one in found.plans if state in book.plans[one].states)
    return msgspec.structs.replace(
        found, issuers=tuple(sorted(issuers)) or found.issuers, plans=plans or found.plans
    )


def _states(book: PlanBook, issuer: str) -> set[str]:
    own = set(book.issuers[issuer].states) if issuer in book.issuers else set()
    return own.union(*(plan.states for plan in book.plans_of(issuer)))


def _with_card(
    tokens: list[_Token], first: int, length: int, issuers: list[str], book: PlanBook
) -> Found:
    """The payer, or its plans where words of the card behind or before its name choose some."""
    known = [token.word for token in tokens]
    start, after = first, first + length
    while after < len(tokens) and _is_card(known[after]):
        after += 1
    while start and known[start - 1] in _BEFORE:
        start -= 1
    said = known[start:first] + known[first + length : after]
    span = tokens[start].start, tokens[after - 1].end
    if any(word not in _LEGAL and word not in _AFTER for word in said):
        met = book.meant(known[start:after])
        plans = sorted(plan for plan in met if book.plans[plan].issuer in issuers)
        if plans:
            return Found(*span, plans=tuple(plans))
        span = tokens[first].start, tokens[first + length - 1].end
    return Found(*span, issuers=tuple(issuers))


def _is_card(word: str) -> bool:
    return word in _CARD or (word.isdigit() and len(word) in (3, 4))


def _cued(words: list[str], first: int, length: int) -> bool:
    before = words[first - 1] if first else ""
    after = words[first + length] if first + length < len(words) else ""
    return before in _CUES or after in _AFTER


def _is_id(word: str) -> bool:
    return any(c.isdigit() for c in word) and len(word) >= 6


def _index(book: PlanBook) -> _Index:
    found = _indexes.get(book)
    if found is None:
        found = _indexes[book] = _Index({}, {}, {})
        names: dict[str, list[Key]] = defaultdict(list)
        for plan in book.plans.values():
            names[plan.issuer or ""].append(_key(plan.name))
            _add_plan(found.plans, plan)
        for issuer in book.issuers.values():
            for brand in _brands(issuer, names[issuer.id]):
                found.brands.setdefault(brand, []).append(issuer.id)
            full = _key(issuer.name)
            for key in {full, tuple(word for word in full if word not in _FORMS)}:
                if 0 < len(key) <= LONGEST:
                    found.issuers.setdefault(tuple(said_for(list(key))), []).append(issuer.id)
    return found


def _add_plan(plans: dict[Key, list[str]], plan: Plan) -> None:
    for key in {_key(plan.name), _key(plan.id)}:
        if 0 < len(key) <= LONGEST:
            plans.setdefault(key, []).append(plan.id)


def _brands(issuer: Issuer, plans: list[Key]) -> set[Key]:
    """What an issuer is called for short: its name up to the legal words; its plans' common head.

    A payer of a state is known by the name that it shares with the others too.
    """
    full = tuple(said_for(list(_key(issuer.name))))
    legal = next((at for at, word in enumerate(full) if at and word in _LEGAL), len(full))
    found = {full[:legal]}
    if "of" in full:
        found.add(full[: full.index("of")])
    plain = tuple(word for word in full if word != "and")
    if plain[:4] == ("blue", "cross", "blue", "shield"):
        found |= {plain[:4], plain[:2]}
        found.add((*plain[:4], *plain[5:]) if plain[4:5] == ("of",) else plain)
    found |= {
        full[at : at + 2] for at in range(len(full)) if full[at : at + 2] == ("blue", "cross")
    }
    if len(plans) >= _LEAST_PLANS:
        found.add(_common_head(plans))
    return {brand for brand in found if brand and brand != ("the",)}


def _common_head(names: list[Key]) -> Key:
    head = names[0]
    for name in names[1:]:
        same = 0
        while same < min(len(head), len(name)) and head[same] == name[same]:
            same += 1
        head = head[:same]
    return tuple(word for word in head if word not in _CARD) if head else ()


def _key(text: str) -> Key:
    return tuple(fold(m.group()) for m in _WORD.finditer(text))
