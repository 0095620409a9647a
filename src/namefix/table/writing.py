"""Writing of tables as lines of CSV or JSON Lines."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Sequence
from io import StringIO
from pathlib import Path

from namefix.datatypes import Entity
from namefix.errors import OutputError

JSON_SUFFIXES = (".jsonl", ".ndjson")
CSV_SUFFIXES = (".csv",)
_COLUMNS = "id kind name aliases variants misspellings native country roles weight target".split()
_BAR = "|"

_encode = json.JSONEncoder(ensure_ascii=False).encode


def table_suffixes(*plain: str) -> tuple[str, ...]:
    """Return the suffixes of table files, plain and compressed.

    Example:
        >>> table_suffixes(".csv")
        ('.csv', '.csv.gz')
    """
    return (*plain, *(f"{suffix}.gz" for suffix in plain))


def line_writer(path: Path) -> tuple[str, Callable[[Entity], str]]:
    """Return the first line of a table, empty for JSON Lines, and the function that formats an entity as a line.

    The suffix of the file selects the format.

    Example:
        >>> header, line_of = line_writer(Path("names.csv.gz"))
        >>> print(header + line_of(Entity("place/kyiv", "place", "Kyiv", variants=("Kiev", "Kyyiv"), country="UA")))
        id,kind,name,aliases,variants,misspellings,native,country,roles,weight,target
        place/kyiv,place,Kyiv,,Kiev|Kyyiv,,,UA,,,yes
        <BLANKLINE>
    """
    if path.name.removesuffix(".gz").endswith(CSV_SUFFIXES):
        return csv_line(_COLUMNS), lambda entity: csv_line(_cells_of(entity, path))
    return "", json_line_of


def json_line_of(entity: Entity) -> str:
    """Return an entity as a line of JSON, without empty fields."""
    optional = {
        "aliases": entity.aliases,
        "variants": entity.variants,
        "misspellings": entity.misspellings,
        "native": entity.native,
        "country": entity.country,
        "roles": entity.roles,
        "weight": _number(entity.weight),
    }
    filled = {key: value for key, value in optional.items() if value}
    fields = {"id": entity.id, "kind": entity.kind, "name": entity.name, **filled, "target": entity.target}
    return _encode(fields) + "\n"


def csv_line(cells: Sequence[str]) -> str:
    """Return cells as a line of CSV."""
    line = StringIO()
    csv.writer(line, lineterminator="\n").writerow(cells)
    return line.getvalue()


def _cells_of(entity: Entity, path: Path) -> list[str]:
    lists = (entity.aliases, entity.variants, entity.misspellings, entity.native, entity.roles)
    aliases, variants, misspellings, native, roles = (_listed(items, entity, path) for items in lists)
    weight = str(_number(entity.weight)) if entity.weight else ""
    target = "yes" if entity.target else "no"
    return [
        *(entity.id, entity.kind, entity.name, aliases, variants, misspellings, native),
        *(entity.country or "", roles, weight, target),
    ]


def _listed(items: tuple[str, ...], entity: Entity, path: Path) -> str:
    if barred := [item for item in items if _BAR in item]:
        raise OutputError(
            path, f"CSV cannot represent {barred[0]!r} of {entity.id}, which contains {_BAR!r}; write .jsonl"
        )
    return _BAR.join(items)


def _number(weight: float) -> float:
    return int(weight) if weight == int(weight) else weight
