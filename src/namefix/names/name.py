"""A name with everything by which names are compared, each computed once."""

from __future__ import annotations

from functools import lru_cache

from namefix.names.folding import fold
from namefix.names.sound_key import sound_keys

_REMEMBERED = 1 << 17
"""Number of cached names."""


class Name:
    """A name as it is written and as it is compared; never changed. Use `name_of`, which remembers names.

    Attributes:
        text: The name as it is written.
        folded: ASCII lower-case words separated by one space, apostrophes dropped.
        words: The folded words, one empty word at least.
        squashed: The folded name without spaces, so that split and joined parts of a name become alike.

    Example:
        >>> name = name_of("Kim Jong-un")
        >>> name.folded, name.words, name.squashed
        ('kim jong un', ('kim', 'jong', 'un'), 'kimjongun')
    """

    __slots__ = ("_sound_key", "folded", "squashed", "text", "words")

    def __init__(self, text: str) -> None:
        self.text = text
        self.folded = fold(text)
        self.words = tuple(self.folded.split(" "))
        self.squashed = self.folded.replace(" ", "")
        self._sound_key: str | None = None

    @property
    def sound_key(self) -> str:
        """A key shared by names that sound alike after translation; see `names/sound_key.py`."""
        if self._sound_key is None:
            self._sound_key = sound_keys(self.squashed)
        return self._sound_key

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Name) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __repr__(self) -> str:
        return f"name_of({self.text!r})"

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=_REMEMBERED)
def name_of(text: str) -> Name:
    """Return the name with a spelling, the same object as long as it is cached."""
    return Name(text)
