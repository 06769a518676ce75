"""How many there are: areas that were not named, and the nearest one beyond every ring."""

from datetime import date

from directory.model.provider import Office
from directory.places.distance import miles
from directory.search.elastic.engine import ElasticEngine
from directory.search.elastic.loader import ElasticLoader
from directory.search.page import Supply
from directory.search.request import Near, SupplyRequest
from tests.search.conftest import load
from tests.search.sample import TODAY, directory

EVERYONE = directory(300)
SINCE = date(2026, 9, 1)
NEW_YORK = Near(40.7506, -73.9972)
MID_PACIFIC = Near(0.0, -150.0)


def asked(near: Near) -> SupplyRequest:
    return SupplyRequest(as_of=TODAY, specialties=("cardiology",), near=near, verified_since=SINCE)


def held() -> list[tuple[str, Office]]:
    """Every office where a cardiologist practises, with the NPI."""
    return [
        (provider.npi, office)
        for provider in EVERYONE
        for office in provider.offices
        if any(one.id == "cardiology" for one in office.specialties)
    ]


def far(office: Office, near: Near) -> float:
    if office.lat is None or office.lon is None:
        return float("inf")
    return miles(near.lat, near.lon, office.lat, office.lon)


def answer(loader: ElasticLoader, engine: ElasticEngine, request: SupplyRequest) -> Supply:
    load(loader, "20261121T000000-1", EVERYONE)
    return engine.supply(request)


def test_areas_that_nobody_named_are_not_counted(
    loader: ElasticLoader, engine: ElasticEngine
) -> None:
    found = answer(loader, engine, asked(NEW_YORK))
    assert (found.county, found.state) == (None, None)


def test_names_the_nearest_however_far_away(loader: ElasticLoader, engine: ElasticEngine) -> None:
    found = answer(loader, engine, asked(MID_PACIFIC))
    distance, npi = min((far(office, MID_PACIFIC), npi) for npi, office in held())
    assert found.within[250] == 0
    assert found.nearest is not None
    assert found.nearest[0] == npi
    assert abs(found.nearest[1] - distance) < 0.01
