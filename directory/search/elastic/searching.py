"""The steps of a search: reading of the name, page, widening, facets, and the answer."""

from collections.abc import Iterator
from typing import Any

import msgspec

from directory.search.elastic.asking import Ask
from directory.search.elastic.documents import read_provider
from directory.search.elastic.facets import (
    GROUPED,
    Grouping,
    aggregations,
    by_question,
    counted,
    field_counts,
    group_aggregation,
    group_counts,
    read,
)
from directory.search.elastic.meta import Memory
from directory.search.elastic.queries import Asked, Body, facet_body, nearest_body, page_body
from directory.search.matching import matching_offices
from directory.search.names import expand, explain
from directory.search.page import FacetCount, Hit, ResultPage
from directory.search.request import After, FacetName, SearchRequest
from directory.search.text import name_tokens
from directory.search.widen import ring_for

Answer = dict[str, Any]
# Filters of one aggregation are tried on every office that matches: more of them go side by side.
GROUPS_AT_ONCE = 500

# The server's distances are good to half a meter: an office that it found is shown.
RIM_MILES = 0.0004


def search(ask: Ask, memory: Memory, request: SearchRequest) -> ResultPage:
    """One page; `request.after`, where given, is of this generation."""
    radius = request.after.radius if request.after else request.radius
    found = None
    for asked in readings(memory, request, radius):
        found = _wide_enough(ask, memory, asked)
        if asked.level is None or found.total >= asked.level.enough:
            break
    if found is None:
        raise AssertionError("a request has at least one reading")
    return found.page()


def _wide_enough(ask: Ask, memory: Memory, asked: Asked) -> "_Found":
    """One reading, looked for ring by ring when nothing is near and the first page is asked for."""
    request = asked.request
    found = _Found(ask, memory, asked)
    if found.total or request.near is None or not request.widen or request.after is not None:
        return found
    ring = _ring(ask, memory, asked)
    if ring is None:
        return found
    return _Found(ask, memory, msgspec.structs.replace(asked, radius=ring))


def readings(memory: Memory, request: SearchRequest, radius: float) -> Iterator[Asked]:
    """What the request may mean, strict to loose; more than one only with a name."""
    if not request.name:
        yield Asked(request=request, radius=radius)
        return
    wordless = True
    for level in expand(memory.vocabulary, request.name):
        wordless = False
        yield Asked(request=request, radius=radius, level=level)
    if wordless:
        yield Asked(request=request, radius=radius, wordless=True)


def _ring(ask: Ask, memory: Memory, asked: Asked) -> float | None:
    """The ring that holds the nearest match, None when nothing matches up to the widest."""
    hits = ask.one(nearest_body(asked, memory.classes))["hits"]["hits"]
    return ring_for(hits[0]["sort"][0], asked.request.radius) if hits else None


class _Found:
    """What one reading finds within one radius."""

    def __init__(self, ask: Ask, memory: Memory, asked: Asked) -> None:
        self.asked = asked
        self._ask = ask
        self._memory = memory
        self._questions = by_question(asked)
        self._answers = ask.all(self._bodies())
        self.total: int = self._answers[0]["hits"]["total"]["value"]

    def page(self) -> ResultPage:
        """The answer in domain words."""
        request, radius = self.asked.request, self.asked.radius
        rows = self._answers[0]["hits"]["hits"]
        shown = rows[: request.limit]
        generation = self._memory.generation.id
        following = None
        if len(rows) > len(shown):
            keys = tuple(k if isinstance(k, str) else float(k) for k in shown[-1]["sort"])
            following = After(keys, generation, radius)
        return ResultPage(
            total=self.total,
            hits=tuple(self._hit(row) for row in shown),
            generation=generation,
            radius=radius,
            widened_from=request.radius if radius != request.radius else None,
            next=following,
            facets=self._facets(),
        )

    def _hit(self, row: Answer) -> Hit:
        asked, provider = self.asked, read_provider(row["_source"]["provider"])
        reach = asked.radius + RIM_MILES
        offices = matching_offices(provider, asked.request, self._memory.book, reach)
        match = explain(asked.level, name_tokens(provider)) if asked.level else ()
        return Hit(provider=provider, offices=offices, match=match)

    def _bodies(self) -> list[Body]:
        """The page first, then a search for each question of the facets that is apart."""
        classes = self._memory.classes
        page = page_body(self.asked, classes)
        same = None if self._apart else self._questions.get(_bare(self.asked))
        if same:
            page["aggs"] = aggregations(self.asked, same, classes)
        others = [
            facet_body(question, classes, aggregations(question, facets, classes))
            for question, facets in self._others()
        ]
        return [page, *others]

    def _others(self) -> list[tuple[Asked, list[FacetName]]]:
        bare = _bare(self.asked)
        return [(q, facets) for q, facets in self._questions.items() if self._apart or q != bare]

    @property
    def _apart(self) -> bool:
        """Whether facets count over a nation: the server keeps such answers, but no pages."""
        return self.asked.level is None and self.asked.request.near is None

    def _facets(self) -> dict[str, tuple[FacetCount, ...]]:
        answered: dict[Asked, Answer] = {_bare(self.asked): self._answers[0]}
        for (question, _), answer in zip(self._others(), self._answers[1:], strict=True):
            answered[question] = answer
        found: dict[str, tuple[FacetCount, ...]] = dict.fromkeys(self.asked.request.facets, ())
        for question, facets in self._questions.items():
            for facet in facets:
                aggs = answered[question]["aggregations"]
                if facet in GROUPED:
                    found[facet] = self._grouped(facet, question, aggs)
                else:
                    found[facet] = read(facet, aggs)
        return found

    def _grouped(self, facet: FacetName, question: Asked, aggs: Answer) -> tuple[FacetCount, ...]:
        """Plans or issuers; a second search counts those of which only a part is asked for."""
        classes = self._memory.classes
        grouping = Grouping(facet, question.request, classes)
        counts = field_counts(facet, aggs)
        known = grouping.settled(counts)
        waiting = list(grouping.unsettled(counts).items())
        batches = (
            waiting[start : start + GROUPS_AT_ONCE]
            for start in range(0, len(waiting), GROUPS_AT_ONCE)
        )
        bodies = [
            facet_body(question, classes, group_aggregation(question, dict(some), classes))
            for some in batches
        ]
        for answer in self._ask.all(bodies):
            known |= group_counts(answer["aggregations"])
        return counted(known)


def _bare(asked: Asked) -> Asked:
    """The question of a page itself, as facets without a filter of their own count over it."""
    request = msgspec.structs.replace(asked.request, facets=(), after=None)
    return msgspec.structs.replace(asked, request=request)
