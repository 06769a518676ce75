"""What provider entries of the CMS JSON formats have in common: names, addresses, lists."""

from datetime import date
from typing import Any

from directory.model.provider import Gender, HeldSpecialty, Kind, Name
from indexer.clean.addresses import clean_address
from indexer.clean.languages import clean_language
from indexer.clean.names import given, organization, person
from indexer.clean.npi import npi_fault
from indexer.clean.phones import clean_phone
from indexer.clean.specialties import by_text
from indexer.clean.states import clean_state
from indexer.clean.words import clean_gender
from indexer.clean.zips import clean_zip, says_nothing
from indexer.items import Fault, FaultList, OfficePart
from indexer.sources.json_stream import text, texts


class EntryError(Exception):
    """A fault by which the whole entry is lost."""

    def __init__(self, field: str, value: object, reason: str) -> None:
        super().__init__(reason)
        shown = value if isinstance(value, str) else "" if value is None else repr(value)
        self.fault = Fault(field, shown[:200], reason)


def npi_of(entry: dict[str, Any]) -> str:
    """The NPI of an entry; EntryError where it is none."""
    value = entry.get("npi")
    # Some publishers write the number without quotes.
    npi = str(value) if isinstance(value, int) else value
    npi = npi.strip() if isinstance(npi, str) else npi
    if fault := npi_fault(npi):
        raise EntryError("npi", value, fault)
    return str(npi)


def kind_of(entry: dict[str, Any]) -> Kind:
    """Individual or organization; EntryError for another type."""
    word = text(entry.get("type")).upper()
    if word == "INDIVIDUAL":
        return "individual"
    if word in ("FACILITY", "GROUP"):
        return "organization"
    raise EntryError("type", entry.get("type"), "use INDIVIDUAL or FACILITY")


def name_of(entry: dict[str, Any], kind: Kind, facility_field: str) -> Name:
    """The name of an entry; EntryError where there is none."""
    if kind == "organization":
        title = text(entry.get(facility_field))
        if not given(title):
            raise EntryError(facility_field, entry.get(facility_field), "the facility has no name")
        return organization(title)
    parts = entry.get("name")
    if not isinstance(parts, dict) or not given(text(parts.get("last"))):
        raise EntryError("name.last", parts, "an individual needs a last name")
    return person(
        text(parts.get("first")),
        text(parts.get("middle")),
        text(parts.get("last")),
        prefix=text(parts.get("prefix")),
        suffix=text(parts.get("suffix")),
    )


def day_of(entry: dict[str, Any], field: str, faults: FaultList) -> date | None:
    """The day an entry was last changed, None for one to come; EntryError for an impossible one."""
    value = text(entry.get(field))
    try:
        return faults.clean_past(field, value)
    except ValueError as error:
        raise EntryError(field, value, str(error)) from None


def gender_of(entry: dict[str, Any], field: str, faults: FaultList) -> Gender:
    """The gender; unknown where it is missing or not understood."""
    return faults.clean(field, text(entry.get(field)), clean_gender) or "unknown"


def languages_of(entry: dict[str, Any], faults: FaultList) -> tuple[str, ...]:
    """Codes of the languages in their order, each once."""
    found: list[str] = []
    for word in texts(entry.get("languages")):
        found.extend(faults.clean("languages", word, clean_language) or ())
    return tuple(dict.fromkeys(found))


def specialties_of(words: list[str], field: str, faults: FaultList) -> tuple[HeldSpecialty, ...]:
    """The specialties in their order, each once; unknown words are kept as text."""
    found = []
    for word in words:
        held, fault = by_text(word)
        if fault:
            faults.add(field, word, fault)
        found.append(held)
    return tuple(dict.fromkeys(found))


def offices_of(
    entries: list[dict[str, Any]], second_line: str, faults: FaultList
) -> tuple[OfficePart, ...]:
    """The offices of a list of addresses, those that repeat taken once."""
    found = []
    for number, entry in enumerate(entries):
        office = _office(entry, second_line, f"addresses[{number}]", faults)
        if office is not None:
            found.append(office)
    return tuple(dict.fromkeys(found))


def _office(
    entry: dict[str, Any], second_line: str, field: str, faults: FaultList
) -> OfficePart | None:
    line1, line2 = text(entry.get("address")), text(entry.get(second_line))
    city, zip_text = text(entry.get("city")), text(entry.get("zip"))
    phone = text(entry.get("phone"))
    if not (given(line1) or given(city)) and says_nothing(zip_text):
        faults.add(field, phone, "the address is empty; it makes no office")
        return None
    state = faults.clean(f"{field}.state", text(entry.get("state")), clean_state)
    zip_code = faults.clean(f"{field}.zip", zip_text, clean_zip)
    return OfficePart(
        address=clean_address(line1, line2, city, state or "", zip_code or ""),
        phone=faults.clean(f"{field}.phone", phone, clean_phone) or "",
    )
