"""Forwarded headers: believed from the proxies that the settings name, dropped from anyone else."""

import ipaddress
from collections.abc import Callable, Iterable
from typing import Any

Environ = dict[str, Any]
Application = Callable[[Environ, Callable[..., Any]], Iterable[bytes]]
HEADERS = (
    "HTTP_FORWARDED",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_FORWARDED_HOST",
    "HTTP_X_FORWARDED_PORT",
    "HTTP_X_FORWARDED_PREFIX",
    "HTTP_X_FORWARDED_PROTO",
    "HTTP_X_FORWARDED_SSL",
    "HTTP_X_REAL_IP",
)
LONGEST_CHAIN = 20
"""Addresses of X-Forwarded-For that are looked at, from the nearest one on."""


class Proxies:
    """WSGI middleware around `application`.

    A request from a trusted address gets its client's address, host and scheme from
    X-Forwarded-For, -Host and -Proto; of a list, the entry counts that the nearest trusted proxy
    added. No other forwarded header is read by anything behind this.
    """

    def __init__(self, application: Application, trusted: Iterable[str]) -> None:
        self._application = application
        self._trusted = [ipaddress.ip_network(one) for one in trusted]

    def __call__(self, environ: Environ, start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer one request."""
        given = {name: environ.pop(name, "") for name in HEADERS}
        if self._trusts(environ.get("REMOTE_ADDR", "")):
            self._believe(environ, given)
        return self._application(environ, start_response)

    def _believe(self, environ: Environ, given: dict[str, str]) -> None:
        host = _last(given["HTTP_X_FORWARDED_HOST"])
        if host:
            environ["HTTP_HOST"] = host
        scheme = _last(given["HTTP_X_FORWARDED_PROTO"]).lower()
        if scheme in ("http", "https"):
            environ["wsgi.url_scheme"] = scheme
        client = self._client(given["HTTP_X_FORWARDED_FOR"])
        if client:
            environ["REMOTE_ADDR"] = client

    def _client(self, chain: str) -> str:
        """The nearest address that is no trusted proxy; nothing where the chain holds none."""
        for address in reversed(chain.split(",")[-LONGEST_CHAIN:]):
            address = address.strip()
            if not _is_address(address):
                return ""
            if not self._trusts(address):
                return address
        return ""

    def _trusts(self, address: str) -> bool:
        if not self._trusted or not _is_address(address):
            return False
        parsed = ipaddress.ip_address(address)
        return any(parsed in network for network in self._trusted)


def _last(values: str) -> str:
    return values.rpartition(",")[2].strip()


def _is_address(text: str) -> bool:
    try:
        ipaddress.ip_address(text)
    except ValueError:
        return False
    return True
