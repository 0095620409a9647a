"""The command `namefix table learn`, which learns from the log of reviews or from the sources of documents."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from namefix.cli.options import TableOptions, with_options
from namefix.cli.output import print_text
from namefix.cli.table_proposals import SourceOptions, propose_names
from namefix.files.disk import replace_file
from namefix.report.escapes import visible
from namefix.service.serving import need_extra

_MIN_TEXTS = 2
"""Default number of texts in which editors must decide the same."""


@with_options
def learn_table(
    paths: Annotated[
        list[Path], typer.Argument(metavar="LOG...|DOCS", help="Logs of namefix review; or documents, as of batch.")
    ],
    output: Annotated[
        Path,
        typer.Option(
            "--output", "-o", metavar="TABLE", help="The table that learns (.csv); or the proposals (.csv or .jsonl)."
        ),
    ],
    min_texts: Annotated[
        int | None,
        typer.Option(
            min=1,
            metavar="TEXTS",
            help="Texts in which the same must be decided; or documents with a name.",
            show_default="2, or 1 for names of sources",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be learned.")] = False,
    *,
    sources: SourceOptions,
    options: TableOptions,
) -> None:
    """Learn misspellings, known names and aliases from what editors decided alike in several texts.

    Names that were written over become misspellings, names that were left or are never to be touched become known names.

    With --source-field, propose rows for the names in the sources of documents that no table has, the most frequent ones
    first. The name is the spelling that most translations have, or else the most certain one. All rows have target=no:
    nothing is corrected to them until you set yes. Tables have no columns for counts and examples, which are in a second file
    with the same ids. With your table as --table, only names that it lacks are proposed.
    """
    sources.check()
    if sources.source_field:
        if len(paths) > 1:
            raise typer.BadParameter("name one file of documents", param_hint="DOCS")
        if dry_run:
            raise typer.BadParameter("does not go with --source-field", param_hint="--dry-run")
        propose_names(paths[0], output, sources, options, min_texts or 1)
        return
    need_extra("namefix table learn", "review", "tomlkit")
    from namefix.review.decisions import learn_from, read_decisions
    from namefix.review.learning import TableLessons

    known = options.load_table()
    lesson = TableLessons(output, known)
    decisions = [decided for log in paths for decided in read_decisions(log)]
    learned = learn_from(decisions, lesson, known, min_texts or _MIN_TEXTS)
    for message in (*learned.learned, *learned.refused):
        print_text(f"{visible(message)}\n")
    if not dry_run and lesson.content is not None and lesson.content != lesson.before:
        with replace_file(output, before=lesson.before) as file:
            file.write(lesson.content)
    typer.echo(f"{visible(str(output))}: {learned}", err=True)
