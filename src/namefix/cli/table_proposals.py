"""Learning from sources: `namefix table learn --source-field` proposes rows for the names that no table has."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from namefix.cli.options import DocumentOptions, SourceLanguage, TableOptions
from namefix.cli.output import check_output, ending_on_sigterm, open_output, progress
from namefix.cli.text_commands import SkipBad, skipping
from namefix.report.escapes import visible

if TYPE_CHECKING:
    from namefix.cli.document_lines import DocumentReader, Skip
    from namefix.curate.learn_names import LearnedRow
    from namefix.pipeline import NameFixer

_EXAMPLE_COLUMNS = (
    *("id", "name", "native", "documents", "spellings"),
    *("ground", "certainty", "place", "example"),
)


@dataclass(frozen=True)
class SourceOptions:
    """Options for learning from the sources of documents."""

    source_field: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Propose the names of sources: field of the source of the translation, or null."
        ),
    ] = None
    text_field: Annotated[str, typer.Option(metavar="NAME", help="Field of the translation.")] = "text"
    source_language_field: Annotated[
        str | None, typer.Option(metavar="NAME", help="Field of the language of the source, or null.")
    ] = None
    source_language: SourceLanguage = None
    examples: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            help="Counts, spellings and an example of each name: .csv or .jsonl, also .gz.",
            show_default="TABLE.examples.csv",
        ),
    ] = None
    skip_bad: SkipBad = None

    def check(self) -> None:
        """Refuse options that need --source-field, without it."""
        others = {
            "--source-language-field": self.source_language_field,
            "--source-language": self.source_language,
            "--examples": self.examples,
            "--skip-bad": self.skip_bad,
        }
        if wrong := [option for option, value in others.items() if value and not self.source_field]:
            raise typer.BadParameter("needs --source-field", param_hint=wrong[0])

    def reader(self, path: Path, skip: Skip | None = None) -> DocumentReader:
        """Return the reader of a file, like that of `namefix batch`."""
        fields = DocumentOptions(
            text_field=self.text_field,
            source_field=self.source_field,
            source_language_field=self.source_language_field,
            source_language=self.source_language,
        )
        return fields.reader(path, skip)


def propose_names(documents: Path, output: Path, sources: SourceOptions, tables: TableOptions, least: int) -> None:
    """Write a proposed row for each name of the sources that no table has, with its counts and example in another file.

    Args:
        documents: The file of documents.
        output: The table of proposals.
        sources: The fields of a document, and the other files.
        tables: The tables that lack the names.
        least: Minimum number of documents with a name.
    """
    from namefix.curate.learn_names import LocatedTranslation, learn_names

    examples = sources.examples or _beside(output)
    _check_outputs(documents, output, examples)
    sources.reader(documents)
    with (
        ending_on_sigterm(),
        skipping(sources.skip_bad, [documents, output, examples]) as skip,
        _writing(output, examples) as write,
    ):
        fixer = _build_fixer(tables)
        reader = sources.reader(documents, skip)
        translations = (LocatedTranslation(place, translation) for place, translation in reader.translations())
        watched = progress(translations, "documents", prints=False, count=reader.count)
        summary = learn_names(fixer, watched, write, least)
    typer.echo(f"{visible(str(output))}: {summary}", err=True)
    typer.echo(f"Counts and examples: {visible(str(examples))}", err=True)


def _beside(output: Path) -> Path:
    """Return the name of the file of examples of a table.

    Example:
        >>> _beside(Path("new/names.jsonl.gz")).as_posix()
        'new/names.examples.csv'
    """
    stem = output.name.removesuffix(".gz").rpartition(".")[0] or output.name
    return output.with_name(f"{stem}.examples.csv")


def _check_outputs(documents: Path, output: Path, examples: Path) -> None:
    from namefix.table.writing import CSV_SUFFIXES, JSON_SUFFIXES, table_suffixes

    suffixes = table_suffixes(*CSV_SUFFIXES, *JSON_SUFFIXES)
    check_output(output, [documents], suffixes)
    check_output(examples, [documents], suffixes, "--examples")
    if examples.resolve() == output.resolve():
        raise typer.BadParameter("is the file of --output; name another", param_hint="--examples")


def _build_fixer(tables: TableOptions) -> NameFixer:
    """Return a fixer with the tables of the current folder, without a pipeline, which finds no names of sources."""
    from namefix.pipeline import NameFixer

    config = tables.settings_here().to_config()
    return NameFixer.from_config(config.model_copy(update={"pipeline": None, "source_names": True}))


@contextmanager
def _writing(output: Path, examples: Path) -> Iterator[Callable[[LearnedRow], object]]:
    """Return a function that writes a row to the table, and its counts and example to the other file."""
    from namefix.report.json_report import json_line
    from namefix.table.writing import JSON_SUFFIXES, csv_line, line_writer

    is_json = examples.name.removesuffix(".gz").endswith(JSON_SUFFIXES)
    header, line_of = line_writer(output)
    with open_output(output) as write_row, open_output(examples) as write_example:
        write_row(header)
        if not is_json:
            write_example(csv_line(_EXAMPLE_COLUMNS))

        def write(row: LearnedRow) -> None:
            write_row(line_of(row.entity))
            fields = _example_fields(row)
            write_example(
                json_line(fields) + "\n" if is_json else csv_line([_cell(value) for value in fields.values()])
            )

        yield write


def _example_fields(row: LearnedRow) -> Mapping[str, Any]:
    name = row.name
    best, (place, example) = name.best, name.example
    counts = (name.documents, dict(name.translated.most_common()))
    ground = (best.ground.name.lower(), round(best.certainty, 2))
    values = (row.entity.id, row.entity.name, name.native, *counts, *ground, place, example)
    return dict(zip(_EXAMPLE_COLUMNS, values, strict=True))


def _cell(value: Any) -> str:
    """Return a value as a cell; spellings with their counts are separated by bars.

    Example:
        >>> _cell({"Zhang Ruoyun": 4, "Chang Jo-yun": 1})
        'Zhang Ruoyun (4)|Chang Jo-yun (1)'
    """
    return "|".join(f"{text} ({count})" for text, count in value.items()) if isinstance(value, dict) else str(value)
