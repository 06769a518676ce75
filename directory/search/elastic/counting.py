"""Counts without a page: specialties in a circle, and how many there are near and far."""

from datetime import date
from typing import Any

from directory.search.elastic.asking import Ask
from directory.search.elastic.conditions import (
    Query,
    all_of,
    nested,
    office_filters,
    provider_filters,
    within,
)
from directory.search.elastic.facets import aggregations, read
from directory.search.elastic.meta import Memory
from directory.search.elastic.queries import Asked, Body, by_distance, facet_body
from directory.search.page import Supply
from directory.search.request import MAX_RADIUS, Near, SearchRequest, SupplyRequest

Answer = dict[str, Any]
WITHIN = (10, 25, 50, 100, 250)

# Counting asks of no plan, so that the day of the question is of no account.
_ANY_DAY = date(2000, 1, 1)


def specialty_counts(ask: Ask, memory: Memory, near: Near | None, radius: float) -> dict[str, int]:
    """Providers by specialty id, at an office within `radius` miles of `near` or anywhere."""
    asked = Asked(request=SearchRequest(as_of=_ANY_DAY, near=near), radius=radius)
    counting = aggregations(asked, ["specialty"], memory.classes)
    answer = ask.one(facet_body(asked, memory.classes, counting))
    return {held.id: held.count for held in read("specialty", answer["aggregations"])}


def supply(ask: Ask, memory: Memory, request: SupplyRequest) -> Supply:
    """Providers with an office of the specialty that also lies, accepts or was verified so.

    "Accepting" and "verified" count the nation.
    """
    asked = SearchRequest(as_of=request.as_of, specialties=request.specialties, codes=request.codes)
    offices = office_filters(asked, memory.classes, MAX_RADIUS)
    everyone = [*provider_filters(asked), *([nested(offices)] if offices else [])]
    near = [*offices, within(request.near, MAX_RADIUS)]
    counts, nearest = ask.all(
        [
            {
                "query": all_of(everyone),
                "size": 0,
                "track_total_hits": True,
                "aggs": _areas(request, offices),
            },
            _nearest(asked, request.near, near),
        ]
    )
    if not nearest["hits"]["hits"]:
        # Only then is the whole nation put in order, which costs more than the rest together.
        located = [*offices, {"exists": {"field": "offices.location"}}]
        nearest = ask.one(_nearest(asked, request.near, located))
    return _read_supply(counts, nearest)


def _areas(request: SupplyRequest, offices: list[Query]) -> Body:
    """A count for each area; an area that is not known is not counted."""
    areas: dict[str, Query] = {
        f"within-{miles}": within(request.near, float(miles)) for miles in WITHIN
    }
    areas["accepting"] = {"term": {"offices.accepting": "yes"}}
    since = request.verified_since.isoformat()
    areas["verified"] = {"range": {"offices.verified_on": {"gte": since}}}
    for field, area in (("county", request.county), ("state", request.state)):
        if area:
            areas[field] = {"term": {f"offices.{field}": area}}
    filters = {name: nested([*offices, condition]) for name, condition in areas.items()}
    return {"areas": {"filters": {"filters": filters}}}


def _nearest(asked: SearchRequest, near: Near, offices: list[Query]) -> Body:
    return {
        "query": all_of([*provider_filters(asked), nested(offices)]),
        "sort": [by_distance(near, offices), {"npi": "asc"}],
        "size": 1,
        "track_total_hits": False,
        "_source": False,
    }


def _read_supply(counts: Answer, nearest: Answer) -> Supply:
    areas = counts["aggregations"]["areas"]["buckets"]
    found = {name: bucket["doc_count"] for name, bucket in areas.items()}
    first = next(iter(nearest["hits"]["hits"]), None)
    return Supply(
        within={miles: found[f"within-{miles}"] for miles in WITHIN},
        county=found.get("county"),
        state=found.get("state"),
        nation=counts["hits"]["total"]["value"],
        accepting=found["accepting"],
        verified=found["verified"],
        nearest=(first["_id"], first["sort"][0]) if first else None,
    )
