"""The way in through the organization's own sign-in."""

from flask import Response, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import NotFound
from directory.hooks.login import begin, needs_no_login
from directory.hooks.services import services
from directory.staff import provider
from directory.staff.room import answer, logged, room
from directory.staff.targets import HOME, safe_next
from directory.staff.tries import not_failed, seconds_for_network
from directory.store import staff as accounts
from directory.store.staff import Account


@room.get("/login/oidc")
@needs_no_login
def sign_in() -> AnyResponse:
    """Away to the provider."""
    if not provider.is_set():
        raise NotFound
    target = safe_next(request.args.get("next", HOME))
    try:
        return provider.send_away(target)
    except provider.ProviderDown:
        return _form(target, 503, "provider-down")


@room.get("/login/oidc/back")
@needs_no_login
def come_back() -> AnyResponse:
    """Back from it: whoever has an account here is logged in, with the factors it asked for."""
    if not provider.is_set():
        raise NotFound
    wait = seconds_for_network()
    if wait:
        # Before anything is written: no stranger fills the log by coming back from nowhere.
        return _form(HOME, 429, "many", wait)
    try:
        claims, wanted = provider.welcome_back()
    except provider.ProviderDown:
        not_failed()
        return _form(HOME, 503, "provider-down")
    except provider.ProviderRefused:
        logged(None, "login-failed", by="provider")
        return _form(HOME, 403, "provider")
    target = safe_next(wanted)
    account = _account(claims)
    if account is None or not account.active:
        logged(account.person if account else None, "login-failed", by="provider")
        return _form(target, 403, "provider")
    not_failed()
    response = redirect(target, 303)
    begin(response, account, "provider", whole=True)
    logged(account.person, "login", by="provider")
    return response


def _account(claims: provider.Claims) -> Account | None:
    """The account bound to this person; at first the one of their verified address, then bound."""
    store = services().store
    bound = accounts.by_subject(store, claims.subject)
    if bound is not None:
        return bound
    found = accounts.by_email(store, claims.email)
    # An account that is bound to somebody is nobody else's, whatever address they have now.
    if found is None or found.subject:
        return None
    if found.active:
        accounts.change(store, found.person.id, subject=claims.subject)
        logged(found.person, "account-bound", found.person.login)
    return found


def _form(target: str, status: int, trouble: str, wait: int = 60) -> Response:
    response = answer(
        "login.html", status, target=target, login="", trouble=trouble, minutes=-(-wait // 60),
        provider=True,
    )  # fmt: skip
    if status in (429, 503):
        response.headers["Retry-After"] = str(wait)
    return response
