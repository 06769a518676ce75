"""Where a label leads, as JSON and as what the pages show; pure."""

import msgspec

from directory.hooks.addresses import address_of
from directory.model.provider import Provider
from directory.search.labels import labels_of
from directory.specialties.catalog import Catalog
from directory.vanity.label import Asked, key_of
from directory.vanity.look import Choice, Found, Nobody, own_label

Json = dict[str, object]


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One provider of a page to choose from."""

    npi: str
    name: str
    specialties: tuple[str, ...]
    places: tuple[str, ...]
    href: str


def person(provider: Provider, catalog: Catalog, language: str) -> Person:
    """What tells bearers of one name apart: credential, specialties, cities."""
    name = provider.name
    held = sorted(provider.specialties, key=lambda one: not one.primary)
    named = ((catalog.name(one.id, language) if one.id else "") or one.text for one in held)
    cities = (
        f"{office.address.city}, {office.address.state}".strip(", ") for office in provider.offices
    )
    return Person(
        npi=provider.npi,
        name=f"{name.full}, {name.credential}" if name.credential else name.full,
        specialties=tuple(dict.fromkeys(filter(None, named))),
        places=tuple(dict.fromkeys(filter(None, cities))),
        href=address_of(own_label(provider)),
    )


def answer_json(asked: Asked, found: Found | Choice | Nobody, base_domain: str) -> Json:
    """The API's answer."""
    head: Json = {"label": asked.typed}
    if isinstance(found, Found):
        brief = _brief(found.provider, base_domain)
        name = key_of(asked, labels_of(found.provider)) if asked.npi is None else None
        host = f"{name}.{base_domain}" if name else brief["host"]
        return {"kind": "provider", **head, "claimed": found.claimed, **brief, "host": host}
    if isinstance(found, Choice):
        choices = [_brief(one, base_domain) for one in found.providers]
        return {"kind": "choice", **head, "total": found.total, "choices": choices}
    nearest = [_brief(one, base_domain) for one in found.nearest]
    return {"kind": "none", **head, "reserved": asked.reserved, "nearest": nearest}


def _brief(provider: Provider, base_domain: str) -> Json:
    places = {(one.address.city, one.address.state) for one in provider.offices}
    return {
        "npi": provider.npi,
        "name": provider.name.full,
        "specialties": [one.id for one in provider.specialties if one.id],
        "places": [{"city": city, "state": state} for city, state in sorted(places)],
        "host": f"{own_label(provider)}.{base_domain}",
        "url": f"/providers/{provider.npi}",
    }
