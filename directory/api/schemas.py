"""What the API answers, written down as schemas: the source of the OpenAPI document.

Answers are built by `render`, not by these schemas, which would take ten times as long or
more (twenty providers: 1.9 ms instead of 0.2); tests hold the two together.
"""

from collections.abc import Iterable

from marshmallow import Schema, fields

from directory.api.schemas_fields import (
    ACCEPTING,
    Strict,
    count,
    day,
    list_of,
    many,
    number,
    one,
    said,
    word,
    words,
)  # fmt: skip


class Fault(Strict):
    """One thing wrong with one parameter."""

    field = said()
    value = said(null=True)
    message = said()
    allowed = fields.List(fields.String(), metadata={"description": "Values that would do."})


class Problem(Schema):
    """An error, RFC 9457."""

    type = said("Address of the problem's description.")
    title = said()
    status = fields.Integer(required=True)
    detail = said()
    request_id = said("Also in the header X-Request-ID.")
    errors = many(Fault)


class DeactivatedProblem(Problem):
    """An NPI that CMS has withdrawn."""

    npi = fields.String()
    deactivated_on = fields.Date(allow_none=True)


class OtherName(Strict):
    """A former or otherwise different name."""

    full = said()
    kind = word("former", "professional", "doing-business-as", "other")


class Name(Strict):
    """A name in its parts."""

    full = said()
    prefix = said()
    first = said()
    middle = said()
    last = said()
    suffix = said()
    credential = said()
    others = many(OtherName)


class Held(Strict):
    """A specialty someone holds; id and code are null where the source gives words only."""

    id = said(null=True)
    code = said(null=True)
    name = said()
    primary = fields.Boolean(required=True)


class Address(Strict):
    """A postal address."""

    line1 = said()
    line2 = said()
    city = said()
    state = said()
    zip = said()


class Hours(Strict):
    """When an office is open; all day when both times are empty."""

    days = words()
    opens = said()
    closes = said()


class PlanAtOffice(Strict):
    """A participation in force at an office."""

    id = said()
    name = said()
    issuer = said(null=True)
    network = said(null=True)
    tier = said(null=True)
    accepting = word(*ACCEPTING)


# `from` is a word of Python, so fields of that name are added by name.
OfficePlan = PlanAtOffice.from_dict({"from": day(), "to": day()}, name="OfficePlan")
Widened = Strict.from_dict({"from": number(), "to": number()}, name="Widened")


class Office(Strict):
    """A place where care is given."""

    id = said()
    name = said()
    address = one(Address)
    lat = number(null=True)
    lon = number(null=True)
    located_by = word("source", "geocoder", "zip", "city", null=True)
    phone = said()
    hours = many(Hours)
    distance = fields.Float(
        required=True, allow_none=True, metadata={"description": "Great-circle miles."}
    )
    accepting = word(*ACCEPTING)
    telehealth = fields.Boolean(required=True, allow_none=True)
    accessibility = words()
    specialties = many(Held)
    plans = many(OfficePlan)
    verified_on = day()
    sources = words()


class Provider(Strict):
    """A person or organization with an NPI."""

    npi = said()
    kind = word("individual", "organization")
    name = one(Name)
    gender = word("female", "male", "other", "unknown")
    languages = words()
    specialties = many(Held)
    offices = many(Office)
    offices_total = count()
    match = words()
    host = said(null=True)
    url = said()
    updated_on = day()
    verified_on = day()
    sources = words()


class Place(Strict):
    """A place that was picked."""

    id = said()
    label = said()
    state = said()
    county = said(null=True)
    lat = number()
    lon = number()


class FacetValue(Strict):
    """One value of a facet, its own filter left aside."""

    id = said()
    name = said()
    count = count()


