"""Every ZIP code and city of the United States: look up, locate, suggest."""

from functools import cache
from typing import Literal

import msgspec
import numpy as np

from directory.model.place import Place
from directory.places import folding
from directory.places.aliases import DISTRICT, with_aliases
from directory.places.mention import Mention, find_mention, find_misspelt
from directory.places.states import STATE_NUMBER, STATES
from directory.places.suggest import Suggester
from directory.places.table import Numbers, Table, read_table

# Name grades from here on only help typing; an address is not located by them.
_ONLY_SUGGESTED = 3

Point = tuple[float, float]


class County(msgspec.Struct, frozen=True, kw_only=True):
    """A county or its equivalent: five-digit FIPS code, full name, postal state."""

    fips: str
    name: str
    state: str


class Located(msgspec.Struct, frozen=True, kw_only=True):
    """Where an address is, as far as its ZIP code or city tells; `county` is a FIPS code."""

    lat: float
    lon: float
    county: str | None
    by: Literal["zip", "city"]


class Gazetteer:
    """The places of one table.

    Places are numbered: cities first, most populous first, then ZIP codes ascending.
    """

    def __init__(self, table: Table) -> None:
        self.table = table
        self.cities = len(table.city_name)
        self._zip_row: Numbers = np.full(100_000, -1, dtype=np.int32)
        self._zip_row[table.zip_code] = np.arange(len(table.zip_code))
        self._slugs = {self._slug_key(n): n for n in range(self.cities)}
        self._counties = {fips: n for n, fips in enumerate(table.county_fips)}
        self._suggester = Suggester(self)
        self.index = self._suggester.index

    # Look up

    def get(self, place_id: str) -> Place | None:
        """The place of an id such as `zip:10001` or `city:ny:new-york`; None where there is none.

        An id made of another name of a city (`city:mo:saint-louis`) finds it too; the answer
        carries the proper id.
        """
        kind, _, rest = place_id.partition(":")
        if kind == "zip":
            return self.zip(rest)
        if kind != "city":
            return None
        number = self._slugs.get(rest.lower())
        if number is not None:
            return self.place(number)
        state, _, slug = rest.partition(":")
        return self.city(state, slug.replace("-", " "))

    def zip(self, zip5: str) -> Place | None:
        """A ZIP code with a location; None for unknown and for military ones."""
        number = self.zip_number(zip5)
        return None if number is None else self.place(number)

    def is_military(self, zip5: str) -> bool:
        """Whether a ZIP code is an APO, FPO or DPO: real, yet at no place on the map."""
        row = self._any_row(zip5)
        return row is not None and self.table.zip_filled[row] == "m"

    def city(self, state: str, name: str) -> Place | None:
        """A city by state abbreviation and any spelling of its name: own, former, short, other.

        Among several the one that bears the name itself comes first, then the most populous.
        """
        number = self._city_number(state, name)
        return None if number is None else self.place(number)

    def county(self, fips: str) -> County | None:
        """A county by its five-digit FIPS code."""
        number = self._counties.get(fips)
        return None if number is None else self._county(number)

    def counties(self) -> tuple[County, ...]:
        """All counties and their equivalents, by FIPS code."""
        return tuple(self._county(n) for n in range(len(self.table.county_fips)))

    def locate(self, zip5: str | None, city: str, state: str) -> Located | None:
        """Where an address is: its ZIP code's middle, else its city's; None where neither is known.

        A ZIP code of another state than the address is believed only where the city is not
        found in the state and is the ZIP code's own (the state is then the mistake).
        """
        row = self._row(zip5) if zip5 else None
        state = state.strip().upper()
        if row is not None and (not state or STATES[self.table.zip_state[row]] == state):
            return self._located_by_zip(row)
        number = self._city_number(state, city)
        if number is not None:
            return self._located_by_city(number)
        if row is not None and self._is_home(row, city):
            return self._located_by_zip(row)
        return None

    # Find by text

    def suggest(self, text: str, near: Point | None = None, limit: int = 10) -> list[Place]:
        """The places a person who has typed this much may mean, likeliest first.

        Reads ZIP codes and their beginnings, cities and their beginnings, "city, state",
        "city state ZIP", other names and scripts; from four characters on with typing mistakes.
        `near` is (lat, lon).
        """
        return [self.place(n) for n in self._suggester.suggest(text, near, limit)]

    def find_in(self, text: str) -> Mention | None:
        """The place that a longer line names ("dentist brooklyn ny"); None where none is."""
        return find_mention(self, text)

    def misspelt(self, text: str, *, led: bool) -> tuple[Place, ...]:
        """Large cities that a text means in spite of a typing mistake, most populous first."""
        return find_misspelt(self, text, led=led)

    # Places by number

    def place(self, number: int) -> Place:
        """The place of a number."""
        return self._city(number) if number < self.cities else self._zip(number - self.cities)

    def _city(self, n: int) -> Place:
        t = self.table
        county = int(t.city_county[n])
        name, state = t.city_name[n], STATES[t.city_state[n]]
        # Two towns of one name in a state are told apart by their county.
        which = f" ({t.county_name[county]})" if t.city_slug[n] and county >= 0 else ""
        return Place(
            id="city:" + self._slug_key(n),
            kind="city",
            label=f"{name}{which}, {state}",
            name=name,
            state=state,
            county=t.county_fips[county] if county >= 0 else None,
            county_name=t.county_name[county] if county >= 0 else None,
            lat=float(t.city_lat[n]),
            lon=float(t.city_lon[n]),
            population=int(t.city_population[n]),
        )

    def _zip(self, n: int) -> Place:
        t = self.table
        county, city = int(t.zip_county[n]), int(t.zip_city[n])
        code, state = f"{t.zip_code[n]:05d}", STATES[t.zip_state[n]]
        name = t.city_name[city] if city >= 0 else ""
        return Place(
            id=f"zip:{code}",
            kind="zip",
            label=f"{code} {name}, {state}" if name else f"{code} {state}",
            name=name,
            state=state,
            county=t.county_fips[county] if county >= 0 else None,
            county_name=t.county_name[county] if county >= 0 else None,
            lat=float(t.zip_lat[n]),
            lon=float(t.zip_lon[n]),
            population=int(t.zip_population[n]),
        )

    def _county(self, n: int) -> County:
        t = self.table
        return County(fips=t.county_fips[n], name=t.county_name[n], state=t.county_state[n])

    def _slug_key(self, n: int) -> str:
        t = self.table
        slug = t.city_slug[n] or folding.slugify(t.city_name[n])
        return f"{STATES[t.city_state[n]].lower()}:{slug}"

    def fold(self, text: str) -> str:
        """A text in the form names are kept in, Chinese simplified."""
        return folding.fold(text, self.table.han)

    def zip_number(self, zip5: str) -> int | None:
        """The number of a ZIP code that has a location."""
        row = self._row(zip5)
        return None if row is None else self.cities + row

    def _any_row(self, zip5: str) -> int | None:
        if len(zip5) != 5 or not (zip5.isascii() and zip5.isdigit()):
            return None
        row = int(self._zip_row[int(zip5)])
        return None if row < 0 else row

    def _row(self, zip5: str) -> int | None:
        """The row of a ZIP code that has a location."""
        row = self._any_row(zip5)
        return None if row is None or self.table.zip_filled[row] in "mu" else row

    def _city_number(self, state: str, name: str) -> int | None:
        wanted = STATE_NUMBER.get(state.upper())
        if wanted is None:
            return None
        folded = self.fold(name)
        for text in (folded, folding.abbreviate(folded)):
            found = self.cities_named(text, wanted)
            if found:
                return found[0]
        return None

    def cities_named(self, folded: str, state: int | None) -> list[int]:
        """Numbers of the cities of a folded name, those that bear it themselves first."""
        t, found = self.table, []
        for at in self.index.exact(folded).tolist():
            city, grade = int(t.name_city[at]), int(t.name_grade[at])
            if (grade < _ONLY_SUGGESTED or grade == DISTRICT) and state in (
                None,
                t.city_state[city],
            ):
                # Of two towns of one name the one without the county in its id is the usual one.
                found.append((grade, t.city_slug[city] != "", city))
        return [city for _, _, city in sorted(found)]

    def _is_home(self, row: int, city: str) -> bool:
        home = int(self.table.zip_city[row])
        return home in self.cities_named(self.fold(city), None)

    def _located_by_zip(self, n: int) -> Located:
        t = self.table
        county = int(t.zip_county[n])
        return Located(
            lat=float(t.zip_lat[n]),
            lon=float(t.zip_lon[n]),
            county=t.county_fips[county] if county >= 0 else None,
            by="zip",
        )

    def _located_by_city(self, n: int) -> Located:
        t = self.table
        county = int(t.city_county[n])
        return Located(
            lat=float(t.city_lat[n]),
            lon=float(t.city_lon[n]),
            county=t.county_fips[county] if county >= 0 else None,
            by="city",
        )


@cache
def gazetteer() -> Gazetteer:
    """The gazetteer that ships with the directory, read once per process."""
    return Gazetteer(with_aliases(read_table()))
