"""The target language: the knowledge of English in one object."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import Any

from namefix.names.folding import APOSTROPHES
from namefix.names.language_files import target_file
from namefix.names.lexicon import COMMON, Lexicon
from namefix.names.links import find_links
from namefix.names.words import Word

_LETTERS = r"(?:[^\W\d_][\u0300-\u036f]*)+"
_NAME_MARGIN = 3.0
"""A common word is also a name if its count in people's names exceeds 10^(Zipf - this): steve, but not said."""

_REMEMBERED = 1 << 16
"""Number of cached words."""


@dataclass(frozen=True, eq=False)
class TargetLanguage:
    """The words and endings by which names are told apart from other words in a language. All words are folded.

    There is one object for each language: see `target_language`.

    Args:
        code: Of ISO 639-1.
        particles: Words that belong to a surname and are mostly written small.
        inner_particles: Those of them that no name begins with.
        optional_particles: Those of them with and without which names are written: Bashar Assad, Bashar al-Assad.
        designators: Words that say what kind of place a name is of.
        before_places: Other words before the names of places.
        titles: Words before a person's name in news that are no part of it.
        after_persons: Words after a person's name.
        articles: The articles; families have `definite_article`.
        function_words: Words that say nothing by themselves.
        one_letter_words: Letters that are words.
        people_endings: What makes of a place its people or its adjective.
        possessive: The ending after an apostrophe that is no part of a name.
        plural: The ending of a family's name, and of names of peoples.
        abbreviated_countries: Abbreviations of countries with their ISO 3166 codes.

    Example:
        >>> language = target_language("en")
        >>> "oblast" in language.designators, language.is_plain("admiral")
        (True, True)
    """

    code: str
    particles: frozenset[str]
    inner_particles: frozenset[str]
    optional_particles: frozenset[str]
    designators: frozenset[str]
    before_places: frozenset[str]
    titles: frozenset[str]
    after_persons: frozenset[str]
    articles: frozenset[str]
    definite_article: str
    function_words: frozenset[str]
    one_letter_words: frozenset[str]
    people_endings: frozenset[str]
    possessive: str
    plural: str
    abbreviated_countries: Mapping[str, str] = field(repr=False)

    def __reduce__(self) -> tuple[Any, ...]:
        """Read the language again in another process."""
        return target_language, (self.code,)

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of the language, and which of them are names."""
        return Lexicon(self.code)

    @cached_property
    def is_plain(self) -> Callable[[str], bool]:
        """Return whether a folded word is a title, or common and not as common as a name, nor because of somebody famous.

        Example:
            >>> list(map(target_language("en").is_plain, ("said", "admiral", "steve", "starmer", "obama")))
            [True, True, False, False, False]
        """
        return lru_cache(_REMEMBERED)(self._is_plain)

    def _is_plain(self, word: str) -> bool:
        if word in self.titles:
            return True
        if self.lexicon.is_famous(word):
            return False
        frequency = self.lexicon.zipf(word) if len(word) > 1 else 0
        return frequency >= COMMON and self.lexicon.person_count(word) <= 10 ** (frequency - _NAME_MARGIN)

    def find_words(self, text: str) -> list[Word]:
        """Return the words of a text in order: letters with inner apostrophes, without possessive endings.

        Addresses, handles, file names and code have no words.

        Example:
            >>> [word.text for word in target_language("en").find_words("Xi'an is Zelensky’s 2nd stop, says @Makron")]
            ["Xi'an", 'is', 'Zelensky', 'nd', 'stop', 'says']
        """
        words, at = [], 0
        for start, end in (*find_links(text), (len(text), len(text))):
            words += [Word(match.start(), match.end(), match.group()) for match in self._word.finditer(text, at, start)]
            at = end
        return words

    @cached_property
    def _word(self) -> re.Pattern[str]:
        possessive = rf"(?i:{self.possessive})\b"
        return re.compile(
            rf"(?!(?<=\w[{APOSTROPHES}]){possessive}){_LETTERS}(?:[{APOSTROPHES}](?!{possessive}){_LETTERS})*"
        )

    def singular(self, name: str) -> str | None:
        """Return a name without the plural ending of a family, in any letter case, or None if it has none.

        Example:
            >>> target_language("en").singular("Makrons"), target_language("en").singular("Makron")
            ('Makron', None)
        """
        return name[: -len(self.plural)] if name.lower().endswith(self.plural) else None

    def family_plural(self, text: str, start: int, end: int) -> str:
        """Return the plural ending of a family's name ("the Makrons", not "the Kuznetsovs Fleet"), or an empty text.

        Example:
            >>> target_language("en").family_plural("To the Makrons.", 7, 14)
            's'
        """
        name, before = text[start:end], f"{self.definite_article} "
        singular = self.singular(name)
        if singular is None or text[max(0, start - len(before)) : start].lower() != before:
            return ""
        following = text[end : end + 2]
        return "" if following[:1] == " " and following[1:].isupper() else name[len(singular) :]

    def is_fragment(self, word: str) -> bool:
        """Return whether a word is a single small letter but not a word, as broken encoding leaves behind."""
        return len(word) == 1 and word not in self.one_letter_words and word.islower()

    def is_broken(self, name: str) -> bool:
        """Return whether single letters are split off a name, as by broken encoding: "S ã o Paulo"."""
        return any(self.is_fragment(word) for word in name.split())

    def countries_in(self, text: str) -> list[str]:
        """Return the ISO 3166 codes of the countries that a text abbreviates.

        Example:
            >>> target_language("en").countries_in("the U.S. told us what UK law says")
            ['US', 'GB']
        """
        return [self.abbreviated_countries[match] for match in self._abbreviated.findall(text)]

    @cached_property
    def _abbreviated(self) -> re.Pattern[str]:
        longest_first = sorted(self.abbreviated_countries, key=len, reverse=True)
        return re.compile(rf"\b(?:{'|'.join(map(re.escape, longest_first))})(?!\w)")


@cache
def target_language(code: str) -> TargetLanguage:
    """Return the language of a code; its file must have a table `target`."""
    fields: dict[str, Any] = dict(target_file(code))
    fields |= {name: frozenset(words.split()) for name, words in fields.pop("words").items()}
    return TargetLanguage(code, **fields)


def english() -> TargetLanguage:
    """Return English, the only target language so far."""
    return target_language("en")
