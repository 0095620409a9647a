"""OpenSanctions: persons of `targets.simple.csv`, or of FollowTheMoney JSON lines (`entities.ftm.json`).

References:
    https://www.opensanctions.org/docs/bulk/csv/: the columns; lists within a cell are CSV themselves, parted by semicolons.
    https://www.opensanctions.org/docs/bulk/json/: an entity a line, with id, caption, schema and properties.
    https://www.opensanctions.org/reference/: what properties mean; a `weakAlias` is one that many people share.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from namefix.curate.foreign import NEITHER, ForeignName, Refusal, Selection, Watch, broken_line
from namefix.curate.foreign_lines import csv_rows, foreign_texts
from namefix.table.name_table import SURNAME_FIRST

_HEADER = ("id", "schema", "name", "aliases", "countries")
_PERSON = "Person"
_CAPITALS = re.compile(r"[^\W\d_]{3,}")
_SUFFIXES = frozenset("jr sr ii iii iv phd md".split())


class OpenSanctions:
    """Read the persons of OpenSanctions; there is nothing that tells how well known they are, so every weight is 0.

    Surnames in capitals are written as names (*PUTIN* → *Putin*), and "Surname, Given Names" is put in order. Offices are
    known only in JSON lines, and only as far as persons have the property `position`.

    Args:
        path: The CSV file, or a file of JSON lines; the first character tells which.
    """

    options: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path

    def total_bytes(self) -> int:
        """Return the size of the file."""
        return self.path.stat().st_size

    def records(self, selection: Selection, watch: Watch) -> Iterator[ForeignName | Refusal]:
        """Yield persons, in the order of the file."""
        _, first = next(foreign_texts(self.path, lambda _: None), (0, ""))
        is_json = isinstance(first, str) and first.startswith("{")
        return self._json_records(watch) if is_json else self._csv_records(watch)

    def _csv_records(self, watch: Watch) -> Iterator[ForeignName | Refusal]:
        rows = csv_rows(self.path, watch, _HEADER)
        _, header = next(rows)
        places = [header.index(column) for column in _HEADER]
        for number, row in rows:
            if not row:
                yield broken_line(self.path, number, f"a row needs the {len(header)} fields of the header, in UTF-8")
                continue
            key, schema, name, aliases, countries = (row[place] for place in places)
            yield _person(key, name, _listed(aliases), _listed(countries)) if schema == _PERSON else NEITHER

    def _json_records(self, watch: Watch) -> Iterator[ForeignName | Refusal]:
        for number, line in foreign_texts(self.path, watch):
            if isinstance(line, Refusal):
                yield line
            elif line:
                try:
                    yield _person_of(json.loads(line))
                except (ValueError, RecursionError) as error:
                    yield broken_line(self.path, number, f"not valid JSON: {error}")
                except (KeyError, TypeError, AttributeError) as error:
                    yield broken_line(self.path, number, f"no entity of FollowTheMoney: {error!r}")


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
    is_surname_first = not SURNAME_FIRST.isdisjoint(codes)
    names = [_in_order(_in_small_letters(text), is_surname_first) for text in (name, *aliases)]
    return ForeignName(
        f"opensanctions/{key}", "person", names[0], tuple(names[1:]), countries=codes, roles=tuple(roles)
    )


def _in_small_letters(name: str) -> str:
    """Return a name whose words in capitals, of three letters or more, have only the first one."""
    return _CAPITALS.sub(lambda match: match[0].capitalize() if match[0].isupper() else match[0], name)


def _in_order(name: str, is_surname_first: bool) -> str:
    """Return "Surname, Given Names" as it is written in running text."""
    surname, comma, given = (part.strip() for part in name.partition(","))
    if not comma or "," in given or given.lower().rstrip(".") in _SUFFIXES:
        return name
    return f"{surname} {given}" if is_surname_first else f"{given} {surname}"


def _listed(cell: str) -> list[str]:
    return [value.strip() for value in next(csv.reader([cell], delimiter=";"), [])]
