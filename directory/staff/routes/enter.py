"""The way in: password, second factor, first password by invitation, and the way out."""

from urllib.parse import quote

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import StaleForm
from directory.hooks.login import begin, check_form, end, half_way, login, need, needs_no_login, now
from directory.hooks.services import services
from directory.staff.passwords import (
    SHORTEST,
    code_secret,
    code_step,
    fault_of,
    hashed,
    is_dated,
    is_password,
)
from directory.staff.room import LOGIN, answer, logged, room
from directory.staff.targets import HOME, safe_next
from directory.staff.tries import forget_failures, seconds_to_wait, succeeded
from directory.store import staff as accounts
from directory.store.staff import Account
from directory.store.staff_sessions import end_all, key_of

CODE = "/staff/login/code"


@room.get("/login")
@needs_no_login
def log_in() -> AnyResponse:
    """The form that asks who comes."""
    target = safe_next(request.args.get("next", HOME))
    if login():
        return redirect(target, 303)
    return _form(target)


@room.post("/login")
@needs_no_login
def check_password() -> AnyResponse:
    """Look at login and password. Wrong ones of either kind get one and the same answer."""
    given, password = request.form.get("login", "")[:100], request.form.get("password", "")
    target = safe_next(request.form.get("next", HOME))
    wait = seconds_to_wait("password", given)
    if wait:
        return _too_many(target, wait, given)
    account = accounts.by_login(services().store, given)
    right = is_password(account.password if account else "", password)
    if account is None or not right or not account.active:
        logged(account.person if account else None, "login-failed")
        return _form(target, 401, login=given, trouble="wrong")
    succeeded("password", given)
    if is_dated(account.password):
        accounts.change(services().store, account.person.id, password=hashed(password))
    if account.totp > 0:
        away = CODE if target == HOME else f"{CODE}?next={quote(target, safe='/')}"
        response = redirect(away, 303)
        begin(response, account, "password", whole=False)
        return response
    return _welcome(account, target)


@room.get("/login/code")
@needs_no_login
def ask_code() -> AnyResponse:
    """The form that asks for the second factor."""
    target = safe_next(request.args.get("next", HOME))
    found = half_way()
    if found is None:
        return redirect(LOGIN, 303)
    if found.session.whole:
        return redirect(target, 303)
    return answer("code.html", target=target, csrf=found.session.csrf, trouble="")


@room.post("/login/code")
@needs_no_login
def check_code() -> AnyResponse:
    """Look at the second factor; each code opens once."""
    check_form()
    found = half_way()
    if found is None or found.session.whole:
        raise StaleForm
    target = safe_next(request.form.get("next", HOME))
    account, person = found.account, found.person
    wait = seconds_to_wait("code", person.id)
    if wait:
        return _too_many(target, wait, person.login)
    secret = code_secret(services().secret, person.id, account.totp)
    step = code_step(secret, request.form.get("code", ""), now())
    if step is None or not accounts.use_code(services().store, person.id, step):
        logged(person, "code-failed")
        return answer(
            "code.html", 401, target=target, csrf=found.session.csrf, trouble="wrong"
        )  # fmt: skip
    succeeded("code", person.id)
    return _welcome(account, target, code=True)


@room.post("/logout")
@need("account")
def log_out() -> AnyResponse:
    """End this session."""
    found = login()
    response = redirect(LOGIN, 303)
    end(response)
    logged(found.person if found else None, "logout")
    return response


@room.get("/welcome")
@needs_no_login
def welcome() -> Response:
    """The form that sets a password, for who has an invitation."""
    account = _invited(request.args.get("key", ""))
    if account is None:
        return answer("welcome.html", 404, account=None, key="", trouble="", shortest=SHORTEST)
    key = request.args.get("key", "")
    return answer("welcome.html", account=account, key=key, trouble="", shortest=SHORTEST)


@room.post("/welcome")
@needs_no_login
def set_password() -> AnyResponse:
    """Set a password by invitation, which is used up; every other session of theirs ends."""
    key, password = request.form.get("key", ""), request.form.get("password", "")
    account = _invited(key)
    if account is None:
        return answer("welcome.html", 404, account=None, key="", trouble="", shortest=SHORTEST)
    fault = fault_of(password, account.person.login)
    if not fault and password != request.form.get("again", ""):
        fault = "The two differ: type the same password twice."
    if fault:
        return answer(
            "welcome.html", 400, account=account, key=key, trouble=fault, shortest=SHORTEST
        )  # fmt: skip
    store, who = services().store, account.person
    if not accounts.accept(store, key_of(key), hashed(password), now()):
        return answer("welcome.html", 404, account=None, key="", trouble="", shortest=SHORTEST)
    end_all(store, who.id, now())
    forget_failures("password", who.login)
    logged(who, "password-set", who.login)
    # Whoever has a second factor still has to show it.
    return redirect(LOGIN, 303) if account.totp > 0 else _welcome(account, "/staff/account")


def _invited(key: str) -> Account | None:
    return accounts.by_invitation(services().store, key_of(key), now()) if key else None


def _welcome(account: Account, target: str, *, code: bool = False) -> AnyResponse:
    response = redirect(target, 303)
    begin(response, account, "code" if code else "password", whole=True)
    logged(account.person, "login")
    return response


def _too_many(target: str, wait: int, login: str) -> Response:
    response = _form(target, 429, login=login, trouble="many", minutes=-(-wait // 60))
    response.headers["Retry-After"] = str(wait)
    return response


def _form(
    target: str, status: int = 200, *, login: str = "", trouble: str = "", minutes: int = 0
) -> Response:
    provider = bool(services().config.oidc_issuer)
    return answer(
        "login.html", status, target=target, login=login, trouble=trouble, minutes=minutes,
        provider=provider,
    )  # fmt: skip
