"""Rendering is a small part of an answer; through the schemas it would be a large one."""

import json
import time
from collections.abc import Callable

import pytest

from directory.api import schemas
from directory.api.render import Json, Names, encode, result_page
from directory.model.participation import Participation
from directory.search.page import Hit, OfficeHit, ResultPage
from directory.search.planbook import PlanBook
from directory.specialties.catalog import catalog
from tests import people

TIMES = 50


def fastest(work: Callable[[], object]) -> float:
    """Seconds of the quickest of many runs: other work on the machine only ever adds."""
    taken = []
    for _ in range(TIMES):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


@pytest.fixture(scope="module")
def render() -> Callable[[], Json]:
    """Twenty providers, each with one office and nine plans."""
    names = Names(
        book=PlanBook(people.ISSUERS, people.NETWORKS, people.PLANS),
        catalog=catalog(),
        base_domain="localhost",
    )
    parts = tuple(Participation(plan=people.GOLD, network="11111:wide") for _ in range(9))
    office = people.office("o", people.NY, people.CARDIOLOGY, participations=parts)
    [serena] = [one for one in people.providers() if one.npi == people.SERENA]
    provider = people.with_offices(serena, (office,))
    page = ResultPage(
        total=20,
        hits=tuple(Hit(provider=provider, offices=(OfficeHit(0, 1.0),)) for _ in range(20)),
        generation="g1",
        radius=25.0,
    )
    return lambda: result_page(
        page, names, as_of=people.TODAY, place=None, asked_radius=25.0, interpreted={},
        following=None,
    )  # fmt: skip


def test_twenty_providers_render_within_two_milliseconds(render: Callable[[], Json]) -> None:
    # Measured on a machine of two cores: 0.2 ms, of which 0.04 are the encoder's.
    assert fastest(lambda: encode(render())) < 0.002


def test_the_schemas_would_take_several_times_as_long(render: Callable[[], Json]) -> None:
    schema, body = schemas.ResultPage(), render()
    ours = fastest(lambda: encode(render()))
    # Measured: ten to eighteen times. A smaller gain would not be worth writing shapes twice.
    assert fastest(lambda: json.dumps(schema.dump(body))) > 3 * ours
