"""The pages: search form, results, profile."""

import math

from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import InvalidParameters, NotFound
from directory.hooks.caching import PRIVATE
from directory.hooks.found import find_provider
from directory.hooks.services import services
from directory.model.npi import is_npi
from directory.params.common import Door
from directory.params.raw import Raw, parse, without_blanks
from directory.params.search import Asked, read_raw_search
from directory.search.cursor import seal
from directory.search.page import ResultPage
from directory.web.params import Choose, address, settle
from directory.web.render import hit_view, provider_view

room = Blueprint(
    "web", __name__, template_folder="templates", static_folder="static", static_url_path="/static"
)
RADII = (5, 10, 25, 50, 100, 250)


@room.get("/")
def home() -> Response:
    """The search form."""
    return _page("home.html", form={}, radii=RADII)


@room.get("/search")
def search() -> AnyResponse:
    """Results; free text for place and plan is settled first."""
    raw, faults = parse(request.environ.get("QUERY_STRING", ""))
    raw = without_blanks(raw)
    if not raw and not faults:
        return redirect("/", 303)
    door = services().door()
    settled = settle(raw, door)
    if isinstance(settled, Choose):
        status = 200 if settled.choices else 404
        return _page("choose.html", status, choose=settled, form=_form(raw, door), radii=RADII)
    if settled.moved and not faults:
        return redirect(address(settled.raw), 303)
    try:
        asked = read_raw_search(settled.raw, door, faults)
    except InvalidParameters as error:
        return _page("search.html", 400, faults=error.faults, form=_form(raw, door), radii=RADII)
    return _results(asked, settled.raw, door)


def _results(asked: Asked, raw: Raw, door: Door) -> Response:
    found = door.engine.search(asked.request)
    book = door.engine.plans()
    views = [hit_view(hit, asked.request, book, door.catalog) for hit in found.hits]
    return _page(
        "search.html",
        faults=(),
        form=_form(raw, door),
        radii=RADII,
        found=found,
        asked=asked,
        place=asked.place,
        results=views,
        read_as=_read_as(asked, door),
        following=_next(found, asked, raw, door),
        pages=math.ceil(found.total / asked.request.limit),
    )


def _next(found: ResultPage, asked: Asked, raw: Raw, door: Door) -> str | None:
    if found.next is None:
        return None
    return address({**raw, "cursor": [seal(found.next, asked.request, door.secret)]})


def _form(raw: Raw, door: Door) -> dict[str, str]:
    """What the form shows again: names for the place and the plan that were picked."""
    form = {name: values[0] for name, values in raw.items()}
    place = door.gazetteer.get(form["place"]) if "place" in form else None
    if place is not None:
        form.setdefault("where", place.label)
    if "plan" in form:
        plan = door.engine.plans().plans.get(form["plan"])
        form.setdefault("coverage", plan.name if plan else "")
    return form


def _read_as(asked: Asked, door: Door) -> list[tuple[str, str]]:
    """How free text was understood, for people."""
    words = asked.interpreted.get("words")
    if not isinstance(words, dict):
        return []
    read: list[tuple[str, str]] = []
    request_ = asked.request
    if "specialty" in words:
        named = [door.catalog.name(one, "en") for one in request_.specialties]
        read.append(("Specialty", ", ".join(named)))
    if "place" in words and asked.place:
        read.append(("Place", asked.place.label))
    if "plan" in words:
        read.append(("Plan", str(words["plan"])))
    if request_.name:
        read.append(("Name", request_.name))
    return read


@room.get("/providers/<npi>")
def profile(npi: str) -> Response:
    """One provider."""
    if not is_npi(npi):
        raise NotFound
    of = services()
    door = of.door()
    found = find_provider(door.engine, npi)
    view = provider_view(found, door.engine.plans(), door.catalog, of.today())
    return _page("provider.html", one=view, as_of=of.today())


def _page(template: str, status: int = 200, **values: object) -> Response:
    response = make_response(render_template(template, **values), status)
    response.headers["Cache-Control"] = PRIVATE if status == 200 else "no-store"
    return response
