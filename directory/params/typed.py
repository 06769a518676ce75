"""Free text for a place or a plan: what it may mean, one where nothing else can be meant."""

from directory.model.place import Place
from directory.model.plan import Plan
from directory.places.gazetteer import Gazetteer
from directory.search.planbook import PlanBook
from directory.search.text import fold, words

CHOICES = 8
ANYWHERE = 500
"""Longest free text that is looked up; more names no place and no plan."""


def places_meant(where: str, gazetteer: Gazetteer) -> list[Place]:
    """The places meant: one where the text is its id, ZIP or whole label, else all that may be."""
    known = gazetteer.get(where)
    if known is not None:
        return [known]
    found = gazetteer.suggest(where, limit=CHOICES)
    exact = [place for place in found if words(where) in (words(place.label), [place.id[4:]])]
    if exact:
        return exact[:1]
    named = gazetteer.find_in(where)
    if named is not None and named.sure and where[named.start : named.end] == where:
        return list(named.places)
    return found


def plans_meant(coverage: str, book: PlanBook, issuer: str | None = None) -> list[Plan]:
    """The plans meant: one where the text is its id or whole name; `issuer` keeps its own."""
    known = book.plans.get(coverage)
    if known is not None:
        return [known]
    found = book.suggest(coverage, None, issuer, CHOICES)
    exact = [plan for plan in found if fold(plan.name) == fold(coverage)]
    return exact if len(exact) == 1 else found
