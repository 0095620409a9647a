"""Interfaces of plug-ins, which are plain classes with these methods, without a base class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from namefix.datatypes import Candidate, Document, Mention, Score
from namefix.names.language import Language
from namefix.names.source_name import SourceName
from namefix.names.words import Word
from namefix.results import CorrectedText, Edit


class Detector(Protocol):
    """Detector of mentions, built with `(table)`, or with `(table, pipeline)` if it needs a pipeline."""

    @property
    def needs_pipeline(self) -> bool:
        """True if the detector uses the spaCy pipeline of the settings.

        Without a pipeline it is not used; mentions found by another program replace its own.
        """
        ...

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        """Yield the mentions of each text, in the order of the texts; each text is given with its words."""
        ...


class Scorer(Protocol):
    """Scorer of candidates by one kind of evidence, built without arguments.

    A scorer counts only if the parameter file has a curve for its registered name.
    """

    @property
    def knots(self) -> Sequence[float]:
        """Ascending values at which the fitted curve may bend; use few, because labels are few."""
        ...

    @property
    def alike_from(self) -> float | None:
        """Minimum value for which mention and name are alike; None if the scorer does not compare them."""
        ...

    @property
    def rises_with_pipeline(self) -> bool:
        """True if mentions of a pipeline can make scores more favourable.

        The pipeline is asked only about texts in which such scores can change an edit.
        """
        ...

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given; None means no opinion."""
        ...


class SourceReader(Protocol):
    """Reader of the names of a source language, built without arguments."""

    def find(self, text: str, language: Language) -> Iterator[SourceName]:
        """Yield the names of a text in its order, without overlaps."""
        ...


class TableFormat(Protocol):
    """Reader of one table format."""

    suffixes: tuple[str, ...]

    def rows(self, path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
        """Yield (line number, raw fields) of each row; a list field is a list or a string separated by `|`.

        For an invalid line, yield the problem as a string instead of the fields, and continue.

        Raises:
            TableFormatError: If the rest cannot be read.
        """
        ...


class Report(Protocol):
    """Formatter of results for one purpose."""

    def render(self, result: CorrectedText, path: str) -> str:
        """Return the report of one text; `path` is the name of the text in the report."""
        ...


class Place(NamedTuple):
    """The position of a span of a reading text in its file: lines and columns from 1, in code points, with an exclusive end.

    Byte offsets are those of the file, None if it is packed. `line_text` is the line in which the span begins.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    byte_start: int | None
    byte_end: int | None
    line_text: str

    def to_dict(self) -> dict[str, int | None]:
        """Return the JSON of the place, without the line."""
        return {name: value for name, value in self._asdict().items() if name != "line_text"}


class Readable(Protocol):
    """The reading text of a file, `text`, with blocks on separate lines, and the way to write edits back.

    `markup` is the whole file as text, None if it is packed.
    """

    text: str
    markup: str | None

    def place(self, start: int, end: int) -> Place:
        """Return the place in the file of a non-empty span of `text`."""
        ...

    def write(self, edits: Sequence[Edit]) -> bytes:
        """Return the file with sorted, non-overlapping edits of `text` applied; all other bytes stay the same.

        Raises:
            OutputError: If the file cannot represent the new text.
        """
        ...


class FileFormat(Protocol):
    """Reader of one file format, built without arguments."""

    suffixes: tuple[str, ...]

    def read(self, content: bytes, path: str) -> Readable:
        """Return the reading text; `path` is the name of the file in messages.

        Raises:
            InputError: If the file is not of this format, or malicious.
            MissingExtraError: If its parser is not installed.
        """
        ...
