"""The three fields that suggest while one types, by keyboard, finger and over slow lines."""

import re
import time
from collections.abc import Callable
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.conftest import Open, Watch

SUGGEST = re.compile(r"/suggest/")


class Box:
    """One field of the search form."""

    def __init__(self, page: Page, name: str = "where") -> None:
        self.page = page
        self.input = page.locator(f"#{name}")
        self.list = page.locator(f"#{name}-list")
        self.options = self.list.get_by_role("option")
        self.field = page.locator(".field", has=self.input)
        self.status = self.field.get_by_role("status").first

    def type(self, text: str) -> None:
        """Type, and wait for the suggestions to the last letter."""
        self.input.click()
        self.go_on(text)

    def go_on(self, text: str) -> None:
        """Type where the focus is, and wait for the suggestions to the last letter.

        Until they are shown, those to earlier letters come and go, and a key pressed meanwhile
        meets another list than the one that was seen.
        """
        asked = f"q={quote(text)}"
        with self.page.expect_response(lambda answer: answer.url.endswith(asked)) as answered:
            self.input.press_sequentially(text, delay=10)
        # The answer is here before the page has shown it: wait for its first line.
        best = answered.value.json()["suggestions"][0]["label"]
        expect(self.options.first).to_contain_text(best)
        expect(self.options).to_have_count(len(answered.value.json()["suggestions"]))

    def active(self) -> Locator:
        """The suggestion that the arrows stand on."""
        return self.list.locator("[aria-selected=true]")

    def closed(self) -> None:
        expect(self.input).to_have_attribute("aria-expanded", "false")
        expect(self.list).to_be_hidden()

    def kept(self, name: str = "place") -> Locator:
        return self.field.locator(f"input[name={name}]")


@pytest.fixture
def box(open_page: Open) -> Box:
    return Box(open_page("/"))


def answer_after(page: Page, delays: dict[str, float]) -> None:
    """Let answers to these texts wait so many seconds."""

    def late(route: Route) -> None:
        text = route.request.url.partition("q=")[2]
        answer = route.fetch()
        time.sleep(delays.get(text, 0))
        route.fulfill(response=answer)

    page.route(SUGGEST, late)


def test_it_opens_while_one_types_from_the_first_letter(box: Box) -> None:
    expect(box.input).to_have_role("combobox")
    box.closed()
    box.type("1")
    expect(box.input).to_have_attribute("aria-expanded", "true")
    assert 1 <= box.options.count() <= 10


def test_it_controls_its_list(box: Box) -> None:
    box.type("new")
    expect(box.input).to_have_attribute("aria-controls", "where-list")
    expect(box.list).to_have_role("listbox")
    assert box.list.get_attribute("aria-label")
    assert box.input.get_attribute("aria-owns") is None


def test_the_down_arrow_goes_through_and_around(box: Box) -> None:
    box.type("new y")
    count = box.options.count()
    box.input.press("ArrowDown")
    expect(box.options.first).to_have_attribute("aria-selected", "true")
    first = box.options.first.get_attribute("id")
    expect(box.input).to_have_attribute("aria-activedescendant", first or "")
    for _ in range(count):
        box.input.press("ArrowDown")
    expect(box.input).to_have_attribute("aria-activedescendant", first or "")
    expect(box.active()).to_have_count(1)
    expect(box.input).to_be_focused()


def test_the_up_arrow_begins_at_the_end(box: Box) -> None:
    box.type("new y")
    box.input.press("ArrowUp")
    expect(box.options.last).to_have_attribute("aria-selected", "true")


@pytest.mark.parametrize(("key", "caret"), [("Home", 0), ("End", 5)])
def test_home_and_end_move_in_the_text(box: Box, key: str, caret: int) -> None:
    box.type("new y")
    box.input.press("ArrowDown")
    box.input.press(key)
    assert box.input.evaluate("one => one.selectionStart") == caret
    expect(box.active()).to_have_count(0)
    assert box.input.get_attribute("aria-activedescendant") is None


def test_escape_closes_and_a_second_one_clears(box: Box) -> None:
    box.type("new y")
    box.input.press("Escape")
    box.closed()
    expect(box.input).to_have_value("new y")
    box.input.press("Escape")
    expect(box.input).to_have_value("")


def test_enter_picks_and_does_not_search(box: Box) -> None:
    box.type("10001")
    box.input.press("ArrowDown")
    label = box.active().evaluate("one => one.firstChild.textContent")
    box.input.press("Enter")
    box.closed()
    expect(box.input).to_have_value(label)
    expect(box.kept()).to_have_value("zip:10001")
    assert box.page.url.endswith("/")
    expect(box.input).to_be_focused()


def test_enter_without_a_choice_searches(box: Box) -> None:
    box.type("10001")
    box.input.press("Enter")
    expect(box.page.locator("#count")).to_be_visible()


