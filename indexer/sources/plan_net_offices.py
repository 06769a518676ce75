"""Plan-Net's offices: where a role or an affiliation is exercised, and what holds there."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING

from directory.model.participation import Accepting, Participation
from directory.model.provider import Address, HeldSpecialty, Hours
from indexer.clean.addresses import clean_address
from indexer.clean.dates import first_day, last_day
from indexer.clean.names import given
from indexer.clean.phones import clean_phone
from indexer.clean.specialties import by_text
from indexer.clean.states import CODES, clean_state, in_america
from indexer.clean.words import clean_accepting
from indexer.clean.zips import clean_zip, says_nothing
from indexer.items import FaultList, OfficePart
from indexer.sources import fhir
from indexer.sources.fhir import Resource
from indexer.sources.json_stream import records, text, texts

if TYPE_CHECKING:
    from indexer.sources.plan_net_plans import PlanMaker
    from indexer.sources.plan_net_resolve import ResourceStore, Stored

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class Terms:
    """What a role or affiliation says of all its offices."""

    def __init__(self, body: Resource, on: date | None, faults: FaultList) -> None:
        self.active = body.get("active") is not False
        self.on = on
        self.held = specialties_of(body.get("specialty"), "specialty", faults)
        self.phone, self.fax = fhir.contact(body, "phone"), fhir.contact(body, "fax")
        self.hours = hours_of(body.get("availableTime"))
        period = body.get("period")
        given_period = period if isinstance(period, dict) else {}
        self.start = faults.clean("period.start", text(given_period.get("start")), first_day)
        self.end = faults.clean("period.end", text(given_period.get("end")), last_day)
        self.accepting = accepting_of(body, faults)


class OfficeMaker:
    """Builds offices out of roles, affiliations, services and locations."""

    def __init__(self, store: "ResourceStore", plans: "PlanMaker") -> None:
        self._store = store
        self._plans = plans

    def of_role(self, body: Resource, on: date | None, faults: FaultList) -> tuple[OfficePart, ...]:
        """The offices of a PractitionerRole: its locations, or else those of its services."""
        networks = [
            fhir.reference(one.get("valueReference"))
            for one in fhir.extensions(body, "network-reference")
        ]
        terms = Terms(body, on, faults)
        services = self._resolved(body, "healthcareService", faults)
        places = self._resolved(body, "location", faults) or self._places_of(services, faults)
        if not places and networks and terms.active:
            faults.add("location", "", "the role names no location; its networks have no office")
        return tuple(
            self._office(place, services, terms, [key for key in networks if key], faults)
            for place in places
        )

    def of_organization(
        self, stored: "Stored", affiliations: list["Stored"], on: date | None, faults: FaultList
    ) -> tuple[tuple[OfficePart, ...], tuple[HeldSpecialty, ...]]:
        """An organization's offices and specialties: affiliations, services, managed locations."""
        managed = self._store.pointing("managingOrganization", stored)
        provided = self._store.pointing("providedBy", stored)
        closed = stored.body.get("active") is False
        own = Terms({"active": not closed}, on, faults)
        held = [one for s in provided for one in specialties_of(
            s.body.get("specialty"), "specialty", faults)]  # fmt: skip
        found: list[OfficePart] = []
        seen: set[str] = set()
        for affiliation in affiliations:
            body = affiliation.body
            terms = Terms(body, on, faults)
            terms.active = terms.active and not closed
            held.extend(terms.held)
            services = self._resolved(body, "healthcareService", faults)
            places = self._resolved(body, "location", faults)
            places = places or self._places_of(services or provided, faults) or managed
            networks = fhir.references(body.get("network"))
            for place in places:
                seen.add(place.key)
                found.append(self._office(place, services or provided, terms, networks, faults))
        for place in (*managed, *self._places_of(provided, faults)):
            if place.key not in seen:
                seen.add(place.key)
                found.append(self._office(place, provided, own, [], faults))
        offices = tuple(found) or self.own_addresses(stored.body, faults)
        return offices, tuple(dict.fromkeys(held))

    def own_addresses(self, body: Resource, faults: FaultList) -> tuple[OfficePart, ...]:
        """Offices at the work addresses that a person or organization in activity gives itself."""
        if body.get("active") is False:
            return ()
        phone = faults.clean("telecom", fhir.contact(body, "phone"), clean_phone) or ""
        found = []
        for raw in fhir.addresses(body):
            if text(raw.get("use")) in ("home", "old", "billing"):
                continue
            address, abroad = address_of(raw, faults)
            if address is not None:
                spot = fhir.coordinates({"address": raw})
                found.append(
                    OfficePart(address=address, phone=phone, abroad=abroad, coordinates=spot)
                )
        return tuple(found)

    def _office(
        self,
        place: "Stored",
        services: list["Stored"],
        terms: Terms,
        networks: list[str],
        faults: FaultList,
    ) -> OfficePart:
        body = place.body
        address, abroad = next(
            (address_of(one, faults) for one in fhir.addresses(body)), (None, False)
        )
        here = [
            s.body for s in services if s.body.get("active") is not False and _serves(s.body, place)
        ]
        general, by_network = self._accepting(body, here, terms, faults)
        phones = (
            terms.phone,
            fhir.contact(body, "phone"),
            *(fhir.contact(s, "phone") for s in here),
        )
        faxes = (terms.fax, fhir.contact(body, "fax"))
        ended = not terms.active or body.get("status") in ("inactive", "suspended")
        return OfficePart(
            address=address or Address(),
            name=given(text(body.get("name"))),
            phone=_first(phones, "telecom", faults),
            fax=_first(faxes, "telecom", faults),
            hours=terms.hours
            or next((h for s in here if (h := hours_of(s.get("availableTime")))), ())
            or hours_of(body.get("hoursOfOperation")),
            accepting="unknown" if ended else general,
            telehealth=None if ended else telehealth_of(here),
            accessibility=tuple(
                dict.fromkeys(
                    code
                    for one in fhir.extensions(body, "accessibility")
                    for code in fhir.codes(one.get("valueCodeableConcept"))
                )
            ),
            specialties=terms.held,
            participations=()
            if ended
            else tuple(self._participations(networks, terms, by_network)),
            coordinates=fhir.coordinates(body),
            abroad=abroad,
            past=ended,
        )

    def _participations(
        self,
        networks: Iterable[str],
        terms: Terms,
        by_network: dict[str, Accepting],
    ) -> Iterator[Participation]:
        for key in dict.fromkeys(networks):
            network, plans = self._plans.plans_of(key)
            for plan in plans:
                yield Participation(
                    plan=plan,
                    network=network,
                    accepting=by_network.get(key, "unknown"),
                    start=terms.start,
                    end=terms.end,
                    source="plan-net",
                    verified_on=terms.on,
                )

    def _accepting(
        self, place: Resource, services: list[Resource], terms: Terms, faults: FaultList
    ) -> tuple[Accepting, dict[str, Accepting]]:
        """The nearest statement counts: the role's, its services', the location's."""
        general, by_network = terms.accepting
        for body in (*services, place):
            if general != "unknown" or by_network:
                break
            general, by_network = accepting_of(body, faults)
        return general, by_network

    def _resolved(self, body: Resource, field: str, faults: FaultList) -> list["Stored"]:
        found = []
        for key in fhir.references(body.get(field)):
            target = self._store.get(key)
            if target is None:
                faults.add(field, key, "no such resource was loaded")
            else:
                found.append(target)
        return found

    def _places_of(self, services: list["Stored"], faults: FaultList) -> list["Stored"]:
        places = {
            place.key: place
            for service in services
            for place in self._resolved(service.body, "location", faults)
        }
        return list(places.values())


