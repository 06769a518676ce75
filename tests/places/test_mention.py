"""A place is found within a longer line, with how sure that is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places.gazetteer import gazetteer


@pytest.mark.parametrize(
    ("text", "span", "first"),
    [
        ("dentist brooklyn ny", "brooklyn ny", "city:ny:brooklyn"),
        ("33101", "33101", "zip:33101"),
        ("pediatra 33101-0001 hoy", "33101-0001", "zip:33101"),
        ("dentist in springfield, il", "springfield, il", "city:il:springfield"),
        ("cardiologist in Hope", "Hope", "city:ar:hope"),
        ("hope in brooklyn", "brooklyn", "city:ny:brooklyn"),
        ("dentista cerca de Los Angeles", "Los Angeles", "city:ca:los-angeles"),
        ("psychiatrist st. louis mo", "st. louis mo", "city:mo:st-louis"),
        ("350 5th Ave, New York, NY 10118", "New York, NY 10118", "zip:10118"),
        ("brooklyn new york dentist", "brooklyn new york", "city:ny:brooklyn"),
        ("o'fallon mo", "o'fallon mo", "city:mo:ofallon"),
    ],
)
def test_a_place_that_is_surely_meant(text: str, span: str, first: str) -> None:
    found = gazetteer().find_in(text)
    assert found is not None
    assert (text[found.start : found.end], found.places[0].id) == (span, first)
    assert found.sure


@pytest.mark.parametrize(
    ("text", "span", "first"),
    [
        ("dr jackson", "jackson", "city:ms:jackson"),
        ("orthopedist new york city", "new york city", "city:ny:new-york"),
        ("布鲁克林牙医", "布鲁克林", "city:ny:brooklyn"),
        ("стоматолог Бруклин", "Бруклин", "city:ny:brooklyn"),
    ],
)
def test_a_name_that_may_be_a_place(text: str, span: str, first: str) -> None:
    found = gazetteer().find_in(text)
    assert found is not None
    assert (text[found.start : found.end], found.places[0].id) == (span, first)
    assert not found.sure


@pytest.mark.parametrize("text", ["", "cardiology", "dermatologist near me", "00000", "1003000126"])
def test_no_place(text: str) -> None:
    assert gazetteer().find_in(text) is None


@given(st.text(max_size=80))
def test_the_span_lies_in_any_text(text: str) -> None:
    found = gazetteer().find_in(text)
    assert found is None or 0 <= found.start < found.end <= len(text)
