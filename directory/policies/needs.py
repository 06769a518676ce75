"""Which licenses a page behind the gate needs; asked alike by the gate and the license page."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import parse_qs

from directory.model.policy import Policy
from directory.policies.targets import LIST, policy_of
from directory.search.policybook import PolicyBook

_VERSION = re.compile(r"/versions/([0-9]+)\Z")


def needed_for(target: str, book: PolicyBook) -> tuple[str, ...] | None:
    """License ids that a path with its query needs; None where it names no policy or version.

    The list of policies needs those of all policies, since words are looked up in all bodies.
    """
    if target.partition("?")[0] == LIST:
        return needed_by_all(book)
    shown = list(shown_by(target, book))
    return _ids(shown) if shown else None


def needed_by_all(book: PolicyBook) -> tuple[str, ...]:
    """License ids that must be accepted before words are looked up in bodies."""
    return _ids(policy for number in book.numbers if (policy := book.get(number)))


def shown_by(target: str, book: PolicyBook) -> Iterator[Policy]:
    """The versions of a policy that a page shows something of."""
    path, _, query = target.partition("?")
    number = policy_of(path) or ""
    if path.endswith("/changes"):
        wanted = parse_qs(query)
        chosen = {*wanted.get("from", ()), *wanted.get("to", ())}
        versions = book.versions(number)
        named = [one for one in versions if str(one.version) in chosen]
        # Which two are compared when they are not named is the page's business: all count then.
        yield from named if len(named) == 2 else versions
        return
    match = _VERSION.search(path)
    policy = book.get(number, int(match[1]) if match else None)
    if policy is not None:
        yield policy


def _ids(policies: Iterable[Policy]) -> tuple[str, ...]:
    return tuple(sorted({license for policy in policies for license in policy.licenses}))
