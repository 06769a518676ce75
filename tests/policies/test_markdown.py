"""Bulletins as HTML and PDF: nothing of theirs becomes a command."""

import re

import msgspec
import pytest

from directory.policies.markdown import write
from directory.policies.pdf import as_pdf
from directory.policies.render import Named
from tests.policies.sample import policies

HOSTILE = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))",
    "[x](data:text/html,<script>)", "[x](vbscript:x)", "![p](https://example.org/p.png)",
    "<a href='javascript:1'>x</a>", "[x](<javascript:alert(1)>)", "[x]: javascript:alert(1)\n\n[x]",
    "<https://example.org/\"onmouseover=alert(1)>", "`<b>`", "&lt;script&gt;", "<!-- x -->",
    "[x](https://example.org/ \"t\\\" onclick=alert(1)\")", "<svg/onload=alert(1)>",
)  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_nothing_hostile_gets_through(text: str) -> None:
    html = str(write(text).html)
    tags = re.findall(r"<(\w+)([^>]*)>", html)
    assert {tag for tag, _ in tags} <= {"p", "a", "code"}
    for tag, attributes in tags:
        if tag == "a":
            assert re.search(r'href="https:', attributes)
            assert 'rel="noopener noreferrer nofollow"' in attributes
        bare = re.sub(r'"[^"]*"', "", attributes)
        assert "on" not in bare


def test_headings_get_addresses_and_a_list_of_contents() -> None:
    found = write("## Policy\n\n### Part\n\n## Policy\n\n# Top\n\n## §§", "x-")
    assert [(one.id, one.text) for one in found.headings] == [
        ("x-policy", "Policy"), ("x-policy-2", "Policy"), ("x-top", "Top"), ("x-part-2", "§§"),
    ]  # fmt: skip
    assert "<h1" not in found.html
    assert '<h3 id="x-part">' in found.html


def test_a_link_inside_the_site_is_just_a_link() -> None:
    assert 'href="/policies"' in write("[in](/policies)").html
    assert "rel=" not in write("[in](/policies)").html


def test_a_pdf_is_made_of_every_policy_and_is_the_same_each_time() -> None:
    for policy in policies():
        first = as_pdf(policy, [Named("x", "X & <Y>")], "© 2026 <Someone>. sample version 1.")
        assert first.startswith(b"%PDF-1.")
        assert first == as_pdf(
            policy, [Named("x", "X & <Y>")], "© 2026 <Someone>. sample version 1."
        )
        assert f"/Title ({policy.number} ".encode() in first


def test_every_page_of_a_pdf_has_a_foot() -> None:
    policy = policies()[1]
    long = msgspec.structs.replace(policy, body="\n\n".join(["## Part\n\n" + "word " * 400] * 8))
    data = as_pdf(long, [], "STAMP")
    pages = len(re.findall(rb"/Type /Page\b", data))
    assert pages > 3
    assert data.count(b"/Contents") == pages
