"""Merging of tables: rows are joined by id, then by evidence, in bounded memory.

Rows of the same table are never joined: its editor gave them different ids. A row that matches several rows of another table
is joined with none of them. Rows are written in the order of their first row in the tables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from namefix.curate.joining import MergeNote, What, are_same, join, may_share_an_id, note
from namefix.curate.placed_rows import PlacedRow, pack, read_sound, unpack
from namefix.curate.scratch import Scratch
from namefix.datatypes import Entity
from namefix.errors import TableIssue, TableValidationError
from namefix.names.folding import fold
from namefix.table.validate import MOST_ISSUES


@dataclass
class MergeSummary:
    """Counts of a merge."""

    read: list[int] = field(default_factory=list)
    """Rows of each table."""
    by_id: int = 0
    by_evidence: int = 0
    written: int = 0
    notes: Counter[What] = field(default_factory=Counter)

    def __str__(self) -> str:
        """Return the summary for a reader.

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
    """A row with its number in the order of all rows and the tables it comes from."""

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
    """Write the rows of several tables as one table, and report their conflicts.

    Args:
        paths: The tables; in a conflict, the earlier one takes precedence.
        write: Called with each row.
        report: Called with each note, those on ids first.
        watch: Called with the number of rows read since the last call.

    Raises:
        TableValidationError: If a table has invalid rows; nothing is written then.
        OutputError: If there is no space for temporary data.
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
    """A merge in progress."""

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
            TableValidationError: If a table has two rows with one id.
        """
        issues: list[TableIssue] = []
        for _, bodies in by_id.groups():
            first, *others = map(_unpack, bodies)
            of_table = {first.tables: first}
            for other in others:
                earlier = of_table.setdefault(other.tables, other)
                if earlier is not other:
                    problem = f"id {other.row.entity.id!r} is used already in {earlier.row.place}; ids must be unique"
                    issues.append(other.row.issue(problem))
                elif may_share_an_id(first.row.entity, other.row.entity):
                    self.summary.by_id += 1
                    first = self._join(first, other)
                else:
                    what: What = "id" if first.row.entity.kind == other.row.entity.kind else "kind"
                    self._note(what, first, other, "dropped: the id belongs to another entity; use a different one")
            if len(issues) >= MOST_ISSUES:
                break
            yield first
        if issues:
            raise TableValidationError(sorted(issues, key=lambda issue: (issue.path, issue.line or 0)))

    def joined_by_evidence(self, records: list[_Record]) -> list[_Record]:
        """Return records of one kind and name, joined where evidence shows that they are the same entity."""
        settled: list[_Record] = []
        for table in sorted({min(record.tables) for record in records}):
            new = [record for record in records if min(record.tables) == table]
            same = [self._same_places(record, settled) for record in new]
            wanted = Counter(at for places in same for at in places)
            earlier = list(settled)
            for record, places in zip(new, same, strict=True):
                if len(places) == 1 and wanted[places[0]] == 1:
                    self.summary.by_evidence += 1
                    self._note("joined", earlier[places[0]], record, "joined")
                    settled[places[0]] = self._join(earlier[places[0]], record)
                else:
                    settled.append(record)
                    self._note_apart(record, [earlier[at] for at in places], earlier)
        return settled

    def _same_places(self, record: _Record, others: list[_Record]) -> list[int]:
        """Return the positions of the records of other tables that are the same entity as a record."""
        entity = record.row.entity
        return [
            at
            for at, other in enumerate(others)
            if other.tables.isdisjoint(record.tables) and are_same(other.row.entity, entity)
        ]

    def _note_apart(self, record: _Record, same: list[_Record], earlier: list[_Record]) -> None:
        """Note the reason why a record is not joined with one of the same name in another table."""
        entity = record.row.entity
        others = [other for other in earlier if other.tables.isdisjoint(record.tables)]
        undecided = [other for other in others if are_same(other.row.entity, entity) is None]
        if same:
            self._note("ambiguous", same[0], record, "kept apart: several rows match")
        elif undecided:
            self._note("undecided", undecided[0], record, "kept apart: no evidence (country, native form or role)")
        elif others:
            self._note("namesake", others[0], record, "kept apart: country or roles differ")

    def _join(self, first: _Record, second: _Record) -> _Record:
        row, notes = join(first.row, second.row)
        for conflict in notes:
            self._add(conflict)
        return _Record(first.number, first.tables | second.tables, row)

    def _note(self, what: What, first: _Record, second: _Record, outcome: str) -> None:
        self._add(note(what, first.row, second.row, (first.row.entity.name, second.row.entity.name), outcome))

    def _add(self, note: MergeNote) -> None:
        self.summary.notes[note.what] += 1
        self._report(note)


def _pack(record: _Record) -> str:
    return f"{record.number}\t{','.join(map(str, sorted(record.tables)))}\t{pack(record.row)}"


def _unpack(body: str) -> _Record:
    number, tables, row = body.split("\t", 2)
    return _Record(int(number), frozenset(map(int, tables.split(","))), unpack(row))
