"""What to offer when nothing or little is found: the criterion to drop, farther rings, supply."""

from datetime import timedelta

import msgspec
from flask_babel import gettext

from directory.model.place import Place
from directory.model.provider import Provider
from directory.model.states import STATE_NAMES
from directory.params.common import Door
from directory.params.raw import Raw
from directory.params.search import Asked
from directory.search.engine import Engine
from directory.search.page import Supply
from directory.search.relax import Criterion, Relaxation, relax
from directory.search.request import SupplyRequest
from directory.web import words
from directory.web.criteria import without
from directory.web.params import address

LITTLE = 3
"""Up to so many results, ways to find more are offered beside them."""
VERIFIED_DAYS = 90
_PLAN = ("plan", "issuer", "network", "outside")
_PLACE = ("place", "lat", "lon", "radius", "sort")
_PARAMETERS: dict[Criterion, tuple[str, ...]] = {
    "plan": _PLAN,
    "place": _PLACE,
    "verified": ("verified_within",),
}
"""Parameters that stand for a criterion, where they are not of its name alone."""


class WayOut(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion given up: what that would find, and the search that does it."""

    label: str
    count: int
    href: str


class Ways(msgspec.Struct, frozen=True, kw_only=True):
    """All ways out; `names` are names near the one typed, each with its search."""

    relaxed: tuple[WayOut, ...] = ()
    names: tuple[tuple[str, str], ...] = ()


class SupplyView(msgspec.Struct, frozen=True, kw_only=True):
    """How many of a specialty there are, from near to far; each row is (where, count, address).

    `freshest` is the search for those verified lately, the last one first.
    """

    rows: tuple[tuple[str, int, str], ...]
    accepting: int
    verified: int
    freshest: str = ""
    nearest_npi: str = ""
    nearest_name: str = ""
    nearest_distance: str = ""


def ways_out(asked: Asked, criteria: Raw, found: int, engine: Engine) -> Ways:
    """Each criterion given up alone, where that finds more; most finds first."""
    relief = relax(engine, asked.request)
    offers = [
        _way(one, criteria)
        for one in relief.relaxations
        # Those outside the plan are in the list already.
        if one.count > found and not (one.criterion == "plan" and "outside" in criteria)
    ]
    names = [name for name in relief.names if name.casefold() != asked.request.name.casefold()]
    return Ways(
        relaxed=tuple(sorted(offers, key=lambda offer: -offer.count)),
        names=tuple((name, address({"name": [name]})) for name in names) if not found else (),
    )


def _way(one: Relaxation, criteria: Raw) -> WayOut:
    left = without(criteria, *_PARAMETERS.get(one.criterion, (one.criterion,)))
    if one.criterion == "plan" and "plan" in criteria:
        # The plan stays in the question, so that each card answers for it.
        left = {**without(criteria, "outside"), "outside": ["true"]}
    if one.radius is not None:
        left["radius"] = [f"{one.radius:g}"]
    return WayOut(label=_label(one, criteria), count=one.count, href=address(left))


def _label(one: Relaxation, criteria: Raw) -> str:
    if one.radius is not None:
        return str(gettext("Within %(distance)s", distance=words.miles(one.radius)))
    if one.criterion == "plan" and "plan" in criteria:
        return str(gettext("Also outside this plan, or where the plan is not known"))
    labels = {
        "plan": gettext("Any insurer and network"),
        "specialty": gettext("Any specialty"),
        "accepting": gettext("Also those not taking new patients"),
        "telehealth": gettext("Also those without telehealth"),
        "gender": gettext("Any gender"),
        "language": gettext("Any language"),
        "verified": gettext("Verified at any time"),
        "accessibility": gettext("Any accessibility"),
        "kind": gettext("People and organizations"),
        "name": gettext("Any name"),
        "place": gettext("Anywhere"),
    }
    return str(labels[one.criterion])


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


def _freshest(only: Raw) -> str:
    within = {"verified_within": [str(VERIFIED_DAYS)], "sort": ["freshness"]}
    return address({"specialty": only["specialty"], **within}) if "specialty" in only else ""


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
        rows.append((f"{STATE_NAMES.get(place.state, '')} ({place.state})", supply.state, ""))
    nationwide = address({"specialty": only["specialty"]}) if "specialty" in only else ""
    rows.append((gettext("United States"), supply.nation, nationwide))
    nearest = door.engine.get(supply.nearest[0]) if supply.nearest else None
    named = isinstance(nearest, Provider) and supply.nearest is not None
    return SupplyView(
        rows=tuple(rows),
        accepting=supply.accepting,
        verified=supply.verified,
        freshest=_freshest(only) if supply.verified else "",
        nearest_npi=supply.nearest[0] if supply.nearest and named else "",
        nearest_name=words.full_name(nearest.name) if isinstance(nearest, Provider) else "",
        nearest_distance=words.miles(supply.nearest[1]) if supply.nearest else "",
    )
