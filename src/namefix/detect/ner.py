"""Detector of named entities, by a spaCy pipeline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, distribution
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from namefix.datatypes import Kind, Mention
from namefix.detect.doc_entities import KIND_OF_LABEL, cut_to_words
from namefix.errors import ModelNotFoundError
from namefix.names.words import Word
from namefix.table.name_table import NameTable

if TYPE_CHECKING:
    from spacy.language import Language

_PIECE = re.compile(r"[^\n]{1,8000}(?=[\s]|$)|[^\n]{1,8000}")
"""Matches paragraphs, in pieces far below spaCy's limit of a million characters."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_BATCH = 64
"""Number of texts in a batch for spaCy."""

_REMEMBERED = 4096
"""Number of cached paragraphs."""


class NamedEntities:
    """Find the entities of a spaCy pipeline, cut to whole words.

    Paragraphs are processed separately, so that they do not influence one another, and their entities are cached. The
    pipeline is loaded with the first one.

    Args:
        table: The table, whose language is that of the texts.
        pipeline: An installed spaCy pipeline with a component `ner`.

    Raises:
        ModelNotFoundError: If the pipeline is not installed.
    """

    needs_pipeline = True

    def __init__(self, table: NameTable, pipeline: str) -> None:
        self._language = table.language
        self._pipeline = find_pipeline(pipeline)
        self._read: dict[str, list[tuple[int, int, Kind]]] = {}

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        """Yield the mentions of each text; texts are processed in batches."""
        texts = iter(texts)
        while batch := list(islice(texts, _BATCH)):
            pieces = [pieces_of(text) for text, _ in batch]
            read = self._read_all(piece for listed in pieces for _, piece in listed)
            spans = [
                [(at + start, at + end, kind) for at, piece in listed for start, end, kind in read[piece]]
                for listed in pieces
            ]
            for (text, words), found in zip(batch, spans, strict=True):
                yield list(cut_to_words(text, words, found, self._language))

    def _read_all(self, pieces: Iterable[str]) -> Mapping[str, list[tuple[int, int, Kind]]]:
        """Return the entities of each piece, independent of changes to the cache by other threads."""
        wanted = dict.fromkeys(pieces)
        read = {piece: spans for piece in wanted if (spans := self._read.get(piece)) is not None}
        if len(self._read) > _REMEMBERED:
            self._read = dict(read)
        unread = [piece for piece in wanted if piece not in read]
        if not unread:
            return read
        for piece, doc in zip(unread, load_pipeline(self._pipeline).pipe(map(_encodable, unread)), strict=True):
            self._read[piece] = read[piece] = [
                (ent.start_char, ent.end_char, KIND_OF_LABEL[ent.label_])
                for ent in doc.ents
                if ent.label_ in KIND_OF_LABEL
            ]
        return read


def pieces_of(text: str) -> list[tuple[int, str]]:
    r"""Return the paragraphs of a text with their starts, very long ones in pieces.

    Example:
        >>> pieces_of("One.\n\nTwo.")
        [(0, 'One.'), (6, 'Two.')]
    """
    return [(match.start(), match.group()) for match in _PIECE.finditer(text)]


def _encodable(piece: str) -> str:
    """Return a piece with U+FFFD instead of lone surrogates, which spaCy cannot encode; offsets stay the same."""
    return _SURROGATE.sub("\ufffd", piece)


def find_pipeline(name: str) -> str:
    """Return the name or path of a spaCy pipeline, without importing spaCy.

    Raises:
        ModelNotFoundError: If it is neither installed nor a path.
    """
    try:
        distribution(name)
    except (PackageNotFoundError, ValueError) as error:
        if not (name.startswith("blank:") or Path(name).exists()):
            raise ModelNotFoundError(name) from error
    return name


@lru_cache(maxsize=2)
def load_pipeline(name: str) -> Language:
    """Return an installed spaCy pipeline with only the components that NER needs."""
    import spacy  # noqa: PLC0415 - only texts need spaCy, and it is slow to import

    try:
        nlp: Language = spacy.load(name, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    except OSError as error:
        raise ModelNotFoundError(name) from error
    return nlp
