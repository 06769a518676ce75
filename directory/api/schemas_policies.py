"""What the routes for clinical policies and licenses answer, written down as schemas."""

from marshmallow import Schema, fields, validate

from directory.api.schemas_fields import Strict, count, day, list_of, many, said, word, words

SYSTEMS = ("hcpcs", "icd-10-cm", "cpt", "cdt")
POSITIONS = ("covered", "criteria", "not-covered")
STATUSES = ("proposed", "active", "retired")


def _version() -> fields.Integer:
    return fields.Integer(required=True, validate=validate.Range(min=1))


def _moment(*, null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=null, metadata={"format": "date-time"})


class Found(Strict):
    """Where the words asked for stand in a text."""

    heading = said()
    text = said()


class PolicySummary(Strict):
    """The public part of a policy; `snippet` only where its text was searched."""

    number = said()
    version = _version()
    title = said()
    status = word(*STATUSES)
    specialties = words()
    effective_on = day(null=False)
    last_review_on = day()
    next_review_on = day()
    changed_on = day(null=False)
    licenses = words()
    url = said()
    snippet = fields.Nested(Found)


class Policies(Strict):
    """A page of policies, best match first; `searched` tells where words were looked up."""

    policies = many(PolicySummary)
    total = count()
    next = said("Cursor of the next page.", null=True)
    searched = word("metadata", "text")
    generation = said()


class PolicyCode(Strict):
    """A code that a policy names, and its position on it."""

    system = word(*SYSTEMS)
    code = said()
    position = word(*POSITIONS)
    text = said()


class PolicyEvent(Strict):
    """A line of a policy's history."""

    on = day(null=False)
    what = word("new", "revised", "reviewed", "retired")
    note = said()
    version = fields.Integer(required=True, allow_none=True)


class PolicyVersion(Strict):
    """A version that can be asked for."""

    version = _version()
    status = word(*STATUSES)
    effective_on = day(null=False)


class Accepted(Strict):
    """A license under which a policy is shown; its copyright line belongs on every copy."""

    license = said()
    version = _version()
    copyright = said()
    accepted_at = _moment()
    expires_at = _moment()


class Policy(Strict):
    """A whole policy: text as Markdown and as HTML, codes, history."""

    number = said()
    version = _version()
    title = said()
    status = word(*STATUSES)
    specialties = words()
    effective_on = day(null=False)
    last_review_on = day()
    next_review_on = day()
    changed_on = day(null=False)
    licenses = words()
    related = words()
    url = said()
    body = said()
    html = said()
    history = many(PolicyEvent)
    codes = many(PolicyCode)
    versions = many(PolicyVersion)
    accepted = many(Accepted)


class LicenseLine(Strict):
    """A license in force, without its text."""

    id = said()
    version = _version()
    title = said()
    publisher = said()
    copyright = said()
    year = fields.Integer(required=True)
    effective_on = day(null=False)
    placeholder = fields.Boolean(required=True)
    language = said()
    authoritative = said()
    sha256 = said("Of the whole file, as downloaded from `url` + /download.")
    languages = list_of(fields.String())
    url = said()
    accept_url = said()
    accepted_for_seconds = count()


class LicenseText(LicenseLine):
    """A license in force, with its text in Markdown."""

    text = said()


class Licenses(Strict):
    """All licenses in force."""

    licenses = many(LicenseLine)


class Token(Strict):
    """What a decision led to; a token only where a license is accepted."""

    license = said()
    version = _version()
    accepted = fields.Boolean(required=True)
    token = said("Send it as `Authorization: Bearer`.", null=True)
    expires_at = _moment(null=True)


class WantedLicense(Strict):
    """A license that is not accepted, and why."""

    license = said()
    version = _version()
    accept_url = said()
    license_url = said()
    reason = word("never", "expired", "version", "declined")


class LicenseProblem(Schema):
    """A problem about licenses: which must be accepted and where, or which version is in force."""

    type = said()
    title = said()
    status = fields.Integer(required=True)
    detail = said()
    request_id = said()
    errors = fields.List(fields.Dict(), required=True)
    license = said()
    version = _version()
    accept_url = said()
    licenses = fields.List(fields.Nested(WantedLicense))
    policy = fields.Nested(PolicySummary)
