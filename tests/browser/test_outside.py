"""Nothing leaves the host: a proxy that lets nothing through hears of no other one."""

import socket
import threading
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error

from tests.served import Served

PATHS = (
    "/", "/search?q=heart+doctor&place=zip:10001&radius=250",
    "/search?q=pediatrics&where=Springfield",
    "/providers/2000000010", "/compare?npi=2000000010&npi=2000000119", "/specialties",
    "/specialties/cardiology", "/plans", "/plans/90101NY0010001", "/issuers/90101", "/policies",
    "/license?next=/policies", "/providers/2000000010/correct", "/corrections", "/join", "/about",
    "/accessibility", "/privacy", "/languages", "/nowhere", "/api/v1/docs", "/staff/login",
)  # fmt: skip


class Wall:
    """A proxy that answers everything with a refusal and remembers what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._socket.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                wire, _ = self._socket.accept()
            except OSError:
                return
            with wire:
                wire.settimeout(5)
                self.asked.append(wire.recv(4096).split(b"\r\n")[0].decode("latin-1"))
                wire.sendall(b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n")

    def close(self) -> None:
        self._socket.close()


@pytest.fixture
def wall() -> Iterator[Wall]:
    made = Wall()
    yield made
    made.close()


def test_no_page_asks_anything_of_another_host(
    browser: Browser, served: Served, wall: Wall
) -> None:
    way = {"server": f"http://localhost:{wall.port}", "bypass": "localhost,*.localhost"}
    context = browser.new_context(proxy=way)  # type: ignore[arg-type]  # by name
    page = context.new_page()
    for path in PATHS:
        page.goto(served.url + path, wait_until="networkidle")
        assert wall.asked == [], path
    page.goto(served.host("serenachen"), wait_until="networkidle")
    assert wall.asked == []
    context.close()


def test_the_wall_would_hear_of_it(browser: Browser, wall: Wall) -> None:
    way = {"server": f"http://localhost:{wall.port}", "bypass": "localhost,*.localhost"}
    context = browser.new_context(proxy=way)  # type: ignore[arg-type]  # by name
    page = context.new_page()
    with pytest.raises(Error, match="ERR_HTTP_RESPONSE_CODE_FAILURE"):
        page.goto("http://elsewhere.example/")
    assert any("elsewhere.example" in one for one in wall.asked)
    context.close()
