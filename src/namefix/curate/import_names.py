"""Import of a foreign data set as rows of a table, in two passes and bounded memory.

The first pass reads the data set, drops records by the rules, and keeps the rest on disk and the names of well-known entities
as hashes. Then the format looks up the references of its records. The second pass reads the records from disk, drops aliases
that are the name of a far better known entity, and writes the rows.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping

from namefix.curate.foreign import ForeignName, ImportFormat, Label, Referring, Refusal, Selection
from namefix.curate.import_rules import Rules
from namefix.curate.import_summary import Summary
from namefix.curate.scratch import Scratch
from namefix.curate.well_known import WellKnownNames
from namefix.datatypes import Entity
from namefix.errors import InputError
from namefix.table.bundled import bundled_entities
from namefix.table.writing import json_line_of

_BROKEN_FROM_THE_START = 20
"""Number of broken lines at the start of a file, without a sound one, that shows a wrong layout."""

_MOST_REFERENCES = 300_000
"""Maximum number of ids to look up. Wikidata has about 100,000 offices that persons have held."""

_encode = json.JSONEncoder(ensure_ascii=False).encode


def import_names(
    reader: ImportFormat,
    selection: Selection,
    write: Callable[[str], object],
    *,
    watch: Callable[[int, int], None] = lambda _size, _kept: None,
) -> Summary:
    """Write the names of a data set as lines of JSON; of several records with one id, the first counts.

    Args:
        reader: The reader of the data set.
        selection: The part of the data set to import.
        write: Called with each line.
        watch: Called with the number of bytes read since the last call and the number of rows kept so far.

    Returns:
        Counts of the rows written and of the records and forms dropped, by reason.

    Raises:
        InputError: If a file cannot be read, or has another layout; the message names file, line and remedy.
        OutputError: If there is no space for temporary data.
    """
    summary = Summary()
    rules, well_known = _build_rules(selection, summary)
    references: set[str] = set()
    kept = 0

    def report(size: int) -> None:
        watch(size, kept)

    with Scratch() as scratch:
        for foreign in _taken(reader.records(selection, report), rules, summary):
            scratch.add(foreign.id, _encode(foreign))
            kept += 1
            if foreign.refers and len(references) < _MOST_REFERENCES:
                references.update(foreign.countries, foreign.roles)
        if not summary.read:
            raise InputError(reader.path, None, "has no records")
        if repeated := scratch.drop_repeated():
            summary.records["repeated id"] += repeated
        well_known.merge_added()
        found = reader.lookup(references, report) if isinstance(reader, Referring) else {}
        for entity in _rows(scratch, rules, found):
            summary.keep(entity)
            write(json_line_of(entity))
    return summary


def _build_rules(selection: Selection, summary: Summary) -> tuple[Rules, WellKnownNames]:
    bundled = bundled_entities()
    well_known = WellKnownNames(bundled)
    return Rules(selection, well_known, {entity.country for entity in bundled if entity.country}, summary), well_known


def _taken(records: Iterator[ForeignName | Refusal], rules: Rules, summary: Summary) -> Iterator[ForeignName]:
    """Yield the records that the first pass keeps."""
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
        problem = f"{first.problem}; no line up to line {summary.read + 1} has this format"
        raise InputError(first.path or "", first.line, problem)


def _rows(scratch: Scratch, rules: Rules, found: Mapping[str, str]) -> Iterator[Entity]:
    for body in scratch:
        foreign = ForeignName(*json.loads(body))
        native = tuple(Label(*label) for label in foreign.native)
        yield rules.second_pass(foreign._replace(native=native), found)
