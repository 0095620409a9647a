"""What is likely wrong with a row by itself: letters of several scripts, English words, useless native forms; and weights."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from namefix.curate.placed_rows import PlacedRow
from namefix.curate.scripts import script_of
from namefix.curate.suspicion import Severity, Suspicion, suspect
from namefix.names.lexicon import is_plain
from namefix.names.native_folding import WORD
from namefix.names.words import fold

_WITH_LATIN = frozenset(("Han", "Kana", "Hangul"))
"""Scripts of languages that write words with Latin letters in them (Ｔシャツ, X光)."""

_MOST_EDITIONS = 400
"""More than the language editions that Wikipedia has.

Reference:
    https://meta.wikimedia.org/wiki/List_of_Wikipedias: some 340, closed ones left out."""


def inspect_row(row: PlacedRow) -> Iterator[Suspicion]:
    """Yield what is likely wrong with the forms of one row."""
    entity = row.entity
    lists = {"alias": entity.aliases, "variant": entity.variants, "misspelling": entity.misspellings}
    for field, forms in {"name": (entity.name,), **lists}.items():
        for form in forms:
            if not form.isascii() and (letters := _foreign_letters(form)):
                severity: Severity = "high" if field == "name" else "medium"
                problem = f"{field} {form!r} has letters that are not Latin: {letters}"
                remedy = "type it again in Latin letters; forms in other scripts belong into native"
                yield Suspicion("script", severity, suspect(row), problem, remedy)
    for form in entity.misspellings:
        if all(map(is_plain, fold(form).split(" "))):
            problem = f"misspelling {form!r} is common English, and is replaced wherever it stands for a name"
            yield Suspicion("misspelling", "high", suspect(row), problem, "take it out")
    yield from _native_forms(row)


def _native_forms(row: PlacedRow) -> Iterator[Suspicion]:
    entity = row.entity
    right = {fold(form) for form in (entity.name, *entity.aliases, *entity.variants)}
    for form in entity.native:
        if script_of(form) == "Latin" and fold(form) in right:
            problem = f"native form {form!r} is in Latin letters, and a form of the row already"
            yield Suspicion("native", "low", suspect(row), problem, "take it out")
        elif not form.isascii():
            for word in WORD.findall(form):
                if scripts := _mixed(word):
                    problem = f"native form {form!r} mixes scripts in one word: {_told_letters(word, scripts)}"
                    remedy = "type it again in the letters of one language, else no source can have it"
                    yield Suspicion("native", "medium", suspect(row), problem, remedy)


def _mixed(word: str) -> set[str]:
    """Return the scripts of a word that has letters of several which languages do not mix."""
    if script_of(word) is not None:
        return set()
    scripts = {script for letter in word if letter.isalpha() and (script := script_of(letter))}
    return scripts if len(scripts) > 1 and not scripts & _WITH_LATIN else set()


def _told_letters(word: str, scripts: Iterable[str]) -> str:
    """Name the first letter of each script, since they may look the same."""
    first = {script: next(letter for letter in word if script_of(letter) == script) for script in sorted(scripts)}
    return ", ".join(f"{letter} is {script}" for script, letter in first.items())


def _foreign_letters(form: str) -> str:
    """Name the letters of a form that are in another script than Latin."""
    found = [letter for letter in form if letter.isalpha() and script_of(letter) not in (None, "Latin")]
    return ", ".join(f"{letter} is {unicodedata.name(letter)}" for letter in dict.fromkeys(found))


@dataclass(slots=True)
class WeightSurvey:
    """The weights of one table: what they tell only together.

    Example:
        >>> from namefix.datatypes import Entity
        >>> survey = WeightSurvey()
        >>> for at, weight in enumerate((0, 3_000_000), start=2):
        ...     survey.add(PlacedRow(Entity(f"place/{at}", "place", "Oslo", weight=weight), "t.csv", at))
        >>> [suspicion.problem for suspicion in survey.suspicions()]
        ['1 of 2 targets has weight 0 while others have one', '1 row has a weight above 400, this one 3000000']
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

    def suspicions(self) -> Iterator[Suspicion]:
        """Yield what is likely wrong with the weights of the table, each told at its first row."""
        if self.first_unweighted and self.unweighted < self.targets:
            count = f"{self.unweighted} of {self.targets} targets {_has(self.unweighted)}"
            remedy = "give them weights: of two alike, the better known is likelier to be meant"
            problem = f"{count} weight 0 while others have one"
            yield Suspicion("weight", "low", suspect(self.first_unweighted), problem, remedy)
        if self.first_too_heavy:
            rows = "1 row has" if self.too_heavy == 1 else f"{self.too_heavy} rows have"
            heavy = self.first_too_heavy
            problem = f"{rows} a weight above {_MOST_EDITIONS}, this one {heavy.entity.weight:.0f}"
            remedy = (
                "weights are about the number of Wikipedia's language editions; no other table's compare with these"
            )
            yield Suspicion("weight", "medium", suspect(heavy), problem, remedy)


def _has(count: int) -> str:
    return "has" if count == 1 else "have"
