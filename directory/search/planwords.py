"""Plans by the words people know them under: name, issuer, product type, network, state, id."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.model.plan import Issuer, Network, Plan
from directory.model.states import NAMES_ELSEWHERE, STATE_NAMES
from directory.search.text import fold, words

EXACT, PREFIX, TYPO = 3.0, 2.0, 1.0
"""How well a typed word meets a plan's word; a plan's score is the sum over the words typed."""

Scores = dict[str, float]

# What is said for a payer or product, folded, and the words it stands for.
_SAID_FOR = {
    ("bcbs",): ("blue", "cross", "blue", "shield"),
    ("bluecross",): ("blue", "cross"),
    ("blueshield",): ("blue", "shield"),
    ("uhc",): ("unitedhealthcare",),
    ("united", "healthcare"): ("unitedhealthcare",),
    ("united", "health", "care"): ("unitedhealthcare",),
    ("united", "health"): ("unitedhealthcare",),
    ("kp",): ("kaiser",),
    ("dsnp",): ("d", "snp"),
    ("csnp",): ("c", "snp"),
    ("point", "of", "service"): ("pos",),
    ("health", "maintenance", "organization"): ("hmo",),
    ("preferred", "provider", "organization"): ("ppo",),
    ("preferred", "provider"): ("ppo",),
    ("exclusive", "provider"): ("epo",),
}
# The Blue of a state, run together: "bcbsfl", "bcbstx".
_SAID_FOR |= {
    (f"bcbs{state.lower()}",): ("blue", "cross", "blue", "shield", *words(name))
    for state, name in STATE_NAMES.items()
}
_LONGEST_SAID = max(map(len, _SAID_FOR))
# Words on every card: met where a plan has them, and no hindrance where it has not.
_ANYWHERE = frozenset(
    re.findall(
        r"\w+",
        "a and of the in from for my with insurance insurances plan plans health healthcare care"
        " coverage inc llc co corp corporation company card member network open access marketplace"
        " obamacare exchange medicare medicaid advantage dental vision individual family seguro",
    )
)
_STATE_WORDS = {
    tuple(words(name)): state
    for state, english in STATE_NAMES.items()
    for name in (english, *NAMES_ELSEWHERE.get(state, ()))
}
_STATE_CODES = {state.lower(): state for state in STATE_NAMES}
# Abbreviations of states that are words as well: believed at the end only.
_ALSO_WORDS = frozenset(("in", "or", "me", "hi", "ok", "oh", "co", "de", "id", "al", "la", "ma"))
_ID = re.compile(r"(?:\d{5}(?:[a-z]{2}\d*)?|[hrse]\d{4}\d*)", re.ASCII)
_HIOS = 14
_SIGN = re.compile(r"[\W_]+")


class _Unit(msgspec.Struct, frozen=True):
    """A word typed or said for, or a state; `needed` where a plan must meet it."""

    word: str
    state: str = ""
    needed: bool = True


class PlanWords:
    """An index from folded words to plans; every word typed must be met, but those of any card."""

    def __init__(
        self,
        plans: Mapping[str, Plan],
        issuers: Mapping[str, Issuer],
        networks: Mapping[str, Network],
    ) -> None:
        self._of: dict[str, set[str]] = defaultdict(set)
        self._in_state: dict[str, set[str]] = defaultdict(set)
        for plan in plans.values():
            for word in _words_of(plan, issuers, networks):
                self._of[word].add(plan.id)
            for state in plan.states:
                self._in_state[state].add(plan.id)
        self._words = sorted(self._of)
        self._ids = sorted((_compact(plan), plan) for plan in plans)

    def find(self, text: str) -> Scores:
        """Plan ids that meet `text`, with their score."""
        return self.by_id(text) or self.by_words(words(text))

    def by_id(self, text: str) -> Scores:
        """Plans whose id begins with a text that looks like one, however it is spaced.

        The two digits of a cost-sharing variant after a HIOS id belong to no other plan.
        """
        typed = _compact(text)
        if not _ID.fullmatch(typed):
            return {}
        if typed[0].isdigit():
            typed = typed[:_HIOS]
        found = {}
        at = bisect_left(self._ids, (typed, ""))
        while at < len(self._ids) and self._ids[at][0].startswith(typed):
            found[self._ids[at][1]] = EXACT
            at += 1
        return found

    def by_words(self, typed: list[str]) -> Scores:
        """Plans that meet folded words, joined or apart, misspelt where nothing else is met."""
        scores: Scores | None = None
        units = list(_units(typed))
        joined = self._joined(units)
        for at, unit in enumerate(units):
            met = joined.get(at)
            if met is None:
                met = self._met_unit(unit)
            if not met and not unit.needed:
                continue
            if scores is None:
                scores = met
            elif unit.needed or scores.keys() & met.keys():
                scores = {plan: scores[plan] + met[plan] for plan in scores.keys() & met.keys()}
        return scores or {}

    def _joined(self, units: list[_Unit]) -> dict[int, Scores]:
        """Scores of words that only together are a word: "blue options", "untied healthcare".

        Both places of a pair hold its score.
        """
        found: dict[int, Scores] = {}
        for at, (first, second) in enumerate(pairwise(units)):
            if first.state or second.state or at in found:
                continue
            both = first.word + second.word
            # Where each word is known by itself, the two are not one.
            if first.word in self._of and second.word in self._of:
                continue
            met = dict.fromkeys(self._of.get(both, ()), EXACT)
            if not met and len(both) >= _LONG and not self._met(first.word, typos=False):
                met = self._misspelt(both, 1)
            if met:
                found[at] = found[at + 1] = met
        return found

    def _met_unit(self, unit: _Unit) -> Scores:
        met = self._met(unit.word, typos=unit.needed)
        if unit.state:
            for plan in self._in_state[unit.state]:
                met[plan] = EXACT
        return met

    def _met(self, word: str, *, typos: bool) -> Scores:
        met = dict.fromkeys(self._of.get(word, ()), EXACT)
        at = bisect_left(self._words, word)
        while at < len(self._words) and self._words[at].startswith(word):
            for plan in self._of[self._words[at]]:
                met.setdefault(plan, PREFIX)
            at += 1
        if not met and typos and len(word) > 3:
            met = self._misspelt(word, 1 + len(word) // 8)
        return met

    def _misspelt(self, word: str, edits: int) -> Scores:
        alike = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=edits)
        least = min((cost for _, cost, _ in alike), default=0)
        return {plan: TYPO for known, cost, _ in alike if cost == least for plan in self._of[known]}


_LONG = 10


def state_named(text: str) -> str:
    """The abbreviation of the state that a text names, and nothing else; empty for others."""
    return _STATE_WORDS.get(tuple(words(text)), "")


def said_for(typed: list[str]) -> list[str]:
    """Folded words with abbreviations of payers and products written out."""
    out: list[str] = []
    at = 0
    while at < len(typed):
        for size in range(min(_LONGEST_SAID, len(typed) - at), 0, -1):
            stands_for = _SAID_FOR.get(tuple(typed[at : at + size]))
            if stands_for is not None:
                out += stands_for
                at += size
                break
        else:
            out.append(typed[at])
            at += 1
    return out


def _units(typed: list[str]) -> Iterator[_Unit]:
    """Words, with states read out of them; nothing but words of any card must all be met."""
    spoken = said_for(typed)
    needed = any(word not in _ANYWHERE for word in spoken)
    at = 0
    while at < len(spoken):
        size, state = _state_at(spoken, at)
        if state:
            yield _Unit(" ".join(spoken[at : at + size]), state)
            at += size
            continue
        yield _Unit(spoken[at], needed=not needed or spoken[at] not in _ANYWHERE)
        at += 1


def _state_at(typed: list[str], at: int) -> tuple[int, str]:
    for size in (4, 3, 2, 1):
        named = _STATE_WORDS.get(tuple(typed[at : at + size]))
        if named and at + size <= len(typed):
            return size, named
    code = _STATE_CODES.get(typed[at], "") if at else ""
    if typed[at] in _ALSO_WORDS and at + 1 < len(typed):
        code = ""
    return 1, code


def _words_of(
    plan: Plan, issuers: Mapping[str, Issuer], networks: Mapping[str, Network]
) -> set[str]:
    issuer = issuers.get(plan.issuer or "")
    named = [networks[n].name for n in plan.networks if n in networks]
    text = " ".join([plan.id, plan.name, plan.type, issuer.name if issuer else "", *named])
    found = {*words(text), plan.id.lower(), (plan.issuer or "").lower()}
    found |= {str(year) for year in plan.years}
    # A dental PPO is a PPO to whoever has it.
    found |= {word[1:] for word in found if word in ("dppo", "dhmo", "depo")}
    # "BCBS Blue Advantage" and "UHC" on a card stand for their issuer's words, and the reverse.
    return {*found, *said_for(sorted(found))}


def _compact(text: str) -> str:
    return _SIGN.sub("", fold(text))
