"""Find the place a longer line names: "dentist in Brooklyn NY", "pediatra 33101"."""

import re
from typing import TYPE_CHECKING

import msgspec
from rapidfuzz.distance import OSA

from directory.model.place import Place
from directory.places.aliases import DISTRICT, DISTRICT_TYPED, TYPED
from directory.places.distance import miles
from directory.places.reading import nominatives, state_of

if TYPE_CHECKING:
    from directory.places.gazetteer import Gazetteer

LEAST_PEOPLE_MISSPELT = 150_000
_LEAST_LETTERS, _LEAST_LETTERS_LED, _TWO_MISTAKES = 7, 5, 10
# A neighborhood is as far from the middle of its city at most.
WITHIN_MILES = 25.0
# A bare name of fewer people is more often a surname or a word than a place ("Hope", "Reading").
LEAST_PEOPLE = 20_000
# After "in" or "near" a smaller one is meant.
LEAST_PEOPLE_LED = 1

# English and Spanish words that are abbreviations of states: believed in capitals, behind a
# comma or at the end only.
_ALSO_WORDS = frozenset(
    ["al", "co", "de", "hi", "id", "in", "la", "ma", "me", "ok", "oh", "or", "pa"]
)
_LEADS = frozenset(
    [
        "in",
        "near",
        "around",
        "at",
        "by",
        "from",
        "en",
        "cerca",
        "de",
        "в",
        "во",
        "около",
        "возле",
        "из",
        "под",
        "с",
        "在",
        "近",
    ]
)
_HAN = r"\u3400-\u9fff"
_WORD = rf"[^\W\d_{_HAN}]+(?:[-'’.][^\W\d_{_HAN}]+)*\.?"
# A Chinese character, a ZIP code or number, or a word with its inner signs ("O'Fallon", "St.").
_TOKEN = re.compile(rf"[{_HAN}]|\d{{5}}-\d{{4}}|\d+|{_WORD}")
_ZIP = re.compile(r"\d{5}(?:-?\d{4})?", re.ASCII)
_MOST_TOKENS, _LONGEST_NAME, _LONGEST_STATE, _MOST_PLACES = 60, 7, 4, 5
_LONGEST_PART = 4
_REFUSED = 2
_CYRILLIC = re.compile("[а-яё]")


class Mention(msgspec.Struct, frozen=True, kw_only=True):
    """A place named within a text: `text[start:end]`, and the places it may be, likeliest first.

    `sure` where a ZIP code, a state, or a word such as "near" says that a place is meant; not
    where the words may as well be a person's name.
    """

    start: int
    end: int
    places: tuple[Place, ...]
    sure: bool


def find_misspelt(places: "Gazetteer", text: str, *, led: bool) -> tuple[Place, ...]:
    """Large cities that a text misspells as a whole; `led` where "near" or the like stands before.

    The first letter must be right, and few mistakes are let pass: the words may be a name.
    """
    folded, state = _before_state(places.fold(text))
    least = _LEAST_LETTERS_LED if led or state is not None else _LEAST_LETTERS
    if len(folded) < least:
        return ()
    edits = 1 if len(folded) < _TWO_MISTAKES else 2
    t = places.table
    allowed = None if state is None else t.city_state[t.name_city] == state
    people = LEAST_PEOPLE_MISSPELT if state is None else LEAST_PEOPLE
    names, _ = places.index.alike(folded, allowed)
    alike = [n for n in names.tolist() if places.index.texts[n][0] == folded[0]]
    found = {
        int(t.name_city[n]): OSA.distance(folded, places.index.texts[n], score_cutoff=edits)
        for n in alike
        if t.city_population[t.name_city[n]] >= people and t.name_grade[n] <= TYPED
    }
    near = sorted(n for n, distance in found.items() if distance <= edits)
    return tuple(places.place(n) for n in near[:_MOST_PLACES])


def _before_state(folded: str) -> tuple[str, int | None]:
    """A text without the state at its end, and the state's number."""
    words = folded.split()
    for size in range(1, min(_LONGEST_STATE, len(words) - 1) + 1):
        state = state_of(" ".join(words[-size:]))
        if state is not None:
            return " ".join(words[:-size]), state
    return folded, None


def near_pairs(
    places: "Gazetteer", inner: tuple[int, ...], outer: tuple[int, ...]
) -> tuple[int, ...]:
    """Those of the inner places that lie in the state of an outer one and near its middle."""
    t = places.table
    cities = [n for n in outer if n < places.cities]
    return tuple(
        n
        for n in inner
        if n < places.cities
        and any(
            n != c and t.city_state[n] == t.city_state[c] and _apart(places, n, c) <= WITHIN_MILES
            for c in cities
        )
    )


def _apart(places: "Gazetteer", one: int, other: int) -> float:
    t = places.table
    return miles(t.city_lat[one], t.city_lon[one], t.city_lat[other], t.city_lon[other])


class _Token(msgspec.Struct, frozen=True):
    text: str
    start: int
    end: int


class _Found(msgspec.Struct, frozen=True):
    first: int
    after: int
    numbers: tuple[int, ...]
    trust: int


# How far a way of naming a place is trusted.
_BARE, _LED, _WITH_STATE, _BY_ZIP = range(4)


