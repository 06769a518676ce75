"""Names that complete what is being typed: names that many bear, or the few people left."""

import re
from collections import Counter
from typing import Any

from directory.search.elastic.asking import Ask
from directory.search.elastic.conditions import Query, nested
from directory.search.elastic.documents import read_provider
from directory.search.elastic.meta import Memory
from directory.search.elastic.names import name_query
from directory.search.names import NameLevel, expand
from directory.search.page import NameSuggestion
from directory.search.text import query_words

# Below so many bearers people are offered themselves; above, names to complete.
FEW = 200
COMPLETED_FIELDS = "lfo"
# More than the words of one state that share a beginning.
MOST_WORDS = 10_000


def suggest_names(
    ask: Ask, memory: Memory, text: str, state: str | None, limit: int
) -> list[NameSuggestion]:
    """At most `limit` suggestions, most borne or best matching first."""
    typed = query_words(text)
    if not typed:
        return []
    shared: list[NameSuggestion] = []
    if len(typed) == 1:
        shared = _shared(ask, memory, typed[0], state, limit)
        if len(typed[0]) < 2 or sum(one.count for one in shared) > FEW:
            return shared
    return _people(ask, memory, text, state, limit) or shared


def _shared(
    ask: Ask, memory: Memory, word: str, state: str | None, limit: int
) -> list[NameSuggestion]:
    """Last names, first names and organization words that begin so, most borne first."""
    if state is None:
        # First, last and organization words are apart there: three tokens may be one name.
        found = memory.vocabulary.complete(word, limit * len(COMPLETED_FIELDS), COMPLETED_FIELDS)
    else:
        answer = ask.one(words_body(word, state))
        buckets = answer["aggregations"]["words"]["buckets"]
        found = [(bucket["key"], bucket["doc_count"]) for bucket in buckets]
    bearers: Counter[str] = Counter()
    for token, count in found:
        bearers[token[2:]] += count
    ordered = sorted(bearers.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]
    return [NameSuggestion(text=name.title(), count=count) for name, count in ordered]


def words_body(word: str, state: str) -> dict[str, Any]:
    """Counts the bearers in a state of every word that begins so."""
    begins = [{"prefix": {"names": f"{field}:{word}"}} for field in COMPLETED_FIELDS]
    return {
        "query": {
            "bool": {
                "filter": [_in_state(state)],
                "should": begins,
                "minimum_should_match": 1,
            }
        },
        "size": 0,
        "track_total_hits": False,
        "aggs": {
            "words": {
                "terms": {
                    "field": "names",
                    "include": f"[{COMPLETED_FIELDS}]:{re.escape(word)}.*",
                    "size": MOST_WORDS,
                }
            }
        },
    }


def people_body(level: NameLevel, state: str | None, limit: int) -> dict[str, Any]:
    """The best matching people, of a state where one is given."""
    filters: list[Query] = [{"term": {"active": True}}]
    if state is not None:
        filters.append(_in_state(state))
    return {
        "query": {"bool": {"filter": filters, "must": [name_query(level)]}},
        "sort": [{"_score": "desc"}, {"prominence": "desc"}, {"npi": "asc"}],
        "size": limit,
        "track_total_hits": False,
        "_source": ["provider"],
    }


def _people(
    ask: Ask, memory: Memory, text: str, state: str | None, limit: int
) -> list[NameSuggestion]:
    for level in expand(memory.vocabulary, text, typing=True).levels:
        hits = ask.one(people_body(level, state, limit))["hits"]["hits"]
        found = [read_provider(hit["_source"]["provider"]) for hit in hits]
        if found:
            return [
                NameSuggestion(text=who.name.full, count=1, npi=who.npi, provider=who)
                for who in found
            ]
    return []


def _in_state(state: str) -> Query:
    return nested([{"term": {"offices.state": state}}])
