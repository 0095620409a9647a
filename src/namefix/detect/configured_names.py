"""Accepted and rejected names of the settings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from namefix.datatypes import Entity, Form, FormStatus, FoundBy, Mention
from namefix.names.links import find_links
from namefix.names.words import Word
from namefix.table.name_table import NameTable


def entities_of(accepted: Iterable[str], rejected: Mapping[str, str]) -> list[Entity]:
    """Return accepted names, and the correct names for rejected ones, as entities that are only known.

    They are marked as bundled, because a few names do not make a table of the user.

    Example:
        >>> [(entity.id, entity.target) for entity in entities_of(["Kiel Stamer"], {})]
        [('config/Kiel Stamer', False)]
    """
    names = dict.fromkeys((*accepted, *rejected.values()))
    return [Entity(f"config/{name}", "other", name, target=False, is_bundled=True) for name in names]


class ConfiguredNames:
    """Find accepted and rejected names, and the correct names for the latter: whole words, as written or in capitals.

    Of overlapping names, the first counts, and of several that begin at one position, the longest: a rejected name within an
    accepted one, or within its own correct name, is not found. White space between words may have any length.

    Args:
        table: The table, which includes `entities_of` the settings.
        accepted: Names that are never changed.
        rejected: Wrong name → correct name.
    """

    needs_pipeline = False

    def __init__(self, table: NameTable, accepted: Sequence[str], rejected: Mapping[str, str]) -> None:
        self._table = table
        self._forms: dict[str, tuple[Form, ...]] = {}
        for in_case in (str.upper, str):  # what is written as in the settings goes before capitals
            for name in accepted:
                self._forms[in_case(name)] = tuple(table.find(name))
            for right in rejected.values():
                self._forms[in_case(right)] = (self._form(right, right, "required"), *table.find(right))
            for wrong, right in rejected.items():
                self._forms[in_case(wrong)] = (self._form(wrong, right, "rejected"),)
        names = sorted(self._forms, key=lambda name: (-len(name), name))
        spelt = "|".join(r"\s+".join(map(re.escape, name.split())) for name in names)
        self._pattern = re.compile(rf"(?<!\w)(?:{spelt})(?!\w)")

    def detect(self, texts: Iterable[tuple[str, Sequence[Word]]]) -> Iterator[list[Mention]]:
        """Yield the names of each text with their forms."""
        for text, _ in texts:
            yield [
                Mention(
                    start, end, text[start:end], None, FoundBy.TABLE, self._forms[" ".join(text[start:end].split())]
                )
                for start, end in self._spans(text)
            ]

    def _spans(self, text: str) -> list[tuple[int, int]]:
        """Return the spans of names that do not touch an address or a handle."""
        spans = [match.span() for match in self._pattern.finditer(text)] if self._forms else []
        links = list(find_links(text)) if spans else []
        return [span for span in spans if not any(span[0] < end and start < span[1] for start, end in links)]

    def _form(self, text: str, right: str, status: FormStatus) -> Form:
        """Return a form of the only target with the correct name, or else of the entity of the settings."""
        meanings = self._table.find(right)
        targets = {form.entity.id: form.entity for form in meanings if form.is_right and form.entity.target}
        entity = next(iter(targets.values())) if len(targets) == 1 else self._table.entities[f"config/{right}"]
        return Form(text, entity, status, right)
