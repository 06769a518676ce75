"""Kinds of fields that the schemas of answers are made of."""

from typing import Any

from marshmallow import RAISE, Schema, fields, validate


class Strict(Schema):
    """Nothing more than what is written here."""

    class Meta:
        """Refuse what the schema does not name."""

        unknown = RAISE


def said(about: str = "", *, null: bool = False, **more: Any) -> fields.String:
    """A text; `about` describes it."""
    return fields.String(
        required=True, allow_none=null, metadata={"description": about} if about else {}, **more
    )


def word(*choices: str, null: bool = False) -> fields.String:
    """One of the words given."""
    allowed = (*choices, None) if null else choices
    return fields.String(required=True, allow_none=null, validate=validate.OneOf(allowed))


def count() -> fields.Integer:
    """A number of things."""
    return fields.Integer(required=True, validate=validate.Range(min=0))


def number(*, null: bool = False) -> fields.Float:
    """Any number."""
    return fields.Float(required=True, allow_none=null)


def day(*, null: bool = True) -> fields.Date:
    """A date as ISO 8601."""
    return fields.Date(required=True, allow_none=null)


def list_of(inner: fields.Field[Any]) -> fields.List[Any]:
    """A list that is always there."""
    return fields.List(inner, required=True)


def many(schema: type[Schema]) -> fields.List[Any]:
    """A list of what another schema describes."""
    return fields.List(fields.Nested(schema), required=True)


def one(schema: type[Schema], *, null: bool = False) -> fields.Nested:
    """What another schema describes."""
    return fields.Nested(schema, required=True, allow_none=null)


def words() -> fields.List[Any]:
    """A list of texts."""
    return list_of(fields.String())


ACCEPTING = ("yes", "no", "existing", "unknown")
