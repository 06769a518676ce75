"""Whether a provider is in the reader's plan, with what the answer rests on."""

from datetime import date

import msgspec

from directory.model.participation import Participation
from directory.model.provider import Office, Provider
from directory.search.participations import effective_accepting
from directory.search.planbook import PlanBook
from directory.search.status import network_status
from directory.web import words

_ORDER = ("in", "elsewhere", "out", "unknown")


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: `in` at the office shown, `elsewhere` at another one, `out`, or `unknown`.

    `verified` and `source` are of the statement behind it, empty when it is unknown.
    """

    answer: str
    plan: str
    plan_id: str
    network: str = ""
    tier: str = ""
    until: date | None = None
    verified: date | None = None
    source: str = ""
    offices: tuple[str, ...] = ()
    accepting: str = ""


def verdict(
    provider: Provider, shown: int | None, plans: tuple[str, ...], book: PlanBook, as_of: date
) -> Verdict | None:
    """The best answer over `plans`, None where none is asked; `shown` is the index of an office."""
    answers = [_of_plan(provider, shown, plan, book, as_of) for plan in plans]
    return min(answers, key=lambda one: _ORDER.index(one.answer)) if answers else None


def _of_plan(
    provider: Provider, shown: int | None, plan: str, book: PlanBook, as_of: date
) -> Verdict:
    known = book.plans.get(plan)
    status = network_status(provider, plan, book, as_of)
    answer: str = status.answer
    if answer == "in" and shown is not None and shown not in status.offices:
        answer = "elsewhere"
    at = shown if answer == "in" and shown is not None else next(iter(status.offices), None)
    office = None if at is None else provider.offices[at]
    part = _part(office, plan, as_of) if office else None
    return Verdict(
        answer=answer,
        plan=known.name if known else plan,
        plan_id=plan,
        network=network_name(part.network if part else None, book),
        tier=(part.tier or "") if part else "",
        until=part.end if part else None,
        verified=status.verified_on,
        source=words.said(words.SOURCES, status.source) if status.source else "",
        offices=tuple(_city(provider.offices[n]) for n in status.offices),
        accepting=effective_accepting(part, office) if part and office else "",
    )


def _part(office: Office, plan: str, as_of: date) -> Participation | None:
    fitting = (p for p in office.participations if p.plan == plan and p.in_force(as_of))
    return next(fitting, None)


def network_name(network: str | None, book: PlanBook) -> str:
    """A network's name, its id where no source names it."""
    known = book.networks.get(network) if network else None
    return known.name if known else network or ""


def _city(office: Office) -> str:
    address = office.address
    return ", ".join(part for part in (address.line1, address.city) if part) or office.name
