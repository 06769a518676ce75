"""The gunicorn worker: requests too broken for the application are answered as problems too."""

import logging
import uuid
from typing import Any

import msgspec
from gunicorn.http import errors as http  # type: ignore[import-untyped]  # it ships no types
from gunicorn.http import message
from gunicorn.util import write_nonblock  # type: ignore[import-untyped]  # it ships no types
from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]  # likewise

from directory.errors import BadRequest, DirectoryError, HeadersTooLarge, UriTooLong
from directory.hooks.problems import CONTENT_TYPE

LONGEST_LINE = 32_768
"""Bytes of a request line; above what the application takes, so that it can name the fault."""

# gunicorn caps its own setting at 8,190 bytes, where a long query gets no word on what is wrong.
message.MAX_REQUEST_LINE = LONGEST_LINE
_log = logging.getLogger("directory")


class Worker(ThreadWorker):  # type: ignore[misc]  # its base ships no types
    """A threaded worker that answers in our words and writes down neither address nor query."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.cfg.set("limit_request_line", LONGEST_LINE)

    def handle_error(self, req: Any, client: Any, addr: Any, exc: Exception) -> None:  # noqa: ARG002  gunicorn's signature
        """Answer a request that never reached the application."""
        error = problem_of(exc)
        _log.warning("refused before routing: %s, %d", type(exc).__name__, error.status)
        try:
            write_nonblock(client, as_bytes(error))
        except OSError:
            _log.debug("the client left before the answer")


def problem_of(exc: Exception) -> DirectoryError:
    """What an exception of the parser means to the client."""
    if isinstance(exc, http.LimitRequestLine):
        return UriTooLong()
    if isinstance(exc, http.LimitRequestHeaders):
        return HeadersTooLarge()
    return BadRequest() if isinstance(exc, http.ParseException) else DirectoryError()


def as_bytes(error: DirectoryError) -> bytes:
    """A whole HTTP/1.1 response that closes the connection."""
    request_id = uuid.uuid4().hex
    body = msgspec.json.encode(error.problem(request_id))
    head = (
        f"HTTP/1.1 {error.status} {error.title}\r\nConnection: close\r\nCache-Control: no-store\r\n"
        f"Content-Type: {CONTENT_TYPE}\r\nX-Request-ID: {request_id}\r\n"
        f"X-Content-Type-Options: nosniff\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body
