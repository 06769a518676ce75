"""Plan, issuer and network ids, checked against what the live generation knows."""

from directory.errors import Fault, fault
from directory.search.engine import Engine, EngineUnavailable
from directory.search.planbook import PlanBook

SUGGESTED = 5


def read_plans(wanted: dict[str, list[str]], engine: Engine, *, quiet: bool) -> list[Fault]:
    """Faults of ids that no source knows, each with names that come near.

    `quiet`: other faults are known already, so an engine that is down hides none of them.
    """
    try:
        book = engine.plans()
    except EngineUnavailable:
        if quiet:
            return []
        raise
    return [
        fault(field, value, f"no {field} has this id", _near(field, value, book) or None)
        for field, values in wanted.items()
        for value in dict.fromkeys(values)
        if not known(field, value, book)
    ]


def known(field: str, value: str, book: PlanBook) -> bool:
    """Whether the generation holds a plan, issuer or network of this id."""
    if field == "plan":
        return value in book.plans
    if field == "issuer":
        return value in book.issuers or any(plan.issuer == value for plan in book.plans.values())
    return value in book.networks or any(value in plan.networks for plan in book.plans.values())


def _near(field: str, value: str, book: PlanBook) -> list[str]:
    if field != "plan":
        return []
    return [plan.id for plan in book.suggest(value, None, None, SUGGESTED)]
