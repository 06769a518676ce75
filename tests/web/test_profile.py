"""A profile: what is known and from where, as a page, a card, a code and data."""

import json
import re

import pytest
from flask.testing import FlaskClient

from tests import people
from tests.web.test_pages import page

SERENA = f"/providers/{people.SERENA}"


def data(text: str) -> dict[str, object]:
    """The schema.org data of a page."""
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert found
    read: dict[str, object] = json.loads(found[1])
    return read


@pytest.mark.parametrize(
    ("plan", "answer"),
    [
        (people.GOLD, "Yes, in Harbor Gold 500"),
        (people.SILVER, "No, not in Harbor Silver 900"),
        (people.MESA, "Not known whether in Mesa Bronze"),
    ],
)
def test_the_plan_asked_for_is_answered(client: FlaskClient, plan: str, answer: str) -> None:
    assert answer in page(client, f"{SERENA}?plan={plan}")


def test_a_typed_plan_is_settled_first(client: FlaskClient) -> None:
    response = client.get(f"{SERENA}?coverage=Harbor+Gold+500&plan=")
    assert response.headers["Location"] == f"{SERENA}?plan={people.GOLD}"
    chosen = page(client, f"{SERENA}?coverage=harbor")
    assert f"{SERENA}?plan={people.SILVER}" in chosen


def test_a_plan_nobody_knows_is_a_fault(client: FlaskClient) -> None:
    assert "no plan has this number" in page(client, f"{SERENA}?plan=NONE", 400)


def test_an_unknown_parameter_is_refused(client: FlaskClient) -> None:
    page(client, f"{SERENA}?colour=red", 400)


def test_distances_are_from_the_place(client: FlaskClient) -> None:
    assert "under 0.1 miles" in page(client, f"{SERENA}?place=zip:10001")


def test_a_verification_says_how_old_it_is(client: FlaskClient) -> None:
    fresh = page(client, SERENA)
    assert 'Verified</a> <time datetime="2026-11-01">Nov 1, 2026</time>' in fresh
    old = page(client, f"{SERENA}?as_of=2027-03-01")
    assert "over 90 days ago" in old
    assert "Never verified" in page(client, f"/providers/{people.ROBERT}")


def test_directions_are_a_choice_and_say_nothing_of_the_reader(client: FlaskClient) -> None:
    text = page(client, SERENA)
    ways = re.findall(r'<a href="((?:geo:|https://)[^"]+)" rel="([^"]+)"', text)
    assert [href.split("/")[2] for href, _ in ways if href.startswith("https")][:3] == [
        "www.openstreetmap.org", "maps.apple.com", "www.google.com",
    ]  # fmt: skip
    assert all("noreferrer" in rel for _, rel in ways)


def test_search_engines_read_who_and_where(client: FlaskClient) -> None:
    found = data(page(client, SERENA))
    assert found["@type"] == "Person"
    assert found["url"] == f"http://localhost{SERENA}"
    work = found["workLocation"]
    assert isinstance(work, list)
    assert work[0]["isAcceptingNewPatients"] is True
    assert work[0]["openingHoursSpecification"][0]["dayOfWeek"] == ["Monday", "Tuesday"]
    assert "isAcceptingNewPatients" not in data(page(client, f"/providers/{people.CLINIC}"))


def test_the_card_of_a_person(client: FlaskClient) -> None:
    response = client.get(f"{SERENA}/card.vcf")
    assert response.content_type == "text/vcard; charset=utf-8"
    assert 'filename="serena-chen.vcf"' in response.headers["Content-Disposition"]
    lines = response.text.split("\r\n")
    assert lines[:2] == ["BEGIN:VCARD", "VERSION:3.0"]
    assert "FN:Serena Chen\\, MD" in lines
    assert "N:Chen;Serena;;;" in lines
    assert "TEL;TYPE=WORK,VOICE:(212) 555-0110" in lines
    assert "ADR;TYPE=WORK:;;2 State Street;Albany;NY;12207;United States" in lines


def test_a_card_in_another_script_is_folded_between_characters(client: FlaskClient) -> None:
    response = client.get(f"/providers/{people.QUIET}/card.vcf?lang=ru")
    assert all(len(line) <= 75 for line in response.data.split(b"\r\n"))
    assert "王 伟" in response.data.replace(b"\r\n ", b"").decode()


def test_the_code_holds_no_style_and_is_an_image(client: FlaskClient) -> None:
    response = client.get(f"{SERENA}/qr.svg")
    assert response.content_type == "image/svg+xml"
    assert "<path" in response.text
    assert "style=" not in response.text


@pytest.mark.parametrize("end", ["", "/card.vcf", "/qr.svg"])
def test_who_is_not_here_has_none_of_them(client: FlaskClient, end: str) -> None:
    assert client.get(f"/providers/{people.NOBODY}{end}").status_code == 404
    assert client.get(f"/providers/{people.GONE}{end}").status_code == 410


def test_the_links_to_correct_and_to_claim_are_there(client: FlaskClient) -> None:
    text = page(client, SERENA)
    assert f'href="{SERENA}/correct"' in text
    assert f'href="/join?npi={people.SERENA}"' in text


def test_names_cannot_end_the_data() -> None:
    from directory.model.provider import Name, Provider
    from directory.specialties.catalog import catalog
    from directory.web.render.schema_org import schema_org

    evil = Provider(npi=people.SERENA, kind="organization", name=Name(full="</script><b>x"))
    text = schema_org(evil, "http://localhost/", catalog())
    assert "<" not in text
    assert json.loads(text)["name"] == "</script><b>x"
