"""Whether the service lives, whether it can answer, and how it fares."""

from pathlib import Path

import msgspec
from flask import Blueprint, Response

from directory.hooks.metrics import CONTENT_TYPE, Metrics
from directory.hooks.services import Services, services
from directory.model.generation import Generation
from directory.search.engine import EngineError


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
    """Engine, generation and home, each with whether it is well; reasons stay with the operator."""
    try:
        health = of.engine.health()
    except EngineError:
        return {"engine": {"ok": False}, "generation": {"ok": False, "id": None}, "home": _home(of)}
    return {
        "engine": {"ok": health.ok, "name": health.engine},
        "generation": {"ok": health.generation is not None, "id": health.generation},
        "home": _home(of),
    }


def _home(of: Services) -> dict[str, object]:
    home: Path = of.config.home
    return {"ok": home.is_dir()}


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
