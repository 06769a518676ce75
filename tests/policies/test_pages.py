"""The pages: found by words, code, specialty, status and day; read, compared, printed."""

import hashlib
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.app import create_app
from directory.config import Config
from directory.policies.access import KEY
from directory.policies.licenses import SHIPPED
from tests import people
from tests.policies.reader import Form, accept
from tests.policies.sample import BODY, BOTH, CODE_TEXT, FIRST, NOTE, OLD_BODY, PLAIN
from tests.web.test_pages import Tree

PAGE = f"/policies/{FIRST}"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def reader(client: FlaskClient) -> FlaskClient:
    """A browser that accepted everything."""
    accept(client, f"/policies/{BOTH}")
    return client


def found(client: FlaskClient, query: str) -> list[str]:
    """The numbers on the list, in order."""
    text = client.get(f"/policies?{query}").text
    return re.findall(r'<h3><a href="/policies/([^"]+)">', text)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [FIRST, BOTH, PLAIN]), ("q=machines", [FIRST]), ("q=slp-1", [FIRST]),
        ("code=e0601", [FIRST]), ("code=g4733", [FIRST]), ("code=G47.33", [FIRST]),
        ("specialty=ophthalmology", [PLAIN]), ("status=retired", [PLAIN]),
        ("changed_since=2026-01-15", [FIRST]), ("q=machines&status=retired", []),
        ("q=&code=&status=", [FIRST, BOTH, PLAIN]), ("lang=es&text=large&q=lenses", [PLAIN]),
    ],
)  # fmt: skip
def test_policies_are_found(client: FlaskClient, query: str, expected: list[str]) -> None:
    assert found(client, query) == expected


@pytest.mark.parametrize(
    "query",
    ["status=open", "specialty=nope", "colour=x", "changed_since=soon", "q=%ff", "cursor=x"],
)
def test_a_faulty_search_names_the_fault(client: FlaskClient, query: str) -> None:
    page = client.get(f"/policies?{query}")
    assert page.status_code == 400
    assert 'role="alert"' in page.text


def test_pages_of_the_list_lead_to_each_other(client: FlaskClient) -> None:
    path, seen = "/policies?limit=2", []
    while path:
        text = client.get(path).text
        seen += re.findall(r'<h3><a href="/policies/([^"]+)">', text)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        path = following[1].replace("&amp;", "&") if following else ""
    assert seen == [FIRST, BOTH, PLAIN]


def test_who_accepted_finds_words_of_the_text_and_sees_where(reader: FlaskClient) -> None:
    text = reader.get(f"/policies?q={BODY}").text
    assert f"<mark>{BODY}</mark>" in text
    assert found(reader, f"q={OLD_BODY}") == []


def test_who_accepted_one_of_two_licenses_still_searches_titles_only(client: FlaskClient) -> None:
    accept(client, PAGE)
    assert found(client, f"q={BODY}") == []


def test_the_page_of_a_policy_shows_all_of_it(reader: FlaskClient) -> None:
    text = reader.get(PAGE).text
    for part in (
        "Breathing machines", BODY, CODE_TEXT, NOTE, 'href="#text-policy"',
        'href="/policies?code=E0601"', 'href="/policies?code=G47.33"', f'href="/policies/{PLAIN}"',
        'href="/specialties/sleep-medicine"', f'href="{PAGE}/versions/1"',
        f'href="{PAGE}/changes?from=1&amp;to=2"', f'href="{PAGE}/pdf"',
        "© 2026 Provider directory", "You accepted version 1", "12:00",
        'action="/license/withdraw"', "Version 3 is proposed", "Covered when the criteria are met",
    ):  # fmt: skip
        assert part in text, part


def test_codes_can_be_filtered_without_script(reader: FlaskClient) -> None:
    text = reader.get(f"{PAGE}?codes=g47").text
    assert "G47.33</a>" in text
    assert "E0601</a>" not in text
    assert "No code has this." in reader.get(f"{PAGE}?codes=zz").text.split("</form>")[1]


def test_an_older_version_says_that_it_was_replaced(reader: FlaskClient) -> None:
    text = reader.get(f"{PAGE}/versions/1").text
    assert OLD_BODY in text
    assert "This version was replaced." in text
    assert "not in force" in reader.get(f"{PAGE}/versions/3").text


def test_two_versions_are_compared(reader: FlaskClient) -> None:
    text = reader.get(f"{PAGE}/changes?from=1&to=2").text
    assert re.search(rf"<del>.*{OLD_BODY}", text)
    assert re.search(rf"<ins>.*{BODY}", text)
    assert "In effect from" in text
    assert reader.get(f"{PAGE}/changes?from=1&to=9").status_code == 400


