"""Read typed text as parts: a city's name, a state, a ZIP code."""

import re
from collections.abc import Iterator

import msgspec

from directory.places.folding import abbreviate, fold
from directory.places.states import NAMES_ELSEWHERE, STATE_NAMES, STATE_NUMBER

_ZIP = re.compile(r"(?<!\d)(\d{5})(?:-?\d{4})?(?!\d)", re.ASCII)
_ZIP_BEGUN = re.compile(r"\d{1,5}|\d{5}-?\d{0,4}")

_BY_TEXT = {fold(name): STATE_NUMBER[state] for state, name in STATE_NAMES.items()}
_BY_TEXT |= {state.lower(): number for state, number in STATE_NUMBER.items()}
_BY_TEXT |= {
    fold(name): STATE_NUMBER[state] for state, names in NAMES_ELSEWHERE.items() for name in names
}
_HAN_STATES = sorted((text for text in _BY_TEXT if text > "一"), key=len, reverse=True)
_LONGEST_STATE = max(len(text.split()) for text in _BY_TEXT)
# Words around a name that are not of it.
_AROUND = re.compile(
    r"^(?:(?:the )?city of|downtown|greater|metro|near|in|the) "
    r"| (?:area|metro|metro area|downtown)$"
)
# From this many letters on an unfinished word may be the beginning of a state's name.
_STATE_BEGUN = 3


class Reading(msgspec.Struct, frozen=True):
    """One way to read a text: a folded city name, and the states it may lie in (None: any).

    `is_state_begun` where the state is not written out, so that several may be meant.
    """

    name: str
    states: frozenset[int] | None
    is_state_begun: bool = False


def state_of(folded: str) -> int | None:
    """The number of a state by folded name or abbreviation."""
    return _BY_TEXT.get(folded)


def zip_begun(text: str) -> str | None:
    """The digits, up to five, of a text that is nothing but (the beginning of) a ZIP code."""
    text = text.strip()
    return text[:5] if text.isascii() and _ZIP_BEGUN.fullmatch(text) else None


def split_zip(text: str) -> tuple[str, str | None]:
    """A text without the last ZIP code in it, and that ZIP code."""
    found = list(_ZIP.finditer(text))
    if not found:
        return text, None
    last = found[-1]
    return f"{text[: last.start()]} {text[last.end() :]}", last.group(1)


def readings(text: str, folded: str) -> Iterator[Reading]:
    """The ways to read a text as a city, or a city and a state or the beginning of one.

    `folded` is the text folded; the text itself is asked only where its last comma stands.
    """
    yield Reading(folded, None)
    words = folded.split()
    for size in range(1, min(_LONGEST_STATE, len(words) - 1) + 1):
        name, ending = " ".join(words[:-size]), " ".join(words[-size:])
        state = state_of(ending)
        if state is not None:
            yield Reading(name, frozenset({state}))
        elif len(ending) >= _STATE_BEGUN:
            begun = _states_beginning(ending)
            if begun:
                yield Reading(name, begun, True)
    place, comma, rest = text.rpartition(",")
    ending = fold(rest)
    if comma and fold(place) and 0 < len(ending) < _STATE_BEGUN and state_of(ending) is None:
        yield Reading(" ".join(words[: -len(ending.split())]), _states_beginning(ending), True)


def rewritten(folded: str) -> Iterator[Reading]:
    """Other ways to write the same: the state first, words such as "downtown", long for short."""
    words = folded.split()
    for size in range(1, min(_LONGEST_STATE, len(words) - 1) + 1):
        state = state_of(" ".join(words[:size]))
        if state is not None:
            yield Reading(" ".join(words[size:]), frozenset({state}))
    yield from _han(folded)
    plain = _AROUND.sub("", folded).strip()
    letters = "".join(words) if all(len(word) == 1 for word in words) else ""
    for name in dict.fromkeys((plain, abbreviate(plain), letters)):
        if name and name != folded:
            yield from readings(name, name)


def _han(folded: str) -> Iterator[Reading]:
    """Chinese, which has no spaces: the state stands before the city, or behind it."""
    for text in _HAN_STATES if folded > "一" else ():
        states = frozenset({_BY_TEXT[text]})
        if folded.startswith(text) and len(folded) > len(text):
            yield Reading(folded.removeprefix(text).removeprefix("州").strip(), states)
        if folded.removesuffix("州").endswith(text):
            yield Reading(folded.removesuffix("州").removesuffix(text).strip(), states)


def _states_beginning(folded: str) -> frozenset[int]:
    return frozenset(number for text, number in _BY_TEXT.items() if text.startswith(folded))
