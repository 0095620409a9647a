"""The commands that run a server: `namefix serve` for programs, `namefix review` for an editor's browser."""

from __future__ import annotations

import getpass
import logging
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.options import FixerOptions, SourceLanguage, with_options
from namefix.errors import ConfigError
from namefix.files.disk import STANDARD
from namefix.report.escapes import visible
from namefix.service.limits import Limits
from namefix.service.serving import GRACE, listen, need_extra, serve, url_of

if TYPE_CHECKING:
    from socket import socket

    from namefix.review.review_log import ReviewLog
    from namefix.service.workers import Workers

_NEEDED = ("fastapi", "fastapi_offline", "prometheus_client", "py3langid", "uvicorn")
_LIMITS = Limits()
_LOG = Path(".namefix-review.jsonl")

Port = Annotated[int, typer.Option(min=0, max=65535, help="Port; 0 takes any free one.")]


@with_options
def serve_names(
    host: Annotated[
        str, typer.Option(help="Address to listen at; 0.0.0.0 is every one of this machine.")
    ] = "127.0.0.1",
    port: Port = 8081,
    workers: Annotated[int, typer.Option(min=1, help="Number of processes that repair texts.")] = 2,
    api_key: Annotated[
        str | None,
        typer.Option(
            metavar="KEY",
            envvar="NAMEFIX_API_KEY",
            help="Key that requests must carry; set the variable, other users can see options.",
        ),
    ] = None,
    allow_origin: Annotated[
        list[str] | None,
        typer.Option(metavar="ORIGIN", help="Web pages that may call the service, * for all; may be repeated."),
    ] = None,
    allow_host: Annotated[
        list[str] | None,
        typer.Option(
            metavar="HOST",
            help="Host name by which callers may ask; may be repeated.",
            show_default="localhost, all if others can reach the service",
        ),
    ] = None,
    max_text: Annotated[
        int, typer.Option(min=1, metavar="LETTERS", help="Longest text that is accepted.")
    ] = _LIMITS.text,
    max_batch: Annotated[int, typer.Option(min=1, metavar="MB", help="Largest body of /fix_many.")] = _LIMITS.batch
    >> 20,
    max_seconds: Annotated[
        float, typer.Option(min=0.1, help="Longest time for a text, waiting included.")
    ] = _LIMITS.seconds,
    load_seconds: Annotated[
        float, typer.Option(min=0.1, help="Longest time for a process to read the tables.")
    ] = _LIMITS.load_seconds,
    grace_seconds: Annotated[
        int, typer.Option(min=0, help="Longest time to finish answers after the signal to stop.")
    ] = GRACE,
    client_seconds: Annotated[
        float, typer.Option(min=0.1, help="Longest time for a client to send a request or to take an answer.")
    ] = _LIMITS.client_seconds,
    max_requests: Annotated[
        int, typer.Option(min=1, help="Most requests at a time, waiting ones included.")
    ] = _LIMITS.requests,
    max_of_one: Annotated[int, typer.Option(min=1, help="Most of these from one address.")] = _LIMITS.requests_of_one,
    *,
    options: FixerOptions,
) -> None:
    """Serve repairs over HTTP, for programs and LanguageTool add-ons."""
    need_extra("a service", "serve", *_NEEDED)
    from namefix.service.application import make_application
    from namefix.service.workers import Workers

    config = options.settings_here().to_config()
    if api_key is not None and not (api_key.isascii() and api_key.strip()):
        raise ConfigError("the API key must consist of ASCII letters and not be empty")
    logging.basicConfig(level=logging.WARNING, format="%(asctime)s %(name)s: %(message)s")
    logging.getLogger("namefix").setLevel(logging.INFO)
    limits = Limits(
        text=max_text,
        batch=max_batch << 20,
        seconds=max_seconds,
        load_seconds=load_seconds,
        client_seconds=client_seconds,
        requests=max_requests,
        requests_of_one=max_of_one,
    )
    with listen(host, port) as listener:
        is_local = _is_of_this_machine(listener)
        if api_key is None and not is_local:
            typer.echo("namefix: warning: others can reach this service, and it requires no API key", err=True)
        pool = Workers(config, workers, max_seconds, load_seconds=load_seconds)
        hosts = allow_host or () if is_local else allow_host
        try:
            app = make_application(pool, limits, key=api_key, hosts=hosts, origins=allow_origin or ())
            serve(
                app,
                listener,
                lambda url: _begin(url, pool),
                head_seconds=client_seconds,
                grace=grace_seconds,
                give_up=pool.close,
            )
        finally:
            pool.close()


