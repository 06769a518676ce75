"""An empty answer says what each criterion costs, on both engines."""

import msgspec

from directory.model.participation import Participation
from directory.model.provider import Address, HeldSpecialty, Name, Office, Provider
from directory.search.relax import relax
from directory.search.request import Near, SearchRequest
from tests.search.conftest import Make
from tests.search.sample import PLANS, TODAY, npi

HERE = Near(40.75, -73.99)
PLAN = PLANS[0].id
ASK = SearchRequest(as_of=TODAY)


def doctor(number: int, lat: float, *, plan: str | None = None, last: str = "Lee") -> Provider:
    parts = (Participation(plan=plan, source="qhp"),) if plan else ()
    office = Office(
        id="o", address=Address(state="NY"), lat=lat, lon=-73.99, accepting="no",
        specialties=(HeldSpecialty(id="cardiology"),), participations=parts,
    )  # fmt: skip
    name = Name(full=f"Ann {last}", first="Ann", last=last)
    return Provider(npi=npi(number), kind="individual", name=name, offices=(office,))


def counts(relief: object) -> dict[str, int]:
    return {one.criterion: one.count for one in relief.relaxations}  # type: ignore[attr-defined]  # Relief


def test_tells_what_each_criterion_alone_would_give(make: Make) -> None:
    engine = make([doctor(1, 40.75), doctor(2, 40.75), doctor(3, 41.2, plan=PLAN)])
    asked = msgspec.structs.replace(ASK, near=HERE, plans=(PLAN,), specialties=("cardiology",))
    relief = relax(engine, asked)
    assert counts(relief) == {"radius": 1, "plan": 2, "place": 1}
    assert relief.relaxations[0].radius == 50
    assert relief.emptied_by == ("radius", "plan", "place")


def test_each_relaxation_can_be_asked_and_finds_its_count(make: Make) -> None:
    engine = make([doctor(1, 40.75), doctor(2, 40.75, plan=PLAN)])
    asked = msgspec.structs.replace(ASK, plans=(PLAN,), accepting=True)
    relief = relax(engine, asked)
    assert counts(relief) == {"accepting": 1}
    for one in relief.relaxations:
        assert engine.search(one.request).total == one.count


def test_offers_nothing_where_nothing_helps(make: Make) -> None:
    engine = make([doctor(1, 40.75)])
    relief = relax(engine, msgspec.structs.replace(ASK, specialties=("urology",), accepting=True))
    assert relief.relaxations == ()
    assert relief.names == ()


def test_names_people_nearly_called_so(make: Make) -> None:
    engine = make([doctor(1, 40.75, last="Chen"), doctor(2, 40.75, last="Osborne")])
    asked = msgspec.structs.replace(ASK, name="ann chne", plans=(PLAN,))
    assert relax(engine, asked).names == ("Ann Chen",)
    asked = msgspec.structs.replace(ASK, name="xqzvw osborne")
    assert relax(engine, asked).names == ("Ann Osborne",)
