"""How many bear each name token within each state, beside the vocabulary of all states."""

from collections.abc import Callable, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from directory.model.provider import Provider
from directory.search.vocabulary import Vocabulary, most_borne

FIELDS = "lfo"
"""Names that are completed: last names, first names and organization words."""
_AT_ONCE = 1_000_000
"""Bearers counted in one piece: some 50 MB while building, however large the directory is."""

_Counted = tuple[np.ndarray, np.ndarray]


class StateNames:
    """For each state the tokens borne there, ascending, and their bearers: 8 bytes for a token."""

    def __init__(self, counted: Mapping[str, _Counted]) -> None:
        """`counted` gives (positions in the vocabulary, bearers) of each state."""
        self._counted = dict(counted)

    @classmethod
    def build(
        cls,
        vocabulary: Vocabulary,
        bearers: Callable[[str], Sequence[int]],
        sets: Sequence[tuple[str, ...]],
        held: Sequence[int],
    ) -> "StateNames":
        """Count from the provider numbers under each token, and the states of each provider.

        `held` gives for each provider number which of the `sets` are its states.
        """
        states = sorted({state for one in sets for state in one})
        number = {state: at for at, state in enumerate(states)}
        flat = np.array([number[state] for one in sets for state in one], dtype=np.int64)
        lengths = np.array([len(one) for one in sets], dtype=np.int64)
        starts = np.cumsum(lengths) - lengths
        set_of = np.asarray(held, dtype=np.int64)
        keys, counts = [np.zeros(0, np.int64)], [np.zeros(0, np.int64)]
        for positions, ids in _pieces(vocabulary, bearers):
            many = lengths[set_of[ids]]
            first = np.repeat(starts[set_of[ids]] - np.cumsum(many) + many, many)
            where = flat[first + np.arange(many.sum())]
            pairs = np.sort(where << 32 | np.repeat(positions, many))
            first = np.flatnonzero(np.diff(pairs, prepend=-1))
            keys.append(pairs[first])
            counts.append(np.diff(first, append=len(pairs)))
        every, times = np.concatenate(keys), np.concatenate(counts)
        order = np.argsort(every)
        every, times = every[order], times[order].astype("<u4")
        cuts = np.searchsorted(every, np.arange(1, len(states)) << 32)
        tokens = np.split((every & 0xFFFFFFFF).astype("<u4"), cuts)
        # Without any state there is one empty piece and no name for it.
        return cls(dict(zip(states, zip(tokens, np.split(times, cuts), strict=True), strict=False)))

    def dump(self) -> bytes:
        """As bytes for `load`."""
        sizes = [(state, len(tokens)) for state, (tokens, _) in self._counted.items()]
        head = msgspec.json.encode(sizes)
        columns = [part.tobytes() for counted in self._counted.values() for part in counted]
        return b"".join([np.array([len(head)], "<i4").tobytes(), head, *columns])

    @classmethod
    def load(cls, data: bytes) -> "StateNames":
        """Read what `dump` wrote."""
        at = 4 + int(np.frombuffer(data, "<i4", 1)[0])
        counted = {}
        for state, size in msgspec.json.decode(data[4:at], type=list[tuple[str, int]]):
            tokens = np.frombuffer(data, "<u4", size, at)
            counted[state] = tokens, np.frombuffer(data, "<u4", size, at + 4 * size)
            at += 8 * size
        return cls(counted)

    def bearers(self, vocabulary: Vocabulary, state: str, token: str) -> int:
        """How many bear a token in a state."""
        found = self._between(state, vocabulary.span(token, whole=True))
        return int(found[1].sum())

    def complete(
        self, vocabulary: Vocabulary, state: str, prefix: str, limit: int
    ) -> list[tuple[str, int]]:
        """Tokens that begin with a folded prefix, most borne in the state first."""
        found = [self._between(state, vocabulary.span(f"{field}:{prefix}")) for field in FIELDS]
        tokens = np.concatenate([tokens for tokens, _ in found])
        counts = np.concatenate([counts for _, counts in found]).astype(np.int64)
        best = most_borne(tokens, counts, limit)
        return [(vocabulary.token(int(tokens[at])), int(counts[at])) for at in best]

    def _between(self, state: str, span: tuple[int, int]) -> _Counted:
        if state not in self._counted:
            return np.zeros(0, "<u4"), np.zeros(0, "<u4")
        tokens, counts = self._counted[state]
        first, last = np.searchsorted(tokens, span).tolist()
        return tokens[first:last], counts[first:last]


def states_of(provider: Provider) -> tuple[str, ...]:
    """The states in which a provider has an office, each once, ascending."""
    return tuple(sorted({office.address.state for office in provider.offices} - {""}))


def _pieces(
    vocabulary: Vocabulary, bearers: Callable[[str], Sequence[int]]
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """(position of the token, bearer) of all tokens that are completed, piece by piece."""
    spans = [vocabulary.span(f"{field}:") for field in FIELDS]
    positions: list[int] = []
    held: list[np.ndarray] = []
    waiting = 0
    for position in (at for span in spans for at in range(*span)):
        positions.append(position)
        held.append(np.asarray(bearers(vocabulary.token(position)), dtype=np.int64))
        waiting += len(held[-1])
        if waiting >= _AT_ONCE:
            yield _flat(positions, held)
            positions, held, waiting = [], [], 0
    if positions:
        yield _flat(positions, held)


def _flat(positions: list[int], held: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray]:
    lengths = [len(ids) for ids in held]
    return np.repeat(np.array(positions, np.int64), lengths), np.concatenate(held)
