"""Records of persons and places, one for each row of the lists of a pack, in clean letters.

Texts are brought to NFC, and zero-width joiners, vowel signs and marks of direction are removed from native forms; what was
changed or refused, and why, is counted.
"""

from __future__ import annotations

import csv
import gzip
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

VOWEL_SIGNS = re.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640\u05b0-\u05bd\u05bf-\u05c7]")
INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad]")
PLAIN_NAME = re.compile(r"[^\W\d_]+(?:[ '.-]+[^\W\d_]+)*\.?")
"""Letters, with spaces, apostrophes, hyphens and points between them."""
LATIN = re.compile(r"[ '.\-A-Za-z\u00aa-\u024f\u0250-\u02ff\u1e00-\u1eff]+")
SCRIPT_OF_LANGUAGE = {
    "zh": "CJK",
    "ja": "CJK HIRAGANA KATAKANA",
    "ko": "HANGUL",
    "ru": "CYRILLIC",
    "uk": "CYRILLIC",
    "ar": "ARABIC",
    "fa": "ARABIC",
    "he": "HEBREW",
}
MOST_NATIVE = 3
"""Forms of a language that a row keeps; longer lists of a source contain former names and descriptions."""


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a list.

    `signals` are its signs of fame: the name of a scale and a value. `born` is the year of birth, `domain` the field of work of
    a person or the class of a place: records of different domains are joined only with a reason. `is_spoilt` marks names that
    the source changed.
    """

    source: str
    kind: str
    name: str
    aliases: tuple[str, ...] = ()
    native: tuple[tuple[str, str], ...] = ()
    country: str = ""
    roles: tuple[str, ...] = ()
    born: int | None = None
    wikidata: str = ""
    domain: str = ""
    signals: tuple[tuple[str, float], ...] = ()
    is_spoilt: bool = False
    region: str = ""


def read_list(folder: Path, name: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a CSV file of a folder, gzipped or not."""
    path = folder / f"{name}.csv.gz"
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)
    else:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            yield from csv.DictReader(lines)


def split(cell: str | None) -> list[str]:
    """Return the parts of a list cell."""
    return [part for part in (cell or "").split("|") if part]


class Cleaner:
    """Cleaner of names that counts what it changes and refuses."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()

    def latin(self, text: str) -> str:
        """Return a name in Latin letters in NFC, or an empty text if it is none."""
        name = text
        if not text.isascii():
            name = unicodedata.normalize("NFC", text)
            self.counts["brought to NFC"] += name != text
            name = INVISIBLE.sub("", name).replace("’", "'")
        name = " ".join(name.split())
        if not PLAIN_NAME.fullmatch(name) or len(name) < 3:
            self.counts["refused: no plain name"] += 1
            return ""
        if not name.isascii() and not LATIN.fullmatch(name):
            self.counts["refused: not in Latin letters"] += 1
            return ""
        if name.isupper():
            self.counts["refused: in capitals"] += 1
            return ""
        return name

    def native(self, language: str, texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return at most three forms with their language: letters of its scripts, without vowel signs and joiners."""
        found: dict[str, None] = {}
        for text in texts:
            form = unicodedata.normalize("NFC", text)
            self.counts["brought to NFC"] += form != text
            bare = VOWEL_SIGNS.sub("", form)
            self.counts["without vowel signs"] += bare != form
            form = " ".join(INVISIBLE.sub("", bare.replace("\u200c", " ")).split())
            self.counts["without joiners"] += form != " ".join(bare.split())
            if len(form) > 1 and self._is_written_in(form, SCRIPT_OF_LANGUAGE[language].split()):
                found[form] = None
            else:
                self.counts["refused: other script"] += 1
        return tuple((language, form) for form in list(found)[:MOST_NATIVE])

    @staticmethod
    def _is_written_in(form: str, scripts: list[str]) -> bool:
        letters = [c for c in form if c not in " ・·-'ー"]
        return all(c.isalpha() and unicodedata.name(c, "?").split()[0].split("-")[0] in scripts for c in letters)