def specialties_of(
    value: object, field: str, faults: FaultList, *, strict: bool = False
) -> tuple[HeldSpecialty, ...]:
    """Specialties of CodeableConcepts; with `strict` NUCC codes only, as degrees are none."""
    found = []
    for system, code, words in fhir.codings(value):
        if strict and system != fhir.NUCC_SYSTEM:
            continue
        held, fault = by_text(code if system == fhir.NUCC_SYSTEM else words or code)
        if fault:
            faults.add(field, code or words, fault)
        found.append(held)
    return tuple(dict.fromkeys(found))


def accepting_of(body: Resource, faults: FaultList) -> tuple[Accepting, dict[str, Accepting]]:
    """The newpatients extensions of a resource: the general flag, and flags by network key."""
    general: Accepting = "unknown"
    by_network: dict[str, Accepting] = {}
    for extension in fhir.extensions(body, "newpatients"):
        flags = [
            faults.clean("newpatients", code, clean_accepting) or "unknown"
            for part in fhir.parts(extension, "acceptingPatients")
            for code in fhir.codes(part.get("valueCodeableConcept"))
        ]
        networks = [
            fhir.reference(part.get("valueReference"))
            for part in fhir.parts(extension, "fromNetwork")
        ]
        for flag in flags:
            if any(networks):
                by_network.update(dict.fromkeys(filter(None, networks), flag))
            else:
                general = flag
    return general, by_network


