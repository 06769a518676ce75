"""A profile as schema.org data, which search engines read."""

import json

from directory.model.provider import Hours, Office, Provider
from directory.specialties.catalog import Catalog
from directory.web import words

_DAYS = {
    "mon": "Monday", "tue": "Tuesday", "wed": "Wednesday", "thu": "Thursday", "fri": "Friday",
    "sat": "Saturday", "sun": "Sunday",
}  # fmt: skip
Json = dict[str, object]


def schema_org(provider: Provider, url: str, catalog: Catalog) -> str:
    """JSON-LD for a script element: it holds no `<`, so no text can end the element."""
    name = provider.name
    person = provider.kind == "individual"
    held = words.specialties(provider.specialties, catalog)
    places = [_office(office, words.full_name(name)) for office in provider.offices]
    found: Json = {
        "@context": "https://schema.org",
        "@type": "Person" if person else "MedicalOrganization",
        "@id": url,
        "url": url,
        "name": name.full,
        "identifier": {"@type": "PropertyValue", "propertyID": "NPI", "value": provider.npi},
        "knowsLanguage": list(provider.languages),
        "workLocation" if person else "location": places,
    }
    if person:
        found |= {
            "givenName": name.first,
            "familyName": name.last,
            "honorificSuffix": name.credential,
            "jobTitle": list(held),
        }
    else:
        found["description"] = ", ".join(held)
    return json.dumps(_filled(found), ensure_ascii=False).replace("<", "\\u003c")


def _office(office: Office, name: str) -> Json:
    address = office.address
    street = ", ".join(line for line in (address.line1, address.line2) if line)
    point: Json = {}
    if office.lat is not None and office.lon is not None and office.located_by == "source":
        point = {"@type": "GeoCoordinates", "latitude": office.lat, "longitude": office.lon}
    accepting = {"yes": True, "no": False}.get(office.accepting)
    return _filled(
        {
            "@type": "MedicalClinic",
            "name": office.name or name,
            "telephone": office.phone,
            "address": _filled(
                {
                    "@type": "PostalAddress",
                    "streetAddress": street,
                    "addressLocality": address.city,
                    "addressRegion": address.state,
                    "postalCode": address.zip,
                    "addressCountry": "US",
                }
            ),
            "geo": point,
            "isAcceptingNewPatients": accepting,
            "openingHoursSpecification": [_hours(hours) for hours in office.hours],
        }
    )


def _hours(hours: Hours) -> Json:
    return {
        "@type": "OpeningHoursSpecification",
        "dayOfWeek": [_DAYS[day] for day in hours.days if day in _DAYS],
        "opens": hours.opens or "00:00",
        "closes": hours.closes or "23:59",
    }


def _filled(found: Json) -> Json:
    """Without what is not known."""
    return {key: value for key, value in found.items() if value not in (None, "", [], {})}
