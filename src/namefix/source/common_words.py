"""Doubtful names in a source: common words, and parts of other people's names."""

from __future__ import annotations

import math
import re
from functools import cache, lru_cache

from namefix.datatypes import Entity
from namefix.names.language import Language
from namefix.names.name import name_of
from namefix.names.native_folding import SCRIPTS, fold_characters
from namefix.names.target_language import TargetLanguage

_COMMON = 3.7
"""Minimum Zipf frequency for treating a word that is also the name of an unknown person or place as a word. Checked with the
bundled table: 高峰 (4.3), ברק (5.1) and グラス (4.2) are words, 普京 (3.9), נתניהו (4.9) and トランプ (4.2) are names."""

_WEIGHT_OF_TEN = 100
"""Additional weight of an entity that outweighs a tenfold frequency of its name as a word."""

_MORE_THAN_IN_ENGLISH = 1.3
"""Minimum excess of the Zipf frequency of a word over that of the English name of a foreign place: メス for Metz (1.36),
우리 for Uri (3.0), not 뉴욕 for New York."""

_MORE_AT_HOME = 3.6
"""The same where the language is spoken: 青年 for Qingnian (5.2), الغربية for Gharbia (3.8), not 湖北 for Hubei (2.3)."""

_MORE_THAN_FORM = 0.5
"""Minimum excess of the Zipf frequency of a word over that of the name of which it seems to be a case."""

_WELL_KNOWN = 100
"""Minimum weight of a place that is more probable than a given name."""

_LONG_IN_HAN = re.compile(f"[{SCRIPTS['Han']}]{{3,}}")
"""Number of Chinese characters from which a name of a person is never a common word."""

_WITHIN_SENTENCE = re.compile(r"[\w,;)%»”’][\"'»”’)]?[ \u00a0\u202f][\"'(«„“‘]?$")
_MIDDLE_DOTS = frozenset("·•‧・")


def is_word(form: str, written: str, entity: Entity, language: Language, target: TargetLanguage) -> bool:
    """Return whether a form of one word is as likely a common word, or part of one.

    Args:
        form: A native form of an entity.
        written: The word as it is in the text.
        entity: The entity.
        language: The language of the text.
        target: The language of the entity's name.

    Example:
        >>> from namefix.names.language import language_of
        >>> from namefix.names.target_language import english
        >>> hebrew, peres = language_of("", "he"), Entity("person/shimon-peres", "person", "Shimon Peres", weight=110)
        >>> is_word("פרס", "פרס", peres, hebrew, english())  # also a prize
        True
    """
    if len(form) == 1:
        return True
    if " " in form or "·" in form:
        return False
    frequency = _zipf(form, language)
    if language.has_words and _zipf(written, language) >= max(frequency + _MORE_THAN_FORM, _COMMON):
        return True  # with what seems to be a prefix or an ending it is better known as a word
    common = _COMMON + entity.weight / _WEIGHT_OF_TEN
    if frequency < common or _LONG_IN_HAN.fullmatch(form):
        return False
    if entity.kind == "person":
        return True
    is_home = entity.country in language.countries
    more = frequency - _zipf_in_translation(entity, target)
    return more >= (_MORE_AT_HOME if is_home else _MORE_THAN_IN_ENGLISH)


def is_within_sentence(text: str, start: int) -> bool:
    """Return whether a word is within a sentence, so that its capital letter marks a name.

    Example:
        >>> is_within_sentence("Это Трамп.", 4), is_within_sentence("Да. Трамп", 4)
        (True, False)
    """
    return bool(_WITHIN_SENTENCE.search(text[max(0, start - 4) : start]))


def is_given_name(text: str, start: int, end: int, entity: Entity, language: Language) -> bool:
    """Return whether a place that is also a given name precedes a surname; in uncased languages, whether it may."""
    if entity.kind != "place":
        return False
    if not language.has_words:
        return not _MIDDLE_DOTS.isdisjoint(text[max(0, start - 1) : start] + text[end : end + 1])
    if entity.weight >= _WELL_KNOWN:
        return False
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper() if language.is_cased else True


@lru_cache(1 << 14)
def _zipf(word: str, language: Language) -> float:
    """Return the Zipf frequency of a word in a language, 0 if it is rare or the language is not known."""
    frequency = _frequencies(language.code).get(word.lower() if language.has_words else fold_characters(word).text)
    return math.log10(frequency) + 9 if frequency else 0.0


@cache
def _frequencies(code: str) -> dict[str, float]:
    import wordfreq  # noqa: PLC0415 - only sources need it, and it is slow to import

    if code not in wordfreq.available_languages("small"):
        return {}
    return wordfreq.get_frequency_dict(code, wordlist="small")


def _zipf_in_translation(entity: Entity, target: TargetLanguage) -> float:
    """Return the Zipf frequency of the rarest word of the name, 0 for a name such as Northern State."""
    words = name_of(entity.name).words
    telling = [word for word in words if word not in target.designators]
    if len(telling) < len(words) and all(map(target.is_plain, telling)):
        return 0.0
    return min(map(target.lexicon.zipf, words), default=0.0)
