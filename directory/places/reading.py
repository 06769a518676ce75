"""Read typed text as parts: a city's name, a state, a ZIP code."""

import re
from collections.abc import Iterator

import msgspec

from directory.places.folding import abbreviate, fold
from directory.places.states import NAMES_ELSEWHERE, STATE_NAMES, STATE_NUMBER

_ZIP = re.compile(r"(?<!\d)(\d{5})(?:-?\d{4})?(?!\d)", re.ASCII)
_ZIP_BEGUN = re.compile(r"\d{1,5}|\d{5}-?\d{0,4}")
_ZIP_LABEL = re.compile(
    r"^(?:zip ?(?:code)?|postal code|postcode|c[oó]digo postal|cp|(?:почтовый )?индекс"
    r"|邮编|邮政编码|郵編|郵政編碼|邮政区号|郵遞區號)[\s:#.]*(?=\d)",
    re.IGNORECASE,
)
# Letters that stand for digits: "1OO01"; and a ZIP code with a blank within.
_SLIPS = str.maketrans("oOlI", "0011")
_SLIPPED = re.compile(r"(?<![\w])(?=[\doOlI]*\d[\doOlI]*\d)[\doOlI]{5}(?![\w])")
_APART = re.compile(r"^(\d{3}) (\d{2})$|^(\d{2}) (\d{3})$|^((?:\d ){4}\d)$", re.ASCII)

_BY_TEXT = {fold(name): STATE_NUMBER[state] for state, name in STATE_NAMES.items()}
_BY_TEXT |= {state.lower(): number for state, number in STATE_NUMBER.items()}
_BY_TEXT |= {
    fold(name): STATE_NUMBER[state] for state, names in NAMES_ELSEWHERE.items() for name in names
}
_HAN_STATES = sorted((text for text in _BY_TEXT if text > "一"), key=len, reverse=True)
_LONGEST_STATE = max(len(text.split()) for text in _BY_TEXT)
# Words around a name that are not of it, in the four languages of the directory.
_AROUND = re.compile(
    r"^(?:(?:the )?(?:city|town|village|county) of|(?:the )?(?:greater|metro|metropolitan)"
    r"|(?:downtown|uptown|midtown)(?: of)?|close to|next to|outside(?: of)?|near|nearby|around|in"
    r"|at|by|from|the|i live in|living in|located in|somewhere in|anywhere in|right"
    r"|(?:la |en la )?ciudad de|el centro de|centro de|cerca de|alrededor de|en|de|por|vivo en"
    r"|(?:рядом |недалеко )(?:с|со|от)|около|возле|под|из|во?|город(?:е|а)?|г|район(?:е|а)?|на) "
    r"| (?:area|metro|metro area|metropolitan area|downtown|city|suburbs?|region|proper|county"
    r"|vicinity|nearby|proximity|and surroundings|surroundings|zip|zip code|neighborhood|town"
    r"|centro|ciudad|район|город|центр|и окрестности)$"
)
_HAN_AROUND = re.compile(
    r"^(?:在|靠近|住在|我在|位于|离)|(?:附近|周边|一带|地区|市区|周围|市|区|县|的|里)$"
)
_MOST_AROUND = 4
_CYRILLIC = re.compile("[а-яё]")
# Endings of the cases a place stands in behind "in", "from" or "near", and of the basic form.
_CASES = (
    ("е", ("", "а", "я", "о")),
    ("и", ("", "ь", "я", "а")),
    ("а", ("", "о")),
    ("у", ("а", "")),
    ("ы", ("а",)),
    ("ом", ("", "о")),
    ("ой", ("а",)),
    ("ах", ("ы", "и")),
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
    text = mended_zip(text)
    return text[:5] if text.isascii() and _ZIP_BEGUN.fullmatch(text) else None


def mended_zip(text: str) -> str:
    """A text with its ZIP code written plainly: without a label, blanks, or letters in it."""
    text = _ZIP_LABEL.sub("", text.strip())
    text = _SLIPPED.sub(lambda found: found[0].translate(_SLIPS), text)
    return text.replace(" ", "") if _APART.match(text) else text


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
    plain = without_around(folded)
    letters = "".join(words) if all(len(word) == 1 for word in words) else ""
    nominative = nominatives(plain) + nominatives(plain.replace("ом ", "ыи ", 1))
    for name in dict.fromkeys((plain, abbreviate(plain), letters, *nominative)):
        if name and name != folded:
            yield from readings(name, name)


def without_around(folded: str) -> str:
    """A folded text without the words that lead to a place or say how wide it is."""
    for _ in range(_MOST_AROUND):
        plain = _HAN_AROUND.sub("", _AROUND.sub("", folded)).strip()
        if plain == folded or not plain:
            break
        folded = plain
    return folded


def _han(folded: str) -> Iterator[Reading]:
    """Chinese, which has no spaces: the state stands before the city, or behind it."""
    for text in _HAN_STATES if folded > "一" else ():
        states = frozenset({_BY_TEXT[text]})
        if folded.startswith(text) and len(folded) > len(text):
            yield Reading(folded.removeprefix(text).removeprefix("州").strip(), states)
        if folded.removesuffix("州").endswith(text):
            yield Reading(folded.removesuffix("州").removesuffix(text).strip(), states)


def nominatives(folded: str) -> list[str]:
    """What a Russian name in another case may be: "бруклине" is "бруклин"."""
    if not _CYRILLIC.search(folded):
        return []
    return [
        folded.removesuffix(ending) + basic
        for ending, basics in _CASES
        if folded.endswith(ending) and len(folded) > len(ending) + 2
        for basic in basics
    ]


def _states_beginning(folded: str) -> frozenset[int]:
    return frozenset(number for text, number in _BY_TEXT.items() if text.startswith(folded))
