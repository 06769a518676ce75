"""The pages: complete without script, honest about plans, kind when something is wrong."""

import re
from html.parser import HTMLParser

import pytest
from flask.testing import FlaskClient

from tests import people

VOID = {"meta", "link", "input", "br", "hr", "img"}
SVG = {"path", "circle", "rect", "use"}


class Tree(HTMLParser):
    """Checks that elements nest, that ids are given once and that every field has a label."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: list[str] = []
        self.labels: set[str] = set()
        self.fields: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if found.get("id"):
            self.ids.append(str(found["id"]))
        if tag == "label" and found.get("for"):
            self.labels.add(str(found["for"]))
        wrapped = "label" in self.open
        if tag in ("input", "select") and found.get("type") != "hidden" and not wrapped:
            self.fields.append(str(found.get("id")))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in SVG:
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def page(client: FlaskClient, path: str, status: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == status, response.text
    return response.text


@pytest.mark.parametrize(
    "path",
    [
        "/", "/search?specialty=dermatology", "/search?q=nobody+of+this+name", "/search?limit=0",
        "/search?where=springfield", "/search?where=qqqqqqq", f"/providers/{people.SERENA}",
        f"/search?specialty=cardiology&place=zip:10001&plan={people.GOLD}", "/specialties",
        f"/providers/{people.SERENA}?plan={people.GOLD}&place=zip:10001", "/specialties/cardiology",
        f"/compare?npi={people.SERENA},{people.ROBERT}", "/compare", "/plans", "/about",
        f"/plans/{people.GOLD}", "/issuers/11111", "/accessibility", "/privacy", "/languages",
        "/nothing", "/api/v1/docs", f"/providers/{people.GONE}",
    ],
)  # fmt: skip
def test_every_page_is_sound(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    tree = Tree()
    tree.feed(text)
    assert tree.open == []
    assert len(tree.ids) == len(set(tree.ids))
    assert set(tree.fields) <= tree.labels
    assert text.count("<h1") == 1
    assert "style=" not in text
    scripts = re.findall(r"<script[^>]*>", text)
    assert all("src=" in one or "application/ld+json" in one for one in scripts)
    assert not re.search(r' src="(?:https?:)?//', text)


def test_who_plan_where_leads_to_an_address_that_can_be_shared(client: FlaskClient) -> None:
    form = "/search?q=cardiologist&coverage=Harbor+Gold+500&where=10001&place=&plan="
    response = client.get(form)
    assert response.status_code == 303
    assert response.headers["Location"] == (
        f"/search?q=cardiologist&place=zip%3A10001&plan={people.GOLD}"
    )


def test_results_say_office_distance_plan_accepting_and_phone(client: FlaskClient) -> None:
    text = page(client, f"/search?specialty=cardiology&plan={people.GOLD}&place=zip:10001")
    for part in (
        "Serena Chen, MD", "under 0.1 miles", "Yes, in Harbor Gold 500", "Network Harbor Wide",
        "Tier PREFERRED", "As of Nov 1, 2026, marketplace plan&#39;s provider file",
        "Accepting new patients", "Verified", 'href="tel:+12125550110"', "Chinese", "Telehealth",
        f'href="/providers/{people.SERENA}?plan={people.GOLD}&amp;place=zip%3A10001"',
    ):  # fmt: skip
        assert part in text


def test_the_form_shows_again_what_was_picked(client: FlaskClient) -> None:
    text = page(client, f"/search?plan={people.GOLD}&place=zip:10001")
    assert 'value="10001 New York, NY"' in text
    assert 'value="Harbor Gold 500"' in text


def test_a_picked_place_gives_way_to_a_newly_typed_one(client: FlaskClient) -> None:
    response = client.get("/search?q=chen&place=zip:10001&where=Albany,+NY")
    assert response.headers["Location"].endswith("place=city%3Any%3Aalbany")


@pytest.mark.parametrize(
    ("where", "place"),
    [
        ("10001", "zip:10001"), ("albany ny", "city:ny:albany"), ("Albany, NY", "city:ny:albany"),
        ("Albany, New York", "city:ny:albany"), ("zip:10001", "zip:10001"),
    ],
)  # fmt: skip
def test_a_place_of_one_meaning_is_taken(client: FlaskClient, where: str, place: str) -> None:
    response = client.get("/search", query_string={"q": "chen", "where": where})
    assert response.headers["Location"].endswith(place.replace(":", "%3A"))


def test_a_place_of_many_meanings_must_be_picked(client: FlaskClient) -> None:
    text = page(client, "/search?q=cardiologist&where=springfield")
    assert "Which place do you mean?" in text
    assert text.count("/search?q=cardiologist&amp;place=city") >= 5


def test_a_plan_of_many_meanings_must_be_picked(client: FlaskClient) -> None:
    text = page(client, "/search?q=cardiologist&coverage=harbor")
    assert "Which plan do you mean?" in text
    assert "Harbor Silver 900" in text


def test_a_plan_nobody_knows_is_told(client: FlaskClient) -> None:
    assert "No plan is called that" in page(client, "/search?coverage=qqqqqqq", 404)


def test_pages_lead_to_pages(client: FlaskClient) -> None:
    path = "/search?specialty=dermatology&limit=20"
    seen = 0
    while path:
        text = page(client, path)
        seen += text.count('class="card"')
        found = re.search(r'rel="next nofollow" href="([^"]+)"', text)
        path = found[1].replace("&amp;", "&") if found else ""
    assert seen == 32


def test_looking_farther_is_said(client: FlaskClient) -> None:
    text = page(client, "/search?specialty=dermatology&lat=39.0&lon=-105.8&radius=10")
    assert "Nothing lies within 10 miles" in text


def test_nobody_found_says_what_to_do(client: FlaskClient) -> None:
    text = page(client, f"/search?plan={people.SILVER}")
    assert "Nobody found" in text
    assert "member services" in text


def test_a_fault_is_shown_with_its_cure(client: FlaskClient) -> None:
    text = page(client, "/search?radius=900&place=zip:10001", 400)
    assert "must be from 1 to 250 miles" in text


def test_input_is_never_markup(client: FlaskClient) -> None:
    for path in ("/search?q=<b>x</b>", "/search?where=<b>x</b>", "/search?colour=<b>x</b>"):
        assert "<b>x" not in client.get(path).text


def test_a_profile_shows_all_offices_and_their_plans(client: FlaskClient) -> None:
    text = page(client, f"/providers/{people.SERENA}")
    for part in (
        "Chinese",
        "s1 Main Street",
        "2 State Street",
        "Harbor Gold 500",
        "Mon – Tue",
        "9:00\u202fAM – 5:00\u202fPM",
        "Ended, or not begun yet",
        "ended Nov 20, 2026",
        "Telehealth: not known",
        "Hours: not known, call.",
    ):
        assert part in text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        (f"/providers/{people.GONE}", 410, "May 1, 2020"),
        (f"/providers/{people.NOBODY}", 404, "No such provider"),
        ("/providers/12", 404, "Nothing is here"),
        ("/nothing", 404, "Nothing is here"),
    ],
)
def test_errors_are_pages_for_people(
    client: FlaskClient, path: str, status: int, words: str
) -> None:
    response = client.get(path)
    assert response.status_code == status
    assert response.content_type.startswith("text/html")
    assert words in response.text


@pytest.mark.parametrize("path", ["/nothing", f"/providers/{people.GONE}"])
def test_where_nothing_is_a_search_can_begin(client: FlaskClient, path: str) -> None:
    text = client.get(path).text
    assert 'id="find"' in text
    assert 'name="q" value=""' in text


def test_a_foreign_host_gets_no_page(client: FlaskClient) -> None:
    response = client.get("/", headers={"Host": "elsewhere.example"})
    assert response.status_code == 421
    assert "elsewhere" not in response.text


def test_an_empty_service_says_so_to_people(empty: FlaskClient) -> None:
    response = empty.get("/search?q=chen")
    assert response.status_code == 503
    assert response.headers["Retry-After"]
    assert "No data has been published yet." in response.text


def test_an_empty_search_leads_home(client: FlaskClient) -> None:
    assert client.get("/search?q=&where=").headers["Location"] == "/"
