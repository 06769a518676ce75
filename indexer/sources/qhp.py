"""CMS machine-readable files of marketplace issuers: providers.json, and plans as JSON or CSV."""

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from directory.model.participation import Participation
from directory.model.plan import Issuer, Plan
from indexer.clean.plan_ids import clean_plan_id, hios_parts
from indexer.clean.words import clean_accepting, clean_tier
from indexer.clean.years import Period, clean_year, periods
from indexer.files import InputFile
from indexer.items import BookRow, Fault, FaultList, Fragment, Item, Refused, Taken
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
from indexer.sources.table import Table

PLAN_COLUMNS = ("plan_id_standard_component", "issuer_name", "plan_marketing_name")


def read_providers(file: InputFile) -> Iterator[Item]:
    """One item for each entry of a providers.json.

    Raises UnusableInput for malformed JSON and for a file cut short.
    """
    mentioned: set[str] = set()
    for row, entry in elements(file):
        faults = FaultList()
        try:
            fragment = _provider(entry, faults)
        except EntryError as error:
            yield Refused(file=file.label, row=row, faults=(error.fault, *faults.faults))
            continue
        plans = {one.plan for one in fragment.participations} - mentioned
        mentioned |= plans
        yield Taken(
            file=file.label,
            row=row,
            fragments=(fragment,),
            book=tuple(row for plan in sorted(plans) for row in stub(plan)),
            faults=faults.take(),
        )


def read_plans(file: InputFile) -> Iterator[Item]:
    """One item for each plan of a plans.json. Raises UnusableInput for malformed JSON."""
    for row, entry in elements(file):
        faults = FaultList()
        try:
            book = _plan(entry, faults)
        except EntryError as error:
            yield Refused(file=file.label, row=row, faults=(error.fault,))
            continue
        yield Taken(file=file.label, row=row, book=book, faults=faults.take())


def read_plan_table(file: InputFile) -> Iterator[Item]:
    """One item for each row of a plan table as healthcare.gov publishes it, with issuer names."""
    table = Table(file)
    table.require(PLAN_COLUMNS)
    for row, values in table.rows():
        if isinstance(values, str):
            yield Refused(file=file.label, row=row, faults=(Fault("row", "", values),))
            continue
        given = dict(zip(table.header, values, strict=True))
        plan = clean_plan_id(given[PLAN_COLUMNS[0]])
        parts = hios_parts(plan)
        if parts is None:
            fault = Fault(PLAN_COLUMNS[0], given[PLAN_COLUMNS[0]], "this is no HIOS plan id")
            yield Refused(file=file.label, row=row, faults=(fault,))
            continue
        states = (parts[1],) if parts[1] else ()
        issuer = Issuer(id=parts[0], name=given["issuer_name"].strip() or parts[0], states=states)
        what = Plan(
            id=plan,
            name=given["plan_marketing_name"].strip() or plan,
            issuer=parts[0],
            id_type="HIOS-PLAN-ID",
            type=given.get("plan_type", "").strip(),
            states=states,
            url=given.get("network_url", "").strip(),
        )
        book = (BookRow(source="qhp", what=issuer), BookRow(source="qhp", what=what))
        yield Taken(file=file.label, row=row, book=book)


def stub(plan: str) -> tuple[BookRow, ...]:
    """A plan that is only known by its id, with the issuer that the id names."""
    parts = hios_parts(plan)
    states = (parts[1],) if parts and parts[1] else ()
    what = Plan(
        id=plan,
        name=plan,
        issuer=parts[0] if parts else None,
        id_type="HIOS-PLAN-ID" if parts else "",
        states=states,
    )
    rows = [BookRow(source="qhp", what=what, stub=True)]
    if parts:
        issuer = Issuer(id=parts[0], name=f"HIOS issuer {parts[0]}", states=states)
        rows.append(BookRow(source="qhp", what=issuer, stub=True))
    return tuple(rows)


