"""Requests to a provider's own address: the profile, a page to choose, or nearest names."""

from urllib.parse import quote

import msgspec
from flask import (
    Blueprint,
    Response,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.wrappers import Response as AnyResponse

from directory.hooks.addresses import address_of, asked_host, label_before, set_canonical, site
from directory.hooks.answers import HEADERS
from directory.hooks.caching import PRIVATE, cached
from directory.hooks.reader import language
from directory.hooks.services import services
from directory.specialties.catalog import catalog
from directory.vanity.label import Asked, Refused, read_label
from directory.vanity.look import SHOWN, Choice, Found, Nobody, look, own_label
from directory.vanity.params import path_label
from directory.vanity.render import answer_json, person

room = Blueprint("vanity", __name__, template_folder="templates")
HOME = "www"
SERVED_HERE = ("/static/", "/api/", "/providers/", "/suggest/")
"""What a profile page loads and leads to; everything else is sent to the site itself."""
SERVED_HERE_TOO = ("/robots.txt", "/sitemap.xml", "/healthz", "/readyz", "/metrics")


@room.before_app_request
def arrive() -> AnyResponse | None:
    """Answer for a host with something before the base domain; None lets the site answer."""
    host = asked_host()
    label = label_before(host, services().config)
    if not label:
        return None
    if label == HOME:
        return _to_site()
    if request.path in SERVED_HERE_TOO or request.path.startswith(SERVED_HERE):
        return None
    if request.path != "/":
        return _to_site()
    if request.method not in ("GET", "HEAD"):
        return None
    return _own_page(label)


def _own_page(label: str) -> AnyResponse:
    try:
        asked = read_label(label)
    except Refused:
        # Several labels, or none at all: nobody's address.
        return _page("nobody.html", 404, asked=Asked(typed=label), people=())
    found = look(asked, services())
    if isinstance(found, Found):
        return _profile(found)
    if isinstance(found, Choice):
        return _choose(asked, found)
    people = [person(one, catalog(), language()) for one in found.nearest]
    return _page("nobody.html", 404, asked=asked, people=people)


def _profile(found: Found) -> AnyResponse:
    if not found.right:
        return redirect(address_of(own_label(found.provider)), 302)
    canonical = set_canonical(f"/providers/{found.provider.npi}")
    # Asked by its address: rooms do not know each other.
    view, values = current_app.url_map.bind("").match(f"/providers/{found.provider.npi}")
    response = make_response(current_app.view_functions[view](**values))
    response.headers["Link"] = f'<{canonical}>; rel="canonical"'
    return _with_forms(response)


def _choose(asked: Asked, found: Choice) -> Response:
    people = [person(one, catalog(), language()) for one in found.providers]
    name = found.providers[0].name.full
    return _page(
        "bearers.html",
        asked=asked,
        name=name,
        people=people,
        total=found.total,
        more=found.total > SHOWN,
        everyone=f"{site()}/search?q={quote(name)}",
    )


def _page(template: str, status: int = 200, **values: object) -> Response:
    response = make_response(render_template(f"vanity/{template}", site=site(), **values), status)
    response.headers["Cache-Control"] = PRIVATE if status == 200 else "no-store"
    response.headers["X-Robots-Tag"] = "noindex"
    return _with_forms(response)


def _with_forms(response: Response) -> Response:
    """Let the forms of a page here lead to the site itself."""
    policy = HEADERS["Content-Security-Policy"]
    response.headers["Content-Security-Policy"] = policy.replace(
        "form-action 'self'", f"form-action 'self' {site()}"
    )
    return response


def _to_site() -> AnyResponse:
    """The same page of the site. The path is written anew: what a client sent is quoted."""
    query: str = request.environ.get("QUERY_STRING", "")
    path = quote(request.path, safe="/-._~!$&'()*+,;=:@")
    target = site() + "/" + path.lstrip("/")
    safe = quote(query, safe="%=&+-._~!$'()*,;:@/?")
    return redirect(f"{target}?{safe}" if query else target, 308)


@room.get("/api/v1/vanity/<label>")
def vanity(label: str) -> Response:
    """Where a label leads."""
    asked = path_label(label, request.environ.get("QUERY_STRING", ""))
    of = services()
    found = Nobody() if asked.reserved else look(asked, of)
    body = msgspec.json.encode(answer_json(asked, found, of.config.base_domain))
    return cached(lambda: body, body.decode(), control=PRIVATE)
