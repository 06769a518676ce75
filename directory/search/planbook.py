"""All plans, networks and issuers of a generation, held in memory; alike for every engine."""

from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from directory.model.plan import Issuer, Network, Plan
from directory.search.planwords import PlanWords


class PlanBook:
    """Plans, networks and issuers by id, with how many providers take part in each plan."""

    def __init__(
        self,
        issuers: Iterable[Issuer],
        networks: Iterable[Network],
        plans: Iterable[Plan],
        providers: Mapping[str, int] | None = None,
    ) -> None:
        self.issuers = {issuer.id: issuer for issuer in issuers}
        self.networks = {network.id: network for network in networks}
        self.plans = {plan.id: plan for plan in plans}
        self.providers = dict(providers or {})

    def plans_of(self, issuer: str) -> list[Plan]:
        """The plans of an issuer, by name and id."""
        mine = (plan for plan in self.plans.values() if plan.issuer == issuer)
        return sorted(mine, key=lambda plan: (plan.name, plan.id))

    def suggest(
        self, text: str, state: str | None = None, issuer: str | None = None, limit: int = 10
    ) -> list[Plan]:
        """Plans meant by `text`, best match first, then the one with most providers.

        `state` keeps plans sold there and those that name no state; `issuer` keeps an issuer's own.
        """
        scores = self._words.find(text)
        found = [
            self.plans[plan]
            for plan in scores
            if (state is None or state in self.plans[plan].states or not self.plans[plan].states)
            and (issuer is None or self.plans[plan].issuer == issuer)
        ]
        found.sort(key=lambda plan: (-scores[plan.id], -self.providers.get(plan.id, 0), plan.id))
        return found[:limit]

    @cached_property
    def _words(self) -> PlanWords:
        return PlanWords(self.plans, self.issuers, self.networks)

    def dump(self) -> bytes:
        """Everything as one JSON document, read back by `load`."""
        return msgspec.json.encode(
            {
                "issuers": list(self.issuers.values()),
                "networks": list(self.networks.values()),
                "plans": list(self.plans.values()),
                "providers": self.providers,
            }
        )

    @classmethod
    def load(cls, data: bytes) -> "PlanBook":
        """Read what `dump` wrote."""
        stored = msgspec.json.decode(data, type=_Stored)
        return cls(stored.issuers, stored.networks, stored.plans, stored.providers)


class _Stored(msgspec.Struct):
    issuers: list[Issuer]
    networks: list[Network]
    plans: list[Plan]
    providers: dict[str, int]
