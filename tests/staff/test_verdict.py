"""The panel of a verdict: every edge of its dates, the same whichever engine it comes from."""

from datetime import date, timedelta
from pathlib import Path

import msgspec
import pytest

from directory.model.participation import Participation
from directory.model.plan import Issuer, Network, Plan
from directory.model.provider import Address, HeldSpecialty, Name, Office, Provider
from directory.search.elastic.engine import ElasticEngine
from directory.search.elastic.loader import ElasticLoader
from directory.search.embedded.engine import EmbeddedEngine
from directory.search.embedded.loader import EmbeddedLoader
from directory.search.engine import Engine, Loader
from directory.specialties.catalog import catalog
from directory.staff.verdict import Shown, shown
from tests.conftest import NO_SERVER, SERVERS

DAY = date(2026, 11, 20)
BEFORE, AFTER = DAY - timedelta(days=1), DAY + timedelta(days=1)
BOOK = (
    [Issuer(id="i", name="Harbor"), Issuer(id="j", name="Mesa")],
    [Network(id="i:wide", name="Harbor Wide", issuer="i")],
    [Plan(id="gold", name="Gold", issuer="i"), Plan(id="silver", name="Silver", issuer="i"),
     Plan(id="other", name="Other", issuer="j")],
)  # fmt: skip


def part(plan: str = "gold", **more: object) -> Participation:
    given: dict[str, object] = {"source": "qhp", "verified_on": date(2026, 11, 1)}
    return Participation(plan=plan, **(given | more))  # type: ignore[arg-type]  # fields by name


def doctor(number: int, *offices: tuple[Participation, ...]) -> Provider:
    return Provider(
        npi=NPIS[number],
        kind="individual",
        name=Name(full="Serena Chen", credential="MD"),
        specialties=(HeldSpecialty(id="cardiology", code="207RC0000X", primary=True),),
        offices=tuple(
            Office(
                id=f"o{at}", name=f"Office {at}", phone="(212) 555-0100", accepting="yes",
                address=Address(
                    line1=f"{at} Main Street", city="New York", state="NY", zip="10001"
                ),
                participations=parts, verified_on=date(2026, 10, 1), sources=("qhp",),
            )
            for at, parts in enumerate(offices)
        ),
    )  # fmt: skip


# What stands at each office of a doctor; the verdict on DAY; the state of each office as shown.
CASES: dict[str, tuple[tuple[tuple[Participation, ...], ...], str, list[str]]] = {
    "in force without bounds": (((part(),),), "in", ["in"]),
    "the first day": (((part(start=DAY),),), "in", ["in"]),
    "the last day": (((part(end=DAY),),), "in", ["in"]),
    "one day only": (((part(start=DAY, end=DAY),),), "in", ["in"]),
    "ended the day before": (((part(end=BEFORE),),), "out", ["ended"]),
    "begins the day after": (((part(start=AFTER),),), "out", ["later"]),
    "a gap": (((part(end=BEFORE), part(start=AFTER)),), "out", ["ended"]),
    "an overlap": (((part(end=DAY), part(start=BEFORE, end=AFTER)),), "in", ["in"]),
    "another plan of the insurer": (((part("silver"),),), "out", ["none"]),
    "another insurer only": (((part("other"),),), "unknown", ["none"]),
    "no plan at all": (((),), "unknown", ["none"]),
    "one of two offices": (((), (part(),)), "in", ["in", "none"]),
    "moved: ended here, begun there": (((part(end=BEFORE),), (part(start=DAY),)), "in",
                                       ["in", "ended"]),
    "no office": ((), "unknown", []),
}  # fmt: skip
NPIS = [
    "1000000004", "1000000012", "1000000020", "1000000038", "1000000046", "1000000053",
    "1000000061", "1000000079", "1000000087", "1000000095", "1000000103", "1000000111",
    "1000000129", "1000000137",
]  # fmt: skip


@pytest.fixture(
    scope="module", params=["embedded", *(f"elastic-{v}" for v in SERVERS or ["absent"])]
)
def engine(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory):
    """Every case as a doctor, published on an engine."""
    home: Path = tmp_path_factory.mktemp("cases")
    loader: Loader = EmbeddedLoader(home)
    made: Engine = EmbeddedEngine(home)
    if request.param != "embedded":
        url = SERVERS.get(request.param.removeprefix("elastic-"))
        if url is None:
            pytest.skip(NO_SERVER)
        prefix = f"t{home.parent.name}{home.name}-".lower()
        loader, made = ElasticLoader([url], prefix=prefix), ElasticEngine([url], prefix=prefix)
    loader.start("g1")
    loader.add_plans(*BOOK)
    loader.add([doctor(at, *offices) for at, (offices, _, _) in enumerate(CASES.values())])
    loader.finish([])
    loader.swap("g1")
    yield made
    if isinstance(loader, ElasticLoader):
        loader.drop_everything()


def look(engine: Engine, case: str, plan: str = "gold", day: date = DAY) -> Shown:
    provider = engine.get(NPIS[list(CASES).index(case)])
    assert isinstance(provider, Provider)
    return shown(provider, plan, engine.plans(), day, engine.generation().id, catalog())


@pytest.mark.parametrize("case", CASES)
def test_each_edge_has_its_verdict(engine: Engine, case: str) -> None:
    _, verdict, states = CASES[case]
    found = look(engine, case)
    assert (found.verdict, [one.state for one in found.offices]) == (verdict, states)


def test_a_panel_says_all_that_the_verdict_rests_on(engine: Engine) -> None:
    found = look(engine, "the last day")
    (office,) = found.offices
    assert (found.provider, found.specialties) == ("Serena Chen, MD", ("Cardiology",))
    assert (found.plan_name, found.issuer_name, found.generation) == ("Gold", "Harbor", "g1")
    assert (found.source, found.verified_on) == ("qhp", date(2026, 11, 1))
    assert (office.address, office.phone) == ("0 Main Street, New York, NY 10001", "(212) 555-0100")
    assert (office.start, office.end, office.accepting) == (None, DAY, "yes")


def test_of_two_in_force_the_one_that_holds_longest_is_shown(engine: Engine) -> None:
    (office,) = look(engine, "an overlap").offices
    assert office.end == AFTER


def test_of_a_gap_the_end_before_it_is_shown(engine: Engine) -> None:
    (office,) = look(engine, "a gap").offices
    assert office.end == BEFORE


def test_a_panel_survives_the_record(engine: Engine) -> None:
    found = look(engine, "moved: ended here, begun there")
    assert msgspec.json.decode(msgspec.json.encode(found), type=Shown) == found


def test_network_and_tier_are_named() -> None:
    from directory.search.planbook import PlanBook

    tiered = doctor(0, (part(network="i:wide", tier="PREFERRED", accepting="existing"),))
    (office,) = shown(tiered, "gold", PlanBook(*BOOK), DAY, "g", catalog()).offices
    assert (office.network, office.tier, office.accepting) == (
        "Harbor Wide", "PREFERRED", "existing",
    )  # fmt: skip
