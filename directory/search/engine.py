"""The interface of a search engine: questions on one side, loading on the other."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from directory.model.generation import Generation, SourceState
from directory.model.plan import Issuer, Network, Plan
from directory.model.policy import Policy
from directory.model.provider import Deactivated, Provider
from directory.search.page import Health, Holders, NameSuggestion, ResultPage, Supply
from directory.search.planbook import PlanBook
from directory.search.policybook import PolicyBook
from directory.search.request import Near, SearchRequest, SupplyRequest


class EngineError(Exception):
    """Base of what an engine can fail with."""


class EngineUnavailable(EngineError):
    """The engine does not answer now; asking again later may help."""


class NothingLoaded(EngineUnavailable):
    """The engine answers, but no generation was ever published."""


class SchemaMismatch(EngineUnavailable):
    """Another version wrote the live generation; the message names the command that mends it."""


class CursorExpired(EngineError):
    """The page before was read from a generation that no longer serves."""


class Engine(Protocol):
    """Answers questions from the live generation. Safe to share between threads."""

    def generation(self) -> Generation:
        """The live generation; raises NothingLoaded or EngineUnavailable."""
        ...

    def search(self, request: SearchRequest) -> ResultPage:
        """The providers that meet every condition, one page in the order asked for."""
        ...

    def get(self, npi: str) -> Provider | Deactivated | None:
        """One provider by NPI; Deactivated where CMS withdrew it; None where unknown."""
        ...

    def suggest_names(self, text: str, state: str | None, limit: int) -> list[NameSuggestion]:
        """Names that begin so (or nearly so, from four letters), most borne first."""
        ...

    def holders(self, labels: tuple[str, ...], limit: int) -> Holders:
        """Those whose full name is spelt by any of these host labels (see `search.labels`)."""
        ...

    def npis(self, after: str, limit: int) -> list[str]:
        """The next NPIs of active providers behind `after`, ascending; at most 10,000 at once."""
        ...

    def specialty_counts(self, near: Near | None, radius: float) -> dict[str, int]:
        """Providers by specialty id, within `radius` miles of `near` or in all."""
        ...

    def supply(self, request: SupplyRequest) -> Supply:
        """How many there are near, in the county, the state and all."""
        ...

    def plans(self) -> PlanBook:
        """All plans, networks and issuers of the live generation."""
        ...

    def policies(self) -> PolicyBook:
        """All clinical policies of the live generation; the same object until another is live."""
        ...

    def plan_providers(self, plan: str) -> int:
        """How many providers have a participation in the plan, whatever its dates."""
        ...

    def health(self) -> Health:
        """Never raises."""
        ...


class Loader(Protocol):
    """Builds a generation beside the live one. Nothing is visible before `swap`."""

    def start(self, generation: str) -> None:
        """Begin a generation; whatever an interrupted run left behind is removed."""
        ...

    def add_plans(
        self, issuers: Iterable[Issuer], networks: Iterable[Network], plans: Iterable[Plan]
    ) -> None:
        """Add what participations refer to; call before `add`."""
        ...

    def add_policies(self, policies: Iterable[Policy]) -> None:
        """Add versions of clinical policies, each number and version once, before `finish`."""
        ...

    def add(self, providers: Iterable[Provider]) -> None:
        """Add providers in ascending order of NPI, each once; deactivated ones too."""
        ...

    def finish(self, sources: Sequence[SourceState]) -> Generation:
        """Build what searching needs and answer with the generation's counts."""
        ...

    def candidate(self) -> Engine:
        """An engine over the finished generation, for checks before the swap."""
        ...

    def swap(self, generation: str) -> None:
        """Make a finished generation the live one, in one step."""
        ...

    def discard(self, generation: str) -> None:
        """Remove a generation that is not live."""
        ...

    def generations(self) -> list[Generation]:
        """All finished generations that are kept, oldest first."""
        ...

    def live(self) -> str | None:
        """Id of the generation that serves, or None."""
        ...
