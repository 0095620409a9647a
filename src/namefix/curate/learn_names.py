"""Learning of names from sources: those that no table has become proposed rows.

Counts are kept in memory up to a limit, and then on disk, so that memory does not grow with the documents.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from namefix.curate.learned_name import Example, LearnedName, Sighting, sentence_at
from namefix.curate.scratch import Scratch
from namefix.datatypes import Document, Entity, NativeName, Source, Translation
from namefix.names.name import name_of
from namefix.names.native_folding import WORD
from namefix.names.source_name import SourceName
from namefix.pipeline import NameFixer
from namefix.report.wording import counted
from namefix.table.name_table import NameTable
from namefix.table.validate import Row, entity_of

_MOST_IN_MEMORY = 50_000
"""Maximum number of names that are counted in memory."""

_LONGEST_EXAMPLE = 240
"""Maximum length of an example in characters."""

_BAR = "|"
"""Separator of list items in CSV, which no form may contain."""


class LocatedTranslation(NamedTuple):
    """A translation with its file and line."""

    place: str
    translation: Translation


class LearnedRow(NamedTuple):
    """A proposed row, and the name with its counts."""

    entity: Entity
    name: LearnedName


@dataclass
class LearningSummary:
    """Counts of the documents read and of the names proposed."""

    documents: int = 0
    without_source: int = 0
    unused: Counter[str] = field(default_factory=Counter)
    """Sources that were ignored, by the reason."""
    rare: int = 0
    """Names in too few documents."""
    in_table: int = 0
    """Names whose spelling is already that of a target."""
    proposed: int = 0

    def __str__(self) -> str:
        """Return the summary for a reader.

        Example:
            >>> print(LearningSummary(1200, 3, Counter({"the source has no letters": 2}), 40, 5, 310))
            1,200 documents read, 310 names proposed
                      3  documents without a source
                      2  sources not used: the source has no letters
                     40  names in too few documents
                      5  names already in a table in English
        """
        lines = [f"{counted(self.documents, 'document')} read, {counted(self.proposed, 'name')} proposed"]
        notes = {
            "documents without a source": self.without_source,
            **{f"sources not used: {reason}": count for reason, count in sorted(self.unused.items())},
            "names in too few documents": self.rare,
            "names already in a table in English": self.in_table,
        }
        return "\n".join([*lines, *(f"{count:>11,}  {note}" for note, count in notes.items() if count)])


def learn_names(
    fixer: NameFixer, translations: Iterable[LocatedTranslation], write: Callable[[LearnedRow], object], least: int = 1
) -> LearningSummary:
    """Write a proposed row for each name of the sources that no table has, the most frequent ones first.

    Args:
        fixer: Reads the texts; its tables are those that lack the names.
        translations: The texts with their sources.
        write: Called with each row.
        least: Minimum number of documents that have a name.

    Raises:
        OutputError: If there is no space for temporary data.
    """
    summary = LearningSummary()
    with Scratch() as ordered:
        with Scratch() as by_id:
            with Scratch() as by_native:
                _count_names(fixer, translations, by_native, summary)
                for name in _frequent(by_native, least, summary):
                    if _is_in_table(name, fixer.table):
                        summary.in_table += 1
                    else:
                        by_id.add(name.id_stem, name.pack())
            for stem, bodies in by_id.groups():
                for entity_id, name in _with_ids(str(stem), map(LearnedName.unpack, bodies), fixer.table):
                    ordered.add(-name.documents, f"{entity_id}\t{name.pack()}")
        for _, bodies in ordered.groups():
            for body in bodies:
                entity_id, packed = body.split("\t", 1)
                name = LearnedName.unpack(packed)
                row = LearnedRow(name.row(entity_id), name)
                if _is_valid(row.entity):
                    summary.proposed += 1
                    write(row)
    return summary


def _count_names(
    fixer: NameFixer, translations: Iterable[LocatedTranslation], by_native: Scratch, summary: LearningSummary
) -> None:
    """Count the names of all documents; a name can have several counts, which have to be added."""
    names: dict[str, LearnedName] = {}

    def store() -> None:
        by_native.add_many((native, name.pack()) for native, name in names.items())
        names.clear()

    for place, translation in translations:
        summary.documents += 1
        if translation.source is None:
            summary.without_source += 1
            continue
        [document] = fixer.detect([translation.text], with_pipeline=False)
        document = fixer.read(document, translation)
        summary.unused.update(warning.partition(";")[0] for warning in document.warnings)
        for sighting in sightings(document, place):
            native = sighting.name.native
            names.setdefault(native, LearnedName(native)).add(sighting)
        if len(names) > _MOST_IN_MEMORY:
            store()
    store()


def sightings(document: Document, place: str) -> Iterator[Sighting]:
    """Yield each name of the source of a document that no table has, except for a part of a longer one.

    Args:
        document: The document with its source.
        place: Its file and line.
    """
    source = document.source
    if source is None:
        return
    first: dict[str, NativeName] = {}
    for name in source.names:
        if name.entity.id in source.unlisted:
            first.setdefault(name.entity.id, name)
    parts = _parts(name.form for name in source.names)
    translated = _translated(document, source, place)
    for key, name in first.items():
        source_name = source.unlisted[key]
        if source_name.native not in parts:
            line = sentence_at(source.text, name.start, name.end, _LONGEST_EXAMPLE)
            yield Sighting(
                source_name, name.entity.kind, name.entity.country, translated.get(key, {}), Example(place, line)
            )


def _parts(natives: Iterable[str]) -> set[str]:
    """Return the words of names of several words."""
    words = map(WORD.findall, natives)
    return {word for found in words if len(found) > 1 for word in found}


def _translated(document: Document, source: Source, place: str) -> dict[str, dict[str, Example]]:
    """Return an example of each spelling of the names in the translation, by the id of the name."""
    found: dict[str, dict[str, Example]] = {}
    for mention in document.mentions:
        for form in mention.forms:
            if form.is_right and _is_spelling(form.text, source.unlisted.get(form.entity.id)):
                examples = found.setdefault(form.entity.id, {})
                if form.text not in examples:
                    sentence = sentence_at(document.text, mention.start, mention.end, _LONGEST_EXAMPLE)
                    examples[form.text] = Example(place, sentence)
    return found


def _is_spelling(text: str, name: SourceName | None) -> bool:
    return name is not None and any(spelling.text == text for spelling in name.spellings)


def _frequent(by_native: Scratch, least: int, summary: LearningSummary) -> Iterator[LearnedName]:
    """Yield the names in enough documents, with all their counts."""
    for _, bodies in by_native.groups():
        name, *later = map(LearnedName.unpack, bodies)
        for counts in later:
            name.merge(counts)
        if name.documents >= least:
            yield name
        else:
            summary.rare += 1


def _is_in_table(name: LearnedName, table: NameTable) -> bool:
    """Return whether the spelling of a name is a correct name of a target."""
    forms = table.meanings(name_of(name.best.text).folded)
    return any(form.entity.target and form.is_right for form in forms)


def _with_ids(stem: str, names: Iterable[LearnedName], table: NameTable) -> Iterator[tuple[str, LearnedName]]:
    """Yield names that are spelt alike with different ids, of which the most frequent name has the shortest one."""
    in_order = sorted(names, key=lambda name: (-name.documents, name.native))
    for number, name in enumerate(in_order):
        yield (name.own_id if number or stem in table.entities else stem), name


def _is_valid(entity: Entity) -> bool:
    """Return whether a table may contain a row; the names of some sources have unprintable characters."""
    lists = {"variants": list(entity.variants), "native": list(entity.native)}
    if any(_BAR in form for forms in lists.values() for form in forms):
        return False
    fields = {"id": entity.id, "kind": entity.kind, "name": entity.name, **lists, "country": entity.country}
    return isinstance(entity_of(Row("", 0, fields)), Entity)
