"""The room behind the login: one blueprint, its guard, and how it answers."""

from urllib.parse import quote

import msgspec
from flask import (
    Blueprint,
    Response,
    current_app,
    g,
    make_response,
    redirect,
    render_template,
    request,
)
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import DirectoryError, LoginRequired, NotAllowed
from directory.hooks.login import OPEN, check_form, check_origin, login, network, now
from directory.hooks.reader import OWN_NAMES
from directory.hooks.services import services
from directory.model.phones import tel
from directory.model.staff import MAY, Action, Person
from directory.staff import words
from directory.staff.assets import asset_url
from directory.store.staff_log import note

room = Blueprint("staff", __name__, template_folder="templates", url_prefix="/staff")
LOGIN = "/staff/login"
SET_UP = frozenset(("staff.account", "staff.new_code", "staff.confirm_code", "staff.log_out"))
"""What somebody without a second factor reaches where one is asked for."""
MENU: tuple[tuple[Action, str, str], ...] = (
    ("look", "/staff", "Console"),
    ("questions", "/staff/questions", "Open questions"),
    ("file", "/staff/answers", "Answers"),
    ("supervise", "/staff/supervision", "Supervision"),
    ("reports", "/staff/reports", "Reports"),
    ("acceptances", "/staff/acceptances", "Licenses"),
    ("audit", "/staff/audit", "Log"),
    ("users", "/staff/users", "People"),
)


@room.before_request
def guard() -> AnyResponse | None:
    """Before any view: a mark that says what it takes, somebody who may, a form that is ours."""
    view = current_app.view_functions[request.endpoint or ""]
    action = getattr(view, "staff_action", None)
    if action is None:
        raise RuntimeError(f"{request.endpoint} does not say what it takes")
    if action == OPEN:
        if request.method not in ("GET", "HEAD", "OPTIONS"):
            check_origin()
        return None
    found = login()
    if found is None:
        return _to_login()
    if found.person.role not in MAY[action]:
        raise NotAllowed
    if request.method not in ("GET", "HEAD", "OPTIONS"):
        check_form()
    bare = found.account.totp <= 0 and found.session.factor == "password"
    if bare and services().config.production and request.endpoint not in SET_UP:
        return redirect("/staff/account#code", 303)
    return None


@room.after_request
def keep_private(response: Response) -> Response:
    """On every answer of the room, errors too."""
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    # Under `no-referrer` browsers hide the origin of forms, which `check_origin` looks at.
    response.headers["Referrer-Policy"] = "same-origin"
    response.vary.add("Cookie")
    return response


@room.errorhandler(DirectoryError)
def refused(error: DirectoryError) -> Response:
    """What went wrong, in the room's own frame; programs get the same without a page."""
    if wants_json():
        body = msgspec.json.encode(error.problem(g.request_id))
        response = Response(body, error.status, content_type="application/problem+json")
    else:
        response = answer("error.html", error.status, error=error)
    response.headers.update(error.headers)
    return response


def answer(template: str, status: int = 200, **values: object) -> Response:
    """A page of the room."""
    return make_response(render_template(f"staff/{template}", **values), status)


@room.context_processor
def _everywhere() -> dict[str, object]:
    """What every page of the room may use."""
    try:
        found = login()
    except DirectoryError:
        # The page that says that the store is down must not need the store.
        found = None
    person = found.person if found else None
    return {
        "me": person,
        "csrf": found.session.csrf if found else "",
        "menu": [(href, name) for action, href, name in MENU if person and person.may(action)],
        "here": request.path,
        "staff_asset": asset_url,
        "verdicts": words.VERDICTS,
        "tones": words.TONES,
        "signs": words.SIGNS,
        "accepting": words.ACCEPTING,
        "source": words.source,
        "tel": tel,
        "language_names": OWN_NAMES,
    }


def wants_json() -> bool:
    """Whether a script of ours asks, not a browser that goes to a page."""
    return request.headers.get("X-Requested-With") == "fetch"


def given() -> str:
    """The query string without fields that were left empty, which browsers send along."""
    parts = request.environ.get("QUERY_STRING", "").split("&")
    return "&".join(part for part in parts if part and not part.endswith("="))


def logged(person: Person | None, action: str, object_: str = "", **more: object) -> None:
    """Write down what was done in this request; `issuer=` names whose business it was."""
    issuer = str(more.pop("issuer", ""))
    note(
        services().store, person, action, object_, at=now(), address=network(), issuer=issuer,
        **more,
    )  # fmt: skip


def _to_login() -> AnyResponse:
    if wants_json() or request.method not in ("GET", "HEAD"):
        raise LoginRequired
    query: str = request.environ.get("QUERY_STRING", "")
    wanted = f"{request.path}?{query}" if query else request.path
    return redirect(LOGIN if wanted == "/staff" else f"{LOGIN}?next={quote(wanted, safe='/')}", 303)
