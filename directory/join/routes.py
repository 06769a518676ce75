"""Report an error, claim a listing, ask to be listed, and see how far it has come."""

from datetime import UTC, datetime

from flask import Blueprint, Response, make_response, redirect, render_template, request
from flask_babel import format_date
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import NotFound
from directory.hooks.found import find_provider
from directory.hooks.reader import language
from directory.hooks.services import services
from directory.join.forms import hand_out
from directory.join.params import MOST_TEXT, TRAP, Typed, read_correction, read_request
from directory.join.send import EASTERN, Sent, send
from directory.join.words import KINDS, STATES, TOPICS
from directory.model.npi import is_npi
from directory.model.provider import Provider
from directory.model.reference import read_reference, shown_reference
from directory.store.reports import find_report

room = Blueprint("join", __name__, template_folder="templates")
JOIN = "join"
STATUS = {"stale": 400, "fast": 400, "trap": 400, "many": 429}


def now() -> datetime:
    """This moment; tests put another one here."""
    return datetime.now(UTC)


@room.get("/providers/<npi>/correct")
def correct(npi: str) -> Response:
    """The form that reports an error."""
    provider = _provider(npi)
    token = hand_out(services().secret, npi, now())
    return _correction(provider, Typed(npi=npi, office=_known_office(provider)), token)


@room.post("/providers/<npi>/correct")
def report(npi: str) -> AnyResponse:
    """Keep a report of an error."""
    provider = _provider(npi)
    typed = read_correction(request.form, (office.id for office in provider.offices))
    token = request.form.get("token", "")
    if typed.faults:
        return _correction(provider, typed, token, status=400)
    sent = _send(typed, npi, npi, token)
    if sent.trouble is None:
        return redirect(f"/corrections/{shown_reference(sent.reference)}", 303)
    fresh = token if sent.trouble in ("fast", "many") else hand_out(services().secret, npi, now())
    return _correction(provider, typed, fresh, sent=sent, status=STATUS[sent.trouble])


@room.get("/join")
def join() -> Response:
    """What can be asked for, and the form that asks."""
    npi = request.args.get("npi", "")
    typed = Typed(kind="claim", npi=npi if is_npi(npi) else "")
    return _request(typed, hand_out(services().secret, JOIN, now()))


@room.post("/join")
def ask() -> AnyResponse:
    """Keep a claim or a request to be listed."""
    typed = read_request(request.form)
    token = request.form.get("token", "")
    if typed.faults:
        return _request(typed, token, status=400)
    sent = _send(typed, typed.npi, JOIN, token)
    if sent.trouble is None:
        return redirect(f"/corrections/{shown_reference(sent.reference)}", 303)
    fresh = token if sent.trouble in ("fast", "many") else hand_out(services().secret, JOIN, now())
    return _request(typed, fresh, sent=sent, status=STATUS[sent.trouble])


@room.get("/corrections")
def look_up() -> AnyResponse:
    """The form that asks for a reference."""
    typed = request.args.get("reference", "").strip()[:100]
    if not typed:
        return _page("lookup.html", typed="", wrong="")
    reference = read_reference(typed)
    if reference is None:
        return _page("lookup.html", 400, typed=typed, wrong="damaged")
    return redirect(f"/corrections/{shown_reference(reference)}", 303)


@room.get("/corrections/<reference>")
def status(reference: str) -> Response:
    """How far a report has come; what was written in it is shown to nobody."""
    known = read_reference(reference)
    found = find_report(services().store, known) if known else None
    if found is None:
        wrong = "unknown" if known else "damaged"
        return _page("lookup.html", 404, typed=reference[:100], wrong=wrong)
    return _page(
        "status.html",
        report=found,
        reference=shown_reference(found.reference),
        kind=KINDS[found.kind],
        state=STATES[found.status],
        received=format_date(found.received.astimezone(EASTERN), "long", rebase=False),
        due=format_date(found.due, "long"),
    )


def _send(typed: Typed, npi: str, subject: str, token: str) -> Sent:
    return send(
        services(),
        Typed(
            kind=typed.kind, npi=npi, about=typed.about, office=typed.office,
            wanted=typed.wanted, text=typed.text, contact=typed.contact, trapped=typed.trapped,
        ),
        subject=subject,
        token=token,
        address=request.remote_addr or "",
        language=language(),
        now=now(),
    )  # fmt: skip


def _provider(npi: str) -> Provider:
    if not is_npi(npi):
        raise NotFound
    return find_provider(services().engine, npi)


def _known_office(provider: Provider) -> str:
    asked = request.args.get("office", "")
    return asked if any(office.id == asked for office in provider.offices) else ""


def _correction(
    provider: Provider, typed: Typed, token: str, *, sent: Sent | None = None, status: int = 200
) -> Response:
    return _page(
        "correct.html", status, provider=provider, typed=typed, token=token, sent=sent,
        topics=TOPICS, most=MOST_TEXT, trap=TRAP,
    )  # fmt: skip


def _request(typed: Typed, token: str, *, sent: Sent | None = None, status: int = 200) -> Response:
    return _page("join.html", status, typed=typed, token=token, sent=sent, most=MOST_TEXT,
                 trap=TRAP)  # fmt: skip


def _page(template: str, status: int = 200, **values: object) -> Response:
    response = make_response(render_template(f"join/{template}", **values), status)
    response.headers["Cache-Control"] = "no-store"
    if status == 429:
        response.headers["Retry-After"] = "3600"
    return response
