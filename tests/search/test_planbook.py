"""Plans are found by the words on a member's card."""

import pytest

from directory.model.plan import Issuer, Network, Plan
from directory.search.planbook import PlanBook

BOOK = PlanBook(
    [Issuer(id="12345", name="Blue Harbor"), Issuer(id="54321", name="Prairie Mutual")],
    [Network(id="n1", name="Lakeshore Select", issuer="12345")],
    [
        Plan(
            id="12345NY0010001", name="Silver PPO", issuer="12345", states=("NY",), networks=("n1",)
        ),
        Plan(id="12345NJ0010001", name="Silver PPO", issuer="12345", states=("NJ",)),
        Plan(id="54321NY0020002", name="Gold HMO", issuer="54321", type="HMO", states=("NY",)),
    ],
    {"12345NJ0010001": 9, "12345NY0010001": 4},
)


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("blue harbor silver", "12345NJ0010001"),
        ("silver blue", "12345NJ0010001"),
        ("12345NY", "12345NY0010001"),
        ("12345ny0010001", "12345NY0010001"),
        ("lakeshore", "12345NY0010001"),
        ("prarie gold", "54321NY0020002"),
    ],
)
def test_finds_a_plan_by_issuer_name_network_or_id(text: str, first: str) -> None:
    assert BOOK.suggest(text)[0].id == first


def test_keeps_to_the_state_and_the_issuer() -> None:
    assert [p.id for p in BOOK.suggest("silver", state="NY")] == ["12345NY0010001"]
    assert BOOK.suggest("gold", issuer="12345") == []


def test_every_word_must_be_met() -> None:
    assert BOOK.suggest("gold ppo") == []
    assert BOOK.suggest("") == []


def test_reads_back_what_it_wrote() -> None:
    again = PlanBook.load(BOOK.dump())
    assert again.plans == BOOK.plans
    assert again.providers == BOOK.providers


CARDS = PlanBook(
    [Issuer(id="77777", name="Blue Cross Blue Shield of Texas"),
     Issuer(id="88888", name="UnitedHealthcare Insurance Company")],
    [],
    [
        Plan(id="77777TX0010001", name="Advantage Gold HMO", issuer="77777", type="HMO",
             years=(2026,), states=("TX",)),
        Plan(id="77777TX0020001", name="Advantage Gold HMO (2027)", issuer="77777", type="HMO",
             years=(2027,), states=("TX",)),
        Plan(id="77777TX0030001", name="Advantage Gold HMO", issuer="77777", type="HMO",
             years=(2026,), states=("TX",), networks=("n2",)),
        Plan(id="88888OH0010001", name="Choice Options PPO", issuer="88888", type="PPO",
             years=(2026,), states=("OH",)),
    ],
)  # fmt: skip


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("bcbs gold", "77777TX0010001"),
        ("blue cross tx", "77777TX0010001"),
        ("united healthcare", "88888OH0010001"),
        ("untied healthcare ppo", "88888OH0010001"),
        ("uhc ohio", "88888OH0010001"),
        ("gold texas 2027", "77777TX0020001"),
        ("88888-OH-0010001-01", "88888OH0010001"),
    ],
)
def test_knows_the_words_of_cards_states_years_and_spaced_ids(text: str, first: str) -> None:
    assert CARDS.suggest(text)[0].id == first


def test_years_of_a_plan_are_one_and_another_network_is_another() -> None:
    assert [p.id for p in CARDS.suggest("gold hmo")] == ["77777TX0010001", "77777TX0030001"]
    assert len(CARDS.suggest("77777TX")) == 3


def test_variants_are_the_other_years() -> None:
    ids = [p.id for p in CARDS.variants("77777TX0010001")]
    assert ids == ["77777TX0010001", "77777TX0020001"]
