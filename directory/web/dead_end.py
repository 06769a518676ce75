"""What to offer when nothing or little is found: the criterion to drop, farther rings, supply."""

from collections.abc import Callable
from datetime import timedelta

import msgspec
from flask_babel import gettext

from directory.model.place import Place
from directory.model.provider import Provider
from directory.params.common import Door
from directory.params.raw import Raw
from directory.params.search import Asked
from directory.search.engine import Engine
from directory.search.page import Supply
from directory.search.request import RINGS, SearchRequest, SupplyRequest
from directory.web import words
from directory.web.criteria import without
from directory.web.params import address

LITTLE = 3
"""Up to so many results, ways to find more are offered beside them."""
MOST_SEARCHES = 10
VERIFIED_DAYS = 90
Change = Callable[[SearchRequest], SearchRequest]


class Relaxation(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion dropped: what that would find, and the search that does it."""

    label: str
    count: int
    href: str


class SupplyView(msgspec.Struct, frozen=True, kw_only=True):
    """How many of a specialty there are, from near to far; each row is (where, count, address)."""

    rows: tuple[tuple[str, int, str], ...]
    accepting: int
    verified: int
    nearest_npi: str = ""
    nearest_name: str = ""
    nearest_distance: str = ""


class _Drop(msgspec.Struct, frozen=True):
    names: tuple[str, ...]
    label: str
    change: dict[str, object]
    instead: dict[str, list[str]] = {}


def relaxations(asked: Asked, criteria: Raw, found: int, engine: Engine) -> list[Relaxation]:
    """Each criterion dropped alone, where that finds more; most finds first."""
    offers = []
    for drop in _drops(asked, criteria)[:MOST_SEARCHES]:
        request = msgspec.structs.replace(
            asked.request, **drop.change, limit=1, facets=(), after=None, widen=False
        )
        count = engine.search(request).total
        if count > found:
            href = address({**without(criteria, *drop.names), **drop.instead})
            offers.append(Relaxation(label=drop.label, count=count, href=href))
    return sorted(offers, key=lambda offer: -offer.count)


def _drops(asked: Asked, criteria: Raw) -> list[_Drop]:
    of = asked.request
    found = []
    if of.plans and "outside" not in criteria:
        label = gettext("Also outside this plan, or where the plan is not known")
        found.append(_Drop((), label, {"plans": ()}, {"outside": ["true"]}))
    for name, field, empty, label in _simple():
        if getattr(of, field):
            found.append(_Drop((name,), label, {field: empty}))
    if of.specialties or of.codes:
        change: dict[str, object] = {"specialties": (), "codes": ()}
        found.append(_Drop(("specialty",), gettext("Any specialty"), change))
    return found + _farther(of)


def _simple() -> list[tuple[str, str, object, str]]:
    return [
        ("accepting", "accepting", False, gettext("Also those not taking new patients")),
        ("telehealth", "telehealth", False, gettext("Also those without telehealth")),
        ("gender", "genders", (), gettext("Any gender")),
        ("language", "languages", (), gettext("Any language")),
        ("verified_within", "verified_since", None, gettext("Verified at any time")),
        ("accessibility", "accessibility", (), gettext("Any accessibility")),
        ("kind", "kinds", (), gettext("People and organizations")),
        ("issuer", "issuers", (), gettext("Any insurer")),
        ("network", "networks", (), gettext("Any network")),
        ("name", "name", "", gettext("Any name")),
    ]


def _farther(of: SearchRequest) -> list[_Drop]:
    """The next ring, the widest one, and no place at all."""
    if of.near is None:
        return []
    wider = [ring for ring in RINGS if ring > of.radius]
    rings = dict.fromkeys([*wider[:1], *wider[-1:]])
    found = [
        _Drop(
            ("radius",),
            gettext("Within %(distance)s", distance=words.miles(ring)),
            {"radius": ring},
            {"radius": [f"{ring:g}"]},
        )
        for ring in rings
    ]
    nowhere: dict[str, object] = {"near": None, "sort": "best"}
    names = ("place", "lat", "lon", "radius", "sort")
    return [*found, _Drop(names, gettext("Anywhere"), nowhere)]


def supply_view(asked: Asked, criteria: Raw, door: Door) -> SupplyView | None:
    """The supply of the specialty asked for around the place; None without either."""
    of = asked.request
    if of.near is None or not (of.specialties or of.codes):
        return None
    supply = door.engine.supply(
        SupplyRequest(
            as_of=of.as_of,
            specialties=of.specialties,
            codes=of.codes,
            near=of.near,
            county=asked.place.county if asked.place else None,
            state=asked.place.state if asked.place else None,
            verified_since=of.as_of - timedelta(days=VERIFIED_DAYS),
        )
    )
    only = {k: v for k, v in criteria.items() if k in ("specialty", "place", "lat", "lon")}
    return _view(supply, asked.place, only, door)


def _view(supply: Supply, place: Place | None, only: Raw, door: Door) -> SupplyView:
    rows = [
        (
            gettext("within %(distance)s", distance=words.miles(ring)),
            count,
            address({**only, "radius": [str(ring)]}),
        )
        for ring, count in supply.within.items()
    ]
    if place and place.county_name and supply.county is not None:
        rows.append((place.county_name, supply.county, ""))
    if place and supply.state is not None:
        rows.append((place.state, supply.state, ""))
    nationwide = address({"specialty": only["specialty"]}) if "specialty" in only else ""
    rows.append((gettext("United States"), supply.nation, nationwide))
    nearest = door.engine.get(supply.nearest[0]) if supply.nearest else None
    named = isinstance(nearest, Provider) and supply.nearest is not None
    return SupplyView(
        rows=tuple(rows),
        accepting=supply.accepting,
        verified=supply.verified,
        nearest_npi=supply.nearest[0] if supply.nearest and named else "",
        nearest_name=words.full_name(nearest.name) if isinstance(nearest, Provider) else "",
        nearest_distance=words.miles(supply.nearest[1]) if supply.nearest else "",
    )
