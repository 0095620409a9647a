"""The command `namefix serve`: options in, a service out."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.options import NoBundled, Pipeline, Precision, Style, Tables, build_config, check_tables
from namefix.errors import ConfigError
from namefix.service.limits import Limits
from namefix.service.serving import listen, need_extra, serve

if TYPE_CHECKING:
    from socket import socket

    from namefix.service.workers import Workers

SERVE_EXIT_CODES = "Exit codes: 0 ended by SIGTERM or SIGINT; 2 wrong use, a taken port or a wrong table."

_NEEDED = ("fastapi", "fastapi_offline", "prometheus_client", "py3langid", "uvicorn")
_LIMITS = Limits()


def serve_names(
    host: Annotated[str, typer.Option(help="Where to listen; 0.0.0.0 is every address of this machine.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8081,
    workers: Annotated[int, typer.Option(min=1, help="Processes that repair texts.")] = 2,
    api_key: Annotated[
        str | None,
        typer.Option(
            metavar="KEY", envvar="NAMEFIX_API_KEY", help="What requests must bring; others can see an option."
        ),
    ] = None,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="Whose web pages may call it, * all; may be repeated."),
    ] = None,
    max_text: Annotated[int, typer.Option(min=1, metavar="LETTERS", help="Longest text that is read.")] = _LIMITS.text,
    max_batch: Annotated[int, typer.Option(min=1, metavar="MB", help="Largest body of /fix_many.")] = _LIMITS.batch
    >> 20,
    max_seconds: Annotated[
        float, typer.Option(min=0.1, help="Longest that a text may wait and be worked on.")
    ] = _LIMITS.seconds,
    client_seconds: Annotated[
        float, typer.Option(min=0.1, help="Longest that a client may take to send a request, or to take an answer.")
    ] = _LIMITS.client_seconds,
    max_requests: Annotated[int, typer.Option(min=1, help="Most that are worked on or wait.")] = _LIMITS.requests,
    max_of_one: Annotated[int, typer.Option(min=1, help="Most of these from one address.")] = _LIMITS.requests_of_one,
    table: Tables = None,
    no_bundled: NoBundled = False,
    style: Style = "keep",
    pipeline: Pipeline = None,
    precision: Precision = None,
) -> None:
    """Serve repairs over HTTP, to programs and to LanguageTool's add-ons."""
    need_extra("a service", "serve", *_NEEDED)
    from namefix.service.application import make_application
    from namefix.service.workers import Workers

    check_tables(table, no_bundled)
    if api_key is not None and not (api_key.isascii() and api_key.strip()):
        raise ConfigError("the API key must be of ASCII letters, and not empty")
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("namefix").setLevel(logging.INFO)
    limits = Limits(
        text=max_text,
        batch=max_batch << 20,
        seconds=max_seconds,
        client_seconds=client_seconds,
        requests=max_requests,
        requests_of_one=max_of_one,
    )
    with listen(host, port) as listener:
        if api_key is None and not _is_of_this_machine(listener):
            typer.echo("namefix: warning: others can reach this service, and it asks for no API key", err=True)
        pool = Workers(build_config(table, no_bundled, style, pipeline, precision), workers, max_seconds)
        try:
            app = make_application(pool, limits, key=api_key, origins=allow_origin or ())
            serve(app, listener, lambda url: _begin(url, pool), head_seconds=client_seconds)
        finally:
            pool.close()


def _is_of_this_machine(listener: socket) -> bool:
    from ipaddress import ip_address

    return ip_address(listener.getsockname()[0]).is_loopback


def _begin(url: str, workers: Workers) -> None:
    """Read the tables again at each SIGHUP from now on, and tell where the service is found."""
    import asyncio
    import signal

    if hasattr(signal, "SIGHUP"):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, workers.reload_soon)
    typer.echo(f"namefix serves at {url}, the page of its routes is {url}/docs", err=True)
