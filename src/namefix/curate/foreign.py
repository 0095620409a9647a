"""The types of an import: names as a foreign data set has them, refused records, and the protocol of its formats."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from namefix.curate.scripts import script_of, scripts_of_language
from namefix.datatypes import Kind
from namefix.names.language import check_code

ProgressCallback = Callable[[int], None]
"""Callback that receives the number of bytes read since its last call."""


class Label(NamedTuple):
    """A name with the language code of the data set, empty if there is none."""

    text: str
    language: str = ""


class ForeignName(NamedTuple):
    """One person or place as the data set has it, before any rule is applied.

    `aliases` are other English names, `variants` other spellings in use, not all of them right. The first of `countries`
    that is an ISO 3166 code counts. If `refers` is set, countries and roles are ids that the format looks up.
    """

    id: str
    kind: Kind
    name: str
    aliases: tuple[str, ...] = ()
    variants: tuple[str, ...] = ()
    native: tuple[Label, ...] = ()
    countries: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    weight: float = 0.0
    refers: bool = False


class Refusal(NamedTuple):
    """The reason why a record is dropped; for a broken line, also its file, its number and the problem."""

    reason: str
    path: Path | None = None
    line: int | None = None
    problem: str = ""


NEITHER = Refusal("neither a person nor a place")


def broken_line(path: Path, line: int, problem: str) -> Refusal:
    """Return the refusal of a line that does not have the layout of its file."""
    return Refusal("broken line", path, line, problem)


@dataclass(frozen=True, slots=True)
class Selection:
    """The part of a data set that is imported: kinds, minimum weight, and languages of native forms.

    Without languages, native forms in all scripts but Latin are imported. Rows with a weight of `least_target` or more are
    targets; if it is None, no row is.
    """

    kinds: frozenset[Kind] = frozenset(("person", "place"))
    least_weight: float = 0.0
    languages: frozenset[str] = frozenset()
    least_target: float | None = None

    def refusal(self, kind: Kind, weight: float) -> Refusal | None:
        """Return the refusal of a record by its kind and weight, or None if it is selected."""
        if kind not in self.kinds:
            return Refusal(f"a {kind}, not selected")
        if weight < self.least_weight:
            return Refusal(f"weight below {self.least_weight:g}")
        return None

    def takes(self, label: Label) -> bool:
        """Return whether a label is a native form in the selected languages.

        Example:
            >>> russian = Selection(languages=frozenset({"ru"}))
            >>> [russian.takes(Label(text, "ru")) for text in ("Киев", "Kiev")], russian.takes(Label("Київ", "uk"))
            ([True, False], False)
        """
        script = script_of(label.text)
        if script is None or not self.languages:
            return script not in (None, "Latin")
        if not label.language:
            return script != "Latin" and any(script in scripts_of_language(code) for code in self.languages)
        code = _base_of(label.language)
        return code in self.languages and script in scripts_of_language(code)


class ImportFormat(Protocol):
    """Reader of one foreign data set, built with `(path, **options)`; `options` lists the names of its options."""

    path: Path
    options: tuple[str, ...]

    def total_bytes(self) -> int:
        """Return the number of bytes that will be read in all passes together."""
        ...

    def records(self, selection: Selection, watch: ProgressCallback) -> Iterator[ForeignName | Refusal]:
        """Yield each record or its refusal; a format may refuse records that are not selected.

        Raises:
            InputError: If a file cannot be read, or has another layout.
        """
        ...


@runtime_checkable
class Referring(Protocol):
    """Additional method of a format whose countries and roles are ids of other records."""

    def lookup(self, references: Collection[str], watch: ProgressCallback) -> Mapping[str, str]:
        """Return the country code or the name of the office for each known reference."""
        ...


_BASES: dict[str, str] = {}


def _base_of(language: str) -> str:
    """Return the ISO 639-1 code for a language code of a data set (zh-hant, be-tarask, cmn), or that code if there is none."""
    if language not in _BASES:
        try:
            _BASES[language] = check_code(language)
        except ValueError:
            _BASES[language] = language
    return _BASES[language]
