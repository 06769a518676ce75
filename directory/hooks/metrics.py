"""Counts and durations for Prometheus, by route; nothing of what was asked is kept."""

import os

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from directory.model.generation import Generation

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The measures of one application."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._requests = Counter(
            "directory_requests_total",
            "Requests answered, by route, method and status.",
            ("route", "method", "status"),
            registry=self.registry,
        )
        self._seconds = Histogram(
            "directory_request_seconds",
            "Time to answer, by route.",
            ("route",),
            buckets=BUCKETS,
            registry=self.registry,
        )
        self._generation = Gauge(
            "directory_generation_info",
            "The generation that serves; the value is always 1.",
            ("generation",),
            registry=self.registry,
        )
        self._providers = Gauge(
            "directory_generation_providers",
            "Providers in the generation that serves.",
            registry=self.registry,
        )
        self._up = Gauge(
            "directory_engine_up", "1 while the engine can answer.", registry=self.registry
        )

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def render(self, generation: Generation | None) -> bytes:
        """All measures as text; `generation` is None while the engine cannot answer."""
        self._generation.clear()
        self._up.set(1 if generation else 0)
        if generation:
            self._generation.labels(generation.id).set(1)
            self._providers.set(generation.providers)
        if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
            shared = CollectorRegistry()
            MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # the library has no types
            return generate_latest(shared)
        return generate_latest(self.registry)
