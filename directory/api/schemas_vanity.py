"""What the route for providers' own addresses answers, written down as a schema."""

from marshmallow import fields, validate

from directory.api.schemas import Strict, _list, _said, _word, _words


class City(Strict):
    """Where an office is."""

    city = _said()
    state = _said()


class Bearer(Strict):
    """A provider in brief; `host` always leads there."""

    npi = _said()
    name = _said()
    specialties = _words()
    places = _list(fields.Nested(City))
    host = _said()
    url = _said()


class Vanity(Strict):
    """Where a label leads.

    `provider` (with the fields of one), `choice` (with `total` and the first fifty `choices`), or
    `none` (with `reserved` and `nearest`).
    """

    kind = _word("provider", "choice", "none")
    label = _said("The label as it was read.")
    claimed = fields.Boolean(metadata={"description": "Claimed by this provider, for ever."})
    npi = fields.String()
    name = fields.String()
    specialties = fields.List(fields.String())
    places = fields.List(fields.Nested(City))
    host = fields.String()
    url = fields.String()
    total = fields.Integer(validate=validate.Range(min=0))
    choices = fields.List(fields.Nested(Bearer))
    reserved = fields.Boolean(metadata={"description": "Kept for the directory itself."})
    nearest = fields.List(fields.Nested(Bearer))
