"""The questions that are timed, drawn from the generated directory with a fixed seed."""

import csv
import random
from datetime import date
from pathlib import Path

from directory.model.place import Place
from directory.places.gazetteer import Gazetteer, gazetteer
from directory.search.request import FacetName, Near, SearchRequest, SupplyRequest
from directory.specialties.catalog import catalog

AS_OF = date(2026, 11, 21)
FACETS: tuple[FacetName, ...] = ("gender", "language", "plan")
SAMPLE = 4000
"""Rows of the main file that names, specialties and places are drawn from."""


class Questions:
    """Requests by kind; "near" is a dense ZIP, "country" one with few people around."""

    def __init__(self, files: Path, each: int) -> None:
        self._rng = random.Random(11)
        self._rows = self._people(files / "npidata_pfile_bench.csv")
        plans = (files / "plan_ids.txt").read_text("ascii").split()
        self._plans = plans
        dense, country = self._zips(gazetteer())
        draw = range(each)
        people = [self._rng.choice(self._rows) for _ in draw]
        name = [f"{first} {last}" for first, last, _ in people]
        faulted = [f"{first} {self._fault(last)}" for first, last, _ in people]
        short = max(each // 6, 10)
        self.searches: dict[str, list[SearchRequest]] = {
            "name, exact": [SearchRequest(as_of=AS_OF, name=one) for one in name],
            "name, faulted": [SearchRequest(as_of=AS_OF, name=one) for one in faulted],
            "specialty+plan, near": [self._full(dense) for _ in draw],
            "specialty+plan, country": [self._full(country) for _ in draw],
            "specialty, near": [self._near(dense, specialty=True) for _ in draw],
            "place only, near": [self._near(dense, specialty=False) for _ in draw],
            "specialty, nation": [
                SearchRequest(as_of=AS_OF, specialties=(self._specialty(),)) for _ in range(short)
            ],
            "plan, nation": [
                SearchRequest(as_of=AS_OF, plans=(self._rng.choice(plans),)) for _ in range(short)
            ],
        }
        letters = [(last[: self._rng.randint(1, 5)], state) for _, last, state in self._named()]
        self.names: dict[str, list[tuple[str, str | None]]] = {
            "suggest name": [(text, None) for text, _ in letters[:each]],
            "suggest name in state": list(letters[:each]),
        }
        self.supplies = [self._supply(dense) for _ in range(short)]
        self.searches["accepting, nation"] = [self._accepting() for _ in draw]

    def _people(self, file: Path) -> list[tuple[str, str, str]]:
        """(first name, last name, taxonomy code) of some individuals; states are kept beside."""
        with file.open(encoding="utf-8", newline="") as rows:
            reader = csv.reader(rows)
            head = next(reader)
            columns = [
                head.index(name)
                for name in (
                    "Provider First Name",
                    "Provider Last Name (Legal Name)",
                    "Healthcare Provider Taxonomy Code_1",
                    "Provider Business Practice Location Address State Name",
                )
            ]
            found = []
            self._states: list[str] = []
            for row in reader:
                if len(row) != len(head):
                    continue  # one of the faulty rows made on purpose
                first, last, code, state = (row[at] for at in columns)
                if len(first) > 1 and len(last) > 3 and code:
                    found.append((first, last, code))
                    self._states.append(state)
                if len(found) == SAMPLE * 5:
                    break
        return found

    def _named(self) -> list[tuple[str, str, str]]:
        chosen = self._rng.sample(range(len(self._rows)), min(SAMPLE, len(self._rows)))
        return [(self._rows[at][0], self._rows[at][1], self._states[at]) for at in chosen]

    def _zips(self, places: Gazetteer) -> tuple[list[Place], list[Place]]:
        known = [
            place for place in map(places.zip, map("{:05}".format, range(501, 99951))) if place
        ]
        known.sort(key=lambda place: (-place.population, place.id))
        states = {"MT", "WY", "ND", "SD", "NV", "NM", "AK", "ID"}
        country = [one for one in known if one.state in states and 0 < one.population < 2000]
        return known[:400], country

    def _specialty(self) -> str:
        while True:
            held = catalog().by_code(self._rng.choice(self._rows)[2])
            if held is not None:
                return held.id

    def _near(self, places: list[Place], *, specialty: bool) -> SearchRequest:
        place = self._rng.choice(places)
        wanted = (self._specialty(),) if specialty else ()
        near = Near(place.lat, place.lon)
        return SearchRequest(as_of=AS_OF, near=near, sort="distance", specialties=wanted)

    def _full(self, places: list[Place]) -> SearchRequest:
        place = self._rng.choice(places)
        local = [plan for plan in self._plans if plan[5:7] == place.state] or self._plans
        return SearchRequest(
            as_of=AS_OF,
            near=Near(place.lat, place.lon),
            specialties=(self._specialty(),),
            plans=(self._rng.choice(local),),
            sort="distance",
            facets=FACETS,
        )

    def _accepting(self) -> SearchRequest:
        """Nothing but a new patient's wishes, of which there are 21: most are asked again."""
        return SearchRequest(
            as_of=AS_OF,
            accepting=True,
            genders=self._rng.choice([(), ("female",), ("male",)]),
            languages=self._rng.choice([(), ("en",), ("es",), ("zh",), ("ru",), ("vi",), ("ko",)]),
            facets=FACETS,
        )

    def _supply(self, places: list[Place]) -> SupplyRequest:
        place = self._rng.choice(places)
        return SupplyRequest(
            as_of=AS_OF,
            specialties=(self._specialty(),),
            near=Near(place.lat, place.lon),
            county=place.county,
            state=place.state,
            verified_since=date(2026, 8, 23),
        )

    def _fault(self, word: str) -> str:
        at = self._rng.randrange(len(word) - 1)
        kind = self._rng.randrange(3)
        if kind == 0:
            return word[:at] + word[at + 1 :]
        if kind == 1:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        return word[:at] + self._rng.choice("AEIOURSTLN") + word[at + 1 :]
