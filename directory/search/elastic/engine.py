"""Answers questions from the live generation on an Elasticsearch cluster."""

from collections.abc import Callable
from typing import TypeVar

from directory.model.generation import Generation
from directory.model.provider import Deactivated, Provider
from directory.search.elastic.asking import Ask, IndexGone
from directory.search.elastic.client import HEALTH_SECONDS, connect, translated
from directory.search.elastic.counting import specialty_counts, supply
from directory.search.elastic.documents import read_provider
from directory.search.elastic.indices import DEFAULT_PREFIX, Indices
from directory.search.elastic.labelled import find_holders, npis_after
from directory.search.elastic.live import Live
from directory.search.elastic.meta import Memory
from directory.search.elastic.searching import search
from directory.search.elastic.suggesting import best_people
from directory.search.engine import CursorExpired, EngineError
from directory.search.page import Health, Holders, NameSuggestion, ResultPage, Supply
from directory.search.planbook import PlanBook
from directory.search.policybook import PolicyBook
from directory.search.request import Near, SearchRequest, SupplyRequest

T = TypeVar("T")


class ElasticEngine:
    """The engine over one cluster, reached through any of `hosts`.

    Each host is `http(s)://user:pass@host:9200`. With `generation` the engine answers from that
    one for ever, live or not; without, from whichever is live. Safe to share between threads.
    Every question raises EngineUnavailable while the cluster does not answer, NothingLoaded before
    the first load and SchemaMismatch over another version's generation; nothing has to be done
    for it to recover.
    """

    def __init__(
        self, hosts: list[str], *, prefix: str = DEFAULT_PREFIX, generation: str | None = None
    ) -> None:
        self._client = connect(hosts)
        self._live = Live(self._client, Indices(prefix), generation)

    def generation(self) -> Generation:
        """The live generation."""
        return self._live.memory().generation

    def search(self, request: SearchRequest) -> ResultPage:
        """One page; raises CursorExpired for a cursor of another generation."""

        def page(ask: Ask, memory: Memory) -> ResultPage:
            if request.after and request.after.generation != memory.generation.id:
                raise CursorExpired(
                    f"the page before was read from generation {request.after.generation}, "
                    f"{memory.generation.id} serves now: ask for the first page again"
                )
            return search(ask, memory, request)

        return self._answer(page)

    def get(self, npi: str) -> Provider | Deactivated | None:
        """One provider by NPI, deactivated ones as such."""

        def find(ask: Ask, _: Memory) -> Provider | Deactivated | None:
            # A look-up by id would put the NPI into the path, where proxies and logs keep it.
            body = {"query": {"ids": {"values": [npi]}}, "size": 1, "_source": ["provider"]}
            hits = ask.one(body)["hits"]["hits"]
            if not hits:
                return None
            provider = read_provider(hits[0]["_source"]["provider"])
            if provider.deactivated_on is not None:
                return Deactivated(npi=npi, on=provider.deactivated_on)
            return provider

        return self._answer(find)

    def suggest_names(self, text: str, state: str | None, limit: int) -> list[NameSuggestion]:
        """Names that begin so, most borne first."""
        return self._answer(
            lambda ask, memory: memory.completion.complete(
                text, state, limit, lambda level: best_people(ask, level, state, limit)
            )
        )

    def holders(self, labels: tuple[str, ...], limit: int) -> Holders:
        """Those whose full name is spelt by any of the labels."""
        return self._answer(lambda ask, memory: find_holders(ask, memory, labels, limit))

    def npis(self, after: str, limit: int) -> list[str]:
        """The next NPIs of active providers behind `after`, ascending."""
        return self._answer(lambda ask, _: npis_after(ask, after, limit))

    def specialty_counts(self, near: Near | None, radius: float) -> dict[str, int]:
        """Providers by specialty id, within `radius` miles of `near` or in all."""
        return self._answer(lambda ask, memory: specialty_counts(ask, memory, near, radius))

    def supply(self, request: SupplyRequest) -> Supply:
        """How many there are near, in the county, the state and all."""
        return self._answer(lambda ask, memory: supply(ask, memory, request))

    def plans(self) -> PlanBook:
        """All plans, networks and issuers of the live generation."""
        return self._live.memory().book

    def policies(self) -> PolicyBook:
        """All clinical policies of the live generation."""
        return self._live.memory().policies

    def plan_providers(self, plan: str) -> int:
        """How many providers have a participation in the plan, whatever its dates."""
        return self._live.memory().book.providers.get(plan, 0)

    def health(self) -> Health:
        """Whether the cluster answers and what it serves; never raises."""
        name = "Elasticsearch"
        try:
            with translated():
                client = self._client.options(request_timeout=HEALTH_SECONDS, max_retries=1)
                name = f"Elasticsearch ({client.cluster.health()['status']})"
            memory = self._live.newest(wait=False)
            Ask(client, memory).one({"size": 0, "track_total_hits": False})
        except EngineError as fault:
            return Health(ok=False, engine=name, detail=str(fault))
        return Health(ok=True, engine=name, generation=memory.generation.id)

    def _answer(self, question: Callable[[Ask, Memory], T]) -> T:
        """Ask the live generation; once more when another one went live in that very moment."""
        memory = self._live.memory()
        ask = Ask(self._client, memory, self._live.alias)
        try:
            answer = question(ask, memory)
        except IndexGone:
            memory = self._live.newest()
            return question(Ask(self._client, memory, self._live.alias), memory)
        if not ask.swapped:
            return answer
        newest = self._live.newest(wait=False)
        if newest is memory:  # another thread is still reading the new one
            return answer
        return question(Ask(self._client, newest, self._live.alias), newest)
