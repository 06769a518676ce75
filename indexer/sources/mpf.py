"""Medicare Plan Finder provider directories (42 CFR 422.111(m)): per plan its own addresses."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from directory.model.participation import Participation
from directory.model.plan import Issuer, Network, Plan
from directory.model.provider import HeldSpecialty
from indexer.clean.plan_ids import medicare_contract, medicare_id
from indexer.clean.words import clean_accepting
from indexer.clean.years import clean_year, periods
from indexer.files import InputFile
from indexer.items import BookRow, FaultList, Fragment, Item, OfficePart, Refused, Taken
from indexer.sources.entry import (
    EntryError,
    day_of,
    gender_of,
    kind_of,
    languages_of,
    name_of,
    npi_of,
    offices_of,
    specialties_of,
)
from indexer.sources.json_stream import elements, records, text, texts


def read(file: InputFile) -> Iterator[Item]:
    """One item for each entry of a Medicare Plan Finder file.

    Raises UnusableInput for malformed JSON and for a file cut short.
    """
    mentioned: set[str] = set()
    for row, entry in elements(file):
        faults = FaultList()
        try:
            fragment, book = _provider(entry, faults)
        except EntryError as error:
            yield Refused(file=file.label, row=row, faults=(error.fault, *faults.faults))
            continue
        fresh = tuple(one for one in book if _key(one) not in mentioned)
        mentioned.update(map(_key, fresh))
        yield Taken(
            file=file.label, row=row, fragments=(fragment,), book=fresh, faults=faults.take()
        )


def _key(row: BookRow) -> str:
    return f"{type(row.what).__name__} {row.what.id}"


def _provider(entry: Any, faults: FaultList) -> tuple[Fragment, list[BookRow]]:
    if not isinstance(entry, dict):
        raise EntryError("entry", entry, "an entry must be an object with an npi")
    npi, kind = npi_of(entry), kind_of(entry)
    name = name_of(entry, kind, "facilityName")
    on = day_of(entry, "lastUpdatedOn", faults)
    offices: list[OfficePart] = []
    book: list[BookRow] = []
    held: list[HeldSpecialty] = []
    for number, plan in enumerate(records(entry.get("plans"))):
        field = f"plans[{number}]"
        here = specialties_of(texts(plan.get("specialty")), f"{field}.specialty", faults)
        held.extend(here)
        offices.extend(_offices(plan, field, on, here, book, faults))
    facility = specialties_of(texts(entry.get("facilityType")), "facilityType", faults)
    contracts = sorted({row.what.id for row in book if isinstance(row.what, Issuer)})
    fragment = Fragment(
        npi=npi,
        source="mpf",
        scope=" ".join(contracts),
        on=on,
        kind=kind,
        name=name,
        gender=gender_of(entry, "sex", faults),
        languages=languages_of(entry, faults),
        specialties=tuple(dict.fromkeys((*facility, *held))),
        offices=tuple(offices),
    )
    return fragment, book


def _offices(
    entry: dict[str, Any],
    field: str,
    on: date | None,
    held: tuple[HeldSpecialty, ...],
    book: list[BookRow],
    faults: FaultList,
) -> list[OfficePart]:
    """The offices of one plan in one year, each with its participation."""
    plan = medicare_id(text(entry.get("maPlanId")))
    if not plan:
        faults.add(f"{field}.maPlanId", entry.get("maPlanId"), "the plan id is missing")
        return []
    contract = medicare_contract(plan)
    if contract is None:
        faults.add(f"{field}.maPlanId", plan, "this is no contract-plan-segment id; kept as it is")
    try:
        years = [clean_year(entry["year"])] if entry.get("year") is not None else []
    except ValueError as error:
        faults.add(f"{field}.year", entry.get("year"), str(error))
        return []
    network = _network(text(entry.get("networkId")), contract)
    book.extend(_book(plan, contract, network))
    ((start, end),) = periods(years)
    accepting = faults.clean(f"{field}.accepting", text(entry.get("accepting")), clean_accepting)
    participation = Participation(
        plan=plan,
        network=network,
        accepting=accepting or "unknown",
        start=start,
        end=end,
        source="mpf",
        verified_on=on,
    )
    places = offices_of(records(entry.get("addresses")), "address2", faults)
    return [
        OfficePart(
            address=place.address,
            phone=place.phone,
            specialties=held,
            participations=(participation,),
        )
        for place in places
    ]


def _network(given: str, contract: str | None) -> str | None:
    # Contracts number their networks themselves, so the number alone is not unique.
    return f"{contract}:{given}" if given and contract else given or None


def _book(plan: str, contract: str | None, network: str | None) -> Iterator[BookRow]:
    what = Plan(
        id=plan,
        name=plan,
        issuer=contract,
        id_type="MA-PLAN-ID",
        networks=(network,) if network else (),
    )
    yield BookRow(source="mpf", what=what, stub=True)
    if contract:
        issuer = Issuer(id=contract, name=f"Medicare contract {contract}")
        yield BookRow(source="mpf", what=issuer, stub=True)
    if network:
        named = Network(id=network, name=f"Network {network}", issuer=contract)
        yield BookRow(source="mpf", what=named, stub=True)
