"""Policies and licenses for programs, under /api/v1."""

from datetime import datetime

import msgspec
from flask import Blueprint, Response, request

from directory.errors import (
    InvalidParameters,
    LicenseNotReady,
    StoreUnavailable,
    UnknownLicense,
    UnknownPolicy,
)
from directory.hooks.caching import cached
from directory.hooks.services import services
from directory.params.load import read
from directory.params.policies import LicenseParams, NoParams
from directory.params.raw import parse
from directory.policies import access
from directory.policies.gate import LIFE, Visitor
from directory.policies.licenses import License
from directory.policies.needs import needed_by_all
from directory.policies.open_pages import OPEN, find
from directory.policies.params import following, read_decision, read_search, read_version
from directory.policies.passes import Pass
from directory.policies.render import (
    license_json,
    list_json,
    other_version,
    policy_json,
    refusal,
)
from directory.search.policybook import PolicyBook
from directory.specialties.catalog import catalog
from directory.store.acceptances import latest
from directory.store.chain import Decision

room = Blueprint("policies_api", __name__, url_prefix="/api/v1")
JSON = "application/json"


@room.after_request
def vary(response: Response) -> Response:
    """What is answered depends on who asks; licensed text is kept by nobody."""
    if response.headers.get("Cache-Control") == OPEN and response.status_code in (200, 304):
        response.vary.update(("Cookie", "Accept", "Authorization"))
        return response
    return access.shut_from_caches(response)


@room.get("/policies")
def policies() -> Response:
    """Search; words are looked up in public metadata, with a license token in the text too."""
    of = services()
    raw, faults = parse(request.environ.get("QUERY_STRING", ""))
    if faults:
        raise InvalidParameters(faults=faults)
    book, generation = of.engine.policies(), of.engine.generation().id
    asked = read_search(raw, catalog(), generation, of.secret)
    whole = _may_search_bodies(book)

    def make() -> bytes:
        hits = find(book, asked, bodies=whole)
        page = [(hit.policy, hit.snippet) for hit in hits[asked.skip : asked.skip + asked.limit]]
        return _encode(
            list_json(
                page,
                len(hits),
                following(asked, len(hits), generation, of.secret),
                generation=generation,
                searched="text" if whole else "metadata",
            )
        )

    if whole:
        return Response(make(), content_type=JSON)
    return cached(make, generation, "policies", asked, control=OPEN)


@room.get("/policies/<number>")
def policy(number: str) -> Response:
    """One policy, whole, for a program that accepted its licenses."""
    version = read_version(request.environ.get("QUERY_STRING", ""))
    book = services().engine.policies()
    found = book.get(number, version)
    if found is None:
        raise UnknownPolicy
    verdict = access.gate().ask(access.client(), found.licenses)
    if not verdict.open:
        raise refusal(found.summary, verdict.wanting)
    body = _encode(policy_json(found, book.versions(number), verdict.held))
    return Response(body, content_type=JSON)


@room.get("/licenses")
def licenses() -> Response:
    """All licenses in force."""
    read(NoParams, request.environ.get("QUERY_STRING", ""))
    gate = access.gate()
    found = []
    for one in gate.book.ids:
        license = gate.book.current(one, gate.today())
        if license is not None and not (license.placeholder and gate.production):
            found.append(license_json(license, license.text(license.authoritative)))
    body = _encode({"licenses": [{k: v for k, v in one.items() if k != "text"} for one in found]})
    return cached(lambda: body, body.decode(), control=OPEN)


@room.get("/licenses/<license>")
def license_text(license: str) -> Response:
    """A license in force, with its text."""
    values = read(LicenseParams, request.environ.get("QUERY_STRING", ""))
    found = _in_force(license)
    text = found.text(values.get("language", found.authoritative))
    body = _encode(license_json(found, text))
    return cached(lambda: body, body.decode(), control=OPEN)


@room.post("/licenses/<license>/acceptances")
def decide(license: str) -> Response:
    """Accept or decline a license; accepted, a token comes back."""
    read(NoParams, request.environ.get("QUERY_STRING", ""))
    asked = read_decision(request)
    found = _in_force(license)
    if asked.version != found.version:
        raise other_version(found)
    who = access.client()
    decision: Decision = "accepted" if asked.accepted else "declined"
    how = access.how(who, request.path)
    held = access.gate().decide(who, [(found, asked.language)], decision, how)
    answer = {
        "license": found.id,
        "version": found.version,
        "accepted": asked.accepted,
        "token": access.gate().signer.seal(held, "token", who.host) if held.accepted else None,
        "expires_at": _expires(who, held) if held.accepted else None,
    }
    return Response(_encode(answer), 201 if asked.accepted else 200, content_type=JSON)


def _expires(who: Visitor, held: Pass) -> datetime:
    """When the first of the acceptances on a pass ends."""
    found = latest(access.gate().store, who.subject, list(held.accepted))
    return min(one.at for one in found) + LIFE["token"]


def _in_force(license: str) -> License:
    gate = access.gate()
    if gate.book.current(license, gate.today()) is None:
        raise UnknownLicense
    return gate.in_force([license])[0]


def _may_search_bodies(book: PolicyBook) -> bool:
    who = access.client()
    if not who.known:
        return False
    try:
        return access.gate().ask(who, needed_by_all(book)).open
    except (StoreUnavailable, LicenseNotReady):
        return False


def _encode(value: object) -> bytes:
    return msgspec.json.encode(value)
