"""The hard cases of a directory, one by one, on both engines."""

from datetime import date, timedelta

import msgspec
import pytest

from directory.model.participation import Participation
from directory.model.provider import Address, Deactivated, HeldSpecialty, Name, Office, Provider
from directory.search.engine import CursorExpired, Engine, Loader, NothingLoaded
from directory.search.request import After, Near, SearchRequest
from tests.search.conftest import Make, load
from tests.search.sample import PLANS, TODAY, npi

HERE = Near(40.75, -73.99)
PLAN = PLANS[0].id
CARDIOLOGY = HeldSpecialty(id="cardiology", code="207RC0000X", primary=True)
ASK = SearchRequest(as_of=TODAY)


def office(at: str = "o0", lat: float | None = 40.75, lon: float | None = -73.99, **more) -> Office:
    address = Address(line1="1 Main St", city="New York", state="NY", zip="10001")
    return Office(id=at, address=address, lat=lat, lon=lon, specialties=(CARDIOLOGY,), **more)


def part(**more) -> Participation:
    return Participation(plan=PLAN, source="qhp", **more)


def provider(number: int, *offices: Office, first: str = "Ann", last: str = "Lee") -> Provider:
    name = Name(full=f"{first} {last}", first=first, last=last)
    return Provider(npi=npi(number), kind="individual", name=name, offices=offices)


def found(engine: Engine, **asked) -> list[str]:
    page = engine.search(msgspec.structs.replace(ASK, **asked))
    assert page.total == len(page.hits)
    return [hit.provider.npi for hit in page.hits]


def test_plan_at_one_office_and_distance_at_the_other_is_no_match(make: Make) -> None:
    far_with_plan = office("far", lat=42.88, lon=-78.87, participations=(part(),))
    engine = make([provider(1, office("near"), far_with_plan)])
    assert found(engine, near=HERE, plans=(PLAN,), widen=False) == []
    page = engine.search(msgspec.structs.replace(ASK, plans=(PLAN,)))
    assert [hit.index for hit in page.hits[0].offices] == [1]


@pytest.mark.parametrize(
    ("start", "end", "in_force"),
    [
        (None, None, True),
        (None, TODAY - timedelta(days=1), False),
        (TODAY + timedelta(days=1), None, False),
        (TODAY, None, True),
        (None, TODAY, True),
        (TODAY, TODAY, True),
    ],
)
def test_a_participation_counts_from_its_first_to_its_last_day(
    make: Make, start: date | None, end: date | None, in_force: bool
) -> None:
    engine = make([provider(1, office(participations=(part(start=start, end=end),)))])
    assert bool(found(engine, plans=(PLAN,))) is in_force


def test_plan_date_and_accepting_must_hold_in_one_participation(make: Make) -> None:
    ended_but_accepting = part(accepting="yes", end=TODAY - timedelta(days=1))
    closed_now = part(accepting="no")
    engine = make([provider(1, office(participations=(ended_but_accepting, closed_now)))])
    assert found(engine, plans=(PLAN,), accepting=True) == []
    assert found(engine, plans=(PLAN,)) == [npi(1)]


def test_equals_are_ordered_by_npi(make: Make) -> None:
    people = [provider(n, office()) for n in range(1, 8)]
    engine = make(people)
    expected = sorted(p.npi for p in people)
    for sort in ("best", "distance", "name", "freshness"):
        assert found(engine, near=HERE, sort=sort) == expected


def test_a_place_on_a_state_border_finds_both_sides(make: Make) -> None:
    kansas = office(lat=39.0997, lon=-94.6200)
    missouri = office(lat=39.0997, lon=-94.6000)
    engine = make([provider(1, kansas), provider(2, missouri)])
    assert len(found(engine, near=Near(39.0997, -94.6091), radius=2)) == 2


def test_someone_without_coordinates_is_found_but_never_near(make: Make) -> None:
    engine = make([provider(1, office(lat=None, lon=None))])
    assert found(engine, specialties=("cardiology",)) == [npi(1)]
    assert found(engine, near=HERE, radius=250) == []


def test_someone_without_an_office_is_found_by_name_only(make: Make) -> None:
    engine = make([provider(1)])
    assert found(engine, name="Ann Lee") == [npi(1)]
    assert found(engine, name="Ann Lee", specialties=("cardiology",)) == []


@pytest.mark.parametrize(
    ("lat", "lon", "near"),
    [
        (51.9, -179.95, Near(51.9, 179.95)),
        (51.9, 179.95, Near(51.9, -179.95)),
        (13.47, 144.75, Near(13.50, 144.80)),
    ],
)
def test_circles_cross_the_antimeridian(make: Make, lat: float, lon: float, near: Near) -> None:
    engine = make([provider(1, office(lat=lat, lon=lon))])
    page = engine.search(msgspec.structs.replace(ASK, near=near, radius=10, widen=False))
    assert page.total == 1
    distance = page.hits[0].offices[0].distance
    assert distance is not None
    assert distance < 6


