"""The same searches through gunicorn and the JSON API, one client on one kept connection."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlencode

import msgspec

from bench.clock import Timing
from bench.load import Loaded
from bench.questions import Questions
from directory.search.request import SearchRequest

PATIENCE = 60


def time_http(found: Loaded, questions: Questions) -> dict[str, Timing]:
    """Timings of whole requests, answers read to the end and decoded."""
    with _served(found) as port:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)

        def ask(query: str) -> int:
            connection.request("GET", query, headers={"Host": "localhost"})
            answer = connection.getresponse()
            body = answer.read()
            if answer.status != 200:
                raise SystemExit(f"{query}: {answer.status} {body[:300]!r}")
            total: int = msgspec.json.decode(body)["total"]
            return total

        return {
            kind: Timing.of([_query(request) for request in requests], ask)
            for kind, requests in questions.searches.items()
        }


def _query(request: SearchRequest) -> str:
    given: list[tuple[str, str]] = [("as_of", request.as_of.isoformat())]
    if request.name:
        given.append(("name", request.name))
    if request.near is not None:
        given += [("lat", str(request.near.lat)), ("lon", str(request.near.lon))]
    given += [("specialty", one) for one in request.specialties]
    given += [("plan", one) for one in request.plans]
    if request.accepting:
        given.append(("accepting", "true"))
    given += [("gender", one) for one in request.genders]
    given += [("language", one) for one in request.languages]
    if request.facets:
        given.append(("facets", ",".join(request.facets)))
    return "/api/v1/providers?" + urlencode(given)


@contextmanager
def _served(found: Loaded) -> Iterator[int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    environment = os.environ | {
        "DIRECTORY_HOME": str(found.home),
        "DIRECTORY_SEARCH_URL": found.url,
    }
    command = [sys.executable, "-m", "gunicorn", "--bind", f"127.0.0.1:{port}", "wsgi:app"]
    command += ["--workers", "1", "--threads", "2", "--keep-alive", "30"]
    command += ["--log-level", "warning"]
    server = subprocess.Popen(command, env=environment)
    try:
        _wait(port)
        yield port
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def _wait(port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until:
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            connection.request("GET", "/readyz", headers={"Host": "localhost"})
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        time.sleep(0.2)
    raise SystemExit(f"the service did not become ready on port {port} within {PATIENCE} s")
