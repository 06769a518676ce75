"""Which offices of a provider meet a request: the definition that both engines must equal."""

from directory.model.provider import Office, Provider
from directory.places.distance import miles
from directory.search.page import OfficeHit
from directory.search.participations import effective_accepting
from directory.search.planbook import PlanBook
from directory.search.request import SearchRequest


def matching_offices(
    provider: Provider, request: SearchRequest, book: PlanBook, radius: float
) -> tuple[OfficeHit, ...]:
    """The offices that meet all office-level conditions together, nearest first.

    `radius` is in miles and counts only where the request has a place. A provider without offices
    matches with none when the request has no office-level condition.
    """
    hits = []
    for index, office in enumerate(provider.offices):
        distance = distance_to(office, request)
        if request.near is not None and (distance is None or distance > radius):
            continue
        if office_matches(office, request, book):
            hits.append(OfficeHit(index, distance))
    hits.sort(key=lambda hit: (hit.distance if hit.distance is not None else 1e9, hit.index))
    return tuple(hits)


def distance_to(office: Office, request: SearchRequest) -> float | None:
    """Great-circle miles from the request's place to the office, None where either is unknown."""
    if request.near is None or office.lat is None or office.lon is None:
        return None
    return miles(request.near.lat, request.near.lon, office.lat, office.lon)


def office_matches(office: Office, request: SearchRequest, book: PlanBook) -> bool:
    """Every office-level condition but distance."""
    return (
        _specialty_matches(office, request)
        and _plan_matches(office, request, book)
        and (not request.telehealth or office.telehealth is True)
        and (
            not request.accessibility
            or bool(set(request.accessibility) & set(office.accessibility))
        )
        and (
            request.verified_since is None
            or (office.verified_on is not None and office.verified_on >= request.verified_since)
        )
    )


def provider_matches(provider: Provider, request: SearchRequest) -> bool:
    """Every condition on the provider itself, names aside."""
    return (
        provider.deactivated_on is None
        and (not request.npis or provider.npi in request.npis)
        and (not request.genders or provider.gender in request.genders)
        and (not request.kinds or provider.kind in request.kinds)
        and (not request.languages or bool(set(request.languages) & set(provider.languages)))
    )


def asks_office(request: SearchRequest) -> bool:
    """Whether any condition must hold at an office."""
    return bool(
        request.near is not None
        or request.specialties
        or request.codes
        or request.plans
        or request.issuers
        or request.networks
        or request.accepting
        or request.telehealth
        or request.accessibility
        or request.verified_since
    )


def _specialty_matches(office: Office, request: SearchRequest) -> bool:
    if not request.specialties and not request.codes:
        return True
    return any(
        held.id in request.specialties or held.code in request.codes for held in office.specialties
    )


def _plan_matches(office: Office, request: SearchRequest, book: PlanBook) -> bool:
    asked = request.plans or request.issuers or request.networks
    if not asked:
        return not request.accepting or office.accepting == "yes"
    for part in office.participations:
        if not part.in_force(request.as_of):
            continue
        plan = book.plans.get(part.plan)
        if (
            (not request.plans or part.plan in request.plans)
            and (not request.issuers or (plan is not None and plan.issuer in request.issuers))
            and (not request.networks or part.network in request.networks)
            and (not request.accepting or effective_accepting(part, office) == "yes")
        ):
            return True
    return False
