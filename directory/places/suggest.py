"""Suggest the places a person may mean who has typed so much."""

import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.places import reading
from directory.places.distance import miles_to
from directory.places.index import NameIndex
from directory.places.mention import near_pairs
from directory.places.sounds import sound

if TYPE_CHECKING:
    from directory.places.gazetteer import Gazetteer

Scores = npt.NDArray[np.float64]
Ids = npt.NDArray[np.intp]
Found = tuple[Ids, Scores]

# A score is the decimal logarithm of the people who live there, so that 1 is ten times as many.
# Taken off by grade of the name: own, other, refused by the Postal Service, later word, district
# and district that may be another word. "new" is New Orleans rather than San Diego, once called
# New Town; "york" York, PA before New York; "glendale" the cities before the part of Queens.
BY_GRADE = np.array([0.0, 1.0, 2.0, 1.5, 2.0, 2.0])
# A name typed to its end outdoes a longer one of up to ten times the people: "la" is Los Angeles
# by that short name rather than Las Vegas.
WHOLE_NAME = 1.0
# "springfield il": who names a state means it, and "la" behind a name is Louisiana.
STATE_NAMED = 1.5
# "chicgo" still means Chicago (2.7 million) rather than a Chicago Park (a few hundred people),
# but a correctly begun town of 20,000 stays before a misspelt city of a million.
PER_MISTAKE = 1.8
# Every tenfold distance from 25 miles on takes off as much as a tenth of the people.
NEAR_MILES = 25.0
_NO_PEOPLE = 10.0
# ZIP codes of one sorting center share so many digits.
_NEIGHBORS = 3
_MOST_TYPED = 200
# Only a large city is known to have neighborhoods of its own.
LEAST_PEOPLE_AROUND = 100_000
# Taken off a city that a text begins or ends with, where the rest is not known.
_PART_KNOWN = 2.2
# Taken off a name that sounds as the text, and one that nearly does.
_SOUNDS, _NEARLY_SOUNDS = 2.4, 4.0
_LEAST_SOUND, _LEAST_SOUND_NEARLY = 3, 5
# Cities that are looked for with a mistake more than others.
LEAST_PEOPLE_WELL_KNOWN = 60_000
# A place of this score is taken for what was meant: a city of 200,000 with one mistake.
LEAST_CONTENT = 3.5
_COUNTRY = re.compile(
    r" (?:usa|us|united states(?: of america)?|ee uu|eeuu|estados unidos|сша|美国)$"
)


