"""The way through another script: whether the mention is how a script would write the alias."""

from __future__ import annotations

from collections.abc import Sequence

from namefix.datatypes import Candidate, Document, Score
from namefix.names.native_sounds import sound_probabilities
from namefix.names.target_language import TargetLanguage
from namefix.score.differing_parts import differing_words

_MODELS = {"ar": "Arabic", "he": "Hebrew", "ja": "Japanese", "ko": "Korean", "ru": "Russian", "zh": "Chinese"}
"""The languages with a sound model of their own."""

_SAME = Score(1.0, "the same words")

_LIKELY = 0.9
"""Score from which the wording names the language."""


class Transcription:
    """Score candidates by the probability that the mention is the alias, written in another script and read from there.

    *Seutameo* is how Korean writes Starmer, *Toranpu* how Japanese writes Trump. The learned sounds of native scripts
    (`namefix.names.native_sounds`) compare the words in which mention and alias differ; the likeliest of the languages counts.
    The score is 1 if no words differ.
    """

    knots = (0.02, 0.2, 0.5, 0.8, 0.95, 1)
    alike_from = None
    rises_with_pipeline = False

    def score(self, candidates: Sequence[Candidate], document: Document) -> list[Score | None]:
        """Return one score per candidate, in the order given."""
        pairs = [_differing(candidate, document.language) for candidate in candidates]
        asked = list(dict.fromkeys(pair for pair in pairs if all(pair)))
        by_language = [sound_probabilities(asked, code) for code in _MODELS] if asked else []
        scores = dict(zip(asked, map(_likeliest, *by_language), strict=True)) if asked else {}
        return [scores[pair] if all(pair) else _SAME for pair in pairs]


def _differing(candidate: Candidate, language: TargetLanguage) -> tuple[str, str]:
    """Return the words of alias and mention that the other does not have."""
    ours, theirs = differing_words(candidate.mention.name, candidate.name, language)
    return " ".join(theirs), " ".join(ours)


def _likeliest(*probabilities: float) -> Score:
    value, language = max(zip(probabilities, _MODELS.values(), strict=True))
    return Score(value, f"as {language} writes it" if value >= _LIKELY else "no other script writes it like that")
