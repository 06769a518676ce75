"""License texts, and the form where they are accepted or declined; never behind the gate itself."""

import re
from collections.abc import Sequence
from urllib.parse import quote

import msgspec
from flask import Blueprint, Response, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import LicenseNotReady, UnknownLicense
from directory.hooks.reader import OWN_NAMES, TAGS, language
from directory.hooks.services import services
from directory.model.policy import PolicySummary
from directory.policies import access
from directory.policies.gate import Verdict
from directory.policies.licenses import License, LicenseText, Line, changes
from directory.policies.markdown import Written, write
from directory.policies.needs import needed_by_all, needed_for
from directory.policies.passes import Pass
from directory.policies.targets import LIST, license_page, policy_of, safe_next

room = Blueprint("licenses", __name__, template_folder="templates")
_SHOWN = re.compile(r"([a-z0-9][a-z0-9-]{0,62}):([1-9][0-9]{0,5}):([a-z]{2})")
MOST = 20


class Offer(msgspec.Struct, frozen=True, kw_only=True):
    """A license as the page offers it; `changed` is empty where none was accepted before."""

    license: License
    text: LicenseText
    written: Written
    changed: tuple[Line, ...]
    before: int | None


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as sent; `shown` are id, version and language of each text on the page."""

    decision: str
    target: str
    shown: tuple[tuple[str, int, str], ...]


@room.after_request
def keep_private(response: Response) -> Response:
    """On every answer of the room."""
    return access.shut_from_caches(response)


@room.get("/license")
def license_form() -> Response:
    """The licenses that a page needs, to read and to decide on."""
    return _form_page(safe_next(request.args.get("next", LIST)))


@room.post("/license")
def decide() -> AnyResponse:
    """Accept or decline what was shown."""
    sent = _read_form()
    if sent is None:
        return _form_page(LIST, 400, trouble="unread")
    if not access.is_own_form():
        return _form_page(sent.target, 403, trouble="stale")
    gate = access.gate()
    shown = []
    for one, version, read_in in sent.shown:
        current = gate.book.current(one, gate.today())
        if current is None or current.version != version:
            return _form_page(sent.target, 409, trouble="changed")
        shown.append((current, read_in))
    gate.in_force(license.id for license, _ in shown)
    if sent.decision == "accept":
        return _accept(sent, shown)
    return _decline(sent, shown)


@room.post("/license/withdraw")
def withdraw() -> AnyResponse:
    """End every acceptance of this browser."""
    target = safe_next(request.form.get("next", LIST))
    if not access.is_own_form():
        return _form_page(target, 403, trouble="stale")
    gate, who = access.gate(), access.visitor()
    held = [gate.book.version(one, version) for one, version in who.held.accepted.items()]
    shown = [(one, language()) for one in held if one is not None]
    if shown:
        gate.decide(who, shown, "withdrawn", access.how(who, target))
    return _emptied("withdrawn", target)


@room.get("/license/declined")
def declined() -> Response:
    """What remains open, and the way back."""
    target = safe_next(request.args.get("next", LIST))
    why = "withdrawn" if request.args.get("was") == "withdrawn" else "declined"
    page = render_template(
        "policies/declined.html",
        why=why,
        back=license_page(target),
        policy=_policy(target),
    )
    return make_response(page)


@room.get("/license/<license>/<int:version>")
def license_text(license: str, version: int) -> Response:
    """One version of a license, to read again."""
    found = _published(license, version)
    gate = access.gate()
    text = found.text(language())
    older = [one for one in gate.book.published(license, gate.today()) if one.version < version]
    page = render_template(
        "policies/license_text.html",
        license=found,
        text=text,
        tag=TAGS.get(text.language, text.language),
        written=write(text.body),
        languages_of=[(code, OWN_NAMES[code]) for code in OWN_NAMES if code in found.texts],
        authoritative=OWN_NAMES.get(found.authoritative, found.authoritative),
        changed=changes(older[0].text(text.language), text) if older else (),
        before=older[0].version if older else None,
        older=older,
        in_force=gate.book.current(license, gate.today()) == found,
    )
    return make_response(page)


@room.get("/license/<license>/<int:version>/download")
def download(license: str, version: int) -> Response:
    """The file itself, byte for byte, so that its hash can be checked."""
    text = _published(license, version).text(language())
    response = Response(text.source, content_type="text/markdown; charset=utf-8")
    name = f"{text.id}.{text.version}.{text.language}.md"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Language"] = TAGS.get(text.language, text.language)
    return response


def _accept(sent: Form, shown: Sequence[tuple[License, str]]) -> AnyResponse:
    who = access.visitor()
    held = access.gate().decide(who, shown, "accepted", access.how(who, sent.target))
    response = redirect(sent.target, 303)
    access.carry(response, held)
    return response


def _decline(sent: Form, shown: Sequence[tuple[License, str]]) -> AnyResponse:
    who = access.visitor()
    access.gate().decide(who, shown, "declined", access.how(who, sent.target))
    return _emptied("declined", sent.target)


def _emptied(why: str, target: str) -> AnyResponse:
    """Away with a pass that opens nothing any more."""
    query = "" if target == LIST else "next=" + quote(target, safe="/")
    said = "&".join(part for part in (query, "was=withdrawn" * (why == "withdrawn")) if part)
    response = redirect("/license/declined" + (f"?{said}" if said else ""), 303)
    now = int(access.gate().now().timestamp())
    access.carry(response, Pass(access.visitor().held.subject, now, {}))
    return response


def _read_form() -> Form | None:
    """A decision out of the form; None where it is none of ours."""
    decision = request.form.get("decision", "")
    shown = []
    for value in request.form.getlist("license")[:MOST]:
        match = _SHOWN.fullmatch(value)
        if match is None:
            return None
        shown.append((match[1], int(match[2]), match[3]))
    if decision not in ("accept", "decline") or not shown:
        return None
    target = safe_next(request.form.get("next", LIST))
    return Form(decision=decision, target=target, shown=tuple(shown))


def _form_page(target: str, status: int = 200, trouble: str = "") -> Response:
    who = access.visitor()
    verdict = access.verdict_on(_needed(target))
    gate = access.gate()
    offers = _offers(verdict)
    for offer in offers:
        gate.count("shown", offer.license.id, offer.license.version)
    page = render_template(
        "policies/license.html",
        offers=offers,
        held=verdict.held,
        target=target,
        trouble=trouble,
        policy=_policy(target),
        csrf=access.form_token(),
        staff=who.carrier == "staff",
        tags=TAGS,
        names=OWN_NAMES,
    )
    response = make_response(page, status)
    if not who.known:
        access.carry(response, who.held)
    return response


def _offers(verdict: Verdict) -> list[Offer]:
    before = access.with_seen(verdict.wanting)
    offers = []
    for place, one in enumerate(verdict.wanting, 1):
        text = one.license.text(language())
        older = before.get(one.license.id)
        known = access.gate().book.version(one.license.id, older) if older else None
        offers.append(
            Offer(
                license=one.license,
                text=text,
                written=write(text.body, f"license-{place}-"),
                changed=tuple(changes(known.text(text.language), text)) if known else (),
                before=older if known else None,
            )
        )
    return offers


def _needed(target: str) -> tuple[str, ...]:
    """What a target needs; what all policies need where it names none of them."""
    book = services().engine.policies()
    found = needed_for(target, book)
    if found is not None:
        return found
    # Nobody is kept from reading one policy by a license that another one lacks.
    return tuple(one for one in needed_by_all(book) if access.gate().ready(one))


def _policy(target: str) -> PolicySummary | None:
    number = policy_of(target)
    found = services().engine.policies().get(number) if number else None
    return found.summary if found else None


def _published(license: str, version: int) -> License:
    gate = access.gate()
    found = gate.book.version(license, version)
    if found is None or found.effective_on > gate.today():
        raise UnknownLicense
    if found.placeholder and gate.production:
        raise LicenseNotReady
    return found
