"""Counts and durations for Prometheus, by route; nothing of what was asked is kept."""

import os
from collections.abc import Iterable, Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from directory.model.generation import Generation

SHARED = "PROMETHEUS_MULTIPROC_DIR"
"""The library's own variable: a folder where all workers of one service keep their counts."""

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)


class Metrics:
    """The measures of one application, or with SHARED of all workers of one service."""

    def __init__(self) -> None:
        self._own = CollectorRegistry()
        self._requests = Counter(
            "directory_requests_total",
            "Requests answered, by route, method and status.",
            ("route", "method", "status"),
            registry=self._own,
        )
        self._seconds = Histogram(
            "directory_request_seconds",
            "Time to answer, by route.",
            ("route",),
            buckets=BUCKETS,
            registry=self._own,
        )

        self._licenses = Counter(
            "directory_license_events_total",
            "License texts shown, accepted, declined, withdrawn and expired, by version.",
            ("event", "license", "version"),
            registry=self._own,
        )

    def license_event(self, event: str, license: str, version: int) -> None:
        """Count what was done with a license."""
        self._licenses.labels(event, license, str(version)).inc()

    def observe(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answer."""
        self._requests.labels(route, method, str(status)).inc()
        self._seconds.labels(route).observe(seconds)

    def render(self, generation: Generation | None) -> bytes:
        """All measures as text; `generation` is None while the engine cannot answer."""
        registry = CollectorRegistry()
        registry.register(_Now(generation))
        return generate_latest(self._counts()) + generate_latest(registry)

    def _counts(self) -> CollectorRegistry:
        if SHARED not in os.environ:
            return self._own
        shared = CollectorRegistry()
        MultiProcessCollector(shared)  # type: ignore[no-untyped-call]  # the library has no types
        return shared


class _Now(Collector):
    """What holds at the moment of asking, whichever worker is asked: nothing of it is kept."""

    def __init__(self, generation: Generation | None) -> None:
        self._generation = generation

    def collect(self) -> Iterable[Metric]:
        return self._gauges()

    def _gauges(self) -> Iterator[Metric]:
        found = self._generation
        yield GaugeMetricFamily(
            "directory_engine_up", "1 while the engine can answer.", value=int(found is not None)
        )
        if found is None:
            return
        info = GaugeMetricFamily(
            "directory_generation_info",
            "The generation that serves; the value is always 1.",
            labels=["generation"],
        )
        info.add_metric([found.id], 1)
        yield info
        yield GaugeMetricFamily(
            "directory_generation_providers",
            "Providers in the generation that serves.",
            value=found.providers,
        )
