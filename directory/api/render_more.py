"""All other answers of the API as JSON: suggestions, the tree, plans, supply, network status."""

from collections.abc import Iterable, Mapping
from datetime import date

from directory.api.render import Json, Names, issuer_name, network_name, office_json, place_json
from directory.model.place import Place
from directory.model.plan import Issuer, Plan
from directory.model.provider import Provider
from directory.search.page import NameSuggestion, Supply
from directory.search.planbook import PlanBook
from directory.search.status import NetworkStatus
from directory.specialties.catalog import Catalog, Match


def suggestion(id_: str, label: str, detail: str | None = None, count: int | None = None) -> Json:
    """One suggestion; `count` says how many providers it stands for, where that is known."""
    one: Json = {"id": id_, "label": label, "detail": detail or ""}
    if count is not None:
        one["count"] = count
    return one


def name_suggestions(found: Iterable[NameSuggestion], catalog: Catalog) -> list[Json]:
    """Names; one that a single provider bears carries the NPI as id, else the name itself."""
    return [
        suggestion(one.npi or one.text, one.text, _who(one.provider, catalog), one.count)
        for one in found
    ]


def _who(provider: Provider | None, catalog: Catalog) -> str:
    """Main specialty and city of someone, to tell people of one name apart."""
    if provider is None:
        return ""
    held = sorted(provider.specialties, key=lambda one: not one.primary)[:1]
    what = [(catalog.name(one.id, "en") if one.id else "") or one.text for one in held]
    where = [f"{o.address.city}, {o.address.state}" for o in provider.offices[:1] if o.address.city]
    return " · ".join(part for part in (*what, *where) if part)


def specialty_suggestions(found: Iterable[Match], catalog: Catalog) -> list[Json]:
    """Specialties, with the word that led to each where it is not the name."""
    return [
        suggestion(
            match.specialty.id,
            catalog.name(match.specialty.id, "en"),
            "" if match.word == catalog.name(match.specialty.id, "en") else match.word,
        )
        for match in found
    ]


def plan_suggestions(found: Iterable[Plan], book: PlanBook) -> list[Json]:
    """Plans with issuer and product."""
    return [
        suggestion(plan.id, plan.name, plan_detail(plan, book), book.providers.get(plan.id, 0))
        for plan in found
    ]


def plan_detail(plan: Plan, book: PlanBook) -> str:
    """Issuer, product and year of a plan on one line."""
    year = str(max(plan.years)) if plan.years else ""
    parts = (issuer_name(plan.issuer, book), plan.type, year, ", ".join(plan.states[:3]))
    return " · ".join(part for part in parts if part)


def place_suggestions(found: Iterable[Place]) -> list[Json]:
    """Places with their county."""
    return [suggestion(place.id, place.label, place.county_name) for place in found]


def specialty_tree(
    catalog: Catalog, counts: Mapping[str, int], categories: Mapping[str, int]
) -> Json:
    """The catalog with counts of providers; a provider counts once in a category."""
    return {
        "categories": [
            {
                "id": category.id,
                "name": category.names["en"],
                "count": categories.get(category.id, 0),
                "specialties": [
                    {
                        "id": specialty.id,
                        "name": specialty.names["en"],
                        "codes": specialty.codes,
                        "count": counts.get(specialty.id, 0),
                    }
                    for specialty in map(catalog.get, category.specialties)
                    if specialty is not None
                ],
            }
            for category in catalog.categories
        ]
    }


def plan_json(plan: Plan, names: Names, providers: int, generation: str) -> Json:
    """A plan with its issuer, networks and how many providers take part."""
    book = names.book
    return {
        "id": plan.id,
        "id_type": plan.id_type,
        "name": plan.name,
        "type": plan.type,
        "issuer": _named(plan.issuer, issuer_name(plan.issuer, book)),
        "years": plan.years,
        "states": plan.states,
        "networks": [_named(network, network_name(network, book)) for network in plan.networks],
        "tiers": plan.tiers,
        "url": plan.url or None,
        "providers": providers,
        "sources": plan.sources,
        "generation": generation,
    }


def issuers_json(book: PlanBook, generation: str) -> Json:
    """All issuers by name, each with its plans; plans that no issuer claims come last."""
    issuers = sorted(book.issuers.values(), key=lambda issuer: (issuer.name, issuer.id))
    return {
        "issuers": [_issuer(issuer, book) for issuer in issuers],
        "unclaimed": [
            _plan_line(plan)
            for plan in sorted(book.plans.values(), key=lambda plan: (plan.name, plan.id))
            if plan.issuer is None or plan.issuer not in book.issuers
        ],
        "generation": generation,
    }


def _issuer(issuer: Issuer, book: PlanBook) -> Json:
    return {
        "id": issuer.id,
        "name": issuer.name,
        "states": issuer.states,
        "plans": [_plan_line(plan) for plan in book.plans_of(issuer.id)],
    }


def _plan_line(plan: Plan) -> Json:
    return {"id": plan.id, "name": plan.name, "type": plan.type, "years": plan.years}


def _named(id_: str | None, name: str | None) -> Json | None:
    return None if id_ is None else {"id": id_, "name": name or id_}


def supply_json(
    supply: Supply,
    *,
    specialty: list[str],
    place: Place | None,
    nearest: Provider | None,
    as_of: date,
    generation: str,
) -> Json:
    """How many there are; areas are null where the place lies in none that is known."""
    closest = None
    if supply.nearest is not None:
        npi, miles = supply.nearest
        closest = {
            "npi": npi,
            "name": nearest.name.full if nearest else None,
            "distance": round(miles, 2),
            "url": f"/providers/{npi}",
        }
    return {
        "specialty": specialty,
        "place": place_json(place),
        "within": {str(miles): count for miles, count in sorted(supply.within.items())},
        "county": supply.county,
        "state": supply.state,
        "nation": supply.nation,
        "accepting": supply.accepting,
        "verified": supply.verified,
        "nearest": closest,
        "as_of": as_of,
        "generation": generation,
    }


def status_json(
    status: NetworkStatus, provider: Provider, plan: Plan, names: Names, as_of: date
) -> Json:
    """The answer with the offices it holds for."""
    return {
        "answer": status.answer,
        "npi": provider.npi,
        "plan": {
            "id": plan.id,
            "name": plan.name,
            "issuer": issuer_name(plan.issuer, names.book),
        },
        "offices": [office_json(provider.offices[index], names, as_of) for index in status.offices],
        "as_of": as_of,
        "verified_on": status.verified_on,
        "source": status.source,
    }
