"""Words of a text with their offsets, the gaps between them, and their letter case."""

from __future__ import annotations

import re
from typing import NamedTuple

from namefix.names.folding import APOSTROPHES
from namefix.names.name import name_of

_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_WORD = re.compile(rf"(?!(?<=\w[{APOSTROPHES}])[sS]\b){_LETTERS}(?:[{APOSTROPHES}](?![sS]\b){_LETTERS})*")
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


class Word(NamedTuple):
    """A word of the text: letters with inner apostrophes, without a possessive ending."""

    start: int
    end: int
    text: str

    @property
    def folded(self) -> str:
        """The word as it is compared."""
        return name_of(self.text).folded


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