def test_looks_farther_ring_by_ring_when_nothing_is_near(make: Make) -> None:
    engine = make([provider(1, office(lat=41.75)), provider(2, office(lat=43.2))])
    page = engine.search(msgspec.structs.replace(ASK, near=HERE, radius=10))
    assert (page.total, page.widened_from, page.radius) == (1, 10, 100)
    assert found(engine, near=HERE, radius=10, widen=False) == []


def test_a_page_after_widening_keeps_its_radius(make: Make) -> None:
    engine = make([provider(n, office(lat=41.75)) for n in (1, 2, 3)])
    request = msgspec.structs.replace(ASK, near=HERE, radius=10, limit=2)
    first = engine.search(request)
    second = engine.search(msgspec.structs.replace(request, after=first.next))
    assert [h.provider.npi for h in second.hits] == [npi(3)]
    assert (second.total, second.radius) == (3, 100)


def test_nothing_within_the_widest_ring_is_an_empty_answer(make: Make) -> None:
    engine = make([provider(1, office(lat=21.3, lon=-157.8))])
    page = engine.search(msgspec.structs.replace(ASK, near=HERE))
    assert (page.total, page.hits, page.widened_from) == (0, (), None)


def test_a_cursor_runs_through_ten_thousand_without_repeat_or_loss(make: Make) -> None:
    engine = make([provider(n, office()) for n in range(1, 10_001)])
    request = msgspec.structs.replace(ASK, near=HERE, sort="distance", limit=100)
    seen: list[str] = []
    page = engine.search(request)
    while page.next is not None:
        seen += [hit.provider.npi for hit in page.hits]
        page = engine.search(msgspec.structs.replace(request, after=page.next))
    seen += [hit.provider.npi for hit in page.hits]
    assert page.total == 10_000
    assert seen == sorted({npi(n) for n in range(1, 10_001)})


def test_a_deactivated_npi_is_gone_for_searches_and_known_by_number(make: Make) -> None:
    gone = msgspec.structs.replace(provider(1), deactivated_on=date(2024, 5, 6))
    engine = make([gone, provider(2, office())])
    assert found(engine, name="Ann Lee") == [npi(2)]
    assert found(engine, npis=(npi(1),)) == []
    assert engine.get(npi(1)) == Deactivated(npi=npi(1), on=date(2024, 5, 6))
    assert engine.get(npi(3)) is None


def test_a_swap_is_seen_at_once_and_ends_old_cursors(opened: tuple[Loader, Engine]) -> None:
    loader, engine = opened
    with pytest.raises(NothingLoaded):
        engine.generation()
    assert engine.health().ok is False
    load(loader, "20261121T000000-1", [provider(n, office()) for n in (1, 2, 3)])
    page = engine.search(msgspec.structs.replace(ASK, limit=1))
    load(loader, "20261121T000000-2", [provider(9, office())])
    assert found(engine) == [npi(9)]
    with pytest.raises(CursorExpired):
        engine.search(msgspec.structs.replace(ASK, limit=1, after=page.next))


def test_rollback_brings_the_old_generation_back(opened: tuple[Loader, Engine]) -> None:
    loader, engine = opened
    load(loader, "20261121T000000-1", [provider(1, office())])
    load(loader, "20261121T000000-2", [provider(2, office())])
    assert [g.id for g in loader.generations()] == ["20261121T000000-1", "20261121T000000-2"]
    loader.swap("20261121T000000-1")
    assert loader.live() == "20261121T000000-1"
    assert found(engine) == [npi(1)]
    loader.discard("20261121T000000-2")
    assert [g.id for g in loader.generations()] == ["20261121T000000-1"]


def test_an_unfinished_generation_is_never_seen(opened: tuple[Loader, Engine]) -> None:
    loader, engine = opened
    load(loader, "20261121T000000-1", [provider(1, office())])
    loader.start("20261121T000000-2")
    loader.add([provider(2, office())])
    assert found(engine) == [npi(1)]
    assert [g.id for g in loader.generations()] == ["20261121T000000-1"]
    load(loader, "20261121T000000-3", [provider(3, office())])
    assert found(engine) == [npi(3)]


def test_a_finished_generation_can_be_asked_before_the_swap(opened: tuple[Loader, Engine]) -> None:
    loader, engine = opened
    load(loader, "20261121T000000-1", [provider(1, office())])
    loader.start("20261121T000000-2")
    loader.add([provider(2, office())])
    made = loader.finish([])
    assert (made.providers, made.offices) == (1, 1)
    assert found(loader.candidate()) == [npi(2)]
    assert found(engine) == [npi(1)]


def test_a_forged_position_is_refused(make: Make) -> None:
    engine = make([provider(1, office())])
    with pytest.raises(CursorExpired):
        engine.search(msgspec.structs.replace(ASK, after=After((1.0,), "another", 25.0)))


def test_a_phone_number_finds_its_office(make: Make) -> None:
    engine = make([provider(1, office(phone="(212) 555-0100")), provider(2, office(phone=""))])
    assert found(engine, phone="212.555.0100") == [npi(1)]
    assert found(engine, phone="2125550199") == []
