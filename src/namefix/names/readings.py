"""Readings: the Latin letters in which a machine reads a native form of a name that it does not know."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from unidecode import unidecode

from namefix.names.countries import languages_of
from namefix.names.native_folding import SCRIPTS, fold_characters
from namefix.package_data import bundled_file

_SCRIPT = {script: re.compile(f"[{SCRIPTS[script]}]") for script in ("Kana", "Han", "Hangul", "Cyrillic")}
_PARTS = re.compile(r"[\s·・•‧･＝=-]+")
_TWO_CHARACTERS = frozenset("欧阳 司马 上官 诸葛 夏侯 皇甫 尉迟 公孙 慕容 令狐 端木 司徒 独孤 南宫 东方 西门".split())
"""The compound surnames of Chinese and Korean people that occur in the news."""

_GERMAN = (("shch", "schtsch"), ("sh", "sch"), ("zh", "sch"), ("ch", "tsch"), ("kh", "ch"), ("ts", "z"), ("v", "w"))
"""Letters of the English romanisation of Cyrillic and of the German one, which other translations pass on."""

_LONG = (("ou", "o"), ("oo", "o"), ("uu", "u"))
"""Long vowels of Japanese, which names in English do not mark."""


class Reading(NamedTuple):
    """A reading of a native form, of the whole name or of the surname only."""

    text: str
    is_surname: bool = False


@lru_cache(maxsize=1 << 12)
def readings_of(native: str, country: str | None, *, is_person: bool) -> tuple[Reading, ...]:
    """Return the readings of a native form, in any order of surname and given name.

    Chinese characters are read as pinyin, and those of Chinese and Korean names also in Japanese; kana by Hepburn, Hangul by
    the Revised Romanisation, Cyrillic letter by letter as in English and in German. There are none for other scripts.

    Args:
        native: The native form.
        country: The country of the person or place, which determines which of its characters are the surname.
        is_person: Whether the form names a person.

    Reference:
        Unihan for the readings of characters (`data/build_lexicon.py`), Unidecode for all other letters.

    Example:
        >>> [reading.text for reading in readings_of("潘基文", "KR", is_person=True)]
        ['Pan Jiwen', 'Jiwen Pan', 'Han Kibun', 'Kibun Han']
        >>> [reading.text for reading in readings_of("トランプ", "US", is_person=True)]
        ['Toranpu']
    """
    script = next((script for script, letters in _SCRIPT.items() if letters.search(native)), None)
    if script is None:
        return ()
    if script == "Han":
        found = _of_characters(_simplified_parts(native), country, is_person=is_person)
    else:
        found = _of_letters(_PARTS.split(native), _READERS[script], is_person=is_person)
    return tuple(dict.fromkeys(found))


def _simplified_parts(native: str) -> list[str]:
    """Return the parts of a Chinese form, with simplified characters."""
    return [fold_characters(part).text for part in _PARTS.split(native) if part]


def _of_letters(parts: list[str], readers: tuple[Callable[[str], str], ...], *, is_person: bool) -> Iterator[Reading]:
    for reader in readers:
        words = [reader(part).capitalize() for part in parts]
        yield Reading(" ".join(words))
        if is_person and len(words) > 1:
            yield Reading(words[-1], is_surname=True)


def _of_characters(parts: list[str], country: str | None, *, is_person: bool) -> Iterator[Reading]:
    spoken = {language.code for language in languages_of(country)}
    has_own_characters = bool(spoken & {"zh", "ja", "ko", "vi"})
    systems = (_pinyin, _on) if spoken & {"zh", "ko"} else (_pinyin,)
    if is_person and has_own_characters and len(parts) == 1:
        surname = _surname_size(parts[0], is_japanese="ja" in spoken)
        parts = [parts[0][:surname], parts[0][surname:]] if 0 < surname < len(parts[0]) else parts
    for system in systems:
        words = [read.capitalize() for part in parts if (read := "".join(map(system, part)))]
        if len(words) < len(parts):
            continue
        yield Reading(" ".join(words))
        if not is_person or len(words) == 1:
            continue
        if has_own_characters:
            yield Reading(" ".join(reversed(words)))
            if len(parts[0]) > 1:
                yield Reading(words[0], is_surname=True)
        else:
            yield Reading(words[-1], is_surname=True)


def _surname_size(name: str, *, is_japanese: bool) -> int:
    """Return the number of characters of the surname at the start of a name, 0 if it is unknown."""
    if is_japanese:
        return 2 if len(name) >= 4 else 0
    return 2 if name[:2] in _TWO_CHARACTERS else 1


def _pinyin(character: str) -> str:
    return _listed(character)[0] or unidecode(character).strip().lower()


def _on(character: str) -> str:
    return _listed(character)[1]


def _listed(character: str) -> tuple[str, str]:
    return _han_readings().get(character, ("", ""))


@lru_cache(maxsize=1)
def _han_readings() -> dict[str, tuple[str, str]]:
    """Return the pinyin and the on reading of each character."""
    lines = bundled_file("lexicon/han_readings.tsv").read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {character: (pinyin, on) for character, pinyin, on in rows}


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
    "Hangul": (_by_letters,),
    "Cyrillic": (_by_letters, _german),
}
