"""Warnings about a single row: mixed scripts, English words, useless native forms; and about the weights of a table."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from namefix.curate.placed_rows import PlacedRow
from namefix.curate.scripts import script_of
from namefix.curate.table_warning import Severity, TableWarning, row_reference
from namefix.names.name import name_of
from namefix.names.native_folding import WORD
from namefix.names.target_language import english

_WITH_LATIN = frozenset(("Han", "Kana", "Hangul"))
"""Scripts that may occur with Latin letters in one word (Ｔシャツ, X光)."""

_MOST_EDITIONS = 400
"""Upper limit of a plausible weight, above the number of language editions of Wikipedia.

Reference:
    https://meta.wikimedia.org/wiki/List_of_Wikipedias: about 340, without closed ones."""


def inspect_row(row: PlacedRow) -> Iterator[TableWarning]:
    """Yield warnings about the forms of one row."""
    entity = row.entity
    lists = {"alias": entity.aliases, "variant": entity.variants, "misspelling": entity.misspellings}
    for field, forms in {"name": (entity.name,), **lists}.items():
        for form in forms:
            if not form.isascii() and (letters := _foreign_letters(form)):
                severity: Severity = "high" if field == "name" else "medium"
                problem = f"{field} {form!r} has letters that are not Latin: {letters}"
                remedy = "retype it in Latin letters; forms in other scripts belong in native"
                yield TableWarning("script", severity, row_reference(row), problem, remedy)
    for form in entity.misspellings:
        if all(map(english().is_plain, name_of(form).words)):
            problem = f"misspelling {form!r} is common English and would be replaced wherever it looks like a name"
            yield TableWarning("misspelling", "high", row_reference(row), problem, "remove it")
    yield from _native_forms(row)


def _native_forms(row: PlacedRow) -> Iterator[TableWarning]:
    entity = row.entity
    right = {name_of(form).folded for form in (entity.name, *entity.aliases, *entity.variants)}
    for form in entity.native:
        if script_of(form) == "Latin" and name_of(form).folded in right:
            problem = f"native form {form!r} is in Latin letters and already a form of the row"
            yield TableWarning("native", "low", row_reference(row), problem, "remove it")
        elif not form.isascii():
            for word in WORD.findall(form):
                if scripts := _mixed(word):
                    problem = f"native form {form!r} mixes scripts in one word: {_first_letters(word, scripts)}"
                    remedy = "retype it in one script; otherwise it matches no source"
                    yield TableWarning("native", "medium", row_reference(row), problem, remedy)


def _mixed(word: str) -> set[str]:
    """Return the scripts of a word that mixes incompatible scripts, or an empty set."""
    if script_of(word) is not None:
        return set()
    scripts = {script for letter in word if letter.isalpha() and (script := script_of(letter))}
    return scripts if len(scripts) > 1 and not scripts & _WITH_LATIN else set()


def _first_letters(word: str, scripts: Iterable[str]) -> str:
    """Return the first letter of each script with its name, because letters of two scripts may look the same."""
    first = {script: next(letter for letter in word if script_of(letter) == script) for script in sorted(scripts)}
    return ", ".join(f"{letter} is {script}" for script, letter in first.items())


def _foreign_letters(form: str) -> str:
    """Return the letters of a form that are not Latin, with their Unicode names."""
    found = [letter for letter in form if letter.isalpha() and script_of(letter) not in (None, "Latin")]
    return ", ".join(f"{letter} is {unicodedata.name(letter)}" for letter in dict.fromkeys(found))


@dataclass(slots=True)
class WeightSurvey:
    """Counts of the weights in one table.

    Example:
        >>> from namefix.datatypes import Entity
        >>> survey = WeightSurvey()
        >>> for at, weight in enumerate((0, 3_000_000), start=2):
        ...     survey.add(PlacedRow(Entity(f"place/{at}", "place", "Oslo", weight=weight), "t.csv", at))
        >>> [warning.problem for warning in survey.warnings()]
        ['1 of 2 targets has no weight', '1 row has a weight above 400, the first 3000000']
    """

    targets: int = 0
    unweighted: int = 0
    too_heavy: int = 0
    first_unweighted: PlacedRow | None = None
    first_too_heavy: PlacedRow | None = None

    def add(self, row: PlacedRow) -> None:
        """Count a row."""
        if row.entity.target:
            self.targets += 1
            if row.entity.weight == 0:
                self.unweighted += 1
                self.first_unweighted = self.first_unweighted or row
        if row.entity.weight > _MOST_EDITIONS:
            self.too_heavy += 1
            self.first_too_heavy = self.first_too_heavy or row

    def warnings(self) -> Iterator[TableWarning]:
        """Yield warnings about the weights of the table, each at the first row concerned."""
        if self.first_unweighted and self.unweighted < self.targets:
            count = f"{self.unweighted} of {self.targets} targets {_has(self.unweighted)}"
            remedy = "add weights: of two similar names, the better known one is likelier to be meant"
            problem = f"{count} no weight"
            yield TableWarning("weight", "low", row_reference(self.first_unweighted), problem, remedy)
        if self.first_too_heavy:
            rows = "1 row has" if self.too_heavy == 1 else f"{self.too_heavy} rows have"
            heavy = self.first_too_heavy
            problem = f"{rows} a weight above {_MOST_EDITIONS}, the first {heavy.entity.weight:.0f}"
            remedy = "use the scale of the bundled table: about the number of language editions of Wikipedia"
            yield TableWarning("weight", "medium", row_reference(heavy), problem, remedy)


def _has(count: int) -> str:
    return "has" if count == 1 else "have"
