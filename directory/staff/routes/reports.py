"""What visitors reported: errors, claims, requests to be listed; each within two business days."""

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import InvalidParameters, NotFound, fault
from directory.hooks.login import need, now, person
from directory.hooks.services import services
from directory.model.provider import Deactivated, Provider
from directory.model.reference import read_reference, shown_reference
from directory.staff.clock import moment, organization_day
from directory.staff.room import answer, logged, room
from directory.store import reports
from directory.store.reports import Report, Status

HERE = "/staff/reports"
LONGEST_ANSWER = 1000
STATES: dict[str, str] = {
    "received": "nobody looked at it yet",
    "working": "somebody is checking it",
    "done": "done",
    "declined": "closed without a change",
}
CHOICES: dict[str, Status] = {"working": "working", "done": "done", "declined": "declined"}
KINDS = {"error": "Error", "claim": "Claim of a listing", "register": "Request to be listed"}


@room.get("/reports")
@need("reports")
def report_queue() -> Response:
    """What is to be done, by when it is due."""
    me, today = person(), organization_day()
    rows = [
        {
            "report": one,
            "reference": shown_reference(one.reference),
            "kind": KINDS[one.kind],
            "state": STATES[one.status],
            "received": moment(one.received, me),
            "late": one.due < today,
            "today": one.due == today,
        }
        for one in reports.queue(services().store)
    ]
    more = reports.waiting(services().store) - len(rows)
    return answer("reports.html", rows=rows, more=more, done=request.args.get("done", ""))


@room.get("/reports/<reference>")
@need("reports")
def one_report(reference: str) -> Response:
    """A report beside what the directory says today."""
    return _page(_find(reference))


@room.post("/reports/<reference>")
@need("reports")
def settle_report(reference: str) -> AnyResponse:
    """Take it, close it as done, or close it without a change, with words for its sender."""
    found = _find(reference)
    status = CHOICES.get(request.form.get("status", ""))
    told = request.form.get("answer", "").strip().replace("\0", "")
    if status is None:
        given = request.form.get("status")
        faults = [fault("status", given, "is no state to choose", CHOICES)]
        raise InvalidParameters(faults=faults)
    if len(told) > LONGEST_ANSWER:
        message = f"has {len(told)} characters: use at most {LONGEST_ANSWER}"
        raise InvalidParameters(faults=[fault("answer", told, message)])
    if not reports.settle(services().store, found.reference, status, told, now()):
        return _page(found, 409)
    logged(person(), "report-settled", found.reference, status=status)
    return redirect(f"{HERE}?done={shown_reference(found.reference)}", 303)


def _find(reference: str) -> Report:
    known = read_reference(reference)
    found = reports.find_report(services().store, known) if known else None
    if found is None:
        raise NotFound
    return found


def _page(found: Report, status: int = 200) -> Response:
    listed = services().engine.get(found.npi) if found.npi else None
    provider = listed if isinstance(listed, Provider) else None
    offices = provider.offices if provider else ()
    return answer(
        "report.html",
        status,
        report=found,
        reference=shown_reference(found.reference),
        kind=KINDS[found.kind],
        state=STATES[found.status],
        received=moment(found.received, person()),
        late=found.due < organization_day() and found.status in ("received", "working"),
        provider=provider,
        withdrawn=isinstance(listed, Deactivated),
        office=next((one for one in offices if one.id == found.office), None),
        closed=found.status in ("done", "declined"),
        longest=LONGEST_ANSWER,
    )
