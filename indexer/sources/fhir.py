"""Reading FHIR R4 resources: references, codings, identifiers, extensions, contact points."""

from collections.abc import Iterator
from typing import Any

from indexer.clean.npi import npi_fault
from indexer.sources.json_stream import records, text

Resource = dict[str, Any]

PLAN_NET = "http://hl7.org/fhir/us/davinci-pdex-plan-net/StructureDefinition/"
NPI_SYSTEMS = frozenset(
    {"http://hl7.org/fhir/sid/us-npi", "http://terminology.hl7.org/NamingSystem/npi"}
)
NUCC_SYSTEM = "http://nucc.org/provider-taxonomy"
_GEOLOCATION = "http://hl7.org/fhir/StructureDefinition/geolocation"


def key_of(reference: str) -> str:
    """`Type/id` of a relative or absolute reference, without its version; a URN stays as it is."""
    if reference.startswith("urn:"):
        return reference
    path = reference.split("/_history/")[0].rstrip("/")
    return "/".join(path.split("/")[-2:])


def reference(value: object) -> str:
    """The key that a Reference points to; empty where it has no literal reference."""
    if not isinstance(value, dict):
        return ""
    target = text(value.get("reference"))
    return key_of(target) if target else ""


def references(value: object) -> list[str]:
    """The keys of a list of References (or of one)."""
    found = records(value) if isinstance(value, list) else [value]
    return [key for key in map(reference, found) if key]


def codings(value: object) -> Iterator[tuple[str, str, str]]:
    """(system, code, text) of the codings of a CodeableConcept, or of a list of them.

    A concept without coding gives its text alone.
    """
    for concept in records(value) if isinstance(value, list) else records([value]):
        words = text(concept.get("text"))
        given = records(concept.get("coding"))
        for coding in given:
            yield (
                text(coding.get("system")),
                text(coding.get("code")),
                text(coding.get("display")) or words,
            )
        if not given and words:
            yield "", "", words


def codes(value: object) -> list[str]:
    """The codes alone."""
    return [code for _, code, _ in codings(value) if code]


def extensions(resource: Resource, name: str) -> Iterator[Resource]:
    """The Plan-Net extensions of this name."""
    for extension in records(resource.get("extension")):
        if extension.get("url") == PLAN_NET + name:
            yield extension


def parts(extension: Resource, name: str) -> Iterator[Resource]:
    """The parts of this name within a complex extension."""
    return (one for one in records(extension.get("extension")) if one.get("url") == name)


def npi_of(resource: Resource) -> tuple[str, str | None]:
    """The NPI among the identifiers, and what is wrong with it, if anything."""
    for identifier in records(resource.get("identifier")):
        if text(identifier.get("system")) in NPI_SYSTEMS:
            npi = text(identifier.get("value"))
            return npi, npi_fault(npi)
    return "", "there is no identifier of the NPI system; an NPI is needed to list a provider"


def contact(resource: Resource, system: str) -> str:
    """The first contact point of a system (`phone`, `fax`), preferring those not marked old."""
    for point in records(resource.get("telecom")):
        if point.get("system") == system and point.get("use") != "old":
            return text(point.get("value"))
    return ""


def coordinates(resource: Resource) -> tuple[float, float] | None:
    """Latitude and longitude of a Location's position or of an address' geolocation extension."""
    position = resource.get("position")
    if isinstance(position, dict):
        return _pair(position.get("latitude"), position.get("longitude"))
    for address in addresses(resource):
        for extension in records(address.get("extension")):
            if extension.get("url") == _GEOLOCATION:
                given = {
                    one.get("url"): one.get("valueDecimal")
                    for one in records(extension.get("extension"))
                }
                return _pair(given.get("latitude"), given.get("longitude"))
    return None


def addresses(resource: Resource) -> list[Resource]:
    """The addresses of a resource, be it one or a list."""
    given = resource.get("address")
    return records(given) if isinstance(given, list) else records([given])


def _pair(lat: object, lon: object) -> tuple[float, float] | None:
    if isinstance(lat, int | float) and isinstance(lon, int | float):
        return float(lat), float(lon)
    return None
