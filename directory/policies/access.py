"""Between requests and the gate: passes in cookies and headers, forms, headers of answers."""

import re
from collections.abc import Iterable

from flask import Response, current_app, g, request
from werkzeug.wrappers import Response as AnyResponse

from directory.hooks.addresses import asked_host
from directory.hooks.login import login
from directory.hooks.services import services
from directory.policies.gate import CHANNELS, LIFE, Gate, Verdict, Visitor, Wanting
from directory.policies.passes import Pass
from directory.store.acceptances import Circumstances, circumstances

KEY = "directory.policies"
PASS, SEEN = "license", "license-seen"
_YEAR = 365 * 24 * 3600
_BEARER = re.compile(r"[Bb]earer +([A-Za-z0-9_-]{1,2000}) *")
_SEEN = re.compile(r"([a-z0-9-]{1,63})\.([1-9][0-9]{0,5})")


def gate() -> Gate:
    """The gate of the application that answers this request."""
    found: Gate = current_app.extensions[KEY]
    return found


def visitor() -> Visitor:
    """Who asks, by login or else by cookie; the same one all through a request.

    Raises StoreUnavailable where a login cannot be looked up: nobody is taken for somebody else.
    """
    if "license_visitor" not in g:
        g.license_visitor = _visitor()
    found: Visitor = g.license_visitor
    return found


def _visitor() -> Visitor:
    staff = login()
    if staff is not None:
        return gate().staff(staff.person.id, asked_host())
    text = request.cookies.get(_cookie(PASS), "")
    return gate().visitor(text, "cookie", asked_host())


def client() -> Visitor:
    """Which program asks, by its token."""
    match = _BEARER.fullmatch(request.headers.get("Authorization", ""))
    return gate().visitor(match[1] if match else "", "token", asked_host())


def how(who: Visitor, wanted: str) -> Circumstances:
    """The circumstances of a decision made in this request."""
    return circumstances(
        at=gate().now(),
        address=request.remote_addr or "",
        user_agent=request.headers.get("User-Agent", ""),
        wanted=wanted,
        channel=CHANNELS[who.carrier],
    )


def form_token() -> str:
    """The token that a form of this visitor must send back."""
    who = visitor()
    return gate().signer.form_token(who.held.subject, who.host, gate().now())


def is_own_form() -> bool:
    """Whether the form sent is one that we gave to this very visitor, and from our own page."""
    who = visitor()
    token = request.form.get("csrf", "")
    if not who.known or request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        return False
    return gate().signer.is_form_token(token, who.held.subject, who.host, gate().now())


def carry(response: AnyResponse, held: Pass) -> None:
    """Give a browser its pass, and remember for a year which versions it accepted.

    Staff carry none: their login says who they are, and the record what they accepted.
    """
    who = visitor()
    if who.carrier == "staff":
        return
    text = gate().signer.seal(held, "cookie", who.host)
    _set(response, PASS, text, int(LIFE["cookie"].total_seconds()))
    if held.accepted:
        seen = {**seen_versions(), **held.accepted}
        said = "~".join(f"{one}.{version}" for one, version in sorted(seen.items()))
        _set(response, SEEN, said, _YEAR)


def seen_versions() -> dict[str, int]:
    """Versions that this browser accepted some day, as it says itself: good for a comparison only.

    It names no person: everyone who accepted the same has the same.
    """
    parts = request.cookies.get(_cookie(SEEN), "")[:1000].split("~")
    return {match[1]: int(match[2]) for part in parts if (match := _SEEN.fullmatch(part))}


def with_seen(wanting: Iterable[Wanting]) -> dict[str, int]:
    """The version of each license that was accepted before the one wanted now."""
    seen = seen_versions()
    found = {}
    for one in wanting:
        before = one.before or seen.get(one.license.id)
        if before is not None and before < one.license.version:
            found[one.license.id] = before
    return found


def verdict_on(needed: Iterable[str]) -> Verdict:
    """What the gate says to this browser. Raises StoreUnavailable, LicenseNotReady."""
    return gate().ask(visitor(), needed)


def shut_from_caches(response: Response) -> Response:
    """Headers of everything that differs by who asks: no cache keeps it, no crawler shows it."""
    response.headers["Cache-Control"] = "private, no-store"
    response.vary.update(("Cookie", "Accept", "Authorization"))
    response.headers["X-Robots-Tag"] = "noindex, noarchive"
    return response


def _cookie(name: str) -> str:
    # The prefix makes browsers refuse the cookie from any other host or without encryption.
    return f"__Host-{name}" if services().config.production else name


def _set(response: AnyResponse, name: str, value: str, seconds: int) -> None:
    response.set_cookie(
        _cookie(name),
        value,
        max_age=seconds,
        path="/",
        secure=services().config.production or request.is_secure,
        httponly=True,
        samesite="Lax",
    )
