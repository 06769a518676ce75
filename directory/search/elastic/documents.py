"""From a provider to the document that is indexed: what is searched on, and the whole as JSON."""

from collections.abc import Callable
from typing import Any

import msgspec

from directory.model.provider import Office, Provider
from directory.places.distance import wrap
from directory.search.elastic.conditions import offer
from directory.search.participations import effective_accepting
from directory.search.ranking import fresh_on, prominence
from directory.search.statenames import states_of
from directory.search.text import name_tokens, phone_digits, sort_name

NEVER_VERIFIED = 0
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Provider)


def document(
    provider: Provider,
    classes: Callable[[Office], list[int]],
    issuer: Callable[[str], str | None],
) -> dict[str, Any]:
    """The document of one provider.

    `classes` gives an office's participation classes, `issuer` the issuer of a plan.

    Of a deactivated provider only the NPI is searched on, since nothing else may find it.
    """
    found: dict[str, Any] = {
        "npi": provider.npi,
        "active": provider.deactivated_on is None,
        "provider": _encoder.encode(provider).decode(),
    }
    if provider.deactivated_on is not None:
        return found
    fresh = fresh_on(provider)
    return found | {
        "kind": provider.kind,
        "gender": provider.gender,
        "languages": provider.languages,
        "phones": sorted({phone_digits(office.phone) for office in provider.offices} - {""}),
        "names": [f"{field}:{token}" for field, token in name_tokens(provider)],
        "states": states_of(provider),
        "offers": sorted({offer(o.accepting, o.telehealth) for o in provider.offices}),
        "sort_name": sort_name(provider),
        "prominence": prominence(provider),
        "freshness": fresh.toordinal() if fresh else NEVER_VERIFIED,
        "offices": [office_document(office, classes, issuer) for office in provider.offices],
    }


def office_document(
    office: Office,
    classes: Callable[[Office], list[int]],
    issuer: Callable[[str], str | None],
) -> dict[str, Any]:
    """The nested document of one office; what is unknown is absent."""
    plans = {part.plan for part in office.participations}
    accepting = {
        part.plan for part in office.participations if effective_accepting(part, office) == "yes"
    }
    found: dict[str, Any] = {
        "specialties": sorted({held.id for held in office.specialties if held.id}),
        "codes": sorted({held.code for held in office.specialties if held.code}),
        "participations": [str(number) for number in classes(office)],
        "plans": sorted(plans),
        "plans_accepting": sorted(accepting),
        "issuers": sorted({held for plan in plans if (held := issuer(plan))}),
        "issuers_accepting": sorted({held for plan in accepting if (held := issuer(plan))}),
        "accepting": office.accepting,
        "telehealth": office.telehealth,
        "accessibility": office.accessibility,
        "state": office.address.state or None,
        "county": office.county,
        "verified_on": office.verified_on and office.verified_on.isoformat(),
    }
    if office.lat is not None and office.lon is not None:
        found["location"] = [wrap(office.lon), office.lat]
    return {field: value for field, value in found.items() if value not in (None, [], ())}


def read_provider(stored: str) -> Provider:
    """The provider that `document` kept."""
    return _decoder.decode(stored)
