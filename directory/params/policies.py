"""Parameters of the policies, as programs and pages send them."""

from typing import Any

from marshmallow import RAISE, Schema, ValidationError, fields, validate

from directory.model.specialty import LANGUAGES
from directory.params.fields import Day, Whole, choice, text, within

STATUSES = ("proposed", "active", "retired")
LICENSE_ID = "[a-z0-9][a-z0-9-]{0,62}"


class NoParams(Schema):
    """A route without parameters."""


class PoliciesParams(Schema):
    """Which policies: every condition must hold."""

    q = text(
        "Words of number, title, specialty or code; of the text too with a license token.",
        metadata={"examples": ["sleep apnea", "DME-101"]},
    )
    code = text(
        "A code that the policy names, whole; case and dot do not matter.",
        longest=20,
        metadata={"examples": ["E0601", "G47.33"]},
    )
    specialty = text(
        "Specialty id of the catalog.", longest=100, metadata={"examples": ["sleep-medicine"]}
    )
    status = choice("Status.", STATUSES)
    changed_since = Day(
        metadata={"description": "First day of changes that count.", "examples": ["2026-01-01"]}
    )
    limit = Whole(
        validate=within(1, 100), metadata={"description": "Policies on a page.", "default": 50}
    )
    cursor = text("Where the page before ended.", longest=100)


class PolicyParams(Schema):
    """Which version of a policy."""

    version = Whole(
        validate=within(1, 999_999),
        metadata={"description": "A version; the one in force if absent.", "examples": [1]},
    )


class LicenseParams(Schema):
    """In which language a license is read."""

    language = choice("Language of the text; the authoritative one if absent.", LANGUAGES)


class _Truth(fields.Field[bool]):
    """true or false of JSON, nothing that merely counts as such."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if not isinstance(value, bool):
            raise ValidationError("must be true or false")
        return value


class _Number(fields.Field[int]):
    """A whole number of JSON, from 1 on."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not 0 < value < 1_000_000:
            raise ValidationError("must be a whole number from 1 to 999999")
        return value


class DecisionBody(Schema):
    """A decision on a license."""

    class Meta:
        """Refuse what the schema does not name."""

        unknown = RAISE

    version = _Number(
        required=True,
        metadata={
            "type": "integer",
            "minimum": 1,
            "maximum": 999_999,
            "description": "The version that was shown; only the one in force is taken.",
        },
    )
    accepted = _Truth(
        required=True,
        metadata={
            "type": "boolean",
            "description": "true accepts; false declines and ends an acceptance.",
        },
    )
    language = fields.String(
        validate=validate.OneOf(LANGUAGES),
        metadata={"description": "Language of the text that was shown; en if absent."},
    )
