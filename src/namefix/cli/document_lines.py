"""Reading of documents from JSON Lines, and a line of edits for each."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from namefix.datatypes import Translation
from namefix.errors import ConfigError, InputError
from namefix.files.disk import read_input_lines, shown_path
from namefix.names.language import check_code
from namefix.pipeline import NameFixer
from namefix.report.json_report import json_line
from namefix.utf8_lines import count_lines

DocumentId = str | int


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Reader of documents in JSON Lines.

    Args:
        path: The file.
        text_field: The field of the text.
        id_field: The field of the id.
        source_field: The field of the source of the translation.
        language_field: The field of the language of the source.
        language: The language of all sources, where no field has it.
    """

    path: Path
    text_field: str
    id_field: str
    source_field: str | None = None
    language_field: str | None = None
    language: str | None = None

    def documents(self) -> Iterator[tuple[DocumentId, Translation]]:
        """Yield the id and the text of each document, with its source; empty lines are skipped.

        Raises:
            InputError: If a line is not a document; the message names file, line and remedy.
        """
        shown = shown_path(self.path)
        for number, line in enumerate(read_input_lines(self.path), start=1):
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
                yield self._id_of(fields), self._translation_of(fields)
            except ValueError as error:
                raise InputError(shown, number, str(error)) from error

    def count(self) -> int | None:
        """Return the number of documents, None for standard input and other files that can be read only once."""
        return count_lines(self.path) if self.path.is_file() else None

    def _id_of(self, fields: dict[str, Any]) -> DocumentId:
        found = self._field(fields, self.id_field, "--id-field")
        if not isinstance(found, str | int) or isinstance(found, bool):
            raise ValueError(f"field {self.id_field!r} must be a string or a whole number, got {found!r:.40}")
        return found

    def _translation_of(self, fields: dict[str, Any]) -> Translation:
        text = self._field(fields, self.text_field, "--text-field")
        if not isinstance(text, str):
            raise ValueError(f"field {self.text_field!r} must be a string, got {text!r:.40}")
        source = self._string_or_null(fields, self.source_field, "--source-field")
        language = self._string_or_null(fields, self.language_field, "--source-language-field")
        try:
            if language is not None:
                check_code(language)
        except ConfigError as error:
            raise ValueError(f"field {self.language_field!r}: {error}") from error
        return Translation(text, source, language or self.language)

    def _string_or_null(self, fields: dict[str, Any], name: str | None, option: str) -> str | None:
        if name is None:
            return None
        found = self._field(fields, name, f"{option}, or write null where there is none")
        if not isinstance(found, str | None):
            raise ValueError(f"field {name!r} must be a string or null, got {found!r:.40}")
        return found

    @staticmethod
    def _field(fields: dict[str, Any], name: str, option: str) -> Any:
        if name not in fields:
            there = ", ".join(map(repr, fields)) or "none"
            raise ValueError(f"no field {name!r}; fields there: {there}; choose one with {option}")
        return fields[name]


def fix_documents(fixer: NameFixer, reader: DocumentReader, jobs: int) -> Iterator[str]:
    """Yield one line of JSON a document, in order, with constant memory: its id, `edits`, `review` and `warnings`."""
    waiting: deque[DocumentId] = deque()

    def translations() -> Iterator[Translation]:
        for document_id, translation in reader.documents():
            waiting.append(document_id)
            yield translation

    for result in fixer.fix_translations(translations(), jobs=jobs):
        fields = result.to_dict()
        del fields["text"]
        yield json_line({reader.id_field: waiting.popleft(), **fields}) + "\n"
