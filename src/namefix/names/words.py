"""Words of a text with their offsets, and the folds under which names are compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from unidecode import unidecode

APOSTROPHES = "'’ʼ‘`"
_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"(?!(?<=\w[{APOSTROPHES}])[sS]\b){_LETTERS}(?:[{APOSTROPHES}](?![sS]\b){_LETTERS})*")
_NOT_LETTER = re.compile(r"[^a-z]+")
_NOT_LETTER_IN_LINES = re.compile(r"[^a-z\n]+")
_NAME_GAP = re.compile(r"[ \u00a0\u202f]?[-‐‑·・‧•][ \u00a0\u202f]?|[ \u00a0\u202f]{1,2}|\.[ \u00a0\u202f]?")
PARTICLES = frozenset(
    "af al at ap av bin bint ben ibn abu da das de del della den der des di do dos du e el la las le los op of san "
    "st ter van vom von y zu zum zur und".split()
)
"""Words that belong to a surname and are mostly written small."""

DESIGNATORS = frozenset(
    "city county district province region prefecture town township village oblast river lake island islands mountain "
    "mountains airport station street municipality peninsula strait valley port state bridge sea bay plateau basin desert "
    "gulf ocean coast canal reservoir dam hill hills forest glacier delta".split()
)
"""Words that say what kind of place a name is of."""

_DELETE_APOSTROPHES = str.maketrans("", "", APOSTROPHES)


class Word(NamedTuple):
    """A word of the text: letters with inner apostrophes, without a possessive ending."""

    start: int
    end: int
    text: str


def find_words(text: str) -> list[Word]:
    """Return the words of a text in order: letters with inner apostrophes, a possessive 's left out.

    Example:
        >>> [word.text for word in find_words("Xi'an is Zelensky’s 2nd stop")]
        ["Xi'an", 'is', 'Zelensky', 'nd', 'stop']
    """
    return [Word(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]


def is_name_gap(gap: str, before: str) -> bool:
    """Whether two words with `gap` between them may belong to one name; `before` is the first of the two.

    A full stop joins only after an initial or a short abbreviation (J. Edgar, St. Louis), never across a line.
    """
    if not _NAME_GAP.fullmatch(gap):
        return False
    return not gap.startswith(".") or len(before) <= 2


@lru_cache(maxsize=1 << 17)
def fold(text: str) -> str:
    """Return a name as it is compared: ASCII lower-case words parted by one space, apostrophes dropped.

    Example:
        >>> fold("Kim Jong-un"), fold("N’Golo Kanté")
        ('kim jong un', 'ngolo kante')
    """
    if not text.isascii():
        whole = text.encode("utf-8", "ignore").decode("utf-8")  # without surrogates, of which Unidecode warns
        text = unidecode(unicodedata.normalize("NFC", whole))
    return _NOT_LETTER.sub(" ", text.translate(_DELETE_APOSTROPHES).lower()).strip()


def fold_many(texts: Sequence[str]) -> list[str]:
    """Return the folds of many names that hold no line ends: the same as `fold`, several times as fast."""
    plain = [text if text.isascii() else unidecode(text) for text in texts]
    joined = "\n".join(plain).translate(_DELETE_APOSTROPHES).lower()
    return [folded.strip() for folded in _NOT_LETTER_IN_LINES.sub(" ", joined).split("\n")] if texts else []


@lru_cache(maxsize=1 << 17)
def squash(text: str) -> str:
    """Return `fold(text)` without spaces: split and joined parts of a name become alike.

    Example:
        >>> squash("São Paulo") == squash("S ã o Paulo")
        True
    """
    return fold(text).replace(" ", "")


def is_capitalised(word: str) -> bool:
    """Whether a word begins with a capital letter."""
    return word[0].isupper()


def is_family(text: str, start: int, end: int) -> bool:
    """Whether a name stands in the plural, by itself: "the Makrons", not "the Kuznetsovs Fleet"."""
    following = text[end : end + 2]
    stands_alone = not (following[:1] == " " and following[1:].isupper())
    return text[end - 1] in "sS" and stands_alone and text[max(0, start - 4) : start].lower() == "the "


def is_fragment(word: str) -> bool:
    """Whether a word is a lone small letter that is no English word, as broken encoding leaves behind."""
    return len(word) == 1 and word not in "ai" and word.islower()


def is_broken(name: str) -> bool:
    """Whether lone letters are parted from a name, as broken encoding does: "S ã o Paulo"."""
    return any(is_fragment(word) for word in name.split())


def is_shouted(text: str) -> bool:
    """Whether a text of more than one letter is written in capitals only."""
    return text.isupper() and sum(letter.isalpha() for letter in text) > 1
