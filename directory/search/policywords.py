"""Policies by words: number, title, specialty and code, and with bodies also their text."""

import re
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator

import msgspec
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.model.policy import PUBLIC_SYSTEMS, Policy
from directory.search.policytext import headings, plain, sections
from directory.search.text import words
from directory.specialties.catalog import catalog

NUMBER, NUMBER_PART = 50.0, 20.0
"""Who types a number wants that policy first, before any that mentions it."""
CODE = 30.0
"""A code is typed from a bill or an order: the policies that list it come before prose."""
TITLE, SPECIALTY, HEADING, CODE_TEXT, TEXT = 10.0, 4.0, 3.0, 2.0, 1.0
"""A word of the title says what a policy is about; a word of its text may stand in passing."""
PREFIX, TYPO = 0.6, 0.4
"""What a beginning or a misspelling counts against the whole word; less than the next field up."""

_LITTLE = "a an and are at by for from in is of on or the to when with"
_STOP = frozenset(_LITTLE.split())
_WORD = re.compile(r"\w+(?:[.'’]\w+)*")
LONGEST_SNIPPET = 240


class Snippet(msgspec.Struct, frozen=True):
    """A piece of text and the (start, end) spans in it that were asked for.

    `heading` is the section it stands in; nothing for the title.
    """

    text: str
    marks: tuple[tuple[int, int], ...]
    heading: str = ""


def code_key(code: str) -> str:
    """The form in which codes are compared: "g47.33" and "G4733" are one."""
    return "".join(words(code))


class PolicyWords:
    """An index over policies; without `bodies` it is made of public metadata and nothing else."""

    def __init__(self, policies: Iterable[Policy], *, bodies: bool) -> None:
        self._bodies = bodies
        self._numbers: list[str] = []
        self._codes: dict[str, set[str]] = defaultdict(set)
        self._of: dict[str, dict[str, float]] = defaultdict(dict)
        # Words of the text by position in `_numbers`: they are many, and all weigh the same.
        self._text: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for policy in policies:
            for word, weight in _weighted(policy, bodies):
                held = self._of[word]
                held[policy.number] = max(weight, held.get(policy.number, 0.0))
            for code in policy.codes:
                if bodies or code.system in PUBLIC_SYSTEMS:
                    self._codes[code_key(code.code)].add(policy.number)
            if bodies:
                for word in set(map(_stem, set(words(plain(policy.body))))):
                    self._text[word].append(len(self._numbers))
            self._numbers.append(policy.number)
        self._sorted = sorted(self._of.keys() | self._text.keys())

    def naming(self, code: str) -> set[str]:
        """Numbers of the policies that name a code, matched whole."""
        return set(self._codes.get(code_key(code), ()))

    def find(self, text: str) -> dict[str, float]:
        """Policy numbers that meet every word of `text`, with their score."""
        scores: dict[str, float] | None = None
        for word in _asked(text):
            met = self._met(word)
            if scores is None:
                scores = met
            else:
                scores = {one: scores[one] + met[one] for one in scores.keys() & met.keys()}
        return scores or {}

    def _met(self, word: str) -> dict[str, float]:
        met: dict[str, float] = {}
        self._raise(met, word, 1.0)
        for known in self._beginning(word):
            self._raise(met, known, PREFIX)
        # A digit more or less is another code or number, not a misspelling.
        if not met and len(word) > 3 and word.isalpha():
            alike = process.extract(
                word, self._sorted, scorer=OSA.distance, score_cutoff=1 + len(word) // 8, limit=None
            )
            for known, _, _ in alike:
                self._raise(met, known, TYPO)
        return met

    def _raise(self, met: dict[str, float], known: str, share: float) -> None:
        """Give the policies under a known word the share of its weight, where that is more."""
        for at in self._text.get(known, ()):
            met.setdefault(self._numbers[at], TEXT * share)
        for number, weight in self._of.get(known, {}).items():
            met[number] = max(met.get(number, 0.0), weight * share)

    def _beginning(self, word: str) -> Iterator[str]:
        if len(word) < 2:
            return
        at = bisect_left(self._sorted, word)
        while at < len(self._sorted) and self._sorted[at].startswith(word):
            if self._sorted[at] != word:
                yield self._sorted[at]
            at += 1

    def snippet(self, policy: Policy, text: str) -> Snippet:
        """The title, or with bodies the first paragraph that meets more of the words than it."""
        asked = _asked(text)
        best, most = "", _met_by(frozenset(_stems(policy.title)), asked)
        heading: str | None = None
        for section in sections(policy.body) if self._bodies else ():
            for paragraph in section.paragraphs:
                count = _met_by(frozenset(_stems(paragraph)), asked)
                if count > most:
                    best, most, heading = paragraph, count, section.heading
        if heading is None:
            return Snippet(policy.title, _marks(policy.title, asked))
        return _cut(best, asked, heading)


