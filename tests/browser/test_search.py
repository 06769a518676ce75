"""Finding somebody, from the first page to the profile: with script and without."""

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Watch
from tests.served import Served

HEART = "/search?q=heart+doctor&place=zip:10001"
BOTH = pytest.mark.parametrize("script", [True, False], ids=["script", "plain"])


def names(page: Page) -> list[str]:
    """Who is in the list, in order."""
    return page.locator(".card h2 a").evaluate_all(
        "all => all.map(one => one.getAttribute('href').split('?')[0])"
    )


def count(page: Page) -> int:
    """How many the heading says there are."""
    found = re.search(r"[\d,]+", page.locator("#count").inner_text())
    return int(found[0].replace(",", "")) if found else 0


def filters(page: Page) -> None:
    """Open the filters where they are folded; beside a wide list they stand open."""
    folded = page.locator("#filters summary")
    if folded.is_visible():
        folded.click()


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@BOTH
def test_from_the_first_page_to_a_telephone_number(open_page: Open, script: bool) -> None:
    page = open_page("/", script=script)
    page.locator("#q").fill("heart doctor")
    page.locator("#where").fill("10001")
    page.locator("#find button.go").click()
    expect(page.locator("#count")).to_be_visible()
    card = page.locator(".card", has_text="Serena Chen")
    expect(card).to_contain_text("mile")
    expect(card.locator("a[href^='tel:']").first).to_be_visible()
    card.get_by_role("link", name="Serena Chen").click()
    expect(page.locator("h1")).to_contain_text("Serena Chen")
    expect(page.locator("a[href^='tel:']").first).to_be_visible()


@BOTH
def test_a_place_that_is_several_is_chosen_on_a_page(open_page: Open, script: bool) -> None:
    page = open_page("/", script=script)
    page.locator("#q").fill("pediatrics")
    page.locator("#where").fill("Springfield")
    page.locator("#find button.go").click()
    choices = page.locator("main ul a", has_text="Springfield")
    expect(choices.nth(1)).to_be_visible()
    place = parse_qs(urlsplit(choices.first.get_attribute("href") or "").query)["place"]
    choices.first.click()
    expect(page.locator("#where")).to_have_value(re.compile("^Springfield, [A-Z]{2}$"))
    assert query(page)["place"] == place


@BOTH
def test_a_place_that_nobody_knows_is_explained(
    open_page: Open, watch: Watch, script: bool
) -> None:
    watch.expected_statuses.update((400, 404))
    page = open_page("/search?q=heart+doctor&where=Zzyzxqville", script=script)
    expect(page.locator("#where")).to_have_value("Zzyzxqville")
    expect(page.locator("main")).to_contain_text("Zzyzxqville")


@BOTH
def test_a_filter_narrows_and_a_tag_takes_it_back(open_page: Open, script: bool) -> None:
    page = open_page("/search?place=zip:10001&radius=250", script=script)
    before = count(page)
    filters(page)
    page.locator("#filters input[name=accepting]").check()
    if not script:
        page.locator("#filters button.apply").click()
    expect(page).to_have_url(re.compile("accepting=true"))
    expect(page.locator(".tags")).to_contain_text("ccepting")
    assert 0 < count(page) < before
    page.locator(".tags a", has_text="ccepting").click()
    expect(page).not_to_have_url(re.compile("accepting=true"))
    assert count(page) == before


def test_a_filter_with_script_loads_no_new_page_and_keeps_the_focus(open_page: Open) -> None:
    page = open_page("/search?place=zip:10001&radius=250")
    page.evaluate("window.stays = true")
    filters(page)
    page.locator("#filters input[name=telehealth]").check()
    expect(page).to_have_url(re.compile("telehealth=true"))
    assert page.evaluate("window.stays") is True
    expect(page.locator("#filters input[name=telehealth]")).to_be_focused()
    expect(page.locator("#news")).to_have_text(page.locator("#count").inner_text())


def test_back_and_forward_show_what_was_there(open_page: Open) -> None:
    page = open_page("/search?place=zip:10001&radius=250")
    heading = page.locator("#count")
    every, said = names(page), heading.inner_text()
    filters(page)
    page.locator("#filters input[name=telehealth]").check()
    expect(heading).not_to_have_text(said)
    some, then = names(page), heading.inner_text()
    assert some != every
    page.go_back()
    expect(heading).to_have_text(said)
    assert names(page) == every
    expect(page.locator("#filters input[name=telehealth]")).not_to_be_checked()
    page.go_forward()
    expect(heading).to_have_text(then)
    assert names(page) == some
    expect(page.locator("#filters input[name=telehealth]")).to_be_checked()


def test_a_link_shows_another_person_the_same(open_page: Open) -> None:
    mine = open_page("/search?place=zip:10001&radius=250")
    filters(mine)
    mine.locator("#filters input[name=accepting]").check()
    expect(mine).to_have_url(re.compile("accepting=true"))
    theirs = open_page(mine.url, script=False)
    assert names(theirs) == names(mine)
    assert count(theirs) == count(mine)


@BOTH
def test_every_match_is_reached_page_by_page(open_page: Open, script: bool) -> None:
    page = open_page("/search?place=zip:10001&radius=250&kind=organization", script=script)
    total, seen = count(page), names(page)
    while page.locator("a.next").count():
        with page.expect_navigation():
            page.locator("a.next").click()
        seen += names(page)
    assert len(seen) == len(set(seen)) == total


