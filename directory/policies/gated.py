"""Pages behind the gate: every route of this blueprint is shut until its licenses are accepted."""

from flask import Blueprint, Response, g, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from directory.errors import LicenseRequired, UnknownPolicy
from directory.hooks.reader import language
from directory.hooks.services import services
from directory.model.policy import Policy
from directory.policies import access
from directory.policies.gate import Verdict
from directory.policies.markdown import write
from directory.policies.needs import ALL, license_ids, shown
from directory.policies.params import read_comparison
from directory.policies.pdf import as_pdf
from directory.policies.render import code_tables, related, specialty_names, stamp
from directory.policies.targets import license_page
from directory.search.policydiff import difference
from directory.specialties.catalog import catalog

room = Blueprint("gated", __name__, template_folder="templates")
LONGEST_FILTER = 60
_IN_FORCE = frozenset(("gated.policy", "gated.printed", "gated.pdf"))
"""Endpoints that show the version in force and no other."""


@room.before_request
def ask_the_gate() -> AnyResponse | None:
    """Before anything else, conditional answers too: accepted, or away to the license page."""
    named = request.view_args or {}
    # A route that is not known to show one version counts as showing all.
    version = named.get("version") or (None if request.endpoint in _IN_FORCE else ALL)
    policies = shown(services().engine.policies(), named.get("number", ""), version)
    if not policies:
        raise UnknownPolicy
    verdict = access.verdict_on(license_ids(policies))
    if not verdict.open:
        query: str = request.environ.get("QUERY_STRING", "")
        target = f"{request.path}?{query}" if query else request.path
        return redirect(license_page(target), 303)
    g.license_verdict = verdict
    return None


@room.after_request
def keep_private(response: Response) -> Response:
    """On every answer of the room, redirects and errors too."""
    return access.shut_from_caches(response)


@room.get("/policies/<number>")
def policy(number: str) -> Response:
    """A policy as it stands."""
    return _whole(_find(number), "policies/policy.html")


@room.get("/policies/<number>/versions/<int:version>")
def one_version(number: str, version: int) -> Response:
    """A policy as it stood, or as it is proposed."""
    return _whole(_find(number, version), "policies/policy.html")


@room.get("/policies/<number>/print")
def printed(number: str) -> Response:
    """A policy laid out for paper."""
    return _whole(_find(number), "policies/print.html")


@room.get("/policies/<number>/pdf")
def pdf(number: str) -> Response:
    """A policy as a file to keep."""
    found = _find(number)
    body = as_pdf(found, specialty_names(found, catalog(), "en"), stamp(_verdict()))
    response = Response(body, content_type="application/pdf")
    name = f"{found.number}-v{found.version}.pdf"
    response.headers["Content-Disposition"] = f'inline; filename="{name}"'
    return response


@room.get("/policies/<number>/changes")
def changes(number: str) -> Response:
    """What changed between two versions."""
    versions = services().engine.policies().versions(number)
    query: str = request.environ.get("QUERY_STRING", "")
    older, newer = read_comparison(query, tuple(one.version for one in versions))
    before, after = _find(number, older), _find(number, newer)
    return _page(
        "policies/changes.html",
        older=before,
        newer=after,
        versions=versions,
        found=difference(before, after),
    )


def _whole(found: Policy, template: str) -> Response:
    book = services().engine.policies()
    wanted = request.args.get("codes", "")[:LONGEST_FILTER].strip()
    return _page(
        template,
        policy=found,
        current=book.get(found.number),
        proposed=book.proposed(found.number),
        versions=book.versions(found.number),
        text=write(found.body, "text-"),
        tables=code_tables(found, wanted),
        wanted=wanted,
        specialties=specialty_names(found, catalog(), language()),
        related=related(found, book),
    )


def _page(template: str, **values: object) -> Response:
    return make_response(
        render_template(template, **values, held=_verdict().held, csrf=access.form_token())
    )


def _find(number: str, version: int | None = None) -> Policy:
    found = services().engine.policies().get(number, version)
    if found is None:
        raise UnknownPolicy
    if not {*found.licenses} <= {one.license.id for one in _verdict().held}:
        # The gate asked about another version than the one to be shown.
        raise LicenseRequired
    return found


def _verdict() -> Verdict:
    found: Verdict = g.license_verdict
    return found
