"""Inspecting tables: every problem that makes them unusable, then all that is likely wrong, in bounded memory.

Each row is read once and kept on disk, with the keys under which it is compared with others: its id, its folded forms, its
native forms, the sound of its name. Then the keys are gone through in order, and only rows that share one are read again.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, get_args

from namefix.curate.duplicates import keys_of, name_key
from namefix.curate.placed_rows import PlacedRow, pack, read_placed, read_sound, unpack
from namefix.curate.scratch import Scratch
from namefix.curate.shared_forms import (
    Bearer,
    Status,
    collisions,
    duplicates,
    outshone_forms,
    wrong_misspellings,
)
from namefix.curate.single_rows import WeightSurvey, inspect_row
from namefix.curate.suspicion import Severity, Suspicion, pack_suspicion, unpack_suspicion
from namefix.datatypes import Form
from namefix.errors import TableIssue
from namefix.names.words import fold_many
from namefix.table.forms import forms_of

MOST_COMPARED = 64
"""Rows with one key that are compared with one another; of more, the best known."""

_AT_ONCE = 1000
_TAKE_ITS_ID = "give the row the id of the other, in whose place it then stands"
_LEAVE_OUT = "leave the row out: the other is there without it"
_ID = "#"
_ISSUE = "!"
"""Sorts before the severities of suspicions."""

_STATUSES: tuple[Status, ...] = get_args(Status)


@dataclass
class Tally:
    """What was read and found."""

    entities: int = 0
    targets: int = 0
    forms: int = 0
    issues: int = 0
    suspicions: Counter[Severity] = field(default_factory=Counter)
    crowded: int = 0
    """Keys that more rows share than are compared."""


class _Member(NamedTuple):
    """A row under a key."""

    place: int
    status: Status
    is_target: bool
    weight: float
    text: str


def inspect_tables(
    paths: Sequence[Path],
    tally: Tally,
    *,
    background: Sequence[Path] = (),
    watch: Callable[[int], object] = lambda _rows: None,
) -> Iterator[TableIssue | Suspicion]:
    """Yield the problems of tables that are read together, by file and line, then what is likely wrong, the worst first.

    Args:
        paths: The tables.
        tally: Counts what is read and found.
        background: Tables that are used beside them; rows of the same id yield to theirs, and nothing is told of these rows
            alone.
        watch: Is told how many more rows were read.

    Raises:
        TableValidationError: If the background has wrong rows.
        OutputError: If there is no room for temporary data.
    """
    with Scratch() as rows, Scratch() as keys, Scratch() as told:
        reading = _Reading(rows, keys, told, tally)
        reading.read_background(background)
        reading.read(paths, watch)
        for suspicion in reading.compare({str(path) for path in paths}):
            told.add(suspicion.order, pack_suspicion(suspicion))
        for key, bodies in told.groups():
            for body in bodies:
                if str(key).startswith(_ISSUE):
                    tally.issues += 1
                    path, line, problem = body.split("\0", 2)
                    yield TableIssue(path, int(line) or None, problem)
                else:
                    suspicion = unpack_suspicion(body)
                    tally.suspicions[suspicion.severity] += 1
                    yield suspicion


class _Reading:
    """Tables being read: their rows, the keys of these, and what was found so far."""

    def __init__(self, rows: Scratch, keys: Scratch, told: Scratch, tally: Tally) -> None:
        self._rows, self._keys, self._told, self._tally = rows, keys, told, tally
        self._ids: set[str] = set()
        self._overridden: set[str] = set()
        self._background = 0
        """The place of the last row of the background."""

    def read_background(self, paths: Sequence[Path]) -> None:
        """Read the tables that nothing is told of."""
        for chunk in _chunks(chain.from_iterable(map(read_sound, paths))):
            self._ids.update(row.entity.id for row in chunk)
            self._background = self._keep(chunk)

    def read(self, paths: Sequence[Path], watch: Callable[[int], object]) -> None:
        """Read the tables that are inspected, and tell what is wrong with single rows and with weights."""
        surveys: defaultdict[str, WeightSurvey] = defaultdict(WeightSurvey)
        for chunk in _chunks(self._sound(paths)):
            first = self._keep(chunk) - len(chunk) + 1
            self._keys.add_many((_ID + row.entity.id, str(place)) for place, row in enumerate(chunk, start=first))
            for row in chunk:
                self._tally.entities += 1
                self._tally.targets += row.entity.target
                self._tally.forms += len(forms_of(row.entity))
                surveys[row.path].add(row)
                if row.entity.id in self._ids:
                    self._overridden.add(row.entity.id)
            watch(len(chunk))
            for suspicion in chain.from_iterable(map(inspect_row, chunk)):
                self._told.add(suspicion.order, pack_suspicion(suspicion))
        for suspicion in chain.from_iterable(survey.suspicions() for survey in surveys.values()):
            self._told.add(suspicion.order, pack_suspicion(suspicion))

    def compare(self, paths: Collection[str]) -> Iterator[Suspicion]:
        """Yield what is likely wrong with rows that share a key, and note the ids that stand twice."""
        for key, bodies in self._keys.groups():
            if len(bodies) == 1:
                continue
            if str(key).startswith(_ID):
                self._note_repeated([int(place) for place in bodies])
            else:
                yield from _suspicions(str(key), self._bearers(list(map(_member, bodies))), paths)

    def _sound(self, paths: Sequence[Path]) -> Iterator[PlacedRow]:
        for row in read_placed(paths):
            if isinstance(row, PlacedRow):
                yield row
            else:
                self._note(row)

    def _note(self, issue: TableIssue) -> None:
        line = issue.line or 0
        self._told.add(f"{_ISSUE}{issue.path}\0{line:012}\0{issue.problem}", f"{issue.path}\0{line}\0{issue.problem}")

    def _note_repeated(self, places: list[int]) -> None:
        first, *others = (unpack(self._rows.at(place)) for place in places)
        for row in others:
            problem = f"id {row.entity.id!r} stands already in {first.place}; give each entity its own"
            self._note(row.issue(problem))

    def _keep(self, chunk: Sequence[PlacedRow]) -> int:
        """Keep rows with the keys of what is compared; return the place of the last one."""
        place = 0
        members: list[_Member] = []
        for row in chunk:
            entity = row.entity
            place = self._rows.add(entity.id, pack(row))
            own = [_Member(place, _status(form), entity.target, entity.weight, form.text) for form in forms_of(entity)]
            members += own
            self._keys.add_many((key, _line(own[0])) for key in keys_of(entity))
        folded = fold_many([member.text for member in members])
        self._keys.add_many((name_key(form), _line(member)) for form, member in zip(folded, members, strict=True))
        return place

    def _bearers(self, members: list[_Member]) -> list[Bearer]:
        """Return the rows under a key with what they call it, those that are inspected first; none if all is well."""
        is_of_use = any(member.is_target or member.status == "misspelling" for member in members)
        if not is_of_use or all(member.place <= self._background for member in members):
            return []
        if len(members) > MOST_COMPARED:
            self._tally.crowded += 1
            members = sorted(members, key=_wrong_first_then_best_known)[:MOST_COMPARED]
        members.sort(key=lambda member: (member.place <= self._background, member.place))
        rows = {member.place: unpack(self._rows.at(member.place)) for member in members}
        return [
            Bearer(rows[member.place], member.text, member.status)
            for member in members
            if member.place > self._background or rows[member.place].entity.id not in self._overridden
        ]


def _suspicions(key: str, bearers: Sequence[Bearer], paths: Collection[str]) -> Iterator[Suspicion]:
    """Yield what is likely wrong with the rows under a key, if one of them is of these tables."""
    targets = {bearer.row.entity.id for bearer in bearers if bearer.row.entity.target}
    checks = [duplicates(key, bearers)]
    if key.startswith(name_key("")):
        checks += [wrong_misspellings(bearers), collisions(bearers), outshone_forms(bearers)]
    for suspicion in chain.from_iterable(checks):
        other = suspicion.other
        if suspicion.row.path in paths:
            is_beside = suspicion.check == "duplicate" and other is not None and other.path not in paths
            remedy = _TAKE_ITS_ID if suspicion.row.id in targets else _LEAVE_OUT
            yield replace(suspicion, remedy=remedy) if is_beside else suspicion
        elif other and other.path in paths:
            yield suspicion


def _status(form: Form) -> Status:
    """Return what a form is to its row; what no row lists is derived from a name."""
    if form.status == "alias" and form.text not in form.entity.aliases:
        return "surname"
    return "name" if form.status == "given" else form.status


def _wrong_first_then_best_known(member: _Member) -> tuple[bool, float, int]:
    return member.status != "misspelling", -member.weight, member.place


def _line(member: _Member) -> str:
    return f"{member.place}\t{_STATUSES.index(member.status)}\t{member.is_target:d}\t{member.weight:g}\t{member.text}"


def _member(line: str) -> _Member:
    place, status, is_target, weight, text = line.split("\t")
    return _Member(int(place), _STATUSES[int(status)], is_target == "1", float(weight), text)


def _chunks(rows: Iterable[PlacedRow]) -> Iterator[list[PlacedRow]]:
    rows = iter(rows)
    while chunk := list(islice(rows, _AT_ONCE)):
        yield chunk
