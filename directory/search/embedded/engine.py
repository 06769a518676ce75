"""The embedded engine: answers from the live generation file."""

import threading
from pathlib import Path

import msgspec
import numpy as np

from directory.model.generation import Generation
from directory.model.provider import Deactivated, Provider
from directory.search.embedded.areas import count_specialties, count_supply
from directory.search.embedded.arrays import after, first_in_order
from directory.search.embedded.completion import best_people
from directory.search.embedded.facets import count_facets
from directory.search.embedded.files import GenerationFiles
from directory.search.embedded.labelled import find_holders, npis_after
from directory.search.embedded.named import Named, find_named
from directory.search.embedded.order import nearest_each, sort_keys
from directory.search.embedded.question import Question, matching_providers
from directory.search.embedded.reader import Reader
from directory.search.engine import CursorExpired, EngineError, EngineUnavailable
from directory.search.matching import matching_offices
from directory.search.names import NameLevel, expand, explain
from directory.search.page import Health, Hit, Holders, NameSuggestion, ResultPage, Supply
from directory.search.planbook import PlanBook
from directory.search.policybook import PolicyBook
from directory.search.request import RINGS, After, Near, SearchRequest, SupplyRequest
from directory.search.text import name_tokens, phone_digits

NAME = "embedded (SQLite)"


class EmbeddedEngine:
    """Serves the live generation of a folder, or one given generation. Safe between threads."""

    def __init__(self, home: Path, generation: str | None = None) -> None:
        self._files = GenerationFiles(home)
        self._fixed = generation
        self._open: tuple[object, Reader] | None = None
        self._lock = threading.Lock()

    def generation(self) -> Generation:
        """The generation that answers now."""
        return self._reader().generation

    def search(self, request: SearchRequest) -> ResultPage:
        """One page of the providers that meet the request."""
        reader = self._reader()
        if request.after is not None and request.after.generation != reader.generation.id:
            raise CursorExpired(f"generation {request.after.generation} no longer serves")
        if not request.name:
            return _answer(reader, request, _listed(reader, request), None)
        page = None
        for level in expand(reader.vocabulary, request.name):
            named = _both(find_named(reader, level), _listed(reader, request))
            page = _answer(reader, request, named, level)
            if page.total >= level.enough:
                break
        if page is None:  # no word in the name: nobody is called that
            nobody = Named(np.zeros(0, "<u4"), np.zeros(0))
            page = _answer(reader, request, nobody, None)
        return page

    def get(self, npi: str) -> Provider | Deactivated | None:
        """One provider by NPI."""
        found = self._reader().provider(npi)
        if found is not None and found.deactivated_on is not None:
            return Deactivated(npi=npi, on=found.deactivated_on)
        return found

    def suggest_names(self, text: str, state: str | None, limit: int) -> list[NameSuggestion]:
        """Names that begin so, most borne first."""
        reader = self._reader()
        return reader.completion.complete(
            text, state, limit, lambda level: best_people(reader, level, state, limit)
        )

    def holders(self, labels: tuple[str, ...], limit: int) -> Holders:
        """Those whose full name is spelt by any of the labels."""
        return find_holders(self._reader(), labels, limit)

    def npis(self, after: str, limit: int) -> list[str]:
        """The next NPIs of active providers behind `after`, ascending."""
        return npis_after(self._reader(), after, limit)

    def specialty_counts(self, near: Near | None, radius: float) -> dict[str, int]:
        """Providers by specialty id."""
        return count_specialties(self._reader(), near, radius)

    def supply(self, request: SupplyRequest) -> Supply:
        """How many providers of a specialty there are, by distance and area."""
        return count_supply(self._reader(), request)

    def plans(self) -> PlanBook:
        """Plans, networks and issuers."""
        return self._reader().book

    def policies(self) -> PolicyBook:
        """Clinical policies."""
        return self._reader().policies

    def plan_providers(self, plan: str) -> int:
        """How many providers have a participation in the plan, whatever its dates."""
        return self._reader().book.providers.get(plan, 0)

    def health(self) -> Health:
        """Whether a generation can be read."""
        try:
            return Health(ok=True, engine=NAME, generation=self.generation().id)
        except EngineError as error:
            return Health(ok=False, engine=NAME, detail=str(error))

    def _reader(self) -> Reader:
        stamp: object = self._fixed or self._files.stamp()
        opened = self._open
        if opened is not None and opened[0] == stamp:
            return opened[1]
        with self._lock:
            if self._open is None or self._open[0] != stamp:
                name = self._fixed or self._files.live()
                if name is None:
                    raise EngineUnavailable("the file that names the live generation is empty")
                self._open = (stamp, Reader(self._files.path(name)))
            return self._open[1]


