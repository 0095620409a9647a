"""OpenSanctions: persons from `targets.simple.csv` or from FollowTheMoney JSON lines (`entities.ftm.json`).

References:
    https://www.opensanctions.org/docs/bulk/csv/: the columns; lists within a cell are CSV with semicolons.
    https://www.opensanctions.org/docs/bulk/json/: one entity a line, with id, caption, schema and properties.
    https://www.opensanctions.org/reference/: the properties; a `weakAlias` is shared by many people.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from namefix.curate.foreign import NEITHER, ForeignName, ProgressCallback, Refusal, Selection, broken_line
from namefix.curate.foreign_lines import csv_rows, foreign_texts
from namefix.names.countries import is_surname_first

_HEADER = ("id", "schema", "name", "aliases", "countries")
_PERSON = "Person"
_CAPITALS = re.compile(r"[^\W\d_]{3,}")
_SUFFIXES = frozenset("jr sr ii iii iv phd md".split())


class OpenSanctions:
    """Reader of the persons of OpenSanctions; all weights are 0, because it has no measure of how well known they are.

    Names in capitals are converted (*PUTIN* → *Putin*), and "Surname, Given Names" is reordered. Offices are read only from
    JSON lines, from the property `position`.

    Args:
        path: The CSV file or a file of JSON lines, recognised by the first character.
    """

    options: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path

    def total_bytes(self) -> int:
        """Return the size of the file."""
        return self.path.stat().st_size

    def records(self, selection: Selection, watch: ProgressCallback) -> Iterator[ForeignName | Refusal]:
        """Yield persons, in the order of the file."""
        _, first = next(foreign_texts(self.path, lambda _: None), (0, ""))
        is_json = isinstance(first, str) and first.startswith("{")
        return self._json_records(watch) if is_json else self._csv_records(watch)

    def _csv_records(self, watch: ProgressCallback) -> Iterator[ForeignName | Refusal]:
        rows = csv_rows(self.path, watch, _HEADER)
        _, header = next(rows)
        places = [header.index(column) for column in _HEADER]
        for number, row in rows:
            if not row:
                yield broken_line(self.path, number, f"expected {len(header)} fields in UTF-8")
                continue
            key, schema, name, aliases, countries = (row[place] for place in places)
            yield _person(key, name, _listed(aliases), _listed(countries)) if schema == _PERSON else NEITHER

    def _json_records(self, watch: ProgressCallback) -> Iterator[ForeignName | Refusal]:
        for number, line in foreign_texts(self.path, watch):
            if isinstance(line, Refusal):
                yield line
            elif line:
                try:
                    yield _person_of(json.loads(line))
                except (ValueError, RecursionError) as error:
                    yield broken_line(self.path, number, f"not valid JSON: {error}")
                except (KeyError, TypeError, AttributeError) as error:
                    yield broken_line(self.path, number, f"not a FollowTheMoney entity: {error!r}")


def _person_of(entity: dict[str, Any]) -> ForeignName | Refusal:
    properties = entity["properties"]
    if entity["schema"] != _PERSON:
        return NEITHER

    def values(*names: str) -> list[str]:
        return [str(value) for name in names for value in properties.get(name, ())]

    names = values("name", "alias", "previousName")
    name = entity.get("caption") or next(iter(names), "")
    countries = values("nationality", "citizenship", "country")
    return _person(entity["id"], name, names, countries, values("position"))


def _person(
    key: str, name: str, aliases: Iterable[str], countries: Iterable[str], roles: Iterable[str] = ()
) -> ForeignName:
    codes = tuple(code.upper() for code in countries)
    keeps_order = any(map(is_surname_first, codes))
    names = [_in_order(_in_small_letters(text), keeps_order) for text in (name, *aliases)]
    return ForeignName(
        f"opensanctions/{key}", "person", names[0], tuple(names[1:]), countries=codes, roles=tuple(roles)
    )


def _in_small_letters(name: str) -> str:
    """Return a name with its words of three or more capitals in title case."""
    return _CAPITALS.sub(lambda match: match[0].capitalize() if match[0].isupper() else match[0], name)


def _in_order(name: str, is_surname_first: bool) -> str:
    """Return "Surname, Given Names" in the order of running text."""
    surname, comma, given = (part.strip() for part in name.partition(","))
    if not comma or "," in given or given.lower().rstrip(".") in _SUFFIXES:
        return name
    return f"{surname} {given}" if is_surname_first else f"{given} {surname}"


def _listed(cell: str) -> list[str]:
    return [value.strip() for row in csv.reader(cell.splitlines(), delimiter=";") for value in row]
