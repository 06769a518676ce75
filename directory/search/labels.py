"""Names as host labels: the label of a name, and the names that a label may spell."""

import re
from collections.abc import Callable, Iterator

import msgspec

from directory.model.provider import Name, Provider
from directory.search.scripts import romanized
from directory.search.text import ABBREVIATIONS, MAX_TOKEN, ORGANIZATION_FORMS, SUFFIXES, fold

LONGEST = 63
MOST_SEGMENTATIONS = 40
"""Ways to cut an organization's label into words that are followed, fewest words first."""
MOST_GUESSES = 4
CHECKED = 1_000
"""Providers whose whole name is compared where the tokens alone do not settle it."""
TAIL = 20
"""Letters at the end of a label of full length that may be the beginning of a word cut off."""
LEGAL_FORMS = frozenset(("llc", "inc", "pc", "pa", "corp", "ltd", "pllc", "llp", "lp", "co"))
"""What may be left out at the end of an organization's label."""

_WORD = re.compile(r"[^\W_]+")

Has = Callable[[str], bool]


class Readings(msgspec.Struct, frozen=True):
    """Token sets that a label may stand for.

    Whoever bears all tokens of a set in `sure` has this full name; of a set in `maybe`, perhaps.
    """

    sure: tuple[tuple[str, ...], ...]
    maybe: tuple[tuple[str, ...], ...]


def label_of(name: Name) -> str | None:
    """First and last name, or an organization's name, in ASCII letters and digits run together.

    Names in other scripts are romanized. None where nothing is left; at most 63 characters
    (RFC 1035).
    """
    spelt = f"{name.first} {name.last}" if name.last or name.first else name.full
    return _joined(words(spelt)) or None


def words(text: str) -> list[str]:
    """The words of a name in ASCII letters and digits, lower case, none of them cut."""
    found = _WORD.findall(fold(text))
    return [part for word in found for part in ([word] if word.isascii() else romanized(word))]


def labels_of(provider: Provider) -> frozenset[str]:
    """Every label that spells the provider's full name, `label_of` among them."""
    name = provider.name
    if provider.kind == "organization" or not (name.first and name.last):
        return _of_words(words(name.full if provider.kind == "organization" else _whole(name)))
    first, middle, last = words(name.first), words(name.middle), words(name.last)
    suffix = [word for word in words(name.suffix) if word in SUFFIXES]
    middles = [[], middle, [word[0] for word in middle]]
    spelt = [first + part + last + end for part in middles for end in ([], suffix)]
    return frozenset(filter(None, map(_joined, spelt)))


def readings(labels: tuple[str, ...], has: Has) -> Readings:
    """The token sets that labels may stand for; `has` says whether anybody bears a token."""
    known: dict[str, bool] = {}

    def borne(token: str) -> bool:
        if token not in known:
            known[token] = has(token)
        return known[token]

    sure: list[tuple[str, ...]] = []
    maybe: list[tuple[str, ...]] = []
    for label in labels:
        for first, last, settled in _people(label, borne):
            (sure if settled else maybe).append((first, last))
        maybe += [tokens for tokens in _more_people(label, borne) if tokens not in sure]
        maybe += _organizations(label, borne)
    return Readings(tuple(dict.fromkeys(sure)), tuple(dict.fromkeys(maybe)))


def guesses(labels: tuple[str, ...], has: Has) -> tuple[str, ...]:
    """Names to search for when nobody bears a label's: cut where one half is somebody's name."""
    found: dict[str, int] = {}
    for label in labels:
        for at in range(2, len(label) - 1):
            first, last = has(_token("f", label[:at])), has(_token("l", label[at:]))
            known = max(at if first else 0, len(label) - at if last else 0)
            if known > 2:
                found[f"{label[:at]} {label[at:]}"] = known
    best = sorted(found, key=lambda text: -found[text])[:MOST_GUESSES]
    return tuple(best) or labels[-1:]


def _whole(name: Name) -> str:
    return f"{name.first} {name.last}" if name.first or name.last else name.full


def _joined(parts: list[str]) -> str:
    return "".join(parts)[:LONGEST]


def _of_words(parts: list[str]) -> frozenset[str]:
    """An organization's words, with and without the legal form at their end."""
    short = list(parts)
    while len(short) > 1 and short[-1] in LEGAL_FORMS:
        short.pop()
    return frozenset(filter(None, (_joined(parts), _joined(short))))


def _token(field: str, word: str) -> str:
    return f"{field}:{word[:MAX_TOKEN]}"


def _people(label: str, has: Has) -> Iterator[tuple[str, str, bool]]:
    """First and last name around each cut; sure while neither was cut off when it was indexed."""
    for at in range(1, len(label)):
        first, last = _token("f", label[:at]), _token("l", label[at:])
        if has(first) and has(last):
            settled = max(at, len(label) - at) < MAX_TOKEN and len(label) < LONGEST
            yield first, last, settled


def _more_people(label: str, has: Has) -> Iterator[tuple[str, ...]]:
    """Names with a middle name, an initial or a suffix, and names that are one word."""
    if has(_token("l", label)):
        yield (_token("l", label),)
    firsts = [at for at in range(1, len(label) - 1) if has(_token("f", label[:at]))]
    if len(label) == LONGEST:
        yield from ((_token("f", label[:at]),) for at in firsts if at >= TAIL)
    ends = {len(label), *(len(label) - len(s) for s in SUFFIXES if label.endswith(s))}
    for end in ends:
        lasts = [at for at in range(2, end) if has(_token("l", label[at:end]))]
        for first in firsts:
            for last in lasts:
                if first < last or (first == last and end < len(label)):
                    yield from _between(label, first, last, end, has)


def _between(label: str, first: int, last: int, end: int, has: Has) -> Iterator[tuple[str, ...]]:
    around = (_token("f", label[:first]), _token("l", label[last:end]))
    middle = label[first:last]
    if not middle or has(_token("m", middle)):
        yield (*around, *((_token("m", middle),) if middle else ()))
    if middle and len(middle) <= 3:
        initials = tuple(f"i:{letter}" for letter in middle)
        if all(map(has, initials)):
            yield (*around, *initials)


def _organizations(label: str, has: Has) -> list[tuple[str, ...]]:
    """The label cut into words of organizations' names, longest first words first."""
    dead: set[int] = set()
    found: list[tuple[str, ...]] = []

    def follow(at: int, before: tuple[str, ...]) -> bool:
        if at == len(label) or (len(label) == LONGEST and at >= LONGEST - TAIL):
            if before:
                found.append(tuple(dict.fromkeys(before)))
            return True
        alive = False
        for end in range(len(label), at, -1):
            if at in dead or len(found) >= MOST_SEGMENTATIONS:
                break
            word = label[at:end]
            token = _token("o", ABBREVIATIONS.get(word, word))
            if word in ORGANIZATION_FORMS:
                alive |= end not in dead and follow(end, before)
            elif has(token):
                alive |= end not in dead and follow(end, (*before, token))
        if not alive and len(found) < MOST_SEGMENTATIONS:
            dead.add(at)
        return alive

    follow(0, ())
    return sorted(dict.fromkeys(found), key=len)
