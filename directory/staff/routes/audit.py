"""Who did what and when behind the login: the log searched, paged, and taken out as a list."""

import re
from collections.abc import Iterator
from typing import Any

import msgspec
from flask import Response

from directory.hooks.login import need, person
from directory.hooks.services import services
from directory.model.reference import read_reference, shown_reference
from directory.model.staff import Person
from directory.params.load import read
from directory.staff.clock import bounds, moment
from directory.staff.params import LogParams
from directory.staff.room import answer, given, logged, room
from directory.staff.routes.answers import mine
from directory.staff.sheets import CSV_TYPE, as_csv
from directory.store import staff_log
from directory.store.staff_log import Entry, Wanted

PAGE = 100
HEADING = (
    "row", "at (UTC)", "login", "role", "issuer", "action", "object", "detail", "network",
)  # fmt: skip
_SHOWN = re.compile(r"\w{4}[ -]\w{4}[ -]\w{4}", re.ASCII)
"""A reference as people read it; in the log it stands without hyphens."""


@room.get("/audit")
@need("audit")
def search_log() -> Response:
    """The newest rows, or those that were asked for; of one's own issuers unless one sees all."""
    me, store = person(), services().store
    values = read(LogParams, given())
    wanted = _wanted(me, values)
    if "form" in values:
        return _export(values["form"], wanted)
    found = staff_log.page(store, wanted, before=values.get("before"), limit=PAGE + 1)
    return answer(
        "audit.html",
        rows=[(one, moment(one.at, me), _object(one)) for one in found[:PAGE]],
        more=found[PAGE - 1].seq if len(found) > PAGE else None,
        actions=staff_log.actions(store),
        filters={name: value for name, value in values.items() if name != "before"},
        narrowed=wanted.issuers is not None,
    )


def _wanted(me: Person, values: dict[str, Any]) -> Wanted:
    begin, end = bounds(values.get("since"), values.get("until"), me)
    typed = values.get("object", "")
    reference = read_reference(typed) if _SHOWN.fullmatch(typed) else None
    return Wanted(
        login=values.get("login", "").lower(),
        action=values.get("action", ""),
        object=reference or typed,
        since=begin,
        until=end,
        issuers=mine(me),
    )


def _export(form: str, wanted: Wanted) -> Response:
    """Every row that was asked for, as it is sent; the log says who took them out."""
    store = services().store
    asked = {name: value for name, value in msgspec.structs.asdict(wanted).items() if value}
    logged(person(), "log-exported", form, wanted=asked)
    rows = staff_log.walk(store, wanted)
    if form == "csv":
        body: Iterator[bytes] = as_csv(HEADING, (_cells(one) for one in rows))
        kind = CSV_TYPE
    else:
        body = (msgspec.json.encode(one) + b"\n" for one in rows)
        kind = "application/x-ndjson"
    response = Response(body, content_type=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="log.{form}"'
    return response


def _object(one: Entry) -> str:
    """References as people read them, all else as it is."""
    if one.action.startswith(("answer-", "question-")) and read_reference(one.object):
        return shown_reference(one.object)
    return one.object


def _cells(one: Entry) -> tuple[object, ...]:
    return (
        one.seq, one.at.strftime("%Y-%m-%d %H:%M:%S"), one.login, one.role, one.issuer,
        one.action, _object(one), one.detail, one.address,
    )  # fmt: skip
