"""The tree of specialties with counts near a place, and a page for each specialty."""

from datetime import timedelta

from flask import redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import InvalidParameters, NotFound
from directory.hooks import reader
from directory.hooks.services import services
from directory.model.place import Place
from directory.params.common import Door
from directory.params.raw import parse, without_blanks
from directory.params.search import Asked
from directory.search.request import Near, SearchRequest
from directory.web.criteria import typed_form
from directory.web.dead_end import VERIFIED_DAYS, supply_view
from directory.web.params import Choose, read_view, settle
from directory.web.room import NOT_QUESTIONS, address_of, answer, room

RADIUS = 25.0
WORDS = 12


@room.get("/specialties")
def specialties() -> AnyResponse:
    """All specialties by category; counts are near the place, else in all."""
    door = services().door()
    placed = _placed(door)
    if not isinstance(placed, Place | None):
        return placed
    near = Near(placed.lat, placed.lon) if placed else None
    counts = door.engine.specialty_counts(near, RADIUS)
    language = reader.language()
    tree = [
        (
            category.id,
            category.names.get(language) or category.names["en"],
            [(one, door.catalog.name(one, language), counts.get(one, 0))
             for one in category.specialties],
        )
        for category in door.catalog.categories
    ]  # fmt: skip
    return answer("specialties.html", tree=tree, place=placed, radius=RADIUS)


@room.get("/specialties/<name>")
def specialty(name: str) -> AnyResponse:
    """What a specialty is for, what people say for it, what is near it, and how many there are."""
    door = services().door()
    one = door.catalog.get(name)
    if one is None:
        raise NotFound
    placed = _placed(door)
    if not isinstance(placed, Place | None):
        return placed
    language = reader.language()
    request_ = SearchRequest(
        as_of=door.today,
        specialties=(one.id,),
        near=Near(placed.lat, placed.lon) if placed else None,
    )
    asked = Asked(request=request_, place=placed, interpreted={})
    criteria = {"specialty": [one.id], **({"place": [placed.id]} if placed else {})}
    said = [*one.titles.get(language, ()), *(w.text for w in one.words.get(language, ()))]
    nation = None
    if placed is None:
        nation = door.engine.search(
            SearchRequest(as_of=door.today, specialties=(one.id,), limit=1)
        ).total
    return answer(
        "specialty.html",
        id=one.id,
        name=door.catalog.name(one.id, language),
        about=one.descriptions.get(language) or one.descriptions.get("en", ""),
        words=said[:WORDS],
        codes=one.codes,
        related=[
            (other, door.catalog.name(other, language))
            for other in one.related
            if door.catalog.get(other)
        ],
        category=_category(one.category, door, language),
        place=placed,
        supply=supply_view(asked, criteria, door),
        nation=nation,
        days=timedelta(days=VERIFIED_DAYS).days,
    )


def _category(id_: str, door: Door, language: str) -> tuple[str, str]:
    found = next(one for one in door.catalog.categories if one.id == id_)
    return id_, found.names.get(language) or found.names["en"]


def _placed(door: Door) -> Place | AnyResponse | None:
    """The place picked; a typed one is settled first, on a page to choose or by a new address."""
    raw, faults = parse(request.environ.get("QUERY_STRING", ""))
    if faults:
        raise InvalidParameters(faults=faults)
    raw = {name: v for name, v in without_blanks(raw).items() if name not in NOT_QUESTIONS}
    if "where" not in raw:
        return read_view(door).place
    settled = settle({k: v for k, v in raw.items() if k in ("where", "place")}, door, "", _here())
    if isinstance(settled, Choose):
        form = typed_form({}, door, "")
        return answer("choose.html", 200 if settled.choices else 404, choose=settled, form=form)
    return redirect(address_of(_here(), **settled.raw), 303)


def _here() -> str:
    return request.path
