"""Every error leaves as problem details under /api and as a page elsewhere; nothing else leaks."""

import logging
from types import TracebackType

import msgspec
from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException
from werkzeug.exceptions import MethodNotAllowed as WrongMethod
from werkzeug.routing import RequestRedirect

from directory import errors
from directory.search.engine import CursorExpired, EngineUnavailable, NothingLoaded

CONTENT_TYPE = "application/problem+json"
MACHINE_PATHS = ("/api", "/healthz", "/readyz", "/metrics")
_log = logging.getLogger("directory")
_KNOWN = {kind.status: kind for kind in (
    errors.BadRequest, errors.NotFound, errors.MethodNotAllowed,
    errors.ContentTooLarge, errors.UriTooLong, errors.HeadersTooLarge,
)}  # fmt: skip


def install(app: Flask) -> None:
    """Answer every exception of `app`."""
    app.register_error_handler(errors.DirectoryError, answer)
    app.register_error_handler(EngineUnavailable, lambda error: answer(_unavailable(error)))
    app.register_error_handler(CursorExpired, lambda _: answer(errors.ExpiredCursor()))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def answer(error: errors.DirectoryError) -> Response:
    """The error as a response of the kind that its asker reads."""
    if _for_machines():
        body = msgspec.json.encode(error.problem(g.request_id))
        response = Response(body, error.status, content_type=CONTENT_TYPE)
    else:
        page = render_template("error.html", error=error, request_id=g.request_id)
        response = Response(page, error.status, content_type="text/html; charset=utf-8")
    response.headers.update(error.headers)
    response.headers["Cache-Control"] = "no-store"
    return response


def _for_machines() -> bool:
    return any(
        request.path == path or request.path.startswith(path + "/") for path in MACHINE_PATHS
    )


def _unavailable(error: EngineUnavailable) -> errors.DirectoryError:
    # The reason may hold host names and passwords: it goes to the operator's log only.
    _log.warning("the engine cannot answer: %s: %s", type(error).__name__, error)
    return errors.NotLoaded() if isinstance(error, NothingLoaded) else errors.Unavailable()


def _http(error: HTTPException) -> Response | HTTPException:
    if isinstance(error, RequestRedirect) or error.code is None:
        return error
    kind = _KNOWN.get(error.code, errors.BadRequest if error.code < 500 else errors.DirectoryError)
    headers = {}
    if isinstance(error, WrongMethod) and error.valid_methods:
        headers["Allow"] = ", ".join(sorted(error.valid_methods))
    return answer(kind(headers=headers))


def _unexpected(error: Exception) -> Response:
    # The traceback says where; the exception's own text may hold what was searched for.
    _log.error(
        "unexpected %s in %s, request %s",
        type(error).__name__,
        request.url_rule.rule if request.url_rule else "no route",
        g.request_id,
        exc_info=_without_text(error),
    )
    return answer(errors.DirectoryError())


class _Hidden(Exception):
    """Stands for an exception whose text is not written down."""


def _without_text(error: Exception) -> tuple[type[_Hidden], _Hidden, TracebackType | None]:
    return (_Hidden, _Hidden(), error.__traceback__)
