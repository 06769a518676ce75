"""The judged queries are whole, and their measurement counts what it says."""

from collections import Counter

import pytest

from bench.relevance import judged, judged_data
from bench.relevance.judged_measures import Judged, Parts, Ranks, rank
from directory.places.gazetteer import gazetteer
from directory.specialties.catalog import catalog

BOOK = judged_data.planbook()
SETS = {
    "specialties": judged_data.specialties(),
    "places": judged_data.places(),
    "plans": judged_data.plans(BOOK),
    "one box": judged_data.one_box(),
}
LEAST = {
    "tune": {"specialties": 400, "places": 200, "plans": 80, "one box": 150},
    "test": {"specialties": 200, "places": 130, "plans": 70, "one box": 75},
}


@pytest.mark.parametrize("name", SETS)
def test_each_half_of_each_set_is_large_enough(name: str) -> None:
    halves = Counter(one.half for one in SETS[name])
    assert set(halves) == set(judged_data.HALVES)
    for half, least in LEAST.items():
        assert halves[half] >= least[name], half


@pytest.mark.parametrize("language", ["en", "es", "zh", "ru"])
def test_each_language_has_enough_phrases_in_each_half(language: str) -> None:
    held = [one for one in SETS["specialties"] if f"specialties {language}" in one.groups]
    halves = Counter(one.half for one in held)
    assert halves["tune"] >= 80
    assert halves["test"] >= 50


def test_every_specialty_that_is_an_answer_exists() -> None:
    for row in judged_data.rows("specialties.tsv"):
        for one in row["specialties"].split():
            assert catalog().get(one), (row["query"], one)


def test_every_place_that_is_an_answer_exists_under_its_own_id() -> None:
    for row in judged_data.rows("places.tsv"):
        for one in row["places"].split():
            place = gazetteer().get(one)
            assert one.endswith("*") or (place and place.id == one), (row["query"], one)


def test_every_plan_query_has_an_answer_in_the_book() -> None:
    for one in SETS["plans"]:
        assert any(one.right(plan) for plan in BOOK.plans), one.query


def test_no_query_stands_in_both_halves() -> None:
    for file, key in (("specialties.tsv", "language"), ("places.tsv", "half"), ("one_box.tsv", "")):
        asked = [(row.get(key, "") if key == "language" else "", row["query"])
                 for row in judged_data.rows(file)]  # fmt: skip
        assert [one for one, times in Counter(asked).items() if times > 1] == [], file


def asked(*answers: str) -> Judged:
    return Judged(
        half="tune", groups=("things: a",), query=" ".join(answers), state="",
        right=lambda found: found == "right",
    )  # fmt: skip


def test_ranks_are_those_of_the_first_right_answer() -> None:
    queries = [asked("right"), asked("x", "right"), asked("x", "x", "x", "x"), asked()]
    groups, misses = rank(queries, lambda one: one.query.split(), 3)
    found = groups["things, all"]
    assert found.ranks == [1, 2, 0, 0]
    assert (found.within(1), found.within(3), found.zero) == (0.25, 0.5, 0.25)
    assert found.mrr == pytest.approx(0.375)
    assert [miss.query for miss in misses] == ["x x x x", ""]


def test_a_part_read_wrongly_costs_precision_and_recall() -> None:
    parts = Parts()
    parts.count("place", expected=True, given=True, is_right=True)
    parts.count("place", expected=True, given=True, is_right=False)
    parts.count("place", expected=True, given=False, is_right=False)
    parts.count("place", expected=False, given=True, is_right=False)
    assert parts.precision("place") == pytest.approx(1 / 3)
    assert parts.recall("place") == pytest.approx(1 / 3)


def test_conditions_of_plans_are_all_to_be_met() -> None:
    is_right = judged_data.plan_test("issuer:91001 metal:Silver / id:91014NY0030001", BOOK)
    assert is_right("91001NY0020001")
    assert is_right("91014NY0030001")
    assert not is_right("91001NY0010001")
    assert not is_right("unknown")
    with pytest.raises(ValueError, match="unknown condition 'colour'"):
        judged_data.plan_test("colour:blue", BOOK)("91001NY0010001")


def test_a_missed_target_is_named() -> None:
    low, full = Ranks(ranks=[0, 1]), Ranks(ranks=[1])
    groups = {group: full for group, _, _ in judged.TARGETS} | {"plans, all": low}
    lines = {"one box, all": Parts(lines=10, right=9)}
    assert judged.short_of(groups, lines) == [
        "plans, all: top 5 50.0%, target 95%",
        "one box: 9 of 10 lines, target 92%",
    ]


def test_the_tune_half_reaches_every_target() -> None:
    ranks, _ = judged.ranked("tune")
    lines, _, _ = judged.boxed("tune")
    assert judged.short_of(ranks, lines) == []


@pytest.mark.parametrize(
    ("group", "top", "least"),
    [
        ("specialties, all", 3, 0.97),
        ("specialties en", 3, 0.93),
        ("specialties es", 3, 0.93),
        ("specialties zh", 3, 0.93),
        ("specialties ru", 3, 0.93),
        ("places, all", 5, 0.98),
        ("plans, all", 5, 0.95),
    ],
)
def test_the_targets_are_the_promised_ones(group: str, top: int, least: float) -> None:
    assert (group, top, least) in judged.TARGETS
    assert judged.WHOLE_LINES == 0.92


def test_misses_of_the_test_half_stay_unseen(capsys: pytest.CaptureFixture[str]) -> None:
    assert judged.main(["--half", "test", "--show-misses"]) == 2
    assert "stay unseen" in capsys.readouterr().err
