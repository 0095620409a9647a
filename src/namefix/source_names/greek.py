"""Names in Greek letters, romanised."""

from __future__ import annotations

from collections.abc import Iterator

from namefix.names.language import Language
from namefix.names.source_name import SourceName
from namefix.source_names.cased_names import find_cased
from namefix.source_names.cyrillic import ROMANISING


class GreekNames:
    """Reader of names in Greek letters.

    Example:
        >>> from namefix.names.language import language_of
        >>> language = language_of("", "el")
        >>> [name.spellings[0].text for name in GreekNames().find("Το είπε ο Νίκος Παππάς.", language)]
        ['Nikos Pappas']
    """

    def find(self, text: str, language: Language) -> Iterator[SourceName]:
        """Yield the names of a text in its order, without overlaps."""
        return find_cased(text, language, ROMANISING)
