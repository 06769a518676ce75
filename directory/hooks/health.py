"""Whether the service lives, whether it can answer, and how it fares."""

import logging

import msgspec
from flask import Blueprint, Response

from directory.hooks.metrics import CONTENT_TYPE, Metrics
from directory.hooks.services import Check, Services, services
from directory.model.generation import Generation
from directory.search.engine import EngineError

_log = logging.getLogger("directory")


def blueprint(metrics: Metrics) -> Blueprint:
    """The routes /healthz, /readyz and /metrics."""
    room = Blueprint("health", __name__)

    @room.get("/healthz")
    def alive() -> Response:
        return _json({"status": "alive"}, 200)

    @room.get("/readyz")
    def ready() -> Response:
        parts = _parts(services())
        good = all(part["ok"] for part in parts.values())
        return _json({"status": "ready" if good else "not ready", **parts}, 200 if good else 503)

    @room.get("/metrics")
    def measures() -> Response:
        return Response(metrics.render(_generation(services())), content_type=CONTENT_TYPE)

    return room


def _parts(of: Services) -> dict[str, dict[str, object]]:
    """What the service needs, each with whether it is well; reasons stay with the operator."""
    return {
        **_engine(of),
        "home": {"ok": of.config.home.is_dir()},
        **{part: {"ok": _holds(part, check)} for part, check in of.checks.items()},
    }


def _engine(of: Services) -> dict[str, dict[str, object]]:
    try:
        health = of.engine.health()
    except EngineError:
        return {"engine": {"ok": False}, "generation": {"ok": False, "id": None}}
    return {
        "engine": {"ok": health.ok, "name": health.engine},
        "generation": {"ok": health.generation is not None, "id": health.generation},
    }


def _holds(part: str, check: Check) -> bool:
    try:
        return check()
    except Exception as error:
        # The text may hold an address with a password.
        _log.warning("%s is not ready: %s", part, type(error).__name__)
        return False


def _generation(of: Services) -> Generation | None:
    try:
        return of.engine.generation()
    except EngineError:
        return None


def _json(body: object, status: int) -> Response:
    response = Response(msgspec.json.encode(body), status, content_type="application/json")
    if status == 503:
        response.headers["Retry-After"] = "5"
    return response
