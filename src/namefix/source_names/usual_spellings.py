"""The usual English spellings of native name words, counted in the names of persons by `data/build_usual_spellings.py`."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache, lru_cache
from itertools import product
from math import prod

from namefix.names.language import languages
from namefix.names.native_folding import fold_characters, fold_word
from namefix.package_data import bundled_file, find_bundled

_UNSEEN = 0.5
"""Count that is left for spellings that were not seen, so that a word seen once is less certain than one seen often."""

_MOST_NAMES = 8
"""Maximum number of spellings of a name of several words."""

_OF_SCRIPT = {"Cyrillic": "ru"}
"""Lexicons for languages without a sound model."""

_REMEMBERED = 1 << 15
"""Number of cached words."""


def usual_spellings(native_word: str, language_code: str) -> tuple[tuple[str, float], ...]:
    """Return the usual English spellings of a native word with their shares, the most frequent first; none if it is unknown.

    The shares add up to less than 1.

    Args:
        native_word: A word of a name in any letter case, in its dictionary form.
        language_code: An ISO 639-1 code. Languages that share a sound model share a lexicon: Ukrainian has that of Russian.

    Example:
        >>> usual_spellings("Джонсон", "uk")[0][0]
        'Johnson'
    """
    counts = spelling_counts(native_word, language_code)
    total = sum(count for _, count in counts) + _UNSEEN
    return tuple((word, count / total) for word, count in counts)


@lru_cache(_REMEMBERED)
def spelling_counts(native_word: str, language_code: str) -> tuple[tuple[str, int], ...]:
    """Return the usual spellings of a native word with the numbers of persons, as `usual_spellings`."""
    language = languages()[language_code]
    of = language.sound_model or _OF_SCRIPT.get(language.script)
    if not of or not native_word:
        return ()
    folded = fold_word(native_word, language.script) if language.has_words else fold_characters(native_word).text
    counts = (entry.partition(" ") for entry in _entries(of, folded))
    return tuple((word, int(count or 1)) for word, _, count in counts)


def usual_names(native_words: Sequence[str], language_code: str) -> list[tuple[str, float]]:
    """Return the usual spellings of a name of several words, likeliest first; none if one of its words is unknown.

    Example:
        >>> usual_names(["Борис", "Джонсон"], "ru")[0][0]
        'Boris Johnson'
    """
    choices = product(*(usual_spellings(word, language_code) for word in native_words))
    names = [(" ".join(word for word, _ in choice), prod(share for _, share in choice)) for choice in choices]
    return sorted(names, key=lambda name: -name[1])[:_MOST_NAMES]


def _entries(code: str, folded: str) -> list[str]:
    """Return the English words of a folded native word with their counts, found by bisection of the sorted lines."""
    lines, key = _lines(code), f"{folded}\t".encode()
    low, high = 0, len(lines)
    while low < high:
        start = lines.rfind(b"\n", 0, (low + high) // 2) + 1
        end = lines.find(b"\n", start)
        if lines.startswith(key, start):
            return lines[start + len(key) : end].decode().split("\t")
        if lines[start:end] < key:
            low = end + 1
        else:
            high = start
    return []


@cache
def _lines(code: str) -> bytes:
    """Return the sorted lines of a lexicon, empty if there is none."""
    name = f"lexicon/usual/{code}.tsv"
    return bundled_file(name).read_bytes() if find_bundled(name) else b""


@cache
def known_words(language_code: str) -> dict[str, int]:
    """Return the folded native words of a lexicon, with the count of their most frequent English word."""
    rows = (line.split("\t", 2)[:2] for line in _lines(language_code).decode().splitlines())
    return {native: int(first.partition(" ")[2] or 1) for native, first in rows}
