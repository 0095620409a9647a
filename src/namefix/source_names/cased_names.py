"""Names in scripts with capital letters, spelt word by word."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise, product
from math import prod
from typing import NamedTuple

from namefix.names.language import Language
from namefix.names.native_folding import fold_word
from namefix.names.source_name import Ground, SourceName, Spelling
from namefix.source_names.capitalised_runs import RunWord, capitalised_runs
from namefix.source_names.dictionary_forms import dictionary_forms

_MOST_SPELLINGS = 6
"""Maximum number of spellings of a name."""

_MOST_OF_WORD = 4
"""Maximum number of spellings of a word in a name of several words."""

_LONGEST_NAME = 5
"""Number of words from which only the first spelling of each is used."""

_FULL_NAME = 2
"""Number of words that are left of a name whose first word is an office."""

_DISAGREEING = 0.3
"""Factor for names of which one word has a case ending and another one has none."""

_GIVEN_NAME = 50
"""Minimum number of persons with a word in their names before a word that is a name too, in languages that capitalise nouns."""

_LEAST = 0.02
_ORDER = list(Ground)


class WordSpelling(NamedTuple):
    """A spelling of a word, or of its dictionary form, with its share."""

    text: str
    native: str
    share: float
    ground: Ground
    is_changed: bool = False


class Speller(NamedTuple):
    """The knowledge of a script.

    Attributes:
        known: Function that returns how many persons or places a lexicon has for a dictionary form.
        spellings: Function that returns the spellings of a dictionary form with their shares and grounds.
        is_name: Function that returns whether a word is a name, for words that begin a sentence, and for languages that
            capitalise all nouns.
        is_noun: Function that returns whether a word before a full name is rather an office.
    """

    known: Callable[[str, Language], int]
    spellings: Callable[[str, Language], Sequence[tuple[str, float, Ground]]]
    is_name: Callable[[str, Language], bool]
    is_noun: Callable[[str, Language], bool] = lambda _word, _language: False


def find_cased(text: str, language: Language, speller: Speller) -> Iterator[SourceName]:
    """Yield the names of a text."""
    runs = list(capitalised_runs(text, language))
    within = {fold_word(word.text, language.script) for run in runs for word in run if word.is_within}
    for run in runs:
        for part in _named(run, within, language, speller):
            if name := _name(part, text, within, language, speller):
                yield name


def _named(run: list[RunWord], within: set[str], language: Language, speller: Speller) -> Iterator[list[RunWord]]:
    """Yield the parts of a run that are names."""
    part: list[RunWord] = []
    for position, word in enumerate(run):
        if not part and len(run) - position > _FULL_NAME and speller.is_noun(word.text, language):
            continue
        if word.is_particle:
            is_name = bool(part)
        elif len(word.text) == 1:
            is_name = word.is_within and not (position and run[position - 1].text.isupper() and position + 1 < len(run))
        elif word.text.isupper():
            is_name = speller.is_name(word.text, language)
        elif language.marks_names:
            is_name = word.is_within or fold_word(word.text, language.script) in within
        else:
            is_name = bool(part) and speller.known(part[-1].text, language) >= _GIVEN_NAME
        if is_name or (speller.is_name(word.text, language) and not word.text.islower()):
            part.append(word)
        else:
            yield from _without_particles(part)
            part = []
    yield from _without_particles(part)


def _without_particles(part: list[RunWord]) -> Iterator[list[RunWord]]:
    """Yield a part without the particles at its end, unless nothing or only an initial is left."""
    while part and part[-1].is_particle:
        part.pop()
    if part and (len(part) > 1 or len(part[0].text) > 1):
        yield part


def _name(part: list[RunWord], text: str, within: set[str], language: Language, speller: Speller) -> SourceName | None:
    """Return the name of words, None if one of them has no spelling."""
    choices = [_of_word(word, within, language, speller) for word in part]
    gaps = [text[one.end : other.start] for one, other in pairwise(part)]
    return combined(choices, [*gaps, ""], part[0].start, part[-1].end)


def combined(choices: Sequence[Sequence[WordSpelling]], gaps: Sequence[str], start: int, end: int) -> SourceName | None:
    """Return a name by the spellings of its words and the characters behind them, None if one of them has no spelling."""
    if not all(choices):
        return None
    most = _MOST_SPELLINGS if len(choices) == 1 else _MOST_OF_WORD if len(choices) <= _LONGEST_NAME else 1
    weighed = [(_weight(choice), choice) for choice in product(*(words[:most] for words in choices))]
    total = sum(weight for weight, _ in weighed) / prod(sum(word.share for word in words[:most]) for words in choices)
    spellings: dict[str, Spelling] = {}
    for weight, choice in sorted(weighed, key=lambda one: -one[0]):
        spelt = "".join(word.text + gap for word, gap in zip(choice, gaps, strict=True))
        ground = max((word.ground for word in choice), key=_ORDER.index)
        certainty = weight / total
        if spelt in spellings:
            certainty += spellings[spelt].certainty
        elif len(spellings) == _MOST_SPELLINGS:
            continue
        spellings[spelt] = Spelling(spelt, ground, certainty)
    best = max(weighed, key=lambda one: one[0])[1]
    native = "".join(word.native + gap for word, gap in zip(best, gaps, strict=True))
    listed = tuple(sorted(spellings.values(), key=lambda one: -one.certainty))
    return SourceName(start, end, native, None, listed)


def _weight(choice: Sequence[WordSpelling]) -> float:
    """Return the weight of a name of word spellings; words of one name mostly have case endings together."""
    changed = {word.is_changed for word in choice if word.native[:1].isupper()}
    return prod(word.share for word in choice) * (_DISAGREEING if len(changed) > 1 else 1)


def _of_word(word: RunWord, within: set[str], language: Language, speller: Speller) -> list[WordSpelling]:
    """Return the spellings of a word, the likeliest first."""
    if word.is_particle:
        spelt = speller.spellings(word.text, language)
        return [WordSpelling(text.lower(), word.text, share, ground) for text, share, ground in spelt[:1]]
    written = word.text.capitalize() if word.text.isupper() and len(word.text) > 1 else word.text
    found: dict[str, WordSpelling] = {}
    for form in dictionary_forms(written, language, speller.known, within):
        for text, share, ground in speller.spellings(form.text, language):
            spelling = WordSpelling(text, form.text, form.share * share, ground, form.is_changed)
            if text in found:
                spelling = found[text]._replace(share=found[text].share + spelling.share)
            found[text] = spelling
    return sorted((spelling for spelling in found.values() if spelling.share >= _LEAST), key=lambda one: -one.share)
