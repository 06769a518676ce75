"""Kinds of fields that the schemas of answers are made of."""

from typing import Any

from marshmallow import RAISE, Schema, fields, validate


class Strict(Schema):
    """Nothing more than what is written here."""

    class Meta:
        """Refuse what the schema does not name."""

        unknown = RAISE


def said(about: str = "", *, null: bool = False, **more: Any) -> fields.String:
    return fields.String(
        required=True, allow_none=null, metadata={"description": about} if about else {}, **more
    )


def word(*choices: str, null: bool = False) -> fields.String:
    allowed = (*choices, None) if null else choices
    return fields.String(required=True, allow_none=null, validate=validate.OneOf(allowed))


def count() -> fields.Integer:
    return fields.Integer(required=True, validate=validate.Range(min=0))


def number(*, null: bool = False) -> fields.Float:
    return fields.Float(required=True, allow_none=null)


def day(*, null: bool = True) -> fields.Date:
    return fields.Date(required=True, allow_none=null)


def list_of(inner: fields.Field[Any]) -> fields.List[Any]:
    return fields.List(inner, required=True)


def many(schema: type[Schema]) -> fields.List[Any]:
    return fields.List(fields.Nested(schema), required=True)


def one(schema: type[Schema], *, null: bool = False) -> fields.Nested:
    return fields.Nested(schema, required=True, allow_none=null)


def words() -> fields.List[Any]:
    return list_of(fields.String())


ACCEPTING = ("yes", "no", "existing", "unknown")
