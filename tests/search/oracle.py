"""What an engine must answer, worked out by looking at every provider: slow, plain and exact."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator

import msgspec

from directory.model.provider import Office, Provider
from directory.search.matching import asks_office, matching_offices, provider_matches
from directory.search.participations import effective_accepting
from directory.search.planbook import PlanBook
from directory.search.ranking import fresh_on, prominence
from directory.search.request import SearchRequest
from directory.search.text import sort_name

Matched = tuple[Provider, list[Office], float]


def matches(everyone: list[Provider], request: SearchRequest, book: PlanBook) -> list[Matched]:
    """Find (provider, matching offices, least distance) of all who match, in order."""
    found: list[Matched] = []
    for provider in everyone:
        if not provider_matches(provider, request):
            continue
        hits = matching_offices(provider, request, book, request.radius)
        if hits or not asks_office(request):
            nearest = min((h.distance for h in hits if h.distance is not None), default=math.nan)
            found.append((provider, [provider.offices[h.index] for h in hits], nearest))
    return sorted(found, key=lambda one: _key(one, request))


def facet(
    name: str, everyone: list[Provider], request: SearchRequest, book: PlanBook
) -> dict[str, int]:
    """Count the providers of each value of a facet, its own condition left aside."""
    bearers: dict[str, set[str]] = defaultdict(set)
    free = msgspec.structs.replace(request, **_FREE[name])
    for provider, offices, _ in matches(everyone, free, book):
        for value in _VALUES[name](provider, offices, free, book):
            bearers[value].add(provider.npi)
    return {value: len(npis) for value, npis in bearers.items()}


def _key(one: Matched, request: SearchRequest) -> tuple[object, ...]:
    provider, _, nearest = one
    fresh = fresh_on(provider)
    near = () if request.near is None else (nearest,)
    by = {
        "distance": near,
        "freshness": (-fresh.toordinal() if fresh else 0,),
        "name": (sort_name(provider),),
        "best": (*near, -prominence(provider)),
    }
    return (*by[request.sort], provider.npi)


def _parts(
    offices: Iterable[Office], request: SearchRequest, book: PlanBook
) -> Iterator[tuple[str, str | None, str]]:
    for office in offices:
        for part in office.participations:
            issuer = book.plans[part.plan].issuer
            accepting = effective_accepting(part, office)
            if (
                part.in_force(request.as_of)
                and (not request.plans or part.plan in request.plans)
                and (not request.issuers or issuer in request.issuers)
                and (not request.networks or part.network in request.networks)
                and (not request.accepting or accepting == "yes")
            ):
                yield part.plan, issuer, accepting


def _accepting(
    provider: Provider, offices: list[Office], request: SearchRequest, book: PlanBook
) -> Iterable[str]:
    if request.plans or request.issuers or request.networks:
        return [accepting for _, _, accepting in _parts(offices, request, book)]
    return [office.accepting for office in offices]


_FREE: dict[str, dict[str, object]] = {
    "specialty": {"specialties": (), "codes": ()},
    "plan": {"plans": ()},
    "issuer": {"issuers": ()},
    "gender": {"genders": ()},
    "language": {"languages": ()},
    "accepting": {"accepting": False},
    "telehealth": {"telehealth": False},
}
_VALUES: dict[str, Callable[[Provider, list[Office], SearchRequest, PlanBook], Iterable[str]]] = {
    "specialty": lambda _p, offices, _r, _b: [
        s.id for office in offices for s in office.specialties if s.id
    ],
    "plan": lambda _p, offices, r, b: [plan for plan, _, _ in _parts(offices, r, b)],
    "issuer": lambda _p, offices, r, b: [i for _, i, _ in _parts(offices, r, b) if i],
    "gender": lambda p, _o, _r, _b: [p.gender],
    "language": lambda p, _o, _r, _b: p.languages,
    "accepting": _accepting,
    "telehealth": lambda _p, offices, _r, _b: [
        str(office.telehealth).lower() for office in offices if office.telehealth is not None
    ],
}
