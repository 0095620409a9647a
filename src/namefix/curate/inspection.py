"""Inspection of tables: errors that make them unusable, then warnings, in bounded memory.

Each row is read once and kept on disk, with the keys under which it is compared with others: its id, its folded forms, its
native forms, the sound key of its name. Then the keys are visited in order, and only rows that share a key are read again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, get_args

from namefix.curate.duplicates import keys_of, name_key
from namefix.curate.placed_rows import PlacedRow, pack, read_placed, unpack
from namefix.curate.scratch import Scratch
from namefix.curate.shared_forms import (
    Listing,
    Status,
    collisions,
    duplicates,
    forms_of_better_known,
    wrong_misspellings,
)
from namefix.curate.single_rows import WeightSurvey, inspect_row
from namefix.curate.table_warning import Severity, TableWarning, pack_warning, unpack_warning
from namefix.datatypes import Form
from namefix.errors import TableIssue
from namefix.names.folding import fold_many
from namefix.names.target_language import english
from namefix.table.forms import forms_of

MOST_COMPARED = 64
"""Maximum number of rows with one key that are compared with one another, the best known first."""

_ROWS_A_CHUNK = 1000
_MOST_KEYS = 1_000_000
"""Maximum number of keys in memory, about 100 MB."""

_TAKE_ITS_ID = "give the row the id of the other, which it then replaces"
_LEAVE_OUT = "remove the row: the other exists without it"
_ID = "#"
_ISSUE = "!"
"""Sorts before the severities of warnings."""

_STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass
class InspectionCounts:
    """Counts of what was read and found."""

    entities: int = 0
    targets: int = 0
    forms: int = 0
    issues: int = 0
    warnings: Counter[Severity] = field(default_factory=Counter)
    crowded: int = 0
    """Keys shared by more rows than are compared."""


_Keys = Sequence[tuple[str, Form | None]]


class _Member(NamedTuple):
    """A row that has a key."""

    place: int
    status: Status
    is_target: bool
    weight: float
    text: str


def inspect_tables(
    paths: Sequence[Path],
    counts: InspectionCounts,
    *,
    background: Iterable[PlacedRow] = (),
    watch: Callable[[int], object] = lambda _rows: None,
) -> Iterator[TableIssue | TableWarning]:
    """Yield the errors of tables that are used together, by file and line, then warnings, the most severe first.

    Args:
        paths: The tables.
        counts: Receives the counts.
        background: Further rows of the knowledge base, which yield to rows of the same id. A warning about one of them is
            given only if it involves a row of `paths`.
        watch: Called with the number of rows read since the last call.

    Raises:
        OutputError: If there is no space for temporary data.
    """
    with Scratch() as rows, Scratch() as keys, Scratch() as found:
        reading = _Reading(rows, keys, found, counts)
        reading.read(paths, watch)
        reading.read_background(background)
        for warning in reading.compare({str(path) for path in paths}):
            found.add(warning.order, pack_warning(warning))
        for key, bodies in found.groups():
            for body in bodies:
                if str(key).startswith(_ISSUE):
                    counts.issues += 1
                    path, line, problem = body.split("\0", 2)
                    yield TableIssue(path, int(line) or None, problem)
                else:
                    warning = unpack_warning(body)
                    counts.warnings[warning.severity] += 1
                    yield warning


class _Reading:
    """Tables that are being read: their rows, the keys of the rows, and the findings so far."""

    def __init__(self, rows: Scratch, keys: Scratch, found: Scratch, counts: InspectionCounts) -> None:
        self._rows, self._keys, self._found, self._counts = rows, keys, found, counts
        self._own_keys: set[str] | None = set()
        """The keys of the inspected rows; None if there are too many."""
        self._last_own = 0
        """The place of the last inspected row."""
        self._overridden: set[str] = set()

    def read(self, paths: Sequence[Path], watch: Callable[[int], object]) -> None:
        """Read the tables to inspect, and note warnings about single rows and about weights."""
        surveys: defaultdict[str, WeightSurvey] = defaultdict(WeightSurvey)
        for chunk in _chunks(self._sound(paths)):
            keyed = list(_keyed(chunk))
            self._last_own = self._keep(keyed)
            for row, keys in keyed:
                self._counts.entities += 1
                self._counts.targets += row.entity.target
                self._counts.forms += len(forms_of(row.entity, english()))
                surveys[row.path].add(row)
                if self._own_keys is not None:
                    self._own_keys.update(key for key, _ in keys)
            if self._own_keys is not None and len(self._own_keys) > _MOST_KEYS:
                self._own_keys = None
            watch(len(chunk))
            for warning in chain.from_iterable(map(inspect_row, chunk)):
                self._found.add(warning.order, pack_warning(warning))
        for warning in chain.from_iterable(survey.warnings() for survey in surveys.values()):
            self._found.add(warning.order, pack_warning(warning))

    def read_background(self, rows: Iterable[PlacedRow]) -> None:
        """Read rows that are not inspected themselves, and keep those that share a key with an inspected one."""
        for chunk in _chunks(rows):
            self._keep([
                (row, keys)
                for row, keys in _keyed(chunk)
                if self._own_keys is None or any(key in self._own_keys for key, _ in keys)
            ])  # fmt: skip

    def compare(self, paths: Collection[str]) -> Iterator[TableWarning]:
        """Yield warnings about rows that share a key, and note repeated ids."""
        for key, bodies in self._keys.groups():
            if len(bodies) == 1:
                continue
            if str(key).startswith(_ID):
                self._note_repeated([int(place) for place in bodies])
            else:
                yield from _warnings(str(key), self._listings(list(map(_member, bodies))), paths)

    def _sound(self, paths: Sequence[Path]) -> Iterator[PlacedRow]:
        for row in read_placed(paths):
            if isinstance(row, PlacedRow):
                yield row
            else:
                self._note(row)

    def _note(self, issue: TableIssue) -> None:
        line = issue.line or 0
        self._found.add(f"{_ISSUE}{issue.path}\0{line:012}\0{issue.problem}", f"{issue.path}\0{line}\0{issue.problem}")

    def _note_repeated(self, places: list[int]) -> None:
        first, *others = (unpack(self._rows.at(place)) for place in places)
        if places[-1] > self._last_own:
            self._overridden.add(others.pop().entity.id)
        for row in others:
            problem = f"id {row.entity.id!r} is used already in {first.place}; ids must be unique"
            self._note(row.issue(problem))

    def _keep(self, keyed: Sequence[tuple[PlacedRow, _Keys]]) -> int:
        """Keep rows and their keys; return the place of the last row."""
        place = 0
        lines: list[tuple[str, str]] = []
        for row, keys in keyed:
            entity = row.entity
            place = self._rows.add(entity.id, pack(row))
            for key, form in keys:
                if form is None:
                    lines.append((key, str(place)))
                else:
                    lines.append((key, _line(_Member(place, _status(form), entity.target, entity.weight, form.text))))
        self._keys.add_many(lines)
        return place

    def _listings(self, members: list[_Member]) -> list[Listing]:
        """Return the rows to compare under a key, those of inspected tables first; none if no warning is possible."""
        is_relevant = any(member.is_target or member.status == "misspelling" for member in members)
        if not is_relevant or all(member.place > self._last_own for member in members):
            return []
        if len(members) > MOST_COMPARED:
            self._counts.crowded += 1
            members = sorted(members, key=_wrong_first_then_best_known)[:MOST_COMPARED]
        members.sort(key=lambda member: member.place)
        rows = {member.place: unpack(self._rows.at(member.place)) for member in members}
        return [
            Listing(rows[member.place], member.text, member.status)
            for member in members
            if member.place <= self._last_own or rows[member.place].entity.id not in self._overridden
        ]


def _warnings(key: str, listings: Sequence[Listing], paths: Collection[str]) -> Iterator[TableWarning]:
    """Yield warnings about the rows under a key that involve a row of these tables."""
    targets = {listing.row.entity.id for listing in listings if listing.row.entity.target}
    checks = [duplicates(key, listings)]
    if key.startswith(name_key("")):
        checks += [wrong_misspellings(listings), collisions(listings), forms_of_better_known(listings)]
    for warning in chain.from_iterable(checks):
        other = warning.other
        if warning.row.path in paths:
            is_in_background = warning.check == "duplicate" and other is not None and other.path not in paths
            remedy = _TAKE_ITS_ID if warning.row.id in targets else _LEAVE_OUT
            yield replace(warning, remedy=remedy) if is_in_background else warning
        elif other and other.path in paths:
            yield warning


def _status(form: Form) -> Status:
    """Return the status of a form in its row; an alias that the row does not list is a surname derived from the name."""
    if form.status == "alias" and form.text not in form.entity.aliases:
        return "surname"
    match form.status:
        case "alias" | "variant" | "misspelling" as status:
            return status
    return "name"


def _wrong_first_then_best_known(member: _Member) -> tuple[bool, float, int]:
    return member.status != "misspelling", -member.weight, member.place


def _line(member: _Member) -> str:
    return f"{member.place}\t{_STATUSES.index(member.status)}\t{member.is_target:d}\t{member.weight:g}\t{member.text}"


def _member(line: str) -> _Member:
    place, status, is_target, weight, text = line.split("\t")
    return _Member(int(place), _STATUSES[int(status)], is_target == "1", float(weight), text)


def _keyed(chunk: Sequence[PlacedRow]) -> Iterator[tuple[PlacedRow, _Keys]]:
    """Yield rows with the keys under which they are compared, and the form that each key is of, None for the id."""
    forms = [forms_of(row.entity, english()) for row in chunk]
    folded = iter(fold_many([form.text for own in forms for form in own]))
    for row, own in zip(chunk, forms, strict=True):
        named = [(name_key(next(folded)), form) for form in own]
        yield row, [(_ID + row.entity.id, None), *((key, own[0]) for key in keys_of(row.entity)), *named]


def _chunks(rows: Iterable[PlacedRow]) -> Iterator[list[PlacedRow]]:
    rows = iter(rows)
    while chunk := list(islice(rows, _ROWS_A_CHUNK)):
        yield chunk
