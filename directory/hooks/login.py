"""Who is logged in: the session behind the cookie, and whether a form came from our own page."""

import hmac
from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

import msgspec
from flask import g, request
from werkzeug.wrappers import Response

from directory.errors import LoginRequired, StaleForm
from directory.hooks.addresses import site
from directory.hooks.services import services
from directory.model.staff import Action, Person
from directory.store import staff_sessions
from directory.store.acceptances import network_of
from directory.store.staff import Account
from directory.store.staff_sessions import LONGEST, Factor, Session

COOKIE = "staff"
View = TypeVar("View", bound=Callable[..., object])
OPEN = "open"
"""Marks a view that asks for no login: the way in."""


class Login(msgspec.Struct, frozen=True, kw_only=True):
    """A session and whose it is; whoever has yet to give a second factor is no login."""

    person: Person
    account: Account
    session: Session


def now() -> datetime:
    """This moment by the clock of the application."""
    return services().now()


def login() -> Login | None:
    """Who asks, the same all through a request; None for others. Raises StoreUnavailable."""
    found = half_way()
    return found if found and found.session.whole else None


def half_way() -> Login | None:
    """Who asks, also while their second factor is still to come."""
    if "login" not in g:
        token = request.cookies.get(cookie_name(), "")
        held = staff_sessions.held(services().store, token, now()) if token else None
        g.login = Login(person=held[1].person, account=held[1], session=held[0]) if held else None
    found: Login | None = g.login
    return found


def person() -> Person:
    """Who asks. Raises LoginRequired, StoreUnavailable."""
    found = login()
    if found is None:
        raise LoginRequired
    return found.person


def need(action: Action) -> Callable[[View], View]:
    """Mark a view with what it takes; the room's guard refuses views without a mark."""

    def mark(view: View) -> View:
        view.staff_action = action  # type: ignore[attr-defined]  # read back by the guard only
        return view

    return mark


def needs_no_login(view: View) -> View:
    """Mark a view as a part of the way in."""
    view.staff_action = OPEN  # type: ignore[attr-defined]  # read back by the guard only
    return view


def check_form() -> None:
    """Whether what is sent comes from a page of ours, for this session. Raises StaleForm."""
    check_origin()
    found = half_way()
    given = request.headers.get("X-CSRF", "") or request.form.get("csrf", "")
    if found is None or not hmac.compare_digest(given.encode(), found.session.csrf.encode()):
        raise StaleForm


def check_origin() -> None:
    """Whether a browser says that a page of this site sends. Raises StaleForm."""
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        raise StaleForm
    origin = request.headers.get("Origin")
    # In development a loopback address is the site too, as is the host that was asked.
    if origin is not None and origin not in (site(), request.host_url.rstrip("/")):
        raise StaleForm


def begin(response: Response, account: Account, factor: Factor, *, whole: bool) -> None:
    """Give a browser a session of its own; the one it had ends, so that none can be planted."""
    before = half_way()
    token = staff_sessions.begin(
        services().store,
        account.person.id,
        factor=factor,
        whole=whole,
        address=network(),
        agent=request.headers.get("User-Agent", ""),
        now=now(),
        instead_of=before.session.key if before else "",
    )
    response.set_cookie(
        cookie_name(),
        token,
        max_age=int(LONGEST.total_seconds()),
        path="/",
        secure=services().config.production or request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def end(response: Response) -> None:
    """Log out."""
    found = half_way()
    if found:
        staff_sessions.end(services().store, found.person.id, found.session.key, now())
    response.delete_cookie(
        cookie_name(),
        path="/",
        secure=services().config.production or request.is_secure,
        httponly=True,
        samesite="Lax",
    )


def network() -> str:
    """The network that asks, not the machine."""
    return network_of(request.remote_addr or "")


def cookie_name() -> str:
    """The name of the cookie; the prefix binds it to this host and to encryption."""
    return f"__Host-{COOKIE}" if services().config.production else COOKIE
