"""Plans and the insurers that sell them."""

from flask import Response

from directory.errors import UnknownPlan
from directory.hooks.found import find_plan
from directory.hooks.services import services
from directory.web import words
from directory.web.render.verdict import network_name
from directory.web.room import answer, room

MANY = 300
"""With more plans in all, the list of insurers names plans by number only."""


@room.get("/plans")
@room.get("/issuers")
def issuers() -> Response:
    """All insurers by name, each with its plans."""
    book = services().engine.plans()
    named = sorted(book.issuers.values(), key=lambda one: (one.name.casefold(), one.id))
    alone = [plan for plan in book.plans.values() if plan.issuer not in book.issuers]
    return answer(
        "issuers.html",
        issuers=[(one, book.plans_of(one.id)) for one in named],
        alone=sorted(alone, key=lambda plan: (plan.name, plan.id))[:MANY],
        alone_total=len(alone),
        many=len(book.plans) > MANY,
        providers=book.providers,
    )


@room.get("/issuers/<path:issuer>")
def issuer(issuer: str) -> Response:
    """One insurer with its plans."""
    book = services().engine.plans()
    found = book.issuers.get(issuer)
    if found is None:
        raise UnknownPlan
    plans = book.plans_of(found.id)
    return answer(
        "issuer.html",
        issuer=found,
        plans=plans,
        providers=book.providers,
        sources=words.sources(found.sources),
    )


@room.get("/plans/<path:plan>")
def plan(plan: str) -> Response:
    """One plan."""
    door = services().door()
    book = door.engine.plans()
    found = find_plan(plan, book)
    known = book.issuers.get(found.issuer or "")
    return answer(
        "plan.html",
        plan=found,
        issuer=known,
        issuer_name=words.issuer_name(found.issuer, book),
        networks=[network_name(one, book) for one in found.networks],
        providers=door.engine.plan_providers(found.id),
        sources=words.sources(found.sources),
    )