@pytest.mark.parametrize(
    "path", [f"{PAGE}x", f"{PAGE}/versions/9", f"{PAGE}x/print", f"{PAGE}x/changes", "/policies/-"]
)
def test_what_is_not_there_is_not_there_for_anyone(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404
    accept(client)
    assert client.get(path).status_code == 404


def test_the_number_may_be_typed_in_small_letters(reader: FlaskClient) -> None:
    assert BODY in reader.get(PAGE.lower()).text


def test_the_print_view_carries_the_license_line(reader: FlaskClient) -> None:
    text = reader.get(f"{PAGE}/print").text
    assert "© 2026 Provider directory" in text
    assert "accepted on" in text
    assert BODY in text


def test_the_pdf_is_a_file_with_a_name(reader: FlaskClient) -> None:
    response = reader.get(f"{PAGE}/pdf")
    assert response.content_type == "application/pdf"
    assert response.headers["Content-Disposition"] == f'inline; filename="{FIRST}-v2.pdf"'
    assert response.data.startswith(b"%PDF-")


def test_what_is_new_comes_newest_first(client: FlaskClient) -> None:
    text = client.get("/policies/new").text
    assert re.findall(r'<h3><a href="/policies/([^"]+)">', text) == [FIRST, BOTH, PLAIN]


def test_the_feed_is_atom(client: FlaskClient) -> None:
    response = client.get("/policies/feed.atom")
    assert response.content_type == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.data)
    titles = [one.findtext(f"{ATOM}title") for one in feed.findall(f"{ATOM}entry")]
    assert titles == ["Breathing machines", "Surgery of the <airway>", "Lenses"]
    ids = [one.findtext(f"{ATOM}id") for one in feed.findall(f"{ATOM}entry")]
    assert len(set(ids)) == 3
    assert feed.findtext(f"{ATOM}updated") == "2026-02-01T00:00:00Z"


def test_a_license_can_be_read_and_kept(client: FlaskClient) -> None:
    page = client.get("/license/sample-disclaimer/1").text
    file = client.get("/license/sample-disclaimer/1/download")
    source = (SHIPPED / "sample-disclaimer.1.en.md").read_bytes()
    assert file.data == source
    assert hashlib.sha256(source).hexdigest() in page
    assert client.get("/license/sample-disclaimer/2").status_code == 404
    assert client.get("/license/nothing/1").status_code == 404


@pytest.mark.parametrize(
    ("language", "words"),
    [("es", "Qué acepta usted"), ("zh", "您同意的内容"), ("ru", "С чем вы соглашаетесь")],
)
def test_the_license_is_read_in_the_readers_language_and_names_the_one_that_counts(
    client: FlaskClient, language: str, words: str
) -> None:
    form = Form(client, PAGE, headers={"Accept-Language": language})
    assert words in form.page.text
    assert "?lang=en" in form.page.text
    assert form.shown == [f"sample-disclaimer:1:{language}"]


@pytest.mark.parametrize("language", ["en", "es", "zh", "ru"])
@pytest.mark.parametrize(
    "path",
    [
        "/policies", "/policies?status=x", "/policies/new", "/license", f"/license?next={PAGE}",
        f"/license?next=/policies/{BOTH}", "/license/declined", "/license/sample-disclaimer/1",
        PAGE, f"{PAGE}/print", f"{PAGE}/changes", f"{PAGE}/versions/1", f"/policies/{BOTH}",
        f"/policies/{PLAIN}",
    ],
)  # fmt: skip
def test_every_page_is_sound(app: Flask, path: str, language: str) -> None:
    client = app.test_client()
    if path.startswith(("/policies/SLP", "/policies/CPT", "/policies/EYE")):
        accept(client, f"/policies/{BOTH}")
    text = client.get(path, headers={"Accept-Language": language}).text
    tree = Tree()
    tree.feed(text)
    assert tree.open == []
    assert len(tree.ids) == len(set(tree.ids))
    assert set(tree.fields) <= tree.labels
    assert text.count("<h1") == 1
    assert "style=" not in text
    assert not re.search(r'(?:src|href)="(?:https?:)?//(?!example\.org|localhost)', text)


def test_a_service_without_policies_says_so(tmp_path: Path) -> None:
    people.load(tmp_path)
    config = Config.from_env({"DIRECTORY_HOME": str(tmp_path), "DIRECTORY_SECRET_KEY": "k" * 40})
    app = create_app(config)
    client = app.test_client()
    assert "0 policies" in client.get("/policies").text
    assert "No policy is here yet." in client.get("/policies/new").text
    assert "Nothing here needs a license now." in client.get("/license").text
    app.extensions[KEY].store.close()


def test_input_is_never_markup(client: FlaskClient) -> None:
    for path in ("/policies?q=<b>x</b>", "/policies?code=<b>x", "/policies?<b>=x",
                 "/license?next=<b>x", "/license/declined?next=<b>x"):  # fmt: skip
        assert "<b>x" not in client.get(path).text
