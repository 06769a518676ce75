"""Network status: in, out, or unknown where no source speaks."""

from datetime import date

import pytest

from directory.model.participation import Participation
from directory.model.plan import Issuer, Plan
from directory.model.provider import Address, Name, Office, Provider
from directory.search.planbook import PlanBook
from directory.search.status import network_status

DAY = date(2026, 11, 21)
BOOK = PlanBook(
    [Issuer(id="i", name="I"), Issuer(id="j", name="J")],
    [],
    [
        Plan(id="gold", name="Gold", issuer="i"),
        Plan(id="silver", name="Silver", issuer="i"),
        Plan(id="other", name="Other", issuer="j"),
        Plan(id="lone", name="Lone"),
        Plan(id="lone2", name="Lone too"),
    ],
)


def provider(*offices: tuple[Participation, ...]) -> Provider:
    return Provider(
        npi="1000000103",
        kind="individual",
        name=Name(full="Serena Chen"),
        offices=tuple(
            Office(id=str(n), address=Address(), participations=parts, verified_on=date(2026, 6, 1))
            for n, parts in enumerate(offices)
        ),
    )


def part(plan: str, **more: object) -> Participation:
    return Participation(plan=plan, source="qhp", **more)


@pytest.mark.parametrize(
    ("parts", "answer"),
    [
        ((part("gold"),), "in"),
        ((part("gold", start=DAY, end=DAY),), "in"),
        ((part("gold", end=date(2026, 11, 20)),), "out"),
        ((part("gold", start=date(2026, 11, 22)),), "out"),
        ((part("silver"),), "out"),
        ((part("silver", end=date(2020, 1, 1)),), "out"),
        ((part("other"),), "unknown"),
        ((part("not-in-the-book"),), "unknown"),
        ((), "unknown"),
    ],
)
def test_the_answer_for_gold(parts: tuple[Participation, ...], answer: str) -> None:
    assert network_status(provider(parts), "gold", BOOK, DAY).answer == answer


def test_plans_without_an_issuer_do_not_speak_for_each_other() -> None:
    assert network_status(provider((part("lone2"),)), "lone", BOOK, DAY).answer == "unknown"
    ended = part("lone", end=date(2026, 1, 1))
    assert network_status(provider((ended,)), "lone", BOOK, DAY).answer == "out"


def test_only_the_offices_that_serve_the_plan_are_named() -> None:
    status = network_status(provider((part("silver"),), (part("gold"),)), "gold", BOOK, DAY)
    assert status.offices == (1,)


def test_the_latest_statement_is_what_the_answer_rests_on() -> None:
    old = Participation(plan="gold", source="mpf", verified_on=date(2026, 1, 1))
    new = Participation(plan="gold", source="qhp", verified_on=date(2026, 9, 1))
    status = network_status(provider((old, new)), "gold", BOOK, DAY)
    assert (status.source, status.verified_on) == ("qhp", date(2026, 9, 1))


def test_a_participation_without_a_date_has_its_offices() -> None:
    assert network_status(provider((part("gold"),)), "gold", BOOK, DAY).verified_on == date(
        2026, 6, 1
    )


def test_unknown_rests_on_nothing() -> None:
    status = network_status(provider(()), "gold", BOOK, DAY)
    assert (status.source, status.verified_on, status.offices) == (None, None, ())


@pytest.mark.parametrize(
    ("day", "answer"),
    [
        (date(2025, 12, 31), "unknown"),
        (date(2026, 1, 1), "out"),
        (date(2026, 12, 31), "out"),
        (date(2027, 1, 1), "unknown"),
    ],
)
def test_a_file_for_one_plan_year_says_nothing_of_another(day: date, answer: str) -> None:
    parts = (part("silver", start=date(2026, 1, 1), end=date(2026, 12, 31)),)
    assert network_status(provider(parts), "gold", BOOK, day).answer == answer
