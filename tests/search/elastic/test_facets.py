"""Which question a facet counts over, and how plans of several classes are counted once."""

from datetime import timedelta

import pytest

from directory.model.participation import Participation
from directory.search.elastic.facets import Grouping, aggregations, by_question, counted
from directory.search.elastic.queries import Asked
from directory.search.page import FacetCount
from directory.search.request import Near, SearchRequest
from tests.search.elastic.test_queries import NO_CLASSES, classes
from tests.search.sample import PLANS, TODAY

FIRST, SECOND = PLANS[0].id, PLANS[1].id


def asked(**fields) -> Asked:
    return Asked(request=SearchRequest(as_of=TODAY, **fields), radius=25.0)


def test_facets_without_a_filter_of_their_own_share_one_question() -> None:
    questions = by_question(asked(telehealth=True, facets=("gender", "language", "plan")))
    assert list(questions.values()) == [["gender", "language", "plan"]]


@pytest.mark.parametrize(
    ("facet", "own"),
    [
        ("specialty", {"specialties": ("cardiology",), "codes": ("207RC0000X",)}),
        ("plan", {"plans": (FIRST,)}),
        ("issuer", {"issuers": ("10000",)}),
        ("gender", {"genders": ("female",)}),
        ("language", {"languages": ("es",)}),
        ("accepting", {"accepting": True}),
        ("telehealth", {"telehealth": True}),
    ],
)
def test_a_facet_leaves_its_own_filter_aside_and_only_that(facet: str, own: dict) -> None:
    (question,) = by_question(asked(kinds=("individual",), facets=(facet,), **own))
    assert question == asked(kinds=("individual",))


def test_the_distance_facet_looks_as_far_as_its_last_ring() -> None:
    (question,) = by_question(asked(near=Near(40.0, -74.0), facets=("distance",)))
    assert question.radius == 100.0


def test_without_a_place_nothing_has_a_distance() -> None:
    assert by_question(asked(facets=("distance",))) == {}


def test_values_go_by_count_then_by_id_and_nobodys_are_left_out() -> None:
    assert counted({"b": 2, "a": 2, "c": 9, "none": 0}) == (
        FacetCount("c", 9),
        FacetCount("a", 2),
        FacetCount("b", 2),
    )


COUNTS = {FIRST: 7, SECOND: 3}
YESTERDAY = TODAY - timedelta(days=1)


def test_a_plan_with_all_its_classes_in_force_needs_no_second_count() -> None:
    known = classes(
        Participation(plan=FIRST, tier="A"),
        Participation(plan=FIRST, tier="B"),
        Participation(plan=SECOND),
    )
    grouping = Grouping("plan", asked().request, known)
    assert grouping.settled(COUNTS) == COUNTS
    assert grouping.unsettled(COUNTS) == {}


def test_a_plan_with_some_of_its_classes_in_force_is_counted_by_those() -> None:
    known = classes(
        Participation(plan=FIRST), Participation(plan=FIRST, end=YESTERDAY),
        Participation(plan=SECOND),
    )  # fmt: skip
    grouping = Grouping("plan", asked().request, known)
    assert grouping.settled(COUNTS) == {SECOND: 3}
    assert grouping.unsettled(COUNTS) == {FIRST: [0]}


def test_a_plan_with_none_in_force_counts_nobody() -> None:
    grouping = Grouping("plan", asked().request, classes(Participation(plan=FIRST, end=YESTERDAY)))
    assert grouping.settled(COUNTS) == grouping.unsettled(COUNTS) == {}


def test_with_accepting_only_accepting_classes_must_be_in_force() -> None:
    known = classes(
        Participation(plan=FIRST, accepting="yes"),
        Participation(plan=FIRST, accepting="no", end=YESTERDAY),
    )
    grouping = Grouping("plan", asked(accepting=True).request, known)
    assert grouping.settled(COUNTS) == {FIRST: 7}


def test_issuers_are_made_up_of_the_classes_of_their_plans() -> None:
    known = classes(Participation(plan=FIRST), Participation(plan=PLANS[3].id, end=YESTERDAY))
    grouping = Grouping("issuer", asked().request, known)
    assert grouping.unsettled({"10000": 9}) == {"10000": [0]}


def test_a_plan_without_an_issuer_counts_for_no_issuer() -> None:
    grouping = Grouping("issuer", asked().request, classes(Participation(plan="unknown plan")))
    assert grouping.settled({}) == grouping.unsettled({}) == {}


def test_offices_are_walked_through_once_for_all_facets_of_a_question() -> None:
    found = aggregations(asked(), ["specialty", "telehealth", "gender"], NO_CLASSES)
    assert set(found) == {"offices", "gender"}
    assert set(found["offices"]["aggs"]["matching"]["aggs"]) == {"specialty", "telehealth"}
