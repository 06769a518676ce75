"""From a request to filters; pure, and the only place that knows how a condition is asked.

All office-level conditions go into a single nested query, so that they hold together at one office.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from directory.model.participation import Accepting
from directory.places.distance import EARTH_RADIUS_KM, KM_PER_MILE, wrap
from directory.search.matching import asks_office
from directory.search.participations import ACCEPTING, ParticipationClasses
from directory.search.request import Near, SearchRequest
from directory.search.text import phone_digits

Query = dict[str, Any]

# The server refuses longer lists (index.max_terms_count is 65,536).
MOST_TERMS = 60_000

# The server measures on a sphere of this radius: miles are fitted to it from the directory's own.
_SERVER_RADIUS_KM = 6371.0087714
_METERS_PER_MILE = 1000 * KM_PER_MILE * _SERVER_RADIUS_KM / EARTH_RADIUS_KM

NOTHING: Query = {"match_none": {}}


def provider_filters(request: SearchRequest) -> list[Query]:
    """Conditions on the provider itself, names aside."""
    filters: list[Query] = [{"term": {"active": True}}]
    for field, wanted in (
        ("npi", request.npis),
        ("gender", request.genders),
        ("kind", request.kinds),
        ("languages", request.languages),
    ):
        if wanted:
            filters.append({"terms": {field: list(wanted)}})
    if request.phone:
        filters.append({"term": {"phones": phone_digits(request.phone)}})
    return filters


def office_filters(
    request: SearchRequest, classes: ParticipationClasses, radius: float
) -> list[Query]:
    """Every office-level condition; an empty list asks nothing of any office."""
    filters = [*_specialty(request), *_participation(request, classes)]
    if request.near is not None:
        filters.append(within(request.near, radius))
    if request.telehealth:
        filters.append({"term": {"offices.telehealth": True}})
    if request.accessibility:
        filters.append({"terms": {"offices.accessibility": list(request.accessibility)}})
    if request.verified_since is not None:
        since = request.verified_since.isoformat()
        filters.append({"range": {"offices.verified_on": {"gte": since}}})
    return filters


def offer(accepting: Accepting, telehealth: bool | None) -> str:
    """The word for an office's accepting and telehealth together, as providers hold it."""
    return f"{accepting} {telehealth}"


def offering(request: SearchRequest) -> Query | None:
    """Providers with an office as asked, where only accepting and telehealth are asked of it.

    Such a question is one to everybody, and need not look at everybody's offices.
    """
    plain = msgspec.structs.replace(request, accepting=False, telehealth=False)
    if asks_office(plain):
        return None
    accepting = ("yes",) if request.accepting else ACCEPTING
    telehealth = (True,) if request.telehealth else (True, False, None)
    return {"terms": {"offers": [offer(a, t) for a in accepting for t in telehealth]}}


def nested(filters: Sequence[Query]) -> Query:
    """One office that meets all of them."""
    return {"nested": {"path": "offices", "query": all_of(filters), "score_mode": "none"}}


def all_of(filters: Sequence[Query]) -> Query:
    """All of them, without a score."""
    if not filters:
        return {"match_all": {}}
    return filters[0] if len(filters) == 1 else {"bool": {"filter": list(filters)}}


def within(near: Near, miles: float) -> Query:
    """Offices at most so many great-circle miles away, to within half a meter at the rim."""
    meters = miles * _METERS_PER_MILE
    return {
        "geo_distance": {
            "distance": f"{meters:.3f}m",
            "distance_type": "arc",
            "offices.location": point(near),
        }
    }


def point(near: Near) -> list[float]:
    """A place as longitude and latitude; longitudes beyond ±180 are wrapped."""
    return [wrap(near.lon), near.lat]


def in_classes(chosen: npt.NDArray[np.bool_]) -> Query:
    """Offices with at least one participation of the chosen classes."""
    return of_numbers(np.flatnonzero(chosen).tolist())


def of_numbers(numbers: Iterable[int]) -> Query:
    """Offices with at least one of these participation classes, however many they are."""
    wanted = [str(number) for number in numbers]
    if not wanted:
        return NOTHING
    parts: list[Query] = [
        {"terms": {"offices.participations": wanted[start : start + MOST_TERMS]}}
        for start in range(0, len(wanted), MOST_TERMS)
    ]
    return parts[0] if len(parts) == 1 else {"bool": {"should": parts, "minimum_should_match": 1}}


def asks_plan(request: SearchRequest) -> bool:
    """Whether a participation is asked for, so that accepting is meant of that participation."""
    return bool(request.plans or request.issuers or request.networks)


def _specialty(request: SearchRequest) -> list[Query]:
    alternatives: list[Query] = []
    if request.specialties:
        alternatives.append({"terms": {"offices.specialties": list(request.specialties)}})
    if request.codes:
        alternatives.append({"terms": {"offices.codes": list(request.codes)}})
    if len(alternatives) > 1:
        return [{"bool": {"should": alternatives, "minimum_should_match": 1}}]
    return alternatives


def _participation(request: SearchRequest, classes: ParticipationClasses) -> list[Query]:
    if asks_plan(request):
        chosen = classes.select(
            request.as_of, request.plans, request.issuers, request.networks, request.accepting
        )
        return [in_classes(chosen)]
    if request.accepting:
        return [{"term": {"offices.accepting": "yes"}}]
    return []
