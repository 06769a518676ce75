"""What pages and programs are shown of policies and licenses; pure."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape, quoteattr

import msgspec
from markupsafe import Markup
from markupsafe import escape as escaped

from directory.errors import LicenseRequired, OtherVersion
from directory.model.policy import CodeSystem, Policy, PolicyCode, PolicySummary, Position
from directory.policies.gate import LIFE, Held, Verdict, Wanting
from directory.policies.licenses import License, LicenseText
from directory.policies.markdown import write
from directory.search.policybook import PolicyBook
from directory.search.policywords import Snippet, code_key
from directory.specialties.catalog import Catalog

Json = dict[str, Any]
SYSTEMS: dict[CodeSystem, str] = {
    "hcpcs": "HCPCS Level II",
    "icd-10-cm": "ICD-10-CM",
    "cpt": "CPT",
    "cdt": "CDT",
}


class CodeTable(msgspec.Struct, frozen=True, kw_only=True):
    """Codes of one system under one position; `total` counts those a filter left out too."""

    system: CodeSystem
    name: str
    position: Position
    codes: tuple[PolicyCode, ...]
    total: int


class Named(msgspec.Struct, frozen=True):
    """An id and what it is called."""

    id: str
    name: str


def code_tables(policy: Policy, wanted: str = "") -> list[CodeTable]:
    """The codes by system and position, in that order; `wanted` filters by code or words."""
    found = []
    for system, name in SYSTEMS.items():
        for position in ("covered", "criteria", "not-covered"):
            codes = [c for c in policy.codes if (c.system, c.position) == (system, position)]
            if codes:
                kept = tuple(code for code in codes if _is_wanted(code, wanted))
                found.append(
                    CodeTable(
                        system=system, name=name, position=position, codes=kept, total=len(codes)
                    )
                )
    return found


def _is_wanted(code: PolicyCode, wanted: str) -> bool:
    key = code_key(wanted)
    return (
        not wanted
        or (bool(key) and key in code_key(code.code))
        or (wanted.casefold() in code.text.casefold())
    )


def specialty_names(policy: Policy | PolicySummary, catalog: Catalog, language: str) -> list[Named]:
    """Its specialties as the reader calls them."""
    return [Named(one, catalog.name(one, language) or one) for one in policy.specialties]


def related(policy: Policy, book: PolicyBook) -> list[PolicySummary]:
    """The public parts of related policies that are here."""
    return [found.summary for number in policy.related if (found := book.get(number))]


def marked(snippet: Snippet) -> Markup:
    """A snippet with what was asked for marked."""
    parts, at = [], 0
    for start, stop in snippet.marks:
        parts += [escaped(snippet.text[at:start]), Markup("<mark>")]
        parts += [escaped(snippet.text[start:stop]), Markup("</mark>")]
        at = stop
    return Markup().join([*parts, escaped(snippet.text[at:])])


def stamp(verdict: Verdict) -> str:
    """The line that every copy carries: whose text, accepted in which version, and when."""
    parts = [
        f"{one.license.copyright}. {one.license.id} version {one.license.version}, accepted "
        f"{one.at:%Y-%m-%d %H:%M} UTC."
        for one in verdict.held
    ]
    return " ".join(parts)


def summary_json(policy: PolicySummary) -> Json:
    """The public part of a policy."""
    return {**msgspec.structs.asdict(policy), "url": f"/policies/{policy.number}"}


def list_json(
    found: Sequence[tuple[PolicySummary, Snippet | None]], total: int, following: str | None,
    *, generation: str, searched: str,
) -> Json:  # fmt: skip
    """A page of a list. Snippets are of the text only where the text was searched."""
    policies = []
    for policy, snippet in found:
        one = summary_json(policy)
        if snippet is not None and searched == "text":
            one["snippet"] = {"heading": snippet.heading, "text": snippet.text}
        policies.append(one)
    return {
        "policies": policies,
        "total": total,
        "next": following,
        "searched": searched,
        "generation": generation,
    }


def policy_json(policy: Policy, versions: Iterable[Policy], held: Sequence[Held]) -> Json:
    """A whole policy, for someone who accepted its licenses."""
    whole = msgspec.structs.asdict(policy)
    return {
        **whole,
        "changed_on": policy.changed_on,
        "url": f"/policies/{policy.number}",
        "history": [
            {"on": one.on, "what": one.what, "note": one.note, "version": one.version}
            for one in policy.history
        ],
        "codes": [
            {"system": one.system, "code": one.code, "position": one.position, "text": one.text}
            for one in policy.codes
        ],
        "html": str(write(policy.body).html),
        "versions": [
            {"version": one.version, "status": one.status, "effective_on": one.effective_on}
            for one in versions
        ],
        "accepted": [
            {
                "license": one.license.id,
                "version": one.license.version,
                "copyright": one.license.copyright,
                "accepted_at": one.at,
                "expires_at": one.until,
            }
            for one in held
        ],
    }


def license_json(license: License, text: LicenseText) -> Json:
    """A license with its text in one language."""
    return {
        "id": license.id,
        "version": license.version,
        "title": text.title,
        "publisher": license.publisher,
        "copyright": license.copyright,
        "year": license.year,
        "effective_on": license.effective_on,
        "placeholder": license.placeholder,
        "language": text.language,
        "authoritative": license.authoritative,
        "sha256": text.sha256,
        "text": text.body,
        "languages": sorted(license.texts),
        "url": f"/license/{license.id}/{license.version}",
        "accept_url": accept_url(license),
        "accepted_for_seconds": int(LIFE["token"].total_seconds()),
    }


def accept_url(license: License) -> str:
    """Where a program sends its decision."""
    return f"/api/v1/licenses/{license.id}/acceptances"


def refusal(policy: PolicySummary, wanting: Sequence[Wanting]) -> LicenseRequired:
    """What a program is told that has not accepted: which licenses, where, and what is public."""
    missing = [
        {
            "license": one.license.id,
            "version": one.license.version,
            "accept_url": accept_url(one.license),
            "license_url": f"/api/v1/licenses/{one.license.id}",
            "reason": one.reason,
        }
        for one in wanting
    ]
    first = {name: missing[0][name] for name in ("license", "version", "accept_url")}
    links = ", ".join(
        f'</license/{one.license.id}/{one.license.version}>; rel="license"' for one in wanting
    )
    return LicenseRequired(
        extra={**first, "licenses": missing, "policy": summary_json(policy)},
        headers={"Link": links},
    )


def other_version(license: License) -> OtherVersion:
    """What a program is told that decided on a version that is not in force."""
    return OtherVersion(
        extra={"license": license.id, "version": license.version, "accept_url": accept_url(license)}
    )


def feed(policies: Sequence[PolicySummary], site: str, domain: str) -> str:
    """The newest changes as an Atom feed (RFC 4287): public metadata and nothing else."""
    newest = max((one.changed_on for one in policies), default=date(2000, 1, 1))
    entries = "".join(_entry(one, site, domain) for one in policies)
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">\n'
        "<title>Clinical policies: what is new</title>\n"
        f"<id>tag:{domain},2026:policies</id>\n"
        f"<updated>{newest}T00:00:00Z</updated>\n"
        "<author><name>Provider directory</name></author>\n"
        '<link rel="self" type="application/atom+xml" '
        f"href={quoteattr(site + '/policies/feed.atom')}/>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(site + "/policies/new")}/>\n'
        f"{entries}</feed>\n"
    )


def _entry(one: PolicySummary, site: str, domain: str) -> str:
    address = f"{site}/policies/{one.number}"
    said = f"{one.number}, version {one.version}, {one.status}, effective {one.effective_on}"
    return (
        "<entry>\n"
        f"<title>{escape(one.title)}</title>\n"
        f"<id>tag:{domain},2026:policies/{escape(one.number)}/{one.version}/{one.changed_on}</id>\n"
        f"<updated>{one.changed_on}T00:00:00Z</updated>\n"
        f'<link rel="alternate" type="text/html" href={quoteattr(address)}/>\n'
        f"<summary>{escape(said)}</summary>\n"
        "</entry>\n"
    )
