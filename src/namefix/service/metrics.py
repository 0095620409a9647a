"""Metrics of the service for Prometheus."""

from __future__ import annotations

import time
from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from namefix.service.admission import Admission
from namefix.service.work import Done
from namefix.service.workers import Finished, Workers

_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30)


class ServiceMetrics:
    """The metrics of a service.

    Args:
        admission: Source of the number of active and waiting requests.
        workers: Source of the state of the workers and of the last reload.
    """

    def __init__(self, admission: Admission, workers: Workers) -> None:
        self._registry = CollectorRegistry()
        labels = ["path", "status"]
        self._requests = Counter("namefix_requests", "Answered requests", labels, registry=self._registry)
        self._seconds = Histogram(
            "namefix_request_seconds", "Duration of requests", ["path"], buckets=_SECONDS, registry=self._registry
        )
        gauge = Gauge(
            "namefix_requests_in_work",
            "Active and waiting requests, and abandoned texts that still occupy a worker",
            registry=self._registry,
        )
        gauge.set_function(lambda: admission.count)
        wrong = Gauge("namefix_reload_failed", "1 if the last reload of the tables failed", registry=self._registry)
        wrong.set_function(lambda: workers.problem is not None)
        self._registry.register(_WorkerFigures(workers))
        stages = Histogram(
            "namefix_stage_seconds",
            "Duration of the stages of a text: waiting for a worker, repair by it",
            ["stage"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self._waiting, self._repairing = stages.labels("wait"), stages.labels("repair")
        self._texts = Counter("namefix_texts", "Processed texts", registry=self._registry)
        names = Counter("namefix_names", "Repaired and uncertain names", ["action"], registry=self._registry)
        self._repaired, self._uncertain = names.labels("replace"), names.labels("review")

    def count_request(self, path: str, status: int, seconds: float) -> None:
        """Count an answer; `path` is the path of a route, not of the request, to limit the number of labels."""
        self._requests.labels(path, str(status)).inc()
        self._seconds.labels(path).observe(seconds)

    def count_text(self, done: Finished[Done]) -> None:
        """Count a text with its names and the duration of its stages."""
        self._texts.inc()
        self._waiting.observe(done.waited)
        self._repairing.observe(done.worked)
        self._repaired.inc(done.result.repaired)
        self._uncertain.inc(done.result.uncertain)

    def as_text(self) -> bytes:
        """Return the metrics in the text format of Prometheus."""
        return generate_latest(self._registry)


class _WorkerFigures(Collector):
    """The figures that the workers count themselves."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers

    def collect(self) -> Iterator[Metric]:
        """Yield the current figures."""
        workers = self._workers
        yield GaugeMetricFamily("namefix_workers_able", "Workers that are ready or at work", workers.able)
        yield GaugeMetricFamily("namefix_texts_waiting", "Texts that wait for a worker", workers.waiting)
        abandoned = "Texts that occupy a worker although nobody waits for them any more"
        yield GaugeMetricFamily("namefix_texts_abandoned", abandoned, workers.abandoned)
        ends = CounterMetricFamily("namefix_worker_ends", "Workers that ended or were killed", labels=["reason"])
        for reason, number in workers.ends.copy().items():
            ends.add_metric([reason], number)
        yield ends
        reloads = CounterMetricFamily("namefix_reloads", "Reloads of the tables", labels=["result"])
        for result in ("succeeded", "failed"):
            reloads.add_metric([result], workers.reloads[result])
        yield reloads


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
