"""The certainty of the English spelling of a source name."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score
from namefix.names.romanisation import is_written_otherwise
from namefix.names.source_name import Ground, SourceName
from namefix.names.target_language import TargetLanguage

_FOREIGN = 0.1
"""Score of copied letters that are probably not English."""


class SourceSpelling:
    """Score candidates that only the source names by the certainty of their spelling, in the words of its ground.

    The score is the share of such names that human translations spell so. For a foreign name it is multiplied by the share of
    known names that are spelt so, not like the mention, because both can be spellings of one native name (Harris, Haris), and
    a spelling that nobody has is a guess. It is 0.1 for copied letters by which other Latin languages write foreign names
    (Kascharin) if the mention lacks them. It is None for names of a table.
    """

    knots = (0, 0.2, 0.4, 0.6, 0.8, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        unlisted = document.source.unlisted if document.source else {}
        return [
            _score(unlisted[candidate.entity.id], candidate, document.language)
            if candidate.entity.is_from_source
            else None
            for candidate in candidates
        ]


def _score(name: SourceName, candidate: Candidate, language: TargetLanguage) -> Score:
    written = candidate.form.replacement
    used = next((spelling for spelling in name.spellings if spelling.text == written), name.spellings[0])
    certainty = used.certainty
    if used.ground is Ground.COPIED:
        if is_written_otherwise(candidate.form.replacement_name, candidate.mention.name):
            certainty = min(certainty, _FOREIGN)
    elif used.ground is not Ground.PINYIN:
        certainty *= _share_of_bearers(candidate, language)
    return Score(certainty, used.ground.format(name.native, used.text))


def _share_of_bearers(candidate: Candidate, language: TargetLanguage) -> float:
    """Return the share of names spelt so, of those spelt so or like the mention, and one more."""
    ours, theirs = set(candidate.mention.name.words), set(candidate.form.replacement_name.words)
    with_ours = min((_count(word, language) for word in ours - theirs), default=0)
    with_theirs = min((_count(word, language) for word in theirs - ours), default=0)
    return with_theirs / (with_theirs + with_ours + 1)


def _count(word: str, language: TargetLanguage) -> int:
    """Return the number of people with a name word; a town counts as one more."""
    return language.lexicon.person_count(word) + bool(language.lexicon.town_size(word))
