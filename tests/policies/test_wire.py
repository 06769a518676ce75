"""The gate on the wire: a real server gets every spelling of a path byte by byte."""

import re
import socket
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import urlencode

import pytest

from tests.policies import sample
from tests.policies.sample import BODY, CODE_TEXT, FIRST, SECRETS
from tests.policies.test_walk import GATED, tricks
from tests.served import Served, serve

PATHS = [path for held in GATED.values() for path in held]
METHODS = ("GET", "HEAD", "POST", "get", "OPTIONS")
LINES = (
    "{method} {path} HTTP/1.1",
    "{method} {path} HTTP/1.0",
    "{method}  {path} HTTP/1.1",
    "{method} http://localhost{path} HTTP/1.1",
    "{method} http://elsewhere.example{path} HTTP/1.1",
)
"""Request lines: as usual, an old version, a blank too many, and the absolute form of proxies."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service as people run it, over policies whose words stand nowhere else."""
    home = tmp_path_factory.mktemp("wire")
    sample.publish(home)
    with serve(home) as running:
        yield running


def send(server: Served, line: str, *headers: str, body: str = "") -> str:
    """Send one request as it is written and return the whole answer, head and body."""
    head = "\r\n".join((line, "Host: localhost", "Connection: close", *headers))
    with closing(socket.create_connection(("127.0.0.1", server.port), timeout=30)) as wire:
        wire.sendall(f"{head}\r\n\r\n{body}".encode())
        answer = b""
        while chunk := wire.recv(65536):
            answer += chunk
    return answer.decode("utf-8", "replace")


def leaked(answer: str) -> list[str]:
    return [word for word in SECRETS if word in answer]


@pytest.mark.parametrize("path", PATHS)
def test_no_spelling_of_a_gated_path_opens_it_on_the_wire(server: Served, path: str) -> None:
    bare, mark, query = path.partition("?")
    for spelled in (bare, *tricks(bare)):
        asked = spelled + ("&" if "?" in spelled else "?") * bool(mark) + query
        answer = send(server, f"GET {asked} HTTP/1.1")
        assert leaked(answer) == [], asked


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("line", LINES)
def test_no_form_of_the_request_line_opens_a_gated_path(
    server: Served, path: str, line: str
) -> None:
    for method in METHODS:
        answer = send(server, line.format(method=method, path=path), "Range: bytes=0-9999")
        assert leaked(answer) == [], f"{method} {line}"


def test_a_second_request_hidden_in_the_first_opens_nothing(server: Served) -> None:
    hidden = f"GET /policies/{FIRST} HTTP/1.1\r\nHost: localhost\r\n\r\n"
    for headers in (
        (f"Content-Length: {len(hidden)}", "Transfer-Encoding: chunked"),
        ("Content-Length: 0",),
        ("Transfer-Encoding: chunked", "Transfer-Encoding: identity"),
    ):
        assert leaked(send(server, "POST /license HTTP/1.1", *headers, body=hidden)) == []


def test_the_wire_shows_the_text_to_who_accepted(server: Served) -> None:
    page = send(server, f"GET /license?next=/policies/{FIRST} HTTP/1.1")
    fields = re.findall(r'name="(csrf|license)" value="([^"]+)"', page)
    assert fields
    cookie = "; ".join(re.findall(r"(?mi)^set-cookie: ([^;]+)", page))
    form = urlencode([*fields, ("decision", "accept"), ("next", f"/policies/{FIRST}")])
    kind, size = "Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(form)}"
    sent = send(server, "POST /license HTTP/1.1", kind, size, f"Cookie: {cookie}", body=form)
    held = "; ".join(re.findall(r"(?mi)^set-cookie: ([^;]+)", sent))
    answer = send(server, f"GET /policies/{FIRST} HTTP/1.1", f"Cookie: {held}")
    assert {BODY, CODE_TEXT} <= set(leaked(answer))
