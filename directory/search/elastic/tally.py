"""What a loader counts while providers pass: the numbers and look-ups an engine keeps in memory."""

from array import array
from collections import Counter, defaultdict

from directory.model.provider import Provider
from directory.search.statenames import StateNames, states_of
from directory.search.text import name_tokens
from directory.search.vocabulary import Vocabulary


class Tally:
    """Counts of the providers of one generation; deactivated ones count as that only."""

    def __init__(self) -> None:
        self.providers = self.offices = self.unlocated = self.deactivated = 0
        self.by_plan: Counter[str] = Counter()
        self._bearers: dict[str, array[int]] = defaultdict(lambda: array("I"))
        self._sets: dict[tuple[str, ...], int] = {}
        self._states = array("I")

    def count(self, provider: Provider) -> None:
        """Take one provider into account."""
        if provider.deactivated_on is not None:
            self.deactivated += 1
            return
        self.providers += 1
        self.offices += len(provider.offices)
        self.unlocated += sum(office.lat is None for office in provider.offices)
        self.by_plan.update({p.plan for office in provider.offices for p in office.participations})
        number = len(self._states)
        self._states.append(self._sets.setdefault(states_of(provider), len(self._sets)))
        for field, token in name_tokens(provider):
            self._bearers[f"{field}:{token}"].append(number)

    def names(self) -> dict[str, bytes]:
        """All name tokens with the number of their bearers, in all and by state, to be stored."""
        words = Vocabulary.build((token, len(ids)) for token, ids in self._bearers.items())
        by_state = StateNames.build(
            words, self._bearers.__getitem__, list(self._sets), self._states
        )
        return {"vocabulary": words.dump(), "by_state": by_state.dump()}
