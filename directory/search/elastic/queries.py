"""From a request to the body of a search: query, order and page; pure."""

from typing import Any

import msgspec

from directory.search.elastic.conditions import (
    NOTHING,
    Query,
    all_of,
    nested,
    offering,
    office_filters,
    point,
    provider_filters,
)
from directory.search.elastic.names import name_query
from directory.search.engine import CursorExpired
from directory.search.names import NameLevel
from directory.search.participations import ParticipationClasses
from directory.search.request import MAX_RADIUS, Near, SearchRequest

Body = dict[str, Any]
_BY_NPI: Query = {"npi": "asc"}


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A request with everything settled that its words leave open.

    `radius` in miles, after widening; `level` is the reading of the name, None without a name or
    where the name holds no word (`wordless`), which nothing can meet.
    """

    request: SearchRequest
    radius: float
    level: NameLevel | None = None
    wordless: bool = False


def query(asked: Asked, classes: ParticipationClasses) -> Query:
    """The providers that meet every condition; only a name gives a score."""
    filters = provider_filters(asked.request)
    offices = office_filters(asked.request, classes, asked.radius)
    if offices:
        filters.append(offering(asked.request) or nested(offices))
    if asked.wordless:
        filters.append(NOTHING)
    clauses: Query = {"filter": filters}
    if asked.level is not None:
        clauses["must"] = [name_query(asked.level)]
    return {"bool": clauses}


def page_body(asked: Asked, classes: ParticipationClasses) -> Body:
    """One page of whole providers and one more, in order, with the exact total."""
    request = asked.request
    body: Body = {
        "query": query(asked, classes),
        "sort": order(asked, classes),
        # One more than a page, to know whether another page follows.
        "size": request.limit + 1,
        "track_total_hits": True,
        "_source": ["provider"],
    }
    if request.after is not None:
        keys = list(request.after.keys)
        if len(keys) != len(body["sort"]) or not isinstance(keys[-1], str):
            raise CursorExpired("the cursor belongs to another question")
        body["search_after"] = keys
    return body


def facet_body(asked: Asked, classes: ParticipationClasses, aggregations: Body) -> Body:
    """Aggregations over everyone who meets every condition, and nothing else."""
    return {
        "query": query(asked, classes),
        "size": 0,
        "track_total_hits": False,
        "aggs": aggregations,
    }


def nearest_body(asked: Asked, classes: ParticipationClasses) -> Body:
    """The nearest provider within the widest radius, and its distance as the sort value."""
    far = msgspec.structs.replace(
        asked,
        radius=MAX_RADIUS,
        request=msgspec.structs.replace(asked.request, sort="distance", after=None),
    )
    body = page_body(far, classes)
    return body | {"size": 1, "track_total_hits": False, "_source": False}


def order(asked: Asked, classes: ParticipationClasses) -> list[Query]:
    """The order asked for; it is total, since every order ends by NPI."""
    request = asked.request
    if request.sort == "freshness":
        return [{"freshness": "desc"}, _BY_NPI]
    if request.sort == "name":
        return [{"sort_name": "asc"}, _BY_NPI]
    keys: list[Query] = []
    if request.sort == "best" and asked.level is not None:
        keys.append({"_score": "desc"})
    if request.near is not None:
        offices = office_filters(request, classes, asked.radius)
        keys.append(by_distance(request.near, offices))
    if request.sort == "best":
        keys.append({"prominence": "desc"})
    return [*keys, _BY_NPI]


def by_distance(near: Near, offices: list[Query]) -> Query:
    """Miles to the nearest office among those that meet every condition, not to just any."""
    return {
        "_geo_distance": {
            "offices.location": point(near),
            "order": "asc",
            "unit": "mi",
            "distance_type": "arc",
            "mode": "min",
            "nested": {"path": "offices", "filter": all_of(offices)},
        }
    }
