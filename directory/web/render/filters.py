"""Filters with counts, tags that remove a criterion, and ways to sort."""

from collections.abc import Iterable

import msgspec
from flask_babel import gettext

from directory.hooks import reader
from directory.params.common import Door
from directory.params.raw import Raw
from directory.params.search import Asked
from directory.search.page import FacetCount, ResultPage
from directory.search.request import FacetName
from directory.web import words
from directory.web.criteria import without
from directory.web.params import address

FACETS: tuple[FacetName, ...] = (
    "accepting", "telehealth", "distance", "gender", "language", "specialty", "plan",
)  # fmt: skip
RADII = ("5", "10", "25", "50", "100")
MOST = 8
_POINT = ("place", "lat", "lon", "radius", "sort")
_BELONGING = {"plan": ("outside",), "place": _POINT, "lat": _POINT}
"""What has no meaning left when a criterion is taken away."""
VERIFIED = ("30", "90", "180")


class Option(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a filter; `count` is how many providers it leaves, None where unknown."""

    value: str
    label: str
    count: int | None = None
    checked: bool = False


class Group(msgspec.Struct, frozen=True, kw_only=True):
    """One filter: `name` is its parameter, `kind` checkbox or radio, `chosen` how many are set."""

    name: str
    title: str
    kind: str
    options: tuple[Option, ...]

    chosen: int = 0


class Tag(msgspec.Struct, frozen=True, kw_only=True):
    """A criterion in force, and the search without it."""

    label: str
    href: str


def groups(page: ResultPage, asked: Asked, criteria: Raw, door: Door) -> list[Group]:
    """The filters of a page of results."""
    counts = {name: {one.id: one.count for one in found} for name, found in page.facets.items()}
    found = [
        _switches(counts, criteria, asked),
        *([_distance(counts, criteria, page)] if asked.request.near else []),
        _many("gender", gettext("Gender"), page, criteria, _gender),
        _many("language", gettext("Language spoken"), page, criteria, words.language_name),
        _verified(criteria),
    ]
    if not asked.request.specialties and not asked.request.codes:

        def specialty(code: str) -> str:
            return door.catalog.name(code, reader.language())

        found.append(_many("specialty", gettext("Specialty"), page, criteria, specialty))
    if not asked.request.plans:
        plans = door.engine.plans().plans
        label = {code: plan.name for code, plan in plans.items()}
        found.append(_many("plan", gettext("Plan"), page, criteria, label.get))
    return [_counted(group, criteria) for group in found if group.options]


def _counted(group: Group, criteria: Raw) -> Group:
    """With the number of values that the reader set; a default is none."""
    names = [group.name] if group.name else [one.value for one in group.options]
    return msgspec.structs.replace(group, chosen=sum(len(criteria.get(n, ())) for n in names))


def _switches(counts: dict[str, dict[str, int]], criteria: Raw, asked: Asked) -> Group:
    options = [
        _option("accepting", gettext("Accepting new patients"), counts, "yes", criteria),
        _option("telehealth", gettext("Offers telehealth"), counts, "true", criteria),
    ]
    if asked.request.plans:
        label = gettext("Also those outside the plan, or not known")
        options.append(
            Option(value="outside", label=label, checked="outside" in criteria, count=None)
        )
    return Group(name="", title=gettext("Show only"), kind="checkbox", options=tuple(options))


def _option(
    name: str, label: str, counts: dict[str, dict[str, int]], value: str, criteria: Raw
) -> Option:
    count = counts.get(name, {}).get(value, 0)
    return Option(value=name, label=label, count=count, checked=name in criteria)


def _distance(counts: dict[str, dict[str, int]], criteria: Raw, page: ResultPage) -> Group:
    chosen = criteria.get("radius", ["25"])[0].removesuffix(".0")
    radii = RADII if chosen in RADII else (*RADII, chosen)
    found = counts.get("distance", {})
    if page.widened_from is None:
        found = {chosen: page.total, **found}
    options = tuple(
        Option(
            value=one, label=words.miles(float(one)), count=found.get(one), checked=one == chosen
        )
        for one in radii
    )
    return Group(name="radius", title=gettext("Distance"), kind="radio", options=options)


def _verified(criteria: Raw) -> Group:
    chosen = criteria.get("verified_within", [""])[0]
    days = VERIFIED if chosen in ("", *VERIFIED) else (*VERIFIED, chosen)
    options = [Option(value="", label=gettext("Any time"), checked=not chosen)]
    options += [
        Option(value=one, label=gettext("Within %(n)s days", n=one), checked=one == chosen)
        for one in days
    ]
    title = gettext("Last verified")
    return Group(name="verified_within", title=title, kind="radio", options=tuple(options))


def _many(
    name: FacetName, title: str, page: ResultPage, criteria: Raw, label: "words.Namer"
) -> Group:
    chosen = criteria.get(name, [])
    found = list(page.facets.get(name, ()))
    shown = _worth_showing(found, chosen)
    options = tuple(
        Option(
            value=one.id, label=label(one.id) or one.id, count=one.count, checked=one.id in chosen
        )
        for one in shown
    )
    return Group(name=name, title=title, kind="checkbox", options=options)


def _worth_showing(found: list[FacetCount], chosen: list[str]) -> Iterable[FacetCount]:
    """The most common values, and those that are chosen, however rare."""
    top = found[:MOST]
    held = {one.id for one in top}
    rare = {one.id: one for one in found[MOST:]}
    return [*top, *(rare.get(id_, FacetCount(id_, 0)) for id_ in chosen if id_ not in held)]


def _gender(code: str) -> str:
    return words.said(words.GENDERS, code)


def tags(asked: Asked, criteria: Raw, door: Door) -> list[Tag]:
    """Every criterion that can be taken away, with the search that is left."""
    found = []
    for name, values in criteria.items():
        for value in values:
            label = _label(name, value, asked, door)
            if label:
                rest = without(criteria, name) | (
                    {name: left} if (left := [one for one in values if one != value]) else {}
                )
                rest = without(rest, *_BELONGING.get(name, ()))
                href = address(rest) if without(rest, "sort", "radius", "limit") else "/"
                found.append(Tag(label=label, href=href))
    return found


def _label(name: str, value: str, asked: Asked, door: Door) -> str:
    book = door.engine.plans()
    if name == "specialty":
        return door.catalog.name(value, reader.language()) or value
    if name == "plan":
        return book.plans[value].name if value in book.plans else value
    if name == "issuer":
        return book.issuers[value].name if value in book.issuers else value
    if name == "network":
        return book.networks[value].name if value in book.networks else value
    if name == "place":
        return asked.place.label if asked.place else value
    plain: dict[str, str] = {
        "accepting": gettext("Accepting new patients"),
        "telehealth": gettext("Offers telehealth"),
        "outside": gettext("Also outside the plan"),
        "lat": gettext("Your location"),
        "gender": words.said(words.GENDERS, value),
        "kind": words.said(words.KINDS, value),
        "accessibility": words.said(words.ACCESS, value),
        "language": words.language_name(value),
        "verified_within": gettext("Verified within %(n)s days", n=value),
        "as_of": gettext("On %(day)s", day=words.day(asked.request.as_of)),
    }
    return plain.get(name, value if name in ("q", "name", "npi") else "")


def sorts(asked: Asked) -> list[Option]:
    """The orders that this search can have."""
    of = asked.request
    fitting = [name for name in words.SORTS if name != "distance" or of.near is not None]
    return [
        Option(value=name, label=words.said(words.SORTS, name), checked=name == of.sort)
        for name in fitting
    ]