def _is_of_this_machine(listener: socket) -> bool:
    from ipaddress import ip_address

    return ip_address(listener.getsockname()[0]).is_loopback


def _begin(url: str, workers: Workers) -> None:
    """Reload the tables at each SIGHUP from now on, and print the URL of the service."""
    import asyncio
    import signal

    if hasattr(signal, "SIGHUP"):
        asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, workers.reload_soon)
    typer.echo(f"namefix serves at {url}; its routes are described at {url}/docs", err=True)


@with_options
def review(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Text, HTML, Markdown, Word, subtitles or news XML.")
    ] = None,
    source: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            help="Source of a text, which is shown beside it; with several texts one for each, in their order.",
            show_default=False,
        ),
    ] = None,
    source_language: SourceLanguage = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Undo the last save in the log: texts, table and accepted names.")
    ] = False,
    learn_to: Annotated[
        Path | None,
        typer.Option(
            metavar="TABLE.csv",
            help="Table to which misspellings are added.",
            show_default="the first one of namefix.toml",
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Undo without asking.")] = False,
    who: Annotated[
        str | None, typer.Option(metavar="NAME", help="Name of the editor in the log.", show_default="the user")
    ] = None,
    log: Annotated[Path, typer.Option(metavar="FILE", help="Log of the decisions.")] = _LOG,
    port: Port = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address of the page.")] = False,
    *,
    options: FixerOptions,
) -> None:
    """Decide on each name in a browser on this machine; Ctrl-C ends the review."""
    need_extra("namefix review", "review", "fastapi", "uvicorn", "tomlkit")
    from namefix.review.entrance import Entrance, page_file
    from namefix.review.review_app import HOST, make_app
    from namefix.review.review_desk import Desk
    from namefix.review.review_items import SourceFile
    from namefix.review.review_log import ReviewLog
    from namefix.review.user_key import user_key

    review_log = ReviewLog(log, who or getpass.getuser(), user_key())
    if undo:
        if files:
            raise typer.BadParameter("undoes the last save, whatever it changed; name no FILE", param_hint="--undo")
        _undo(review_log, asks=not yes)
        return
    if not files or STANDARD in files:
        raise typer.BadParameter("name the files to review", param_hint="FILE")
    if source and len(source) != len(files):
        problem = f"{len(source)} for {len(files)} texts; name one for each, in their order"
        raise typer.BadParameter(problem, param_hint="--source")
    if source_language and not source:
        raise typer.BadParameter("needs --source", param_hint="--source-language")
    with listen(HOST, port) as listener:
        review_log.recover()
        sources = {file: SourceFile(one, source_language) for file, one in zip(files, source or (), strict=False)}
        desk = Desk(files, options.settings(), review_log, learn_to, sources)
        entrance = Entrance()

        def show(url: str) -> None:
            typer.echo(f"Review at {url}{entrance.link()} (this link works once; Ctrl-C ends the review)", err=True)
            if not no_browser:
                threading.Thread(target=webbrowser.open, args=[page.as_uri()], daemon=True).start()

        with page_file(f"{url_of(listener)}{entrance.link()}") as page:
            serve(make_app(desk, entrance), listener, show)


def _undo(log: ReviewLog, *, asks: bool) -> None:
    """Show the files of the last save, and restore them if the user agrees."""
    log.recover()
    last = log.last()
    typer.echo(f"The save of {last.who} on {last.when} will be undone:", err=True)
    for done, paths in (("restored", last.restored), ("removed", last.removed)):
        for path in paths:
            typer.echo(f"{visible(str(path))}: will be {done}", err=True)
    if not (last.restored or last.removed):
        typer.echo("it changed no file", err=True)
    if asks:
        typer.confirm("Undo it?", abort=True, err=True)
    log.take_back(last.key)
    typer.echo("Undone.", err=True)
