"""What a loader counts while providers pass: the numbers and look-ups an engine keeps in memory."""

from collections import Counter

from directory.model.provider import Provider
from directory.search.text import name_tokens
from directory.search.vocabulary import Vocabulary


class Tally:
    """Counts of the providers of one generation; deactivated ones count as that only."""

    def __init__(self) -> None:
        self.providers = self.offices = self.unlocated = self.deactivated = 0
        self.by_plan: Counter[str] = Counter()
        self._tokens: Counter[str] = Counter()

    def count(self, provider: Provider) -> None:
        """Take one provider into account."""
        if provider.deactivated_on is not None:
            self.deactivated += 1
            return
        self.providers += 1
        self.offices += len(provider.offices)
        self.unlocated += sum(office.lat is None for office in provider.offices)
        self.by_plan.update({p.plan for office in provider.offices for p in office.participations})
        self._tokens.update(f"{field}:{token}" for field, token in name_tokens(provider))

    def vocabulary(self) -> Vocabulary:
        """All name tokens with their bearers."""
        return Vocabulary.build(self._tokens.items())
