"""Suggestions find what is meant: beginnings, states, other names and scripts, mistakes."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from directory.places.gazetteer import Gazetteer, gazetteer

ST_LOUIS = (38.627, -90.198)


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer()


def ids(places: Gazetteer, text: str) -> list[str]:
    return [p.id for p in places.suggest(text)]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("n", "city:ny:new-york"),
        ("brookl", "city:ny:brooklyn"),
        ("NYC", "city:ny:new-york"),
        ("la", "city:ca:los-angeles"),
        ("vegas", "city:nv:las-vegas"),
        ("saint lou", "city:mo:st-louis"),
        ("st. lou", "city:mo:st-louis"),
        ("springfield il", "city:il:springfield"),
        ("springfield, illinois", "city:il:springfield"),
        ("springfield ill", "city:il:springfield"),
        ("springfield, i", "city:il:springfield"),
        ("portland, me", "city:me:portland"),
        ("brooklyn new york", "city:ny:brooklyn"),
        ("washington dc", "city:dc:washington"),
        ("kansas city ks", "city:ks:kansas-city"),
        ("Нью-Йорк", "city:ny:new-york"),
        ("бруклин", "city:ny:brooklyn"),
        ("纽约", "city:ny:new-york"),
        ("紐約", "city:ny:new-york"),
        ("法拉盛", "city:ny:flushing"),
        ("nueva york", "city:ny:new-york"),
        ("hagatna", "city:gu:hagatna"),
        ("10001", "zip:10001"),
        ("10001-1234", "zip:10001"),
        ("new york ny 10001", "zip:10001"),
        ("10001 New York, NY", "zip:10001"),
        ("350 Fifth Avenue, New York, NY 10118", "zip:10118"),
    ],
)
def test_what_is_typed_right(places: Gazetteer, text: str, first: str) -> None:
    assert ids(places, text)[0] == first


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("chicgo", "city:il:chicago"),
        ("hcicago", "city:il:chicago"),
        ("philadelpia", "city:pa:philadelphia"),
        ("los angelas", "city:ca:los-angeles"),
        ("san fransisco", "city:ca:san-francisco"),
        ("albuquerqe", "city:nm:albuquerque"),
        ("cinncinati", "city:oh:cincinnati"),
        ("tuscon", "city:az:tucson"),
        ("brooklin ny", "city:ny:brooklyn"),
        ("broklyn", "city:ny:brooklyn"),
        ("mineapol", "city:mn:minneapolis"),
        ("филаделфия", "city:pa:philadelphia"),
    ],
)
def test_what_is_typed_wrong(places: Gazetteer, text: str, first: str) -> None:
    assert ids(places, text)[0] == first


def test_mistakes_are_not_sought_in_three_characters(places: Gazetteer) -> None:
    assert ids(places, "qxz") == []


def test_the_populous_come_first(places: Gazetteer) -> None:
    people = [p.population for p in places.suggest("springfield", limit=5)]
    assert people == sorted(people, reverse=True)


def test_the_near_come_before_the_populous(places: Gazetteer) -> None:
    assert ids(places, "springfield")[0] == "city:mo:springfield"
    near = places.suggest("springfield", near=(39.78, -89.65))
    assert near[0].id == "city:il:springfield"


def test_the_near_come_first_among_zips(places: Gazetteer) -> None:
    assert places.suggest("6", near=ST_LOUIS)[0].state in ("MO", "IL")


def test_a_beginning_of_a_zip(places: Gazetteer) -> None:
    found = places.suggest("100")
    assert len(found) == 10
    assert all(p.id.startswith("zip:100") for p in found)


def test_an_unknown_zip_gives_its_neighbors(places: Gazetteer) -> None:
    assert all(i.startswith("zip:999") for i in ids(places, "99999"))


def test_a_military_zip_gives_nothing(places: Gazetteer) -> None:
    assert ids(places, "09001") == []


@pytest.mark.parametrize("text", ["", " ", ",", "...", "\0", "\ud800", "'"])
def test_nothing_typed_gives_nothing(places: Gazetteer, text: str) -> None:
    assert places.suggest(text) == []


def test_no_more_than_asked_for(places: Gazetteer) -> None:
    assert len(places.suggest("s", limit=3)) == 3


def test_every_zip_is_found(places: Gazetteer) -> None:
    for code, filled in zip(places.table.zip_code, places.table.zip_filled, strict=True):
        text = f"{code:05d}"
        if filled not in "mu":
            assert places.suggest(text, limit=1)[0].id == f"zip:{text}"


@given(st.integers(min_value=0))
def test_every_label_finds_its_place(number: int) -> None:
    places = gazetteer()
    place = places.place(number % places.cities)
    assert place.id in [p.id for p in places.suggest(place.label)]


@given(st.text(max_size=40))
def test_any_text_is_answered(text: str) -> None:
    found = [p.id for p in gazetteer().suggest(text)]
    assert len(found) == len(set(found)) <= 10


@given(st.integers(0, 400), st.integers(0, 30), st.sampled_from(string.ascii_lowercase))
def test_a_wrong_letter_in_a_large_city_is_forgiven(number: int, at: int, letter: str) -> None:
    places = gazetteer()
    place = places.place(number)
    name = places.fold(place.name)
    typed = f"{name[: at % len(name)]}{letter}{name[at % len(name) + 1 :]}"
    if len(name) >= 6:
        found = places.suggest(f"{typed}, {place.state}", limit=20)
        assert place.id in [p.id for p in found]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("brighton beach brooklyn", "city:ny:brighton-beach"),
        ("flushing, queens ny", "city:ny:flushing"),
        ("nosuchplace chicago", "city:il:chicago"),
        ("downtown houston", "city:tx:houston"),
        ("TX houston", "city:tx:houston"),
        ("oakland ca usa", "city:ca:oakland"),
        ("datriit mi", "city:mi:detroit"),
        ("Портланд Орегон", "city:or:portland"),
        ("San Luis Misuri", "city:mo:st-louis"),
        ("加州洛杉矶", "city:ca:los-angeles"),
    ],
)
def test_neighborhoods_words_around_and_states_in_other_languages(
    places: Gazetteer, text: str, first: str
) -> None:
    assert ids(places, text)[0] == first
