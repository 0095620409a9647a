"""Documents of a file, and the fields of the result of each."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from namefix.cli.document_files import Row, kind_of_file
from namefix.datatypes import Translation
from namefix.errors import ConfigError, InputError
from namefix.files.disk import shown_path
from namefix.names.language import check_code
from namefix.pipeline import NameFixer
from namefix.report.batch_tally import DocumentFacts
from namefix.results import CorrectedText

T = TypeVar("T")

ID_FIELDS = ("doc_id", "id")
"""Fields that are the id if no other one is named, the first one first."""

LANGUAGE_FIELDS = ("source_language", "language")
"""Fields that are the language of the source if no other one is named."""

Skip = Callable[[Row, InputError], object]
"""Function that handles a row that is not a document."""


class DocumentId(NamedTuple):
    """The id of a document, with the field that has it."""

    field: str
    value: str | int


class InputDocument(NamedTuple):
    """A document of a file; `facts` are there if the reader has fields for them."""

    id: DocumentId
    translation: Translation
    facts: DocumentFacts | None


@dataclass(frozen=True, slots=True)
class FactFields:
    """The fields of language, desk and date; None means the usual names, which a document may lack."""

    language: str | None = None
    desk: str | None = None
    day: str | None = None

    def facts_of(self, document_id: DocumentId, fields: Mapping[str, Any]) -> DocumentFacts:
        """Return the facts of a document.

        Raises:
            ValueError: If a named field is missing, or a date is none.

        Example:
            >>> fields = {"desk": "sport", "date": "2024-05-03T10:00:00Z"}
            >>> FactFields().facts_of(DocumentId("id", 7), fields)
            DocumentFacts(id='7', language=None, desk='sport', day=datetime.date(2024, 5, 3))
        """
        language = _fact(fields, self.language, LANGUAGE_FIELDS, "--language-field")
        desk = _fact(fields, self.desk, ("desk",), "--desk-field")
        found = _fact(fields, self.day, ("date",), "--date-field")
        try:
            day = date.fromisoformat(found[:10]) if found else None
        except ValueError as problem:
            name = self.day or "date"
            raise ValueError(f"field {name!r} must begin with a date like 2024-05-31, got {found!r:.40}") from problem
        return DocumentFacts(str(document_id.value), language, desk, day)


def _fact(fields: Mapping[str, Any], wanted: str | None, usual: tuple[str, ...], option: str) -> str | None:
    name = wanted or next((name for name in usual if name in fields), None)
    if name is None:
        return None
    found = field_of(fields, name, option)
    return None if found is None or found == "" else str(found)


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
        facts: The fields of language, desk and date, if they are wanted.
    """

    path: Path
    text_field: str
    id_field: str | None = None
    source_field: str | None = None
    language_field: str | None = None
    language: str | None = None
    skip: Skip | None = None
    facts: FactFields | None = None

    def documents(self) -> Iterator[InputDocument]:
        """Yield the id and the text of each document, with its source and its facts.

        Raises:
            InputError: If a row is not a document, and none is to be skipped; the message names file, row and remedy.
        """
        for _, document in self._read(self._document_of):
            yield document

    def translations(self) -> Iterator[tuple[str, Translation]]:
        """Yield the file and row of each document, which needs no id, and its text with its source.

        Raises:
            InputError: As `documents` does.
        """
        shown = shown_path(self.path)
        for number, translation in self._read(self._translation_of):
            yield f"{shown}:{number}", translation

    def _read(self, document_of: Callable[[Mapping[str, Any]], T]) -> Iterator[tuple[int, T]]:
        """Yield the number of each row that is a document, and the document."""
        shown = shown_path(self.path)
        for row in kind_of_file(self.path).rows(self.path):
            try:
                if isinstance(row.fields, str):
                    raise ValueError(row.fields)
                document = document_of(row.fields)
            except ValueError as problem:
                error = InputError(shown, row.number, str(problem))
                if self.skip is None:
                    raise error from problem
                self.skip(row, error)
            else:
                yield row.number, document

    def count(self) -> int | None:
        """Return the number of documents, None if it is unknown before they are read."""
        return kind_of_file(self.path).count(self.path)

    def _document_of(self, fields: Mapping[str, Any]) -> InputDocument:
        document_id = self._id_of(fields)
        facts = self.facts.facts_of(document_id, fields) if self.facts else None
        return InputDocument(document_id, self._translation_of(fields), facts)

    def _id_of(self, fields: Mapping[str, Any]) -> DocumentId:
        wanted = self.id_field or next((name for name in ID_FIELDS if name in fields), ID_FIELDS[0])
        found = field_of(fields, wanted, "--id-field")
        if not isinstance(found, str | int) or isinstance(found, bool):
            raise ValueError(f"field {wanted!r} must be a string or a whole number, got {found!r:.40}")
        return DocumentId(wanted, found)

    def _translation_of(self, fields: Mapping[str, Any]) -> Translation:
        text = field_of(fields, self.text_field, "--text-field")
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
        found = field_of(fields, name, f"{option}, or write null where there is none")
        if not isinstance(found, str | None):
            raise ValueError(f"field {name!r} must be a string or null, got {found!r:.40}")
        return found if found or kind_of_file(self.path).has_null else None


def field_of(fields: Mapping[str, Any], name: str, option: str) -> Any:
    """Return the value of a field.

    Raises:
        ValueError: If it is missing; the message names the option that chooses another one.
    """
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


def fix_documents(fixer: NameFixer, reader: DocumentReader, jobs: int) -> Iterator[tuple[InputDocument, CorrectedText]]:
    """Yield each document with its result, in order, with constant memory."""
    waiting: deque[InputDocument] = deque()

    def translations() -> Iterator[Translation]:
        for document in reader.documents():
            waiting.append(document)
            yield document.translation

    for result in fixer.fix_translations(translations(), jobs=jobs):
        yield waiting.popleft(), result
