"""Documents of a file, and the fields of the result of each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from namefix.cli.document_files import Row, kind_of_file
from namefix.datatypes import Translation
from namefix.errors import ConfigError, InputError
from namefix.files.disk import shown_path
from namefix.names.language import check_code
from namefix.pipeline import NameFixer
from namefix.results import CorrectedText

ID_FIELDS = ("doc_id", "id")
"""Fields that are the id if no other one is named, the first one first."""

Skip = Callable[[Row, InputError], object]
"""Function that handles a row that is not a document."""


class DocumentId(NamedTuple):
    """The id of a document, with the field that has it."""

    field: str
    value: str | int


@dataclass(frozen=True, slots=True)
class DocumentReader:
    """Reader of the documents of a file.

    Args:
        path: The file.
        text_field: The field of the text.
        id_field: The field of the id; None means the first of `ID_FIELDS` that a document has.
        source_field: The field of the source of the translation.
        language_field: The field of the language of the source.
        language: The language of all sources, where no field has it.
        skip: Handles rows that are not documents; None raises the error.
    """

    path: Path
    text_field: str
    id_field: str | None = None
    source_field: str | None = None
    language_field: str | None = None
    language: str | None = None
    skip: Skip | None = None

    def documents(self) -> Iterator[tuple[DocumentId, Translation]]:
        """Yield the id and the text of each document, with its source.

        Raises:
            InputError: If a row is not a document, and none is to be skipped; the message names file, row and remedy.
        """
        shown = shown_path(self.path)
        for row in kind_of_file(self.path).rows(self.path):
            try:
                if isinstance(row.fields, str):
                    raise ValueError(row.fields)
                document = self._id_of(row.fields), self._translation_of(row.fields)
            except ValueError as problem:
                error = InputError(shown, row.number, str(problem))
                if self.skip is None:
                    raise error from problem
                self.skip(row, error)
            else:
                yield document

    def count(self) -> int | None:
        """Return the number of documents, None if it is unknown before they are read."""
        return kind_of_file(self.path).count(self.path)

    def _id_of(self, fields: Mapping[str, Any]) -> DocumentId:
        wanted = self.id_field or next((name for name in ID_FIELDS if name in fields), ID_FIELDS[0])
        found = self._field(fields, wanted, "--id-field")
        if not isinstance(found, str | int) or isinstance(found, bool):
            raise ValueError(f"field {wanted!r} must be a string or a whole number, got {found!r:.40}")
        return DocumentId(wanted, found)

    def _translation_of(self, fields: Mapping[str, Any]) -> Translation:
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

    def _string_or_null(self, fields: Mapping[str, Any], name: str | None, option: str) -> str | None:
        if name is None:
            return None
        found = self._field(fields, name, f"{option}, or write null where there is none")
        if not isinstance(found, str | None):
            raise ValueError(f"field {name!r} must be a string or null, got {found!r:.40}")
        return found if found or kind_of_file(self.path).has_null else None

    @staticmethod
    def _field(fields: Mapping[str, Any], name: str, option: str) -> Any:
        if name not in fields:
            there = ", ".join(map(repr, fields)) or "none"
            raise ValueError(f"no field {name!r}; fields there: {there}; choose one with {option}")
        return fields[name]


def fields_of(document_id: DocumentId, result: CorrectedText, *, has_text: bool) -> dict[str, Any]:
    """Return the fields of a result: its id, `text` if it is wanted, `edits`, `review` and `warnings`."""
    fields = result.to_dict()
    if not has_text:
        del fields["text"]
    return {document_id.field: document_id.value, **fields}


def fix_documents(
    fixer: NameFixer, reader: DocumentReader, jobs: int, *, has_text: bool = False
) -> Iterator[dict[str, Any]]:
    """Yield the fields of each result, in order, with constant memory."""
    waiting: deque[DocumentId] = deque()

    def translations() -> Iterator[Translation]:
        for document_id, translation in reader.documents():
            waiting.append(document_id)
            yield translation

    for result in fixer.fix_translations(translations(), jobs=jobs):
        yield fields_of(waiting.popleft(), result, has_text=has_text)
