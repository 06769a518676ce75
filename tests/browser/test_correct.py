"""Reporting an error and claiming a listing, in a browser."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Open, Watch
from tests.served import Served

FORM = "/providers/2000000010/correct"
WAIT = 3_200
REFERENCE = re.compile(r"/corrections/[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}$")


def send(page: Page) -> None:
    page.wait_for_timeout(WAIT)
    page.get_by_role("button", name="Send the").click()


@pytest.mark.parametrize("script", [True, False])
def test_an_error_is_reported_and_followed(open_page: Open, served: Served, script: bool) -> None:
    page = open_page("/providers/2000000010", script=script)
    page.get_by_role("link", name="Report an error").first.click()
    page.get_by_label("The phone number is wrong").check()
    page.get_by_label("At which office?").select_option(index=1)
    page.get_by_label("What is right?").fill("It is 555-0199; privateword")
    page.get_by_label("E-mail or phone").fill("ann@example.org")
    send(page)
    expect(page).to_have_url(REFERENCE)
    reference = page.url[-14:]
    expect(page.locator("h1")).to_contain_text(reference)
    page.goto(served.url + "/corrections")
    page.get_by_label("Reference").fill(reference.lower().replace("-", " "))
    page.get_by_role("button", name="Look it up").click()
    expect(page).to_have_url(REFERENCE)
    assert "privateword" not in page.content()
    assert "privateword" not in served.written()


def test_a_fault_is_told_and_nothing_is_lost(open_page: Open, watch: Watch) -> None:
    watch.expected_statuses.add(400)
    page = open_page(FORM)
    page.get_by_label("What is right?").fill("kept words")
    page.get_by_label("E-mail or phone").fill("nobody")
    send(page)
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("Tick at least one")
    expect(page.get_by_label("What is right?")).to_have_value("kept words")
    expect(page.get_by_label("E-mail or phone")).to_have_attribute("aria-invalid", "true")
    alert.get_by_role("link").last.click()
    expect(page.get_by_label("E-mail or phone")).to_be_focused()


def test_sent_at_once_it_asks_to_press_again(open_page: Open, watch: Watch) -> None:
    watch.expected_statuses.add(400)
    page = open_page(FORM)
    page.get_by_label("Has retired").check()
    page.get_by_role("button", name="Send the").click()
    expect(page.get_by_role("alert")).to_contain_text("press the button once more")
    send(page)
    expect(page).to_have_url(REFERENCE)


def test_two_clicks_are_one_report(open_page: Open, served: Served) -> None:
    page = open_page(FORM)
    page.get_by_label("Has retired").check()
    page.wait_for_timeout(WAIT)
    token = page.locator("[name=token]").input_value()
    page.get_by_role("button", name="Send the").click(click_count=2, no_wait_after=True)
    expect(page).to_have_url(REFERENCE)
    again = page.request.post(
        served.url + FORM, form={"token": token, "about": "retired"}, max_redirects=0
    )
    assert again.headers["location"] == page.url.removeprefix(served.url)


def test_the_trap_is_seen_by_nobody(open_page: Open) -> None:
    page = open_page(FORM)
    expect(page.locator("[name=website]")).to_be_hidden()
    names = [
        page.evaluate("document.activeElement.name || ''")
        for _ in range(60)
        if page.keyboard.press("Tab") is None
    ]
    assert "contact" in names
    assert "website" not in names


@pytest.mark.parametrize("script", [True, False])
def test_a_listing_is_claimed(open_page: Open, script: bool) -> None:
    page = open_page("/providers/2000000010", script=script)
    page.get_by_role("link", name="This is me").click()
    expect(page.get_by_label("NPI", exact=True)).to_have_value("2000000010")
    page.get_by_label("E-mail or phone").fill("serena@example.org")
    send(page)
    expect(page).to_have_url(REFERENCE)
    expect(page.locator("main")).to_contain_text("Claim of a listing")
