"""Facets: which question each one counts over, and the aggregations that count it; pure.

A facet counts over the request without the facet's own filter. Facets that share such a relaxed
request share one search, so that an aggregation never repeats a condition.
"""

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any

import msgspec
import numpy as np
import numpy.typing as npt

from directory.search.elastic.conditions import (
    Query,
    all_of,
    asks_plan,
    in_classes,
    of_numbers,
    office_filters,
    within,
)
from directory.search.elastic.queries import Asked
from directory.search.page import FacetCount
from directory.search.participations import ACCEPTING, ParticipationClasses
from directory.search.request import FacetName, SearchRequest

Aggregations = dict[str, Any]
Answered = Mapping[str, Any]

DISTANCES = (5, 10, 25, 50, 100)

# More than any of these fields has values, so that counts are exact on any number of shards.
MOST_VALUES = 10_000
# The server returns at most 65,536 buckets (search.max_buckets).
MOST_BUCKETS = 50_000

_PROVIDERS: Aggregations = {"providers": {"reverse_nested": {}}}
_OWN_FILTER: dict[FacetName, dict[str, Any]] = {
    "specialty": {"specialties": (), "codes": ()},
    "plan": {"plans": ()},
    "issuer": {"issuers": ()},
    "gender": {"genders": ()},
    "language": {"languages": ()},
    "accepting": {"accepting": False},
    "telehealth": {"telehealth": False},
    "distance": {},
}


def by_question(asked: Asked) -> dict[Asked, list[FacetName]]:
    """The facets asked for, by the relaxed question that each counts over."""
    found: dict[Asked, list[FacetName]] = defaultdict(list)
    bare = msgspec.structs.replace(asked.request, facets=(), after=None)
    for facet in dict.fromkeys(asked.request.facets):
        if facet == "distance" and bare.near is None:
            continue
        relaxed = msgspec.structs.replace(
            asked, request=msgspec.structs.replace(bare, **_OWN_FILTER[facet])
        )
        if facet == "distance":
            relaxed = msgspec.structs.replace(relaxed, radius=float(DISTANCES[-1]))
        found[relaxed].append(facet)
    return dict(found)


def aggregations(
    asked: Asked, facets: list[FacetName], classes: ParticipationClasses
) -> Aggregations:
    """What counts these facets over a question; read by `read` (and `groups_met` for plans)."""
    found: Aggregations = {}
    at_office: Aggregations = {}
    for facet in facets:
        if facet == "gender":
            found[facet] = _terms("gender")
        elif facet == "language":
            found[facet] = _terms("languages")
        elif facet in ("plan", "issuer"):
            at_office |= _classes_met(len(classes))
        else:
            at_office[facet] = _office_facet(facet, asked.request, classes)
    if at_office:
        found |= at_matching_offices(asked, at_office, classes)
    return found


def at_matching_offices(
    asked: Asked, inner: Aggregations, classes: ParticipationClasses
) -> Aggregations:
    """Aggregations over the offices that meet every condition, not over all of the providers'."""
    matching = all_of(office_filters(asked.request, classes, asked.radius))
    return {
        "offices": {
            "nested": {"path": "offices"},
            "aggs": {"matching": {"filter": matching, "aggs": inner}},
        }
    }


def of_matching_offices(answered: Answered) -> Answered:
    """The answers to the inner aggregations of `at_matching_offices`."""
    found: Answered = answered["offices"]["matching"]
    return found


def read(facet: FacetName, answered: Answered) -> tuple[FacetCount, ...]:
    """A facet other than plan and issuer: most providers first, then by id; distances rising."""
    if facet in ("gender", "language"):
        return counted({b["key"]: b["doc_count"] for b in answered[facet]["buckets"]})
    counts = providers_by_key(of_matching_offices(answered)[facet])
    if facet == "distance":
        rising = ((str(miles), counts[str(miles)]) for miles in DISTANCES)
        return tuple(FacetCount(miles, count) for miles, count in rising if count)
    return counted(counts)


def counted(counts: Mapping[str, int]) -> tuple[FacetCount, ...]:
    """Values that somebody has, most providers first, then by id."""
    held = sorted((-count, value) for value, count in counts.items() if count)
    return tuple(FacetCount(value, -count) for count, value in held)


