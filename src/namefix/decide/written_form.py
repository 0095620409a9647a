"""The form that is written for a candidate, by the house style, the usage of the document, and accepted parts."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from namefix.datatypes import Candidate, Document
from namefix.names.countries import has_chinese_names
from namefix.names.name import Name, name_of
from namefix.names.romanisation import is_same_name, is_written_otherwise, is_written_out
from namefix.names.similarity import spelling_similarity
from namefix.names.target_language import TargetLanguage
from namefix.table.name_table import forms_of
from namefix.table.style import HouseStyle

_SAME_SHAPE = 0.6
"""Minimum similarity of two interchangeable forms of an entity (Zelensky, Zelenskyy; but not Abe, Shinzo)."""

Usage = Mapping[str, Counter[str]]
"""Entity id → the counts of words in its correct names in the document."""


def written_form(candidate: Candidate, usage: Usage, style: HouseStyle, language: TargetLanguage) -> str:
    """Return the text to write for a candidate."""
    written = _in_house_spelling(candidate, usage, style, language)
    if style.keeps(candidate.entity):
        return with_accepted_parts(candidate.mention.surface, written, candidate.entity.country, language)
    return written


def usage_of(document: Document) -> Usage:
    """Return the words of the correct names in a document."""
    usage: dict[str, Counter[str]] = defaultdict(Counter)
    for mention in document.mentions:
        for form in mention.forms:
            if form.is_right:
                usage[form.entity.id].update(set(form.name.words))
    return usage


def accepted_as(candidate: Candidate, language: TargetLanguage) -> str | None:
    """Return the form of the candidate's entity of which the mention is another romanisation, or None."""
    entity = candidate.entity
    right = (form for form in forms_of(entity, language) if form.is_right)
    name, country = candidate.mention.name, entity.country
    return next((form.text for form in right if _is_accepted(name, form.name, country, language)), None)


def with_accepted_parts(surface: str, written: str, country: str | None, language: TargetLanguage) -> str:
    """Return a replacement that keeps the accepted parts of the mention: other romanisations, Town for Township.

    Example:
        >>> from namefix.names.target_language import english
        >>> with_accepted_parts("Sergey Lavlov", "Sergei Lavrov", "RU", english())
        'Sergey Lavrov'
    """
    parts, others = surface.split(), written.split()
    if len(parts) != len(others):
        return written
    return " ".join(
        part if _is_as_right(name_of(part), name_of(other), country, language) else other
        for part, other in zip(parts, others, strict=True)
    )


def _is_as_right(part: Name, other: Name, country: str | None, language: TargetLanguage) -> bool:
    return _is_accepted(part, other, country, language) or {part.folded, other.folded} <= language.designators


def _is_accepted(name: Name, other: Name, country: str | None, language: TargetLanguage) -> bool:
    """Return whether a name is a romanisation of another that the language uses: *Sergej*, but not *Janukowytsch*."""
    if is_written_out(name, other) or _is_hyphenated(name, other, country):
        return True
    if not is_same_name(name, other, country):
        return False
    zipf = language.lexicon.zipf
    return zipf(name.squashed) > 0 or not any(
        is_written_otherwise(name_of(word), name_of(right)) and not zipf(word)
        for word, right in zip(name.words, other.words, strict=True)
    )


def _is_hyphenated(name: Name, other: Name, country: str | None) -> bool:
    """Return whether a Chinese name only has a hyphen more: *Mei-lin*, *Meilin*."""
    return "-" in name.text and name.squashed == other.squashed and has_chinese_names(country)


def _in_house_spelling(candidate: Candidate, usage: Usage, style: HouseStyle, language: TargetLanguage) -> str:
    """Return the text to write for a form, by the house style, or else by the usage of the document.

    Accepted spellings of parts of the mention are kept: "Binyamin Netaniagu" becomes "Binyamin Netanyahu".
    """
    form = candidate.form
    if not style.keeps(form.entity):
        return style.preferred(form) or form.replacement
    kept = set(candidate.mention.name.words) & set(form.name.words)
    if form.status == "variant" and not kept <= set(form.replacement_name.words):
        return form.text
    words = usage.get(form.entity.id)
    if not words:
        return form.replacement
    size = len(form.replacement.split())
    used, best = sum(words[word] for word in form.replacement_name.words), form.replacement
    for other in forms_of(form.entity, language):
        words_in_both = kept & set(form.replacement_name.words)
        if not other.is_right or len(other.text.split()) != size or not words_in_both <= set(other.name.words):
            continue
        count = sum(words[word] for word in other.name.words)
        if count > used and spelling_similarity(other.name, form.replacement_name) >= _SAME_SHAPE:
            used, best = count, other.text
    return best
