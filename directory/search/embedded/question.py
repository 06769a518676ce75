"""One request put to one generation: which offices meet it, and whose they are."""

from collections.abc import Iterator, Sequence
from functools import cached_property

import msgspec
import numpy as np

from directory.model.participation import Accepting
from directory.places.distance import miles_to
from directory.search.embedded.arrays import among, distinct, starts
from directory.search.embedded.columns import NOWHERE, SCALE, Columns
from directory.search.embedded.named import Named
from directory.search.embedded.people import offer
from directory.search.embedded.reader import Reader
from directory.search.embedded.schema import EVERY, GENDERS, KINDS, TELEHEALTH
from directory.search.matching import asks_office
from directory.search.participations import ACCEPTING
from directory.search.request import Near, SearchRequest

FEW = 200
"""Up to so many named providers their own offices are read; beyond, place or specialty leads.

A block holds one such provider among 64 and costs about 8 µs; a circle costs about 1 ms.
"""


class Question:
    """Masks over candidate offices; computed when first asked for."""

    def __init__(self, reader: Reader, request: SearchRequest, named: Named | None) -> None:
        """`request.radius` is taken as it stands; `named` limits to providers found otherwise."""
        self.reader = reader
        self.request = request
        self.named = named

    @property
    def by_office(self) -> bool:
        """Whether offices must be looked at to know who matches."""
        return asks_office(self.request) and not self._by_parts and not self.by_offers

    @cached_property
    def by_offers(self) -> bool:
        """Whether offices are asked for accepting and telehealth at most: bits of people answer."""
        plain = msgspec.structs.replace(self.request, accepting=False, telehealth=False)
        return not asks_office(plain)

    @cached_property
    def wide(self) -> bool:
        """Whether every office of the generation is a candidate."""
        request = self.request
        return request.near is None and self.named is None and self._drivers() == [EVERY]

    def pieces(self) -> Iterator["Question"]:
        """The same question; a wide one put to some thousand providers after the other.

        Their numbers ascend and no provider stands in two pieces, so counts of providers add up,
        and the memory needed does not grow with the directory.
        """
        if not self.wide:
            yield self
            return
        for columns in self.reader.walk():
            piece = Question(self.reader, self.request, None)
            piece.columns = columns
            yield piece

    @property
    def _by_parts(self) -> bool:
        """Whether the plan conditions alone decide: then their lists of members answer."""
        plain = msgspec.structs.replace(
            self.request, plans=(), issuers=(), networks=(), accepting=False
        )
        return self.named is None and self.asks_parts() and not asks_office(plain)

    @cached_property
    def people(self) -> np.ndarray:
        """Numbers of the providers who match where no office has to be looked at, ascending."""
        if self.by_offers and (self.request.accepting or self.request.telehealth):
            return self._chosen(self.offering())
        return self.persons

    @cached_property
    def persons(self) -> np.ndarray:
        """Those who meet every condition on the provider, and on the plan where it decides."""
        return self._chosen()

    def _chosen(self, offers: int | None = None) -> np.ndarray:
        """Numbers of persons, of those only who have one of some pairs of `offer`."""
        ids: np.ndarray | slice = slice(None)
        if self._by_parts:
            ids = self.reader.members(np.flatnonzero(self.chosen_parts()))
        elif self.named is not None:
            ids = self.named.ids
        mask = self._person_mask(ids)
        if offers is not None:
            mask &= self.reader.people.offers[ids] & offers != 0
        return np.flatnonzero(mask).astype("<u4") if isinstance(ids, slice) else ids[mask]

    def offering(self, accepting: Accepting | None = None, telehealth: bool | None = None) -> int:
        """The bits of `People.offers` of which one must be set for an office to be as asked.

        `accepting` and `telehealth`, where given, stand for what the request says of them.
        """
        wanted = accepting or ("yes" if self.request.accepting else None)
        online = telehealth if telehealth is not None else (self.request.telehealth or None)
        return sum(
            1 << offer(a, t)
            for a, name in enumerate(ACCEPTING)
            for t, value in enumerate(TELEHEALTH)
            if wanted in (None, name) and online in (None, value)
        )

    @cached_property
    def columns(self) -> Columns:
        """Candidate offices, each once: a superset of those that match."""
        request = self.request
        few = FEW if self._place_or_specialty else len(self.reader.people)
        if self.named is not None and len(self.named.ids) <= few:
            return self.reader.of_providers(self.named.ids)
        specs = self._drivers()
        if request.near is not None:
            found = self.reader.in_circle(specs, request.near, request.radius)
        else:
            found = self.reader.everywhere(specs)
        if len(specs) > 1:
            found = found.take(_first_of_each(found))
        if self.named is not None:
            found = found.take(among(found.rows["provider"], self.named.ids))
        return found

    @cached_property
    def distances(self) -> np.ndarray:
        """Miles from the place to each candidate office; NaN where not located or no place."""
        near = self.request.near
        if near is None:
            return np.full(len(self.columns), np.nan)
        return miles_from(near, self.columns.rows)

    def matching(self, skip: str = "") -> np.ndarray:
        """Which candidate offices match when the condition named `skip` is left aside."""
        mask = np.ones(len(self.columns), dtype=bool)
        for name, part in self._masks.items():
            if name != skip and part is not None:
                mask &= part
        part = self._parts_mask(skip)
        return mask if part is None else mask & part

    def chosen_parts(self, skip: str = "") -> np.ndarray:
        """Which participation classes are in force and meet the plan conditions."""
        request = self.request
        return self.reader.classes.select(
            request.as_of,
            () if skip == "plan" else request.plans,
            () if skip == "issuer" else request.issuers,
            request.networks,
            request.accepting and skip != "accepting",
        )

    def asks_parts(self, skip: str = "") -> bool:
        """Whether a plan, an issuer or a network must hold."""
        request = self.request
        return bool(
            (request.plans and skip != "plan")
            or (request.issuers and skip != "issuer")
            or request.networks
        )

    def chosen_specs(self) -> np.ndarray:
        """Which specialty numbers the request accepts."""
        wanted, codes = set(self.request.specialties), set(self.request.codes)
        known = self.reader.names.specialties
        return np.array([name in wanted or code in codes for name, code in known], dtype=bool)

    @cached_property
    def _masks(self) -> dict[str, np.ndarray | None]:
        request, rows = self.request, self.columns.rows
        access = sum(
            1 << bit for bit, name in enumerate(self.reader.names.access)
            if name in request.accessibility
        )  # fmt: skip
        since = request.verified_since
        skip_person = {"gender", "language"}
        person = {
            name: self._person_mask(rows["provider"], only=name) for name in skip_person
        }  # each apart, so that its facet can leave it aside
        return {
            "distance": self.distances <= request.radius if request.near else None,
            "specialty": self._specialty_mask(),
            "telehealth": rows["telehealth"] == 2 if request.telehealth else None,
            "accessibility": (rows["access"] & access) > 0 if request.accessibility else None,
            "verified": rows["verified"] >= since.toordinal() if since else None,
            "kind": self._person_mask(rows["provider"], only="kind"),
            **person,
        }

    def _specialty_mask(self) -> np.ndarray | None:
        if not self.request.specialties and not self.request.codes:
            return None
        return self.columns.any_spec(self.chosen_specs())

    def _parts_mask(self, skip: str) -> np.ndarray | None:
        if self.asks_parts(skip):
            return self.columns.any_part(self.chosen_parts(skip))
        if self.request.accepting and skip != "accepting":
            yes: np.ndarray = self.columns.rows["accepting"] == ACCEPTING.index("yes")
            return yes
        return None

    def _person_mask(self, ids: np.ndarray | slice, only: str = "") -> np.ndarray:
        """Whether providers meet the conditions on them; a slice of all spares looking them up."""
        people, request = self.reader.people, self.request
        kind = people.kind[ids]
        mask = np.ones(len(kind), dtype=bool)
        if only in ("", "kind"):
            mask &= _one_of(KINDS, request.kinds or KINDS, kind)
        if only in ("", "gender") and request.genders:
            mask &= _one_of(GENDERS, request.genders, people.gender[ids])
        if only in ("", "language") and request.languages:
            wanted = set(request.languages)
            spoken = np.array([bool(wanted & set(s)) for s in self.reader.names.languages])
            mask &= spoken[people.languages[ids]]
        return mask

    @property
    def _place_or_specialty(self) -> bool:
        return self.request.near is not None or bool(self.request.specialties)

    def _drivers(self) -> list[int]:
        """The values of `near.spec` to read: the specialties asked for, or every office."""
        request = self.request
        if not request.specialties and not request.codes:
            return [EVERY]
        wanted = set(request.specialties)
        for name, code in self.reader.names.specialties:
            if code in request.codes:
                if name is None:
                    return [EVERY]
                wanted.add(name)
        numbers = self.reader.near_number
        return sorted(numbers[name] for name in wanted if name in numbers)


