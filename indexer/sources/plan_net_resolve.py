"""HL7 Da Vinci PDex Plan-Net (FHIR R4), second walk: follows references and makes fragments."""

from collections.abc import Iterator
from datetime import date
from typing import Protocol

from directory.model.provider import Name, OtherName
from indexer.clean.dates import past_date
from indexer.clean.languages import clean_language
from indexer.clean.names import given, organization, organization_case, person
from indexer.clean.words import clean_gender
from indexer.items import BookRow, Fault, FaultList, Fragment, Refused, Taken
from indexer.sources import fhir
from indexer.sources.fhir import Resource
from indexer.sources.json_stream import records, text, texts
from indexer.sources.plan_net_offices import OfficeMaker, specialties_of
from indexer.sources.plan_net_plans import PlanMaker

# Types of organization that give care, and so must have an NPI to be listed.
_PROVIDERS = frozenset({"prov", "fac", "prvgrp", "atyprv"})
_SUFFIXES = frozenset({"JR", "SR", "I", "II", "III", "IV", "V"})


class Stored:
    """A resource of the store with where it was read."""

    def __init__(self, key: str, alias: str, file: str, row: int, body: Resource) -> None:
        self.key = key
        self.alias = alias
        self.file = file
        self.row = row
        self.body = body


class ResourceStore(Protocol):
    """All Plan-Net resources that were ever staged."""

    def each(self, kind: str) -> Iterator[Stored]:
        """The resources of a type in a stable order."""
        ...

    def get(self, key: str) -> Stored | None:
        """The resource a reference means."""
        ...

    def pointing(self, field: str, target: Stored) -> list[Stored]:
        """The resources whose `field` refers to `target`."""
        ...


def resolve(store: ResourceStore) -> Iterator[tuple[Stored, Taken | Refused]]:
    """Each resource in the store with what it says, together with all that it refers to."""
    walk = _Walk(store)
    for kind, step in walk.steps.items():
        for stored in store.each(kind):
            faults = FaultList()
            try:
                yield stored, step(stored, faults)
            except Unlisted as error:
                rows = (error.fault, *faults.faults)
                yield stored, Refused(file=stored.file, row=stored.row, faults=rows)


class Unlisted(Exception):
    """A resource that cannot become or belong to a provider."""

    def __init__(self, field: str, value: str, reason: str) -> None:
        super().__init__(reason)
        self.fault = Fault(field, value, reason)


class _Walk:
    def __init__(self, store: ResourceStore) -> None:
        self.store = store
        self.plans = PlanMaker(store)
        self.offices = OfficeMaker(store, self.plans)
        self.steps = {
            "InsurancePlan": self._insurance_plan,
            "Organization": self._organization,
            "Practitioner": self._practitioner,
            "PractitionerRole": self._role,
            "OrganizationAffiliation": self._affiliation,
            "Location": self._kept,
            "HealthcareService": self._kept,
            "Endpoint": self._kept,
        }

    def _kept(self, stored: Stored, faults: FaultList) -> Taken:
        return Taken(file=stored.file, row=stored.row, faults=faults.take())

    def _insurance_plan(self, stored: Stored, faults: FaultList) -> Taken:
        book = self.plans.book_of_plan(stored, faults)
        return Taken(file=stored.file, row=stored.row, book=book, faults=faults.take())

    def _practitioner(self, stored: Stored, faults: FaultList) -> Taken:
        body = stored.body
        npi = _npi(stored)
        on = _updated(body, faults)
        fragment = Fragment(
            npi=npi,
            source="plan-net",
            scope=stored.key,
            on=on,
            kind="individual",
            name=_person_name(body),
            gender=faults.clean("gender", text(body.get("gender")), clean_gender) or "unknown",
            languages=_languages(body, faults),
            specialties=specialties_of(
                [one.get("code") for one in records(body.get("qualification"))],
                "qualification.code",
                faults,
                strict=True,
            ),
            offices=()
            if self.store.pointing("practitioner", stored)
            else self.offices.own_addresses(body, faults),
        )
        return _taken(stored, fragment, faults)

    def _role(self, stored: Stored, faults: FaultList) -> Taken:
        body = stored.body
        npi, active = self._practitioner_of(body)
        if not active:
            body = {**body, "active": False}
        on = _updated(body, faults)
        offices = self.offices.of_role(body, on, faults)
        fragment = Fragment(
            npi=npi,
            source="plan-net",
            scope=stored.key,
            on=on,
            specialties=()
            if body.get("active") is False
            else specialties_of(body.get("specialty"), "specialty", faults),
            offices=offices,
        )
        return _taken(stored, fragment, faults, self.plans.take_stubs())

    def _practitioner_of(self, role: Resource) -> tuple[str, bool]:
        """The NPI of a role's person, and whether that person's record is in use."""
        field = role.get("practitioner")
        key = fhir.reference(field)
        if not key and isinstance(field, dict):
            # A logical reference names the person by identifier.
            npi, fault = fhir.npi_of({"identifier": [field.get("identifier")]})
            if fault is None:
                return npi, True
        if not key:
            raise Unlisted("practitioner", "", "the role names no practitioner")
        practitioner = self.store.get(key)
        if practitioner is None:
            raise Unlisted("practitioner", key, "no such resource was loaded; load its file too")
        npi, fault = fhir.npi_of(practitioner.body)
        if fault is not None:
            raise Unlisted("practitioner", key, f"its practitioner is not listed: {fault}")
        return npi, practitioner.body.get("active") is not False

    def _organization(self, stored: Stored, faults: FaultList) -> Taken:
        body = stored.body
        kinds = set(fhir.codes(body.get("type")))
        if not kinds & _PROVIDERS and (kinds or fhir.npi_of(body)[1]):
            book = self.plans.book_of_organization(stored, kinds)
            return Taken(file=stored.file, row=stored.row, book=book, faults=faults.take())
        npi = _npi(stored)
        name = text(body.get("name"))
        if not given(name):
            raise Unlisted("name", name, "the organization has no name")
        on = _updated(body, faults)
        affiliations = self.store.pointing("participatingOrganization", stored)
        offices, specialties = self.offices.of_organization(stored, affiliations, on, faults)
        others = tuple(
            OtherName(full=organization_case(alias)) for alias in texts(body.get("alias"))
        )
        fragment = Fragment(
            npi=npi,
            source="plan-net",
            scope=stored.key,
            on=on,
            kind="organization",
            name=Name(full=organization(name).full, others=others),
            specialties=specialties,
            offices=offices,
        )
        return _taken(stored, fragment, faults, self.plans.take_stubs())

    def _affiliation(self, stored: Stored, faults: FaultList) -> Taken:
        """Its content was taken with its organization; here it is only accounted for."""
        key = fhir.reference(stored.body.get("participatingOrganization"))
        if not key:
            raise Unlisted("participatingOrganization", "", "the affiliation names no organization")
        owner = self.store.get(key)
        if owner is None:
            raise Unlisted("participatingOrganization", key, "no such resource was loaded")
        npi, fault = fhir.npi_of(owner.body)
        if fault is not None:
            reason = f"its organization is not listed: {fault}"
            raise Unlisted("participatingOrganization", npi or key, reason)
        return self._kept(stored, faults)


