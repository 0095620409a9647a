"""Romanisation: accepted ways to write one foreign name in Latin letters, and how Chinese syllables are built."""

from __future__ import annotations

import re
from functools import lru_cache

from namefix.text import fold, squash

_SYSTEMS = (
    (re.compile(r"m[uo]hamm?[ae]d"), "mohamad"),
    (re.compile(r"shch|sch(?!i)"), "sh"),  # щ: BGN shch, German and older English sch
    (re.compile(r"ks"), "x"),
    (re.compile(r"(?<=[dt])er$"), "r"),  # Aleksandr, Alexander
    (re.compile(r"kh"), "h"),  # х, خ, ח
    (re.compile(r"(?:iy|yi|yy|ii|ij|yj|ei|ey|ej|ai|ay)(?=$|[^aeiou])"), "i"),  # -ий, -ей, -ай: Sergei, Sergey
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

_LATIN = frozenset(
    "AD AL AR AT AU BE BO BR CA CH CL CO CR CU CZ DE DK DO EC EE ES FI FR GB GT HN HR HU IE IS IT LI LT LU LV MC MT MX NI "
    "NL NO NZ PA PE PH PL PT PY RO SE SI SK SM SV TR US UY VA VE VN ZA".split()
)
"""Countries whose names are written in Latin letters at home: there one spelling is right."""

_INITIALS = "b p m f d t n l g k h j q x zh ch sh r z c s y w".split()
_FINALS = (
    "a o e i u v ai ei ui ao ou iu ie ue ve er an en in un vn ang eng ing ong ia iao ian iang iong ua uo uai uan uang"
).split()
_SYLLABLE = (
    f"(?:{'|'.join(sorted(_INITIALS, key=len, reverse=True))})?(?:{'|'.join(sorted(_FINALS, key=len, reverse=True))})"
)
_PINYIN = re.compile(f"(?:{_SYLLABLE})+")


@lru_cache(maxsize=1 << 16)
def romanisation_key(name: str) -> str:
    """Return a key that is the same for accepted romanisations of one name.

    Covers what the systems for Russian and Ukrainian (BGN/PCGN, ISO 9, passport), Japanese (Hepburn with and without
    long vowels) and Arabic write differently.

    Example:
        >>> romanisation_key("Sergey") == romanisation_key("Sergei")
        True
        >>> romanisation_key("Makron") == romanisation_key("Macron")
        False
    """
    key = squash(name)
    for pattern, replacement in _SYSTEMS:
        key = pattern.sub(replacement, key)
    return key


def is_same_name(one: str, other: str, country: str | None) -> bool:
    """Whether two different spellings are accepted romanisations of one name of somebody of a country.

    Example:
        >>> is_same_name("Sergey", "Sergei", "RU"), is_same_name("Byden", "Biden", "US")
        (True, False)
    """
    has_other_parts = fold(one).count(" ") != fold(other).count(" ")
    if country in _LATIN or has_other_parts or squash(one) == squash(other):
        return False
    return romanisation_key(one) == romanisation_key(other)


@lru_cache(maxsize=1 << 16)
def is_pinyin(name: str) -> bool:
    """Whether a name can be read as Chinese syllables in pinyin.

    Example:
        >>> is_pinyin("Zhang Ruoyun"), is_pinyin("Macron")
        (True, False)
    """
    return _PINYIN.fullmatch(squash(name)) is not None
