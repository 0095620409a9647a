"""The rules of the stage: mentions without candidates, and forms that are refused as candidates of a mention."""

from __future__ import annotations

from namefix.datatypes import Candidate, Mention
from namefix.names.name import Name, name_of
from namefix.names.romanisation import syllables
from namefix.names.similarity import likeness
from namefix.names.target_language import TargetLanguage
from namefix.rules import Rule
from namefix.table.name_table import NameTable


def _is_target(mention: Mention, _: NameTable) -> bool:
    return any(form.entity.target or form.entity.kind == "other" for form in mention.forms)


def _is_known_to_user(mention: Mention, _: NameTable) -> bool:
    return any(form.is_right and form.entity.is_own for form in mention.forms)


def _is_country(mention: Mention, table: NameTable) -> bool:
    return table.language.lexicon.country_of(mention.name.folded) is not None


def _is_office(mention: Mention, table: NameTable) -> bool:
    return table.has_office(mention.name.folded)


def _is_longer_or_shorter(candidate: Candidate, language: TargetLanguage) -> bool:
    name, alias = candidate.mention.name, candidate.name
    words, others = set(name.words), set(alias.words)
    if words == others or name.squashed == alias.squashed:
        return False
    if (
        len(words - language.particles) > 1
        and words - others <= language.particles
        and others - words <= language.particles
    ):
        return words ^ others <= language.optional_particles
    return words <= others or others <= words or words < set(name_of(candidate.entity.name).words)


def _is_other_reading(candidate: Candidate, _: TargetLanguage) -> bool:
    name, form = candidate.mention.name, candidate.form
    return form.status == "reading" and name.squashed != form.name.squashed and bool(syllables(name.words))


def _has_other_designator(candidate: Candidate, language: TargetLanguage) -> bool:
    words, others = set(candidate.mention.name.words), set(candidate.name.words)
    has_number = any(letter.isdigit() for letter in candidate.alias)
    is_numbered = any(letter.isdigit() for letter in candidate.mention.surface)
    return has_number > is_numbered or bool(words & language.designators) != bool(others & language.designators)


def _begins_with_common_word(candidate: Candidate, language: TargetLanguage) -> bool:
    first, _, rest = candidate.mention.surface.partition(" ")
    folded = name_of(first).folded
    if not rest or folded in candidate.name.words:
        return False
    is_small = first.islower() and folded not in language.particles
    lexicon = language.lexicon
    return folded in language.titles or (is_small and lexicon.zipf(folded) > 0 and not lexicon.person_count(folded))


def _is_liker_without_a_word(candidate: Candidate, _: TargetLanguage) -> bool:
    name, alias = candidate.mention.name, candidate.name
    words = name.text.split(" ")
    if len(words) == 1:
        return False
    shorter = [words[1:]] if len(words) > len(alias.text.split(" ")) else []
    if shorter or words[-1].islower():
        shorter.append(words[:-1])
    return any(_likeness(rest, alias) >= likeness(name, alias) for rest in shorter)


def _likeness(words: list[str], alias: Name) -> float:
    return likeness(name_of(" ".join(words)), alias)


def _is_of_its_people(candidate: Candidate, language: TargetLanguage) -> bool:
    name, form = candidate.mention.name, candidate.form
    return form.entity.kind == "place" and name.folded.removeprefix(form.name.folded) in language.people_endings


SETTLED = (
    Rule("target", "right as it stands", _is_target),
    Rule("known to the user", "right as it stands", _is_known_to_user),
    Rule("country", "the name, people or adjective of a country", _is_country),
    Rule("office", "an office or occupation", _is_office),
)
"""Mentions that are never searched. Names that are only known are among them if they are in a table of the user; those of the
bundled table are only evidence."""

REFUSED = (
    Rule("longer or shorter", "differs by whole words only from", _is_longer_or_shorter),
    Rule(
        "kind of place", "has a kind of place that is not part of, or lacks one or a number of", _has_other_designator
    ),
    Rule("other reading", "may be another Chinese name than", _is_other_reading),
    Rule("title", "begins with a title or a common word that is not part of", _begins_with_common_word),
    Rule("stray word", "has a word at one end that is not part of", _is_liker_without_a_word),
    Rule("people", "the people or adjective of", _is_of_its_people),
)
"""Forms that are not candidates of a mention; the sentence is followed by the form. *Merkel* is not a garbled *Angela Merkel*,
but *Ursula Leyen* lacks only particles; in *President Makron*, *Lake Baykal* and *Makron met*, a part is the mention; *South
Korean* is not South Korea."""
