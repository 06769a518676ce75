"""Raw parameters through a schema: values that are clean, and every fault of those that are not."""

import difflib
from collections.abc import Iterator
from functools import cache
from typing import Any

from marshmallow import Schema, ValidationError
from marshmallow import fields as marshmallow_fields

from directory.errors import Fault, InvalidParameters, fault
from directory.params.fields import CommaList, Refusal
from directory.params.raw import Raw, parse


@cache
def _made(kind: type[Schema]) -> Schema:
    """One instance serves all requests: making one takes longer than most searches."""
    return kind()


def read(schema: type[Schema], query: str) -> dict[str, Any]:
    """The clean values of a query string. Raises InvalidParameters naming every fault."""
    values, faults = gather(schema, query)
    if faults:
        raise InvalidParameters(faults=faults)
    return values


def gather(schema: type[Schema], query: str) -> tuple[dict[str, Any], list[Fault]]:
    """As `read`, for those who look for faults of their own before they refuse."""
    raw, faults = parse(query)
    values, more = check(schema, raw)
    told = {one.field for one in faults}
    # What was given, if badly, is not missing.
    return values, faults + [one for one in more if one.value is not None or one.field not in told]


def check(kind: type[Schema], raw: Raw) -> tuple[dict[str, Any], list[Fault]]:
    """Clean values, and the faults of all others; unknown and repeated parameters are faults."""
    schema = _made(kind)
    faults: list[Fault] = []
    data: dict[str, Any] = {}
    for name, values in raw.items():
        field = schema.fields.get(name)
        if field is None:
            faults.append(_unknown(name, values[0], schema))
        elif _repeatable(field):
            data[name] = values
        elif len(values) > 1:
            faults.append(fault(name, values[1], f"is given {len(values)} times: give it once"))
        else:
            data[name] = values[0]
    try:
        clean: dict[str, Any] = schema.load(data)
    except ValidationError as error:
        twice = {one.field for one in faults}
        clean = error.valid_data if isinstance(error.valid_data, dict) else {}
        messages = error.messages if isinstance(error.messages, dict) else {}
        for name, problem in messages.items():
            if name in twice:
                continue
            clean.pop(name, None)
            faults.extend(_faults(name, problem, data.get(name)))
    return clean, faults


def _repeatable(field: marshmallow_fields.Field[Any]) -> bool:
    return isinstance(field, marshmallow_fields.List) and not isinstance(field, CommaList)


def _unknown(name: str, value: str, schema: Schema) -> Fault:
    near = difflib.get_close_matches(name[:50], list(schema.fields), n=3)
    return fault(name, value, "is not a parameter here", near or sorted(schema.fields))


def _faults(name: str, problem: Any, given: Any) -> Iterator[Fault]:
    """One fault per message; a list's messages come by the position of the value."""
    if isinstance(problem, dict):
        parts = given.split(",") if isinstance(given, str) else given
        for position, messages in problem.items():
            yield from _faults(name, messages, parts[position])
        return
    shown = ", ".join(given) if isinstance(given, list) else given
    for message in problem:
        allowed = message.allowed if isinstance(message, Refusal) else ()
        yield fault(name, shown, str(message), allowed or None)
