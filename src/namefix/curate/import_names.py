"""Import of foreign data sets: their files in, rows of a table and a summary out.

Two passes, in bounded memory. The first reads the data set, drops what the rules drop, and keeps the rest on disk; names of
well-known entities are held as hashes. Then the format looks up what its rows refer to. The second pass reads the rows from
disk, drops aliases that are the name of somebody far better known, and writes.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from namefix.curate.fame import Renown
from namefix.curate.foreign import ForeignName, ImportFormat, Label, Referring, Refusal, Selection
from namefix.curate.import_rules import Rules
from namefix.curate.import_summary import Summary
from namefix.curate.scratch import Scratch
from namefix.datatypes import Entity
from namefix.errors import InputError
from namefix.table.bundled import bundled_entities
from namefix.table.writing import json_line_of

_BROKEN_FROM_THE_START = 20
"""So many broken lines and no other: the layout of the file as a whole is another one."""

_MOST_REFERENCES = 300_000
"""Ids that are looked up at most. Wikidata has some 100,000 offices that persons have held."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


def import_names(
    reader: ImportFormat,
    selection: Selection,
    write: Callable[[str], object],
    *,
    watch: Callable[[int, int], None] = lambda _size, _kept: None,
) -> Summary:
    """Write the names of a data set as lines of JSON, the first row of each id.

    Args:
        reader: The data set, in its format.
        selection: What of it is wanted.
        write: Takes one line after the other.
        watch: Is told how many more bytes were read, and how many rows are kept so far.

    Returns:
        What was kept, and what was dropped and why.

    Raises:
        InputError: If a file cannot be read on, or has another layout as a whole; names file, line and remedy.
        OutputError: If there is no room for temporary data.
    """
    summary = Summary()
    rules, renown = _build_rules(selection, summary)
    references: set[str] = set()
    kept = 0

    def tell(size: int) -> None:
        watch(size, kept)

    with Scratch() as scratch:
        for foreign in _taken(reader.records(selection, tell), rules, summary):
            scratch.add(foreign.id, _encode(foreign))
            kept += 1
            if foreign.refers and len(references) < _MOST_REFERENCES:
                references.update(foreign.countries, foreign.roles)
        if not summary.read:
            raise InputError(reader.path, None, "has no records; name the file with the data")
        if repeated := scratch.drop_repeated():
            summary.records["an id that stands earlier in the file"] += repeated
        renown.settle()
        found = reader.lookup(references, tell) if isinstance(reader, Referring) else {}
        for entity in _rows(scratch, rules, found):
            summary.keep(entity)
            write(json_line_of(entity))
    return summary


def _build_rules(selection: Selection, summary: Summary) -> tuple[Rules, Renown]:
    bundled = bundled_entities()
    renown = Renown(bundled)
    return Rules(selection, renown, {entity.country for entity in bundled if entity.country}, summary), renown


def _taken(records: Iterator[ForeignName | Refusal], rules: Rules, summary: Summary) -> Iterator[ForeignName]:
    """Yield the records that pass the rules of the first pass."""
    sound = 0
    for record in records:
        summary.read += 1
        settled = record if isinstance(record, Refusal) else rules.first_pass(record)
        if not isinstance(settled, Refusal):
            sound += 1
            yield settled
            continue
        summary.refuse(settled)
        sound += not settled.problem
        if not sound and summary.read == _BROKEN_FROM_THE_START:
            _raise_for_layout(summary)
    if not sound:
        _raise_for_layout(summary)


def _raise_for_layout(summary: Summary) -> None:
    if first := summary.first_broken:
        problem = f"{first.problem}; no line before line {summary.read + 1} is of this format: name the right one"
        raise InputError(first.path or "", first.line, problem)


def _rows(scratch: Scratch, rules: Rules, found: Mapping[str, str]) -> Iterator[Entity]:
    for body in scratch:
        foreign = ForeignName(*json.loads(body))
        native = tuple(Label(*label) for label in foreign.native)
        yield rules.second_pass(foreign._replace(native=native), found)
