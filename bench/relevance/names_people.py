"""The directory that names are searched in: people with distinct names, drawn as often as real."""

import random

import msgspec

from bench.generate.npi import npi
from bench.relevance.names_draw import Drawn, Draws, plain
from directory.model.provider import Address, HeldSpecialty, Name, Office, OtherName, Provider

SEED = 4
MIDDLE_INITIAL = 0.4
FORMER = 0.06


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One provider: the name as recorded, and how else it may rightly be written.

    `native` is the whole name in its own script, as typed there; `firsts` and `lasts` are other
    usual romanizations of the first and last name.
    """

    npi: str
    first: str
    last: str
    middle: str = ""
    former: str = ""
    native: tuple[str, ...] = ()
    firsts: tuple[str, ...] = ()
    lasts: tuple[str, ...] = ()

    @property
    def spelt(self) -> list[str]:
        """Every way the record spells the name out: whole, without the middle, and the former."""
        named = [self.full, f"{self.first} {self.last}"]
        return list(dict.fromkeys(named + [f"{self.first} {self.former}"] * bool(self.former)))

    @property
    def full(self) -> str:
        """First, middle and last name."""
        return " ".join(filter(None, (self.first, self.middle, self.last)))


def people(count: int, seed: int = SEED) -> list[Person]:
    """`count` people, ascending by NPI; first and last name together are borne by one only."""
    rng = random.Random(seed)
    taken: set[str] = set()
    made: list[Person] = []
    draws = Draws(seed)
    while len(made) < count:
        drawn = draws.one(rng)
        key = plain(f"{drawn.first} {drawn.last}").replace(" ", "")
        if key in taken:
            continue
        taken.add(key)
        made.append(_person(drawn, len(made), draws, rng))
    return sorted(made, key=lambda person: person.npi)


def _person(drawn: Drawn, number: int, draws: "Draws", rng: random.Random) -> Person:
    middle = ""
    if rng.random() < MIDDLE_INITIAL:
        middle = rng.choice("ABCDEFGHJKLMNPRSTW") + rng.choice((".", ""))
    elif rng.random() < 0.1:
        middle = draws.first(rng)
    return Person(
        # An odd step scatters the numbers, so that ties do not follow the order of drawing.
        npi=npi((number * 38_196_601 + 7) % 100_000_000),
        first=drawn.first,
        middle=middle,
        last=drawn.last,
        former=draws.last(rng) if rng.random() < FORMER else "",
        native=drawn.native,
        firsts=drawn.firsts,
        lasts=drawn.lasts,
    )


def provider(person: Person) -> Provider:
    """The person as a provider with one office; all have the same, so that only names decide."""
    others: tuple[OtherName, ...] = ()
    if person.former:
        full = f"{person.first} {person.former}"
        others = (OtherName(full=full, kind="former", first=person.first, last=person.former),)
    held = HeldSpecialty(id="family-medicine", code="207Q00000X", primary=True)
    address = Address(line1="1 Main St", city="New York", state="NY", zip="10001")
    return Provider(
        npi=person.npi,
        kind="individual",
        name=Name(
            full=person.full,
            first=person.first,
            middle=person.middle,
            last=person.last,
            others=others,
        ),
        specialties=(held,),
        offices=(Office(id=f"{person.npi}-1", address=address, specialties=(held,)),),
        sources=("nppes",),
    )
