"""The command `namefix report`: a page over many documents, for the newsroom."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from namefix.cli.options import DocumentOptions, FixerOptions, with_options
from namefix.cli.output import check_output, open_output, progress
from namefix.cli.text_commands import DocumentsFile, SkipBad, skipping
from namefix.files.disk import STANDARD, shown_path


@with_options
def report(
    documents: DocumentsFile,
    output: Annotated[
        Path, typer.Option("--output", "-o", metavar="PAGE", help="The page; - is standard output.")
    ] = STANDARD,
    title: Annotated[
        str | None, typer.Option(metavar="TEXT", help="Title of the page.", show_default="the file")
    ] = None,
    language_field: Annotated[
        str | None,
        typer.Option(metavar="NAME", help="Field of the source language.", show_default="source_language or language"),
    ] = None,
    desk_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="Field of the desk.", show_default="desk")
    ] = None,
    date_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="Field of the date, as 2024-05-31.", show_default="date")
    ] = None,
    skip_bad: SkipBad = None,
    *,
    reading: DocumentOptions,
    options: FixerOptions,
) -> None:
    """Write a page about many documents: which names break most, by language and desk, how sure, and what no table knows."""
    from namefix.cli.document_lines import FactFields, fix_documents
    from namefix.report.batch_page import render_batch_page
    from namefix.report.batch_tally import BatchTally

    check_output(output, [documents])
    facts = FactFields(language_field or reading.source_language_field, desk_field, date_field)
    reading.reader(documents)
    tally = BatchTally()
    with skipping(skip_bad, [documents, output]) as skip, open_output(output) as write:
        fixer = options.build_fixer(pipeline_on_demand=False)  # unknown names are those of the pipeline
        reader = reading.reader(documents, skip, facts)
        results = fix_documents(fixer, reader, reading.jobs)
        for document, result in progress(results, "documents", prints=False, count=reader.count):
            if document.facts:
                tally.add(document.facts, result)
        has_pipeline = fixer.config.pipeline is not None
        write(render_batch_page(tally, title or shown_path(Path(documents.name)), has_pipeline=has_pipeline))
