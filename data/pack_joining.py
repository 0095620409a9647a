"""Joining of records to entities: one person or place of several lists is one entity, namesakes are several.

Records of a folded name are one person if their Wikidata ids are the same, or if nothing contradicts it (ids, countries, years
of birth) and something confirms it: the country and, if both are known, the year; the year alone; or the field of work, if
nobody else in the lists has the name. Places of a name are one if country and class are the same, and parts of their country if
both are known. A region that is named like a town of its country is that town's row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pack_records import Record

from namefix.names.folding import fold

APART = 15_000
"""Population from which towns of one name and country are kept apart by region."""


@dataclass(eq=False)
class Joined:
    """An entity with its records, the first of which names it."""

    records: list[Record] = field(default_factory=list)
    fame: float = 0.0

    @property
    def first(self) -> Record:
        """The record of the best source."""
        return self.records[0]

    def value(self, attribute: str) -> str:
        """Return the first known value of an attribute of the records."""
        return next((value for record in self.records if (value := getattr(record, attribute))), "")

    @property
    def born(self) -> int | None:
        """The first known year of birth."""
        return next((record.born for record in self.records if record.born is not None), None)

    @property
    def sources(self) -> list[str]:
        """The names of the lists, sorted."""
        return sorted({record.source for record in self.records})


def join_persons(records: Iterable[Record]) -> list[Joined]:
    """Return the persons of records, in the order of their first records."""
    by_name: dict[str, list[Joined]] = defaultdict(list)
    by_id: dict[str, Joined] = {}
    everybody: list[Joined] = []
    for record in records:
        keys = {fold(name) for name in (record.name, *record.aliases)}
        found = by_id.get(record.wikidata) if record.wikidata else None
        found = found or _same_person(record, [one for key in sorted(keys) for one in by_name.get(key, ())])
        if found is None:
            found = Joined()
            everybody.append(found)
        found.records.append(record)
        if record.wikidata:
            by_id[record.wikidata] = found
        for key in sorted(keys):
            if found not in by_name[key]:
                by_name[key].append(found)
    return everybody


def _same_person(record: Record, namesakes: list[Joined]) -> Joined | None:
    fitting = [one for one in {id(one): one for one in namesakes}.values() if not _contradicts(record, one)]
    for one in fitting:
        same_country = record.country and record.country == one.value("country")
        same_year = record.born is not None and record.born == one.born
        if same_year or (same_country and (record.born is None or one.born is None)):
            return one
    same_work = [one for one in fitting if record.domain in {other.domain for other in one.records}]
    return same_work[0] if len(same_work) == len(namesakes) == 1 and record.domain else None


def _contradicts(record: Record, one: Joined) -> bool:
    """Return whether a record is of somebody else; Pantheon's country is that of birth, so years decide before countries."""
    if record.wikidata and one.value("wikidata") not in ("", record.wikidata):
        return True
    if record.born is not None and one.born is not None:
        return abs(record.born - one.born) > 1
    return bool(record.country and one.value("country") not in ("", record.country))


def join_places(records: Iterable[Record]) -> list[Joined]:
    """Return the places of records, in the order of their first records."""
    by_key: dict[tuple[str, str, str], list[Joined]] = defaultdict(list)
    everything: list[Joined] = []
    for record in records:
        key = fold(record.name), record.country, record.domain
        same = [one for one in by_key[key] if not _is_elsewhere(record, one)]
        if not same and record.domain == "region":
            same = by_key[key[0], key[1], "city"]
        if not same:
            same = [Joined()]
            by_key[key].append(same[0])
            everything.append(same[0])
        same[0].records.append(record)
    return everything


def _is_elsewhere(record: Record, one: Joined) -> bool:
    """Return whether two towns of one name are in different parts of the country, and both are of some size."""
    if not record.region or one.value("region") in ("", record.region):
        return False
    sizes = (value for scale, value in record.signals if scale == "people")
    return max(sizes, default=0) >= APART


def bearers_of(entities: Iterable[Joined]) -> dict[str, list[Joined]]:
    """Return the entities of each folded name or alias."""
    bearers: dict[str, list[Joined]] = defaultdict(list)
    for one in entities:
        for key in sorted({fold(name) for record in one.records for name in (record.name, *record.aliases)}):
            bearers[key].append(one)
    return bearers


def names_of(one: Joined) -> Iterator[str]:
    """Yield the names and aliases of all records, the best source's first; spoilt ones only if there is no other."""
    good = [record for record in one.records if not record.is_spoilt] or one.records
    for record in good:
        yield record.name
        yield from record.aliases
