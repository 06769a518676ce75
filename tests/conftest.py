"""What every test finds: a clean environment, no way to other machines, the running servers."""

import os
import socket
import uuid
from typing import Any

import hypothesis
import pytest

from tests.servers import running

SERVERS = running()
NO_SERVER = "Elasticsearch is not running here; `make test` starts it."
LOOPBACK = ("127.", "::1", "localhost")

# Slow shared machines make deadlines lie; CI replays the same examples each time.
hypothesis.settings.register_profile(
    "house",
    deadline=None,
    derandomize="CI" in os.environ,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("house")


def pytest_report_header() -> str:
    """Say at the top of the run which real servers it talks to."""
    listed = ", ".join(f"{version} at {url}" for version, url in SERVERS.items())
    return f"Elasticsearch: {listed or 'not running, its tests are skipped (make test starts it)'}"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test that needs a server, so that `-m 'not elastic'` leaves them out."""
    for item in items:
        if "elastic_url" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.elastic)


@pytest.fixture(autouse=True)
def clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """Hide the developer's own DIRECTORY_ settings from every test."""
    for name in os.environ:
        if name.startswith("DIRECTORY_") and not name.startswith("DIRECTORY_TEST_"):
            monkeypatch.delenv(name)


@pytest.fixture(autouse=True)
def only_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections to any other machine: a test that needs one is a mistake."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            host = str(address[0])
            if not host.startswith(LOOPBACK):
                raise AssertionError(f"a test tried to reach {host}; tests stay on this machine")
        connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(
    scope="session",
    params=list(SERVERS.items()) or [None],
    ids=[f"elasticsearch-{version}" for version in SERVERS] or ["elasticsearch"],
)
def elastic_url(request: pytest.FixtureRequest) -> str:
    """Return the URL of a running Elasticsearch; the test repeats for each version there is."""
    if request.param is None:
        pytest.skip(NO_SERVER)
    url: str = request.param[1]
    return url


@pytest.fixture
def elastic_prefix() -> str:
    """Name the indices of one test: workers share a server and must not meet."""
    return f"t{uuid.uuid4().hex[:12]}-"