def telehealth_of(services: Iterable[Resource]) -> bool | None:
    """Whether any service is delivered virtually; None where none says how it is delivered."""
    methods = {
        code
        for service in services
        for extension in fhir.extensions(service, "delivery-method")
        for part in fhir.parts(extension, "type")
        for code in fhir.codes(part.get("valueCodeableConcept"))
    }
    return "virtual" in methods if methods else None


def hours_of(value: object) -> tuple[Hours, ...]:
    """Opening hours of `availableTime` or `hoursOfOperation`."""
    found = []
    for entry in records(value):
        days = tuple(day for day in texts(entry.get("daysOfWeek")) if day in _DAYS)
        opens = text(entry.get("availableStartTime")) or text(entry.get("openingTime"))
        closes = text(entry.get("availableEndTime")) or text(entry.get("closingTime"))
        if days and (entry.get("allDay") is True or (opens and closes)):
            whole = entry.get("allDay") is True
            found.append(
                Hours(
                    days=days, opens="" if whole else opens[:5], closes="" if whole else closes[:5]
                )
            )
    return tuple(found)


def address_of(raw: Resource, faults: FaultList) -> tuple[Address | None, bool]:
    """An address and whether it lies abroad; None where it says nothing."""
    lines = texts(raw.get("line"))
    city, zip_text = text(raw.get("city")), text(raw.get("postalCode"))
    state, country = text(raw.get("state")), text(raw.get("country"))
    line1, line2 = (lines[0] if lines else ""), ", ".join(lines[1:])
    if not in_america(country):
        province = f"{state} ({country})" if state.upper() in CODES else state
        address = clean_address(line1, line2, city, province, zip_text)
        return (address if line1 or city or zip_text else None), True
    zip_code = faults.clean("address.postalCode", zip_text, clean_zip) or ""
    if not (line1 or city) and says_nothing(zip_code):
        return None, False
    code = faults.clean("address.state", state, clean_state) or ""
    return clean_address(line1, line2, city, code, zip_code), False


def _serves(service: Resource, place: "Stored") -> bool:
    """Whether a service is delivered at a place; one without locations is delivered everywhere."""
    keys = fhir.references(service.get("location"))
    return not keys or place.key in keys or place.alias in keys


def _first(phones: Iterable[str], field: str, faults: FaultList) -> str:
    """The first number that can be read."""
    for phone in phones:
        if phone and (cleaned := faults.clean(field, phone, clean_phone)):
            return cleaned
    return ""
