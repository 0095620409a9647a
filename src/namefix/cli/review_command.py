"""The command `namefix review`: an editor decides on a page, and what is decided is saved, learned and logged."""

from __future__ import annotations

import getpass
import secrets
import threading
import webbrowser
from pathlib import Path
from typing import Annotated

import typer

from namefix.cli.check_command import overrides_of
from namefix.cli.options import NoBundled, Pipeline, Precision, Tables
from namefix.files.streams import STANDARD
from namefix.service.serving import listen, need_extra, serve

REVIEW_EXIT_CODES = "Exit codes: 0 fine; 2 wrong use, bad input or unwritable output."

_LOG = Path(".namefix-review.jsonl")


def review(
    files: Annotated[
        list[Path] | None, typer.Argument(metavar="FILE...", help="Text, HTML, Markdown, Word, subtitles or news XML.")
    ] = None,
    undo: Annotated[
        bool, typer.Option("--undo", help="Take back the last save of the log: texts, table and accepted names.")
    ] = False,
    learn_to: Annotated[
        Path | None,
        typer.Option(metavar="TABLE.csv", help="The table that learns.", show_default="the first of namefix.toml"),
    ] = None,
    who: Annotated[str | None, typer.Option(metavar="NAME", help="Who decides.", show_default="the user")] = None,
    log: Annotated[Path, typer.Option(metavar="FILE", help="The log of what was decided.")] = _LOG,
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the page is served; 0 is any free port.")] = 0,
    no_browser: Annotated[bool, typer.Option("--no-browser", help="Only print the address of the page.")] = False,
    config: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Settings for all files, in place of the nearest namefix.toml.")
    ] = None,
    table: Tables = None,
    no_bundled: NoBundled = False,
    style: Annotated[
        str | None, typer.Option(metavar="keep|canonical|FILE", help="Which accepted spelling of a name is wanted.")
    ] = None,
    pipeline: Pipeline = None,
    precision: Precision = None,
) -> None:
    """Decide in the browser what becomes of each name; for this machine only, until Ctrl-C."""
    need_extra("namefix review", "review", "fastapi", "uvicorn", "tomlkit")
    from namefix.check.settings_file import SettingsFinder
    from namefix.review.review_app import HOST, make_app
    from namefix.review.review_desk import Desk
    from namefix.review.review_log import ReviewLog

    review_log = ReviewLog(log, who or getpass.getuser())
    if undo:
        if files:
            raise typer.BadParameter("takes back the last save, whatever it changed; name no FILE", param_hint="--undo")
        restored = review_log.take_back()
        for path in restored:
            typer.echo(f"{path}: as it was", err=True)
        if not restored:
            typer.echo("the save that is taken back had changed no file", err=True)
        return
    if not files or STANDARD in files:
        raise typer.BadParameter("name the files to review", param_hint="FILE")
    settings = SettingsFinder(config, overrides_of(table, no_bundled, style, pipeline, precision))
    with listen(HOST, port) as listener:
        desk = Desk(files, settings, review_log, learn_to)
        token = secrets.token_urlsafe()

        def tell(url: str) -> None:
            page = f"{url}/{token}/"
            typer.echo(f"Review at {page} (Ctrl-C ends it)", err=True)
            if not no_browser:
                threading.Thread(target=webbrowser.open, args=[page], daemon=True).start()

        serve(make_app(desk, token), listener, tell)