def _taken(
    stored: Stored, fragment: Fragment, faults: FaultList, book: tuple[BookRow, ...] = ()
) -> Taken:
    return Taken(
        file=stored.file,
        row=stored.row,
        fragments=(fragment,),
        book=book,
        faults=faults.take(),
    )


def _npi(stored: Stored) -> str:
    npi, fault = fhir.npi_of(stored.body)
    if fault is not None:
        raise Unlisted("identifier", npi, fault)
    return npi


def _updated(body: Resource, faults: FaultList) -> date | None:
    meta = body.get("meta")
    when = text(meta.get("lastUpdated")) if isinstance(meta, dict) else ""
    return faults.clean("meta.lastUpdated", when, past_date)


def _person_name(body: Resource) -> Name:
    names = records(body.get("name"))
    # The official name first, then those without a use; old names never lead.
    rank = {"official": 0, "usual": 1, "": 2, "temp": 3, "nickname": 4, "anonymous": 5}
    ordered = sorted(names, key=lambda one: rank.get(text(one.get("use")), 6))
    if not ordered or not _full(ordered[0]):
        raise Unlisted("name", "", "the practitioner has no name")
    chosen = _one_name(ordered[0])
    others = [_one_name(one) for one in ordered[1:]]
    kept = tuple(
        OtherName(
            full=other.full,
            first=other.first,
            middle=other.middle,
            last=other.last,
            kind="former" if text(raw.get("use")) in ("old", "maiden") else "other",
        )
        for other, raw in zip(others, ordered[1:], strict=True)
        if other.full and other.full != chosen.full
    )
    return Name(
        full=chosen.full,
        prefix=chosen.prefix,
        first=chosen.first,
        middle=chosen.middle,
        last=chosen.last,
        suffix=chosen.suffix,
        credential=chosen.credential,
        others=kept,
    )


def _full(name: Resource) -> str:
    return given(text(name.get("family"))) or given(text(name.get("text")))


def _one_name(name: Resource) -> Name:
    first, *middle = texts(name.get("given")) or [""]
    suffixes = texts(name.get("suffix"))
    generation = [one for one in suffixes if one.upper().rstrip(".") in _SUFFIXES]
    family = text(name.get("family"))
    if not family and not first:
        first, _, family = text(name.get("text")).rpartition(" ")
    return person(
        first,
        " ".join(middle),
        family,
        prefix=" ".join(texts(name.get("prefix"))),
        suffix=" ".join(generation),
        credential=", ".join(one for one in suffixes if one not in generation),
    )


def _languages(body: Resource, faults: FaultList) -> tuple[str, ...]:
    found: list[str] = []
    for concept in records(body.get("communication")):
        words = [code or words for _, code, words in fhir.codings(concept)][:1]
        for word in words:
            found.extend(faults.clean("communication", word, clean_language) or ())
    return tuple(dict.fromkeys(found))
