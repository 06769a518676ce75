"""Looking around: specialties, plans, languages, the map on a telephone, paper, a lost line."""

import re
import time
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Route, expect

from tests.browser.conftest import Open, Watch
from tests.served import Served

PLAN, PLAN_NAME = "90101NY0010001", "Hudson Valley Mutual Bronze HMO"
SERENA = "/providers/2000000010"
HEART = "/search?specialty=cardiology&place=zip:10001&radius=100"
BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


@BOTH
def test_specialties_are_counted_near_a_place_and_lead_to_people(
    open_page: Open, script: bool
) -> None:
    page = open_page("/specialties", script=script)
    page.locator("#where").fill("10001")
    page.get_by_role("button", name="Count").click()
    expect(page.locator("h1")).to_contain_text("10001 New York, NY")
    page.locator(".tree").get_by_role("link", name="Cardiology", exact=True).click()
    expect(page.locator("h1")).to_have_text("Cardiology")
    expect(page.locator("main")).to_contain_text("within 25 miles")
    page.get_by_role("link", name="Show them near").click()
    expect(page.locator("#count")).to_contain_text("near 10001 New York, NY")


@BOTH
def test_a_plan_is_looked_up_and_searched(open_page: Open, script: bool) -> None:
    page = open_page("/plans", script=script)
    page.get_by_role("link", name=PLAN_NAME).click()
    expect(page.locator("h1")).to_have_text(PLAN_NAME)
    page.get_by_role("link", name="Search in this plan").click()
    expect(page.locator("#coverage")).to_have_value(PLAN_NAME)
    expect(page.locator(".verdict.good").first).to_contain_text(f"Yes, in {PLAN_NAME}")


@BOTH
def test_a_profile_answers_for_a_plan_that_is_typed(open_page: Open, script: bool) -> None:
    page = open_page(SERENA, script=script)
    page.locator("#coverage").fill(PLAN_NAME)
    page.get_by_role("button", name="Check").click()
    expect(page.locator("#in-plan")).to_contain_text(f"Yes, in {PLAN_NAME}")


@BOTH
def test_a_plan_that_is_several_is_chosen_on_a_page(open_page: Open, script: bool) -> None:
    page = open_page("/", script=script)
    page.locator("#coverage").fill("hudson")
    page.locator("#where").fill("10001")
    page.locator("#find button.go").click()
    expect(page.locator("h1")).to_have_text("Which plan do you mean?")
    page.locator("#choices a").first.click()
    expect(page.locator("#count")).to_be_visible()
    asked = parse_qs(urlsplit(page.url).query)
    assert asked["place"] == ["zip:10001"]
    assert len(asked["plan"]) == 1


@BOTH
def test_the_language_is_changed_without_losing_the_search(open_page: Open, script: bool) -> None:
    page = open_page(HEART, script=script)
    before = page.locator(".card").count()
    page.get_by_role("link", name="Русский").click()
    expect(page.locator("html")).to_have_attribute("lang", "ru")
    expect(page.locator(".card")).to_have_count(before)


@BOTH
def test_large_text_is_chosen_and_stays(open_page: Open, script: bool) -> None:
    page = open_page("/", script=script)
    page.get_by_role("link", name="Large text").click()
    expect(page.locator("html")).to_have_class(re.compile("large"))
    page.get_by_role("link", name="Specialties", exact=True).click()
    expect(page.locator("h1")).to_contain_text("specialties")
    expect(page.locator("html")).to_have_class(re.compile("large"))


@BOTH
def test_categories_unfold_on_a_telephone_and_stand_open_beside(
    open_page: Open, script: bool
) -> None:
    wide = open_page("/specialties", script=script)
    expect(wide.get_by_role("link", name="Cardiology", exact=True)).to_be_visible()
    narrow = open_page("/specialties", size="narrow", script=script)
    link = narrow.get_by_role("link", name="Cardiology", exact=True)
    expect(link).to_be_hidden()
    narrow.locator("section", has_text="Heart and blood vessels").locator("summary").click()
    expect(link).to_be_visible()


