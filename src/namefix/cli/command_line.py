"""The command `namefix`, which prints results on standard output and everything else on standard error."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib.metadata import version
from typing import Annotated, Any

import typer

from namefix.cli.doctor import doctor
from namefix.cli.file_commands import check, fix
from namefix.cli.help_pages import PlainCommand, PlainGroup
from namefix.cli.output import forget_standard_output
from namefix.cli.report_command import report
from namefix.cli.service_commands import review, serve_names
from namefix.cli.table_commands import tables
from namefix.cli.text_commands import batch, measure
from namefix.errors import NamefixError
from namefix.report.escapes import harmless

_INTERRUPTED, _BROKEN_PIPE = 130, 141


def _exit_codes(success: str = "0 success") -> str:
    others = f"2 wrong use, bad input or unwritable output; {_INTERRUPTED} interrupted; {_BROKEN_PIPE} broken pipe"
    return f"Exit codes: {success}; {others}."


_TEXTS, _FILES, _TABLES, _SERVICES = _PANELS = "Texts", "Files of many texts", "Tables of names", "Services"


class _Commands(PlainGroup):
    """Command group whose errors are a message and an exit code, without a traceback."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - the order is the same everywhere
        """Return the names in the order of the help."""
        commands: Mapping[str, Any] = self.commands
        return sorted(commands, key=lambda name: _PANELS.index(commands[name].rich_help_panel))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Parse `fix --check` as `check`."""
        options = args[: args.index("--")] if "--" in args else args
        if args[0] == "fix" and "--check" in options:
            args = ["check", *args[1:]]
            args.remove("--check")
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except NamefixError as error:
            typer.echo(f"namefix: {harmless(str(error))}", err=True)
            raise typer.Exit(error.exit_code) from error
        except KeyboardInterrupt as error:
            raise typer.Exit(_INTERRUPTED) from error
        except BrokenPipeError as error:
            forget_standard_output()
            raise typer.Exit(_BROKEN_PIPE) from error


app = typer.Typer(
    cls=_Commands,
    help="Repair garbled names of persons and places in machine-translated news, and leave right ones alone.",
    epilog=_exit_codes(),
    no_args_is_help=True,
    rich_markup_mode="markdown",
    pretty_exceptions_enable=False,
)


def _add(name: str, function: Callable[..., None], panel: str, success: str = "0 success") -> None:
    app.command(name, cls=PlainCommand, epilog=_exit_codes(success), rich_help_panel=panel)(function)


_add("fix", fix, _TEXTS, "0 success; 1 a change could not be made in the markup")
_add("check", check, _TEXTS, "0 nothing found, or all of it repaired; 1 something to change")
_add("review", review, _TEXTS)
_add("batch", batch, _FILES)
_add("report", report, _FILES)
_add("measure", measure, _FILES)
app.add_typer(tables, name="table", rich_help_panel=_TABLES)
_add("serve", serve_names, _SERVICES, "0 ended by SIGTERM or SIGINT")
_add("doctor", doctor, _SERVICES, "0 nothing that is needed is missing; 1 something is missing or wrong")


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its exit code; `arguments` default to those of the process."""
    app(arguments, prog_name="namefix")


def _print_version(is_wanted: bool) -> None:
    if is_wanted:
        typer.echo(f"namefix {version('namefix')}")
        raise typer.Exit


@app.callback()
def _options(
    show_version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_print_version, is_eager=True)
    ] = False,
) -> None:
    pass