@BOTH
def test_sorting_by_name(open_page: Open, script: bool) -> None:
    page = open_page(HEART + "&radius=250", script=script)
    before = names(page)
    page.locator("#sort").select_option("name")
    if not script:
        page.locator(".bar button.apply").click()
    page.wait_for_url(re.compile("sort=name"))
    expect(page.locator(".card")).to_have_count(len(before))
    assert names(page) != before
    assert count(page) > 1


@BOTH
def test_two_are_compared_side_by_side(open_page: Open, script: bool) -> None:
    page = open_page(HEART + "&radius=250", script=script)
    for at in range(2):
        page.locator("input[name=npi]").nth(at).check()
    page.get_by_role("button", name="Compare").click()
    expect(page).to_have_url(re.compile("/compare"))
    assert len(query(page)["npi"]) == 2
    expect(page.locator("thead th")).to_have_count(2)


def test_a_fourth_is_not_taken_into_a_comparison(open_page: Open) -> None:
    page = open_page("/search?place=zip:10001&radius=250")
    for at in range(4):
        page.locator("input[name=npi]").nth(at).click()
    assert page.locator("input[name=npi]:checked").count() == 3
    expect(page.locator("#pick-note")).not_to_be_empty()


@BOTH
def test_an_empty_answer_shows_ways_out_that_lead_somewhere(open_page: Open, script: bool) -> None:
    page = open_page(
        "/search?specialty=cardiology&place=zip:10001&radius=5&accepting=true&telehealth=true"
        "&language=ka&widen=false",
        script=script,
    )
    assert count(page) == 0
    ways = page.get_by_role("region", name="What empties this search").get_by_role("link")
    assert ways.count() > 0
    ways.first.click()
    expect(page.locator(".card").first).to_be_visible()


def test_print_shows_the_day_and_leaves_out_the_controls(open_page: Open) -> None:
    page = open_page(HEART)
    page.emulate_media(media="print")
    expect(page.get_by_text("accurate as of").first).to_be_visible()
    expect(page.locator("#find button.go")).to_be_hidden()
    expect(page.locator("header nav").first).to_be_hidden()
    expect(page.locator(".card").first).to_be_visible()


@pytest.mark.parametrize("size", ["wide", "narrow"])
@pytest.mark.parametrize(
    "path", ["/", HEART, "/providers/2000000010", "/specialties", "/join", "/about",
             "/providers/2000000010/correct"],
)  # fmt: skip
def test_nothing_is_wider_than_the_window(open_page: Open, path: str, size: str) -> None:
    page = open_page(path, size=size)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    ("code", "tag", "word"),
    [
        ("en", "en", "Search"),
        ("es", "es", "Buscar"),
        ("zh", "zh-Hans", "查找"),
        ("ru", "ru", "Найти"),
    ],
)
def test_each_language_is_chosen_and_stays(open_page: Open, code: str, tag: str, word: str) -> None:
    page = open_page(f"/?lang={code}")
    expect(page.locator("html")).to_have_attribute("lang", tag)
    expect(page.locator("#find button.go")).to_have_text(word)
    page.locator("#where").fill("10001")
    page.locator("#find button.go").click()
    expect(page.locator("html")).to_have_attribute("lang", tag)
    assert "lang" not in query(page)


@pytest.mark.parametrize(
    ("locale", "tag"), [("es-MX", "es"), ("zh-CN", "zh-Hans"), ("ru-RU", "ru"), ("fr-FR", "en")]
)
def test_the_browsers_language_is_asked_first(open_page: Open, locale: str, tag: str) -> None:
    page = open_page("/", locale=locale)
    expect(page.locator("html")).to_have_attribute("lang", tag)


def test_words_that_were_searched_for_stand_in_no_log(open_page: Open, served: Served) -> None:
    before = len(served.written())
    page = open_page("/")
    page.locator("#q").press_sequentially("secretgoutword", delay=5)
    page.wait_for_timeout(600)
    page.locator("#where").fill("10001")
    page.locator("#find button.go").click()
    expect(page.locator("#count")).to_be_visible()
    open_page("/providers/2000000010")
    open_page(served.host("serenachen"))
    text = served.written()[before:]
    assert "GET /search 200" in text
    for private in ("secretgout", "10001", "2000000010", "serenachen"):
        assert private not in text


def test_offline_is_said(open_page: Open) -> None:
    page = open_page(HEART)
    # The mark in the tab is asked for after the page is there.
    page.wait_for_load_state("networkidle")
    page.context.set_offline(True)
    expect(page.locator("#offline")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("#offline")).to_be_hidden()


def test_my_location_is_used_only_when_asked_and_roughly(open_page: Open) -> None:
    page = open_page(
        "/", geolocation={"latitude": 40.750612, "longitude": -73.997212},
        permissions=["geolocation"],
    )  # fmt: skip
    page.locator("#locate").click()
    page.locator("#q").fill("heart doctor")
    page.locator("#find button.go").click()
    expect(page.locator("#count")).to_be_visible()
    assert query(page)["lat"] == ["40.75"]
    assert query(page)["lon"] == ["-74.00"]


def test_a_refused_location_is_explained(open_page: Open) -> None:
    page = open_page("/", permissions=[])
    page.locator("#locate").click()
    expect(page.locator("#where-note")).not_to_be_empty()


def test_without_script_there_is_no_button_that_does_nothing(open_page: Open) -> None:
    page = open_page(HEART, script=False)
    expect(page.locator("#locate")).to_be_hidden()
    assert page.locator("button.print:visible").count() == 0
