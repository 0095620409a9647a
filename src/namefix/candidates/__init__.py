"""Candidates: few and fast. Surface forms in, for each the forms of the table that it may be a garble of, likest first."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain

from namefix.datatypes import Form, Mention
from namefix.names.name import Name, name_of
from namefix.names.similarity import likeness
from namefix.names.target_language import TargetLanguage
from namefix.table.name_table import NameTable


def is_settled(mention: Mention, table: NameTable) -> bool:
    """Whether a mention is right beyond doubt: the name of a target, a demonym, a country's name or adjective, an office.

    So is a name that is only known, if the user says so; of the bundled table it is evidence, no more.
    """
    if any(form.entity.target or form.entity.kind == "other" for form in mention.forms):
        return True
    if any(form.status != "misspelling" and not form.entity.is_bundled for form in mention.forms):
        return True
    folded = mention.name.folded
    return table.language.lexicon.country_of(folded) is not None or table.has_office(folded)


def one_form_an_entity(*lists: Sequence[Form]) -> list[Form]:
    """Return the forms of several lists in order, the first of each entity."""
    first: dict[str, Form] = {}
    for form in chain.from_iterable(lists):
        first.setdefault(form.entity.id, form)
    return list(first.values())


def is_of_its_people(name: Name, form: Form, language: TargetLanguage) -> bool:
    """Whether a mention is the people or adjective of a place: "South Korean" is not South Korea.

    Example:
        >>> from namefix.datatypes import Entity
        >>> from namefix.names.target_language import english
        >>> korea = Entity("place/kr", "place", "South Korea")
        >>> is_of_its_people(name_of("South Korean"), Form("South Korea", korea, "name", "South Korea"), english())
        True
    """
    if form.entity.kind != "place":
        return False
    country_of = language.lexicon.country_of
    country = country_of(name_of(form.entity.name).folded)
    if country is not None and country in map(country_of, (name.folded, *name.words)):
        return True
    return name.folded.removeprefix(form.name.folded) in language.people_endings


def has_stray_word(name: Name, alias: Name, language: TargetLanguage) -> bool:
    """Whether a mention is less like an alias for a word at one of its ends, which then belongs to the sentence.

    So do a title or a small English word at its beginning, and a word for a kind of place at its end, which the alias has not.

    Example:
        >>> from namefix.names.target_language import english
        >>> pairs = ("Emmanuel Makron met", "Emmanuel Macron"), ("Zelen sky", "Zelensky")
        >>> [has_stray_word(*map(name_of, pair), english()) for pair in pairs]
        [True, False]
    """
    words, others = name.text.split(" "), alias.words
    if len(words) == 1:
        return False
    if name_of(words[-1]).folded in language.designators and language.designators.isdisjoint(others):
        return True
    if _is_of_sentence(words[0], language) and name_of(words[0]).folded not in others:
        return True
    shorter = [words[1:]] if len(words) > len(alias.text.split(" ")) else []
    if shorter or words[-1].islower():
        shorter.append(words[:-1])
    whole = likeness(name, alias)
    return any(likeness(name_of(" ".join(rest)), alias) >= whole for rest in shorter)


def _is_of_sentence(word: str, language: TargetLanguage) -> bool:
    """Whether a word before a name is a title, or a word of the language and written small."""
    folded = name_of(word).folded
    is_small = word.islower() and folded not in language.particles
    lexicon = language.lexicon
    return folded in language.titles or (is_small and lexicon.zipf(folded) > 0 and not lexicon.person_count(folded))


def is_longer_or_shorter(name: Name, alias: Name) -> bool:
    """Whether all that differs is that one of two names has further words, which makes none of them a garble.

    Example:
        >>> merkel = name_of("Angela Merkel")
        >>> is_longer_or_shorter(name_of("Merkel"), merkel), is_longer_or_shorter(name_of("Angla Merkel"), merkel)
        (True, False)
    """
    words, others = set(name.words), set(alias.words)
    return words != others and (words <= others or others <= words) and name.squashed != alias.squashed