def providers_by_key(answered: Answered) -> dict[str, int]:
    """Distinct providers of each bucket of offices."""
    buckets = answered["buckets"]
    if isinstance(buckets, Mapping):
        return {key: b["providers"]["doc_count"] for key, b in buckets.items()}
    return {
        bucket.get("key_as_string", bucket["key"]): bucket["providers"]["doc_count"]
        for bucket in buckets
    }


def _office_facet(
    facet: FacetName, request: SearchRequest, classes: ParticipationClasses
) -> Aggregations:
    if facet == "specialty":
        return _terms("offices.specialties") | {"aggs": _PROVIDERS}
    if facet == "telehealth":
        return _terms("offices.telehealth") | {"aggs": _PROVIDERS}
    if facet == "distance" and request.near is not None:
        return _filters({str(d): within(request.near, float(d)) for d in DISTANCES})
    if not asks_plan(request):
        return _terms("offices.accepting") | {"aggs": _PROVIDERS}
    chosen = classes.select(request.as_of, request.plans, request.issuers, request.networks)
    return _filters(
        {
            value: in_classes(chosen & (classes.accepting == number))
            for number, value in enumerate(ACCEPTING)
        }
    )


def _terms(field: str) -> Aggregations:
    return {"terms": {"field": field, "size": MOST_VALUES}}


def _filters(filters: dict[str, Query]) -> Aggregations:
    return {"filters": {"filters": filters}, "aggs": _PROVIDERS}


# Plans and issuers. A provider counts once for a plan, whichever of the plan's classes its offices
# are in. So first the classes that occur are found; a plan with one of them has its count at once,
# the others are counted by a second search over their sets of classes.


def _classes_met(number: int) -> Aggregations:
    parts = max(1, -(-number // MOST_BUCKETS))
    return {
        f"classes{part}": {
            "terms": {
                "field": "offices.participations",
                "size": MOST_BUCKETS,
                **({"include": {"partition": part, "num_partitions": parts}} if parts > 1 else {}),
            },
            "aggs": _PROVIDERS,
        }
        for part in range(parts)
    }


def classes_met(answered: Answered) -> dict[int, int]:
    """Providers by participation class, over the offices that match."""
    return {
        int(number): providers
        for name, part in of_matching_offices(answered).items()
        if name.startswith("classes")
        for number, providers in providers_by_key(part).items()
    }


def grouping(
    facet: FacetName, request: SearchRequest, classes: ParticipationClasses
) -> tuple[npt.NDArray[np.bool_], Callable[[int], str | None]]:
    """Which classes count for the plan or issuer facet of a relaxed request, and for what id."""
    chosen = classes.select(
        request.as_of, request.plans, request.issuers, request.networks, request.accepting
    )

    def plan(number: int) -> str | None:
        return classes.plan_ids[int(classes.plan[number])]

    def issuer(number: int) -> str | None:
        found = int(classes.issuer_of_plan[int(classes.plan[number])])
        return classes.issuer_ids[found] if found >= 0 else None

    return chosen, plan if facet == "plan" else issuer


def groups_met(
    facet: FacetName,
    request: SearchRequest,
    met: Mapping[int, int],
    classes: ParticipationClasses,
) -> tuple[dict[str, int], dict[str, list[int]]]:
    """Counts that are known already by id, and the classes of each id still to be counted."""
    chosen, group = grouping(facet, request, classes)
    members: dict[str, list[int]] = defaultdict(list)
    for number in sorted(met):
        if chosen[number] and (value := group(number)) is not None:
            members[value].append(number)
    known = {value: met[held[0]] for value, held in members.items() if len(held) == 1}
    return known, {value: held for value, held in members.items() if len(held) > 1}


def group_aggregation(
    asked: Asked, groups: Mapping[str, list[int]], classes: ParticipationClasses
) -> Aggregations:
    """Providers with any class of each group, at an office that matches; read by `group_counts`."""
    filters = {value: of_numbers(held) for value, held in groups.items()}
    return at_matching_offices(asked, {"groups": _filters(filters)}, classes)


def group_counts(answered: Answered) -> dict[str, int]:
    """Providers by group."""
    return providers_by_key(of_matching_offices(answered)["groups"])
