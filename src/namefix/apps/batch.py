"""JSON Lines in, one line of edits a document out."""

from __future__ import annotations

import gzip
import json
import sys
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from namefix.apps.streams import STANDARD, print_text, replace_file, shown_path
from namefix.errors import InputError
from namefix.lines import decode_lines, read_lines
from namefix.pipeline import NameFixer
from namefix.report.record import as_json

DocumentId = str | int


@dataclass(frozen=True, slots=True)
class DocumentSource:
    """Where documents come from, and under which field names."""

    path: Path
    text_field: str
    id_field: str

    def documents(self) -> Iterator[tuple[DocumentId, str]]:
        """Yield (id, text) of each document; empty lines are passed over.

        Raises:
            InputError: If a line is no document; names file, line and remedy.
        """
        shown = shown_path(self.path)
        from_standard = self.path == STANDARD
        lines = (
            decode_lines(sys.stdin.buffer, shown, InputError) if from_standard else read_lines(self.path, InputError)
        )
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                fields = json.loads(line)
            except (ValueError, RecursionError) as error:
                problem = f"not valid JSON ({error}); each line must be one JSON object"
                raise InputError(shown, number, problem) from error
            if not isinstance(fields, dict):
                raise InputError(shown, number, f"a JSON object is needed, got {line.strip()[:40]!r}")
            try:
                yield self._id_of(fields), self._text_of(fields)
            except ValueError as error:
                raise InputError(shown, number, str(error)) from error

    def _id_of(self, fields: dict[str, Any]) -> DocumentId:
        found = self._field(fields, self.id_field, "--id-field")
        if not isinstance(found, str | int) or isinstance(found, bool):
            raise ValueError(f"field {self.id_field!r} must be a string or a whole number, got {found!r:.40}")
        return found

    def _text_of(self, fields: dict[str, Any]) -> str:
        found = self._field(fields, self.text_field, "--text-field")
        if not isinstance(found, str):
            raise ValueError(f"field {self.text_field!r} must be a string, got {found!r:.40}")
        return found

    @staticmethod
    def _field(fields: dict[str, Any], name: str, option: str) -> Any:
        if name not in fields:
            there = ", ".join(map(repr, fields)) or "none"
            raise ValueError(f"no field {name!r}; fields there: {there}; choose one with {option}")
        return fields[name]


def fix_documents(fixer: NameFixer, source: DocumentSource, jobs: int) -> Iterator[str]:
    """Yield one line of JSON a document, in order, with constant memory: its id, `edits` and `review`."""
    waiting: deque[DocumentId] = deque()

    def texts() -> Iterator[str]:
        for document_id, text in source.documents():
            waiting.append(document_id)
            yield text

    for result in fixer.fix_many(texts(), jobs=jobs):
        yield as_json(result, **{source.id_field: waiting.popleft()}) + "\n"


@contextmanager
def open_output(path: Path) -> Iterator[Callable[[str], None]]:
    """Return what writes text to a file, compressed where its name ends in `.gz`, or to standard output.

    The file appears only when all is written.
    """
    if path == STANDARD:
        yield print_text
        return
    with replace_file(path) as file:
        if path.suffix != ".gz":
            yield lambda text: _write(file, text)
            return
        with gzip.GzipFile(filename="", mode="wb", fileobj=file, mtime=0) as packed:
            yield lambda text: _write(packed, text)


def _write(file: IO[bytes] | gzip.GzipFile, text: str) -> None:
    file.write(text.encode("utf-8"))
