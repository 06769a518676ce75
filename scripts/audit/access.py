"""Accessibility of pages by axe-core: languages, window sizes and colors of all kinds."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Any

import axe_playwright_python
import msgspec
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from playwright.sync_api import Error as PlaywrightError

from scripts.audit.pages import Kind
from scripts.audit.site import Site
from tests.chromium import FLAGS, find_chromium

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS, HEIGHT = (320, 1280), 800
BROWSERS = 2
"""How many browsers look at the same time."""
LOOKS: dict[str, dict[str, str]] = {
    "normal": {"color_scheme": "light", "forced_colors": "none"},
    "dark": {"color_scheme": "dark", "forced_colors": "none"},
    "forced": {"color_scheme": "light", "forced_colors": "active"},
}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Faults of one page in one way of looking at it: rule, element, where."""

    page: str
    rule: str
    element: str
    where: str


def look(site: Site, kinds: tuple[Kind, ...]) -> tuple[int, list[Found]]:
    """How many looks were taken, and everything that axe found.

    Each page is loaded once in each language; the window and the colors change around it. Several
    browsers share the work.
    """
    tasks: SimpleQueue[tuple[Kind, str]] = SimpleQueue()
    for kind in kinds:
        for language in kind.languages:
            tasks.put((kind, language))
    pages = tasks.qsize()
    with ThreadPoolExecutor(BROWSERS) as pool:
        shares = [pool.submit(_share, site, tasks) for _ in range(BROWSERS)]
        found = [one for share in shares for one in share.result()]
    order = [kind.name for kind in kinds]
    found.sort(key=lambda one: (order.index(one.page), one.where))
    return pages * len(WIDTHS) * len(LOOKS), found


def _share(site: Site, tasks: "SimpleQueue[tuple[Kind, str]]") -> list[Found]:
    """What one browser finds in the pages that it takes from the queue."""
    found: list[Found] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        while True:
            try:
                kind, language = tasks.get_nowait()
            except Empty:
                break
            try:
                found += _looks(browser, site, kind, language)
            except PlaywrightError as error:
                reason = error.message.splitlines()[0]
                found.append(
                    Found(page=kind.name, rule="not-looked-at", element=reason, where=language)
                )
        browser.close()
    return found


def _looks(browser: Browser, site: Site, kind: Kind, language: str) -> list[Found]:
    """The faults of one page in one language, at every width and in all colors."""
    found: list[Found] = []
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": HEIGHT})
    try:
        come_as(context, site, kind)
        page = context.new_page()
        page.goto(kind.address(site, language))
        # Evaluated, not added as a script: the pages' policy forbids scripts of others.
        page.evaluate(AXE)
        # What is folded is looked at too.
        page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true; })")
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": HEIGHT})
            _act(page, kind)
            for colors, options in LOOKS.items():
                page.emulate_media(**options)  # type: ignore[arg-type]  # by name
                found += _faults(page, kind, f"{language}, {width} px, {colors}")
    finally:
        context.close()
    return found


def _act(page: Page, kind: Kind) -> None:
    """Bring a page into the state that its kind is about."""
    if kind.act == "offline":
        page.context.set_offline(True)
        page.locator("#offline").wait_for()
    elif kind.act == "suggestions":
        page.locator("#where").fill("")
        page.locator("#where").press_sequentially("spring")
        page.locator("#where-list [role=option]").nth(3).wait_for()
        page.locator("#where").press("ArrowDown")


def come_as(context: BrowserContext, site: Site, kind: Kind) -> None:
    """Give a browser the cookies of who looks at this kind of page, and no others."""
    context.clear_cookies()
    context.add_cookies([
        {"name": name, "value": value, "domain": "localhost", "path": "/"}
        for name, value in site.cookies[kind.who].items()
    ])  # fmt: skip


def _faults(page: Page, kind: Kind, where: str) -> list[Found]:
    answer: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, preload: false,"
        " resultTypes: ['violations']})",
        TAGS,
    )
    found = [
        Found(page=kind.name, rule=rule["id"], element=node["html"][:160], where=where)
        for rule in answer["violations"]
        for node in rule["nodes"]
    ]
    wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    if wide > 0:
        found.append(Found(page=kind.name, rule="wider-than-window", element=f"by {wide} px",
                           where=where))  # fmt: skip
    return found


def summary(found: list[Found]) -> list[str]:
    """Each fault once, with how often it was met and the first place."""
    times = Counter((one.page, one.rule, one.element) for one in found)
    first = {(one.page, one.rule, one.element): one.where for one in reversed(found)}
    return [f"{page}: {rule} ×{count} ({first[page, rule, element]}): {element}"
            for (page, rule, element), count in times.most_common()]  # fmt: skip
