"""A walk over every route with every trick: not one licensed byte leaves before acceptance."""

import re
from collections.abc import Iterator
from itertools import product
from urllib.parse import unquote_to_bytes

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from directory.policies.passes import Pass, Signer
from tests.policies.reader import accept, body, token
from tests.policies.sample import BOTH, CPT_CODE, FIRST, NOON, PLAIN, SECRETS

OPEN = {
    "/policies": ("/policies", "/policies?q=machines", "/policies?code=E0601"),
    "/policies/new": ("/policies/new",),
    "/policies/feed.atom": ("/policies/feed.atom",),
    "/static/policies/<name>": ("/static/policies/policies.js", "/static/policies/policies.css"),
    "/license": ("/license", f"/license?next=/policies/{FIRST}", f"/license?next=/policies/{BOTH}"),
    "/license/withdraw": ("/license/withdraw",),
    "/license/declined": ("/license/declined",),
    "/license/<license>/<int:version>": ("/license/sample-disclaimer/1", "/license/cpt-2026/1"),
    "/license/<license>/<int:version>/download": ("/license/sample-disclaimer/1/download",),
    "/staff/acceptances": ("/staff/acceptances",),
    "/api/v1/policies": ("/api/v1/policies", "/api/v1/policies?q=machines"),
    "/api/v1/licenses": ("/api/v1/licenses",),
    "/api/v1/licenses/<license>": ("/api/v1/licenses/sample-disclaimer",),
    "/api/v1/licenses/<license>/acceptances": ("/api/v1/licenses/sample-disclaimer/acceptances",),
}
GATED = {
    "/policies/<number>": (f"/policies/{FIRST}", f"/policies/{BOTH}"),
    "/policies/<number>/print": (f"/policies/{FIRST}/print",),
    "/policies/<number>/pdf": (f"/policies/{FIRST}/pdf",),
    "/policies/<number>/changes": (
        f"/policies/{FIRST}/changes", f"/policies/{FIRST}/changes?from=1&to=2",
    ),
    "/policies/<number>/versions/<int:version>": (
        f"/policies/{FIRST}/versions/1", f"/policies/{FIRST}/versions/3",
    ),
    "/api/v1/policies/<number>": (
        f"/api/v1/policies/{FIRST}", f"/api/v1/policies/{FIRST}?version=1",
        f"/api/v1/policies/{BOTH}",
    ),
}  # fmt: skip
ELSEWHERE = ("/", "/search?q=zanzibarine", "/specialties", "/robots.txt", "/sitemap.xml",
             "/metrics", "/readyz", "/api/v1/docs", "/api/v1/openapi.json")  # fmt: skip
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "TRACE", "PROPFIND", "QUERY")
HEADERS: tuple[dict[str, str], ...] = (
    {},
    {"Range": "bytes=0-99999"},
    {"If-None-Match": "*"},
    {"If-Modified-Since": "Thu, 01 Jan 2015 00:00:00 GMT"},
    {"If-Range": '"x"', "Range": "bytes=1-"},
    {"Accept": "application/json"},
    {"Accept": "application/pdf"},
    {"Accept": "application/fhir+json"},
    {"Accept-Encoding": "gzip"},
    {"X-Requested-With": "XMLHttpRequest"},
    {"X-HTTP-Method-Override": "GET"},
    {"X-Original-URL": f"/policies/{FIRST}", "X-Rewrite-URL": f"/policies/{FIRST}"},
    {"X-Forwarded-Host": "serenachen.localhost", "X-Forwarded-Proto": "https"},
    {"X-Forwarded-Prefix": f"/policies/{FIRST}"},
    {"Purpose": "prefetch", "Sec-Purpose": "prefetch;prerender"},
    {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"},
    {"Referer": "http://localhost/license", "Origin": "http://localhost"},
    {"Cookie": "license=accepted; license-seen=sample-disclaimer.1~cpt-2026.1"},
    {"Cookie": "__Host-license=sample-disclaimer.1; agree=yes; accepted=1"},
    {"Authorization": "Bearer sample-disclaimer"},
    {"Authorization": "Basic YWRtaW46YWRtaW4="},
    {"Host": "serenachen.localhost"},
    {"Host": "www.localhost"},
    {"Host": "127.0.0.1"},
)
AGREEING = "agree=yes&accepted=true&license=sample-disclaimer:1:en&decision=accept&version=1"


def tricks(path: str) -> Iterator[str]:
    """Other spellings of a path that a server somewhere has taken for the path itself."""
    last = path.rsplit("/", 1)[1]
    yield from (
        f"/{path}", path.replace("/policies", "//policies"),
        path.replace("/policies/", "/policies//"),
        path.replace("/policies/", "/policies/./"), path.replace("/policies/", "/policies/x/../"),
        path.replace("/policies/", "/policies/%2e/"),
        path.replace("/policies/", "/policies/%2e%2e/"),
        path.replace("/policies/", "/Policies/"), path.upper(), path.lower(), path.title(),
        path + "/", path + "//", path + "/.", path + "/..;/", path + ";", path + ";x=1",
        path + ";.css", path + ".json", path + ".html", path + ".pdf", path + ".txt", path + ".",
        path + "%20", path + "%00", path + "%0a", path + "%09", path + "%23", path + "%3f",
        path + "?", path + "??", path + "?format=json", path + "?print=1", path + f"?{AGREEING}",
        path + "?_method=POST", path + "?lang=es", path + "#x", path + "&x",
        path.replace("/", "%2f"), "/" + path[1:].replace("/", "%2F"),
        "/" + path[1:].replace("/", "%252f"), path.replace("/", "\\"), path.replace("-", "%2d"),
        path.replace("-", "%252d"), path.replace("S", "%53"), path.replace("-", "‐"),
        path.replace("1", "１"), path.replace("/policies/", "/policies/~/"),
        f"/static/policies/..{path}", f"/static/policies/%2e%2e/%2e%2e{path}",
        f"/static/..{path}", f"/static/policies/{last}", f"/license{path}", f"/license/..{path}",
        f"/api{path}", f"/api/v1/..{path}", f"/api/v1{path}/", f"/api/v2{path}", f"/v1{path}",
        f"http://localhost{path}", f"{path}/index.html", f"{path}/raw", f"{path}/text",
        f"{path}/body", f"{path}/download", f"{path}/versions", f"{path}/versions/2/print",
        f"{path}/versions/02", f"{path}/versions/-1", f"{path}/changes?from=2&to=3",
    )  # fmt: skip


def ask(client: FlaskClient, method: str, path: str, headers: dict[str, str]) -> TestResponse:
    """Ask for a path just as it is written, whatever a client library would mend in it."""
    raw, _, query = path.partition("?")
    environ = {
        # As gunicorn does it: percent signs decoded once, bytes as Latin-1 (PEP 3333).
        "PATH_INFO": unquote_to_bytes(raw.partition("#")[0]).decode("latin-1"),
        "QUERY_STRING": query.encode().decode("latin-1"),
        "RAW_URI": path,
    }
    return client.open(method=method, headers=headers, environ_overrides=environ)


def leaks(response: TestResponse) -> list[str]:
    said = body(response)
    # What the asker sent may come back quoted; nobody here sends the secret words but a search.
    return [word for word in SECRETS if word in said]


def wrong(response: TestResponse, method: str) -> str:
    """What is wrong with an answer of a gated route to someone who did not accept."""
    status = response.status_code
    if leaks(response):
        return "leaks"
    if status in (200, 206, 304) and method not in ("OPTIONS",):
        return f"answers {status}"
    if status in (303, 403) and "no-store" not in response.headers["Cache-Control"]:
        return "may be cached"
    return ""


def test_every_route_of_policies_and_licenses_is_on_the_list(app: Flask) -> None:
    served = {
        rule.rule
        for rule in app.url_map.iter_rules()
        if re.search(r"polic|licens", f"{rule.rule} {rule.endpoint}")
    }
    assert served == OPEN.keys() | GATED.keys(), "a new route needs a place in this walk"


@pytest.mark.parametrize("path", [path for held in GATED.values() for path in held])
def test_a_gated_route_stays_shut_for_every_method_and_header(app: Flask, path: str) -> None:
    client = app.test_client(use_cookies=False)
    for method, headers in product(METHODS, HEADERS):
        response = ask(client, method, path, headers)
        assert not wrong(response, method), f"{method} {path} {headers}: {wrong(response, method)}"


@pytest.mark.parametrize("path", [path for held in GATED.values() for path in held])
def test_no_other_spelling_of_the_path_opens_it(app: Flask, path: str) -> None:
    client = app.test_client(use_cookies=False)
    bare, mark, query = path.partition("?")
    ways = (("GET", {}), ("POST", {}), ("HEAD", HEADERS[1]), ("GET", {"Host": "x.localhost"}))
    for spelled, (method, headers) in product(tricks(bare), ways):
        response = ask(client, method, spelled + ("&" + query if mark else ""), headers)
        assert leaks(response) == [], f"{method} {spelled} {headers}"


@pytest.mark.parametrize("path", [path for held in OPEN.values() for path in held] + [*ELSEWHERE])
def test_an_open_route_holds_nothing_licensed(app: Flask, path: str) -> None:
    client = app.test_client(use_cookies=False)
    for method, headers in product(METHODS, HEADERS):
        found = leaks(ask(client, method, path, headers))
        if path.startswith("/search"):
            found = [word for word in found if word not in path]
        assert found == [], f"{method} {path} {headers}"


def test_the_walk_would_see_a_leak(client: FlaskClient) -> None:
    accept(client, f"/policies/{FIRST}")
    accept(client, f"/policies/{BOTH}")
    seen = set()
    for held in GATED.values():
        for path in held:
            seen.update(leaks(client.get(path)))
    assert seen == set(SECRETS)


@pytest.mark.parametrize("path", [path for held in GATED.values() for path in held])
def test_an_accepted_page_has_no_tag_to_ask_for_again(client: FlaskClient, path: str) -> None:
    accept(client, f"/policies/{FIRST}")
    accept(client, f"/policies/{BOTH}")
    headers = {"Authorization": f"Bearer {_both(client)}"} if path.startswith("/api") else {}
    response = client.get(path, headers=headers)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert {"Cookie", "Accept", "Authorization"} <= set(response.vary)
    assert response.headers["X-Robots-Tag"] == "noindex, noarchive"
    assert not response.headers.get("ETag")
    assert not response.headers.get("Last-Modified")


def _both(client: FlaskClient) -> str:
    held = token(client)
    return token(client, "cpt-2026", headers={"Authorization": f"Bearer {held}"})


@pytest.mark.parametrize("word", SECRETS)
@pytest.mark.parametrize("path", ["/policies?q=", "/api/v1/policies?q=", "/policies?code="])
def test_no_search_tells_whether_a_word_stands_in_a_body(
    client: FlaskClient, path: str, word: str
) -> None:
    nobody_has = "q" * len(word)
    asked, other = (body(client.get(path + text)) for text in (word, nobody_has))
    assert _bare(asked, word) == _bare(other, nobody_has)


def _bare(said: str, word: str) -> str:
    """An answer without what differs by request, the echo of the question and its length."""
    said = said.replace(word, "").replace(word.lower(), "")
    return re.sub(r"(X-Request-ID|ETag|Content-Length|X-Next).*|[0-9a-f-]{32,}", "", said)


def test_licensed_codes_are_found_only_by_who_accepted(client: FlaskClient) -> None:
    assert client.get(f"/api/v1/policies?code={CPT_CODE}").json["total"] == 0
    headers = {"Authorization": f"Bearer {_both(client)}"}
    assert client.get(f"/api/v1/policies?code={CPT_CODE}", headers=headers).json["total"] == 1


def test_another_license_does_not_open_a_page_that_needs_two(client: FlaskClient) -> None:
    accept(client, f"/policies/{FIRST}")
    response = client.get(f"/policies/{BOTH}")
    assert response.status_code == 303
    assert leaks(response) == []


def test_vanity_hosts_neither_inherit_nor_leak(app: Flask) -> None:
    client = app.test_client()
    accept(client)
    cookie = client.get_cookie("license")
    assert cookie
    for host in ("serenachen.localhost", "www.localhost", "other.localhost"):
        carried = {"Host": host, "Cookie": f"license={cookie.value}"}
        assert leaks(client.get(f"/policies/{FIRST}", headers=carried)) == []
        bearer = {"Host": host, "Authorization": f"Bearer {token(client)}"}
        refused = client.get(f"/api/v1/policies/{FIRST}", headers=bearer)
        assert refused.status_code in (308, 403)
        assert leaks(refused) == []


def test_the_cookie_names_no_domain(client: FlaskClient) -> None:
    said = accept(client).headers.getlist("Set-Cookie")
    assert not [one for one in said if "domain" in one.lower()]


def _forged(accepted: dict[str, int], secret: bytes, host: str, at: float) -> str:
    return Signer(secret).seal(Pass("a" * 32, int(at), accepted), "cookie", host)


def test_a_pass_that_is_well_signed_opens_nothing_without_the_record(app: Flask) -> None:
    text = _forged({"sample-disclaimer": 1}, b"k" * 40, "localhost", NOON.timestamp())
    client = app.test_client(use_cookies=False)
    response = client.get(f"/policies/{FIRST}", headers={"Cookie": f"license={text}"})
    assert response.status_code == 303


def test_crawlers_and_the_sitemap_get_what_anyone_gets(app: Flask) -> None:
    client = app.test_client(use_cookies=False)
    bot = {"User-Agent": "Mozilla/5.0 (compatible; Googlebot/2.1)"}
    assert client.get(f"/policies/{PLAIN}", headers=bot).status_code == 303
    sitemaps = [rule.rule for rule in app.url_map.iter_rules() if "sitemap" in rule.rule]
    for path in sitemaps:
        if "<" not in path:
            assert leaks(client.get(path)) == []


def test_the_feed_can_be_asked_for_again(client: FlaskClient) -> None:
    first = client.get("/policies/feed.atom")
    again = client.get("/policies/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
