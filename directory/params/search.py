"""The search question: its parameters, and the one frozen request they become."""

from datetime import date, timedelta
from typing import Any

import msgspec
from marshmallow import validate

from directory.errors import ExpiredCursor, Fault, InvalidParameters, fault
from directory.model.place import Place
from directory.model.specialty import LANGUAGES
from directory.params.common import (
    AsOfParams,
    Door,
    PlaceParams,
    read_place,
    read_specialties,
    specialty_field,
)
from directory.params.fields import (
    NPI_PATTERN,
    CommaList,
    Decimal,
    Flag,
    Npi,
    Whole,
    any_of,
    choice,
    language_code,
    text,
    within,
)
from directory.params.load import check
from directory.params.plans import read_plans
from directory.params.raw import Raw, parse
from directory.search.cursor import MAX_CURSOR, BadCursor, Cursor, question_hash, unseal
from directory.search.engine import Engine
from directory.search.reading import Reading
from directory.search.reading import read as read_line
from directory.search.request import Near, SearchRequest, Sort

FACETS = (
    "specialty", "plan", "issuer", "gender", "language", "accepting", "telehealth", "distance",
)  # fmt: skip
SORTS = ("best", "distance", "freshness", "name")
PLAN_KEYS = ("plan", "issuer", "network")
PLAN_EXAMPLE = "90101NY0050001"
DEFAULT_RADIUS, DEFAULT_LIMIT, MAX_LIMIT, MAX_DAYS = 25.0, 20, 100, 3650


