"""What stands beside the table, in words, and the card that a member is given."""

from datetime import date

import pytest

from directory.model.participation import Participation
from directory.model.provider import Address, Hours, Name, Office, Provider
from directory.model.staff import Person
from directory.search.planbook import PlanBook
from directory.specialties.catalog import catalog
from directory.staff.doctor import Doctor, card, doctor
from tests.people import GOLD, ISSUERS, MESA, NETWORKS, PLANS

BOOK = PlanBook(ISSUERS, NETWORKS, PLANS)
DAY = date(2026, 11, 20)
ME = Person(id="1", login="ana", name="Ana", role="agent", issuers=("22222",))


def someone(*offices: Office) -> Provider:
    name = Name(full="Serena Chen", credential="MD")
    return Provider(npi="1000000103", kind="individual", name=name, offices=offices)


def office(*parts: Participation, city: str = "Albany", **more: object) -> Office:
    address = Address(line1="2 State Street", city=city, state="NY", zip="12207")
    return Office(id=city, address=address, participations=parts, **more)  # type: ignore[arg-type]  # fields by name


def view(*offices: Office) -> Doctor:
    return doctor(someone(*offices), BOOK, DAY, catalog(), ME)


def told(plan: str, *offices: Office) -> str:
    return card(someone(*offices), plan, BOOK, DAY, catalog())


@pytest.mark.parametrize(
    ("hours", "said"),
    [
        (Hours(days=("mon", "tue", "wed"), opens="09:00", closes="17:00"), "Mon–Wed 09:00–17:00"),
        (Hours(days=("mon", "wed"), opens="09:00", closes="17:00"), "Mon, Wed 09:00–17:00"),
        (Hours(days=("sun",)), "Sun all day"),
    ],
)
def test_days_that_follow_each_other_are_a_span(hours: Hours, said: str) -> None:
    assert view(office(hours=(hours,))).offices[0].hours == (said,)


def test_plans_in_force_that_day_are_named_those_of_ones_own_issuers_first() -> None:
    parts = (
        Participation(plan=GOLD),
        Participation(plan=MESA),
        Participation(plan="gone", end=date(2026, 11, 19)),
    )
    assert [(one.name, one.mine) for one in view(office(*parts)).plans] == [
        ("Mesa Bronze", True), ("Harbor Gold 500", False),
    ]  # fmt: skip


def test_the_card_names_only_the_offices_in_the_plan() -> None:
    text = told(GOLD, office(Participation(plan=GOLD, source="qhp")), office(city="Troy"))
    assert text.startswith("Serena Chen, MD\nIn network for Harbor Gold 500 on 2026-11-20\n")
    assert "Albany" in text
    assert "Troy" not in text


def test_the_card_tells_new_patients_as_the_plan_has_it() -> None:
    gold = Participation(plan=GOLD, accepting="no", source="qhp")
    assert "Not accepting new patients" in told(GOLD, office(gold, accepting="yes"))
    assert "Accepting new patients" in told("", office(gold, accepting="yes"))


@pytest.mark.parametrize(
    ("plan", "says"),
    [("11111NY0010002", "NOT in network for Harbor Silver 900"),
     (MESA, "Network status for Mesa Bronze on 2026-11-20 is not known"), ("", "")],
)  # fmt: skip
def test_the_card_never_turns_unknown_into_no(plan: str, says: str) -> None:
    text = told(plan, office(Participation(plan=GOLD, source="qhp")))
    assert says in text
    assert ("network" in text.lower()) == bool(plan)


def test_the_card_has_no_gaps_for_what_is_not_known() -> None:
    lines = told("", office(), office(city="Troy")).split("\n")
    assert [n for n, line in enumerate(lines) if not line] == [1, 4, 7]
