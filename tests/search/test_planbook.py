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
