"""All plans, networks and issuers of a generation, held in memory; alike for every engine."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

import msgspec

from directory.model.plan import Issuer, Network, Plan
from directory.search.planwords import PlanWords
from directory.search.text import words

_YEAR = re.compile(r"20\d\d")


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
        Of one plan's years, and of plans alike in all but their id, one is given: `variants` has
        the others. Whoever types the beginning of an id sees each plan that begins so.
        """
        by_id = self._words.by_id(text)
        scores = by_id or self._words.find(text)
        found = [
            self.plans[plan]
            for plan in scores
            if (state is None or state in self.plans[plan].states or not self.plans[plan].states)
            and (issuer is None or self.plans[plan].issuer == issuer)
        ]
        found.sort(key=lambda plan: (-scores[plan.id], -self.providers.get(plan.id, 0), plan.id))
        return (found if by_id else self._distinct(found))[:limit]

    def variants(self, plan_id: str) -> list[Plan]:
        """The plan and those that are it but for the year or the id, by year and id."""
        plan = self.plans[plan_id]
        alike = (one for one in self._alike[self._products[plan.id]] if _is_variant(one, plan))
        return sorted(alike, key=lambda one: (one.years, one.id))

    def meant(self, typed: list[str]) -> dict[str, float]:
        """Plans that meet all of some folded words, with a score (greater is better)."""
        return self._words.by_words(typed)

    def _distinct(self, found: list[Plan]) -> list[Plan]:
        """Without later variants of plans that stand before them."""
        kept: dict[int, list[Plan]] = defaultdict(list)
        distinct = []
        for plan in found:
            alike = kept[self._products[plan.id]]
            if not any(_is_variant(plan, one) for one in alike):
                alike.append(plan)
                distinct.append(plan)
        return distinct

    @cached_property
    def _products(self) -> dict[str, int]:
        """Plan ids with a number that the plans of one product share."""
        numbers: dict[tuple[object, ...], int] = {}
        return {
            plan.id: numbers.setdefault(_product(plan), len(numbers))
            for plan in self.plans.values()
        }

    @cached_property
    def _alike(self) -> dict[int, list[Plan]]:
        alike: dict[int, list[Plan]] = defaultdict(list)
        for plan in self.plans.values():
            alike[self._products[plan.id]].append(plan)
        return alike

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


def _product(plan: Plan) -> tuple[object, ...]:
    """What plans of one product share: issuer, type, states and the name without its year."""
    name = tuple(word for word in words(plan.name) if not _YEAR.fullmatch(word))
    return plan.issuer, plan.type, plan.states, name


def _is_variant(one: Plan, other: Plan) -> bool:
    """Whether two plans of one product differ by year or id only, not by network."""
    other_year = bool(one.years and other.years) and set(one.years).isdisjoint(other.years)
    return other_year or one.networks == other.networks


class _Stored(msgspec.Struct):
    issuers: list[Issuer]
    networks: list[Network]
    plans: list[Plan]
    providers: dict[str, int]
