"""Builds generations on a cluster beside the live one and puts them into service."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
from elasticsearch import ApiError, NotFoundError
from elasticsearch.helpers import streaming_bulk

from directory.model.generation import Generation, SourceState
from directory.model.plan import Issuer, Network, Plan
from directory.model.policy import Policy
from directory.model.provider import Provider
from directory.search.elastic.client import LOAD_SECONDS, connect, translated
from directory.search.elastic.documents import document
from directory.search.elastic.indices import DEFAULT_PREFIX, Indices, meta_body, providers_body
from directory.search.elastic.live import live_index
from directory.search.elastic.meta import GENERATION, parts, read_records
from directory.search.elastic.tally import Tally
from directory.search.engine import Engine, EngineError
from directory.search.participations import ClassBuilder
from directory.search.planbook import PlanBook
from directory.search.policybook import PolicyBook

BULK_DOCUMENTS = 1000
BULK_BYTES = 8 * 2**20
# With doubling waits from one second to thirty: a cluster may refuse for some three minutes.
BULK_RETRIES = 10


class ElasticLoader:
    """The loader over one cluster.

    `shards` and `replicas` are those of the index of providers. One loader at a time may work
    under a `prefix`: what it finds unfinished it takes for the remains of an interrupted run.
    """

    def __init__(
        self,
        hosts: list[str],
        *,
        prefix: str = DEFAULT_PREFIX,
        shards: int = 1,
        replicas: int = 0,
        merge: bool = True,
    ) -> None:
        self._hosts = hosts
        self._prefix = prefix
        self._indices = Indices(prefix)
        self._client = connect(hosts, LOAD_SECONDS, again=True)
        self._shards, self._replicas, self._merge = shards, replicas, merge
        self._id = ""
        self._tally = Tally()
        self._classes = ClassBuilder()
        self._plans: tuple[list[Issuer], list[Network], list[Plan]] = ([], [], [])
        self._policies: list[Policy] = []
        self._issuers: dict[str, str | None] = {}

    def start(self, generation: str) -> None:
        """Begin a generation; what an interrupted run left behind is removed."""
        with translated():
            if generation == self.live():
                raise EngineError(f"generation {generation!r} is live: begin one of another name")
            self._remove(self._unfinished(generation))
            self._client.indices.create(
                index=self._indices.providers(generation), **providers_body(self._shards)
            )
            self._client.indices.create(index=self._indices.meta(generation), **meta_body())
        self._id = generation
        self._tally, self._classes = Tally(), ClassBuilder()
        self._plans = ([], [], [])
        self._policies = []
        self._issuers = {}

    def add_plans(
        self, issuers: Iterable[Issuer], networks: Iterable[Network], plans: Iterable[Plan]
    ) -> None:
        """Add issuers, networks and plans."""
        self._plans[0].extend(issuers)
        self._plans[1].extend(networks)
        added = list(plans)
        self._plans[2].extend(added)
        self._issuers |= {plan.id: plan.issuer for plan in added}

    def add_policies(self, policies: Iterable[Policy]) -> None:
        """Add versions of clinical policies."""
        self._policies.extend(policies)

    def add(self, providers: Iterable[Provider]) -> None:
        """Add providers, each NPI once; a busy cluster is waited for."""
        index = self._indices.providers(self._started())
        self._bulk(index, self._documents(providers))

    def finish(self, sources: Sequence[SourceState]) -> Generation:
        """Make everything searchable; the record comes last, and marks the generation finished."""
        policies = PolicyBook(self._policies)
        generation = Generation(
            id=self._started(),
            created_at=datetime.now(UTC),
            providers=self._tally.providers,
            offices=self._tally.offices,
            plans=len(self._plans[2]),
            policies=len(policies),
            deactivated=self._tally.deactivated,
            unlocated=self._tally.unlocated,
            sources=tuple(sources),
        )
        with translated():
            self._settle(self._indices.providers(generation.id))
        self._write_meta(generation, policies)
        return generation

    def candidate(self) -> Engine:
        """An engine over the generation just finished."""
        from directory.search.elastic.engine import ElasticEngine

        return ElasticEngine(self._hosts, prefix=self._prefix, generation=self._started())

    def swap(self, generation: str) -> None:
        """Make a finished generation live: both aliases move in one step of the cluster."""
        names = self._indices
        with translated():
            if generation not in {record.id for _, record in self._records()}:
                raise EngineError(
                    f"generation {generation!r} is not there: see `indexer generations`"
                )
            moves = (
                (names.live_providers, names.providers(generation)),
                (names.live_meta, names.meta(generation)),
            )
            actions: list[dict[str, Any]] = []
            for alias, index in moves:
                old = {"index": f"{alias}-*", "alias": alias, "must_exist": False}
                actions += [{"remove": old}, {"add": {"index": index, "alias": alias}}]
            self._client.indices.update_aliases(actions=actions)

    def discard(self, generation: str) -> None:
        """Remove a generation that is not live, finished or not."""
        with translated():
            if generation == self.live():
                raise EngineError(
                    f"generation {generation!r} is live: roll back to another one first"
                )
            self._remove(self._indices.both(generation))

    def drop_everything(self) -> None:
        """Remove every index under the prefix, the live ones too: leaves a cluster as it was."""
        with translated():
            self._remove(self._present())

    def generations(self) -> list[Generation]:
        """All finished generations, oldest first (ids sort by time)."""
        with translated():
            return sorted((record for _, record in self._records()), key=lambda record: record.id)

    def live(self) -> str | None:
        """Id of the live generation."""
        with translated():
            live = live_index(self._client, self._indices.live_meta)
            if live is None:
                return None
            return next((record.id for index, record in self._records() if index == live), None)

    def _started(self) -> str:
        if not self._id:
            raise EngineError("no generation was started: call start first")
        return self._id

    def _records(self) -> list[tuple[str, Generation]]:
        return read_records(self._client, f"{self._indices.live_meta}-*")

    def _unfinished(self, generation: str) -> list[str]:
        """Indices without a record, and those of the generation that is about to begin."""
        kept = {
            index
            for _, record in self._records()
            if record.id != generation
            for index in self._indices.both(record.id)
        }
        return [index for index in self._present() if index not in kept]

    def _present(self) -> Iterable[str]:
        return self._client.indices.get(index=self._indices.patterns, allow_no_indices=True)

    def _remove(self, indices: Iterable[str]) -> None:
        # The one with the record goes first ("meta" sorts so): what is left if this is cut short
        # has no record, and the next load takes it for what it is.
        for index in sorted(indices):
            self._client.indices.delete(index=index, ignore_unavailable=True)

    def _documents(self, providers: Iterable[Provider]) -> Iterator[tuple[str, dict[str, Any]]]:
        for provider in providers:
            self._tally.count(provider)
            yield provider.npi, document(provider, self._classes.numbers, self._issuers.get)

    def _bulk(self, index: str, documents: Iterable[tuple[str, dict[str, Any]]]) -> None:
        with translated():
            for _, result in streaming_bulk(
                self._client,
                ({"_index": index, "_id": name, "body": body} for name, body in documents),
                expand_action_callback=_action,
                chunk_size=BULK_DOCUMENTS,
                max_chunk_bytes=BULK_BYTES,
                max_retries=BULK_RETRIES,
                initial_backoff=1,
                max_backoff=30,
                yield_ok=False,
                raise_on_error=False,
            ):
                raise EngineError(_refusal(result))

    def _settle(self, index: str) -> None:
        """From filling to serving: searchable, in few segments, with its copies."""
        self._client.indices.refresh(index=index)
        if self._merge:
            self._merge_down(index)
        self._client.indices.put_settings(
            index=index, settings={"index": {"number_of_replicas": self._replicas}}
        )

    def _merge_down(self, index: str) -> None:
        """One segment answers fastest; a cluster that takes longer goes on with it by itself."""
        client = self._client.options(request_timeout=3600, max_retries=0)
        try:
            client.indices.forcemerge(index=index, max_num_segments=1)
            client.indices.refresh(index=index)
        except NotFoundError:
            raise
        except ApiError as fault:
            # Hosted clusters may not allow it, and nothing but speed depends on it.
            if fault.status_code not in (400, 403, 405, 429, 503):
                raise

    def _write_meta(self, generation: Generation, policies: PolicyBook) -> None:
        index = self._indices.meta(generation.id)
        held = {
            "book": PlanBook(*self._plans, self._tally.by_plan).dump(),
            "policies": policies.dump(),
            "classes": self._classes.dump(),
            **self._tally.names(),
        }
        for kind, data in held.items():
            self._bulk(index, parts(kind, data))
        with translated():
            self._client.indices.put_settings(
                index=index, settings={"index": {"number_of_replicas": self._replicas}}
            )
        self._bulk(index, parts(GENERATION, msgspec.json.encode(generation)))
        with translated():
            self._client.indices.refresh(index=index)


def _action(item: bytes | str | dict[str, Any]) -> tuple[dict[str, Any], bytes]:
    if not isinstance(item, dict):
        raise TypeError("a bulk item is a dictionary of index, id and body")
    head = {"index": {"_index": item["_index"], "_id": item["_id"]}}
    return head, msgspec.json.encode(item["body"])


def _refusal(result: dict[str, Any]) -> str:
    """Which document was refused and the class of the fault; its text may repeat the document."""
    item = next(iter(result.values()))
    kind = item.get("error", {}).get("type", "unknown") if isinstance(item, dict) else "unknown"
    name = item.get("_id") if isinstance(item, dict) else None
    return f"Elasticsearch refused document {name} ({kind}); nothing was published"
