"""A handful of invented providers and plans for the tests of the rooms that answer people."""

from datetime import date
from pathlib import Path

import msgspec

from directory.model.npi import is_npi
from directory.model.participation import Participation
from directory.model.plan import Issuer, Network, Plan
from directory.model.provider import (
    Address,
    HeldSpecialty,
    Hours,
    Name,
    Office,
    OtherName,
    Provider,
)
from directory.search.embedded.loader import EmbeddedLoader

TODAY = date(2026, 11, 21)


def npi(number: int) -> str:
    """The NPI of 1 and eight digits, check digit added."""
    body = f"1{number:08d}"
    return next(body + str(digit) for digit in range(10) if is_npi(body + str(digit)))


SERENA, ROBERT, CLINIC, GONE, FAR, QUIET, NOBODY = (npi(n) for n in (10, 20, 30, 40, 50, 60, 99))
CARDIOLOGY = HeldSpecialty(id="cardiology", code="207RC0000X", primary=True)
DERMATOLOGY = HeldSpecialty(id="dermatology", code="207N00000X", primary=True)
NY, ALBANY, DENVER = (40.7506, -73.9972), (42.6526, -73.7562), (39.7392, -104.9903)

ISSUERS = [
    Issuer(id="11111", name="Harbor Health Inc", states=("NY",)),
    Issuer(id="22222", name="Mesa Mutual", states=("CO",)),
]
NETWORKS = [Network(id="11111:wide", name="Harbor Wide", issuer="11111")]
PLANS = [
    Plan(id="11111NY0010001", name="Harbor Gold 500", issuer="11111", id_type="HIOS-PLAN-ID",
         type="HMO", years=(2026,), states=("NY",), networks=("11111:wide",), sources=("qhp",)),
    Plan(id="11111NY0010002", name="Harbor Silver 900", issuer="11111", type="PPO", years=(2026,)),
    Plan(id="22222CO0010001", name="Mesa Bronze", issuer="22222", years=(2026,), states=("CO",)),
    Plan(id="LONE-1", name="Lone Star Plan"),
]  # fmt: skip
GOLD, SILVER, MESA, LONE = (plan.id for plan in PLANS)


def office(
    id_: str, at: tuple[float, float] | None, specialty: HeldSpecialty, **more: object
) -> Office:
    """An office with what every office here has."""
    fields: dict[str, object] = {
        "address": Address(line1=f"{id_} Main Street", city="New York", state="NY", zip="10001"),
        "lat": at[0] if at else None,
        "lon": at[1] if at else None,
        "located_by": "source" if at else None,
        "specialties": (specialty,),
        "sources": ("nppes",),
        **more,
    }
    return Office(id=id_, **fields)  # type: ignore[arg-type]  # fields by name


def providers() -> list[Provider]:
    """All of them, by NPI."""
    serena = Provider(
        npi=SERENA, kind="individual", gender="female", languages=("en", "zh"),
        name=Name(full="Serena Chen", first="Serena", last="Chen", credential="MD",
                  others=(OtherName(full="Serena Lin", kind="former", last="Lin"),)),
        specialties=(CARDIOLOGY,), updated_on=date(2026, 10, 1), verified_on=date(2026, 11, 1),
        sources=("nppes", "qhp"),
        offices=(
            office("s1", NY, CARDIOLOGY, phone="(212) 555-0110", accepting="yes", telehealth=True,
                   verified_on=date(2026, 11, 1), sources=("nppes", "qhp"),
                   hours=(Hours(days=("mon", "tue"), opens="09:00", closes="17:00"),),
                   participations=(
                       Participation(plan=GOLD, network="11111:wide", tier="PREFERRED",
                                     start=date(2026, 1, 1), end=date(2026, 12, 31), source="qhp",
                                     verified_on=date(2026, 11, 1)),
                       Participation(plan=SILVER, end=date(2026, 11, 20), source="qhp"))),
            office("s2", ALBANY, CARDIOLOGY, accepting="no",
                   address=Address(line1="2 State Street", city="Albany", state="NY", zip="12207")),
        ),
    )  # fmt: skip
    robert = Provider(
        npi=ROBERT, kind="individual", gender="male", languages=("en",),
        name=Name(full="Robert Mills", first="Robert", last="Mills", credential="MD"),
        specialties=(DERMATOLOGY,),
        offices=(office("r1", NY, DERMATOLOGY, phone="(212) 555-0120"),),
    )  # fmt: skip
    clinic = Provider(
        npi=CLINIC, kind="organization", name=Name(full="Riverside Heart Center"),
        specialties=(CARDIOLOGY,), offices=(office("c1", NY, CARDIOLOGY),),
    )  # fmt: skip
    gone = Provider(
        npi=GONE, kind="individual", name=Name(full="Ada Gone", first="Ada", last="Gone"),
        deactivated_on=date(2020, 5, 1),
    )  # fmt: skip
    far = Provider(
        npi=FAR, kind="individual", name=Name(full="Ivan Petrov", first="Ivan", last="Petrov"),
        specialties=(DERMATOLOGY,),
        offices=(office("f1", DENVER, DERMATOLOGY, accepting="existing",
                        participations=(Participation(plan=MESA, start=date(2026, 11, 22),
                                                      source="mpf"),)),),
    )  # fmt: skip
    quiet = Provider(
        npi=QUIET, kind="individual", name=Name(full="王 伟", last="王", first="伟"),
        specialties=(HeldSpecialty(text="Healing arts"),),
        offices=(office("q1", None, CARDIOLOGY),),
    )  # fmt: skip
    return sorted([serena, robert, clinic, gone, far, quiet, *crowd()], key=lambda one: one.npi)


def crowd() -> list[Provider]:
    """Thirty dermatologists at one address in Albany: pages and ties."""
    return [
        Provider(
            npi=npi(1000 + n), kind="individual",
            name=Name(full=f"Dana Crowd{n}", first="Dana", last=f"Crowd{n}"),
            specialties=(DERMATOLOGY,), offices=(office(f"d{n}", ALBANY, DERMATOLOGY),),
        )
        for n in range(30)
    ]  # fmt: skip


def load(home: Path, generation: str = "g1") -> None:
    """Publish them as a generation of the embedded engine under `home`."""
    loader = EmbeddedLoader(home)
    loader.start(generation)
    loader.add_plans(ISSUERS, NETWORKS, PLANS)
    loader.add(providers())
    loader.finish(())
    loader.swap(generation)


def with_offices(provider: Provider, offices: tuple[Office, ...]) -> Provider:
    """The provider with other offices."""
    return msgspec.structs.replace(provider, offices=offices)
