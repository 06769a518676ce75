"""A search as a list for spreadsheets: every match, read page by page, and noted in the log."""

from collections.abc import Iterator
from datetime import date
from urllib.parse import urlencode

import msgspec
from flask import Response, request, send_file
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import ExpiredCursor, InvalidParameters, fault
from directory.hooks.login import need, person
from directory.params.common import Door
from directory.params.raw import parse
from directory.search.engine import CursorExpired, Engine
from directory.search.page import ResultPage
from directory.search.request import SearchRequest
from directory.specialties.catalog import catalog
from directory.staff.question import Choose, Question, ask, settle
from directory.staff.room import logged, room
from directory.staff.routes.suggest import door_of
from directory.staff.rows import HEADING, listed, row
from directory.staff.sheets import CSV_TYPE, XLSX_TYPE, as_csv, as_xlsx

FORMATS = ("csv", "xlsx")
MOST = 100_000
"""Providers on a list: more is a copy of the directory, which the API and `export` give."""
AT_ONCE = 100
Line = tuple[object, ...]


@room.get("/export")
@need("export")
def take_out() -> AnyResponse:
    """The list, as CSV or XLSX. Raises InvalidParameters, ExpiredCursor."""
    raw, faults = parse(request.environ.get("QUERY_STRING", ""))
    form = raw.pop("as", [""])[0]
    for name in ("cursor", "limit", "row"):
        raw.pop(name, None)
    if form not in FORMATS:
        faults = [*faults, fault("as", form, "is no form of a list here", FORMATS)]
    me = person()
    door = door_of(me)
    settled = settle(raw, door, me)
    if isinstance(settled, Choose):
        faults = [*faults, fault(settled.field, settled.typed, "must be picked from the list")]
        raise InvalidParameters(faults=faults)
    if not settled:
        faults = [*faults, fault("query", "", "asks for nothing: search first")]
    asked = ask(settled, door, faults)
    of = msgspec.structs.replace(asked.request, limit=AT_ONCE, after=None, facets=())
    first = door.engine.search(of)
    if first.total > MOST:
        message = f"finds {first.total} providers; a list holds {MOST}: narrow the search"
        raise InvalidParameters(faults=[fault("query", None, message)])
    # Noted before a byte leaves: without a row in the log there is no list.
    logged(
        me, "list-exported", form, issuer=_issuer(asked, door), providers=first.total,
        query=urlencode(asked.raw, doseq=True), generation=first.generation,
    )  # fmt: skip
    lines = _lines(first, of, asked.plan, door.engine)
    return _sent(form, lines, of.as_of)


def _sent(form: str, lines: Iterator[Line], day: date) -> AnyResponse:
    name = f"providers-{day}.{form}"
    if form == "csv":
        response: AnyResponse = Response(as_csv(HEADING, lines), content_type=CSV_TYPE)
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
        return response
    try:
        file = as_xlsx("Providers", HEADING, lines)
    except CursorExpired:
        raise ExpiredCursor from None
    return send_file(file, XLSX_TYPE, as_attachment=True, download_name=name, etag=False)


def _lines(first: ResultPage, of: SearchRequest, plan: str, engine: Engine) -> Iterator[Line]:
    """Every match as a line. A swap on the way ends the list with an error, never with a gap."""
    book = engine.plans()
    name = book.plans[plan].name if plan in book.plans else plan
    page = first
    while True:
        for hit in page.hits:
            one = row(hit, plan, book, of.as_of, catalog())
            yield listed(one, name, of.as_of, page.generation)
        if page.next is None:
            return
        page = engine.search(msgspec.structs.replace(of, after=page.next))


def _issuer(asked: Question, door: Door) -> str:
    """Whose business it was: the issuer of the plan, else the one that was searched for."""
    known = door.engine.plans().plans.get(asked.plan)
    if known is not None:
        return known.issuer or ""
    return next(iter(asked.asked.request.issuers), "")
