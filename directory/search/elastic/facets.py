"""Facets: which question each one counts over, and the aggregations that count it; pure.

A facet counts over the request without the facet's own filter. Facets that share such a relaxed
request share one search, so that an aggregation never repeats a condition.
"""

from collections import defaultdict
from collections.abc import Mapping
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
# The server returns at most 65,536 buckets (search.max_buckets).
MOST_VALUES = 60_000
GROUPED: tuple[FacetName, ...] = ("plan", "issuer")

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
    """What counts these facets over a question; read by `read` (of GROUPED, by `field_counts`)."""
    found: Aggregations = {}
    at_office: Aggregations = {}
    for facet in facets:
        if facet == "gender":
            found[facet] = _terms("gender")
        elif facet == "language":
            found[facet] = _terms("languages")
        elif facet in GROUPED:
            field = _FIELDS[facet, asked.request.accepting]
            at_office[facet] = _terms(field) | {"aggs": _PROVIDERS}
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


def field_counts(facet: FacetName, answered: Answered) -> dict[str, int]:
    """Providers by plan or issuer whatever the dates; what `Grouping` settles is right."""
    return providers_by_key(of_matching_offices(answered)[facet])


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
# are in. Where the request takes all classes of a plan (or all accepting ones, when accepting is
# asked), the plan's own field counts it. Where it takes some of them, since others are not in
# force or of another network, a second search counts that plan by its classes.

_FIELDS: dict[tuple[FacetName, bool], str] = {
    ("plan", False): "offices.plans",
    ("plan", True): "offices.plans_accepting",
    ("issuer", False): "offices.issuers",
    ("issuer", True): "offices.issuers_accepting",
}


class Grouping:
    """How the classes of a generation make up the plans, or issuers, of a relaxed request."""

    def __init__(
        self, facet: FacetName, request: SearchRequest, classes: ParticipationClasses
    ) -> None:
        plans = facet == "plan"
        self._names = classes.plan_ids if plans else classes.issuer_ids
        self._group = classes.plan if plans else classes.issuer_of_plan[classes.plan]
        self._chosen = classes.select(
            request.as_of, request.plans, request.issuers, request.networks, request.accepting
        )
        counted = np.ones(len(classes), dtype=bool)
        if request.accepting:
            counted = classes.accepting == ACCEPTING.index("yes")
        self._of_all = self._number_of(counted)
        self._of_chosen = self._number_of(self._chosen)

    def settled(self, counts: Mapping[str, int]) -> dict[str, int]:
        """Those of the counts by field that are right as they stand."""
        whole = (self._of_chosen == self._of_all) & (self._of_chosen > 0)
        return {self._names[n]: counts.get(self._names[n], 0) for n in np.flatnonzero(whole)}

    def unsettled(self, counts: Mapping[str, int]) -> dict[str, list[int]]:
        """The chosen classes of each value that somebody may have and that must be counted anew."""
        part = (self._of_chosen < self._of_all) & (self._of_chosen > 0)
        for number in np.flatnonzero(part).tolist():
            part[number] = self._names[number] in counts
        found: dict[str, list[int]] = defaultdict(list)
        # An issuer number of -1, for none, reads the False put at the end.
        wanted = np.append(part, False)[self._group] & self._chosen
        for number in np.flatnonzero(wanted).tolist():
            found[self._names[self._group[number]]].append(number)
        return dict(found)

    def _number_of(self, mask: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
        held = self._group[mask]
        return np.bincount(held[held >= 0], minlength=len(self._names))


def group_aggregation(
    asked: Asked, groups: Mapping[str, list[int]], classes: ParticipationClasses
) -> Aggregations:
    """Providers with any class of each group, at an office that matches; read by `group_counts`."""
    filters = {value: of_numbers(held) for value, held in groups.items()}
    return at_matching_offices(asked, {"groups": _filters(filters)}, classes)


def group_counts(answered: Answered) -> dict[str, int]:
    """Providers by group."""
    return providers_by_key(of_matching_offices(answered)["groups"])
