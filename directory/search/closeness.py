"""How near a misspelt word is to a known one: faults of hand and ear weigh less than others."""

from functools import lru_cache

from rapidfuzz.distance import OSA

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_VOWELS = frozenset("aeiouy")
_ALIKE = ("ckqsz", "vwfb", "ijy", "bp", "dt", "mn", "gkj", "uwo", "sxz", "lr")

NEIGHBOR = 0.7
"""A key beside the right one."""
ALIKE = 0.7
"""A letter that sounds like the right one, or another vowel."""
TRANSPOSED = 0.7
"""Two letters in the wrong order: the commonest fault of fast typing."""
DOUBLED = 0.5
"""A letter doubled, or a double letter written once."""
SILENT = 0.7
"""An h or a vowel too many or too few."""
OTHER = 1.0
FAR = 0.85
"""An edit among many, where it does not pay to look at each."""
MOST_WEIGHED = 6
"""So many letters that differ, on both sides together, are weighed one by one."""
FIRST = 0.4
"""What a fault in the first letter costs besides: people rarely miss it."""


def _neighbors() -> frozenset[tuple[str, str]]:
    pairs = set()
    for number, row in enumerate(_ROWS):
        for at, key in enumerate(row):
            beside = row[at + 1 : at + 2]
            below = _ROWS[number + 1][max(at - 1, 0) : at + 1] if number < 2 else ""
            pairs |= {(key, other) for other in beside + below}
    return frozenset(pairs | {(b, a) for a, b in pairs})


_BESIDE = _neighbors()
_SOUNDS_LIKE = frozenset((a, b) for group in _ALIKE for a in group for b in group if a != b)


def cost(typed: str, known: str) -> float:
    """The cost of the faults that turn `known` into `typed`; 0 when they are the same.

    Meant for words within two edits of each other; farther ones cost at least their edits.
    """
    if typed == known:
        return 0.0
    start = 0
    while start < min(len(typed), len(known)) and typed[start] == known[start]:
        start += 1
    end = 0
    while end < min(len(typed), len(known)) - start and typed[-1 - end] == known[-1 - end]:
        end += 1
    left = typed[start - 1] if start else ""
    typed, known = typed[start : len(typed) - end], known[start : len(known) - end]
    if len(typed) + len(known) > MOST_WEIGHED:
        middle = FAR * OSA.distance(typed, known)
    else:
        middle = _middle(typed, known, left)
    return middle + (FIRST if start == 0 else 0.0)


@lru_cache(maxsize=2**15)
def _middle(typed: str, known: str, left: str) -> float:
    """The cost of what differs once the common beginning and end are cut off.

    The same few letters differ again and again, and the ways through them share their ends.
    """
    if not typed or not known:
        return sum(_single(letter, left) for letter in typed or known)
    if len(typed) == len(known) == 1:
        return _substituted(typed, known)
    if len(typed) == len(known) == 2 and typed == known[::-1]:
        return TRANSPOSED
    return min(
        _substituted(typed[0], known[0]) + _middle(typed[1:], known[1:], typed[0]),
        _single(typed[0], left) + _middle(typed[1:], known, typed[0]),
        _single(known[0], left) + _middle(typed, known[1:], known[0]),
        *_swapped(typed, known),
    )


def _swapped(typed: str, known: str) -> list[float]:
    if len(typed) > 1 and typed[:2] == known[1::-1]:
        return [TRANSPOSED + _middle(typed[2:], known[2:], typed[1])]
    return []


def _single(letter: str, left: str) -> float:
    if letter == left:
        return DOUBLED
    return SILENT if letter == "h" or letter in _VOWELS else OTHER


def _substituted(typed: str, known: str) -> float:
    if typed == known:
        return 0.0
    if (typed, known) in _BESIDE:
        return NEIGHBOR
    if (typed, known) in _SOUNDS_LIKE or (typed in _VOWELS and known in _VOWELS):
        return ALIKE
    return OTHER
