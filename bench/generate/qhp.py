"""Providers as elements of QHP providers.json."""

from bench.generate.draw import Batch
from bench.generate.people import Provider, Site
from bench.generate.plans import Network

_ACCEPTING = ("accepting", "not accepting", "accepting in some locations")
# Texts hold capitals, digits, blanks, "&", "/", "'" and "-" only: nothing that JSON escapes.


def entry(
    provider: Provider, plans: str, *, npi: str | None = None, updated: str = "2026-10-05"
) -> str:
    """One element; `plans` is JSON already. `npi` (JSON as well) puts a fault in it."""
    number = f'"{provider.npi}"' if npi is None else npi
    texts = '","'.join(provider.texts)
    addresses = ",".join(_address(site) for site in provider.sites)
    if provider.organization:
        body = (
            f'"type":"FACILITY","facility_name":"{provider.organization}",'
            f'"facility_type":["{texts}"]'
        )
    else:
        middle = f'"middle":"{provider.middle}",' if provider.middle else ""
        spoken = f',"{provider.language}"' if provider.language else ""
        body = (
            f'"type":"INDIVIDUAL","name":{{"first":"{provider.first}",{middle}'
            f'"last":"{provider.last}"}},"speciality":["{texts}"],'
            f'"accepting":"{_ACCEPTING[provider.accepting]}",'
            f'"gender":"{"Female" if provider.female else "Male"}",'
            f'"languages":["English"{spoken}]'
        )
    return (
        f'{{"npi":{number},{body},"addresses":[{addresses}],'
        f'"plans":[{plans}],"last_updated_on":"{updated}"}}'
    )


def _address(site: Site) -> str:
    second = f'"address_2":"{site.line2}",' if site.line2 else ""
    return (
        f'{{"address":"{site.line1}",{second}"city":"{site.city}","state":"{site.state}",'
        f'"zip":"{site.zip}","phone":"{site.phone}"}}'
    )


def networks_of(
    batch: Batch, provider: Provider, networks: list[Network], likelihood: float
) -> tuple[str, int]:
    """The provider's plans as JSON, and how many entries they are; at least one network's."""
    joins = batch.joins[provider.row]
    years = batch.years[provider.row]
    chosen = [place for place in range(len(networks)) if joins[place] < likelihood]
    chosen = chosen or [int(joins[0] * len(networks))]
    texts = [networks[place].json[years[place]] for place in chosen]
    return ",".join(texts), sum(len(networks[place].plans) for place in chosen)
