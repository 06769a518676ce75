"""NPPES dissemination files: main, practice locations, other names and endpoints."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache
from typing import Literal

from directory.model.provider import Address, HeldSpecialty, Name, OtherName
from indexer.clean.addresses import clean_address
from indexer.clean.dates import clean_date, past_date
from indexer.clean.names import given, organization, organization_case, person, person_case
from indexer.clean.npi import npi_fault
from indexer.clean.phones import clean_phone
from indexer.clean.specialties import by_code
from indexer.clean.states import CODES, clean_state, in_america
from indexer.clean.words import clean_gender
from indexer.clean.zips import clean_zip, says_nothing
from indexer.files import InputFile
from indexer.items import Endpoint, Fault, FaultList, Fragment, Item, OfficePart, Refused, Taken
from indexer.sources.nppes_columns import COLUMNS, RENAMED, NppesPart, part_of
from indexer.sources.table import Table

_SLOTS = 15
# Provinces of up to so many letters are abbreviations, which keep their capitals.
_LONGEST_CODE = 3
_OtherKind = Literal["former", "professional", "doing-business-as", "other"]
_OTHER_KINDS: dict[str, _OtherKind] = {
    "1": "former",
    "2": "professional",
    "3": "doing-business-as",
    "4": "former",
}
_MAIN = (
    "NPI",
    "Entity Type Code",
    "Last Update Date",
    "Certification Date",
    "NPI Deactivation Date",
    "NPI Reactivation Date",
    "Provider Sex Code",
)
_NAME = (
    "Provider Organization Name (Legal Business Name)",
    "Provider Last Name (Legal Name)",
    "Provider First Name",
    "Provider Middle Name",
    "Provider Name Prefix Text",
    "Provider Name Suffix Text",
    "Provider Credential Text",
    "Provider Other Organization Name",
    "Provider Other Organization Name Type Code",
    "Provider Other Last Name",
    "Provider Other First Name",
    "Provider Other Middle Name",
    "Provider Other Last Name Type Code",
)
_PLACE = COLUMNS["main"][28:36]
_CODES = tuple(f"Healthcare Provider Taxonomy Code_{n}" for n in range(1, _SLOTS + 1))
_SWITCHES = tuple(f"Healthcare Provider Primary Taxonomy Switch_{n}" for n in range(1, _SLOTS + 1))

Pick = Callable[[list[str]], tuple[str, ...]]


class RowError(Exception):
    """A fault by which the whole row is lost."""

    def __init__(self, field: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.fault = Fault(field, value[:200], reason)


def read(file: InputFile) -> Iterator[Item]:
    """One item for each row of an NPPES file; which of the four it is stands in its header.

    Raises UnusableInput for a file that lacks a column, is cut short, or is not NPPES.
    """
    table = Table(file, RENAMED)
    part: NppesPart = part_of(table.header) or "main"
    table.require(COLUMNS[part])
    make = _MAKERS[part](table)
    label = file.label
    for number, row in table.rows():
        if isinstance(row, str):
            yield Refused(file=label, row=number, faults=(Fault("row", "", row),))
            continue
        faults = FaultList()
        try:
            fragment = make(row, faults)
        except RowError as error:
            yield Refused(file=label, row=number, faults=(error.fault, *faults.faults))
            continue
        yield Taken(
            file=label,
            row=number,
            fragments=(fragment,),
            faults=faults.take(),
            deactivated=fragment.deactivated,
        )


def _main(table: Table) -> Callable[[list[str], FaultList], Fragment]:
    head: Pick = table.picker(_MAIN)
    names: Pick = table.picker(_NAME)
    place: Pick = table.picker(_PLACE)
    codes: Pick = table.picker(_CODES)
    switches: Pick = table.picker(_SWITCHES)

    def make(row: list[str], faults: FaultList) -> Fragment:
        npi, entity, updated, certified, gone, back, sex = head(row)
        _require_npi(npi)
        on = _own_date("Last Update Date", updated, faults)
        gone_on = _own_date("NPI Deactivation Date", gone)
        back_on = _own_date("NPI Reactivation Date", back)
        if gone_on and (back_on is None or back_on < gone_on):
            return Fragment(
                npi=npi,
                source="nppes",
                scope="main",
                on=on or faults.clean_past("NPI Deactivation Date", gone),
                deactivated=True,
                deactivated_on=gone_on,
            )
        if entity not in ("1", "2"):
            raise RowError("Entity Type Code", entity, "use 1 (individual) or 2 (organization)")
        certified_on = faults.clean("Certification Date", certified, past_date)
        office = _office(place(row), _PLACE, "", faults)
        return Fragment(
            npi=npi,
            source="nppes",
            scope="main",
            on=on,
            verified_on=max(filter(None, (on, certified_on)), default=None),
            kind="individual" if entity == "1" else "organization",
            name=_name(entity, names(row)),
            gender=faults.clean("Provider Sex Code", sex, clean_gender) or "unknown",
            specialties=_specialties(codes(row), switches(row), faults),
            offices=(office,) if office else (),
        )

    return make


def _name(entity: str, values: tuple[str, ...]) -> Name:
    legal, last, first, middle, prefix, suffix, credential = values[:7]
    other_org, other_org_kind, other_last, other_first, other_middle, other_kind = values[7:]
    if entity == "2":
        if not given(legal):
            raise RowError(_NAME[0], legal, "an organization needs its legal business name")
        name = organization(legal)
        other = organization_case(other_org)
        if not other:
            return name
        others = (OtherName(full=other, kind=_OTHER_KINDS.get(other_org_kind, "other")),)
        return Name(full=name.full, others=others)
    if not given(last):
        raise RowError(_NAME[1], last, "an individual needs a last name")
    name = person(first, middle, last, prefix=prefix, suffix=suffix, credential=credential)
    if not given(other_last) and not given(other_first):
        return name
    # The legal name's parts stand in where only one part is different.
    other_name = OtherName(
        first=person_case(other_first) or name.first,
        middle=person_case(other_middle),
        last=person_case(other_last) or name.last,
        kind=_OTHER_KINDS.get(other_kind, "other"),
        full=" ".join(
            filter(
                None,
                (
                    person_case(other_first) or name.first,
                    person_case(other_middle),
                    person_case(other_last) or name.last,
                ),
            )
        ),
    )
    return Name(
        full=name.full,
        prefix=name.prefix,
        first=name.first,
        middle=name.middle,
        last=name.last,
        suffix=name.suffix,
        credential=name.credential,
        others=(other_name,),
    )


def _specialties(
    codes: tuple[str, ...], switches: tuple[str, ...], faults: FaultList
) -> tuple[HeldSpecialty, ...]:
    """The taxonomies in order, each once; primary as the switch says."""
    held: dict[str, HeldSpecialty] = {}
    for slot, code in enumerate(codes):
        if not code:
            continue
        one, fault = _held(code, switches[slot] == "Y")
        if fault:
            faults.add(_CODES[slot], code, fault)
        if code not in held or one.primary:
            held[code] = one
    return tuple(held.values())


@lru_cache(maxsize=8192)
def _held(code: str, primary: bool) -> tuple[HeldSpecialty, str | None]:
    return by_code(code, primary=primary)


def _office(
    values: tuple[str, ...], fields: tuple[str, ...], extension: str, faults: FaultList
) -> OfficePart | None:
    """The practice location, None without an address."""
    line1, line2, city, state, zip_code, country, phone, fax = values
    if not (line1 or city) and says_nothing(zip_code):
        if phone:
            faults.add(fields[6], phone, "there is no address that this number belongs to")
        return None
    abroad = not in_america(country)
    number = faults.clean(fields[6], phone, lambda text: clean_phone(text, extension))
    return OfficePart(
        address=_abroad(line1, line2, city, state, zip_code, country)
        if abroad
        else _address(line1, line2, city, state, zip_code, fields, faults),
        phone=number or "",
        fax=faults.clean(fields[7], fax, clean_phone) or "",
        abroad=abroad,
    )


def _address(
    line1: str,
    line2: str,
    city: str,
    state: str,
    zip_code: str,
    fields: tuple[str, ...],
    faults: FaultList,
) -> Address:
    try:
        code = clean_state(state)
    except ValueError as error:
        raise RowError(fields[3], state, str(error)) from None
    return clean_address(
        line1, line2, city, code, faults.clean(fields[4], zip_code, clean_zip) or ""
    )


def _abroad(line1: str, line2: str, city: str, state: str, zip_code: str, country: str) -> Address:
    """A foreign address as given; a province written like a state gets its country beside it."""
    province = given(state)
    if province.upper() in CODES:
        province = f"{province} ({country.strip().upper()})"
    elif len(province) > _LONGEST_CODE:
        province = person_case(province)
    return clean_address(line1, line2, city, province, given(zip_code))


def _practice_location(table: Table) -> Callable[[list[str], FaultList], Fragment]:
    fields = COLUMNS["pl"]
    place: Pick = table.picker((*fields[1:8], fields[9]))
    rest: Pick = table.picker((fields[0], fields[8]))

    def make(row: list[str], faults: FaultList) -> Fragment:
        npi, extension = rest(row)
        _require_npi(npi)
        office = _office(place(row), (*fields[1:8], fields[9]), extension, faults)
        if office is None:
            raise RowError(fields[1], "", "a practice location needs an address")
        return Fragment(npi=npi, source="nppes", scope="pl", offices=(office,))

    return make


def _other_name(table: Table) -> Callable[[list[str], FaultList], Fragment]:
    pick: Pick = table.picker(COLUMNS["othername"])

    def make(row: list[str], _faults: FaultList) -> Fragment:
        npi, text, code = pick(row)
        _require_npi(npi)
        full = organization_case(text)
        if not full:
            raise RowError(COLUMNS["othername"][1], text, "the other name is missing")
        other = OtherName(full=full, kind=_OTHER_KINDS.get(code, "other"))
        # A name without `full` names nobody: it only brings its other names along.
        return Fragment(
            npi=npi, source="nppes", scope="othername", name=Name(full="", others=(other,))
        )

    return make


def _endpoint(table: Table) -> Callable[[list[str], FaultList], Fragment]:
    pick: Pick = table.picker(("NPI", "Endpoint Type", "Endpoint", "Use Code"))

    def make(row: list[str], _faults: FaultList) -> Fragment:
        npi, kind, address, use = pick(row)
        _require_npi(npi)
        if not address:
            raise RowError("Endpoint", address, "the endpoint's address is missing")
        endpoint = Endpoint(type=kind, address=address, use=use)
        return Fragment(npi=npi, source="nppes", scope="endpoint", endpoints=(endpoint,))

    return make


_MAKERS: dict[NppesPart, Callable[[Table], Callable[[list[str], FaultList], Fragment]]] = {
    "main": _main,
    "pl": _practice_location,
    "othername": _other_name,
    "endpoint": _endpoint,
}


def _require_npi(npi: str) -> None:
    if fault := npi_fault(npi):
        raise RowError("NPI", npi, fault)


def _own_date(field: str, text: str, past: FaultList | None = None) -> date | None:
    """A date by which the row is believed; with `past` a coming day is noted there and is none."""
    try:
        return past.clean_past(field, text) if past is not None else clean_date(text)
    except ValueError as error:
        raise RowError(field, text, str(error)) from None