def find_mention(places: "Gazetteer", text: str) -> Mention | None:
    """The best trusted, then longest, then last place named in a text; None where none is."""
    tokens = [_Token(m[0], m.start(), m.end()) for m in _TOKEN.finditer(text)][-_MOST_TOKENS:]
    finder = _Finder(places, text, tokens)
    found = [f for n in range(len(tokens)) for f in finder.at(n)]
    if not found:
        return None
    best = finder.within(max(found, key=lambda f: (f.trust, f.after - f.first, f.after)), found)
    best = finder.with_part(best)
    return Mention(
        start=tokens[best.first].start,
        end=tokens[best.after - 1].end,
        places=tuple(places.place(n) for n in best.numbers[:_MOST_PLACES]),
        sure=best.trust > _BARE,
    )


class _Finder:
    """All ways to read a place that begins at a token."""

    def __init__(self, places: "Gazetteer", text: str, tokens: list[_Token]) -> None:
        self._places, self._text, self._tokens = places, text, tokens

    def at(self, first: int) -> list[_Found]:
        """Places that begin at this token."""
        found = []
        row = self._zip_at(first)
        if row is not None:
            found.append(_Found(first, first + 1, (row,), _BY_ZIP))
        for after in range(first + 1, min(first + _LONGEST_NAME, len(self._tokens)) + 1):
            numbers = self._named(first, after)
            if numbers:
                found += self._read(first, after, numbers)
        return found

    def within(self, best: _Found, found: list[_Found]) -> _Found:
        """The neighborhood of "flushing queens", where the best found is one part of the two.

        Both must be in one state and near each other; together they cannot be a name.
        """
        for inner in found:
            for outer in found:
                if inner.after != outer.first or best not in (inner, outer):
                    continue
                pairs = near_pairs(self._places, inner.numbers, outer.numbers)
                if pairs:
                    return _Found(inner.first, outer.after, pairs, max(_LED, best.trust))
        return best

    def with_part(self, best: _Found) -> _Found:
        """Together with a part of the city that is named beside it: "south side chicago"."""
        city = best.numbers[0]
        for size in range(_LONGEST_PART, 0, -1):
            for first, after in ((best.first - size, best.first), (best.after, best.after + size)):
                if first >= 0 and after <= len(self._tokens) and self._is_part(first, after, city):
                    first, after = min(first, best.first), max(after, best.after)
                    return _Found(first, after, best.numbers, max(_LED, best.trust))
        return best

    def _is_part(self, first: int, after: int, city: int) -> bool:
        folded = self._places.fold(self._slice(first, after))
        t = self._places.table
        # A word that may be somebody's name is no part of a city.
        surely = DISTRICT if after - first == 1 else DISTRICT_TYPED
        return any(
            t.name_city[n] == city and DISTRICT <= t.name_grade[n] <= surely
            for n in self._places.index.exact(folded).tolist()
        )

    def _read(self, first: int, after: int, numbers: list[int]) -> list[_Found]:
        """What follows a city's name: its state, its ZIP code, or neither."""
        found = []
        for size in range(1, _LONGEST_STATE + 1):
            state = self._state(after, after + size)
            inside = tuple(n for n in numbers if self._places.table.city_state[n] == state)
            if state is not None and inside:
                found.append(self._with_zip(first, after + size, inside, _WITH_STATE))
        led = first > 0 and self._tokens[first - 1].text.lower() in _LEADS
        population = self._places.table.city_population
        least = LEAST_PEOPLE_LED if led else LEAST_PEOPLE
        named = numbers if led else self._by_own_names(first, after, numbers)
        known = tuple(n for n in named if population[n] >= least)
        if known:
            found.append(self._with_zip(first, after, known, _LED if led else _BARE))
        return found

    def _by_own_names(self, first: int, after: int, numbers: list[int]) -> list[int]:
        """The places that bear the name, not those that the Postal Service refuses it for."""
        folded = self._places.fold(self._slice(first, after))
        if _CYRILLIC.search(folded):
            return numbers
        t = self._places.table
        rows = self._places.index.exact(folded).tolist()
        own = {int(t.name_city[n]) for n in rows if t.name_grade[n] not in (_REFUSED, TYPED)}
        return [n for n in numbers if n in own]

    def _with_zip(self, first: int, after: int, numbers: tuple[int, ...], trust: int) -> _Found:
        row = self._zip_at(after)
        if row is None:
            return _Found(first, after, numbers, trust)
        return _Found(first, after + 1, (row, *numbers), _BY_ZIP)

    def _zip_at(self, n: int) -> int | None:
        """The place number of a known ZIP code that is the token."""
        if n >= len(self._tokens) or not _ZIP.fullmatch(self._tokens[n].text):
            return None
        return self._places.zip_number(self._tokens[n].text[:5])

    def _named(self, first: int, after: int) -> list[int]:
        # A name does not reach across a comma or any other sign but blanks.
        for left, right in zip(
            self._tokens[first : after - 1], self._tokens[first + 1 : after], strict=True
        ):
            if self._text[left.end : right.start].strip():
                return []
        if self._tokens[first].text[0].isdigit():
            return []
        folded = self._places.fold(self._slice(first, after))
        if len(folded) < 2:
            return []
        for name in (folded, *nominatives(folded)):
            numbers = self._places.cities_named(name, None)
            if numbers:
                return numbers
        return []

    def _state(self, first: int, after: int) -> int | None:
        if after > len(self._tokens):
            return None
        raw = self._slice(first, after)
        state = state_of(self._places.fold(raw))
        if state is None or raw.lower() not in _ALSO_WORDS or raw.isupper():
            return state
        before = self._text[self._tokens[first - 1].end : self._tokens[first].start]
        return state if after == len(self._tokens) or "," in before else None

    def _slice(self, first: int, after: int) -> str:
        return self._text[self._tokens[first].start : self._tokens[after - 1].end]
