"""A small invented directory, random but the same every time, with the hard cases on purpose."""

import random
from datetime import date, timedelta

from directory.model.participation import Participation
from directory.model.plan import Issuer, Network, Plan
from directory.model.provider import (
    Address,
    HeldSpecialty,
    Name,
    Office,
    OtherName,
    Provider,
)

TODAY = date(2026, 11, 21)
ISSUERS = [Issuer(id=f"1000{n}", name=f"Issuer {n}") for n in range(3)]
NETWORKS = [Network(id=f"net{n}", name=f"Network {n}", issuer=f"1000{n % 3}") for n in range(4)]
PLANS = [
    Plan(id=f"1000{n % 3}NY000000{n}", name=f"Plan {n}", issuer=f"1000{n % 3}") for n in range(8)
]
SPECIALTIES = [
    HeldSpecialty(id="cardiology", code="207RC0000X"),
    HeldSpecialty(id="cardiology", code="207UN0901X"),
    HeldSpecialty(id="pediatrics", code="208000000X"),
    HeldSpecialty(id="dermatology", code="207N00000X"),
    HeldSpecialty(id=None, code="000X00000X"),
]
PLACES = [
    ("NY", "36061", 40.7506, -73.9972),
    ("NJ", "34017", 40.7357, -74.0300),
    ("NY", "36029", 42.8864, -78.8784),
    ("AK", "02016", 51.8800, -176.6581),
    ("GU", "66010", 13.4745, 144.7504),
    ("CA", "06037", 34.0522, -118.2437),
]
FIRST = ["Serena", "Robert", "Bob", "María", "Wei", "John", "Jon", "Anna", "Peter", "Siobhán"]
LAST = ["Chen", "Cheng", "O'Brien", "de la Cruz", "Phillips", "Smith", "Smyth", "García", "Nguyen"]
LANGUAGES: list[tuple[str, ...]] = [(), ("en",), ("en", "es"), ("zh",), ("en", "zh", "ru")]
PERIODS = [
    (None, None),
    (date(2026, 1, 1), date(2026, 12, 31)),
    (date(2026, 1, 1), TODAY - timedelta(days=1)),
    (TODAY + timedelta(days=1), None),
    (TODAY, TODAY),
]
ACCESS = ["wheelchair", "sign-language", "public-transit"]


def npi(number: int) -> str:
    """Give the n-th invented NPI; the check digit makes it valid (Luhn with 80840 before it)."""
    body = f"1{number:08d}"
    digits = [int(d) for d in "80840" + body]
    for at in range(len(digits) - 1, -1, -2):
        digits[at] = sum(divmod(2 * digits[at], 10))
    return body + str(-sum(digits) % 10)


def directory(size: int = 400, seed: int = 7) -> list[Provider]:
    """Invent `size` providers, ascending by NPI, every fortieth deactivated."""
    rng = random.Random(seed)
    made = [_provider(rng, number) for number in range(1, size + 1)]
    return sorted(made, key=lambda provider: provider.npi)


def _provider(rng: random.Random, number: int) -> Provider:
    if number % 40 == 0:
        name = Name(full="Gone Away", first="Gone", last="Away")
        return Provider(
            npi=npi(number), kind="individual", name=name, deactivated_on=date(2025, 1, 2)
        )
    if number % 9 == 0:
        word = rng.choice(["Harbor", "Summit", "Prairie"])
        name = Name(full=f"{word} Health Center LLC")
        kind, gender = "organization", "unknown"
    else:
        first, last = rng.choice(FIRST), rng.choice(LAST)
        others = (OtherName(full="Wanda Zelinski", first="Wanda", last="Zelinski", kind="former"),)
        name = Name(
            full=f"{first} {last}",
            first=first,
            last=last,
            others=others if number % 50 == 1 else (),
        )
        kind, gender = "individual", rng.choice(["female", "male", "unknown"])
    offices = tuple(_office(rng, at) for at in range(rng.choice([0, 1, 1, 1, 2, 2, 3])))
    held = tuple(dict.fromkeys(s for office in offices for s in office.specialties))
    return Provider(
        npi=npi(number),
        kind=kind,
        name=name,
        gender=gender,
        languages=rng.choice(LANGUAGES),
        specialties=held,
        offices=offices,
        verified_on=rng.choice([None, TODAY - timedelta(days=rng.randrange(400))]),
        sources=("nppes",),
    )


def _office(rng: random.Random, at: int) -> Office:
    state, county, lat, lon = rng.choice(PLACES)
    spread = rng.choice([0.0, 0.0, 0.02, 0.3, 1.5])
    unlocated = rng.random() < 0.08
    parts = tuple(_participation(rng) for _ in range(rng.choice([0, 0, 1, 2, 4])))
    return Office(
        id=f"o{at}",
        address=Address(line1=f"{rng.randrange(1, 99)} Main St", state=state),
        county=None if unlocated else county,
        lat=None if unlocated else round(lat + rng.uniform(-spread, spread), 6),
        lon=None if unlocated else round(lon + rng.uniform(-spread, spread), 6),
        located_by=None if unlocated else "zip",
        phone=f"(212) 555-01{rng.randrange(20):02d}",
        accepting=rng.choice(["yes", "no", "existing", "unknown"]),
        telehealth=rng.choice([True, False, None]),
        accessibility=tuple(a for a in ACCESS if rng.random() < 0.3),
        specialties=tuple(rng.sample(SPECIALTIES, rng.choice([1, 1, 2]))),
        participations=parts,
        verified_on=rng.choice([None, TODAY - timedelta(days=rng.randrange(200))]),
    )


def _participation(rng: random.Random) -> Participation:
    start, end = rng.choice(PERIODS)
    return Participation(
        plan=rng.choice(PLANS).id,
        network=rng.choice(NETWORKS).id,
        tier=rng.choice([None, "PREFERRED"]),
        accepting=rng.choice(["unknown", "unknown", "yes", "no"]),
        start=start,
        end=end,
        source="qhp",
    )
