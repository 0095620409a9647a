"""What flows from a foreign data set into a table: names as they are found there, or why one is not taken."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple, Protocol, runtime_checkable

from namefix.curate.scripts import script_of, scripts_of_language
from namefix.datatypes import Kind
from namefix.names.languages import check_code

Watch = Callable[[int], None]
"""Is told how many more bytes of the source have been read."""


class Label(NamedTuple):
    """A name with the code of its language as the data set has it; empty where it does not tell."""

    text: str
    language: str = ""


class ForeignName(NamedTuple):
    """One person or place as a data set has it, before any rule is applied.

    `aliases` are other names in English, `variants` other spellings that are in use, right or not quite. The first of
    `countries` that is a code of ISO 3166 counts. With `refers`, countries and roles are ids which the format looks up.
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
    """Why a record is not taken; where its line is broken, with the file, the line and what is wrong."""

    reason: str
    path: Path | None = None
    line: int | None = None
    problem: str = ""


NEITHER = Refusal("neither a person nor a place")


def broken_line(path: Path, line: int, problem: str) -> Refusal:
    """Return the refusal of a line that is not in the layout of its file."""
    return Refusal("broken line", path, line, problem)


@dataclass(frozen=True, slots=True)
class Selection:
    """What of a data set becomes rows: these kinds, from this weight on, with native forms in these languages.

    Without languages, native forms are those in other scripts than Latin. From `least_target` on rows are targets; with
    None, none is.
    """

    kinds: frozenset[Kind] = frozenset(("person", "place"))
    least_weight: float = 0.0
    languages: frozenset[str] = frozenset()
    least_target: float | None = None

    def refusal(self, kind: Kind, weight: float) -> Refusal | None:
        """Return why a record of a kind and weight is not taken, if it is not."""
        if kind not in self.kinds:
            return Refusal(f"a {kind}, which is not asked for")
        if weight < self.least_weight:
            return Refusal(f"weight below {self.least_weight:g}")
        return None

    def takes(self, label: Label) -> bool:
        """Whether a label is a native form of the languages asked for.

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
    """Reads one foreign data set. Built with `(path, **options)`; `options` names what it takes beside the path."""

    path: Path
    options: tuple[str, ...]

    def total_bytes(self) -> int:
        """Return how many bytes will be read in all, every pass counted."""
        ...

    def records(self, selection: Selection, watch: Watch) -> Iterator[ForeignName | Refusal]:
        """Yield each record, or why it is not taken; records that are not selected may be left out early.

        Raises:
            InputError: If a file cannot be read on, or has another layout as a whole.
        """
        ...


@runtime_checkable
class Referring(Protocol):
    """What a format has, too, if its countries and roles are ids of other records."""

    def lookup(self, references: Collection[str], watch: Watch) -> Mapping[str, str]:
        """Return what references stand for: the code of a country, the name of an office; unknown ones are left out."""
        ...


_BASES: dict[str, str] = {}


def _base_of(language: str) -> str:
    """Return the code of ISO 639-1 for a language of a data set (zh-hant, be-tarask, cmn); itself if there is none."""
    if language not in _BASES:
        try:
            _BASES[language] = check_code(language)
        except ValueError:
            _BASES[language] = language
    return _BASES[language]