def test_more_letters_narrow_it_down(box: Box) -> None:
    box.type("sp")
    box.input.press_sequentially("ringfield, m", delay=10)
    expect(box.options.first).to_contain_text("Springfield, M")


def test_no_letter_is_lost_while_answers_come(box: Box) -> None:
    box.input.click()
    box.input.press_sequentially("albuquerque new mexico", delay=15)
    expect(box.input).to_have_value("albuquerque new mexico")


def test_what_was_found_is_announced(box: Box) -> None:
    box.type("springf")
    expect(box.status).to_have_text(re.compile(r"\d"))


def test_while_an_input_method_composes_it_waits(box: Box) -> None:
    asked: list[str] = []
    box.page.on("request", lambda one: asked.append(one.url) if "/suggest/" in one.url else None)
    box.input.click()
    session = box.page.context.new_cdp_session(box.page)
    session.send("Input.imeSetComposition", {"text": "niu", "selectionStart": 3, "selectionEnd": 3})
    box.page.wait_for_timeout(400)
    assert asked == []
    # An input method's own keys: with it they choose a character, and nothing of the list.
    box.input.evaluate(
        "one => one.dispatchEvent(new KeyboardEvent('keydown',"
        " {key: 'ArrowDown', isComposing: true, bubbles: true}))"
    )
    expect(box.active()).to_have_count(0)
    session.send("Input.insertText", {"text": "纽约"})
    expect(box.input).to_have_value(re.compile("纽约"))
    box.page.wait_for_timeout(400)
    assert len(asked) >= 1


def test_no_result_is_said(box: Box) -> None:
    box.input.click()
    box.input.press_sequentially("qqqqzzzzxx", delay=10)
    expect(box.status).not_to_be_empty()
    expect(box.options).to_have_count(0)
    expect(box.input).to_have_attribute("aria-expanded", "false")
    expect(box.field.locator(".told")).to_be_visible()


def test_a_slow_answer_is_announced_as_coming(box: Box) -> None:
    answer_after(box.page, {"spring": 1.5})
    box.input.fill("spring")
    expect(box.field.locator(".told")).to_be_visible()
    expect(box.options.first).to_be_visible()
    expect(box.field.locator(".told")).to_be_hidden()


AT_ONCE = """(one, [text, keys]) => {
  one.value = text;
  one.dispatchEvent(new InputEvent("input", { bubbles: true }));
  for (const key of keys)
    one.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true }));
}"""


def press_before_the_answer(box: Box, text: str, *keys: str) -> None:
    """Type over the field and press keys at one instant, so that no answer can come between."""
    with box.page.expect_response(lambda answer: answer.url.endswith(f"q={quote(text)}")):
        box.input.evaluate(AT_ONCE, [text, list(keys)])
    # The answer is here, the list a moment later: a line of the list before counts for nothing.
    box.page.wait_for_timeout(300)


@pytest.mark.parametrize(("key", "at"), [("ArrowDown", 0), ("ArrowUp", -1)])
def test_an_arrow_pressed_before_the_answer_is_meant_for_it(box: Box, key: str, at: int) -> None:
    box.type("sp")
    press_before_the_answer(box, "spr", key)
    expect(box.options.nth(at)).to_have_attribute("aria-selected", "true")
    expect(box.active()).to_have_count(1)


def test_a_choice_made_before_the_answer_is_made_from_it(box: Box) -> None:
    box.type("1")
    press_before_the_answer(box, "10001", "ArrowDown", "Enter")
    expect(box.kept()).to_have_value("zip:10001")
    box.closed()


def test_a_line_that_one_stood_on_is_left_with_the_next_letter(box: Box) -> None:
    box.type("1")
    box.input.press("ArrowDown")
    box.input.evaluate(AT_ONCE, ["10001", ["Enter"]])
    box.closed()
    expect(box.input).to_have_value("10001")
    expect(box.kept()).to_have_value("")


def test_an_answer_that_was_overtaken_is_not_shown(box: Box) -> None:
    answer_after(box.page, {"alb": 1.2})
    box.input.fill("alb")
    box.page.wait_for_timeout(50)
    box.input.fill("springfield")
    expect(box.options.first).to_contain_text("Springfield")
    box.page.wait_for_timeout(1400)
    expect(box.options.first).to_contain_text("Springfield")


def test_a_failed_answer_is_said_and_the_field_still_works(box: Box, watch: Watch) -> None:
    watch.expected_statuses.add(503)
    box.page.route(SUGGEST, lambda route: route.fulfill(status=503, body="{}"))
    box.input.fill("10001")
    expect(box.status).not_to_be_empty()
    box.input.press("Enter")
    expect(box.page.locator("#count")).to_be_visible()


def test_a_click_picks_and_keeps_the_focus(box: Box) -> None:
    box.type("10001")
    box.options.first.click()
    expect(box.kept()).to_have_value("zip:10001")
    expect(box.input).to_be_focused()
    box.closed()


