"""The gazetteer knows every place by id, name and address."""

import pytest

from directory.places.gazetteer import Gazetteer, Located, gazetteer


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return gazetteer()


def test_it_is_read_once() -> None:
    assert gazetteer() is gazetteer()


def test_a_zip(places: Gazetteer) -> None:
    place = places.get("zip:10001")
    assert place is not None
    assert (place.kind, place.label) == ("zip", "10001 New York, NY")
    assert (place.county, place.county_name) == ("36061", "New York County")
    assert (place.lat, place.lon) == pytest.approx((40.7506, -73.9973), abs=0.001)
    assert place.population > 10_000


def test_a_city(places: Gazetteer) -> None:
    place = places.get("city:ny:new-york")
    assert place is not None
    assert (place.kind, place.label, place.name) == ("city", "New York, NY", "New York")
    assert place.population > 8_000_000


@pytest.mark.parametrize(
    "place_id",
    [
        *(f"city:ny:{b}" for b in ("brooklyn", "bronx", "queens", "manhattan", "staten-island")),
        "city:ny:flushing",
        "city:ca:hollywood",
        "city:pr:san-juan",
        "city:gu:hagatna",
        "city:nc:winston-salem",
        "city:mo:ofallon",
    ],
)
def test_boroughs_neighborhoods_and_territories_have_their_own_ids(
    places: Gazetteer, place_id: str
) -> None:
    place = places.get(place_id)
    assert place is not None
    assert place.id == place_id


def test_an_id_of_another_name_finds_the_place_by_its_proper_id(places: Gazetteer) -> None:
    place = places.get("city:mo:saint-louis")
    assert place is not None
    assert place.id == "city:mo:st-louis"


@pytest.mark.parametrize(
    "unknown",
    ["", "10001", "zip:", "zip:99999", "zip:1000", "zip:١٠٠٠١", "city:ny", "city:zz:new-york",
     "city:ny:no-such-town", "county:36061", "city::", "zip:-1000"],
)  # fmt: skip
def test_what_is_no_id_is_nothing(places: Gazetteer, unknown: str) -> None:
    assert places.get(unknown) is None


def test_every_place_is_found_by_its_own_id(places: Gazetteer) -> None:
    total = places.cities + len(places.table.zip_code)
    for number in range(total):
        place = places.place(number)
        if place.kind == "zip" and places.zip(place.id[4:]) is None:
            continue
        found = places.get(place.id)
        assert found is not None
        assert found == place


def test_two_towns_of_one_name_are_told_apart_by_county(places: Gazetteer) -> None:
    place = places.get("city:ca:brentwood-los-angeles-county")
    assert place is not None
    assert place.label == "Brentwood (Los Angeles County), CA"
    assert places.get("city:ca:brentwood") != place


@pytest.mark.parametrize(
    ("state", "name", "place_id"),
    [
        ("MO", "ST. LOUIS", "city:mo:st-louis"),
        ("MO", "Saint Louis", "city:mo:st-louis"),
        ("mo", "st louis", "city:mo:st-louis"),
        ("NY", "NYC", "city:ny:new-york"),
        ("NY", "New York City", "city:ny:new-york"),
        ("NY", "The Bronx", "city:ny:bronx"),
        ("NY", "LONG IS CITY", "city:ny:long-island-city"),
        ("TX", "FT WORTH", "city:tx:fort-worth"),
        ("MO", "O FALLON", "city:mo:ofallon"),
        ("NY", "纽约", "city:ny:new-york"),
        ("NY", "紐約", "city:ny:new-york"),
        ("NY", "Нью-Йорк", "city:ny:new-york"),
        ("PA", "Filadelfia", "city:pa:philadelphia"),
        ("GU", "Agana", "city:gu:hagatna"),
    ],
)
def test_any_spelling_of_a_city(places: Gazetteer, state: str, name: str, place_id: str) -> None:
    place = places.city(state, name)
    assert place is not None
    assert place.id == place_id


def test_a_city_of_another_state_is_not_meant(places: Gazetteer) -> None:
    assert places.city("WY", "Los Angeles") is None


def test_military_zips_are_real_but_nowhere(places: Gazetteer) -> None:
    assert places.is_military("09001")
    assert places.zip("09001") is None
    assert not places.is_military("10001")
    assert not places.is_military("00000")


@pytest.mark.parametrize(
    ("zip5", "state"),
    [("00782", "PR"), ("96910", "GU"), ("00801", "VI"), ("96799", "AS"), ("96950", "MP"),
     ("96941", "FM"), ("96960", "MH"), ("96940", "PW"), ("10118", "NY"), ("99546", "AK")],
)  # fmt: skip
def test_territories_offices_and_islands_are_located(
    places: Gazetteer, zip5: str, state: str
) -> None:
    place = places.zip(zip5)
    assert place is not None
    assert place.state == state
    assert (place.lat, place.lon) != (0, 0)


def test_anchorage_is_where_it_is(places: Gazetteer) -> None:
    place = places.zip("99503")
    assert place is not None
    assert (place.lat, place.lon) == pytest.approx((61.19, -149.89), abs=0.1)


def located_by(found: Located | None) -> str | None:
    return found and found.by


def test_an_address_is_located_by_its_zip(places: Gazetteer) -> None:
    found = places.locate("10001", "New York", "NY")
    assert found is not None
    assert (found.by, found.county) == ("zip", "36061")


@pytest.mark.parametrize("zip5", [None, "", "00000", "09001", "1000", "ABCDE"])
def test_without_a_known_zip_by_its_city(places: Gazetteer, zip5: str | None) -> None:
    found = places.locate(zip5, "ALBANY", "NY")
    assert found is not None
    assert (found.by, found.county) == ("city", "36001")


def test_a_zip_of_another_state_yields_to_the_city(places: Gazetteer) -> None:
    found = places.locate("10001", "Newark", "NJ")
    assert found is not None
    assert (found.by, found.county) == ("city", "34013")


def test_a_wrong_state_yields_to_zip_and_city_that_agree(places: Gazetteer) -> None:
    found = places.locate("63101", "Saint Louis", "WY")
    assert found is not None
    assert (found.by, found.county) == ("zip", "29510")


def test_what_contradicts_itself_is_unknown(places: Gazetteer) -> None:
    assert places.locate("10001", "Nowhere At All", "WY") is None
    assert places.locate(None, "Nowhere At All", "NY") is None
    assert places.locate(None, "Toronto", "ON") is None


def test_counties(places: Gazetteer) -> None:
    county = places.county("29510")
    assert county is not None
    assert (county.name, county.state) == ("St. Louis city", "MO")
    assert places.county("00000") is None
    assert len(places.counties()) > 3200