def test_two_side_by_side_fit_a_telephone(open_page: Open) -> None:
    page = open_page("/compare?npi=2000000010&npi=2000000119", size="narrow")
    assert page.locator(".scroll").evaluate("one => one.scrollWidth <= one.clientWidth")
    assert right(page.locator("thead th").last) <= 320
    # Shown as a grid, it is still a table to those who hear it.
    expect(page.get_by_role("table", name="Side by side")).to_be_visible()
    expect(page.get_by_role("rowheader", name="Phone")).to_be_visible()


def right(one: Locator) -> float:
    box = one.bounding_box()
    assert box
    return box["x"] + box["width"]


def test_the_map_takes_the_place_of_the_list_on_a_telephone(open_page: Open) -> None:
    page = open_page(HEART, size="narrow")
    expect(page.locator("#map")).to_be_hidden()
    page.get_by_role("link", name="Map", exact=True).click()
    expect(page.locator("#map")).to_be_visible()
    expect(page.locator("#list")).to_be_hidden()
    expect(page.get_by_role("link", name="Back to the list")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#list")).to_be_visible()
    expect(page.locator("#map")).to_be_hidden()


def test_without_script_the_map_follows_the_list(open_page: Open) -> None:
    page = open_page(HEART, size="narrow", script=False)
    expect(page.locator("#map")).to_be_visible()
    expect(page.locator("#list")).to_be_visible()


def test_nothing_found_begins_with_the_reason_on_a_telephone(open_page: Open) -> None:
    page = open_page("/search?name=qqqqqq&place=zip:10001", size="narrow")
    expect(page.locator("#q")).to_be_hidden()
    box = page.locator("#count").bounding_box()
    assert box
    assert box["y"] < 400
    page.get_by_text("Change the search").click()
    expect(page.locator("#q")).to_be_visible()


def test_a_profile_on_paper_has_facts_and_no_controls(open_page: Open) -> None:
    page = open_page(f"{SERENA}?plan={PLAN}")
    page.emulate_media(media="print")
    expect(page.locator("#in-plan")).to_be_visible()
    expect(page.locator("#offices address").first).to_be_visible()
    expect(page.locator("#plans")).to_contain_text("In force on")
    for gone in (".acts", ".routes", "header nav", "footer nav"):
        expect(page.locator(gone).first).to_be_hidden()


def test_a_filter_without_a_line_is_told_and_keeps_the_list(open_page: Open, watch: Watch) -> None:
    page = open_page(HEART)
    before, address = page.locator(".card").count(), page.url
    page.context.set_offline(True)
    page.locator("#filters input[name=accepting]").check()
    expect(page.locator("#offline")).to_be_visible()
    expect(page.locator("#results:not(.busy)")).to_be_visible()
    expect(page.locator(".card")).to_have_count(before)
    assert page.url == address
    page.context.set_offline(False)
    watch.faults = [one for one in watch.faults if "ERR_INTERNET_DISCONNECTED" not in one]


def test_a_slow_answer_to_a_filter_is_said_to_be_coming(open_page: Open) -> None:
    page = open_page(HEART)
    page.route(re.compile(r"/search\?"), late)
    page.locator("#filters input[name=accepting]").check()
    expect(page.locator("#results.busy")).to_be_visible()
    expect(page.locator("#news")).to_have_text("Updating the results…")
    expect(page.locator("#results:not(.busy)")).to_be_visible()
    expect(page).to_have_url(re.compile("accepting=true"))


def late(route: Route) -> None:
    answer = route.fetch()
    time.sleep(0.8)
    route.fulfill(response=answer)


def test_back_from_a_choice_shows_what_was_typed(open_page: Open) -> None:
    page = open_page("/")
    page.locator("#q").fill("pediatrics")
    page.locator("#where").fill("Springfield")
    page.locator("#find button.go").click()
    expect(page.locator("#choices")).to_be_visible()
    page.locator("#choices a").first.click()
    expect(page.locator("#count")).to_be_visible()
    page.go_back()
    expect(page.locator("#choices")).to_be_visible()
    expect(page.locator("#where")).to_have_value("Springfield")


def test_a_page_that_does_not_exist_leads_on(open_page: Open, served: Served, watch: Watch) -> None:
    watch.expected_statuses.add(404)
    page = open_page("/nowhere")
    page.locator("#q").fill("serena chen")
    page.locator("#find button.go").click()
    expect(page.locator(".card", has_text="Serena Chen")).to_be_visible()
    assert page.url.startswith(f"{served.url}/search?")
