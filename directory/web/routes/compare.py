"""Up to three providers side by side."""

from flask import Response

from directory.errors import DeactivatedProvider, UnknownProvider
from directory.hooks.found import find_provider
from directory.hooks.services import services
from directory.model.place import Place
from directory.model.provider import Provider
from directory.places.distance import miles
from directory.search.page import Hit, OfficeHit
from directory.web.params import read_view
from directory.web.render.card import Context, card
from directory.web.room import address_of, answer, room

MOST = 3
MOST_SPECIALTIES = 12


@room.get("/compare")
def compare() -> Response:
    """A table of the providers picked; more than three are told and left out."""
    door = services().door()
    asked = read_view(door)
    found, missing = [], []
    for npi in asked.npis[:MOST]:
        try:
            found.append(find_provider(door.engine, npi))
        except (UnknownProvider, DeactivatedProvider):
            missing.append(npi)
    context = Context(
        book=door.engine.plans(),
        catalog=door.catalog,
        as_of=asked.as_of,
        plans=asked.plans,
        place=asked.place,
        shown=MOST_SPECIALTIES,
    )
    cards = [card(_nearest(provider, asked.place), context) for provider in found]
    return answer(
        "compare.html",
        cards=cards,
        missing=missing,
        left_out=asked.npis[MOST:],
        as_of=asked.as_of,
        removed={
            one.npi: address_of(
                "/compare",
                npi=[other.npi for other in cards if other is not one],
                plan=list(asked.plans),
                place=asked.place.id if asked.place else None,
            )
            for one in cards
        },
    )


def _nearest(provider: Provider, place: Place | None) -> Hit:
    """The provider with all offices, the one nearest to the place first."""
    offices = []
    for index, office in enumerate(provider.offices):
        far = None
        if place is not None and office.lat is not None and office.lon is not None:
            far = miles(place.lat, place.lon, office.lat, office.lon)
        offices.append(OfficeHit(index, far))
    offices.sort(key=lambda one: (one.distance is None, one.distance or 0.0, one.index))
    return Hit(provider=provider, offices=tuple(offices))
