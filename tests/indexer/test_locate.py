"""Coordinates of a source are believed where they can be right; else ZIP, then city."""

import pytest

from directory.model.provider import Address
from indexer.locate import OfficeLocator

NEW_YORK = Address(line1="1 Harbor St", city="New York", state="NY", zip="10001")


@pytest.fixture(scope="module")
def locate() -> OfficeLocator:
    return OfficeLocator()


def test_plausible_coordinates_are_the_sources(locate: OfficeLocator) -> None:
    spot = locate(NEW_YORK, [None, (40.75, -73.99)])
    assert spot is not None
    assert (spot.lat, spot.lon, spot.by, spot.county) == (40.75, -73.99, "source", "36061")


@pytest.mark.parametrize("point", [(0.0, 0.0), (40.75, 73.99), (35.1, -106.6), (91.0, 0.0)])
def test_implausible_coordinates_give_way_to_the_zip(
    locate: OfficeLocator, point: tuple[float, float]
) -> None:
    spot = locate(NEW_YORK, [point])
    assert spot is not None
    assert spot.by == "zip"


def test_zip_of_another_state_gives_way_to_the_city(locate: OfficeLocator) -> None:
    spot = locate(Address(city="Albuquerque", state="NM", zip="10001"), [])
    assert spot is not None
    assert (spot.by, round(spot.lat)) == ("city", 35)


def test_an_address_nobody_knows_stays_unlocated(locate: OfficeLocator) -> None:
    assert locate(Address(city="Nosuchtown", state="NY", zip="00000"), []) is None


def test_antimeridian_is_no_distance(locate: OfficeLocator) -> None:
    adak = Address(city="Adak", state="AK", zip="99546")
    spot = locate(adak, [(51.4, 179.28)])
    assert spot is not None
    assert spot.by == "source"
