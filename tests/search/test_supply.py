"""How many of a specialty there are, by distance and area, on both engines."""

from datetime import timedelta

import pytest

from directory.model.provider import Provider
from directory.places.distance import miles
from directory.search.engine import Engine
from directory.search.request import Near, SupplyRequest
from tests.search.sample import TODAY, directory

NEAR = Near(40.7506, -73.9972)
SINCE = TODAY - timedelta(days=90)
ASK = SupplyRequest(
    as_of=TODAY, specialties=("cardiology",), near=NEAR, county="36061", state="NY",
    verified_since=SINCE,
)  # fmt: skip


def offices(specialty: str = "cardiology") -> list[tuple[Provider, int]]:
    return [
        (provider, at)
        for provider in directory()
        for at, office in enumerate(provider.offices)
        if any(held.id == specialty for held in office.specialties)
    ]


def test_counts_by_distance_and_area(engine: Engine) -> None:
    supply = engine.supply(ASK)
    held = [(p.npi, p.offices[at]) for p, at in offices()]
    assert supply.nation == len({n for n, _ in held})
    assert supply.state == len({n for n, o in held if o.address.state == "NY"})
    assert supply.county == len({n for n, o in held if o.county == "36061"})
    assert supply.accepting == len({n for n, o in held if o.accepting == "yes"})
    assert supply.verified == len({n for n, o in held if o.verified_on and o.verified_on >= SINCE})


def test_counts_within_each_ring_and_names_the_nearest(engine: Engine) -> None:
    far = [
        (miles(NEAR.lat, NEAR.lon, office.lat, office.lon), provider.npi)
        for provider, at in offices()
        for office in [provider.offices[at]]
        if office.lat is not None and office.lon is not None
    ]
    supply = engine.supply(ASK)
    assert supply.within == {
        ring: len({n for d, n in far if d <= ring}) for ring in (10, 25, 50, 100, 250)
    }
    distance, nearest = min(far)
    assert supply.nearest is not None
    assert supply.nearest[0] == nearest
    assert supply.nearest[1] == pytest.approx(distance, abs=0.01)


def test_a_specialty_nobody_has_counts_nothing(engine: Engine) -> None:
    none = SupplyRequest(
        as_of=TODAY, specialties=("urology",), near=NEAR, state="NY", verified_since=SINCE
    )
    supply = engine.supply(none)
    assert (supply.nation, supply.state, supply.county, supply.nearest) == (0, 0, None, None)
