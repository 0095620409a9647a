"""Runs of capitalised words, in scripts with capital letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from namefix.names.language import Language
from namefix.names.target_language import english

_LATIN_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ](?!\w?\b)(?=[^\W\d_])(?![a-zà-öø-ÿ])[^\W\d_]+)*")
"""A word; letters behind an apostrophe belong to it if they begin with a capital: O'Brien, but Erdoğan'ın."""

_OTHER_WORD = re.compile(r"[^\W\d_]+(?:['’ʼ][^\W\d_]+)*")
_GAP = re.compile(r"[ \u00a0\u202f]|[-‐‑]|\.[ \u00a0]?")
_AFTER_ELISION = re.compile(r"['’]")
_WITHIN = re.compile(r"[\w,;)%»”’—–-][\"'»”’)]?[ \u00a0\u202f]?[\"'(«„“‘-]?$")
_CONJUNCTIONS = frozenset("e y i a".split())
"""Particles of English names that are words for "and", or prepositions, in other languages."""
_LOOK_BACK = 4
_INITIAL = 2
"""Maximum number of letters before a full stop within a name: K. Ivanov, Ch. Aitmatov."""
_LONGEST_ADDED = 4
"""Maximum number of letters of a small word behind a hyphen: Jong-un."""


class RunWord(NamedTuple):
    """A word of a run; `is_within` if it is within a sentence, so that its capital letter marks a name."""

    text: str
    start: int
    end: int
    is_particle: bool
    is_within: bool


def capitalised_runs(text: str, language: Language) -> Iterator[list[RunWord]]:
    """Yield the sequences of capitalised words with the particles between them; first words of sentences are included.

    Example:
        >>> from namefix.names.language import language_of
        >>> runs = capitalised_runs("Das sagte Ursula von der Leyen in Berlin.", language_of("", "de"))
        >>> [[word.text for word in run] for run in runs]
        [['Das'], ['Ursula', 'von', 'der', 'Leyen'], ['Berlin']]
    """
    pattern = _LATIN_WORD if language.script == "Latin" else _OTHER_WORD
    particles = language.particles or english().particles - english().inner_particles - _CONJUNCTIONS
    run: list[RunWord] = []
    for match in pattern.finditer(text):
        word, start, end = match.group(), match.start(), match.end()
        gap = text[run[-1].end : start] if run else ""
        if run and not _joins(run[-1], gap):
            yield from _trimmed(run)
            run = []
        is_capital = word[0].isupper()
        is_added = bool(run) and gap in "-‐‑" and end - start <= _LONGEST_ADDED
        is_elided = bool(run) and end - start == 1 and text[end : end + 1] in ("'", "’")
        is_particle = is_elided or (word.lower() in particles and (bool(run) or is_capital) and len(word) > 1)
        if is_capital or is_added or is_particle:
            is_within = bool(run and not run[0].is_particle) or bool(
                _WITHIN.search(text[max(0, start - _LOOK_BACK) : start])
            )
            run.append(RunWord(word, start, end, is_particle, is_within))
        else:
            yield from _trimmed(run)
            run = []
    yield from _trimmed(run)


def _joins(before: RunWord, gap: str) -> bool:
    """Return whether the characters behind a word join it to the next one."""
    if before.is_particle and _AFTER_ELISION.fullmatch(gap):
        return True
    return bool(_GAP.fullmatch(gap)) and (gap[0] != "." or before.end - before.start <= _INITIAL)


def _trimmed(run: list[RunWord]) -> Iterator[list[RunWord]]:
    """Yield a run without the particles at its end, if it has words."""
    while run and run[-1].is_particle and not run[-1].text[0].isupper():
        run.pop()
    if run:
        yield run
