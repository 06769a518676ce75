"""The few people who are left while a name is being typed."""

from directory.model.provider import Provider
from directory.search.elastic.asking import Ask
from directory.search.elastic.conditions import Query
from directory.search.elastic.documents import read_provider
from directory.search.elastic.names import name_query
from directory.search.elastic.queries import Body
from directory.search.names import NameLevel


def best_people(ask: Ask, level: NameLevel, state: str | None, limit: int) -> list[Provider]:
    """At most `limit` of those a reading finds in a state, best matching first."""
    hits = ask.one(people_body(level, state, limit))["hits"]["hits"]
    return [read_provider(hit["_source"]["provider"]) for hit in hits]


def people_body(level: NameLevel, state: str | None, limit: int) -> Body:
    """The best matching people, of a state where one is given."""
    filters: list[Query] = [{"term": {"active": True}}]
    if state is not None:
        filters.append({"term": {"states": state}})
    return {
        "query": {"bool": {"filter": filters, "must": [name_query(level)]}},
        "sort": [{"_score": "desc"}, {"prominence": "desc"}, {"npi": "asc"}],
        "size": limit,
        "track_total_hits": False,
        "_source": ["provider"],
    }
