"""The search for forms of a table that are similar to the names of a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby
from operator import itemgetter

from namefix.candidates.spellings import Near, Spellings
from namefix.datatypes import Form
from namefix.names.name import name_of
from namefix.table.name_table import NameTable
from namefix.table.part import TablePart
from namefix.table.postings import spelling_arrays

_REMEMBERED = 1 << 16
"""Number of cached searches."""

_LEAST_GARBLE = {"reading": 0.86, "swapped": 0.95}
"""Minimum likeness to a garble that is expected of a name; a garbled garble is anybody's name."""


class CandidateIndex:
    """Index that finds the forms most similar to surface forms, by `namefix.names.similarity.likeness`.

    Results are cached, because names in the news repeat.

    Garbles that are expected of names are searched only for bundled entities: a table of the user has the names of the text,
    and for it they made more repairs wrong than right (`dev`: precision .949 without them, .931 with them).

    Args:
        table: The table, whose targets are indexed; a compiled table already contains its index.
    """

    def __init__(self, table: NameTable) -> None:
        self._parts = [_PartIndex(part) for part in table.parts]
        self._known: dict[tuple[str, int], list[Form]] = {}

    def search_many(self, surfaces: Iterable[str], limit: int) -> list[list[Form]]:
        """Return for each surface form at most `limit` similar forms, one for each entity, most similar first."""
        wanted = [(name_of(surface).squashed, limit) for surface in surfaces]
        found = {key: forms for key in wanted if (forms := self._known.get(key)) is not None}
        new = list(dict.fromkeys(key for key in wanted if key not in found))
        if new:
            searched = dict(zip(new, self._search([squashed for squashed, _ in new], limit), strict=True))
            if len(self._known) > _REMEMBERED:
                self._known = {}
            self._known.update(searched)
            found |= searched
        return [found[key] for key in wanted]

    def _search(self, squashed: Sequence[str], limit: int) -> Iterator[list[Form]]:
        for lists in zip(*(part.search(squashed, limit) for part in self._parts), strict=True):
            likest = list(chain.from_iterable(lists))
            if len(lists) > 1:
                likest.sort(key=lambda found: (-found[0], found[1].entity.id))
            yield [form for _, form in likest[:limit]]


class _PartIndex:
    def __init__(self, part: TablePart) -> None:
        arrays = part.arrays if "postings" in part.arrays else spelling_arrays(part)
        self._part, self._spellings = part, Spellings(arrays)
        self._starts, self._forms = arrays["spelling_form_starts"].data, arrays["spelling_forms"]

    def search(self, squashed: Sequence[str], limit: int) -> Iterator[list[tuple[float, Form]]]:
        """Yield for each squashed name the most similar forms with their similarity, one for each entity."""
        for near in self._spellings.nearest(squashed):
            best: dict[int, tuple[float, Form]] = {}
            for likeness, numbers in _equals(near):
                for number in sorted(form for spelling in numbers for form in self._best_known(spelling, limit)):
                    row = int(self._part.forms.rows[number])
                    if len(best) < limit and row not in best and (form := self._form_near(number, likeness)):
                        best[row] = likeness, form
                if len(best) == limit:
                    break
            yield list(best.values())

    def _form_near(self, number: int, likeness: float) -> Form | None:
        """Return a form if a spelling is near enough to it; few garbles are, so that others need not be read."""
        status = self._part.forms.garble_status(number)
        if status is None:
            return self._part.forms[number]
        if likeness < _LEAST_GARBLE[status]:
            return None
        form = self._part.forms[number]
        return form if form.entity.is_bundled else None

    def _best_known(self, spelling: int, limit: int) -> list[int]:
        """Return the forms of a spelling; if there are many, those of the best-known entities."""
        forms = self._forms[self._starts[spelling] : self._starts[spelling + 1]]
        if self._part.hidden:
            hidden = self._part.hidden
            return [form for form in forms.tolist() if int(self._part.forms.rows[form]) not in hidden][:limit]
        numbers: list[int] = forms[:limit].tolist()
        return numbers


def _equals(near: Near) -> Iterator[tuple[float, list[int]]]:
    """Yield groups of equally similar spellings, most similar first."""
    for likeness, pairs in groupby(zip(near.likeness.tolist(), near.numbers.tolist(), strict=True), key=itemgetter(0)):
        yield likeness, [number for _, number in pairs]