def _provider(entry: Any, faults: FaultList) -> Fragment:
    if not isinstance(entry, dict):
        raise EntryError("entry", entry, "an entry must be an object with an npi")
    npi, kind = npi_of(entry), kind_of(entry)
    name = name_of(entry, kind, "facility_name")
    on = day_of(entry, "last_updated_on", faults)
    field = "specialty" if "specialty" in entry else "speciality"
    field = "facility_type" if kind == "organization" else field
    participations = _participations(records(entry.get("plans")), on, faults)
    issuers = sorted({one.plan[:5] for one in participations})
    return Fragment(
        npi=npi,
        source="qhp",
        scope=" ".join(issuers),
        on=on,
        kind=kind,
        name=name,
        gender=gender_of(entry, "gender", faults),
        languages=languages_of(entry, faults),
        specialties=specialties_of(texts(entry.get(field)), field, faults),
        accepting=faults.clean("accepting", text(entry.get("accepting")), clean_accepting)
        or "unknown",
        offices=offices_of(records(entry.get("addresses")), "address_2", faults),
        participations=participations,
    )


def _participations(
    plans: list[dict[str, Any]], on: date | None, faults: FaultList
) -> tuple[Participation, ...]:
    found: list[Participation] = []
    for number, entry in enumerate(plans):
        plan, tier, spans = _alike(entry) or _terms(entry, f"plans[{number}]", faults)
        for start, end in spans:
            found.append(
                Participation(
                    plan=plan, tier=tier, start=start, end=end, source="qhp", verified_on=on
                )
            )
    return tuple(dict.fromkeys(found))


_Terms = tuple[str, str | None, tuple[Period, ...]]


def _terms(entry: dict[str, Any], field: str, faults: FaultList) -> _Terms:
    """Plan, tier and the days in force of one plan of an entry; no days where it is lost."""
    plan = clean_plan_id(text(entry.get("plan_id")))
    if not plan:
        faults.add(f"{field}.plan_id", entry.get("plan_id"), "the plan id is missing")
        return "", None, ()
    if hios_parts(plan) is None:
        faults.add(f"{field}.plan_id", plan, "this is no HIOS plan id; kept as it is")
    tier = clean_tier(text(entry.get("network_tier")))
    years = _years(entry.get("years"), f"{field}.years", faults)
    return plan, tier, () if years is None else tuple(periods(years))


def _alike(entry: dict[str, Any]) -> _Terms | None:
    """The terms of an entry without faults from those read before; None for any other.

    A file repeats the same few plans in the same years for everyone in it.
    """
    plan, tier, years = entry.get("plan_id"), entry.get("network_tier"), entry.get("years")
    if type(plan) is str and type(tier) is str and type(years) is list:
        try:
            return _faultless(plan, tier, tuple(years))
        except TypeError:
            # A year that is a list or an object cannot be remembered.
            return None
    return None


@lru_cache(maxsize=20_000)
def _faultless(plan: str, tier: str, years: tuple[object, ...]) -> _Terms | None:
    faults = FaultList()
    entry = {"plan_id": plan, "network_tier": tier, "years": list(years)}
    terms = _terms(entry, "", faults)
    return None if faults.faults else terms


def _years(value: object, field: str, faults: FaultList) -> list[int] | None:
    """The plan years; None where years are given and not one of them can be read."""
    given = value if isinstance(value, list) else [] if value is None else [value]
    years = []
    for year in given:
        try:
            years.append(clean_year(year))
        except ValueError as error:
            faults.add(field, year, str(error))
    return None if given and not years else years


def _plan(entry: Any, faults: FaultList) -> tuple[BookRow, ...]:
    if not isinstance(entry, dict):
        raise EntryError("entry", entry, "an entry must be an object with a plan_id")
    plan = clean_plan_id(text(entry.get("plan_id")))
    if not plan:
        raise EntryError("plan_id", entry.get("plan_id"), "the plan id is missing")
    parts = hios_parts(plan)
    if parts is None:
        faults.add("plan_id", plan, "this is no HIOS plan id; kept as it is")
    states = (parts[1],) if parts and parts[1] else ()
    tiers = (clean_tier(text(one.get("network_tier"))) for one in records(entry.get("network")))
    name = text(entry.get("marketing_name"))
    if not name:
        faults.add("marketing_name", name, "the plan has no name; shown by its id")
    what = Plan(
        id=plan,
        name=name or plan,
        issuer=parts[0] if parts else None,
        id_type=text(entry.get("plan_id_type")) or "HIOS-PLAN-ID",
        years=tuple(sorted(_years(entry.get("years"), "years", faults) or ())),
        states=states,
        tiers=tuple(dict.fromkeys(filter(None, tiers))),
        url=text(entry.get("marketing_url")) or text(entry.get("summary_url")),
    )
    issuer = stub(plan)[1:]
    return (BookRow(source="qhp", what=what), *issuer)
