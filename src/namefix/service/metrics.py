"""Metrics of the service for Prometheus."""

from __future__ import annotations

import time

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from namefix.service.admission import Admission
from namefix.service.work import Done
from namefix.service.workers import Workers

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class ServiceMetrics:
    """The metrics of a service.

    Args:
        admission: Source of the number of active and waiting requests.
        workers: Source of the state of the last reload.
    """

    def __init__(self, admission: Admission, workers: Workers) -> None:
        self._registry = CollectorRegistry()
        labels = ["path", "status"]
        self._requests = Counter("namefix_requests", "Answered requests", labels, registry=self._registry)
        self._seconds = Histogram(
            "namefix_request_seconds", "Duration of requests", ["path"], buckets=_SECONDS, registry=self._registry
        )
        gauge = Gauge("namefix_requests_in_work", "Active and waiting requests", registry=self._registry)
        gauge.set_function(lambda: admission.count)
        wrong = Gauge("namefix_reload_failed", "1 if the last reload of the tables failed", registry=self._registry)
        wrong.set_function(lambda: workers.problem is not None)
        self._texts = Counter("namefix_texts", "Processed texts", registry=self._registry)
        names = Counter("namefix_names", "Repaired and uncertain names", ["action"], registry=self._registry)
        self._repaired, self._uncertain = names.labels("replace"), names.labels("review")

    def count_request(self, path: str, status: int, seconds: float) -> None:
        """Count an answer; `path` is the path of a route, not of the request, to limit the number of labels."""
        self._requests.labels(path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)

    def count_text(self, done: Done) -> None:
        """Count a text and its names."""
        self._texts.inc()
        self._repaired.inc(done.repaired)
        self._uncertain.inc(done.uncertain)

    def as_text(self) -> bytes:
        """Return the metrics in the text format of Prometheus."""
        return generate_latest(self._registry)


class MetricsMiddleware:
    """ASGI middleware that counts every answer with its status and duration.

    Args:
        app: The application.
        metrics: The metrics of the service.
    """

    def __init__(self, app: ASGIApp, metrics: ServiceMetrics) -> None:
        self._app, self._metrics = app, metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        start = time.monotonic()
        status = 0

        async def watched(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, watched)
        finally:
            route = scope.get("route")
            self._metrics.count_request(route.path if route else "other", status, time.monotonic() - start)
