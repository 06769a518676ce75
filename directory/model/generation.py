"""A generation: one complete, immutable state of the directory that the engine serves."""

from datetime import date, datetime

import msgspec

SCHEMA_VERSION = 2


class SourceState(msgspec.Struct, frozen=True, kw_only=True):
    """How far one source speaks: rows that it gave and the latest date in them."""

    name: str
    rows: int
    latest_on: date | None = None


class Generation(msgspec.Struct, frozen=True, kw_only=True):
    """What a generation holds; `schema` must equal SCHEMA_VERSION of the code that serves it."""

    id: str
    created_at: datetime
    schema: int = SCHEMA_VERSION
    providers: int = 0
    offices: int = 0
    plans: int = 0
    policies: int = 0
    deactivated: int = 0
    unlocated: int = 0
    sources: tuple[SourceState, ...] = ()
