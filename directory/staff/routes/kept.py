"""What a person keeps: searches under a name, and the columns of the table."""

import re
from urllib.parse import urlencode

from flask import redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import InvalidParameters, NotFound, fault
from directory.hooks.login import need, now, person
from directory.hooks.services import services
from directory.params.raw import parse
from directory.staff.question import HERE
from directory.staff.room import room
from directory.staff.rows import COLUMNS
from directory.store import staff as accounts
from directory.store import staff_filters
from directory.store.staff_filters import MOST, TooManyKept

_ID = re.compile(r"[0-9a-f]{32}")
LONGEST_NAME = 60
LONGEST_QUERY = 2000
OF_ONE_MOMENT = frozenset(("cursor", "row"))
"""What belongs to one page of results: a search that is kept begins anew."""


@room.post("/filters")
@need("look")
def keep_search() -> AnyResponse:
    """Keep a search under a name; one of the same name is replaced."""
    name, query = request.form.get("name", "").strip(), _query()
    if not 0 < len(name) <= LONGEST_NAME or "\0" in name:
        message = f"must have 1 to {LONGEST_NAME} characters"
        raise InvalidParameters(faults=[fault("name", name, message)])
    if len(query) > LONGEST_QUERY:
        message = f"is longer than the {LONGEST_QUERY} characters that are kept"
        raise InvalidParameters(faults=[fault("query", query, message)])
    try:
        staff_filters.keep(services().store, person().id, name, query, now())
    except TooManyKept:
        message = f"would be one more than the {MOST} that are kept: forget another first"
        raise InvalidParameters(faults=[fault("name", name, message)]) from None
    return _back(query)


@room.post("/filters/<id_>/drop")
@need("look")
def drop_search(id_: str) -> AnyResponse:
    """Forget a search of one's own. Raises NotFound for any other."""
    known = _ID.fullmatch(id_) and staff_filters.drop(services().store, person().id, id_)
    if not known:
        raise NotFound
    return _back(_query())


@room.post("/columns")
@need("look")
def choose_columns() -> AnyResponse:
    """Choose the columns of the table; none means the usual ones."""
    known = {one.id for one in COLUMNS}
    wanted = tuple(dict.fromkeys(request.form.getlist("columns")))
    strange = [one for one in wanted if one not in known]
    if strange:
        faults = [fault("columns", strange[0], "is no column here", sorted(known))]
        raise InvalidParameters(faults=faults)
    accounts.change(services().store, person().id, columns=wanted)
    return _back(_query())


@room.post("/keys")
@need("account")
def switch_keys() -> AnyResponse:
    """Let single keys act in the console, or not (WCAG 2.1.4)."""
    shortcuts = request.form.get("shortcuts") == "on"
    accounts.change(services().store, person().id, shortcuts=shortcuts)
    return _back(_query())


def _query() -> str:
    """The search that the form came with, written anew so that nothing else is in it."""
    raw, faults = parse(request.form.get("query", "").encode("utf-8", "replace").decode("latin-1"))
    if faults:
        raise InvalidParameters(faults=faults)
    kept = {name: values for name, values in raw.items() if name not in OF_ONE_MOMENT}
    return urlencode(kept, doseq=True)


def _back(query: str) -> AnyResponse:
    return redirect(f"{HERE}?{query}" if query else HERE, 303)
