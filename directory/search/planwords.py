"""Plans by the words people know them under: name, issuer, product type, network, id."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Mapping

from rapidfuzz import process
from rapidfuzz.distance import OSA

from directory.model.plan import Issuer, Network, Plan
from directory.search.text import words

EXACT, PREFIX, TYPO = 3.0, 2.0, 1.0
"""How well a typed word meets a plan's word; a plan's score is the sum over the words typed."""


class PlanWords:
    """An index from folded words to plans; every word typed must be met."""

    def __init__(
        self,
        plans: Mapping[str, Plan],
        issuers: Mapping[str, Issuer],
        networks: Mapping[str, Network],
    ) -> None:
        self._plans = plans
        self._of: dict[str, set[str]] = defaultdict(set)
        for plan in plans.values():
            issuer = issuers.get(plan.issuer or "")
            named = [networks[n].name for n in plan.networks if n in networks]
            text = " ".join([plan.id, plan.name, plan.type, issuer.name if issuer else "", *named])
            for word in (*words(text), plan.id.lower(), (plan.issuer or "").lower()):
                self._of[word].add(plan.id)
        self._words = sorted(self._of)

    def find(self, text: str) -> dict[str, float]:
        """Plan ids that meet every word of `text`, with their score."""
        scores: dict[str, float] | None = None
        for word in words(text):
            met = self._met(word)
            if scores is None:
                scores = met
            else:
                scores = {plan: scores[plan] + met[plan] for plan in scores.keys() & met.keys()}
        return scores or {}

    def _met(self, word: str) -> dict[str, float]:
        met = dict.fromkeys(self._of.get(word, ()), EXACT)
        at = bisect_left(self._words, word)
        while at < len(self._words) and self._words[at].startswith(word):
            for plan in self._of[self._words[at]]:
                met.setdefault(plan, PREFIX)
            at += 1
        if not met and len(word) > 3:
            alike = process.extract(
                word, self._words, scorer=OSA.distance, score_cutoff=1 + len(word) // 8
            )
            for known, _, _ in alike:
                for plan in self._of[known]:
                    met.setdefault(plan, TYPO)
        return met
