"""Weight, requests and speed of one page in a browser with a slow line and a slow processor."""

import statistics
from urllib.parse import urlsplit

import msgspec
from playwright.sync_api import Browser, CDPSession

from scripts.audit.access import come_as
from scripts.audit.pages import Kind
from scripts.audit.site import Site

RUNS = 3
AFTER = 800
"""Milliseconds after loading in which a page may still paint, move or work."""
# Lighthouse's "slow 4G" and its mobile processor.
SLOW_4G = {
    "offline": False,
    "latency": 150,
    "downloadThroughput": 1.6 * 1024 * 1024 / 8,
    "uploadThroughput": 750 * 1024 / 8,
}
SLOWER = 4
_OBSERVE = """
window.seen = {lcp: 0, cls: 0, tbt: 0};
new PerformanceObserver(list => list.getEntries().forEach(one => seen.lcp = one.startTime))
  .observe({type: 'largest-contentful-paint', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(
  one => { if (!one.hadRecentInput) seen.cls += one.value; }))
  .observe({type: 'layout-shift', buffered: true});
new PerformanceObserver(list => list.getEntries().forEach(
  one => seen.tbt += Math.max(0, one.duration - 50)))
  .observe({type: 'longtask', buffered: true});
"""


class Speed(msgspec.Struct, frozen=True, kw_only=True):
    """What one page weighs (bytes over the wire, all requests) and how fast it is there (ms)."""

    total: int
    html: int
    css: int
    js: int
    requests: int
    foreign: int
    lcp: float
    cls: float
    tbt: float


def measure(browser: Browser, site: Site, kind: Kind) -> Speed:
    """Medians of three cold loads at 412 pixels, as on a telephone."""
    runs = [_load(browser, site, kind) for _ in range(RUNS)]
    first = runs[0]
    return msgspec.structs.replace(
        first,
        lcp=statistics.median(run.lcp for run in runs),
        cls=max(run.cls for run in runs),
        tbt=statistics.median(run.tbt for run in runs),
    )


def _load(browser: Browser, site: Site, kind: Kind) -> Speed:
    context = browser.new_context(viewport={"width": 412, "height": 823})
    try:
        come_as(context, site, kind)
        page = context.new_page()
        page.add_init_script(_OBSERVE)
        session = context.new_cdp_session(page)
        wire = _Wire(session)
        session.send("Network.emulateNetworkConditions", SLOW_4G)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(kind.address(site), wait_until="load")
        page.wait_for_timeout(AFTER)
        seen = page.evaluate("seen")
        return Speed(
            total=sum(wire.sizes.values()),
            html=wire.of("Document"),
            css=wire.of("Stylesheet"),
            js=wire.of("Script"),
            requests=len(wire.sizes),
            foreign=wire.foreign,
            lcp=seen["lcp"],
            cls=round(seen["cls"], 4),
            tbt=seen["tbt"],
        )
    finally:
        context.close()


class _Wire:
    """What goes over the wire, headers included, by request."""

    def __init__(self, session: CDPSession) -> None:
        self.sizes: dict[str, int] = {}
        self.foreign = 0
        self._kinds: dict[str, str] = {}
        session.send("Network.enable")
        session.on("Network.requestWillBeSent", self._sent)
        session.on("Network.loadingFinished", self._finished)

    def of(self, kind: str) -> int:
        """Bytes of one kind of resource."""
        return sum(size for one, size in self.sizes.items() if self._kinds[one] == kind)

    def _sent(self, event: dict[str, object]) -> None:
        self._kinds[str(event["requestId"])] = str(event["type"])
        address = event["request"]["url"]  # type: ignore[index]  # the protocol's own shape
        host = urlsplit(address).hostname or ""
        if address.startswith("http") and not host.endswith("localhost"):
            self.foreign += 1

    def _finished(self, event: dict[str, object]) -> None:
        one = str(event["requestId"])
        if one in self._kinds and event["encodedDataLength"]:
            self.sizes[one] = int(str(event["encodedDataLength"]).split(".")[0])
