"""What changed between two versions of a policy: fields, codes and the lines of the text."""

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Literal

import msgspec

from directory.model.policy import CodeSystem, Policy, Position

_FIELDS = (
    "title",
    "status",
    "specialties",
    "effective_on",
    "last_review_on",
    "next_review_on",
    "licenses",
    "related",
)


class FieldChange(msgspec.Struct, frozen=True):
    """A field of the front matter; values as people write them, nothing where there was none."""

    field: str
    before: str
    after: str


class CodeChange(msgspec.Struct, frozen=True):
    """A code that came (`before` None), went (`after` None) or got another position."""

    system: CodeSystem
    code: str
    before: Position | None
    after: Position | None


class Line(msgspec.Struct, frozen=True):
    """A line of the Markdown text; blank lines are left out."""

    kind: Literal["same", "added", "removed"]
    text: str


class PolicyDifference(msgspec.Struct, frozen=True):
    """From an older version to a newer one. As gated as the policies themselves."""

    fields: tuple[FieldChange, ...]
    codes: tuple[CodeChange, ...]
    lines: tuple[Line, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing changed but the version number and the history."""
        same = all(line.kind == "same" for line in self.lines)
        return same and not self.fields and not self.codes


def difference(older: Policy, newer: Policy) -> PolicyDifference:
    """What `newer` says otherwise than `older`; removed lines stand before the added ones."""
    return PolicyDifference(
        fields=tuple(_fields(older, newer)),
        codes=tuple(_codes(older, newer)),
        lines=tuple(_lines(older.body, newer.body)),
    )


def _fields(older: Policy, newer: Policy) -> Iterator[FieldChange]:
    for field in _FIELDS:
        before, after = getattr(older, field), getattr(newer, field)
        if before != after:
            yield FieldChange(field, _written(before), _written(after))


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


def _codes(older: Policy, newer: Policy) -> Iterator[CodeChange]:
    before = {(one.system, one.code): one.position for one in older.codes}
    after = {(one.system, one.code): one.position for one in newer.codes}
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) != after.get(key):
            yield CodeChange(*key, before.get(key), after.get(key))


def _lines(older: str, newer: str) -> Iterator[Line]:
    before, after = _written_lines(older), _written_lines(newer)
    steps = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for step, first, last, start, stop in steps:
        if step == "equal":
            yield from (Line("same", text) for text in before[first:last])
            continue
        yield from (Line("removed", text) for text in before[first:last])
        yield from (Line("added", text) for text in after[start:stop])


def _written_lines(body: str) -> list[str]:
    return [line.rstrip() for line in body.splitlines() if line.strip()]
