"""Pages about policies that anyone may see: the list, what is new, the feed."""

from urllib.parse import urlencode

from flask import Blueprint, Response, make_response, render_template, request

from directory.errors import InvalidParameters, LicenseNotReady, StoreUnavailable
from directory.hooks.addresses import site
from directory.hooks.caching import cached
from directory.hooks.reader import CHOSEN_IN_ADDRESS, language
from directory.hooks.services import services
from directory.params.raw import Raw, parse, without_blanks
from directory.policies import access
from directory.policies.assets import asset
from directory.policies.needs import needed_by_all
from directory.policies.params import Asked, following, read_search
from directory.policies.render import feed, marked, specialty_names
from directory.search.policybook import PolicyBook, PolicyHit
from directory.specialties.catalog import catalog

room = Blueprint("policies", __name__, template_folder="templates")
NEWEST = 50
OPEN = "private, no-cache"
"""What is public may be kept by the reader, who asks each time whether it still holds."""


@room.get("/policies")
def policies() -> Response:
    """The list, found by words, code, specialty, status and day of change."""
    raw, faults = parse(request.environ.get("QUERY_STRING", ""))
    raw = {
        name: held for name, held in without_blanks(raw).items() if name not in CHOSEN_IN_ADDRESS
    }
    of = services()
    book, generation = of.engine.policies(), of.engine.generation().id
    form = {name: values[0] for name, values in raw.items()}
    try:
        if faults:
            raise InvalidParameters(faults=faults)
        asked = read_search(raw, catalog(), generation, of.secret)
    except InvalidParameters as error:
        page = _list_page(book, form, faults=error.faults, hits=(), total=0, status=400)
        return access.shut_from_caches(page)
    whole = may_search_bodies(book)
    hits = find(book, asked, bodies=whole)
    page = _list_page(
        book,
        form,
        hits=[
            (hit, specialty_names(hit.policy, catalog(), language())) for hit in _cut(hits, asked)
        ],
        total=len(hits),
        whole=whole,
        following=_address(raw, following(asked, len(hits), generation, of.secret)),
    )
    if whole:
        return access.shut_from_caches(page)
    page.headers["Cache-Control"] = OPEN
    page.vary.update(("Cookie", "Accept", "Authorization"))
    return page


@room.get("/policies/new")
def newest() -> Response:
    """What changed last."""
    book = services().engine.policies()
    changed = [
        (hit.policy, specialty_names(hit.policy, catalog(), language())) for hit in _newest(book)
    ]
    page = make_response(render_template("policies/new.html", changed=changed))
    page.headers["Cache-Control"] = OPEN
    return page


@room.get("/policies/feed.atom")
def atom() -> Response:
    """What changed last, for feed readers."""
    of = services()
    changed = [hit.policy for hit in _newest(of.engine.policies())]
    text = feed(changed, site(), of.config.base_domain)
    kind = "application/atom+xml; charset=utf-8"
    return cached(text.encode, text, control="public, max-age=900", content_type=kind)


@room.get("/static/policies/<name>")
def static(name: str) -> Response:
    """Style and script of these pages."""
    return asset(name)


def may_search_bodies(book: PolicyBook) -> bool:
    """Whether this browser accepted the licenses of all policies; never while the record is down.

    Then the list still answers, out of what is public.
    """
    try:
        who = access.visitor()
        if not who.known or not who.held.accepted:
            return False
        return access.verdict_on(needed_by_all(book)).open
    except (StoreUnavailable, LicenseNotReady):
        return False


def find(book: PolicyBook, asked: Asked, *, bodies: bool) -> list[PolicyHit]:
    """All policies that meet a search, best first."""
    return book.search(
        asked.words,
        code=asked.code,
        specialty=asked.specialty,
        status=asked.status,
        changed_since=asked.changed_since,
        bodies=bodies,
    )


def _cut(hits: list[PolicyHit], asked: Asked) -> list[PolicyHit]:
    return hits[asked.skip : asked.skip + asked.limit]


def _newest(book: PolicyBook) -> list[PolicyHit]:
    hits = book.search()
    hits.sort(key=lambda hit: (-hit.policy.changed_on.toordinal(), hit.policy.number))
    return hits[:NEWEST]


def _list_page(book: PolicyBook, form: dict[str, str], **values: object) -> Response:
    used = {one for number in book.numbers if (p := book.get(number)) for one in p.specialties}
    names = sorted((catalog().name(one, language()) or one, one) for one in used)
    given = {"faults": (), "whole": False, "following": None, **values}
    status = int(str(given.pop("status", 200)))
    page = render_template(
        "policies/list.html", form=form, specialties=names, marked=marked, count=len(book), **given
    )
    return make_response(page, status)


def _address(raw: Raw, cursor: str | None) -> str | None:
    return "/policies?" + urlencode({**raw, "cursor": [cursor]}, doseq=True) if cursor else None
