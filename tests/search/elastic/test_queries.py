"""What a request becomes in the language of Elasticsearch; no server is needed."""

from datetime import date

import msgspec
import numpy as np
import pytest

from directory.model.participation import Participation
from directory.model.provider import Address, Office
from directory.search.elastic.conditions import MOST_TERMS, in_classes, of_numbers, within
from directory.search.elastic.indices import Indices
from directory.search.elastic.names import name_query
from directory.search.elastic.queries import Asked, order, page_body, query
from directory.search.engine import CursorExpired, EngineError
from directory.search.names import Expansion, NameLevel, QueryWord
from directory.search.participations import ClassBuilder, ParticipationClasses
from directory.search.planbook import PlanBook
from directory.search.request import After, Near, SearchRequest
from tests.search.sample import ISSUERS, NETWORKS, PLANS, TODAY

BOOK = PlanBook(ISSUERS, NETWORKS, PLANS)
NEAR = Near(40.75, -73.99)


def classes(*parts: Participation) -> ParticipationClasses:
    builder = ClassBuilder()
    builder.numbers(Office(id="o", address=Address(), participations=parts))
    return ParticipationClasses.load(builder.dump(), BOOK)


NO_CLASSES = classes()


def asked(**fields) -> Asked:
    return Asked(request=SearchRequest(as_of=TODAY, **fields), radius=25.0)


def filters(**fields) -> list[dict]:
    return query(asked(**fields), NO_CLASSES)["bool"]["filter"]


def test_a_bare_request_asks_only_for_active_providers() -> None:
    assert filters() == [{"term": {"active": True}}]


def test_all_office_conditions_stand_in_one_nested_query() -> None:
    found = filters(near=NEAR, specialties=("cardiology",), telehealth=True, plans=("P",))
    held = [one for one in found if "nested" in one]
    assert len(held) == 1
    assert len(held[0]["nested"]["query"]["bool"]["filter"]) == 4


def test_codes_are_alternatives_of_specialties() -> None:
    (_, held) = filters(specialties=("cardiology",), codes=("207RC0000X",))
    assert held["nested"]["query"]["bool"]["should"] == [
        {"terms": {"offices.specialties": ["cardiology"]}},
        {"terms": {"offices.codes": ["207RC0000X"]}},
    ]


def test_accepting_without_a_plan_asks_the_office() -> None:
    (_, held) = filters(accepting=True, specialties=("cardiology",))
    assert held["nested"]["query"]["bool"]["filter"] == [
        {"terms": {"offices.specialties": ["cardiology"]}},
        {"term": {"offices.accepting": "yes"}},
    ]


def test_accepting_and_telehealth_alone_ask_what_providers_hold_of_their_offices() -> None:
    assert filters(accepting=True, telehealth=True)[1] == {"terms": {"offers": ["yes True"]}}
    assert filters(telehealth=True, genders=("female",))[-1] == {
        "terms": {"offers": ["unknown True", "yes True", "existing True", "no True"]}
    }


def test_accepting_with_a_plan_asks_the_participation() -> None:
    known = classes(
        Participation(plan=PLANS[0].id, accepting="no"),
        Participation(plan=PLANS[0].id, accepting="yes"),
        Participation(plan=PLANS[1].id, accepting="yes"),
    )
    body = query(asked(accepting=True, plans=(PLANS[0].id,)), known)
    (_, held) = body["bool"]["filter"]
    assert held["nested"]["query"] == {"terms": {"offices.participations": ["1"]}}


def test_a_plan_that_nobody_is_in_matches_nothing() -> None:
    (_, held) = filters(plans=("no such plan",))
    assert held["nested"]["query"] == {"match_none": {}}


def test_a_phone_is_compared_by_its_digits() -> None:
    assert {"term": {"phones": "2125550101"}} in filters(phone="+1 (212) 555-0101")


def test_long_lists_of_classes_are_split_below_the_servers_limit() -> None:
    chosen = np.ones(MOST_TERMS * 2 + 1, dtype=bool)
    parts = in_classes(chosen)["bool"]["should"]
    sizes = [len(part["terms"]["offices.participations"]) for part in parts]
    assert sizes == [MOST_TERMS, MOST_TERMS, 1]
    assert of_numbers([]) == {"match_none": {}}


def test_miles_are_fitted_to_the_servers_sphere_and_longitudes_wrapped() -> None:
    circle = within(Near(13.5, 214.75), 100.0)["geo_distance"]
    assert circle["offices.location"] == [pytest.approx(-145.25), 13.5]
    assert float(circle["distance"].removesuffix("m")) == pytest.approx(160_934.4, abs=0.01)


@pytest.mark.parametrize("sort", ["best", "distance", "freshness", "name"])
def test_every_order_ends_by_npi(sort: str) -> None:
    assert order(asked(sort=sort, near=NEAR), NO_CLASSES)[-1] == {"npi": "asc"}


def test_distance_is_measured_to_offices_that_meet_every_condition() -> None:
    (by_distance, _) = order(asked(sort="distance", near=NEAR, telehealth=True), NO_CLASSES)
    held = by_distance["_geo_distance"]["nested"]["filter"]["bool"]["filter"]
    assert {"term": {"offices.telehealth": True}} in held


def test_a_page_asks_for_one_more_and_the_exact_total() -> None:
    body = page_body(asked(limit=20), NO_CLASSES)
    assert (body["size"], body["track_total_hits"]) == (21, True)


def test_a_cursor_of_another_order_is_refused() -> None:
    request = SearchRequest(as_of=TODAY, sort="name", after=After((1.0,), "g", 25.0))
    with pytest.raises(CursorExpired):
        page_body(Asked(request=request, radius=25.0), NO_CLASSES)


def test_a_name_scores_the_best_weight_of_each_word_in_whole_numbers() -> None:
    words = (
        QueryWord("bob", (Expansion("f:bob", 100.0, "exact"), Expansion("f:rob", 25.2, "typo"))),
        QueryWord("xyz", ()),
    )
    found = name_query(NameLevel(words, 2, 1))["bool"]
    assert found["minimum_should_match"] == 2
    first, second = found["should"]
    assert [q["constant_score"]["boost"] for q in first["dis_max"]["queries"]] == [1000.0, 252.0]
    assert second == {"match_none": {}}


def test_a_name_without_words_matches_nothing() -> None:
    wordless = msgspec.structs.replace(asked(name="?"), wordless=True)
    assert {"match_none": {}} in query(wordless, NO_CLASSES)["bool"]["filter"]


def test_verified_since_is_asked_of_the_office() -> None:
    (_, held) = filters(verified_since=date(2026, 9, 1))
    assert held["nested"]["query"] == {"range": {"offices.verified_on": {"gte": "2026-09-01"}}}


@pytest.mark.parametrize("name", ["", "UPPER case", "a/b", "-x", "a*"])
def test_names_that_an_index_cannot_bear_are_refused(name: str) -> None:
    with pytest.raises((EngineError, ValueError)):
        Indices(name).both(name)
