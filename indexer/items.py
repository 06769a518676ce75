"""What a source yields for each of its rows: taken with fragments, or refused with a reason."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Literal, TypeVar

import msgspec

from directory.model.participation import Accepting, Participation
from directory.model.plan import Issuer, Network, Plan
from directory.model.policy import Policy
from directory.model.provider import Address, Gender, HeldSpecialty, Hours, Kind, Name
from indexer.clean.dates import FutureDate, past_date

T = TypeVar("T")

SourceName = Literal["nppes", "qhp", "plan-net", "mpf"]
_ORDER: tuple[SourceName, ...] = ("nppes", "qhp", "plan-net", "mpf")


def in_order(sources: Iterable[SourceName]) -> tuple[SourceName, ...]:
    """Sources, each once, in the order people read them: the register, then the plans."""
    return tuple(sorted(set(sources), key=_ORDER.index))


class OfficePart(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What one row says of one office; the fragment's values hold where a field says nothing.

    `coordinates` are (latitude, longitude) in WGS 84 degrees as the source gives them. `abroad`
    marks an address outside the United States, which is kept and never located. `past` marks an
    office that its source calls over: it may lend coordinates and text to the same office where
    another source still names it, and makes none of its own.
    """

    address: Address
    name: str = ""
    phone: str = ""
    fax: str = ""
    hours: tuple[Hours, ...] = ()
    accepting: Accepting = "unknown"
    telehealth: bool | None = None
    accessibility: tuple[str, ...] = ()
    specialties: tuple[HeldSpecialty, ...] = ()
    participations: tuple[Participation, ...] = ()
    coordinates: tuple[float, float] | None = None
    abroad: bool = False
    past: bool = False


class Endpoint(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An electronic address of a provider (NPPES endpoint file), kept in the stage as given."""

    type: str
    address: str
    use: str = ""


class Fragment(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A part of a provider: what one row of one source says.

    `scope` separates statements of a source that replace each other: a later load of the same
    NPI, source and scope takes the place of the earlier one. `on` is the day the source last
    changed the row, `verified_on` the day it last confirmed it. `participations` and `accepting`
    hold at every office of the fragment. A fragment without name and kind only adds to a provider
    that another row names.
    """

    npi: str
    source: SourceName
    scope: str = ""
    on: date | None = None
    verified_on: date | None = None
    kind: Kind | None = None
    name: Name | None = None
    gender: Gender = "unknown"
    languages: tuple[str, ...] = ()
    specialties: tuple[HeldSpecialty, ...] = ()
    accepting: Accepting = "unknown"
    offices: tuple[OfficePart, ...] = ()
    participations: tuple[Participation, ...] = ()
    endpoints: tuple[Endpoint, ...] = ()
    deactivated: bool = False
    deactivated_on: date | None = None


class BookRow(msgspec.Struct, frozen=True, kw_only=True):
    """A plan, network or issuer of one source; a `stub` is only known by being referred to."""

    source: SourceName
    what: Plan | Network | Issuer
    stub: bool = False


class Fault(msgspec.Struct, frozen=True):
    """What is wrong with one value of a row, and how to mend it."""

    field: str
    value: str
    reason: str


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """A row that is kept: what it says, and the values of it that could not be."""

    file: str
    row: int
    fragments: tuple[Fragment, ...] = ()
    book: tuple[BookRow, ...] = ()
    policy: Policy | None = None
    faults: tuple[Fault, ...] = ()
    deactivated: bool = False


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """A row that cannot be kept; the first fault is the reason, further ones are named too."""

    file: str
    row: int
    faults: tuple[Fault, ...]


class RawResource(msgspec.Struct, frozen=True, kw_only=True):
    """A FHIR resource to be resolved when all files of the call are read.

    `links` are (field, target) pairs that are looked up backwards, `alias` the entry's full URL.
    """

    file: str
    row: int
    type: str
    id: str
    alias: str
    links: tuple[tuple[str, str], ...]
    data: bytes


Item = Taken | Refused | RawResource


class FaultList:
    """Collects the faults of a row while its values are cleaned."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []

    def add(self, field: str, value: object, reason: str) -> None:
        """Note a fault; long values are cut."""
        text = value if isinstance(value, str) else "" if value is None else repr(value)
        self.faults.append(Fault(field, text if len(text) <= 200 else text[:199] + "…", reason))

    def clean(self, field: str, text: str, clean: Callable[[str], T]) -> T | None:
        """The cleaned value; None, and a fault noted, where `clean` raises ValueError."""
        try:
            return clean(text)
        except ValueError as error:
            self.add(field, text, str(error))
            return None

    def clean_past(self, field: str, text: str) -> date | None:
        """The day something happened; None, and a fault noted, for a day that is still to come.

        Raises ValueError for an impossible date.
        """
        try:
            return past_date(text)
        except FutureDate as error:
            self.add(field, text, str(error))
            return None

    def take(self) -> tuple[Fault, ...]:
        """The faults so far."""
        return tuple(self.faults)