class Suggester:
    """Suggestions out of one gazetteer; answers are place numbers."""

    def __init__(self, places: "Gazetteer") -> None:
        t = places.table
        self._places = places
        self._table = t
        self._city_weight: Scores = np.log10(t.city_population + _NO_PEOPLE)
        self._zip_weight: Scores = np.log10(t.zip_population + _NO_PEOPLE)
        self._weight: Scores = self._city_weight[t.name_city] - BY_GRADE[t.name_grade]
        self._well_known = self._table.city_population[t.name_city] >= LEAST_PEOPLE_WELL_KNOWN
        self._name_state = t.city_state[t.name_city].astype(np.int8)
        self.index = NameIndex(t.name_text, self._weight)
        self._sounds = _by_sound(t.name_text, np.flatnonzero(self._well_known & (t.name_grade < 2)))

    def suggest(self, text: str, near: tuple[float, float] | None, limit: int) -> list[int]:
        """Up to `limit` place numbers, likeliest first, none twice; empty for an empty text."""
        text = reading.mended_zip(text[:_MOST_TYPED])
        begun = reading.zip_begun(text)
        if begun is not None:
            return self._zips(begun, near, limit)
        rest, code = reading.split_zip(text)
        whole = self._zips(code, near, 1) if code else []
        if whole and f"{self._table.zip_code[whole[0] - self._places.cities]:05d}" != code:
            whole = []
        names, scores = self._names(rest)
        if not len(names):
            return whole[:limit]
        cities = self._table.name_city[names]
        scores = scores + self._nearness(cities, near)
        return (whole + _best(cities, scores, limit))[:limit]

    def _names(self, text: str) -> Found:
        """Name positions and scores over all readings; misspelt ones where few are spelled so."""
        folded = _COUNTRY.sub("", self._places.fold(text))
        if not folded:
            return np.arange(0), np.zeros(0)
        ways = list(reading.readings(text, folded))
        found = [self._begun(way) for way in ways]
        if any(self._is_known(names, scores) for names, scores in found):
            return _joined(found)
        otherwise = [self._exactly(way) for way in reading.rewritten(folded)]
        if any(len(names) for names, _ in otherwise):
            return _joined(found + otherwise)
        near = [] if any(len(names) for names, _ in found) else self._neighborhood(folded, ways)
        return (
            self._own_names(near) if near else _joined(found + self._misspelt(folded, ways, found))
        )

    def _misspelt(
        self, folded: str, ways: list[reading.Reading], found: list[Found]
    ) -> list[Found]:
        """Names alike; with a mistake more where all that was found is little known."""
        written = [way for way in ways if not way.is_state_begun]
        plain = reading.without_around(folded)
        if plain != folded:
            written += [way for way in reading.readings(plain, plain) if not way.is_state_begun]
        alike = [self._alike(way) for way in written]
        best = max((s.max() for _, s in found + alike if len(s)), default=0.0)
        if best < LEAST_CONTENT:
            alike += [self._alike(way, well_known=True) for way in written]
            alike += [self._sounding(way) for way in written]
            names, scores = self._own_names(self._around(ways))
            alike.append((names, scores - _PART_KNOWN))
        return alike

    def _sounding(self, way: reading.Reading) -> Found:
        """Names of well-known cities that sound as the text does."""
        key = sound(way.name) if way.name.isascii() else ""
        none = np.arange(0), np.zeros(0)
        if len(key) < _LEAST_SOUND:
            return none
        near = [key]
        if len(key) >= _LEAST_SOUND_NEARLY:
            near = [k for k, _, _ in process.extract(
                key, self._sounds.keys(), scorer=OSA.distance, score_cutoff=1, limit=20
            )]  # fmt: skip
        found = [self._taken(way, k, _SOUNDS if k == key else _NEARLY_SOUNDS) for k in near]
        return _joined(found) if found else none

    def _taken(self, way: reading.Reading, key: str, off: float) -> Found:
        names = self._within(np.array(self._sounds.get(key, ()), dtype=np.intp), way)
        return names, self._weight[names] + self._bonus(way) - off

    def _own_names(self, cities: list[int]) -> Found:
        """One name position and score for each city."""
        names = np.flatnonzero(np.isin(self._table.name_city, cities))
        return names, self._weight[names]

    def _neighborhood(self, folded: str, ways: list[reading.Reading]) -> list[int]:
        """The neighborhood of "brighton beach brooklyn", also with the state behind."""
        plain = reading.without_around(folded)
        for way in (*ways, *(reading.readings(plain, plain) if plain != folded else ())):
            apart = "" if way.name > "一" else " "
            words = way.name.split() if apart else list(way.name.replace(" ", ""))
            for size in range(1, len(words)):
                first, last = apart.join(words[:-size]), apart.join(words[-size:])
                found = self._part_of(first, last, way) or self._part_of(last, first, way)
                if found:
                    return found
        return []

    def _part_of(self, inner: str, outer: str, way: reading.Reading) -> list[int]:
        """Places of the inner name that are near one of the outer, or a part of it."""
        cities = self._cities(reading.without_around(outer), way)
        if not cities:
            return []
        t, inner = self._table, reading.without_around(inner)
        known = self._places.cities_named(inner, None)
        near = near_pairs(self._places, tuple(known), tuple(cities))
        if near:
            return list(near)
        own = set(t.name_city[self.index.exact(inner)].tolist())
        return [n for n in cities if n in own and t.city_population[n] >= LEAST_PEOPLE_AROUND]

    def _around(self, ways: list[reading.Reading]) -> list[int]:
        """The large city that a text ends in or begins with, where the rest is not known."""
        for way in ways:
            words = way.name.split()
            for size in range(len(words) - 1, 0, -1):
                for name in (" ".join(words[-size:]), " ".join(words[:size])):
                    known = [
                        n
                        for n in self._cities(name, way)
                        if self._table.city_population[n] >= LEAST_PEOPLE_AROUND
                    ]
                    if known:
                        return known
        return []

    def _cities(self, name: str, way: reading.Reading) -> list[int]:
        found = self._places.cities_named(name, None)
        states = way.states
        return [n for n in found if states is None or self._table.city_state[n] in states]

    def _begun(self, way: reading.Reading) -> Found:
        whole = self.index.exact(way.name)
        # "saint lou" may be Saint …, Louisiana, yet only for a town called no more than Saint.
        begun = whole if way.is_state_begun else self.index.beginning(way.name)
        names = self._within(begun, way)
        scores = self._weight[names] + self._bonus(way)
        if len(whole):
            scores[(names >= whole[0]) & (names <= whole[-1])] += WHOLE_NAME
        return names, scores

    def _exactly(self, way: reading.Reading) -> Found:
        names = self._within(self.index.exact(way.name), way)
        return names, self._weight[names] + self._bonus(way) + WHOLE_NAME

    def _alike(self, way: reading.Reading, *, well_known: bool = False) -> Found:
        """Misspelt names; among well-known cities with a mistake more."""
        allowed = self._in_states(way.states)[self._name_state] if way.states else None
        if well_known:
            allowed = self._well_known if allowed is None else allowed & self._well_known
        names, edits = self.index.alike(way.name, allowed, more=int(well_known))
        return names, self._weight[names] + self._bonus(way) - PER_MISTAKE * edits

    def _bonus(self, way: reading.Reading) -> float:
        return STATE_NAMED if way.states and not way.is_state_begun else 0.0

    def _is_known(self, names: Ids, scores: Scores) -> bool:
        """Whether a reading found enough, or a place so known that no mistake is to be sought."""
        return bool(len(names) >= 50 or (len(names) and scores.max() >= 6.0))

    def _within(self, names: Ids, way: reading.Reading) -> Ids:
        if way.states is None:
            return names
        return names[self._in_states(way.states)[self._name_state[names]]]

    def _in_states(self, states: frozenset[int]) -> npt.NDArray[np.bool_]:
        marks = np.zeros(128, dtype=np.bool_)
        marks[list(states)] = True
        return marks

    def _nearness(
        self, cities: npt.NDArray[np.int32], near: tuple[float, float] | None
    ) -> Scores | float:
        if near is None:
            return 0.0
        t = self._table
        return _taken_off(miles_to(*near, t.city_lat[cities], t.city_lon[cities]))

    def _zips(self, begun: str, near: tuple[float, float] | None, limit: int) -> list[int]:
        """ZIP codes that begin so; where none does, those that share four digits, else three."""
        t = self._table
        for size in range(len(begun), min(len(begun), _NEIGHBORS) - 1, -1):
            width = 10 ** (5 - size)
            low = int(begun[:size]) * width
            first, last = np.searchsorted(t.zip_code, [low, low + width])
            rows = np.array(
                [n for n in range(first, last) if t.zip_filled[n] not in "mu"], dtype=np.intp
            )
            if not len(rows):
                continue
            scores = self._zip_weight[rows]
            if near is not None:
                scores = scores + _taken_off(miles_to(*near, t.zip_lat[rows], t.zip_lon[rows]))
            return _best(rows + self._places.cities, scores, limit)
        return []


def _by_sound(texts: list[str], names: Ids) -> dict[str, list[int]]:
    """Positions of ASCII names by how they sound."""
    found: dict[str, list[int]] = defaultdict(list)
    for n in names.tolist():
        if texts[n].isascii():
            found[sound(texts[n])].append(n)
    return dict(found)


def _joined(found: list[Found]) -> Found:
    return np.concatenate([n for n, _ in found]), np.concatenate([s for _, s in found])


def _taken_off(miles: Scores) -> Scores:
    score: Scores = -np.log10(1.0 + miles / NEAR_MILES)
    return score


def _best(numbers: npt.NDArray[np.integer], scores: Scores, limit: int) -> list[int]:
    """The numbers of the highest scores, each once; ties by number, so the more populous first."""
    # A place may be found by many names; sorting so many of them always leaves enough places.
    if len(numbers) > 4000:
        chosen = np.argpartition(-scores, 2000)[:2000]
        numbers, scores = numbers[chosen], scores[chosen]
    order = np.lexsort((numbers, -scores))
    return list(dict.fromkeys(numbers[order].tolist()))[:limit]
