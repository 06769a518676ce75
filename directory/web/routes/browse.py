"""The tree of specialties with counts near a place, and a page for each specialty."""

from datetime import timedelta

from werkzeug.wrappers import Response as AnyResponse

from directory.errors import NotFound
from directory.hooks import reader
from directory.hooks.services import services
from directory.params.common import Door
from directory.params.search import Asked
from directory.search.request import Near, SearchRequest
from directory.web.dead_end import VERIFIED_DAYS, supply_view
from directory.web.params import Seen
from directory.web.room import answer, room
from directory.web.routes.seen import seen_with

RADIUS = 25.0
WORDS = 12


@room.get("/specialties")
def specialties() -> AnyResponse:
    """All specialties by category; counts are near the place, else in all."""
    door = services().door()
    seen = seen_with(door)
    if not isinstance(seen, Seen):
        return seen
    placed = seen.place
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
    seen = seen_with(door)
    if not isinstance(seen, Seen):
        return seen
    placed = seen.place
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
