"""Which licenses a page behind the gate needs."""

import re
from collections.abc import Iterable, Sequence

from directory.model.policy import Policy
from directory.policies.targets import LIST, policy_of
from directory.search.policybook import PolicyBook

_VERSION = re.compile(r"/versions/([0-9]+)\Z")
ALL = 0
"""In place of a version: the page shows something of every one."""


def shown(book: PolicyBook, number: str, version: int | None) -> Sequence[Policy]:
    """The versions that a page shows something of: the one in force (None), one, or ALL."""
    if version == ALL:
        return book.versions(number)
    found = book.get(number, version)
    return () if found is None else (found,)


def license_ids(policies: Iterable[Policy]) -> tuple[str, ...]:
    """The ids of all licenses that they need."""
    return tuple(sorted({license for policy in policies for license in policy.licenses}))


def needed_by_all(book: PolicyBook) -> tuple[str, ...]:
    """License ids that must be accepted before words are looked up in bodies."""
    return license_ids(policy for number in book.numbers if (policy := book.get(number)))


def needed_for(target: str, book: PolicyBook) -> tuple[str, ...] | None:
    """What the license page offers for a target of `safe_next`; None where it names no policy.

    Only an offer: the gate itself looks at what the page is about to show.
    """
    path = target.partition("?")[0]
    if path == LIST:
        return None
    match = _VERSION.search(path)
    version = ALL if path.endswith("/changes") else int(match[1]) if match else None
    policies = shown(book, policy_of(path) or "", version)
    return license_ids(policies) if policies else None
