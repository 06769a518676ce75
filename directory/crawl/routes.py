"""Sitemaps, robots.txt, and the one address of each page."""

import re
from urllib.parse import quote

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import HTTPException

from directory.crawl import render
from directory.crawl.lists import MOST, Lists
from directory.errors import NotFound, Unavailable
from directory.hooks.addresses import canonical_address, site
from directory.hooks.caching import PUBLIC, cached
from directory.hooks.services import Services, services

room = Blueprint("crawl", __name__)
XML = "application/xml"
FIXED = ("/", "/specialties", "/plans", "/issuers", "/policies", "/join", "/accessibility",
         "/privacy", "/languages")  # fmt: skip
"""Public pages besides those of providers, specialties and plans; those that are not there yet
are left out."""
_PRIVATE = re.compile("|".join(re.escape(path).replace(r"\*", "[^/]+") for path in render.PRIVATE))


@room.get("/robots.txt")
def robots() -> Response:
    """What robots may read."""
    body = render.robots(site())
    return cached(lambda: body, body.decode(), control=PUBLIC, content_type="text/plain")


@room.get("/sitemap.xml")
def index() -> Response:
    """The list of sitemaps."""
    of = services()
    generation, count = _made(of)
    names = ["pages", *(f"providers-{number}" for number in range(1, count + 1))]
    addresses = [f"{site()}/sitemaps/{name}.xml" for name in names]
    return cached(lambda: render.index(addresses), generation, addresses, control=PUBLIC,
                  content_type=XML)  # fmt: skip


@room.get("/sitemaps/pages.xml")
def pages() -> Response:
    """Specialties, plans, and the pages there is one of."""
    door = services().door()
    base = site()
    paths = [path for path in FIXED if _served(path)]
    if _served("/specialties/x"):
        paths += [f"/specialties/{quote(one.id)}" for one in door.catalog.specialties]
    plans = [f"/plans/{quote(plan, safe='')}" for plan in sorted(door.engine.plans().plans)]
    paths += plans[: MOST - len(paths)] if _served("/plans/x") else []
    return cached(
        lambda: render.sitemap(base + path for path in paths),
        door.engine.generation().id,
        base,
        paths,
        control=PUBLIC,
        content_type=XML,
    )


@room.get("/sitemaps/providers-<int:number>.xml")
def providers(number: int) -> Response:
    """Fifty thousand providers."""
    of = services()
    generation, _ = _made(of)
    npis = _lists(of).read(generation, number)
    if npis is None:
        raise NotFound
    base = site()
    return cached(
        lambda: render.sitemap(f"{base}/providers/{npi}" for npi in npis),
        generation,
        base,
        number,
        control=PUBLIC,
        content_type=XML,
    )


@room.after_app_request
def tell(response: Response) -> Response:
    """Say in headers what the page is: nothing to index, or its one address."""
    if response.mimetype != "text/html":
        return response
    if _is_private() or response.status_code != 200:
        response.headers.setdefault("X-Robots-Tag", "noindex")
    elif "X-Robots-Tag" not in response.headers:
        response.headers.setdefault("Link", f'<{canonical_address()}>; rel="canonical"')
    return response


def _is_private() -> bool:
    return _PRIVATE.match(request.path) is not None


def _made(of: Services) -> tuple[str, int]:
    """The generation and the number of its lists; raises Unavailable while they are made."""
    generation = of.engine.generation()
    lists = _lists(of)
    count = lists.count(generation.id)
    if count is None and generation.providers <= MOST:
        lists.make(of.engine, generation.id)
        count = lists.count(generation.id)
    if count is None:
        lists.make_beside(of.engine, generation.id)
        raise Unavailable("The list of pages is being made. Ask again in a minute.")
    return generation.id, count


def _lists(of: Services) -> Lists:
    return Lists(of.config.home / "sitemaps")


def _served(path: str) -> bool:
    """Whether a page has this address in this application."""
    try:
        current_app.url_map.bind("").match(path)
    except HTTPException:
        return False
    return True
