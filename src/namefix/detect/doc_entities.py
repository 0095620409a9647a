"""Conversion of the entities of a spaCy doc to mentions."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from namefix.datatypes import FoundBy, Kind, Mention
from namefix.names.lexicon import RARE
from namefix.names.target_language import TargetLanguage
from namefix.names.words import Word, is_capitalised
from namefix.results import CorrectedText

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LETTERS = re.compile(r"[^\W\d_]{2}")
"""Two letters: the possessive ending has one."""

KIND_OF_LABEL: dict[str, Kind] = {
    "PERSON": "person", "PER": "person", "GPE": "place", "LOC": "place", "FAC": "place",
    "ORG": "other", "NORP": "other", "PRODUCT": "other", "EVENT": "other", "WORK_OF_ART": "other", "LAW": "other",
    "LANGUAGE": "other", "MISC": "other",
}  # fmt: skip
"""Kinds of the labels of OntoNotes and CoNLL that are names, without numbers and dates."""


class GivenMentions:
    """Detector that replaces `ner` by mentions found elsewhere, cut to whole words.

    Args:
        mentions: The mentions in the original of `result`.
        result: The current result, to whose text the mentions are mapped.
        language: The language of the text.
    """

    needs_pipeline = True

    def __init__(self, mentions: Sequence[Mention], result: CorrectedText, language: TargetLanguage) -> None:
        self._language = language
        self._spans = [
            (result.map_offset(mention.start), result.map_offset(mention.end), mention.kind) for mention in mentions
        ]

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        """Yield the mentions of the text."""
        for text, words in texts:
            yield list(cut_to_words(text, words, self._spans, self._language))


def mentions_of_doc(doc: Doc, kinds: Mapping[str, Kind] = KIND_OF_LABEL) -> list[Mention]:
    """Return the entities of a spaCy doc with labels of names.

    Args:
        doc: A doc with `doc.ents`.
        kinds: Label → kind; entities with other labels (dates, numbers) are left out.

    Example:
        >>> import spacy
        >>> from spacy.tokens import Span
        >>> doc = spacy.blank("en")("Mr Makron came on Monday.")
        >>> doc.ents = [Span(doc, 1, 2, "PERSON"), Span(doc, 4, 5, "DATE")]
        >>> [(mention.surface, mention.kind) for mention in mentions_of_doc(doc)]
        [('Makron', 'person')]
    """
    return [
        Mention(ent.start_char, ent.end_char, ent.text, kinds[ent.label_], FoundBy.RECOGNISER)
        for ent in doc.ents
        if ent.label_ in kinds
    ]


def cut_to_words(
    text: str, words: Sequence[Word], spans: Iterable[tuple[int, int, Kind | None]], language: TargetLanguage
) -> Iterator[Mention]:
    """Yield the mentions of entities, without articles and small words of the language at their ends.

    Entities that contain an address or a handle are left out.
    """
    starts = [word.start for word in words]
    for start, end, kind in spans:
        first = bisect_left(starts, start)
        inside = [word for word in words[first : bisect_left(starts, end)] if word.end <= end]
        while inside and _is_small_word(inside[0], language):
            inside.pop(0)
        while inside and _is_small_word(inside[-1], language):
            inside.pop()
        if any(is_capitalised(word.text) for word in inside) and not _is_interrupted(text, inside):
            first_letter, behind = inside[0].start, inside[-1].end
            yield Mention(first_letter, behind, text[first_letter:behind], kind, FoundBy.RECOGNISER)


def _is_interrupted(text: str, words: Sequence[Word]) -> bool:
    """Return whether two of the words are separated by letters that belong to no word."""
    return any(_LETTERS.search(text, word.end, following.start) for word, following in pairwise(words))


def _is_small_word(word: Word, language: TargetLanguage) -> bool:
    if is_capitalised(word.text):
        return word.text.istitle() and word.folded in language.articles
    return language.lexicon.zipf(word.folded) >= RARE
