"""Accessibility of pages by axe-core: languages, window sizes and colors of all kinds."""

from collections import Counter
from pathlib import Path
from typing import Any

import axe_playwright_python
import msgspec
from playwright.sync_api import Browser, BrowserContext, Page

from scripts.audit.pages import Kind
from scripts.audit.site import Site

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
WIDTHS = (320, 1280)
LOOKS: dict[str, dict[str, str]] = {
    "normal": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
}


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """Faults of one page in one way of looking at it: rule, element, where."""

    page: str
    rule: str
    element: str
    where: str


def look(browser: Browser, site: Site, kinds: tuple[Kind, ...]) -> tuple[int, list[Found]]:
    """How many pages were looked at, and everything that axe found."""
    found: list[Found] = []
    looked = 0
    for width in WIDTHS:
        for colors, options in LOOKS.items():
            context = browser.new_context(
                viewport={"width": width, "height": 800},
                **options,  # type: ignore[arg-type]  # by name
            )
            page = context.new_page()
            for kind in kinds:
                come_as(context, site, kind)
                for language in kind.languages:
                    page.goto(kind.address(site, language))
                    found += _faults(page, kind, f"{language}, {width} px, {colors}")
                    looked += 1
            context.close()
    return looked, found


def come_as(context: BrowserContext, site: Site, kind: Kind) -> None:
    """Give a browser the cookies of who looks at this kind of page, and no others."""
    context.clear_cookies()
    context.add_cookies([
        {"name": name, "value": value, "domain": "localhost", "path": "/"}
        for name, value in site.cookies[kind.who].items()
    ])  # fmt: skip


def _faults(page: Page, kind: Kind, where: str) -> list[Found]:
    # Evaluated, not added as a script: the pages' policy forbids scripts of others.
    page.evaluate(AXE)
    answer: dict[str, Any] = page.evaluate(
        "tags => axe.run(document, {runOnly: {type: 'tag', values: tags}, resultTypes: "
        "['violations']})",
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
