"""What a plug-in must do. Plain classes with these methods; no base class to inherit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from namefix.datatypes import Candidate, Document, Mention, Score
from namefix.names.words import Word
from namefix.results import CorrectedText, Edit


class Detector(Protocol):
    """Finds mentions. Built with `(table)`, or with `(table, pipeline)` if it needs a pipeline."""

    @property
    def needs_pipeline(self) -> bool:
        """Whether it reads texts with the spaCy pipeline of the settings.

        Without a pipeline it is left out; what another program has found in a text stands in for its mentions.
        """
        ...

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        """Yield the mentions of each text, in the order of the texts; a text comes with its words."""
        ...


class Scorer(Protocol):
    """Judges candidates by one kind of evidence. Built without arguments.

    A scorer counts where the parameter file has a curve for it, under its registered name.
    """

    @property
    def knots(self) -> Sequence[float]:
        """Values at which that curve may bend when it is fitted, rising: few, so that some hundred labels fix them."""
        ...

    @property
    def alike_from(self) -> float | None:
        """Value from which on the mention may be a garble of the name; None where the scorer does not compare the two."""
        ...

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given; None where the scorer has no opinion."""
        ...


class TableFormat(Protocol):
    """Reads one table format."""

    suffixes: tuple[str, ...]

    def rows(self, path: Path) -> Iterator[tuple[int, dict[str, Any] | str]]:
        """Yield (line number, raw fields) of each row; a list field is a list or a string parted by `|`.

        In place of the fields, a string says what is wrong with a line; the rows after it still count.

        Raises:
            TableFormatError: If nothing more can be read.
        """
        ...


class Report(Protocol):
    """Renders results for one kind of reader."""

    def render(self, result: CorrectedText, path: str) -> str:
        """Return the report of one text; `path` names the text for the reader."""
        ...


class Place(NamedTuple):
    """Where a span of a reading text stands in its file: lines and columns from 1, in code points; the end is not part of it.

    The bytes are those of the file, None where it is packed. `line_text` is the line in which the span begins.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    byte_start: int | None
    byte_end: int | None
    line_text: str

    def to_dict(self) -> dict[str, int | None]:
        """Return the place as JSON has it, without the line."""
        return {name: value for name, value in self._asdict().items() if name != "line_text"}


class Readable(Protocol):
    """What a person reads of a file, `text`, with blocks in lines of their own, and the way back into the file.

    `markup` is the whole file as text, None where it is packed.
    """

    text: str
    markup: str | None

    def place(self, start: int, end: int) -> Place:
        """Return where a span of `text`, not empty, stands in the file."""
        ...

    def write(self, edits: Sequence[Edit]) -> bytes:
        """Return the file with edits of `text` made, sorted and apart from one another; all else stays byte for byte.

        Raises:
            OutputError: If the file cannot hold what is to be written.
        """
        ...


class FileFormat(Protocol):
    """Reads one kind of file that has more in it than people read. Built without arguments."""

    suffixes: tuple[str, ...]

    def read(self, content: bytes, path: str) -> Readable:
        """Return what a person reads; `path` names the file in messages.

        Raises:
            InputError: If it is no such file, or one that is made to do harm.
            MissingExtraError: If its parser is not installed.
        """
        ...
