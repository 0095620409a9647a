"""Readings: the Latin letters in which a machine reads a native form of a name that it does not know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from unidecode import unidecode

from namefix.names.countries import languages_of
from namefix.names.hangul import revised_romanisation, surname_size
from namefix.names.native_folding import SCRIPTS, fold_characters
from namefix.package_data import bundled_file

_SCRIPT = {script: re.compile(f"[{SCRIPTS[script]}]") for script in ("Kana", "Han", "Hangul", "Cyrillic")}
_PARTS = re.compile(r"[\s·・•‧･＝=-]+")
_TWO_CHARACTERS = frozenset("欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 端木 司徒 独孤 南宫 东方 西门".split())
"""The compound surnames of Chinese and Korean people that occur in the news."""

_PINYIN, _ON, _KOREAN, _VIETNAMESE = range(4)
_SYSTEMS = {"zh": (_ON, _KOREAN, _VIETNAMESE), "ko": (_ON,), "ja": (_ON,), "vi": ()}
"""The other systems in which the characters of the names of a language are read."""

_GERMAN = (("shch", "schtsch"), ("sh", "sch"), ("zh", "sch"), ("ch", "tsch"), ("kh", "ch"), ("ts", "z"), ("v", "w"))
"""Letters of the English romanisation of Cyrillic and of the German one, which other translations pass on."""

_LONG = (("ou", "o"), ("oo", "o"), ("uu", "u"))
"""Long vowels of Japanese, which names in English do not mark."""


@lru_cache(maxsize=1 << 12)
def readings_of(native: str, country: str | None, *, is_person: bool) -> tuple[str, ...]:
    """Return the readings of a native form, and of the surname in it, in any order of surname and given name.

    Chinese characters are read as pinyin, those of names of China, Japan and Korea also by their on readings in Japanese, those
    of Chinese names in Korean and Vietnamese too; kana by Hepburn, Hangul by the Revised Romanisation, Cyrillic letter by letter
    as in English and in German. There are none for other scripts.

    Args:
        native: The native form.
        country: The country of the person or place, which determines which of its characters are the surname.
        is_person: Whether the form names a person.

    Reference:
        Unihan for the readings of characters (`data/build_lexicon.py`), Unidecode for all other letters.

    Example:
        >>> readings_of("潘基文", "KR", is_person=True)
        ('Pan Jiwen', 'Jiwen Pan', 'Han Kibun')
        >>> readings_of("ドナルド・トランプ", "US", is_person=True)
        ('Donarudo Toranpu', 'Toranpu')
        >>> readings_of("김연경", "KR", is_person=True)
        ('Gim Yeon-gyeong',)
    """
    script = next((script for script, letters in _SCRIPT.items() if letters.search(native)), None)
    if script is None:
        return ()
    if script == "Han":
        found = _of_characters(_simplified_parts(native), country, is_person=is_person)
    elif script == "Hangul" and is_person and _is_korean(native, country):
        found = iter([_korean_name(native)])
    else:
        found = _of_letters(_PARTS.split(native), _READERS[script], is_person=is_person)
    return tuple(dict.fromkeys(found))


def _simplified_parts(native: str) -> list[str]:
    """Return the parts of a Chinese form, with simplified characters."""
    return [fold_characters(part).text for part in _PARTS.split(native) if part]


def _is_korean(native: str, country: str | None) -> bool:
    return 1 < len(native) < 5 and any(language.code == "ko" for language in languages_of(country))


def _korean_name(name: str) -> str:
    """Return the reading of a Korean's name in Hangul, its surname first."""
    size = surname_size(name)
    given = "-".join(map(revised_romanisation, name[size:]))
    return f"{revised_romanisation(name[:size]).capitalize()} {given.capitalize()}"


def _of_letters(parts: list[str], readers: tuple[Callable[[str], str], ...], *, is_person: bool) -> Iterator[str]:
    for reader in readers:
        words = [reader(part).capitalize() for part in parts]
        yield " ".join(words)
        if is_person and len(words) > 1:
            yield words[-1]


def _of_characters(parts: list[str], country: str | None, *, is_person: bool) -> Iterator[str]:
    spoken = {language.code for language in languages_of(country)}
    has_own_characters = not spoken.isdisjoint(_SYSTEMS)
    if is_person and has_own_characters and len(parts) == 1:
        surname = _surname_size(parts[0], is_japanese="ja" in spoken)
        parts = [parts[0][:surname], parts[0][surname:]] if surname < len(parts[0]) else parts
    others = (number for code in sorted(spoken) for number in _SYSTEMS.get(code, ()))
    for number in dict.fromkeys([_PINYIN, *others]):
        words = [_read(part, number).capitalize() for part in parts]
        if not all(words):
            continue
        yield " ".join(words)
        if not is_person or len(words) == 1:
            continue
        if not has_own_characters:
            yield words[-1]
        elif number == _PINYIN:
            yield " ".join(reversed(words))
        if has_own_characters and len(parts[0]) > 1:
            yield words[0]


def _surname_size(name: str, *, is_japanese: bool) -> int:
    """Return the number of characters of the surname at the start of a name; most Japanese ones have two."""
    return 2 if name[:2] in _TWO_CHARACTERS or (is_japanese and len(name) > 3) else 1


def _read(characters: str, system: int) -> str:
    """Return the reading of characters, an empty text if one of them has none in a system."""
    found = [_han_readings().get(character, ("",) * 4)[system] for character in characters]
    if system == _PINYIN:
        found = [
            read or unidecode(character).strip().lower() for read, character in zip(found, characters, strict=True)
        ]
    return "".join(found) if all(found) else ""


@lru_cache(maxsize=1 << 14)
def pinyin(characters: str) -> str:
    """Return a name of Chinese characters in pinyin, with an apostrophe where a syllable begins with a vowel.

    Example:
        >>> pinyin("西安"), pinyin("晓晨")
        ("Xi'an", 'Xiaochen')
    """
    syllables = [_read(character, _PINYIN) for character in characters]
    return "".join(
        f"'{syllable}" if at and syllable[:1] in "aeo" else syllable for at, syllable in enumerate(syllables)
    ).capitalize()


@lru_cache(maxsize=1)
def _han_readings() -> dict[str, list[str]]:
    """Return the readings of each character in Chinese, Japanese, Korean and Vietnamese."""
    lines = bundled_file("lexicon/han_readings.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {character: readings for character, *readings in rows}


def _hepburn(kana: str) -> str:
    return _replaced(unidecode(kana.replace("ー", "")).lower(), _LONG)


def _by_letters(word: str) -> str:
    return unidecode(word).lower().replace("'", "")


def _german(word: str) -> str:
    return _replaced(_by_letters(word), _GERMAN)


def _replaced(word: str, pairs: tuple[tuple[str, str], ...]) -> str:
    """Return a word with letters replaced from left to right, the first of the pairs that fits."""
    instead = dict(pairs)
    return re.sub("|".join(instead), lambda match: instead[match.group()], word)


_READERS: dict[str, tuple[Callable[[str], str], ...]] = {
    "Kana": (_hepburn,),
    "Hangul": (revised_romanisation,),
    "Cyrillic": (_by_letters, _german),
}
