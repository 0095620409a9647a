"""Tables merged: rows of one id made one, then rows that evidence says are the same; in bounded memory.

Rows of one table are never joined with one another: its editor gave them two ids. Where a row may be several rows of another
table, none of them is joined. Rows come out in the order in which their first one stands in the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from namefix.curate.joining import MergeNote, What, are_same, join, may_share_an_id, note
from namefix.curate.placed_rows import MOST_ISSUES, PlacedRow, pack, read_sound, unpack
from namefix.curate.scratch import Scratch
from namefix.datatypes import Entity
from namefix.errors import TableIssue, TableValidationError
from namefix.names.words import fold


@dataclass
class MergeSummary:
    """What a merge did."""

    read: list[int] = field(default_factory=list)
    """Rows of each table."""
    by_id: int = 0
    by_evidence: int = 0
    written: int = 0
    notes: Counter[What] = field(default_factory=Counter)

    def __str__(self) -> str:
        """Return the summary as a user reads it.

        Example:
            >>> print(MergeSummary([120, 30], 20, 4, 126, Counter({"name": 3, "joined": 4})))
            120 + 30 rows read, 126 written; joined by id 20, by evidence 4
            3 conflicts:
                      3  name
        """
        read = " + ".join(f"{rows:,}" for rows in self.read)
        lines = [
            f"{read} rows read, {self.written:,} written; joined by id {self.by_id:,}, by evidence {self.by_evidence:,}"
        ]
        conflicts = sorted((what, count) for what, count in self.notes.items() if what != "joined")
        lines.append(f"{sum(count for _, count in conflicts):,} conflicts:" if conflicts else "no conflicts")
        lines += [f"{count:>11,}  {what}" for what, count in conflicts]
        return "\n".join(lines)


class _Record(NamedTuple):
    """A row on its way: its number in the order of all, the tables that it is from, and the row itself."""

    number: int
    tables: frozenset[int]
    row: PlacedRow


def merge_tables(
    paths: Sequence[Path],
    write: Callable[[Entity], object],
    report: Callable[[MergeNote], object],
    *,
    watch: Callable[[int], object] = lambda _rows: None,
) -> MergeSummary:
    """Write the rows of several tables as those of one, and report what they contradict one another in.

    Args:
        paths: The tables; where two contradict one another, the earlier one stands.
        write: Takes one row after the other.
        report: Takes notes, those on ids first.
        watch: Is told how many more rows were read.

    Raises:
        TableValidationError: If one of the tables has wrong rows, before anything is written.
        OutputError: If there is no room for temporary data.
    """
    merge = _Merge(report)
    with Scratch() as by_name, Scratch() as ordered:
        with Scratch() as by_id:
            merge.read(paths, by_id, watch)
            for record in merge.joined_by_id(by_id):
                entity = record.row.entity
                by_name.add(f"{entity.kind}\t{fold(entity.name)}", _pack(record))
        for _, bodies in by_name.groups():
            for record in merge.joined_by_evidence(list(map(_unpack, bodies))):
                ordered.add(record.number, pack(record.row))
        for _, bodies in ordered.groups():
            for body in bodies:
                merge.summary.written += 1
                write(unpack(body).entity)
    return merge.summary


class _Merge:
    """A merge that is under way."""

    def __init__(self, report: Callable[[MergeNote], object]) -> None:
        self.summary = MergeSummary()
        self._report = report

    def read(self, paths: Sequence[Path], by_id: Scratch, watch: Callable[[int], object]) -> None:
        """Read all tables."""
        number = 0
        for table, path in enumerate(paths):
            before = number
            for number, row in enumerate(read_sound(path), start=before + 1):
                by_id.add(row.entity.id, _pack(_Record(number, frozenset([table]), row)))
                watch(1)
            self.summary.read.append(number - before)

    def joined_by_id(self, by_id: Scratch) -> Iterator[_Record]:
        """Yield one record for each id.

        Raises:
            TableValidationError: If an id stands twice in one table.
        """
        issues: list[TableIssue] = []
        for _, bodies in by_id.groups():
            first, *others = map(_unpack, bodies)
            of_table = {first.tables: first}
            for other in others:
                earlier = of_table.setdefault(other.tables, other)
                if earlier is not other:
                    problem = (
                        f"id {other.row.entity.id!r} stands already in {earlier.row.place}; give each entity its own"
                    )
                    issues.append(other.row.issue(problem))
                elif may_share_an_id(first.row.entity, other.row.entity):
                    self.summary.by_id += 1
                    first = self._join(first, other)
                else:
                    what: What = "id" if first.row.entity.kind == other.row.entity.kind else "kind"
                    self._note(what, first, other, "left out: the id means somebody else; give it another one")
            if len(issues) >= MOST_ISSUES:
                break
            yield first
        if issues:
            raise TableValidationError(sorted(issues, key=lambda issue: (issue.path, issue.line or 0)))

    def joined_by_evidence(self, records: list[_Record]) -> list[_Record]:
        """Return records of one kind and name, those joined of which evidence says that they are the same."""
        settled: list[_Record] = []
        for table in sorted({min(record.tables) for record in records}):
            new = [record for record in records if min(record.tables) == table]
            same = [self._same_places(record, settled) for record in new]
            wanted = Counter(at for places in same for at in places)
            earlier = list(settled)
            for record, places in zip(new, same, strict=True):
                if len(places) == 1 and wanted[places[0]] == 1:
                    self.summary.by_evidence += 1
                    self._note("joined", earlier[places[0]], record, "one row now")
                    settled[places[0]] = self._join(earlier[places[0]], record)
                else:
                    settled.append(record)
                    self._note_apart(record, [earlier[at] for at in places], earlier)
        return settled

    def _same_places(self, record: _Record, others: list[_Record]) -> list[int]:
        """Return which of other records, from other tables, are the same as a record."""
        entity = record.row.entity
        return [
            at
            for at, other in enumerate(others)
            if other.tables.isdisjoint(record.tables) and are_same(other.row.entity, entity)
        ]

    def _note_apart(self, record: _Record, same: list[_Record], earlier: list[_Record]) -> None:
        """Note why a record stands beside one of its name in another table."""
        entity = record.row.entity
        others = [other for other in earlier if other.tables.isdisjoint(record.tables)]
        undecided = [other for other in others if are_same(other.row.entity, entity) is None]
        if same:
            self._note("ambiguous", same[0], record, "kept apart: it may be one of several of that name")
        elif undecided:
            self._note("undecided", undecided[0], record, "kept apart: no country, native form or role tells")
        elif others:
            self._note("namesake", others[0], record, "kept apart: country or roles disagree")

    def _join(self, first: _Record, second: _Record) -> _Record:
        row, notes = join(first.row, second.row)
        for conflict in notes:
            self._tell(conflict)
        return _Record(first.number, first.tables | second.tables, row)

    def _note(self, what: What, first: _Record, second: _Record, outcome: str) -> None:
        self._tell(note(what, first.row, second.row, (first.row.entity.name, second.row.entity.name), outcome))

    def _tell(self, told: MergeNote) -> None:
        self.summary.notes[told.what] += 1
        self._report(told)


def _pack(record: _Record) -> str:
    return f"{record.number}\t{','.join(map(str, sorted(record.tables)))}\t{pack(record.row)}"


def _unpack(body: str) -> _Record:
    number, tables, row = body.split("\t", 2)
    return _Record(int(number), frozenset(map(int, tables.split(","))), unpack(row))
