"""What can be asked of an engine, clean and complete: raw input never comes this far."""

from datetime import date
from typing import Literal

import msgspec

Sort = Literal["best", "distance", "freshness", "name"]
FacetName = Literal[
    "specialty", "plan", "issuer", "gender", "language", "accepting", "telehealth", "distance"
]
RINGS: tuple[float, ...] = (25.0, 50.0, 100.0, 150.0, 250.0)
MAX_RADIUS = 250.0


class Near(msgspec.Struct, frozen=True):
    """The point to measure from, WGS 84 degrees."""

    lat: float
    lon: float


class After(msgspec.Struct, frozen=True):
    """Where the previous page ended: the sort values of its last hit, NPI last.

    `radius` is the radius that page used after widening, `generation` the one it was read from.
    """

    keys: tuple[float | str, ...]
    generation: str
    radius: float


class SearchRequest(msgspec.Struct, frozen=True, kw_only=True):
    """One question. Alternatives within a tuple are "any of"; different fields must all hold.

    Distance, specialty, plan with date, accepting, telehealth and accessibility must hold together
    at one office. `codes` are NUCC codes and count as further alternatives of `specialties`.
    `phone` finds providers one of whose offices has that number.
    `verified_since` asks for an office verified on or after that day.
    `widen` applies only when nothing lies within `radius` of `near`.
    """

    as_of: date
    name: str = ""
    npis: tuple[str, ...] = ()
    phone: str = ""
    specialties: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    plans: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    networks: tuple[str, ...] = ()
    near: Near | None = None
    radius: float = 25.0
    widen: bool = True
    accepting: bool = False
    telehealth: bool = False
    genders: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    accessibility: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    verified_since: date | None = None
    sort: Sort = "best"
    limit: int = 20
    after: After | None = None
    facets: tuple[FacetName, ...] = ()


class SupplyRequest(msgspec.Struct, frozen=True, kw_only=True):
    """How many providers of a specialty are there, seen from a place."""

    as_of: date
    specialties: tuple[str, ...] = ()
    codes: tuple[str, ...] = ()
    near: Near
    county: str | None = None
    state: str | None = None
    verified_since: date
