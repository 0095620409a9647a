"""Folding of sources and native forms: by words or, in languages that do not separate words, by characters.

- Chinese, Japanese: traditional characters and shinjitai become simplified ones, half-width letters become full-width.
- Cyrillic: ё, є and э become е, ґ becomes г, і and ї become и; stress marks and soft signs before a letter are removed.
- Hebrew and Arabic script: vowel signs, tatweel and direction marks are removed; أ إ آ ٱ become ا, ى and ی become ي, ة becomes
  ه, ک becomes ك.
- Latin: diacritics are removed. All others: accents are removed, letters become lower case.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from namefix.names.folding import fold_many
from namefix.names.name import name_of
from namefix.package_data import bundled_file

SCRIPTS = {
    "Latin": "A-Za-z\u00aa-\u024f\u1e00-\u1eff",
    "Han": "\u2e80-\u2fdf々〇\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff",
    "Kana": "\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff\uff66-\uff9f",
    "Hangul": "\u1100-\u11ff\uac00-\ud7a3",
    "Cyrillic": "\u0400-\u052f",
    "Arabic": "\u0620-\u064a\u066e-\u06d3\u06fa-\u06ff\ufb50-\ufdff\ufe70-\ufefc",
    "Hebrew": "\u05d0-\u05f2\ufb1d-\ufb4f",
    "Thai": "\u0e01-\u0e4e",
    "Greek": "\u0370-\u03ff\u1f00-\u1fff",
    "Armenian": "\u0531-\u0587",
    "Georgian": "\u10a0-\u10ff",
    "Ethiopic": "\u1200-\u139f",
    "Thaana": "\u0780-\u07bf",
    "Devanagari": "\u0900-\u0963",
    "Bengali": "\u0980-\u09ff",
    "Gurmukhi": "\u0a00-\u0a7f",
    "Gujarati": "\u0a80-\u0aff",
    "Oriya": "\u0b00-\u0b7f",
    "Tamil": "\u0b80-\u0bff",
    "Telugu": "\u0c00-\u0c7f",
    "Kannada": "\u0c80-\u0cff",
    "Malayalam": "\u0d00-\u0d7f",
    "Sinhala": "\u0d80-\u0dff",
    "Lao": "\u0e80-\u0eff",
    "Tibetan": "\u0f00-\u0fff",
    "Myanmar": "\u1000-\u109f",
    "Khmer": "\u1780-\u17d3",
}
"""The letters of each script, as in a regular expression class."""

_DIRECTION = "\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_SIGNS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u093c"
_DEPENDENT = "\u07a6-\u07b0\u0900-\u0963\u0966-\u0dff\u0e31-\u0e4e\u0eb1-\u0ece\u0f18-\u0fbc\u102b-\u109f\u135d-\u135f"
_DEPENDENT += "\u17b4-\u17d3"
WORD = re.compile(rf"[^\W_][\w{_SIGNS}{_DEPENDENT}{_DIRECTION}]*")
"""A word in a script with word separators: letters and digits with their combining marks."""

NAME_GAP = re.compile(
    rf"[{_DIRECTION}]*(?:[ \u00a0\u202f]{{1,2}}|[ ]?[-‐‑–—·・‧•][ ]?|\.[ \u00a0\u202f]?|['’ʼ‘`׳״\"\u200c][ ]?|)[{_DIRECTION}]*"
)
"""Characters between two words of one name."""

_SILENT = re.compile(rf"[{_SIGNS}{_DIRECTION}]|ь(?=\w)")
_ALIKE = {ord(letter): group[0] for group in "еёєэ гґ иії уў اأإآٱ يىی هةۀھہ كک".split() for letter in group[1:]}

_LETTER = "[\u3041-\u30ff々\u3400-\u9fff]"
_JOINT = re.compile(
    rf"[ \u3000]?[·・•‧∙⋅][ \u3000]?|(?<={_LETTER})[-‐‑–—=゠](?={_LETTER})|(?<=[ァ-ヿ])[ \u3000](?=[ァ-ヿ])|[{_DIRECTION}\u200c]"
)
_VOICED = re.compile("[\u3099\u309a\uff9e\uff9f]")
_WITH_VOICE = re.compile(f"(?s:.){_VOICED.pattern}?")


class Characters(NamedTuple):
    """A text normalised by characters, with the start and end of each character in the original."""

    text: str
    starts: Sequence[int]
    ends: Sequence[int]


def fold_word(word: str, script: str) -> str:
    """Return a normalised word.

    Example:
        >>> fold_word("Зеленський", "Cyrillic"), fold_word("أَنقرة", "Arabic"), fold_word("Erdoğan", "Latin")
        ('зеленский', 'انقره', 'erdogan')
    """
    if script == "Latin":
        return name_of(word).squashed
    composed = unicodedata.normalize("NFKD" if script == "Greek" else "NFKC", word).lower()
    return _SILENT.sub("", composed.translate(_ALIKE)).replace("ς", "σ")


def fold_words(words: Sequence[str], script: str) -> list[str]:
    """Return many words normalised as by `fold_word`, but faster."""
    if script == "Latin":
        return [folded.replace(" ", "") for folded in fold_many(words)]
    return [fold_word(word, script) for word in words]


def fold_each(text: str) -> str:
    """Return a text with each character normalised, and of the same length.

    Example:
        >>> fold_each("斯塔默爾・Ａ")
        '斯塔默尔・A'
    """
    return text.translate(_characters())


def fold_characters(text: str) -> Characters:
    """Return a text normalised by characters, without the separators within names (基尔·斯塔默).

    Example:
        >>> fold_characters("基爾 · 斯塔默").text
        '基尔斯塔默'
    """
    starts: Sequence[int] = range(len(text))
    ends: Sequence[int] = range(1, len(text) + 1)
    if _VOICED.search(text):
        spans = [match.span() for match in _WITH_VOICE.finditer(text)]
        composed = [unicodedata.normalize("NFKC", text[start:end])[:1] for start, end in spans]
        starts, ends, text = [start for start, _ in spans], [end for _, end in spans], "".join(composed)
    text = text.translate(_characters())
    joints = [match.span() for match in _JOINT.finditer(text)]
    if not joints:
        return Characters(text, starts, ends)
    cuts = [0, *(at for joint in joints for at in joint), len(text)]
    pieces = [slice(*piece) for piece in zip(cuts[::2], cuts[1::2], strict=True)]
    return Characters(
        "".join([text[piece] for piece in pieces]),
        [at for piece in pieces for at in starts[piece]],
        [at for piece in pieces for at in ends[piece]],
    )


@lru_cache(maxsize=1)
def _characters() -> dict[int, str]:
    """Return the map of characters to normalise: other widths, traditional, Japanese."""
    lines = bundled_file("lexicon/simplified.tsv").read_text(encoding="utf-8").splitlines()
    simplified = dict(line.split("\t") for line in lines)
    blocks = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0xFF01, 0xFFA0))
    widths = {chr(code): unicodedata.normalize("NFKC", chr(code)) for block in blocks for code in block}
    one_to_one = {character: plain for character, plain in widths.items() if len(plain) == 1}
    return str.maketrans(
        simplified | {character: simplified.get(plain, plain) for character, plain in one_to_one.items()}
    )