def miles_from(near: Near, rows: np.ndarray) -> np.ndarray:
    """Miles from a place to each office; NaN where it is not located."""
    lats = np.where(rows["lat"] == NOWHERE, np.nan, rows["lat"] / SCALE)
    return miles_to(near.lat, near.lon, lats, rows["lon"] / SCALE)


def matching_providers(question: Question, skip: str = "") -> np.ndarray:
    """Numbers of the providers with a matching office, ascending; `skip` as in `matching`."""
    found = [np.zeros(0, "<u4")]
    for piece in question.pieces():
        found.append(distinct(piece.columns.rows["provider"][piece.matching(skip)]))
    return np.concatenate(found)


def _first_of_each(columns: Columns) -> np.ndarray:
    """An office with two of the specialties asked for was read twice; keep it once."""
    rows = columns.rows
    key = rows["provider"].astype(np.int64) << 16 | rows["office"]
    mask = np.zeros(len(rows), dtype=bool)
    order = np.argsort(key)
    mask[order[starts(key[order])]] = True
    return mask


def _one_of(known: Sequence[str], wanted: Sequence[str], column: np.ndarray) -> np.ndarray:
    """Whether each number of a column stands for a wanted name."""
    mask = np.zeros(len(column), dtype=bool)
    for number, name in enumerate(known):
        if name in wanted:
            mask |= column == number
    return mask
