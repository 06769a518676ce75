"""What a path names, or the error that says why there is nothing to show."""

from directory.errors import DeactivatedProvider, UnknownPlan, UnknownProvider
from directory.model.plan import Plan
from directory.model.provider import Deactivated, Provider
from directory.search.engine import Engine
from directory.search.planbook import PlanBook


def find_provider(engine: Engine, npi: str) -> Provider:
    """The provider of an NPI. Raises UnknownProvider, DeactivatedProvider."""
    found = engine.get(npi)
    if found is None:
        raise UnknownProvider
    if isinstance(found, Deactivated):
        raise DeactivatedProvider(extra={"npi": npi, "deactivated_on": found.on})
    return found


def find_plan(plan: str, book: PlanBook) -> Plan:
    """The plan of an id. Raises UnknownPlan."""
    found = book.plans.get(plan)
    if found is None:
        raise UnknownPlan
    return found