class Interpreted(Strict):
    """How the question was read; only what takes part in the search."""

    name = fields.String()
    npi = fields.List(fields.String())
    phone = fields.String()
    specialty = fields.List(fields.String())
    plan = fields.List(fields.String())
    issuer = fields.List(fields.String())
    network = fields.List(fields.String())
    language = fields.List(fields.String())
    gender = fields.List(fields.String())
    accepting = fields.Boolean()
    telehealth = fields.Boolean()
    place = fields.String()
    words = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "Typed words behind each part."},
    )
    set_aside = fields.Dict(
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "Parts that gave way to an explicit parameter."},
    )
    alternatives = fields.Dict(
        keys=fields.String(),
        values=fields.List(fields.String()),
        metadata={"description": "Other ids a part may mean; under `name`, words of a name."},
    )


class Relaxation(Strict):
    """What giving up one criterion would find; only where nothing was found."""

    criterion = said("The parameter to give up; `radius`: look as far as `radius` miles.")
    count = count()
    radius = number(null=True)


class ResultPage(Strict):
    """A page of results; total is exact and counts providers."""

    total = count()
    interpreted = one(Interpreted)
    place = one(Place, null=True)
    radius = number()
    widened = one(Widened, null=True)
    as_of = day(null=False)
    generation = said()
    next = said("Cursor of the next page.", null=True)
    facets = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Nested(FacetValue)), required=True
    )
    relaxations = many(Relaxation)
    did_you_mean = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Names near the one asked, where nothing was found."},
    )
    results = many(Provider)


class Suggestion(Strict):
    """One suggestion."""

    id = said()
    label = said()
    detail = said()
    count = fields.Integer(metadata={"description": "Providers it stands for."})


class Suggestions(Strict):
    """At most ten, likeliest first."""

    suggestions = many(Suggestion)


class TreeSpecialty(Strict):
    """A specialty with its codes."""

    id = said()
    name = said()
    codes = words()
    count = count()


class TreeCategory(Strict):
    """A category; a provider counts once in it."""

    id = said()
    name = said()
    count = count()
    specialties = many(TreeSpecialty)


class Tree(Strict):
    """The catalog."""

    categories = many(TreeCategory)


class Named(Strict):
    """An id and what it is called."""

    id = said()
    name = said()


class PlanLine(Strict):
    """A plan in a list."""

    id = said()
    name = said()
    type = said()
    years = list_of(fields.Integer())


class Plan(PlanLine):
    """A plan in full."""

    id_type = said()
    issuer = one(Named, null=True)
    states = words()
    networks = many(Named)
    tiers = words()
    url = said(null=True)
    providers = count()
    sources = words()
    generation = said()


class Issuer(Strict):
    """An issuer with its plans."""

    id = said()
    name = said()
    states = words()
    plans = many(PlanLine)


class Issuers(Strict):
    """All issuers; `unclaimed` are plans that no issuer claims."""

    issuers = many(Issuer)
    unclaimed = many(PlanLine)
    generation = said()


class Nearest(Strict):
    """The nearest one."""

    npi = said()
    name = said(null=True)
    distance = number()
    url = said()


class Supply(Strict):
    """How many are there; `within` by miles, county and state null where not known."""

    specialty = words()
    place = one(Place, null=True)
    within = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    county = fields.Integer(required=True, allow_none=True)
    state = fields.Integer(required=True, allow_none=True)
    nation = count()
    accepting = count()
    verified = count()
    nearest = one(Nearest, null=True)
    as_of = day(null=False)
    generation = said()


class StatusPlan(Named):
    """The plan asked about."""

    issuer = said(null=True)


class Status(Strict):
    """Whether a provider is in a plan; `unknown` where no source speaks."""

    answer = word("in", "out", "unknown")
    npi = said()
    plan = one(StatusPlan)
    offices = many(Office)
    as_of = day(null=False)
    verified_on = day()
    source = said(null=True)


def every_schema() -> Iterable[type[Schema]]:
    """The schemas that routes answer with."""
    return (
        Problem, DeactivatedProblem, ResultPage, Provider, Suggestions, Tree, Plan, Issuers, Supply,
        Status,
    )  # fmt: skip
