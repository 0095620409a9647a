"""The application of the service: its routes and middleware."""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus
from importlib.metadata import version
from typing import Any, Literal

from fastapi import Depends, FastAPI, Security
from fastapi.responses import Response
from fastapi_offline import FastAPIOffline
from prometheus_client import CONTENT_TYPE_LATEST
from pydantic import BaseModel
from starlette.middleware.cors import CORSMiddleware

from namefix.errors import NamefixError, WorkerError
from namefix.service.admission import Admission, AdmissionMiddleware
from namefix.service.callers import RELOAD, CallerMiddleware
from namefix.service.check_routes import check_routes
from namefix.service.fix_routes import fix_routes
from namefix.service.keys import SCHEMES, KeyCheck
from namefix.service.limits import Limits
from namefix.service.metrics import MetricsMiddleware, ServiceMetrics
from namefix.service.refusals import ErrorAnswer, RefusedError, answer_errors
from namefix.service.workers import Workers

_ABOUT = """Repairs garbled names of persons and places in English translations.

`/fix` and `/fix_many` return the JSON of the library, `/v2/check` that of LanguageTool, whose add-ons can use this service.
Errors are `{"error": {"status", "code", "message"}}`; under `/v2/` they are plain text, as these clients expect."""


class Health(BaseModel):
    """The state of the service.

    `workers_able` are ready or at work, the others are being replaced. `requests_in_work` includes `texts_abandoned`, which
    occupy a worker although nobody waits for them any more. `reload_problem` is the error of the last reload, None if it
    succeeded.
    """

    status: Literal["ok", "no worker is ready"]
    version: str
    workers: int
    workers_able: int
    requests_in_work: int
    texts_waiting: int
    texts_abandoned: int
    reload_problem: str | None


class Alive(BaseModel):
    """The answer of a process that handles requests."""

    status: Literal["alive"] = "alive"


class Reloaded(BaseModel):
    """The answer to a successful reload."""

    status: Literal["reloaded"] = "reloaded"


def make_application(
    workers: Workers,
    limits: Limits,
    *,
    key: str | None = None,
    hosts: Collection[str] | None = None,
    origins: Collection[str] = (),
) -> FastAPI:
    """Return the application of the service.

    Args:
        workers: The worker processes; the application does not close them.
        limits: The limits of the service.
        key: The API key that requests must send; None allows all requests.
        hosts: Host names that callers may use, beside those of this machine; None allows all.
        origins: Web origins that may call the service from a browser; `*` means all.
    """
    admission = Admission(limits, lambda: workers.abandoned, workers.expected_wait)
    keys = KeyCheck(key)
    service_metrics = ServiceMetrics(admission, workers)

    app = FastAPIOffline(redoc_url=None, title="namefix", version=version("namefix"), description=_ABOUT)
    answer_errors(app)
    asks_key = [Depends(keys), *(Security(scheme) for scheme in SCHEMES)]
    errors: dict[int | str, dict[str, Any]] = {"4XX": {"model": ErrorAnswer}, "5XX": {"model": ErrorAnswer}}
    app.include_router(fix_routes(workers, service_metrics, limits), dependencies=asks_key, responses=errors)
    app.include_router(check_routes(workers, service_metrics, limits, keys))

    not_ready: dict[int | str, dict[str, Any]] = {503: {"model": Health}}

    @app.get("/health", tags=["operation"], responses=not_ready)
    @app.get("/health/ready", tags=["operation"], responses=not_ready)
    async def health(response: Response) -> Health:
        """Return the state of the service, with 503 if no worker is able to process texts."""
        able = workers.able
        if not able:
            response.status_code = HTTPStatus.SERVICE_UNAVAILABLE
        return Health(
            status="ok" if able else "no worker is ready",
            version=version("namefix"),
            workers=workers.count,
            workers_able=able,
            requests_in_work=admission.count,
            texts_waiting=workers.waiting,
            texts_abandoned=workers.abandoned,
            reload_problem=workers.problem,
        )

    @app.get("/health/live", tags=["operation"])
    async def alive() -> Alive:
        """Return 200 as long as the process handles requests; only if it does not, restarting it helps."""
        return Alive()

    @app.get("/metrics", tags=["operation"], response_class=Response, dependencies=asks_key)
    async def metrics() -> Response:
        """Return the metrics for Prometheus."""
        return Response(service_metrics.as_text(), media_type=CONTENT_TYPE_LATEST)

    @app.post(RELOAD, tags=["operation"], dependencies=asks_key, responses=errors)
    async def reload_tables() -> Reloaded:
        """Reload the tables without losing requests; if a table is invalid, the old tables stay in use."""
        keys.need_key()
        try:
            await workers.reload()
        except NamefixError as error:
            problem = f"the old tables stay in use: {error}"
            code = "worker_died" if isinstance(error, WorkerError) else "wrong_table"
            raise RefusedError(HTTPStatus.CONFLICT, code, problem) from error
        return Reloaded()

    app.add_middleware(AdmissionMiddleware, limits=limits, admission=admission)
    if origins:
        app.add_middleware(CORSMiddleware, allow_origins=[*origins], allow_methods=["*"], allow_headers=["*"])
    app.add_middleware(CallerMiddleware, hosts=hosts, origins=origins)
    app.add_middleware(MetricsMiddleware, metrics=service_metrics)
    return app