def _listed(reader: Reader, request: SearchRequest) -> Named | None:
    """Providers named by NPI or phone, all alike; None when neither is asked for."""
    found = None
    if request.npis:
        found = reader.numbers(request.npis)
    if request.phone:
        called = reader.by_phone(phone_digits(request.phone))
        found = called if found is None else np.intersect1d(found, called)
    return None if found is None else Named(found, np.zeros(len(found)))


def _both(named: Named, listed: Named | None) -> Named:
    if listed is None:
        return named
    ids = np.intersect1d(named.ids, listed.ids)
    return Named(ids, named.score_of(ids))


def _answer(
    reader: Reader, request: SearchRequest, named: Named | None, level: NameLevel | None
) -> ResultPage:
    """The page for a request whose name is settled; looks farther when nothing is near."""
    radius = request.after.radius if request.after is not None else request.radius
    question = Question(reader, msgspec.structs.replace(request, radius=radius), named)
    ids, nearest = _matches(question)
    if not len(ids) and request.near is not None and request.widen and request.after is None:
        for ring in (ring for ring in RINGS if ring > request.radius):
            wider = Question(reader, msgspec.structs.replace(request, radius=ring), named)
            ids, nearest = _matches(wider)
            if len(ids):
                question, radius = wider, ring
                break
    keys = sort_keys(reader, request, ids, nearest, named)
    chosen, follow = _page(keys, request, reader.generation.id, radius)
    return ResultPage(
        total=len(ids),
        hits=_hits(question, ids[chosen], level),
        generation=reader.generation.id,
        radius=radius,
        widened_from=request.radius if radius != request.radius else None,
        next=follow,
        facets=count_facets(question),
    )


def _matches(question: Question) -> tuple[np.ndarray, np.ndarray | None]:
    """Matching providers, ascending, and miles to each one's nearest match if a place is asked."""
    if not question.by_office:
        return question.people, None
    if question.request.near is None:
        return matching_providers(question), None
    mask = question.matching()
    return nearest_each(question.columns.rows["provider"][mask], question.distances[mask])


def _page(
    keys: list[np.ndarray], request: SearchRequest, generation: str, radius: float
) -> tuple[np.ndarray, After | None]:
    """Positions of this page's rows in order, and where the next page starts."""
    left = np.arange(len(keys[0]))
    if request.after is not None:
        if len(request.after.keys) != len(keys):
            raise CursorExpired("the cursor belongs to another question")
        left = np.flatnonzero(after(keys, [float(key) for key in request.after.keys]))
    chosen = left[first_in_order([key[left] for key in keys], request.limit)]
    if len(left) <= request.limit:
        return chosen, None
    last = chosen[-1]
    return chosen, After(tuple(float(key[last]) for key in keys), generation, radius)


def _hits(question: Question, ids: np.ndarray, level: NameLevel | None) -> tuple[Hit, ...]:
    request, book = question.request, question.reader.book
    found = []
    for provider in question.reader.providers(ids.tolist()):
        offices = matching_offices(provider, request, book, request.radius)
        match = explain(level, name_tokens(provider)) if level is not None else ()
        found.append(Hit(provider=provider, offices=offices, match=match))
    return tuple(found)
