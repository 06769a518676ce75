"""Whether a provider is in a plan on a day: in, out, or unknown where no source speaks."""

from collections.abc import Iterator
from datetime import date
from typing import Literal

import msgspec

from directory.model.participation import Participation
from directory.model.provider import Office, Provider
from directory.search.planbook import PlanBook

Answer = Literal["in", "out", "unknown"]


class NetworkStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The answer, and what it rests on.

    `offices` are indices into the provider's offices where the plan is in force, empty unless the
    answer is `in`. `source` and `verified_on` name the most recently verified statement behind the
    answer; both are None when it is `unknown`.
    """

    answer: Answer
    offices: tuple[int, ...] = ()
    verified_on: date | None = None
    source: str | None = None


def network_status(provider: Provider, plan: str, book: PlanBook, as_of: date) -> NetworkStatus:
    """Answer from the participations that sources gave, never from their absence alone.

    `in`: some office has a participation in the plan in force on `as_of`. `out`: none has, but a
    source speaks for the plan's issuer about this provider on that day, by a participation in any
    plan of that issuer. `unknown`: no source does, or `as_of` lies in a plan year of which none
    of the issuer's participations and verifications speaks.
    """
    serving = [
        (index, office, part)
        for index, office, part in _participations(provider)
        if part.plan == plan and part.in_force(as_of)
    ]
    if serving:
        verified_on, source = _latest([(office, part) for _, office, part in serving])
        return NetworkStatus(
            answer="in",
            offices=tuple(dict.fromkeys(index for index, _, _ in serving)),
            verified_on=verified_on,
            source=source,
        )
    spoken = [
        (office, part)
        for _, office, part in _participations(provider)
        if part.plan == plan or _same_issuer(part.plan, plan, book)
    ]
    if not _speaks_of(as_of, spoken):
        return NetworkStatus(answer="unknown")
    verified_on, source = _latest(spoken)
    return NetworkStatus(answer="out", verified_on=verified_on, source=source)


def _participations(provider: Provider) -> Iterator[tuple[int, Office, Participation]]:
    for index, office in enumerate(provider.offices):
        for part in office.participations:
            yield index, office, part


def _same_issuer(one: str, other: str, book: PlanBook) -> bool:
    first, second = book.plans.get(one), book.plans.get(other)
    if first is None or second is None or first.issuer is None:
        return False
    return first.issuer == second.issuer


def _speaks_of(day: date, spoken: list[tuple[Office, Participation]]) -> bool:
    """Whether a day lies in the plan years that the statements span; an open end spans all.

    A file for 2026 says nothing of 2031: who is missing there then may well be in.
    """
    first, last = [], []
    for office, part in spoken:
        verified = part.verified_on or office.verified_on
        seen = [verified.year] if verified else []
        first.append(min([part.start.year if part.start else date.min.year, *seen]))
        last.append(max([part.end.year if part.end else date.max.year, *seen]))
    return bool(spoken) and min(first) <= day.year <= max(last)


def _latest(statements: list[tuple[Office, Participation]]) -> tuple[date | None, str | None]:
    """The most recent verification and its source; a participation without one has its office's."""
    dated = [(part.verified_on or office.verified_on, part.source) for office, part in statements]
    on, source = max(dated, key=lambda pair: (pair[0] or date.min, pair[1]))
    return on, source or None
