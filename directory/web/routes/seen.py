"""What a page is seen with; a typed place or plan is settled first."""

from flask import redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import InvalidParameters
from directory.params.common import Door
from directory.params.raw import parse, without_blanks
from directory.web.criteria import typed_form
from directory.web.params import Choose, Seen, read_view, settle
from directory.web.room import NOT_QUESTIONS, address_of, answer

TYPED = ("where", "coverage")


def seen_with(door: Door) -> Seen | AnyResponse:
    """What this page is seen with, or the answer that settles what was typed.

    Raises InvalidParameters.
    """
    raw, faults = parse(request.environ.get("QUERY_STRING", ""))
    if faults:
        raise InvalidParameters(faults=faults)
    if not any(name in raw for name in TYPED):
        return read_view(door)
    raw = {name: v for name, v in without_blanks(raw).items() if name not in NOT_QUESTIONS}
    settled = settle(raw, door, "", request.path)
    if isinstance(settled, Choose):
        form = typed_form({}, door, "")
        return answer("choose.html", 200 if settled.choices else 404, choose=settled, form=form)
    return redirect(address_of(request.path, **settled.raw), 303)
