"""Completes a name being typed: names that many bear, or the few people who are left."""

from collections.abc import Callable

from directory.model.provider import Provider
from directory.search.names import NameLevel, expand
from directory.search.page import NameSuggestion
from directory.search.statenames import FIELDS, StateNames
from directory.search.text import query_words
from directory.search.vocabulary import Vocabulary

FEW = 200
"""Below so many bearers people are offered themselves; above, names to complete."""

People = Callable[[NameLevel], list[Provider]]


class Completion:
    """Completes over the names of one generation; an engine says who the people are."""

    def __init__(self, vocabulary: Vocabulary, by_state: StateNames) -> None:
        self._vocabulary = vocabulary
        self._by_state = by_state

    def complete(
        self, text: str, state: str | None, limit: int, people: People
    ) -> list[NameSuggestion]:
        """At most `limit` suggestions, most borne or best matching first.

        `people` answers with the best of those a reading of the typed name finds, in the state.
        """
        typed = query_words(text)
        if not typed:
            return []
        shared: list[NameSuggestion] = []
        if len(typed) == 1:
            shared = self._shared(typed[0], state, limit)
            if len(typed[0]) < 2 or sum(one.count for one in shared) > FEW:
                return shared
        for level in expand(self._vocabulary, text, typing=True):
            found = people(level)
            if found:
                return [
                    NameSuggestion(text=who.name.full, count=1, npi=who.npi, provider=who)
                    for who in found
                ]
        return shared

    def _shared(self, word: str, state: str | None, limit: int) -> list[NameSuggestion]:
        """Last names, first names and organization words that begin so, most borne first."""
        # First, last and organization words are apart there: three tokens may be one name.
        most = limit * len(FIELDS)
        if state is None:
            found = self._vocabulary.complete(word, most, FIELDS)
        else:
            found = self._by_state.complete(self._vocabulary, state, word, most)
        bearers = {name: self._bearers(name, state) for name in {token[2:] for token, _ in found}}
        ordered = sorted(bearers.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
        return [NameSuggestion(text=name.title(), count=count) for name, count in ordered]

    def _bearers(self, name: str, state: str | None) -> int:
        tokens = [f"{field}:{name}" for field in FIELDS]
        if state is None:
            return sum(map(self._vocabulary.bearers, tokens))
        return sum(self._by_state.bearers(self._vocabulary, state, token) for token in tokens)