def _weighted(policy: Policy, bodies: bool) -> Iterator[tuple[str, float]]:
    """Every word a policy is found by, with its weight."""
    yield code_key(policy.number), NUMBER
    for word in _stems(policy.number):
        yield word, NUMBER_PART
    for word in _stems(policy.title):
        yield word, TITLE
    for specialty in policy.specialties:
        known = catalog().get(specialty)
        for name in known.names.values() if known else ():
            for word in _stems(name):
                yield word, SPECIALTY
    for code in policy.codes:
        if bodies or code.system in PUBLIC_SYSTEMS:
            yield code_key(code.code), CODE
        if bodies:
            for word in _stems(code.text):
                yield word, CODE_TEXT
    if bodies:
        for heading in headings(policy.body):
            for word in _stems(heading):
                yield word, HEADING


def _stems(text: str) -> list[str]:
    return [_stem(word) for word in words(text)]


def _stem(word: str) -> str:
    """One form for one and many: "policies" and "policy", "devices" and "device"."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and word[-2] not in "siu":
        return word[:-1]
    return word


def _asked(text: str) -> list[str]:
    """The words to meet, each once; little words only where there are no others."""
    typed = list(dict.fromkeys(words(text)))
    firm = [word for word in typed if word not in _STOP]
    return [_stem(word) for word in firm or typed]


def _met_by(stems: frozenset[str], asked: list[str]) -> int:
    """How many of the words asked for stand in a text, whole or as a beginning."""
    return sum(
        word in stems or (len(word) > 1 and any(one.startswith(word) for one in stems))
        for word in asked
    )


def _marks(text: str, asked: list[str]) -> tuple[tuple[int, int], ...]:
    """Where words of `text` are what was asked for, or begin so."""
    return tuple(
        match.span()
        for match in _WORD.finditer(text)
        if _met_by(frozenset(_stems(match.group())), asked)
    )


def _cut(paragraph: str, asked: list[str], heading: str) -> Snippet:
    """A paragraph, cut to a readable length around its first word that was asked for."""
    marks = _marks(paragraph, asked)
    if len(paragraph) <= LONGEST_SNIPPET or not marks:
        return Snippet(paragraph[:LONGEST_SNIPPET], marks, heading)
    begin = max(0, marks[0][0] - LONGEST_SNIPPET // 4)
    if begin:
        begin = paragraph.find(" ", begin, marks[0][0]) + 1 or marks[0][0]
    end = min(len(paragraph), begin + LONGEST_SNIPPET)
    if end < len(paragraph):
        end = max(paragraph.rfind(" ", begin, end), marks[0][1])
    before, after = "… " if begin else "", " …" if end < len(paragraph) else ""
    shift = len(before) - begin
    kept = tuple((start + shift, stop + shift) for start, stop in marks if stop <= end)
    return Snippet(f"{before}{paragraph[begin:end]}{after}", kept, heading)
