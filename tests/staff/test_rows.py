"""A hit, a plan and a day become a line: which office stands in it, and what it says."""

from datetime import date

import pytest

from directory.model.participation import Participation
from directory.model.provider import Address, HeldSpecialty, Name, Office, Provider
from directory.search.page import Hit, OfficeHit
from directory.search.planbook import PlanBook
from directory.specialties.catalog import catalog
from directory.staff.rows import COLUMNS, HEADING, USUAL, Row, chosen, listed, miles, row
from tests.people import GOLD, ISSUERS, LONE, MESA, NETWORKS, PLANS, SILVER

BOOK = PlanBook(ISSUERS, NETWORKS, PLANS)
DAY = date(2026, 11, 20)
HEART = HeldSpecialty(id="cardiology", code="207RC0000X", primary=True)


def office(id_: str, *parts: Participation, **more: object) -> Office:
    address = Address(line1=f"{id_} Main Street", line2="Suite 5", city="Albany", state="NY",
                      zip="12207-1234")  # fmt: skip
    return Office(id=id_, address=address, participations=parts, **more)  # type: ignore[arg-type]  # fields by name


def line(*offices: Office, plan: str = GOLD, hits: tuple[tuple[int, float], ...] = ()) -> Row:
    one = Provider(
        npi="1000000103", kind="individual", name=Name(full="Serena Chen", credential="MD"),
        specialties=(HeldSpecialty(text="Healing arts"), HEART), languages=("en", "zh"),
        offices=offices,
    )  # fmt: skip
    found = tuple(OfficeHit(index=index, distance=far) for index, far in hits)
    return row(Hit(provider=one, offices=found), plan, BOOK, DAY, catalog())


def test_the_nearest_office_in_the_plan_stands_in_the_line() -> None:
    gold = Participation(plan=GOLD, source="qhp")
    one = line(office("a"), office("b", gold), hits=((0, 1.0), (1, 2.0)))
    assert (one.verdict, one.street, one.distance, one.moved) == ("in", "b Main Street", 2.0, False)


def test_an_office_in_the_plan_beyond_those_that_match_is_told() -> None:
    gold = Participation(plan=GOLD, source="qhp")
    one = line(office("a"), office("b", gold), hits=((0, 1.0),))
    assert (one.verdict, one.street, one.distance, one.moved) == ("in", "b Main Street", None, True)


def test_without_an_office_in_the_plan_the_nearest_stands_there() -> None:
    silver = Participation(plan=SILVER, source="qhp", verified_on=date(2026, 5, 1))
    one = line(office("a", silver), office("b"), hits=((1, 2.0), (0, 3.0)))
    assert (one.verdict, one.street, one.distance) == ("out", "b Main Street", 2.0)


@pytest.mark.parametrize(
    ("plan", "verdict"), [(GOLD, "in"), (SILVER, "out"), (MESA, "unknown"), (LONE, "unknown")]
)
def test_each_line_has_the_verdict_of_its_plan(plan: str, verdict: str) -> None:
    assert line(office("a", Participation(plan=GOLD, source="qhp")), plan=plan).verdict == verdict


def test_without_a_plan_there_is_no_verdict() -> None:
    one = line(office("a", Participation(plan=GOLD, source="qhp")), plan="")
    assert (one.verdict, one.source, one.end) == (None, "", None)


def test_network_tier_dates_and_new_patients_are_those_of_the_plan() -> None:
    gold = Participation(
        plan=GOLD, network="11111:wide", tier="PREFERRED", accepting="no", source="qhp",
        start=date(2026, 1, 1), end=date(2026, 12, 31), verified_on=date(2026, 11, 1),
    )  # fmt: skip
    one = line(office("a", gold, accepting="yes", verified_on=date(2026, 2, 2)))
    assert (one.network, one.tier, one.accepting) == ("Harbor Wide", "preferred", "no")
    assert (one.start, one.end, one.verified_on) == (gold.start, gold.end, gold.verified_on)


def test_of_several_participations_the_longest_counts() -> None:
    short = Participation(plan=GOLD, end=date(2026, 11, 30), source="qhp")
    long = Participation(plan=GOLD, end=date(2027, 11, 30), source="qhp")
    assert line(office("a", short, long)).end == long.end


def test_somebody_without_an_office_still_has_a_line() -> None:
    one = line()
    assert (one.street, one.phone, one.accepting) == ("", "", "unknown")


def test_the_primary_specialty_comes_first() -> None:
    assert line(office("a")).specialties == ("Cardiology", "Healing arts")


def test_the_table_tells_the_street_and_a_list_the_suite_too() -> None:
    one = line(office("a"))
    cell = next(each.cell(one) for each in COLUMNS if each.id == "office")
    assert cell == "a Main Street, Albany NY 12207"
    assert "a Main Street, Suite 5" in listed(one, "", DAY, "g1")


def test_a_list_has_a_cell_for_each_heading() -> None:
    cells = dict(zip(HEADING, listed(line(office("a")), "Gold", DAY, "g1"), strict=True))
    assert (cells["ZIP"], cells["Plan"], cells["On"]) == ("12207-1234", "Gold", DAY)


@pytest.mark.parametrize(
    ("distance", "said"), [(None, ""), (0.04, "0.0"), (9.94, "9.9"), (9.96, "10"), (120.4, "120")]
)
def test_miles_have_a_tenth_below_ten(distance: float | None, said: str) -> None:
    assert miles(distance) == said


def test_columns_stand_in_the_order_of_the_table() -> None:
    assert [one.id for one in chosen(("npi", "verdict"))] == ["verdict", "npi"]


@pytest.mark.parametrize("ids", [(), ("gone",)])
def test_who_chose_none_that_is_left_gets_the_usual_columns(ids: tuple[str, ...]) -> None:
    assert tuple(one.id for one in chosen(ids)) == USUAL
