"""Providers' own addresses in a browser."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Open, Watch
from tests.served import Served

SERENA = "2000000010"


def test_a_name_shows_its_bearer(open_page: Open, served: Served) -> None:
    page = open_page(served.host("serenachen"))
    expect(page.locator("h1")).to_contain_text("Serena Chen")
    assert page.url == served.host("serenachen") + "/"


def test_the_own_address_looks_like_the_profile(open_page: Open, served: Served) -> None:
    own = open_page(served.host("serenachen")).locator("main").inner_text()
    profile = open_page(f"/providers/{SERENA}").locator("main").inner_text()
    assert own == profile


@pytest.mark.parametrize("script", [True, False])
def test_one_of_several_is_chosen(open_page: Open, served: Served, script: bool) -> None:
    page = open_page(served.host("maria-garcia"), script=script)
    choices = page.locator("#bearers a")
    assert choices.count() == 2
    choices.nth(1).click()
    expect(page.locator("h1")).to_contain_text("Garc")
    assert page.url.startswith("http://mariagarcia-2000000")


def test_a_choice_is_made_with_the_keyboard(open_page: Open, served: Served) -> None:
    page = open_page(served.host("jordanreyes"))
    first = page.locator("#bearers a").first
    for _ in range(30):
        page.keyboard.press("Tab")
        if first.evaluate("one => one === document.activeElement"):
            break
    page.keyboard.press("Enter")
    expect(page).to_have_url(f"{served.host('jordanreyes-2000000606')}/")


def test_nobody_leads_to_nearest_names(open_page: Open, served: Served, watch: Watch) -> None:
    watch.expected_statuses.add(404)
    page = open_page(served.host("serenachan"))
    page.locator("#nearest a").first.click()
    expect(page.locator("h1")).to_contain_text("Serena Chen")


def test_the_search_of_the_site_is_one_step_away(open_page: Open, served: Served) -> None:
    page = open_page(served.host("mariagarcia"))
    page.get_by_role("link", name="None of these").click()
    expect(page).to_have_url(served.url + "/")


def test_a_language_is_changed_at_the_own_address(open_page: Open, served: Served) -> None:
    page = open_page(served.host("serenachen"))
    page.get_by_role("link", name="Español").click()
    expect(page.locator("html")).to_have_attribute("lang", "es")
    assert page.url.startswith(served.host("serenachen"))


def test_a_name_in_another_script_reaches_the_person(open_page: Open, served: Served) -> None:
    page = open_page(served.host("серена-чен"))
    expect(page.locator("h1")).to_contain_text("Serena Chen")
