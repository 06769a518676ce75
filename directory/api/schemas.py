"""What the API answers, written down as schemas: the source of the OpenAPI document.

Answers are built by `render`, not by these schemas, which would take ten times as long or
more (twenty providers: 1.9 ms instead of 0.2); tests hold the two together.
"""

from collections.abc import Iterable
from typing import Any

from marshmallow import RAISE, Schema, fields, validate


class Strict(Schema):
    """Nothing more than what is written here."""

    class Meta:
        """Refuse what the schema does not name."""

        unknown = RAISE


def _said(about: str = "", *, null: bool = False, **more: Any) -> fields.String:
    return fields.String(
        required=True, allow_none=null, metadata={"description": about} if about else {}, **more
    )


def _word(*choices: str, null: bool = False) -> fields.String:
    allowed = (*choices, None) if null else choices
    return fields.String(required=True, allow_none=null, validate=validate.OneOf(allowed))


def _count() -> fields.Integer:
    return fields.Integer(required=True, validate=validate.Range(min=0))


def _number(*, null: bool = False) -> fields.Float:
    return fields.Float(required=True, allow_none=null)


def _day(*, null: bool = True) -> fields.Date:
    return fields.Date(required=True, allow_none=null)


def _list(inner: fields.Field[Any]) -> fields.List[Any]:
    return fields.List(inner, required=True)


def _many(schema: type[Schema]) -> fields.List[Any]:
    return fields.List(fields.Nested(schema), required=True)


def _one(schema: type[Schema], *, null: bool = False) -> fields.Nested:
    return fields.Nested(schema, required=True, allow_none=null)


def _words() -> fields.List[Any]:
    return _list(fields.String())


ACCEPTING = ("yes", "no", "existing", "unknown")


class Fault(Strict):
    """One thing wrong with one parameter."""

    field = _said()
    value = _said(null=True)
    message = _said()
    allowed = fields.List(fields.String(), metadata={"description": "Values that would do."})


class Problem(Schema):
    """An error, RFC 9457."""

    type = _said("Address of the problem's description.")
    title = _said()
    status = fields.Integer(required=True)
    detail = _said()
    request_id = _said("Also in the header X-Request-ID.")
    errors = _many(Fault)


class DeactivatedProblem(Problem):
    """An NPI that CMS has withdrawn."""

    npi = fields.String()
    deactivated_on = fields.Date(allow_none=True)


class OtherName(Strict):
    """A former or otherwise different name."""

    full = _said()
    kind = _word("former", "professional", "doing-business-as", "other")


class Name(Strict):
    """A name in its parts."""

    full = _said()
    prefix = _said()
    first = _said()
    middle = _said()
    last = _said()
    suffix = _said()
    credential = _said()
    others = _many(OtherName)


class Held(Strict):
    """A specialty someone holds; id and code are null where the source gives words only."""

    id = _said(null=True)
    code = _said(null=True)
    name = _said()
    primary = fields.Boolean(required=True)


class Address(Strict):
    """A postal address."""

    line1 = _said()
    line2 = _said()
    city = _said()
    state = _said()
    zip = _said()


class Hours(Strict):
    """When an office is open; all day when both times are empty."""

    days = _words()
    opens = _said()
    closes = _said()


class PlanAtOffice(Strict):
    """A participation in force at an office."""

    id = _said()
    name = _said()
    issuer = _said(null=True)
    network = _said(null=True)
    tier = _said(null=True)
    accepting = _word(*ACCEPTING)


# `from` is a word of Python, so fields of that name are added by name.
OfficePlan = PlanAtOffice.from_dict({"from": _day(), "to": _day()}, name="OfficePlan")
Widened = Strict.from_dict({"from": _number(), "to": _number()}, name="Widened")


class Office(Strict):
    """A place where care is given."""

    id = _said()
    name = _said()
    address = _one(Address)
    lat = _number(null=True)
    lon = _number(null=True)
    located_by = _word("source", "geocoder", "zip", "city", null=True)
    phone = _said()
    hours = _many(Hours)
    distance = fields.Float(
        required=True, allow_none=True, metadata={"description": "Great-circle miles."}
    )
    accepting = _word(*ACCEPTING)
    telehealth = fields.Boolean(required=True, allow_none=True)
    accessibility = _words()
    specialties = _many(Held)
    plans = _many(OfficePlan)
    verified_on = _day()
    sources = _words()


