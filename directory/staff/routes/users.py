"""Who works here: accounts made, invited, given roles and issuers, shut; for administrators."""

import re
import secrets

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import NotFound
from directory.hooks.addresses import site
from directory.hooks.login import need, now, person
from directory.hooks.services import services
from directory.model.plan import Issuer
from directory.model.staff import ALL_ISSUERS, ROLES
from directory.search.engine import EngineUnavailable
from directory.staff.room import answer, logged, room
from directory.store import staff as accounts
from directory.store import staff_sessions
from directory.store.staff import Account

_LOGIN = re.compile(r"[a-z0-9][a-z0-9._@+-]{1,99}")
_ID = re.compile(r"[0-9a-f]{32}")


@room.get("/users")
@need("users")
def users() -> Response:
    """Everybody who works here, and the form for somebody new."""
    return _page()


@room.post("/users")
@need("users")
def add_user() -> AnyResponse:
    """A new account, with the link that sets its password."""
    form = request.form
    login, name = accounts.plain_login(form.get("login", "")), _text("name")
    faults = _faults()
    if not _LOGIN.fullmatch(login):
        faults["login"] = "Use 2 to 100 letters, digits and . _ @ + -"
    if not name:
        faults["name"] = "Give the name by which colleagues know this person."
    if faults:
        return _page(400, faults=faults)
    try:
        made = accounts.create(
            services().store, login=login, name=name, email=_text("email"),
            role=form["role"], issuers=_issuers(), at=now(),  # type: ignore[arg-type]  # one of ROLES, as checked
        )  # fmt: skip
    except accounts.LoginTaken:
        return _page(409, faults={"login": f"{login} is taken: choose another."})
    logged(person(), "account-made", login, role=made.person.role, issuers=made.person.issuers)
    return _invited(made)


@room.get("/users/<id_>")
@need("users")
def user(id_: str) -> Response:
    """One account, and what can be done to it."""
    return answer("user.html", account=_account(id_), issuers=_known(), roles=ROLES, faults={})


@room.post("/users/<id_>")
@need("users")
def change_user(id_: str) -> AnyResponse:
    """Another role, other issuers, another address, in or out."""
    account = _account(id_)
    faults = _faults()
    active = request.form.get("active") == "on"
    own = account.person.id == person().id
    if own and (not active or request.form.get("role") != "admin"):
        faults["role"] = "You cannot shut yourself out: another administrator can."
    if faults:
        return answer(
            "user.html", 400, account=account, issuers=_known(), roles=ROLES, faults=faults
        )  # fmt: skip
    values = {
        "role": request.form["role"], "issuers": _issuers(), "active": active,
        "name": _text("name") or account.person.name, "email": _text("email"),
    }  # fmt: skip
    if values["email"] != account.person.email:
        # Another address is another person at the organization's sign-in, until they come from it.
        values["subject"] = ""
    accounts.change(services().store, account.person.id, **values)
    if not active or (account.subject and "subject" in values):
        staff_sessions.end_all(services().store, account.person.id, now())
    logged(person(), "account-changed", account.person.login, **values)
    return redirect(f"/staff/users/{account.person.id}", 303)


@room.post("/users/<id_>/invite")
@need("users")
def invite_user(id_: str) -> Response:
    """A new link that sets a password; the password and the sessions of now end."""
    account = _account(id_)
    if not account.active:
        return answer("user.html", 409, account=account, issuers=_known(), roles=ROLES, faults={})
    accounts.change(services().store, account.person.id, password="")
    staff_sessions.end_all(services().store, account.person.id, now())
    logged(person(), "account-invited", account.person.login)
    return _invited(account)


@room.post("/users/<id_>/code")
@need("users")
def drop_code(id_: str) -> AnyResponse:
    """Take the second factor away from somebody who lost the device, and end their sessions."""
    account = _account(id_)
    # The number only grows: an old device never fits again.
    accounts.change(services().store, account.person.id, totp=-abs(account.totp))
    staff_sessions.end_all(services().store, account.person.id, now())
    logged(person(), "code-dropped", account.person.login)
    return redirect(f"/staff/users/{account.person.id}", 303)


def _account(id_: str) -> Account:
    found = accounts.by_id(services().store, id_) if _ID.fullmatch(id_) else None
    if found is None:
        raise NotFound
    return found


def _invited(account: Account) -> Response:
    key = secrets.token_urlsafe(32)
    accounts.invite(
        services().store, account.person.id, staff_sessions.key_of(key), now()
    )  # fmt: skip
    return answer("invited.html", account=account, link=f"{site()}/staff/welcome?key={key}")


def _text(name: str) -> str:
    return request.form.get(name, "").replace("\0", "").strip()[:200]


def _faults() -> dict[str, str]:
    faults = {}
    if request.form.get("role") not in ROLES:
        faults["role"] = f"Choose one of {', '.join(ROLES)}."
    known = {one for one in _known() if one.split() == [one]}
    unknown = [one for one in _issuers() if one != ALL_ISSUERS and one not in known]
    if unknown:
        faults["issuers"] = f"{unknown[0][:100]!r} is no issuer here: choose from the list."
    return faults


def _issuers() -> tuple[str, ...]:
    chosen = tuple(dict.fromkeys(request.form.getlist("issuers")))
    return (ALL_ISSUERS,) if ALL_ISSUERS in chosen else chosen


def _known() -> dict[str, Issuer]:
    """The issuers of the live generation; none while the engine is down."""
    try:
        return dict(services().engine.plans().issuers)
    except EngineUnavailable:
        return {}


def _page(status: int = 200, *, faults: dict[str, str] | None = None) -> Response:
    everyone = accounts.everyone(services().store)
    return answer(
        "users.html", status, accounts=everyone, issuers=_known(), roles=ROLES,
        faults=faults or {}, typed=request.form,
    )  # fmt: skip
