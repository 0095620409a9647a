"""A name with everything by which names are compared, each made once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

from namefix.names.folding import fold
from namefix.names.sound_key import sound_keys

_REMEMBERED = 1 << 17
"""Names that are remembered: the names of the news repeat."""


@dataclass(frozen=True)
class Name:
    """A name as it is written, and as it is compared. Use `name_of`, which remembers names.

    Example:
        >>> name = name_of("Kim Jong-un")
        >>> name.folded, name.words, name.squashed
        ('kim jong un', ('kim', 'jong', 'un'), 'kimjongun')
    """

    text: str

    @cached_property
    def folded(self) -> str:
        """ASCII lower-case words separated by one space, apostrophes dropped."""
        return fold(self.text)

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded words, one empty word at least."""
        return tuple(self.folded.split(" "))

    @cached_property
    def squashed(self) -> str:
        """The folded name without spaces: split and joined parts of a name become alike."""
        return self.folded.replace(" ", "")

    @cached_property
    def sound_key(self) -> str:
        """A key shared by names that sound alike after translation; see `names/sound_key.py`."""
        return sound_keys(self.squashed)

    def __str__(self) -> str:
        return self.text


@lru_cache(maxsize=_REMEMBERED)
def name_of(text: str) -> Name:
    """Return the name that is written so, the same object again while it is remembered."""
    return Name(text)
