"""HL7 Da Vinci PDex Plan-Net (FHIR R4), first walk: takes resources from Bundles and NDJSON."""

from collections.abc import Iterator
from typing import Any, BinaryIO

import ijson
import msgspec

from indexer.faults import UnusableInput
from indexer.files import InputFile
from indexer.items import Fault, Item, RawResource, Refused
from indexer.sources.fhir import references
from indexer.sources.json_stream import WithoutBom, elements, malformed, records, text

# What is looked up backwards: for each type, the fields whose targets ask "who points to me?".
_LINKS = {
    "Location": ("managingOrganization",),
    "HealthcareService": ("providedBy",),
    "OrganizationAffiliation": ("participatingOrganization",),
    "InsurancePlan": ("network",),
    "PractitionerRole": ("practitioner",),
}
TYPES = frozenset({*_LINKS, "Practitioner", "Organization", "Endpoint"})
_BOM = b"\xef\xbb\xbf"
# The longest line taken as one resource; longer ones are no resource.
_MAX_LINE = 16 * 2**20


def read(file: InputFile) -> Iterator[Item]:
    """One item for each resource of a Bundle or NDJSON file, or of a file with one resource.

    References run between files in any order, so that resources are only resolved when all files
    of a call are read. Raises UnusableInput for malformed JSON and for a file cut short.
    """
    if _is_bundle(file):
        yield from _bundle(file)
    else:
        yield from _lines(file)


def _is_bundle(file: InputFile) -> bool:
    """Whether the file's top is an object of type Bundle, however it is laid out."""
    try:
        for prefix, event, value in ijson.parse(WithoutBom(_Head(file.head()))):
            if prefix == "resourceType" and event == "string":
                return bool(value == "Bundle")
    except ijson.JSONError:
        # The head of a long file ends anywhere.
        pass
    return b'"Bundle"' in file.head(4096)


class _Head:
    """Bytes as a stream that ijson can read."""

    def __init__(self, data: bytes) -> None:
        self._data = data

    def read(self, size: int = -1) -> bytes:
        taken, self._data = (
            (self._data, b"") if size < 0 else (self._data[:size], self._data[size:])
        )
        return taken


def _bundle(file: InputFile) -> Iterator[Item]:
    for row, entry in elements(file, "entry.item"):
        resource = entry.get("resource") if isinstance(entry, dict) else None
        alias = text(entry.get("fullUrl")) if isinstance(entry, dict) else ""
        yield _taken(file, row, resource, alias, msgspec.json.encode(resource))


def _lines(file: InputFile) -> Iterator[Item]:
    with file.open() as stream:
        row = count = 0
        for line in _split(stream):
            count += len(line)
            data = line.removeprefix(_BOM).strip()
            if not data:
                continue
            row += 1
            try:
                resource = msgspec.json.decode(data)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                if row == 1 and not _whole_resource(file):
                    raise malformed(file, count) from error
                if not line.endswith(b"\n"):
                    raise UnusableInput(
                        f"{file.label}: its last line is cut short at byte {count:,}; "
                        "nothing of it is used, get the file again"
                    ) from error
                fault = Fault("line", data[:200].decode("utf-8", "replace"), f"no JSON: {error}")
                yield Refused(file=file.label, row=row, faults=(fault,))
                continue
            yield _taken(file, row, resource, "", data)


def _whole_resource(file: InputFile) -> bool:
    """Whether further lines of the file are resources, so that only its first one is damaged."""
    with file.open() as stream:
        stream.readline(_MAX_LINE)
        second = stream.readline(_MAX_LINE)
    try:
        return isinstance(msgspec.json.decode(second), dict)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False


def _split(stream: BinaryIO) -> Iterator[bytes]:
    while line := stream.readline(_MAX_LINE):
        yield line


def _taken(file: InputFile, row: int, resource: Any, alias: str, data: bytes) -> Item:
    fault = _fault(resource, alias)
    if fault is not None:
        return Refused(file=file.label, row=row, faults=(fault,))
    kind = resource["resourceType"]
    links = [
        (field, target)
        for field in _LINKS.get(kind, ())
        for target in references(resource.get(field))
    ]
    if kind == "InsurancePlan":
        for coverage in records(resource.get("coverage")):
            links.extend(("network", target) for target in references(coverage.get("network")))
    name = text(resource.get("id"))
    return RawResource(
        file=file.label,
        row=row,
        type=kind,
        id=f"{kind}/{name}" if name else alias,
        alias=alias,
        links=tuple(dict.fromkeys(links)),
        data=data,
    )


def _fault(resource: Any, alias: str) -> Fault | None:
    if not isinstance(resource, dict):
        return Fault("resource", "", "the entry holds no resource")
    kind = resource.get("resourceType")
    if kind not in TYPES:
        return Fault("resourceType", text(kind), "this type is no part of Plan-Net")
    if not text(resource.get("id")) and not alias:
        return Fault("id", "", "the resource has no id, so nothing can refer to it")
    return None
