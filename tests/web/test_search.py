"""Results: filters with counts, tags, sorting, answers about the plan, ways out of dead ends."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from directory.model.provider import HeldSpecialty
from directory.specialties.catalog import catalog
from directory.web import words
from tests import people
from tests.web.test_pages import page

CARD = 'class="card"'
NEAR = f"/search?specialty=cardiology&plan={people.GOLD}&place=zip:10001"


def links(text: str, words: str) -> list[str]:
    """Addresses of the links whose text holds some words."""
    found = re.findall(r'<a [^>]*?href="([^"]+)"[^>]*>(.*?)</a>', text, flags=re.DOTALL)
    return [href.replace("&amp;", "&") for href, inner in found if words in inner]


def test_one_outside_the_plan_is_shown_with_a_no_where_all_are_asked_for(
    client: FlaskClient,
) -> None:
    silver = f"/search?name=serena+chen&plan={people.SILVER}"
    assert page(client, silver).count(CARD) == 0
    text = page(client, f"{silver}&outside=true")
    assert "No, not in Harbor Silver 900" in text


def test_where_no_source_speaks_the_answer_is_not_known(client: FlaskClient) -> None:
    text = page(client, f"/search?name=robert+mills&plan={people.GOLD}&outside=true")
    assert "Not known whether in Harbor Gold 500" in text
    assert 'Call and ask: <a href="tel:+12125550120">' in text


def test_a_plan_that_empties_the_search_is_named_with_what_is_left_without_it(
    client: FlaskClient,
) -> None:
    text = page(client, f"/search?name=serena+chen&plan={people.SILVER}")
    (way,) = links(text, "Also outside this plan")
    assert "outside=true" in way
    assert page(client, way).count(CARD) == 1


def test_the_criterion_that_empties_the_search_is_offered_with_its_count(
    client: FlaskClient,
) -> None:
    text = page(client, f"{NEAR}&language=fr")
    assert "Nobody found" in text
    (way,) = links(text, "Any language")
    assert "language=" not in way
    assert page(client, way).count(CARD) == 1
    assert links(text, "Any gender") == []


def test_a_dead_end_says_how_many_there_are_and_the_nearest(client: FlaskClient) -> None:
    text = page(client, "/search?specialty=cardiology&place=city:ny:buffalo&radius=5&widen=false")
    assert "How many of this specialty there are" in text
    assert "within 250 miles" in text
    assert "Erie County" in text
    assert "The nearest one:" in text


def test_a_long_list_offers_no_way_out(client: FlaskClient) -> None:
    assert "way-out" not in page(client, "/search?specialty=dermatology")


def test_a_filter_shows_its_count_and_is_checked_when_set(client: FlaskClient) -> None:
    text = page(client, f"{NEAR}&accepting=true")
    box = re.search(r'<input form="find"[^>]*name="accepting"[^>]*>.*?</label>', text, re.DOTALL)
    assert box
    assert " checked" in box[0]
    assert '<span class="count">1</span>' in box[0]
    assert '<span class="held">1</span>' in text


@pytest.mark.parametrize(
    ("label", "gone"),
    [("Cardiology", "specialty"), ("Harbor Gold 500", "plan"), ("10001 New York, NY", "place")],
)
def test_a_tag_takes_its_criterion_away(client: FlaskClient, label: str, gone: str) -> None:
    text = page(client, f"{NEAR}&radius=10&sort=distance")
    href = next(one for one in links(text, label) if one.startswith("/search"))
    assert f"{gone}=" not in href
    assert page(client, href).count(CARD) >= 1


def test_the_tag_of_a_place_takes_what_needs_the_place_along(client: FlaskClient) -> None:
    href = links(page(client, f"{NEAR}&radius=10&sort=distance"), "10001 New York, NY")[0]
    assert "radius" not in href
    assert "sort" not in href


def test_the_last_tag_leads_home(client: FlaskClient) -> None:
    assert "/" in links(page(client, "/search?specialty=cardiology"), "Cardiology ")


def test_a_typed_line_is_taken_apart_into_the_three_fields(client: FlaskClient) -> None:
    text = page(client, "/search?q=heart+doctor+albany+ny")
    assert 'value="Albany, NY"' in text
    assert "Your words were read as shown below" in text
    assert "city%3Any%3Aalbany" in "".join(links(text, "Remove:"))


def test_a_specialty_picked_from_the_list_is_searched_by_its_id(client: FlaskClient) -> None:
    response = client.get("/search?q=Cardiology&what=cardiology&where=")
    assert response.headers["Location"] == "/search?specialty=cardiology"


def test_a_specialty_typed_over_is_not_searched(client: FlaskClient) -> None:
    response = client.get("/search?q=chen&what=cardiology")
    assert response.headers["Location"] == "/search?q=chen"


def test_several_specialties_stay_when_the_form_is_sent_again(client: FlaskClient) -> None:
    text = page(client, "/search?specialty=cardiology&specialty=dermatology")
    for one in ("cardiology", "dermatology"):
        assert f'<input type="hidden" name="specialty" value="{one}">' in text


def test_a_point_of_the_device_is_shown_as_your_location(client: FlaskClient) -> None:
    text = page(client, "/search?specialty=cardiology&lat=40.75&lon=-73.99")
    assert 'name="where" value="Your location"' in text
    assert "near you" in text
    sent = client.get("/search?q=chen&where=Your+location&lat=40.75&lon=-73.99")
    assert sent.headers["Location"] == "/search?q=chen&lat=40.75&lon=-73.99"


def test_a_place_typed_over_the_device_s_point_wins(client: FlaskClient) -> None:
    sent = client.get("/search?q=chen&where=Albany,+NY&lat=40.75&lon=-73.99")
    assert sent.headers["Location"] == "/search?q=chen&place=city%3Any%3Aalbany"


def test_sorting_by_distance_is_offered_with_a_place_only(client: FlaskClient) -> None:
    option = '<option value="distance"'
    assert option in page(client, NEAR)
    assert option not in page(client, "/search?specialty=dermatology")


def test_pages_are_numbered_and_numbers_go_on(client: FlaskClient) -> None:
    first = page(client, "/search?specialty=dermatology&sort=name")
    assert "Page 1 of 2" in first
    (following,) = links(first, "Next page")
    second = page(client, following)
    assert "Page 2 of 2" in second
    assert 'id="r21"' in second


@pytest.mark.parametrize("number", ["0", "99999999999", "x", "-1", "٢"])
def test_a_page_number_that_cannot_be_is_harmless(client: FlaskClient, number: str) -> None:
    page(client, f"/search?specialty=dermatology&page={number}")


def test_the_map_numbers_the_offices_of_the_list(client: FlaskClient) -> None:
    text = page(client, NEAR)
    assert '<a class="pin" href="#r1" aria-label="1 Serena Chen, MD">' in text
    assert 'id="r1"' in text


def test_results_without_a_located_office_have_no_map(client: FlaskClient) -> None:
    assert 'id="map"' not in page(client, f"/search?npi={people.QUIET}")


def test_three_stand_side_by_side_with_answers_about_the_plan(client: FlaskClient) -> None:
    npis = f"{people.SERENA},{people.ROBERT},{people.FAR}"
    text = page(client, f"/compare?npi={npis}&plan={people.GOLD}&place=zip:10001")
    assert text.count('<th scope="col">') == 3
    assert "Yes, in Harbor Gold 500" in text
    assert text.count("Not known whether in Harbor Gold 500") == 2


def test_a_fourth_is_left_out_and_told(client: FlaskClient) -> None:
    npis = "&".join(f"npi={people.npi(1000 + n)}" for n in range(4))
    text = page(client, f"/compare?{npis}")
    assert text.count('<th scope="col">') == 3
    assert "Three fit on this page" in text


def test_one_who_is_not_here_is_named(client: FlaskClient) -> None:
    assert people.NOBODY in page(client, f"/compare?npi={people.SERENA},{people.NOBODY}")


def test_a_malformed_comparison_is_refused(client: FlaskClient) -> None:
    page(client, "/compare?npi=123", 400)


def test_names_near_the_one_typed_are_offered(client: FlaskClient) -> None:
    text = page(client, "/search?name=serena+chen&specialty=dermatology")
    assert "Did you mean:" not in text
    (way,) = links(text, "Any specialty")
    assert page(client, way).count(CARD) == 1
    misspelt = page(client, "/search?name=zerena+chenn&specialty=dermatology")
    assert "/search?name=Serena+Chen" in links(misspelt, "Serena Chen")


def test_those_verified_lately_are_one_step_away(client: FlaskClient) -> None:
    text = page(client, "/search?specialty=cardiology&place=city:ny:buffalo&radius=5&widen=false")
    (way,) = links(text, "Those verified last come first")
    assert "sort=freshness" in way
    assert page(client, way).count(CARD) >= 1


def test_words_that_nobody_understands_are_told_where_everybody_is_listed(
    client: FlaskClient,
) -> None:
    assert "None of your words was understood" in page(client, "/search?q=(212)+555")
    assert "None of your words was understood" not in page(client, "/search?q=cardiologist")


def test_a_card_names_the_specialty_asked_for_among_many(app: Flask) -> None:
    held = tuple(
        HeldSpecialty(id=one, code=None, primary=one == "dermatology")
        for one in ("dermatology", "neurology", "urology", "oncology", "cardiology")
    )
    with app.test_request_context("/"):
        named = words.specialties(held, catalog(), ("cardiology",))
    assert named[:2] == ("Dermatology", "Cardiology")


def test_a_specialty_shows_its_state_by_name(client: FlaskClient) -> None:
    text = page(client, "/specialties/cardiology?place=zip:10001")
    assert '<th scope="row">New York (NY)</th>' in text


def test_a_radius_of_ones_own_has_its_count_too(client: FlaskClient) -> None:
    text = page(client, "/search?specialty=cardiology&place=zip:10001&radius=33")
    found = re.search(r"33 miles</span> <span class=\"count\">(\d+)", text)
    assert found is not None
    assert int(found[1]) == text.count(CARD)
