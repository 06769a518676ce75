"""Fields of parameters: strict readings of text, each with a message that names the cure."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from marshmallow import ValidationError, fields, validate

from directory.model.npi import is_npi
from directory.search.languages import NAMES

EARLIEST, LATEST = date(1990, 1, 1), date(2100, 12, 31)
MAX_TEXT = 200
MAX_VALUES = 100
NPI_PATTERN = "^[0-9]{10}$"
REQUIRED: Mapping[str, Any] = {
    "required": True,
    "error_messages": {"required": "is missing: give it"},
}
"""Arguments of a field that must be given."""

_DECIMAL = re.compile(r"[+-]?[0-9]{1,10}(\.[0-9]{1,20})?")
_WHOLE = re.compile(r"[+-]?[0-9]{1,12}")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Refusal(str):
    """A message that also carries the values that would have done."""

    allowed: tuple[str, ...]

    def __new__(cls, message: str, allowed: Iterable[str] = ()) -> "Refusal":
        """Keep the values beside the text."""
        made = super().__new__(cls, message)
        made.allowed = tuple(allowed)
        return made


class Choice(validate.OneOf):
    """One of a few words; the refusal lists them."""

    def __call__(self, value: Any) -> Any:
        """Refuse anything else."""
        if value not in self.choices:
            raise ValidationError([Refusal("is not a value that is known here", self.choices)])
        return value


def _spelt(value: str) -> None:
    """Refuse a text that holds neither letter nor digit: it would ask for nothing, or nobody."""
    if value and not any(character.isalnum() for character in value):
        raise ValidationError("holds no letter and no digit")


def text(about: str, *, longest: int = MAX_TEXT, words: bool = False, **more: Any) -> fields.String:
    """A text of 1 to `longest` characters; `words`: with a letter or digit among them."""
    checks: list[Any] = [validate.Length(1, longest, error=f"must have 1 to {longest} characters")]
    if words:
        checks.append(_spelt)
    return fields.String(validate=checks, metadata=_about(about, more), **more)


def choice(about: str, choices: Iterable[str], **more: Any) -> fields.String:
    """One word of a few."""
    return fields.String(validate=Choice(tuple(choices)), metadata=_about(about, more), **more)


def any_of(about: str, inner: fields.Field[Any], **more: Any) -> fields.List[Any]:
    """A parameter that may be repeated; any of its values will do."""
    checks = validate.Length(1, MAX_VALUES, error=f"must be given at most {MAX_VALUES} times")
    return fields.List(inner, validate=checks, metadata=_about(about, more), **more)


def _about(about: str, more: dict[str, Any]) -> Mapping[str, Any]:
    return {"description": about, **more.pop("metadata", {})}


def language_code() -> fields.String:
    """An ISO 639-1 code, or a three-letter one of ISO 639-3 for languages that have none."""

    def known(code: str) -> None:
        if not re.fullmatch("[a-z]{2,3}", code) or (len(code) == 2 and code not in NAMES):
            raise ValidationError("is not a language code: ISO 639-1, such as en, es or zh")

    return fields.String(
        validate=known, metadata={"pattern": "^[a-z]{2,3}$", "examples": ["es", "zh"]}
    )


class CommaList(fields.List[Any]):
    """Several values in one parameter, separated by commas."""

    delimiter = ","

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> list[Any]:
        parts = [part.strip() for part in value.split(",")]
        return super()._deserialize(parts, attr, data, **kwargs)


class Flag(fields.Boolean):
    """`true` or `false`, spelt so."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> bool:
        if value not in ("true", "false"):
            raise ValidationError([Refusal("must be true or false", ("true", "false"))])
        return bool(value == "true")


class Decimal(fields.Float):
    """A decimal number in plain digits: no exponent, no infinity."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> float:
        if not _DECIMAL.fullmatch(value):
            raise ValidationError("must be a number in plain digits, such as 25 or -73.99")
        return float(value)


class Whole(fields.Integer):
    """A whole number in ASCII digits."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> int:
        if not _WHOLE.fullmatch(value):
            raise ValidationError("must be a whole number")
        return int(value)


class Day(fields.Date):
    """A day of the calendar as YYYY-MM-DD, from 1990 to 2100."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> date:
        if not _DAY.fullmatch(value):
            raise ValidationError("must be a date as YYYY-MM-DD")
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise ValidationError("is not a day of the calendar") from None
        if not EARLIEST <= day <= LATEST:
            raise ValidationError(f"must lie between {EARLIEST} and {LATEST}")
        return day


class Npi(fields.String):
    """A National Provider Identifier whose check digit holds."""

    def _deserialize(self, value: Any, *_: Any, **__: Any) -> str:
        if not re.fullmatch(r"[0-9]{10}", value):
            raise ValidationError("must be ten digits")
        if not is_npi(value):
            raise ValidationError("is not an NPI: its check digit is wrong (Luhn, prefix 80840)")
        return str(value)


def within(low: float, high: float, unit: str = "") -> validate.Range:
    """From `low` to `high`, both included."""
    unit = f" {unit}" if unit else ""
    return validate.Range(low, high, error=f"must be from {low:g} to {high:g}{unit}")
