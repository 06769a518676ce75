"""A real Chromium, the service over the sample data, and a watch over everything they say."""

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request

from tests.chromium import FLAGS, NO_BROWSER, find_chromium
from tests.served import Served, load, serve

SECONDS = 10_000
SIZES = {"wide": {"width": 1280, "height": 900}, "narrow": {"width": 320, "height": 640}}


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service, one for each worker."""
    home = tmp_path_factory.mktemp("browsed")
    load(home)
    with serve(home) as running:
        yield running


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    """Start the Chromium of this machine."""
    path = find_chromium()
    if path is None:
        pytest.skip(NO_BROWSER)
    return {"executable_path": path, "args": FLAGS}


class Watch:
    """What pages loaded and said; `faults` must be empty at the end of every test."""

    def __init__(self) -> None:
        self.requests: list[str] = []
        self.faults: list[str] = []
        self.expected_statuses: set[int] = set()

    def over(self, context: BrowserContext) -> None:
        """Begin to watch every page of a context."""
        context.on("request", self._requested)
        context.on("console", self._said)
        context.on("weberror", lambda error: self.faults.append(f"script: {error.error}"))

    def _requested(self, request: Request) -> None:
        self.requests.append(request.url)
        parts = urlsplit(request.url)
        host = parts.hostname or ""
        if parts.scheme not in ("data", "blob", "about") and not (
            host == "localhost" or host.endswith(".localhost")
        ):
            self.faults.append(f"a request left the host: {request.url}")

    def _said(self, message: ConsoleMessage) -> None:
        text = message.text
        if any(f"status of {status} " in text for status in self.expected_statuses):
            return
        if message.type in ("error", "warning"):
            self.faults.append(f"console {message.type}: {text}")


@pytest.fixture
def watch() -> Iterator[Watch]:
    """Watch over every context of a test; it fails where anything was wrong."""
    made = Watch()
    yield made
    assert made.faults == []


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, served: Served, watch: Watch) -> Iterator[Open]:
    """Open a path of the site in a fresh context; keywords go to the context.

    `size` is wide or narrow, `script` false for a browser without JavaScript.
    """
    contexts: list[BrowserContext] = []

    def opened(path: str = "/", *, size: str = "wide", script: bool = True, **more: object) -> Page:
        context = browser.new_context(
            viewport=SIZES[size],
            java_script_enabled=script,
            locale=str(more.pop("locale", "en-US")),
            **more,
        )
        context.set_default_timeout(SECONDS)
        watch.over(context)
        contexts.append(context)
        page = context.new_page()
        page.goto(path if path.startswith("http") else served.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
