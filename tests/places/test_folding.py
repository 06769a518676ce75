"""Names are compared without case, marks and punctuation."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places.folding import abbreviate, expand_first, fold, slugify


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("ST. LOUIS", "st louis"),
        ("O'Fallon", "ofallon"),
        ("Winston-Salem", "winston salem"),
        ("Hagåtña", "hagatna"),
        ("Нью-Йорк", "нью иорк"),
        ("  Cañon   City, ", "canon city"),
        ("", ""),
        ("...", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_traditional_characters_become_simplified() -> None:
    assert fold("紐約", {ord("紐"): ord("纽"), ord("約"): ord("约")}) == "纽约"


@given(st.text(alphabet=st.characters(max_codepoint=0x24F)))
def test_folding_twice_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("long", "short"),
    [("saint louis", "st louis"), ("long island city", "long is cty"), ("reno", "reno")],
)
def test_postal_short_words(long: str, short: str) -> None:
    assert abbreviate(long) == short


def test_a_short_first_word_is_written_out() -> None:
    assert expand_first("ft worth") == "fort worth"
    assert expand_first("st") == "st"


@pytest.mark.parametrize(
    ("name", "slug"),
    [("New York", "new-york"), ("St. Louis", "st-louis"), ("Hagåtña", "hagatna")],
)
def test_slugs_are_plain_ascii(name: str, slug: str) -> None:
    assert slugify(name) == slug
