"""One's own account: password, second factor, sessions, habits of the console."""

import hmac
import re
from zoneinfo import available_timezones

import segno
from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import NotFound
from directory.hooks.login import Login, begin, login, need, now
from directory.hooks.services import services
from directory.staff.passwords import (
    SHORTEST,
    code_address,
    code_proof,
    code_secret,
    code_step,
    fault_of,
    hashed,
    is_password,
)
from directory.staff.room import answer, logged, room
from directory.staff.tries import seconds_to_wait, succeeded
from directory.store import staff as accounts
from directory.store import staff_sessions

HERE = "/staff/account"
SERVICE = "Provider directory"
_KEY = re.compile(r"[0-9a-f]{64}")
ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix",
    "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
    "Pacific/Guam",
)  # fmt: skip
"""Where business days of the United States are counted."""


@room.get("/account")
@need("account")
def account() -> Response:
    """The page of one's own account."""
    return _page()


@room.post("/account/password")
@need("account")
def change_password() -> AnyResponse:
    """Another password; every other session ends."""
    me = _me()
    refused = _ask_again(me, "now")
    if refused:
        return refused
    password = request.form.get("password", "")
    fault = fault_of(password, me.person.login)
    if not fault and password != request.form.get("again", ""):
        fault = "The two differ: type the same password twice."
    if fault:
        return _page(400, trouble=fault, field="password")
    accounts.change(services().store, me.person.id, password=hashed(password))
    staff_sessions.end_all(services().store, me.person.id, now(), but=me.session.key)
    logged(me.person, "password-changed", me.person.login)
    response = redirect(f"{HERE}?done=password", 303)
    begin(response, me.account, me.session.factor, whole=True)
    return response


@room.post("/account/code/new")
@need("account")
def new_code() -> Response:
    """Show the secret of a new second factor; nothing changes before a code of it was typed.

    It takes the password: a session that somebody left open shows no secret and moves no factor.
    """
    me = _me()
    refused = _ask_again(me, "code-now") if me.account.password else None
    return refused or _code_page(me)


@room.post("/account/code")
@need("account")
def confirm_code() -> AnyResponse:
    """Take a new second factor into use; one in use before is good no more."""
    me = _me()
    number = abs(me.account.totp) + 1
    proof = code_proof(services().secret, me.session.key, number)
    if not hmac.compare_digest(proof.encode(), request.form.get("proof", "").encode()):
        return _page(400, trouble="Begin again: the picture was not for this login.", field="code")
    secret = code_secret(services().secret, me.person.id, number)
    step = code_step(secret, request.form.get("code", ""), now())
    if step is None:
        return _code_page(me, 400, "This code does not fit: is the clock of the device right?")
    accounts.change(services().store, me.person.id, totp=number, totp_used=step)
    staff_sessions.end_all(services().store, me.person.id, now(), but=me.session.key)
    logged(me.person, "code-set", me.person.login)
    response = redirect(f"{HERE}?done=code", 303)
    begin(response, me.account, "code", whole=True)
    return response


@room.post("/account/sessions")
@need("account")
def end_session() -> AnyResponse:
    """End one of one's own sessions, or all others."""
    me, key = _me(), request.form.get("key", "")
    if key == "others":
        staff_sessions.end_all(services().store, me.person.id, now(), but=me.session.key)
    elif not _KEY.fullmatch(key) or not staff_sessions.end(
        services().store, me.person.id, key, now()
    ):
        raise NotFound
    logged(me.person, "session-ended", me.person.login)
    return redirect(f"{HERE}?done=session", 303)


@room.post("/account/habits")
@need("account")
def set_habits() -> AnyResponse:
    """Single-key shortcuts on or off, and the time zone of clocks."""
    me, zone = _me(), request.form.get("zone", "")
    if zone and zone not in available_timezones():
        return _page(400, trouble=f"{zone[:50]!r} is no time zone: choose one.", field="zone")
    accounts.change(
        services().store, me.person.id, shortcuts=request.form.get("shortcuts") == "on", zone=zone
    )
    return redirect(f"{HERE}?done=habits", 303)


def _ask_again(me: Login, field: str) -> Response | None:
    """The page with its refusal, unless a field holds the password of today."""
    if seconds_to_wait("password", me.person.login):
        return _page(429, trouble="Too many tries: wait some minutes.", field=field)
    if not is_password(me.account.password, request.form.get("now", "")):
        return _page(400, trouble="This is not your password of today.", field=field)
    succeeded("password", me.person.login)
    return None


def _me() -> Login:
    found = login()
    if found is None:
        raise NotFound
    return found


def _page(status: int = 200, *, trouble: str = "", field: str = "") -> Response:
    me = _me()
    return answer(
        "account.html",
        status,
        account=me.account,
        session=me.session,
        sessions=staff_sessions.open_sessions(services().store, me.person.id, now()),
        done=request.args.get("done", ""),
        trouble=trouble,
        field=field,
        zones=ZONES,
        shortest=SHORTEST,
    )


def _code_page(me: Login, status: int = 200, trouble: str = "") -> Response:
    number = abs(me.account.totp) + 1
    secret = code_secret(services().secret, me.person.id, number)
    proof = code_proof(services().secret, me.session.key, number)
    address = code_address(secret, me.person.login, SERVICE)
    picture = segno.make(address, error="m").svg_inline(scale=4, omitsize=True)
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return answer(
        "code_set_up.html", status, picture=picture, secret=spaced, proof=proof, trouble=trouble
    )  # fmt: skip
