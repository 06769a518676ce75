"""A provider, the offices where care is given, and what is known of each, with source and date."""

from datetime import date
from typing import Literal

import msgspec

from directory.model.participation import Accepting, Participation

Kind = Literal["individual", "organization"]
Gender = Literal["female", "male", "other", "unknown"]
LocatedBy = Literal["source", "geocoder", "zip", "city"]


class Fact(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Which source a value was taken from, and the date that source gave it."""

    field: str
    source: str
    on: date | None = None


class OtherName(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A former, professional, doing-business-as or otherwise different name."""

    full: str
    kind: Literal["former", "professional", "doing-business-as", "other"] = "other"
    first: str = ""
    middle: str = ""
    last: str = ""


class Name(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A name as its source writes it; an organization fills `full` only."""

    full: str
    prefix: str = ""
    first: str = ""
    middle: str = ""
    last: str = ""
    suffix: str = ""
    credential: str = ""
    others: tuple[OtherName, ...] = ()


class HeldSpecialty(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A specialty someone holds: catalog id and NUCC code where known, else the source's words.

    `id` is None where the catalog does not know the code or text; the text is kept as it is.
    """

    id: str | None = None
    code: str | None = None
    text: str = ""
    primary: bool = False


class Address(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A postal address in the United States; `zip` is `10001` or `10001-1234`."""

    line1: str = ""
    line2: str = ""
    city: str = ""
    state: str = ""
    zip: str = ""

    @property
    def zip5(self) -> str:
        """The first five digits, or nothing."""
        return self.zip[:5]


class Hours(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """When an office is open: days `mon`…`sun`, local times `HH:MM`; both empty for all day."""

    days: tuple[str, ...]
    opens: str = ""
    closes: str = ""


class Office(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One place where a provider sees people, with all that is true there, perhaps not elsewhere.

    `lat` and `lon` are WGS 84 degrees, both None where nothing locates the office; `telehealth` is
    None where no source says. `specialties` are those practised here (all of the provider's where
    the source does not tell them apart).
    """

    id: str
    address: Address
    name: str = ""
    county: str | None = None
    lat: float | None = None
    lon: float | None = None
    located_by: LocatedBy | None = None
    phone: str = ""
    fax: str = ""
    hours: tuple[Hours, ...] = ()
    accepting: Accepting = "unknown"
    telehealth: bool | None = None
    accessibility: tuple[str, ...] = ()
    specialties: tuple[HeldSpecialty, ...] = ()
    participations: tuple[Participation, ...] = ()
    verified_on: date | None = None
    sources: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


class Provider(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A person or organization with a National Provider Identifier (45 CFR 162.406).

    `languages` are ISO 639-1 codes (639-3 where there is none). `deactivated_on` is set for an NPI
    that CMS has deactivated; such a provider has no offices and is found by NPI only.
    """

    npi: str
    kind: Kind
    name: Name
    gender: Gender = "unknown"
    languages: tuple[str, ...] = ()
    specialties: tuple[HeldSpecialty, ...] = ()
    offices: tuple[Office, ...] = ()
    updated_on: date | None = None
    verified_on: date | None = None
    deactivated_on: date | None = None
    sources: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()


class Deactivated(msgspec.Struct, frozen=True, kw_only=True):
    """An NPI that was withdrawn, and the day it was."""

    npi: str
    on: date | None
