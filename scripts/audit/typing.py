"""How soon suggestions are seen: from a key to the painted list, and the server's share of it."""

from statistics import quantiles

import msgspec
from playwright.sync_api import Browser

from scripts.audit.site import Site

WORDS = {
    "q": ("cardiologist", "serena chen", "heart doctor", "dermatology"),
    "where": ("brooklyn", "10001", "albuquerque", "new york"),
    "coverage": ("hudson valley", "aurora borealis", "90101ny"),
}
"""What is typed, by field."""
_WATCH = """
(name => {
  const input = document.getElementById(name), seen = window.typed = [];
  let began = 0, text = "";
  input.addEventListener("input", () => { began = performance.now(); text = input.value; });
  const list = document.getElementById(name + "-list");
  new MutationObserver(() => {
    if (!began || !list.children.length) return;
    const from = began;
    began = 0;
    // Two frames: the one that paints the list has then been shown.
    requestAnimationFrame(() => requestAnimationFrame(() => seen.push(performance.now() - from)));
  }).observe(list, {childList: true});
})
"""
_SERVED = """
performance.getEntriesByType("resource").filter(one => one.name.includes("/suggest/"))
  .map(one => one.responseStart - one.requestStart)
"""


class Typed(msgspec.Struct, frozen=True, kw_only=True):
    """95th percentiles over all letters, in ms: to the painted list, and to the server's answer."""

    letters: int
    painted: float
    served: float


def measure(browser: Browser, site: Site) -> Typed:
    """Type every word letter by letter, each after the list of the one before was painted."""
    painted: list[float] = []
    served: list[float] = []
    for name, words in WORDS.items():
        for word in words:
            page = browser.new_page()
            page.goto(site.served.url)
            page.locator(f"#{name}").click()
            page.evaluate(f"{_WATCH}({name!r})")
            for letter in word:
                page.keyboard.type(letter)
                page.wait_for_timeout(250)
            painted += page.evaluate("typed")
            served += page.evaluate(_SERVED)
            page.close()
    return Typed(letters=len(painted), painted=_p95(painted), served=_p95(served))


def _p95(values: list[float]) -> float:
    return quantiles(values, n=20)[-1] if len(values) > 1 else float("inf")
