"""What a plug-in must do. Plain classes with these methods; no base class to inherit."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from namefix.datatypes import Candidate, CorrectedText, Document, Mention, Word


class Detector(Protocol):
    """Finds mentions. Built with `(table, **options)`."""

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        """Yield the mentions of each text, in the order of the texts; a text comes with its words."""
        ...


class Scorer(Protocol):
    """Judges candidates by one kind of evidence. Built with `(table, **options)`."""

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[float | None]:
        """Return one score in [0, 1] per candidate, in the order given; None where the scorer has no opinion."""
        ...

    def explain(self, candidate: Candidate, score: float, document: Document) -> str:
        """Say in a few words what the score means for this candidate of the document; an editor reads it."""
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
