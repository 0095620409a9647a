"""Named entities of a spaCy pipeline: of any label, as evidence."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

import spacy
from spacy.language import Language

from namefix.datatypes import Kind, Mention, Word
from namefix.errors import ModelNotFoundError
from namefix.lexicon import RARE, zipf
from namefix.table.name_table import NameTable
from namefix.text import fold, is_capitalised

KIND_OF_LABEL: dict[str, Kind] = {
    "PERSON": "person", "PER": "person", "GPE": "place", "LOC": "place", "FAC": "place",
    "ORG": "other", "NORP": "other", "PRODUCT": "other", "EVENT": "other", "WORK_OF_ART": "other", "LAW": "other",
    "LANGUAGE": "other", "MISC": "other",
}  # fmt: skip
"""Labels of OntoNotes and CoNLL; numbers, dates and the like are no names."""

_PIECE = re.compile(r"[^\n]{1,8000}(?=[\s]|$)|[^\n]{1,8000}")
"""A paragraph, in pieces far below spaCy's limit of a million characters."""

_SURROGATE = re.compile("[\ud800-\udfff]")

_BATCH = 64
"""Texts that go through spaCy's pipe together."""

_REMEMBERED = 4096
"""Paragraphs whose entities are remembered."""


class NamedEntities:
    """Find what a spaCy pipeline calls an entity; the span is cut to whole words.

    Texts are read paragraph by paragraph, so that what stands in one changes nothing in another, and a paragraph that
    was read a short while ago is not read again.

    Args:
        table: Not used; every detector gets it.
        pipeline: An installed spaCy pipeline with a component `ner`.

    Raises:
        ModelNotFoundError: If the pipeline is not installed; says how to install it.
    """

    def __init__(self, table: NameTable, pipeline: str) -> None:
        self._nlp = load_pipeline(pipeline)
        self._read: dict[str, list[tuple[int, int, Kind]]] = {}

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        """Yield the mentions of each text; texts go through spaCy's pipe in batches."""
        texts = iter(texts)
        while batch := list(islice(texts, _BATCH)):
            pieces = [[(match.start(), match.group()) for match in _PIECE.finditer(text)] for text, _ in batch]
            self._read_all(piece for listed in pieces for _, piece in listed)
            spans = [
                [(at + start, at + end, kind) for at, piece in listed for start, end, kind in self._read[piece]]
                for listed in pieces
            ]
            for (text, words), found in zip(batch, spans, strict=True):
                yield list(_cut_to_words(text, words, found))

    def _read_all(self, pieces: Iterable[str]) -> None:
        wanted = dict.fromkeys(pieces)
        if len(self._read) > _REMEMBERED:
            self._read = {piece: spans for piece, spans in self._read.items() if piece in wanted}
        unread = [piece for piece in wanted if piece not in self._read]
        for piece, doc in zip(unread, self._nlp.pipe(map(_encodable, unread)), strict=True):
            self._read[piece] = [
                (ent.start_char, ent.end_char, KIND_OF_LABEL[ent.label_])
                for ent in doc.ents
                if ent.label_ in KIND_OF_LABEL
            ]


def _encodable(piece: str) -> str:
    """Return the piece with U+FFFD for each lone surrogate, of which spaCy cannot make UTF-8; offsets stay."""
    return _SURROGATE.sub("\ufffd", piece)


def _cut_to_words(text: str, words: Sequence[Word], spans: list[tuple[int, int, Kind]]) -> Iterator[Mention]:
    starts = [word.start for word in words]
    for start, end, kind in spans:
        first = bisect_left(starts, start)
        inside = [word for word in words[first : bisect_left(starts, end)] if word.end <= end]
        while inside and _is_small_english(inside[0]):
            inside.pop(0)
        while inside and _is_small_english(inside[-1]):
            inside.pop()
        if any(is_capitalised(word.text) for word in inside):
            first_letter, behind = inside[0].start, inside[-1].end
            yield Mention(first_letter, behind, text[first_letter:behind], kind, "ner")


def _is_small_english(word: Word) -> bool:
    return word.text in ("The", "A", "An") or (not is_capitalised(word.text) and zipf(fold(word.text)) >= RARE)


@lru_cache(maxsize=2)
def load_pipeline(name: str) -> Language:
    """Return an installed spaCy pipeline, cut down to what NER needs."""
    try:
        nlp = spacy.load(name, exclude=["tagger", "parser", "attribute_ruler", "lemmatizer", "senter"])
    except OSError as error:
        raise ModelNotFoundError(name) from error
    return nlp