def test_a_finger_picks(open_page: Open) -> None:
    box = Box(open_page("/", size="narrow", has_touch=True, is_mobile=True))
    box.input.tap()
    box.type("10001")
    box.options.first.tap()
    expect(box.kept()).to_have_value("zip:10001")
    assert box.options.first.is_hidden()


def test_a_finger_finds_lines_that_are_large_enough(open_page: Open) -> None:
    box = Box(open_page("/", size="narrow", has_touch=True, is_mobile=True))
    box.type("spring")
    heights = box.options.evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= 24


@pytest.mark.parametrize("size", ["wide", "narrow"])
def test_open_suggestions_have_no_fault_that_axe_finds(open_page: Open, size: str) -> None:
    box = Box(open_page("/", size=size))
    box.type("spring")
    box.input.press("ArrowDown")
    found = Axe().run(box.page)
    assert found.violations_count == 0, found.generate_report()


def test_the_line_one_stands_on_is_scrolled_into_view(box: Box) -> None:
    box.type("spring")
    box.input.press("ArrowUp")
    expect(box.options.last).to_be_in_viewport()
    shown = box.options.last.evaluate(
        "one => one.getBoundingClientRect().bottom"
        " <= one.parentElement.getBoundingClientRect().bottom + 1"
    )
    assert shown


def test_tab_goes_on_and_picks_nothing(box: Box) -> None:
    box.type("10001")
    box.input.press("ArrowDown")
    box.input.press("Tab")
    box.closed()
    expect(box.kept()).to_have_value("")
    expect(box.input).not_to_be_focused()


def test_a_click_elsewhere_closes_it(box: Box) -> None:
    box.type("spring")
    box.page.locator("h1").click()
    box.closed()


def test_alt_and_down_open_without_choosing(box: Box) -> None:
    box.type("spring")
    box.input.press("Escape")
    box.input.press("Alt+ArrowDown")
    expect(box.options.first).to_be_visible()
    expect(box.active()).to_have_count(0)


def test_typing_on_forgets_what_was_picked(box: Box) -> None:
    box.type("10001")
    box.options.first.click()
    expect(box.kept()).to_have_value("zip:10001")
    box.input.press("End")
    box.input.press("Backspace")
    expect(box.kept()).to_have_value("")


def test_a_specialty_and_a_plan_are_picked_alike(box: Box) -> None:
    who, plan = Box(box.page, "q"), Box(box.page, "coverage")
    who.type("heart doc")
    who.input.press("ArrowDown")
    who.input.press("Enter")
    expect(who.kept("what")).not_to_have_value("")
    plan.type("gold")
    plan.input.press("ArrowDown")
    plan.input.press("Enter")
    expect(plan.kept("plan")).not_to_have_value("")


def test_recent_places_stay_on_the_device_and_can_be_forgotten(box: Box) -> None:
    box.type("10001")
    box.options.first.click()
    page = box.page
    cookies = [one["value"] for one in page.context.cookies()]
    assert not [value for value in cookies if "10001" in str(value)]
    page.reload()
    box.input.click()
    expect(box.options.first).to_contain_text("10001")
    box.field.get_by_role("button", name=re.compile("orget")).click()
    page.reload()
    box.input.click()
    box.closed()


def test_without_script_the_fields_are_plain(open_page: Open) -> None:
    page = open_page("/", script=False)
    for name in ("q", "coverage", "where"):
        field = page.locator(f"#{name}")
        assert field.get_attribute("role") is None
        assert field.get_attribute("aria-expanded") is None
        expect(page.locator(f"label[for={name}]")).to_be_visible()


def test_the_whole_way_by_keyboard(open_page: Open) -> None:
    page = open_page("/")
    until(page, lambda: page.evaluate("document.activeElement.id") == "q")
    Box(page, "q").go_on("heart doctor")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    until(page, lambda: page.evaluate("document.activeElement.id") == "where")
    Box(page).go_on("10001")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#count")).to_be_visible()
    link = page.locator(".card h2 a").first
    until(page, lambda: link.evaluate("one => one === document.activeElement"), 200)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/providers/"))


def test_the_focus_can_be_seen_everywhere(open_page: Open) -> None:
    page = open_page("/")
    for _ in range(25):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(() => { const s = getComputedStyle(document.activeElement);"
            " return s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) >= 2"
            " || document.activeElement === document.body; })()"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML")


def test_the_map_is_no_trap(open_page: Open) -> None:
    page = open_page("/search?q=heart+doctor&place=zip:10001&radius=100")
    page.locator("#map a.skip").focus()
    page.keyboard.press("Enter")
    until(page, lambda: page.evaluate("!document.activeElement.closest('#map svg')"), 3)
    page.locator("#map .pin").first.focus()
    until(page, lambda: page.evaluate("!document.activeElement.closest('#map')"), 60)


def until(page: Page, there: Callable[[], bool], most: int = 40) -> None:
    """Press Tab until the focus is there."""
    for _ in range(most):
        if there():
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"not reached with {most} times Tab")
