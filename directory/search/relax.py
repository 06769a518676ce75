"""No dead ends: when nothing is found, what each criterion costs, and whom one may have meant."""

from typing import Any, Literal

import msgspec

from directory.search.engine import Engine
from directory.search.request import RINGS, SearchRequest
from directory.search.text import typed_words

Criterion = Literal[
    "name", "specialty", "plan", "place", "radius", "accepting", "telehealth", "gender",
    "language", "accessibility", "kind", "verified",
]  # fmt: skip
_MOST_NAMES = 5

_WITHOUT: dict[Criterion, dict[str, Any]] = {
    "accepting": {"accepting": False},
    "telehealth": {"telehealth": False},
    "verified": {"verified_since": None},
    "accessibility": {"accessibility": ()},
    "gender": {"genders": ()},
    "language": {"languages": ()},
    "kind": {"kinds": ()},
    "plan": {"plans": (), "issuers": (), "networks": ()},
    "specialty": {"specialties": (), "codes": ()},
    "name": {"name": ""},
    "place": {"near": None},
}
"""What giving up a criterion means, those that are easiest to give up first."""


class Relaxation(msgspec.Struct, frozen=True, kw_only=True):
    """What giving up one criterion would find.

    `request` is ready to be asked; `radius` is set (miles) when only the circle grew.
    """

    criterion: Criterion
    count: int
    request: SearchRequest
    radius: float | None = None


class Relief(msgspec.Struct, frozen=True, kw_only=True):
    """Ways out of an empty answer.

    `emptied_by` names the criteria any one of which empties the list on its own: without it,
    something would be found. `names` are names that exist and are near the one typed.
    """

    relaxations: tuple[Relaxation, ...]
    names: tuple[str, ...]

    @property
    def emptied_by(self) -> tuple[Criterion, ...]:
        """Criteria whose dropping alone finds something."""
        return tuple(dict.fromkeys(one.criterion for one in self.relaxations))


def relax(engine: Engine, request: SearchRequest) -> Relief:
    """Try the request without each of its criteria; at most a dozen searches of one result.

    Meant for a request that found nothing. Every count is exact at the time of asking.
    """
    bare = msgspec.structs.replace(
        request, after=None, facets=(), limit=1, widen=False, sort="best"
    )
    found = [*_rings(engine, bare)]
    for criterion, change in _WITHOUT.items():
        easier = msgspec.structs.replace(bare, **change)
        if easier != bare:
            count = engine.search(easier).total
            if count:
                found.append(Relaxation(criterion=criterion, count=count, request=easier))
    return Relief(relaxations=tuple(found), names=_names(engine, bare))


def _rings(engine: Engine, request: SearchRequest) -> list[Relaxation]:
    """The first wider circle that holds anything; beyond the widest, dropping the place tells."""
    if request.near is None:
        return []
    for ring in RINGS:
        if ring > request.radius:
            wider = msgspec.structs.replace(request, radius=ring)
            count = engine.search(wider).total
            if count:
                return [Relaxation(criterion="radius", count=count, request=wider, radius=ring)]
    return []


def _names(engine: Engine, request: SearchRequest) -> tuple[str, ...]:
    """Names like the one typed, whatever else was asked; word by word when all find nobody."""
    if not request.name:
        return ()
    words = [word.text for word in typed_words(request.name) if not word.optional]
    tries = [request.name, *(words if len(words) > 1 else [])]
    found: dict[str, None] = {}
    for text in tries:
        alone = SearchRequest(as_of=request.as_of, name=text, limit=_MOST_NAMES)
        found |= {hit.provider.name.full: None for hit in engine.search(alone).hits}
        if found and text == request.name:
            break
    return tuple(found)[:_MOST_NAMES]