class SearchParams(PlaceParams, AsOfParams):
    """Parameters of GET /api/v1/providers and of the page /search."""

    q = text(
        "Free text: a name, an NPI, a phone, a specialty or lay word, a plan, a place.",
        words=True,
        metadata={"examples": ["heart doctor 10001", "serena chen"]},
    )
    name = text(
        "Name of a person or organization; misspelt, partial or nick-named will do.",
        words=True,
        metadata={"examples": ["serena chen"]},
    )
    npi = CommaList(
        Npi(metadata={"pattern": NPI_PATTERN}),
        validate=validate.Length(1, 100, error="must name at most 100 NPIs"),
        metadata={
            "description": "NPIs, ten digits each with a valid check digit; comma.",
            "examples": [["2000000010"], ["2000000010", "2000000028"]],
        },
    )
    specialty = specialty_field()
    plan = any_of(
        "Plan id; any of.", text("", longest=100), metadata={"examples": [[PLAN_EXAMPLE]]}
    )
    issuer = any_of("Issuer id; any of.", text("", longest=100), metadata={"examples": [["90101"]]})
    network = any_of("Network id; any of.", text("", longest=200))
    radius = Decimal(
        validate=within(1, 250, "miles"),
        metadata={
            "description": "Miles around the place.",
            "default": DEFAULT_RADIUS,
            "examples": [5],
        },
    )
    accepting = Flag(
        metadata={
            "description": "`true`: accepts new patients (in the plan asked). `false`: no matter.",
            "default": False,
            "examples": [True],
        }
    )
    telehealth = Flag(
        metadata={
            "description": "`true`: offers telehealth. `false`: no matter.",
            "default": False,
            "examples": [True],
        }
    )
    gender = any_of("Any of.", choice("", ("female", "male", "other", "unknown")))
    language = any_of(
        "ISO 639-1 code of a language spoken; any of.",
        language_code(),
    )
    accessibility = any_of("Accessibility feature as offices name it; any of.", text(""))
    kind = any_of("Any of.", choice("", ("individual", "organization")))
    verified_within = Whole(
        validate=within(1, MAX_DAYS, "days"),
        metadata={
            "description": "An office verified within so many days before as_of.",
            "examples": [90],
        },
    )
    sort = choice("Order; `best` with text, else `distance` with a place.", SORTS)
    widen = Flag(
        metadata={"description": "Look farther when nothing is inside radius.", "default": True}
    )
    limit = Whole(
        validate=within(1, MAX_LIMIT),
        metadata={"description": "Providers on a page.", "default": DEFAULT_LIMIT, "examples": [5]},
    )
    lang = choice("Language of names of specialties and of `match`.", LANGUAGES)
    cursor = text("`next` of the page before, with the same parameters.", longest=MAX_CURSOR)
    facets = CommaList(
        choice("", FACETS),
        metadata={
            "description": "Facets to count, separated by commas.",
            "examples": [["specialty", "plan", "distance"]],
        },
    )


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A search as understood: the request for the engine, and what to say about it."""

    request: SearchRequest
    place: Place | None
    interpreted: dict[str, object]
    lang: str = "en"


def read_search(query: str, door: Door) -> Asked:
    """The search that a query string asks for. Raises InvalidParameters, ExpiredCursor."""
    raw, faults = parse(query)
    return read_raw_search(raw, door, faults)


def read_raw_search(raw: Raw, door: Door, faults: list[Fault] | None = None) -> Asked:
    """As `read_search`, from parameters already taken apart; `faults` are those found so far."""
    values, found = check(SearchParams, raw)
    faults = [*(faults or []), *found]
    told = frozenset(one.field for one in faults)
    place, near, found = read_place(values, door, told)
    faults += found
    ids, codes, found = read_specialties(values.get("specialty", []), door.catalog)
    faults += found
    if near is None and not {"q", "place", "lat", "lon"} & (values.keys() | told):
        faults += [_SORT_NEEDS_PLACE] if values.get("sort") == "distance" else []
    cursor = _cursor(values, door, faults)
    reading = Reading()
    # Plans are the engine's: without them the faults found so far are all that can be told.
    faults += _plan_faults(values, door, faults)
    if "q" in values and not faults:
        reading = read_line(values["q"], door.catalog, door.gazetteer, door.engine.plans())
        if reading.fault:
            faults.append(fault("q", values["q"], reading.fault))
    if faults:
        raise InvalidParameters(faults=faults)
    reading = reading.leave(
        specialty=bool(ids or codes),
        place=near is not None,
        plan=any(key in values for key in PLAN_KEYS),
        language="language" in values,
        gender="gender" in values,
        accepting="accepting" in values,
        telehealth="telehealth" in values,
    )
    place, near = (reading.place or place), (near or _point(reading.place))
    if values.get("sort") == "distance" and near is None:
        raise InvalidParameters(faults=[_SORT_NEEDS_PLACE])
    request = _request(values, reading, (ids, codes), near, cursor, door.today)
    request = _continued(request, cursor, door.engine)
    return Asked(
        request=request,
        place=place,
        interpreted=_interpreted(values, reading),
        lang=values.get("lang", "en"),
    )


_SORT_NEEDS_PLACE = fault("sort", "distance", "needs a place, or lat and lon")


def _point(place: Place | None) -> Near | None:
    return None if place is None else Near(place.lat, place.lon)


def _plan_faults(values: dict[str, Any], door: Door, faults: list[Fault]) -> list[Fault]:
    wanted: dict[str, list[str]] = {key: values[key] for key in PLAN_KEYS if key in values}
    return read_plans(wanted, door.engine, quiet=bool(faults)) if wanted else []


def _cursor(values: dict[str, Any], door: Door, faults: list[Fault]) -> Cursor | None:
    if "cursor" not in values:
        return None
    try:
        return unseal(values["cursor"], door.secret)
    except BadCursor:
        message = "is not a cursor of this service: use `next` of the page before unchanged"
        faults.append(fault("cursor", values["cursor"], message))
        return None


def _request(
    values: dict[str, Any],
    reading: Reading,
    specialties: tuple[tuple[str, ...], tuple[str, ...]],
    near: Near | None,
    cursor: Cursor | None,
    today: date,
) -> SearchRequest:
    name = " ".join(part for part in (values.get("name", ""), reading.name) if part)
    as_of: date = values.get("as_of") or (cursor.as_of if cursor else today)
    days = values.get("verified_within")
    npis = [*values.get("npi", ()), *reading.npis]
    return SearchRequest(
        as_of=as_of,
        name=name,
        npis=_each(npis),
        phone=reading.phone,
        specialties=specialties[0] or reading.specialties,
        codes=specialties[1],
        plans=_each(values.get("plan", ())) or reading.plans,
        issuers=_each(values.get("issuer", ())) or reading.issuers,
        networks=_each(values.get("network", ())),
        near=near,
        radius=values.get("radius", DEFAULT_RADIUS),
        widen=values.get("widen", True),
        accepting=values.get("accepting", reading.accepting),
        telehealth=values.get("telehealth", reading.telehealth),
        genders=_each(values.get("gender", ())) or reading.genders,
        languages=_each(values.get("language", ())) or reading.languages,
        accessibility=_each(values.get("accessibility", ())),
        kinds=_each(values.get("kind", ())),
        verified_since=None if days is None else as_of - timedelta(days=days),
        sort=_sort(values, name, near),
        limit=values.get("limit", DEFAULT_LIMIT),
        facets=_each(values.get("facets", ())),
    )


def _each(values: Any) -> tuple[Any, ...]:
    return tuple(dict.fromkeys(values))


def _sort(values: dict[str, Any], name: str, near: Near | None) -> Sort:
    chosen: Sort | None = values.get("sort")
    if chosen:
        return chosen
    return "best" if name or near is None else "distance"


def _continued(request: SearchRequest, cursor: Cursor | None, engine: Engine) -> SearchRequest:
    """The request from where its cursor points. An old cursor is told before a strange one."""
    if cursor is None:
        return request
    if cursor.after.generation not in _serving(engine, cursor.after.generation):
        raise ExpiredCursor
    if cursor.question != question_hash(request) or cursor.as_of != request.as_of:
        message = "belongs to another question: repeat the parameters of the page before"
        raise InvalidParameters(faults=[fault("cursor", None, message)])
    return msgspec.structs.replace(request, after=cursor.after)


def _serving(engine: Engine, wanted: str) -> tuple[str | None, ...]:
    """The generation that serves, looked at anew where it is not the one that is wanted.

    Another process may have seen the last swap a moment before this one and given the cursor.
    """
    known = engine.generation().id
    return (known,) if known == wanted else (known, engine.health().generation)


def _interpreted(values: dict[str, Any], reading: Reading) -> dict[str, object]:
    """What the question was taken to mean, by parameter; only what takes part in the search."""
    said: dict[str, object] = {}
    for key in ("name", "npi", "specialty", *PLAN_KEYS, "language"):
        if key in values:
            said[key] = values[key]
    if "place" in values:
        said["place"] = values["place"]
    return {**said, **reading.interpreted(str(said.get("name", "")))}
