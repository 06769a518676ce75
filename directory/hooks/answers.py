"""Before and after every answer: host, size, request id, headers, count, compression."""

import gzip
import logging
import re
import time
import uuid

from flask import Flask, Response, g, request

from directory import errors
from directory.hooks.hosts import is_ours, target_host
from directory.hooks.metrics import Metrics
from directory.hooks.services import Services

MAX_QUERY = 16_384
MAX_HEADERS = 32_768
MAX_BODY = 1_048_576
SMALLEST_TO_COMPRESS = 1_000
_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
_COMPRESSIBLE = (
    "application/json",
    "application/problem+json",
    "application/xml",
    "text/html",
    "text/css",
    "text/plain",
)
_access = logging.getLogger("directory.access")

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; img-src 'self' data:; script-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(self), microphone=(), payment=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
HSTS = "max-age=31536000; includeSubDomains"


def install(app: Flask, services: Services, metrics: Metrics) -> None:
    """Run the hooks around every request of `app`."""
    app.config["MAX_CONTENT_LENGTH"] = MAX_BODY

    @app.before_request
    def begin() -> None:
        g.began = time.perf_counter()
        inbound = request.headers.get("X-Request-ID", "")
        g.request_id = inbound if _REQUEST_ID.fullmatch(inbound) else uuid.uuid4().hex
        _refuse_what_is_too_large()
        _refuse_other_hosts(services)

    @app.after_request
    def end(response: Response) -> Response:
        response.headers["X-Request-ID"] = g.request_id
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if services.config.production:
            response.headers["Strict-Transport-Security"] = HSTS
        response.headers.setdefault("Cache-Control", "no-store")
        _compress(response)
        _record(response, metrics)
        return response


def _refuse_other_hosts(services: Services) -> None:
    target = target_host(request.environ.get("RAW_URI", ""))
    named = request.headers.get("Host", "")
    for host in (named, named if target is None else target):
        if not is_ours(host, services.config):
            raise errors.MisdirectedRequest


def _refuse_what_is_too_large() -> None:
    if len(request.environ.get("QUERY_STRING", "")) + len(request.path) > MAX_QUERY:
        raise errors.UriTooLong
    if sum(len(name) + len(value) for name, value in request.headers.items()) > MAX_HEADERS:
        raise errors.HeadersTooLarge
    if (request.content_length or 0) > MAX_BODY:
        raise errors.ContentTooLarge


def _compress(response: Response) -> None:
    """Gzip at the fastest level: the bytes are made anew for each answer."""
    if response.direct_passthrough or response.content_encoding:
        return
    if response.mimetype not in _COMPRESSIBLE:
        return
    response.vary.add("Accept-Encoding")
    if response.status_code == 304 or request.accept_encodings["gzip"] <= 0:
        return
    body = response.get_data()
    if len(body) < SMALLEST_TO_COMPRESS:
        return
    response.set_data(gzip.compress(body, 1, mtime=0))
    response.headers["Content-Encoding"] = "gzip"


def _record(response: Response, metrics: Metrics) -> None:
    """One line and one count per answer: the route's pattern, never its address or its query."""
    route = request.url_rule.rule if request.url_rule else "none"
    seconds = time.perf_counter() - g.began
    method = request.method if request.method in _METHODS else "other"
    metrics.observe(route, method, response.status_code, seconds)
    _access.info(
        "%s %s %d %.1fms %s", method, route, response.status_code, seconds * 1000, g.request_id
    )


_METHODS = frozenset(("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE"))