class Provider(Strict):
    """A person or organization with an NPI."""

    npi = _said()
    kind = _word("individual", "organization")
    name = _one(Name)
    gender = _word("female", "male", "other", "unknown")
    languages = _words()
    specialties = _many(Held)
    offices = _many(Office)
    offices_total = _count()
    match = _words()
    host = _said(null=True)
    url = _said()
    updated_on = _day()
    verified_on = _day()
    sources = _words()


class Place(Strict):
    """A place that was picked."""

    id = _said()
    label = _said()
    state = _said()
    county = _said(null=True)
    lat = _number()
    lon = _number()


class FacetValue(Strict):
    """One value of a facet, its own filter left aside."""

    id = _said()
    name = _said()
    count = _count()


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

    criterion = _said("The parameter to give up; `radius`: look as far as `radius` miles.")
    count = _count()
    radius = _number(null=True)


class ResultPage(Strict):
    """A page of results; total is exact and counts providers."""

    total = _count()
    interpreted = _one(Interpreted)
    place = _one(Place, null=True)
    radius = _number()
    widened = _one(Widened, null=True)
    as_of = _day(null=False)
    generation = _said()
    next = _said("Cursor of the next page.", null=True)
    facets = fields.Dict(
        keys=fields.String(), values=fields.List(fields.Nested(FacetValue)), required=True
    )
    relaxations = _many(Relaxation)
    did_you_mean = fields.List(
        fields.String(),
        required=True,
        metadata={"description": "Names near the one asked, where nothing was found."},
    )
    results = _many(Provider)


class Suggestion(Strict):
    """One suggestion."""

    id = _said()
    label = _said()
    detail = _said()
    count = fields.Integer(metadata={"description": "Providers it stands for."})


class Suggestions(Strict):
    """At most ten, likeliest first."""

    suggestions = _many(Suggestion)


class TreeSpecialty(Strict):
    """A specialty with its codes."""

    id = _said()
    name = _said()
    codes = _words()
    count = _count()


class TreeCategory(Strict):
    """A category; a provider counts once in it."""

    id = _said()
    name = _said()
    count = _count()
    specialties = _many(TreeSpecialty)


class Tree(Strict):
    """The catalog."""

    categories = _many(TreeCategory)


class Named(Strict):
    """An id and what it is called."""

    id = _said()
    name = _said()


class PlanLine(Strict):
    """A plan in a list."""

    id = _said()
    name = _said()
    type = _said()
    years = _list(fields.Integer())


class Plan(PlanLine):
    """A plan in full."""

    id_type = _said()
    issuer = _one(Named, null=True)
    states = _words()
    networks = _many(Named)
    tiers = _words()
    url = _said(null=True)
    providers = _count()
    sources = _words()
    generation = _said()


class Issuer(Strict):
    """An issuer with its plans."""

    id = _said()
    name = _said()
    states = _words()
    plans = _many(PlanLine)


class Issuers(Strict):
    """All issuers; `unclaimed` are plans that no issuer claims."""

    issuers = _many(Issuer)
    unclaimed = _many(PlanLine)
    generation = _said()


class Nearest(Strict):
    """The nearest one."""

    npi = _said()
    name = _said(null=True)
    distance = _number()
    url = _said()


class Supply(Strict):
    """How many are there; `within` by miles, county and state null where not known."""

    specialty = _words()
    place = _one(Place, null=True)
    within = fields.Dict(keys=fields.String(), values=fields.Integer(), required=True)
    county = fields.Integer(required=True, allow_none=True)
    state = fields.Integer(required=True, allow_none=True)
    nation = _count()
    accepting = _count()
    verified = _count()
    nearest = _one(Nearest, null=True)
    as_of = _day(null=False)
    generation = _said()


class StatusPlan(Named):
    """The plan asked about."""

    issuer = _said(null=True)


class Status(Strict):
    """Whether a provider is in a plan; `unknown` where no source speaks."""

    answer = _word("in", "out", "unknown")
    npi = _said()
    plan = _one(StatusPlan)
    offices = _many(Office)
    as_of = _day(null=False)
    verified_on = _day()
    source = _said(null=True)


def every_schema() -> Iterable[type[Schema]]:
    """The schemas that routes answer with."""
    return (
        Problem, DeactivatedProblem, ResultPage, Provider, Suggestions, Tree, Plan, Issuers, Supply,
        Status,
    )  # fmt: skip
