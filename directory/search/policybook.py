"""All policies of a generation in all their versions, held in memory; alike for every engine.

Meant for up to a few thousand policies: two thousand of ten kilobytes take 40 MB in every process
and the first search over their texts some seconds.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import cached_property, partial

import msgspec

from directory.model.policy import Policy, PolicyStatus, PolicySummary
from directory.search.policywords import PolicyWords, Snippet


class PolicyHit:
    """A policy found: its public part, and where the words were met.

    A snippet is cut out only when it is looked at, since a page shows a few of many hits.
    """

    def __init__(self, policy: PolicySummary, cut: Callable[[], Snippet] | None = None) -> None:
        self.policy = policy
        self._cut = cut

    @cached_property
    def snippet(self) -> Snippet | None:
        """Where the words were met; None where none were asked for."""
        return self._cut() if self._cut else None


class PolicyBook:
    """Policies by number. What is not asked for with `bodies` depends on public metadata alone."""

    def __init__(self, policies: Iterable[Policy] = ()) -> None:
        self._versions: dict[str, list[Policy]] = {}
        for policy in sorted(policies, key=lambda one: (one.number, -one.version)):
            self._versions.setdefault(policy.number, []).append(policy)
        self._current = {number: _current(held) for number, held in self._versions.items()}

    def __len__(self) -> int:
        return len(self._current)

    @property
    def numbers(self) -> tuple[str, ...]:
        """All policy numbers, in order."""
        return tuple(self._current)

    def get(self, number: str, version: int | None = None) -> Policy | None:
        """The whole policy of a number in any case, or one version of it; None where unknown.

        Without `version` it is the newest one that is not proposed, so that a draft never takes
        the place of what is in force; where all are proposed, the newest.
        """
        key = number.upper()
        if version is None:
            return self._current.get(key)
        return next((one for one in self.versions(key) if one.version == version), None)

    def versions(self, number: str) -> tuple[Policy, ...]:
        """All versions of a policy, newest first; none where the number is unknown."""
        return tuple(self._versions.get(number.upper(), ()))

    def proposed(self, number: str) -> Policy | None:
        """A proposed version that is newer than the current one."""
        held = self.versions(number)
        ahead = held and held[0].status == "proposed" and held[0] is not self.get(number)
        return held[0] if ahead else None

    def search(
        self,
        words: str = "",
        *,
        code: str | None = None,
        specialty: str | None = None,
        status: PolicyStatus | None = None,
        changed_since: date | None = None,
        bodies: bool = False,
    ) -> list[PolicyHit]:
        """Current policies that meet every condition, best match first, then newest change.

        Every one of `words` must be met: by number, title, specialty or public code, and with
        `bodies` also by headings, text and licensed codes. Without `bodies` neither the answer nor
        its order nor a snippet depends on anything but public metadata, so that no phrase of a
        body can be guessed at. `code` is matched whole; case and the dot of ICD-10-CM are free.
        `changed_since` is the first day that counts.
        """
        index = self._whole if bodies else self._public
        scores = index.find(words) if words.strip() else dict.fromkeys(self._current, 0.0)
        if code is not None:
            scores = {number: scores[number] for number in index.naming(code) & scores.keys()}
        found = [
            one
            for one in map(self._current.__getitem__, scores)
            if (specialty is None or specialty in one.specialties)
            and (status is None or one.status == status)
            and (changed_since is None or one.changed_on >= changed_since)
        ]
        # Retired ones stay findable, after what still stands.
        found.sort(
            key=lambda one: (
                -scores[one.number],
                one.status == "retired",
                -one.changed_on.toordinal(),
                one.number,
            )
        )
        if not words.strip():
            return [PolicyHit(one.summary) for one in found]
        return [PolicyHit(one.summary, partial(index.snippet, one, words)) for one in found]

    def knows_code(self, code: str, *, bodies: bool = False) -> bool:
        """Whether a policy names the code; licensed code systems count with `bodies` only."""
        return bool((self._whole if bodies else self._public).naming(code))

    @cached_property
    def _public(self) -> PolicyWords:
        return PolicyWords(self._current.values(), bodies=False)

    @cached_property
    def _whole(self) -> PolicyWords:
        return PolicyWords(self._current.values(), bodies=True)

    def dump(self) -> bytes:
        """Everything as one JSON document, read back by `load`."""
        return msgspec.json.encode([one for held in self._versions.values() for one in held])

    @classmethod
    def load(cls, data: bytes) -> "PolicyBook":
        """Read what `dump` wrote."""
        return cls(msgspec.json.decode(data, type=list[Policy]))


def _current(versions: list[Policy]) -> Policy:
    """Of versions sorted newest first, the one that stands."""
    return next((one for one in versions if one.status != "proposed"), versions[0])
