"""What the routes for clinical policies and licenses answer, written down as schemas."""

from marshmallow import Schema, fields, validate

from directory.api.schemas import Strict, _count, _day, _list, _many, _said, _word, _words

SYSTEMS = ("hcpcs", "icd-10-cm", "cpt", "cdt")
POSITIONS = ("covered", "criteria", "not-covered")
STATUSES = ("proposed", "active", "retired")


def _version() -> fields.Integer:
    return fields.Integer(required=True, validate=validate.Range(min=1))


def _moment(*, null: bool = False) -> fields.String:
    return fields.String(required=True, allow_none=null, metadata={"format": "date-time"})


class Found(Strict):
    """Where the words asked for stand in a text."""

    heading = _said()
    text = _said()


class PolicySummary(Strict):
    """The public part of a policy; `snippet` only where its text was searched."""

    number = _said()
    version = _version()
    title = _said()
    status = _word(*STATUSES)
    specialties = _words()
    effective_on = _day(null=False)
    last_review_on = _day()
    next_review_on = _day()
    changed_on = _day(null=False)
    licenses = _words()
    url = _said()
    snippet = fields.Nested(Found)


class Policies(Strict):
    """A page of policies, best match first; `searched` tells where words were looked up."""

    policies = _many(PolicySummary)
    total = _count()
    next = _said("Cursor of the next page.", null=True)
    searched = _word("metadata", "text")
    generation = _said()


class PolicyCode(Strict):
    """A code that a policy names, and its position on it."""

    system = _word(*SYSTEMS)
    code = _said()
    position = _word(*POSITIONS)
    text = _said()


class PolicyEvent(Strict):
    """A line of a policy's history."""

    on = _day(null=False)
    what = _word("new", "revised", "reviewed", "retired")
    note = _said()
    version = fields.Integer(required=True, allow_none=True)


class PolicyVersion(Strict):
    """A version that can be asked for."""

    version = _version()
    status = _word(*STATUSES)
    effective_on = _day(null=False)


class Accepted(Strict):
    """A license under which a policy is shown; its copyright line belongs on every copy."""

    license = _said()
    version = _version()
    copyright = _said()
    accepted_at = _moment()
    expires_at = _moment()


class Policy(Strict):
    """A whole policy: text as Markdown and as HTML, codes, history."""

    number = _said()
    version = _version()
    title = _said()
    status = _word(*STATUSES)
    specialties = _words()
    effective_on = _day(null=False)
    last_review_on = _day()
    next_review_on = _day()
    changed_on = _day(null=False)
    licenses = _words()
    related = _words()
    url = _said()
    body = _said()
    html = _said()
    history = _many(PolicyEvent)
    codes = _many(PolicyCode)
    versions = _many(PolicyVersion)
    accepted = _many(Accepted)


class LicenseLine(Strict):
    """A license in force, without its text."""

    id = _said()
    version = _version()
    title = _said()
    publisher = _said()
    copyright = _said()
    year = fields.Integer(required=True)
    effective_on = _day(null=False)
    placeholder = fields.Boolean(required=True)
    language = _said()
    authoritative = _said()
    sha256 = _said("Of the whole file, as downloaded from `url` + /download.")
    languages = _list(fields.String())
    url = _said()
    accept_url = _said()
    accepted_for_seconds = _count()


class LicenseText(LicenseLine):
    """A license in force, with its text in Markdown."""

    text = _said()


class Licenses(Strict):
    """All licenses in force."""

    licenses = _many(LicenseLine)


class Token(Strict):
    """What a decision led to; a token only where a license is accepted."""

    license = _said()
    version = _version()
    accepted = fields.Boolean(required=True)
    token = _said("Send it as `Authorization: Bearer`.", null=True)
    expires_at = _moment(null=True)


class WantedLicense(Strict):
    """A license that is not accepted, and why."""

    license = _said()
    version = _version()
    accept_url = _said()
    license_url = _said()
    reason = _word("never", "expired", "version", "declined")


class LicenseProblem(Schema):
    """A problem about licenses: which must be accepted and where, or which version is in force."""

    type = _said()
    title = _said()
    status = fields.Integer(required=True)
    detail = _said()
    request_id = _said()
    errors = fields.List(fields.Dict(), required=True)
    license = _said()
    version = _version()
    accept_url = _said()
    licenses = fields.List(fields.Nested(WantedLicense))
    policy = fields.Nested(PolicySummary)
