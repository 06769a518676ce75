"""Issuers that files only number are called as their plans are marketed."""

import pytest

from indexer.issuer_names import marketed_as


@pytest.mark.parametrize(
    ("names", "issuer"),
    [
        (["Blue Harbor Silver HMO", "Blue Harbor Gold PPO"], "Blue Harbor"),
        (["Blue Harbor Silver HMO", "Blue Harbor Silver EPO"], "Blue Harbor"),
        (["BLUE HARBOR Silver", "Blue Harbor Bronze"], "BLUE HARBOR"),
        (["Prairie Mutual - Gold 1000", "Prairie Mutual - Gold 2000"], "Prairie Mutual"),
        (["Prairie Mutual Catastrophic"], "Prairie Mutual"),
    ],
)
def test_the_words_before_those_of_the_product_name_the_issuer(
    names: list[str], issuer: str
) -> None:
    assert marketed_as(names) == issuer


@pytest.mark.parametrize(
    "names",
    [
        [],
        ["Silver HMO", "Gold HMO"],
        ["Prairie Silver", "Harbor Gold"],
        ["Everyday Health"],
        ["A Silver", "A Gold"],
    ],
)
def test_without_shared_words_there_is_no_name(names: list[str]) -> None:
    assert marketed_as(names) == ""
