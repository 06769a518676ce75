"""Where a decision leads: always inside, to a page behind the gate or to the list."""

from urllib.parse import quote, urljoin, urlsplit

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from directory.policies.targets import LIST, license_page, safe_next
from tests.policies.reader import Form

HOSTILE = (
    "http://evil.example", "https://evil.example/policies/SLP-1", "//evil.example",
    "///evil.example", "////evil.example", "//evil.example/policies/SLP-1", "/\\evil.example",
    "\\/evil.example", "\\\\evil.example", "/\\/evil.example", "\\evil.example",
    "/%2fevil.example", "/%2Fevil.example", "%2f%2fevil.example", "/%5cevil.example",
    "/%5Cevil.example", "%5c%5cevil.example", "/%252fevil.example", "/%255cevil.example",
    "/.evil.example", "/..//evil.example", "/../evil.example", "/./evil.example",
    "/policies//evil.example", "/policies/..//evil.example", "/policies/../../evil.example",
    "/policies/%2e%2e//evil.example", "/policies\\evil.example", "/policies/\\evil.example",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "java\nscript:alert(1)", "\tjavascript:alert(1)",
    "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)", "file:///etc/passwd",
    "ftp://evil.example", "mailto:x@evil.example", "http:evil.example", "https:/evil.example",
    "http:/\\evil.example", "http:\\\\evil.example", "https:///evil.example", "://evil.example",
    ":evil.example", "evil.example", "evil.example/policies/SLP-1", "www.evil.example",
    "@evil.example", "/@evil.example", "//@evil.example", "http://localhost@evil.example",
    "http://localhost:80@evil.example", "http://localhost#@evil.example",
    "http://localhost.evil.example", "//localhost.evil.example", "http://localhost/policies/SLP-1",
    "//localhost/policies/SLP-1", "/policies/SLP-1@evil.example", "/policies/SLP-1:80",
    "/policies/SLP-1\r\nLocation: http://evil.example", "/policies/SLP-1%0d%0aSet-Cookie:x=1",
    "/policies/SLP-1%0aLocation:%20http://evil.example", "/\t/evil.example", "/\n/evil.example",
    "/\r/evil.example", " //evil.example", "\u00a0//evil.example", "\u3000//evil.example",
    "/\u2028/evil.example", "／／evil.example", "/／evil.example", "/⁄evil.example",
    "//evil。example", "/\ufeff/evil.example", "\x00//evil.example", "/\x00/evil.example",
    "//[::1]/", "//2130706433/", "//0x7f000001/", "http://[::ffff:7f00:1]/", "?next=//evil.example",
    "#//evil.example", "/policies/SLP-1?next=//evil.example",
    "/policies/SLP-1?next=http://evil.example", "/policies/SLP-1?x=%2f%2fevil.example",
    "/policies/SLP-1?x=%252f%252fevil.example", "/policies/SLP-1?x=%5cevil",
    "/policies/SLP-1?x=\\evil", "/policies/SLP-1#//evil.example", "/policies/SLP-1/../../license",
    "/policies/..", "/policies/.", "/policies/", "/policies/SLP-1/", "/policies/SLP-1/evil",
    "/license", "/license?next=/license", "/license/withdraw", "/api/v1/policies/SLP-1", "/",
    "/search?q=x", "/policies/new/../SLP-1", "/policies;//evil.example", "/policies/SLP-1;x",
    "/POLICIES/SLP-1", "/policies/SLP%2d1", "/policies/" + "S" * 3000, "", " ", "/ ",
    "/policies/SLP-1?" + "a" * 3000, "/policies/SLP-1?x=%zz", "/policies/SLP-1?x=%ff%fe",
    "/policies/SLP-1?x=\u00e9", "/policies/SLP-1?<script>", "/policies/SLP-1?x=\"",
)  # fmt: skip
KNOWN = (
    "/policies/SLP-1", "/policies/slp-1", "/policies/SLP-1/print", "/policies/SLP-1/pdf",
    "/policies/SLP-1/changes", "/policies/SLP-1/changes?from=1&to=2",
    "/policies/SLP-1/versions/2", "/policies/SLP-1?codes=E06", "/policies/SLP-1?codes=a+b",
    "/policies/SLP-1?codes=a%20b&lang=es", "/policies/SLP-1?codes=%E4%B8%AD",
    "/policies/SLP-1?codes=%3Cb%3E", "/policies/SLP-1?",
)  # fmt: skip


def test_the_corpus_is_large() -> None:
    assert len(set(HOSTILE)) >= 80


@pytest.mark.parametrize("target", HOSTILE)
def test_anything_else_leads_to_the_list(target: str) -> None:
    assert safe_next(target) == LIST


@pytest.mark.parametrize("target", KNOWN)
def test_a_page_behind_the_gate_is_taken_as_it_is(target: str) -> None:
    assert safe_next(target) == target


@pytest.mark.parametrize("target", KNOWN)
def test_the_address_of_the_license_page_leads_back(target: str) -> None:
    assert license_page(target) == "/license?next=" + quote(target, safe="/")


@given(st.text(max_size=80))
def test_whatever_is_sent_stays_inside(text: str) -> None:
    for target in (text, "/" + text, "/policies/" + text, "/policies/SLP-1" + text):
        found = safe_next(target)
        assert found in (LIST, target)
        assert urlsplit(urljoin("http://directory.example/license", found)).netloc == (
            "directory.example"
        )
        assert "//" not in found
        assert "\\" not in found


def test_every_hostile_target_ends_inside_by_the_form(client: FlaskClient) -> None:
    form = Form(client, "/policies/SLP-1")
    for target in HOSTILE:
        for decision in ("accept", "decline"):
            response = form.send(decision, next=target)
            assert response.status_code == 303
            inside = ("/policies",) if decision == "accept" else ("/license/declined",)
            assert response.headers["Location"] in inside, target


def test_every_hostile_target_ends_inside_by_the_address(client: FlaskClient) -> None:
    for target in HOSTILE:
        page = client.get("/license", query_string={"next": target})
        assert page.status_code == 200
        assert 'name="next" value="/policies"' in page.text, target
        declined = client.get("/license/declined", query_string={"next": target})
        assert 'href="/license"' in declined.text, target
