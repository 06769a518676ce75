"""The real server on a loopback port: broken requests get problems, nothing private is logged."""

import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from directory.hooks.metrics import SHARED
from tests import people

ROOT = Path(__file__).parents[2]


class Server:
    """A running gunicorn."""

    def __init__(self, port: int, log: Path) -> None:
        self.port, self.log = port, log

    def send(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        """Send bytes and read the whole answer."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=60) as wire:
            wire.sendall(request)
            answer = b""
            while chunk := wire.recv(65536):
                answer += chunk
        head, _, body = answer.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = dict(line.split(": ", 1) for line in lines)
        return int(first.split()[1]), headers, body

    def get(self, path: str, *headers: str) -> tuple[int, dict[str, str], bytes]:
        """GET a path."""
        lines = [f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close", *headers, "", ""]
        return self.send("\r\n".join(lines).encode())


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The service as scripts/serve starts it, with two workers."""
    home = tmp_path_factory.mktemp("served")
    people.load(home)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = home / "log"
    counts = home / "metrics"
    counts.mkdir()
    with log.open("w") as out:
        process = subprocess.Popen(
            [
                sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "--workers", "2",
                "--threads", "2", "--worker-class", "directory.hooks.worker.Worker",
                "--log-level", "warning", "--no-control-socket", "wsgi:app",
            ],
            cwd=ROOT, stdout=out, stderr=out,
            env={**os.environ, "DIRECTORY_HOME": str(home), SHARED: str(counts)},
        )  # fmt: skip
        try:
            _wait(port, process)
            yield Server(port, log)
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait(port: int, process: subprocess.Popen) -> None:
    """Until a worker answers: the port is open long before."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        assert process.poll() is None, "gunicorn ended at once"
        try:
            with urllib.request.urlopen(f"http://localhost:{port}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.1)
    raise AssertionError("gunicorn did not answer within two minutes")


@pytest.mark.parametrize(
    ("length", "status", "slug"),
    [
        (10_000, 400, "invalid-parameters"),
        (20_000, 414, "uri-too-long"),
        (60_000, 414, "uri-too-long"),
    ],
)
def test_a_long_query_gets_a_problem(server: Server, length: int, status: int, slug: str) -> None:
    answer, headers, body = server.get("/api/v1/providers?q=" + "x" * length)
    assert answer == status
    assert headers["Content-Type"] == "application/problem+json"
    assert json.loads(body)["type"].endswith(slug)


def test_a_huge_header_gets_a_problem(server: Server) -> None:
    answer, _, body = server.get("/api/v1/providers", "X-Long: " + "x" * 20_000)
    assert (answer, json.loads(body)["status"]) == (431, 431)


@pytest.mark.parametrize("request_", [b"GARBAGE\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n"])
def test_what_is_no_http_gets_a_problem(server: Server, request_: bytes) -> None:
    answer, headers, body = server.send(request_)
    assert answer == 400
    assert json.loads(body)["request_id"] == headers["X-Request-ID"]


@pytest.mark.parametrize("target", ["http://elsewhere.example/healthz", "http://[::1/healthz"])
def test_a_host_in_the_request_line_counts_too(server: Server, target: str) -> None:
    answer, _, _ = server.get(target)
    assert answer in (400, 421)


def test_a_whole_address_of_ours_is_answered(server: Server) -> None:
    assert server.get("http://localhost/healthz")[0] == 200


def test_two_host_headers_are_refused(server: Server) -> None:
    answer, _, _ = server.get("/healthz", "Host: elsewhere.example")
    assert answer == 400


def test_a_line_break_in_an_address_starts_no_header(server: Server) -> None:
    answer, headers, _ = server.get("/api/v1/problems/x%0d%0aX-Planted:%20yes")
    assert answer == 404
    assert "X-Planted" not in headers


def test_all_workers_tell_the_same_counts(server: Server) -> None:
    for _ in range(12):
        server.get("/api/v1/issuers")
    line = 'directory_requests_total{method="GET",route="/api/v1/issuers",status="200"} '
    told = set()
    for _ in range(8):
        _, _, body = server.get("/metrics")
        [count] = [row for row in body.decode().splitlines() if row.startswith(line)]
        told.add(count.removeprefix(line))
        assert b'directory_generation_info{generation="g1"} 1.0' in body
        assert b"directory_engine_up 1.0" in body
    assert told == {"12.0"}


def test_a_search_is_answered_and_leaves_no_trace(server: Server) -> None:
    answer, _, body = server.get("/api/v1/providers?q=serena+chen")
    assert answer == 200
    assert json.loads(body)["total"] == 1
    server.get("/api/v1/providers?q=secretgout" + "x" * 60_000)
    server.get(f"/api/v1/providers/{people.SERENA}")
    server.get(f"/providers/{people.SERENA}")
    server.get(f"/no/such/page/{people.SERENA}")
    server.get("/api/v1/suggest/names?q=serena")
    text = server.log.read_text()
    assert "/api/v1/providers 200" in text
    assert "/api/v1/providers/<npi> 200" in text
    for private in ("serena", "secretgout", "127.0.0.1", people.SERENA):
        assert private not in text
