"""The command `namefix check`: a linter for names in files and folders."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from namefix.cli.options import FixerOptions, with_options
from namefix.cli.output import print_text, progress
from namefix.files.disk import STANDARD

if TYPE_CHECKING:
    from namefix.check.checking import Checking
    from namefix.check.walk import Walker

CHECK_EXIT_CODES = (
    "Exit codes: 0 nothing found, or all of it repaired; 1 something to change; "
    "2 wrong use, bad input or unwritable output; 130 interrupted; 141 nobody reads the output any more."
)


class CheckFormat(StrEnum):
    """How findings are told."""

    TEXT = "text"
    JSON = "json"
    SARIF = "sarif"
    GITHUB = "github"


@with_options
def check(
    options: FixerOptions,
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[PATH]...", help="Files and folders; none is the current one, - standard input."),
    ] = None,
    output: Annotated[CheckFormat, typer.Option("--format", help="How to tell it.")] = CheckFormat.TEXT,
    write_changes: Annotated[bool, typer.Option("--write-changes", "-w", help="Repair the files in place.")] = False,
    review: Annotated[
        bool, typer.Option("--review", help="Tell uncertain names too; they leave the exit code.")
    ] = False,
    explain: Annotated[
        str | None, typer.Option(metavar="NAME", help="Tell what is known of a name, and what is decided on it.")
    ] = None,
    stdin_filename: Annotated[
        Path | None, typer.Option(metavar="FILE", help="What standard input is called: its suffix and folder count.")
    ] = None,
    no_ignore: Annotated[bool, typer.Option("--no-ignore", help="Take no notice of .gitignore.")] = False,
    force_exclude: Annotated[
        bool, typer.Option("--force-exclude", help="Let rules leave out named files too; for hooks.")
    ] = False,
) -> None:
    """Find garbled names in text, HTML, Markdown, Word, subtitles and news XML; touch only what people read."""
    from namefix.check.check_output import OUTPUTS
    from namefix.check.checking import Checking
    from namefix.check.walk import Walker

    wanted = paths or [Path()]
    if wanted.count(STANDARD) > 1 or (STANDARD in wanted and len(wanted) > 1 and write_changes):
        raise typer.BadParameter("standard input (-) stands alone", param_hint="PATH")
    if stdin_filename and STANDARD not in wanted:
        raise typer.BadParameter("needs - among the paths", param_hint="--stdin-filename")
    settings = options.settings()
    checking = Checking(settings, OUTPUTS[output](), write_changes, review, stdin_filename)
    walker = Walker(settings, honours_ignores=not no_ignore, forces_excludes=force_exclude)
    if explain is not None:
        raise typer.Exit(_explain(explain, checking, walker, paths))
    raise typer.Exit(checking.run(progress(walker.files(wanted), "files", prints=True)))


def _explain(name: str, checking: Checking, walker: Walker, paths: Sequence[Path] | None) -> int:
    """Tell what the table knows of a name, what is decided on it alone, and at its places in files, if any are named."""
    from namefix.check.checking import explain
    from namefix.cli.table_commands import describe_name
    from namefix.report.decision_line import decision_line
    from namefix.report.grid import visible

    folder = next((path for path in paths or () if path.is_dir()), Path())
    fixer = checking.fixers.of(checking.settings.of(folder))
    print_text(describe_name(name, fixer.fixer.table))
    print_text("\nBy itself:\n")
    decisions = fixer.fix(name).decisions
    for decision in decisions:
        print_text(f"{visible(decision.mention.surface)}: {visible(decision_line(decision))}\n")
    if not decisions:
        print_text("no name is seen in it\n")
    if not paths:
        return 0
    print_text("\nIn the files:\n")
    return explain(name, checking, walker.files(paths))
