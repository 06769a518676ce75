"""Faults of hand and ear cost less than others; like-sounding names share a key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from directory.search.closeness import DOUBLED, FIRST, cost
from directory.search.nicknames import fellow_nicknames, nicknames, spellings
from directory.search.sound import sound

WORD = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("nearer", "farther", "known"),
    [
        ("smiht", "smilh", "smith"),  # a swap, against another letter
        ("smitj", "smitp", "smith"),  # the key beside, against one far off
        ("philips", "phildips", "phillips"),  # a double letter once, against a stray one
        ("jonson", "jomson", "johnson"),  # a silent letter left out, against more faults
        ("sarra", "barah", "sarah"),  # the end, against the first letter
    ],
)
def test_a_likely_fault_costs_less(nearer: str, farther: str, known: str) -> None:
    assert 0 < cost(nearer, known) < cost(farther, known)


@given(WORD, WORD)
def test_only_the_same_word_is_free(one: str, other: str) -> None:
    assert (cost(one, other) == 0) == (one == other)


@given(WORD, WORD)
def test_stays_within_reach_of_the_number_of_edits(one: str, other: str) -> None:
    edits = OSA.distance(one, other)
    assert DOUBLED * edits - 1e-9 <= cost(one, other) <= edits + FIRST + 1e-9


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("phillips", "filips"),
        ("christopher", "kristofer"),
        ("ivanov", "ivanoff"),
        ("schmidt", "shmit"),
        ("mohammed", "mhmd"),
        ("wright", "rite"),
        ("cohen", "kohn"),
    ],
)
def test_like_sounding_names_share_a_key(one: str, other: str) -> None:
    assert sound(one) == sound(other)


def test_names_that_sound_otherwise_do_not() -> None:
    assert len({sound(name) for name in ("smith", "garcia", "nguyen", "chen", "patel")}) == 5


def test_familiar_forms_go_both_ways() -> None:
    assert "robert" in nicknames("bob")
    assert "bob" in nicknames("robert")
    assert "robbie" in fellow_nicknames("bob")
    assert "francisco" in nicknames("paco")
    assert "aleksandr" in nicknames("sasha")
    assert nicknames("xqzvw") == frozenset()


def test_other_latin_spellings() -> None:
    assert "chan" in spellings("chen")
    assert "muhammad" in spellings("mohammed")
    assert "chen" not in spellings("chen")
