"""A provider's profile, its card for a telephone's address book, and its address as a QR code."""

import io
import re
from urllib.parse import quote_plus

import msgspec
import segno
from flask import Response
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import NotFound
from directory.hooks.caching import PRIVATE
from directory.hooks.found import find_provider
from directory.hooks.services import services
from directory.model.npi import is_npi
from directory.model.provider import Provider
from directory.places.gazetteer import gazetteer
from directory.search.request import Near
from directory.web.map.drawing import Pin, draw
from directory.web.map.outlines import outlines
from directory.web.params import Seen
from directory.web.render.card import Context
from directory.web.render.office import OfficeView
from directory.web.render.profile import profile
from directory.web.render.schema_org import schema_org
from directory.web.render.vcard import vcard
from directory.web.room import absolute, answer, room
from directory.web.routes.seen import seen_with

MAP = (480, 260)


class Way(msgspec.Struct, frozen=True, kw_only=True):
    """A map service that can show the way; the reader chooses whether to ask it."""

    name: str
    href: str


@room.get("/providers/<npi>")
def provider_page(npi: str) -> AnyResponse:
    """One provider."""
    found = _found(npi)
    door = services().door()
    seen = seen_with(door)
    if not isinstance(seen, Seen):
        return seen
    context = Context(
        book=door.engine.plans(),
        catalog=door.catalog,
        as_of=seen.as_of,
        plans=seen.plans,
        place=seen.place,
    )
    one = profile(found, context)
    here = Near(seen.place.lat, seen.place.lon) if seen.place else None
    pins = [
        Pin(number, office.city, Near(office.lat, office.lon))
        for number, office in enumerate(one.offices, 1)
        if office.lat is not None and office.lon is not None
    ]
    return answer(
        "provider.html",
        one=one,
        as_of=seen.as_of,
        place=seen.place,
        plan=one.verdict if len(seen.plans) == 1 else None,
        map=draw(pins, here, None, outlines(), gazetteer(), MAP) if pins else None,
        ways=[_ways(office) for office in one.offices],
        data=schema_org(found, absolute(f"/providers/{npi}"), door.catalog),
    )


@room.get("/providers/<npi>/card.vcf")
def contact(npi: str) -> Response:
    """The card."""
    found = _found(npi)
    url = absolute(f"/providers/{npi}")
    body = vcard(found, url, services().door().catalog)
    response = Response(body, content_type="text/vcard; charset=utf-8")
    name = re.sub(r"[^a-z0-9]+", "-", found.name.full.casefold()).strip("-") or npi
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.vcf"'
    response.headers["Cache-Control"] = PRIVATE
    return response


@room.get("/providers/<npi>/qr.svg")
def qr(npi: str) -> Response:
    """The code."""
    _found(npi)
    out = io.BytesIO()
    code = segno.make(absolute(f"/providers/{npi}"), error="m", micro=False)
    code.save(out, kind="svg", scale=4, border=4, light="#fff", svgclass=None, lineclass=None)
    response = Response(out.getvalue(), content_type="image/svg+xml")
    response.headers["Cache-Control"] = PRIVATE
    return response


def _found(npi: str) -> Provider:
    if not is_npi(npi):
        raise NotFound
    return find_provider(services().engine, npi)


def _ways(office: OfficeView) -> list[Way]:
    """Ways to the address; a device's own map application comes first."""
    if not office.street:
        return []
    to = quote_plus(", ".join(office.lines))
    found = []
    if office.lat is not None:
        found.append(Way(name="geo", href=f"geo:{office.lat:.5f},{office.lon:.5f}?q={to}"))
    return [
        *found,
        Way(name="OpenStreetMap", href=f"https://www.openstreetmap.org/search?query={to}"),
        Way(name="Apple Maps", href=f"https://maps.apple.com/?daddr={to}"),
        Way(name="Google Maps", href=f"https://www.google.com/maps/dir/?api=1&destination={to}"),
    ]
