"""Builds generations of the embedded engine beside the live one and puts them into service."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from directory.model.generation import Generation, SourceState
from directory.model.plan import Issuer, Network, Plan
from directory.model.policy import Policy
from directory.model.provider import Provider
from directory.search.embedded.build import Build
from directory.search.embedded.files import GenerationFiles
from directory.search.embedded.reader import read_generation
from directory.search.engine import Engine, EngineError
from directory.search.planbook import PlanBook
from directory.search.policybook import PolicyBook


class EmbeddedLoader:
    """The loader over the folder `search` in `home`."""

    def __init__(self, home: Path) -> None:
        self._home = home
        self._files = GenerationFiles(home)
        self._files.folder.mkdir(parents=True, exist_ok=True)
        self._id = ""
        self._build: Build | None = None
        self._plans: tuple[list[Issuer], list[Network], list[Plan]] = ([], [], [])
        self._policies: list[Policy] = []

    def start(self, generation: str) -> None:
        """Begin a generation; what an interrupted run left behind is removed."""
        self.close()
        self._files.sweep()
        self._id = generation
        self._build = Build(self._files.building(generation))
        self._plans = ([], [], [])
        self._policies = []

    def add_plans(
        self, issuers: Iterable[Issuer], networks: Iterable[Network], plans: Iterable[Plan]
    ) -> None:
        """Add issuers, networks and plans."""
        for held, more in zip(self._plans, (issuers, networks, plans), strict=True):
            held.extend(more)  # type: ignore[attr-defined]  # the three lists differ in type

    def add_policies(self, policies: Iterable[Policy]) -> None:
        """Add versions of clinical policies."""
        self._policies.extend(policies)

    def add(self, providers: Iterable[Provider]) -> None:
        """Add providers in ascending order of NPI, each once."""
        self._started().add(providers)

    def finish(self, sources: Sequence[SourceState]) -> Generation:
        """Write what searching needs; the file is complete and read-only from here on."""
        build = self._started()
        policies = PolicyBook(self._policies)
        generation = Generation(
            id=self._id,
            created_at=datetime.now(UTC),
            providers=build.providers,
            offices=build.offices,
            plans=len(self._plans[2]),
            policies=len(policies),
            deactivated=build.deactivated,
            unlocated=build.unlocated,
            sources=tuple(sources),
        )
        book = PlanBook(*self._plans, build.plan_providers)
        build.finish(
            {
                "generation": msgspec.json.encode(generation),
                "book": book.dump(),
                "policies": policies.dump(),
            }
        )
        self._build = None
        path = self._files.building(self._id)
        path.chmod(0o444)
        path.replace(self._files.path(self._id))
        return generation

    def candidate(self) -> Engine:
        """An engine over the generation just finished."""
        from directory.search.embedded.engine import EmbeddedEngine

        return EmbeddedEngine(self._home, generation=self._id)

    def swap(self, generation: str) -> None:
        """Make a finished generation live."""
        if generation not in self._files.finished():
            raise EngineError(f"generation {generation!r} is not there: see `indexer generations`")
        self._files.go_live(generation)

    def discard(self, generation: str) -> None:
        """Remove a generation that is not live; its open readers keep their file."""
        if generation == self._files.live():
            raise EngineError(f"generation {generation!r} is live: roll back to another one first")
        self.close()
        self._files.path(generation).unlink(missing_ok=True)
        self._files.building(generation).unlink(missing_ok=True)

    def generations(self) -> list[Generation]:
        """All finished generations, oldest first."""
        return [read_generation(self._files.path(name)) for name in self._files.finished()]

    def live(self) -> str | None:
        """Id of the live generation."""
        return self._files.live()

    def close(self) -> None:
        """Let go of a build that was not finished."""
        if self._build is not None:
            self._build.close()
            self._build = None

    def _started(self) -> Build:
        if self._build is None:
            raise EngineError("no generation was started: call start first")
        return self._build
