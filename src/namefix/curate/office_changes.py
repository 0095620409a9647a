"""Persons who took or left an office in a period, asked of the Wikidata Query Service in batches that can be resumed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from namefix.curate.query_service import Binding, QueryService, QueryTooLarge
from namefix.errors import InputError

OFFICES = {
    "head": "wd:Q48352 wd:Q2285706",
    "minister": "wd:Q83307",
    "party": "wd:Q1553195",
    "parliament": "wd:Q486839",
}
"""Offices by name: heads of state and government, ministers, leaders of parties, members of parliaments."""

QUERY = """
SELECT ?person ?name ?office ?role ?start ?end ?country ?languages ?native WHERE {
  VALUES ?class { %(classes)s }
  { ?statement pq:P580 ?changed } UNION { ?statement pq:P582 ?changed }
  FILTER(?changed >= "%(first)sT00:00:00Z"^^xsd:dateTime && ?changed < "%(behind)sT00:00:00Z"^^xsd:dateTime)
  ?statement ps:P39 ?office .
  ?office wdt:P31?/wdt:P279* ?class .
  ?person p:P39 ?statement ; wdt:P31 wd:Q5 ; wikibase:sitelinks ?languages .
  FILTER(?languages >= %(least)d)
  ?person rdfs:label ?name . FILTER(LANG(?name) IN ("en", "mul"))
  ?office rdfs:label ?role . FILTER(LANG(?role) = "en")
  OPTIONAL { ?statement pq:P580 ?start }
  OPTIONAL { ?statement pq:P582 ?end }
  OPTIONAL { ?office wdt:P1001/wdt:P297 ?ofOffice }
  OPTIONAL { ?person wdt:P27/wdt:P297 ?ofPerson }
  BIND(COALESCE(?ofOffice, ?ofPerson) AS ?country)
  OPTIONAL { ?person rdfs:label ?native . FILTER(LANG(?native) IN ("zh", "ja", "ko", "ru", "uk", "ar", "fa", "he")) }
}
"""
"""The query for a batch: its first day, the day behind its last one, classes of offices, and the minimum number of Wikipedia
language editions."""

_DAYS = 30
"""Days of a batch; one that takes too long is halved."""


@dataclass
class OfficeHolder:
    """A person who took or left offices; `changes` are words about each, `roles` the offices."""

    key: str
    name: str
    country: str = ""
    languages: int = 0
    roles: dict[str, None] = field(default_factory=dict)
    native: dict[str, None] = field(default_factory=dict)
    changes: dict[str, None] = field(default_factory=dict)


class Batches:
    """The answers to the batches of a period, kept in a file until all are there.

    Args:
        service: The service.
        query: The query with the fields of `QUERY`.
        fields: The values of the fields `classes` and `least`.
        progress: The file of the batches that are done; None keeps none.
    """

    def __init__(self, service: QueryService, query: str, fields: Mapping[str, object], progress: Path | None) -> None:
        self._service, self._query, self._fields, self._progress = service, query, dict(fields), progress
        self._done: dict[tuple[str, str], list[Binding]] = {}
        if progress and progress.exists():
            self._done = dict(_read_progress(progress, self._asked_for()))

    def rows(self, first: date, behind: date, watch: Callable[[date], object] = lambda _: None) -> Iterator[Binding]:
        """Yield the rows of all batches from a day to the day behind the last one; `watch` is told where each ends.

        Raises:
            InputError: If the service fails, or a batch of one day takes too long.
        """
        while first < behind:
            end = min(first + timedelta(days=_DAYS), behind)
            yield from self._batch(first, end)
            watch(end)
            first = end

    def forget(self) -> None:
        """Remove the file of the batches that are done."""
        if self._progress:
            self._progress.unlink(missing_ok=True)

    def query_for(self, first: date, behind: date) -> str:
        """Return the query of a batch."""
        try:
            return self._query % {**self._fields, "first": first.isoformat(), "behind": behind.isoformat()}
        except (KeyError, ValueError, TypeError) as error:
            known = ", ".join(f"%({name})s" for name in ("first", "behind", *self._fields))
            problem = f"{error} cannot be filled in; fields are {known}, and %% stands for a percent sign"
            raise InputError("query", None, problem) from error

    def _batch(self, first: date, behind: date) -> list[Binding]:
        key = first.isoformat(), behind.isoformat()
        if key not in self._done:
            try:
                rows = self._ask(first, behind)
            except QueryTooLarge as error:
                middle = first + (behind - first) // 2
                if middle == first:
                    problem = f"takes too long for {first}; ask for fewer offices (--office), or raise --min-languages"
                    raise InputError(self._service.address, None, problem) from error
                return self._batch(first, middle) + self._batch(middle, behind)
            self._done[key] = rows
            self._keep(key, rows)
        return self._done[key]

    def _ask(self, first: date, behind: date) -> list[Binding]:
        if any(str(first) <= start and end <= str(behind) for start, end in self._done):
            raise QueryTooLarge  # it was halved before it was interrupted
        return self._service.select(self.query_for(first, behind))

    def _keep(self, key: tuple[str, str], rows: list[Binding]) -> None:
        if self._progress:
            line = json.dumps({"asked": self._asked_for(), "batch": key, "rows": rows}, ensure_ascii=False)
            with self._progress.open("a", encoding="utf-8") as file:
                file.write(line + "\n")

    def _asked_for(self) -> str:
        return json.dumps([self._service.address, self._query, self._fields], sort_keys=True)


def _read_progress(path: Path, asked: str) -> Iterator[tuple[tuple[str, str], list[Binding]]]:
    """Yield the batches of a file that answer the same query; a line that was cut off is passed over."""
    for line in path.read_text(encoding="utf-8").splitlines():
        try:
            kept = json.loads(line)
            first, behind = kept["batch"]
            if kept["asked"] == asked:
                yield (first, behind), kept["rows"]
        except (ValueError, KeyError, TypeError):
            continue


def holders_of(rows: Iterable[Binding], since: date) -> list[OfficeHolder]:
    """Return the persons of rows, sorted by id, each with all offices, native forms and changes since a day."""
    found: dict[str, OfficeHolder] = {}
    for row in rows:
        if not row.get("person") or not row.get("name") or not row.get("role"):
            continue  # an item without an English label cannot be a name of the table
        one = found.setdefault(row["person"], OfficeHolder(row["person"], row["name"]))
        one.country = one.country or row.get("country", "")
        one.languages = max(one.languages, int(row["languages"]) if row.get("languages", "").isdigit() else 0)
        one.roles[row["role"]] = None
        if native := row.get("native"):
            one.native[native] = None
        for what, day in (("took", row.get("start", "")), ("left", row.get("end", ""))):
            if day >= since.isoformat():
                one.changes[f"{what} {row['role']} {day}"] = None
    return [found[key] for key in sorted(found)]
