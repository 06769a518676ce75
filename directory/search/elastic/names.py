"""From an expanded name to a scored query; pure."""

from collections import defaultdict

from directory.search.elastic.conditions import Query
from directory.search.names import NameLevel, QueryWord

# Scores are single-precision on the server: whole numbers add up exactly, tenths would not.
SCALE = 10


def name_query(level: NameLevel) -> Query:
    """Providers who meet enough of the words; the score is the sum of the best weight of each."""
    firm: Query = {
        "bool": {
            "should": [_word(word) for word in level.firm],
            "minimum_should_match": level.required,
        }
    }
    extra = [_word(word) for word in level.words if word.optional]
    return {"bool": {"must": [firm], "should": extra}} if extra else firm


def _word(word: QueryWord) -> Query:
    if not word.expansions:
        return {"match_none": {}}
    by_weight: dict[int, list[str]] = defaultdict(list)
    for expansion in word.expansions:
        by_weight[round(expansion.weight * SCALE)].append(expansion.token)
    alternatives = [
        {"constant_score": {"filter": {"terms": {"names": tokens}}, "boost": float(weight)}}
        for weight, tokens in sorted(by_weight.items(), reverse=True)
    ]
    return {"dis_max": {"queries": alternatives}}
