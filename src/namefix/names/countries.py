"""The names of people by country (ISO 3166), as the languages spoken there have them."""

from __future__ import annotations

from functools import cache

from namefix.names.language import Language, languages


@cache
def languages_of(country: str | None) -> tuple[Language, ...]:
    """Return the languages of a country, according to their files.

    Example:
        >>> [language.code for language in languages_of("BA")]
        ['bs', 'sr']
    """
    return tuple(language for language in languages().values() if country in language.countries)


@cache
def is_surname_first(country: str | None) -> bool:
    """Return whether the people of a country are named surname first, in other languages too.

    Example:
        >>> [is_surname_first(country) for country in ("CN", "JP", "SG", None)]
        [True, False, False, False]
    """
    return any(country in language.surname_first for language in languages().values())


@cache
def has_either_order(country: str | None) -> bool:
    """Return whether names of the people of a country are written in both orders.

    Example:
        >>> [has_either_order(country) for country in ("JP", "KR", "CN")]
        [True, True, False]
    """
    return any(country in language.either_order for language in languages().values())


@cache
def has_latin_names(country: str | None) -> bool:
    """Return whether names are written in Latin letters in a country, so that there is one right spelling.

    Example:
        >>> has_latin_names("FR"), has_latin_names("RS"), has_latin_names(None)
        (True, False, False)
    """
    spoken = languages_of(country)
    return bool(spoken) and all(language.script == "Latin" for language in spoken)


@cache
def has_chinese_names(country: str | None) -> bool:
    """Return whether the people of a country bear Chinese names."""
    return any(language.code == "zh" for language in languages_of(country))


@cache
def left_endings(country: str | None) -> tuple[str, ...]:
    """Return the endings that translation leaves on names of a country, in Latin letters, longest first."""
    return next((language.left_endings for language in languages_of(country) if language.left_endings), ())


@cache
def left_beginnings_and_endings() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return what translation from any language leaves before and after names, in Latin letters, longest first.

    Endings of one letter are left out, because they are part of many names.

    Example:
        >>> beginnings, endings = left_beginnings_and_endings()
        >>> "wal" in beginnings, "eseo" in endings, "a" in endings
        (True, True, False)
    """
    spoken = languages().values()
    beginnings = {beginning for language in spoken for beginning in language.left_beginnings}
    endings = {ending for language in spoken for ending in language.left_endings if len(ending) > 1}
    return tuple(sorted(beginnings, key=_longest_first)), tuple(sorted(endings, key=_longest_first))


def _longest_first(text: str) -> tuple[int, str]:
    return -len(text), text


def is_of_other_gender(word: str, surname: str, country: str | None) -> bool:
    """Return whether a word is the surname of women to a surname of men of a country, or the reverse.

    Example:
        >>> is_of_other_gender("medvedeva", "medvedev", "RU"), is_of_other_gender("medvedev", "medvedeva", "RU")
        (True, True)
        >>> is_of_other_gender("medvedevu", "medvedev", "RU"), is_of_other_gender("roma", "rom", "RU")
        (False, False)
    """
    return any(
        one.endswith(his) and other == one.removesuffix(his) + hers
        for one, other in ((word, surname), (surname, word))
        for hers, his in _feminine(country)
    )


@cache
def _feminine(country: str | None) -> tuple[tuple[str, str], ...]:
    return tuple(pair for language in languages_of(country) for pair in language.feminine)
