"""The command `namefix table learn`, which learns from the log of reviews."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from namefix.cli.options import TableOptions, with_options
from namefix.cli.output import print_text
from namefix.files.disk import replace_file
from namefix.report.escapes import visible
from namefix.service.serving import need_extra


@with_options
def learn_table(
    logs: Annotated[list[Path], typer.Argument(metavar="LOG...", help="Logs of namefix review.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="TABLE.csv", help="The table that learns; it need not exist.")
    ],
    min_texts: Annotated[
        int, typer.Option(min=1, metavar="TEXTS", help="Texts in which the same must be decided.")
    ] = 2,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be learned.")] = False,
    *,
    options: TableOptions,
) -> None:
    """Learn misspellings, known names and aliases from what editors decided alike in several texts.

    Names that were written over become misspellings, names that were left or are never to be touched become known names.
    """
    need_extra("namefix table learn", "review", "tomlkit")
    from namefix.review.decisions import learn_from, read_decisions
    from namefix.review.learning import TableLessons

    known = options.load_table()
    lesson = TableLessons(output, known)
    decisions = [decided for log in logs for decided in read_decisions(log)]
    learned = learn_from(decisions, lesson, known, min_texts)
    for message in (*learned.learned, *learned.refused):
        print_text(f"{visible(message)}\n")
    if not dry_run and lesson.content is not None and lesson.content != lesson.before:
        with replace_file(output, before=lesson.before) as file:
            file.write(lesson.content)
    typer.echo(f"{visible(str(output))}: {learned}", err=True)
