"""Romanisation: accepted spellings of foreign names in Latin letters, and the syllables of pinyin."""

from __future__ import annotations

import re
from functools import lru_cache

from namefix.names.countries import has_chinese_names, has_latin_names
from namefix.names.name import Name, name_of

_SYSTEMS = (
    (re.compile(r"m[uo]hamm?[ae]d"), "mohamad"),
    (re.compile(r"shch|sch(?!i)"), "sh"),  # щ: BGN shch, German and older English sch
    (re.compile(r"ks"), "x"),
    (re.compile(r"(?<=[dt])er$"), "r"),  # Aleksandr, Alexander
    (re.compile(r"kh"), "h"),  # х, خ, ח
    (re.compile(r"(?:iy|yi|yy|ii|ij|yj|ei|ey|ej|ai|ay)(?=$|[^aeiou])"), "i"),  # -ий, -ей, -ай: Sergei, Sergey
    (re.compile(r"^ye"), "e"),  # Е: Yevgeny, Evgeny
    (re.compile(r"y?e?[oe]v(?=a?$)"), "ov"),  # -ев, -ёв: Degtyarev, Degtyaryov
    (re.compile(r"(?<=[^aeiou])[yij](?=[aou])"), "i"),  # я, ю: Yulia, Julija, Iuliia
    (re.compile(r"ts|tz|cz"), "c"),
    (re.compile(r"w"), "v"),
    (re.compile(r"oh(?![aeiou])|ou|oo"), "o"),  # ō: Ohtani, Otani; عو: Mahmoud
    (re.compile(r"uu|uh(?![aeiou])"), "u"),
    (re.compile(r"ee"), "i"),
    (re.compile(r"[yj]"), "i"),
    (re.compile(r"ii+"), "i"),
)

_OTHER_LATIN = re.compile(r"sch|tsch|tch|cz|tz|sz|ou|w|j|(?<![cgkpstz])h")
"""Letters by which other Latin languages write Cyrillic and Arabic names: Janukowytsch, Zelenskij, Moubarak, Hrushchev."""

_WRITTEN_OUT = str.maketrans(
    {
        "ä": "ae",
        "ö": "oe",
        "ü": "ue",
        "ø": "oe",
        "å": "aa",
        "đ": "dj",
        "ß": "ss",
        "Ä": "Ae",
        "Ö": "Oe",
        "Ü": "Ue",
        "Ø": "Oe",
    }
    | {"Å": "Aa", "Đ": "Dj"}
)
"""Letters that names are also written without, as by passports: Müller, Mueller; Đoković, Djokovic."""

_FINALS = {
    "": "a ai an ang ao e ei en eng er o ou",
    "b": "a ai an ang ao ei en eng i ian iao ie in ing o u",
    "p": "a ai an ang ao ei en eng i ian iao ie in ing o ou u",
    "m": "a ai an ang ao e ei en eng i ian iao ie in ing iu o ou u",
    "f": "a an ang ei en eng o ou u",
    "d": "a ai an ang ao e ei en eng i ia ian iao ie ing iu ong ou u uan ui un uo",
    "t": "a ai an ang ao e ei eng i ian iao ie ing ong ou u uan ui un uo",
    "n": "a ai an ang ao e ei en eng i ian iang iao ie in ing iu ong ou u uan ue uo v ve",
    "l": "a ai an ang ao e ei eng i ia ian iang iao ie in ing iu o ong ou u uan ue un uo v ve",
    "g k h": "a ai an ang ao e ei en eng ong ou u ua uai uan uang ui un uo",
    "j q x": "i ia ian iang iao ie in ing iong iu u uan ue un",
    "zh ch sh": "a ai an ang ao e ei en eng i ong ou u ua uai uan uang ui un uo",
    "r": "an ang ao e en eng i ong ou u ua uan ui un uo",
    "z c s": "a ai an ang ao e ei en eng i ong ou u uan ui un uo",
    "y": "a an ang ao e i in ing o ong ou u uan ue un",
    "w": "a ai an ang ei en eng o u",
}
"""The syllables of pinyin: initials → finals."""

_SYLLABLES = {
    first + last for firsts, lasts in _FINALS.items() for first in firsts.split() or [""] for last in lasts.split()
}
_SYLLABLE = "|".join(sorted(_SYLLABLES, key=lambda syllable: (-len(syllable), syllable)))
_PINYIN = re.compile(f"(?:{_SYLLABLE})+")
_SPLIT = re.compile(f"({_SYLLABLE})(?=(?:{_SYLLABLE})*$)")


@lru_cache(maxsize=1 << 16)
def romanisation_key(name: Name) -> str:
    """Return a key that is equal for accepted romanisations of one name.

    It covers the differences between systems for Russian and Ukrainian (BGN/PCGN, ISO 9, passport), Japanese (Hepburn with
    and without long vowels) and Arabic.

    Example:
        >>> from namefix.names.name import name_of
        >>> romanisation_key(name_of("Sergey")) == romanisation_key(name_of("Sergei"))
        True
        >>> romanisation_key(name_of("Makron")) == romanisation_key(name_of("Macron"))
        False
    """
    key = name.squashed
    for pattern, replacement in _SYSTEMS:
        key = pattern.sub(replacement, key)
    return key


def is_same_name(one: Name, other: Name, country: str | None) -> bool:
    """Return whether two different spellings are accepted romanisations of one name from a country.

    Example:
        >>> from namefix.names.name import name_of
        >>> is_same_name(name_of("Sergey"), name_of("Sergei"), "RU"), is_same_name(name_of("Byden"), name_of("Biden"), "US")
        (True, False)
    """
    if has_latin_names(country) or len(one.words) != len(other.words) or one.squashed == other.squashed:
        return False
    if has_chinese_names(country) and syllables(one.words) and syllables(other.words):
        return False  # different spellings in pinyin are different names
    return romanisation_key(one) == romanisation_key(other)


def is_written_out(one: Name, other: Name) -> bool:
    """Return whether a spelling has two letters for each letter with a diacritic of another one that can be written so.

    Example:
        >>> from namefix.names.name import name_of
        >>> is_written_out(name_of("Guenter Schaefer"), name_of("Günter Schäfer")), is_written_out(name_of("Ler"), name_of("Lär"))
        (True, False)
    """
    return one.folded == name_of(other.text.translate(_WRITTEN_OUT)).folded != other.folded


def is_written_otherwise(one: Name, other: Name) -> bool:
    """Return whether one spelling of a name has letters by which other Latin languages write it and another one does not.

    Example:
        >>> from namefix.names.name import name_of
        >>> is_written_otherwise(name_of("Saakaschwili"), name_of("Saakashvili"))
        True
        >>> is_written_otherwise(name_of("Sergey"), name_of("Sergei"))
        False
    """
    return len(_OTHER_LATIN.findall(one.squashed)) > len(_OTHER_LATIN.findall(other.squashed))


@lru_cache(maxsize=1 << 16)
def syllables(words: tuple[str, ...]) -> tuple[str, ...]:
    """Return the Chinese syllables of folded words, or none unless all words are pinyin.

    Example:
        >>> from namefix.names.name import name_of
        >>> [syllables(name_of(name).words) for name in ("Zhang Ruolan", "Xi'an", "Macron")]
        [('zhang', 'ruo', 'lan'), ('xian',), ()]
    """
    if not all(_PINYIN.fullmatch(word) for word in words):
        return ()
    return tuple(syllable for word in words for syllable in _SPLIT.findall(word))
