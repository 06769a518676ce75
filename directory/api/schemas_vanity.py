"""What the route for providers' own addresses answers, written down as a schema."""

from marshmallow import fields, validate

from directory.api.schemas_fields import Strict, list_of, said, word, words


class City(Strict):
    """Where an office is."""

    city = said()
    state = said()


class Bearer(Strict):
    """A provider in brief; `host` always leads there."""

    npi = said()
    name = said()
    specialties = words()
    places = list_of(fields.Nested(City))
    host = said()
    url = said()


class Vanity(Strict):
    """Where a label leads.

    `provider` (with the fields of one), `choice` (with `total` and the first fifty `choices`), or
    `none` (with `reserved` and `nearest`).
    """

    kind = word("provider", "choice", "none")
    label = said("The label as it was read.")
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
