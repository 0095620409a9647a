"""Wikidata: humans and places of the JSON dump with labels, aliases, country, offices and number of Wikipedias.

References:
    https://www.wikidata.org/wiki/Wikidata:Database_download#JSON_dumps_(recommended): one array, one entity a line.
    https://doc.wikimedia.org/Wikibase/master/php/docs_topics_json.html: the fields of an entity; statements with ranks; empty
    maps may be written as empty lists.
    https://www.wikidata.org/wiki/Help:Default_values_for_labels_and_aliases: the language `mul`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

from namefix.curate.foreign import NEITHER, ForeignName, Label, ProgressCallback, Refusal, Selection, broken_line
from namefix.curate.foreign_lines import foreign_lines
from namefix.datatypes import Kind

_HUMAN = "Q5"
_PLACES = frozenset(
    "Q6256 Q3624078 Q515 Q1549591 Q1637706 Q5119 Q486972 Q3957 Q532 Q15284 Q10864048 Q34876 Q35657 Q82794 "
    "Q5107 Q9430 Q165 Q1322134 Q39594 Q37901 Q23442 Q33837 Q34763 Q4022 Q23397 Q8502 Q46831 Q8514 Q39816".split()
)
"""Classes of places, as direct values of P31: country, sovereign state, city, big city, city of millions, capital, settlement,
town, village, municipality, first-level division, province, U.S. state, region; continent, ocean, sea, gulf, bay, strait,
island, archipelago, peninsula, river, lake, mountain, mountain range, desert, valley.

Subclasses are not followed: the tree of P279 leads from settlements to camps and from divisions to constituencies, and needs
another pass. Classes of single countries (commune of France) are recognised by `_INHABITED`."""

_INHABITED = ("P1082", "P625", "P17")
"""Population, coordinates and country: an item with all three is an inhabited place, whatever its class."""

_ENGLISH = ("en", "mul", "en-gb", "en-us", "en-ca")
_NO_WIKIPEDIA = frozenset(
    "commonswiki specieswiki metawiki wikidatawiki mediawikiwiki sourceswiki incubatorwiki foundationwiki outreachwiki "
    "wikimaniawiki wikifunctionswiki testwiki test2wiki testwikidatawiki votewiki".split()
)
_MAY_BE_WANTED = re.compile(rb'"(?:P1082|%b)"' % "|".join((_HUMAN, *sorted(_PLACES))).encode())
_ID = re.compile(rb'"id": ?"(Q\d+)"')
_BEGINNING = 120
"""Number of bytes at the start of a line that contain the id: an entity begins with type and id."""


class Wikidata:
    """Reader of a dump, plain, `.gz` or `.bz2`, in two passes: first names, then the referenced countries and offices.

    Only statements of the best rank count: the preferred ones, or else the normal ones.

    Args:
        path: A dump such as `latest-all.json.gz`, or a part of one with one entity a line.
    """

    options: tuple[str, ...] = ()

    def __init__(self, path: Path) -> None:
        self.path = path

    def total_bytes(self) -> int:
        """Return twice the size of the dump."""
        return 2 * self.path.stat().st_size

    def records(self, selection: Selection, watch: ProgressCallback) -> Iterator[ForeignName | Refusal]:
        """Yield humans and places; countries and roles are ids of Wikidata."""
        for number, line in foreign_lines(self.path, watch):
            if line.startswith(b"{"):
                yield self._record(number, line, selection) if _MAY_BE_WANTED.search(line) else NEITHER
            elif line.strip() not in (b"", b"[", b"]"):
                yield broken_line(self.path, number, "not a JSON object")

    def lookup(self, references: Collection[str], watch: ProgressCallback) -> Mapping[str, str]:
        """Return the codes of countries (P297) and the English labels of other items, from a second pass."""
        found = {}
        for _, line in foreign_lines(self.path, watch):
            match = _ID.search(line, 0, _BEGINNING)
            if not line.startswith(b"{") or (match and match[1].decode() not in references):
                continue
            try:
                entity = json.loads(line.rstrip(b",\r\n"))
                key, claims = entity["id"], _map(entity.get("claims"))
            except (ValueError, RecursionError, KeyError):
                continue
            if key in references and (value := next(iter(_best(claims, "P297")), _label(entity))):
                found[key] = value
        return found

    def _record(self, number: int, line: bytes, selection: Selection) -> ForeignName | Refusal:
        try:
            entity = json.loads(line.rstrip(b",\r\n"))
            return _name_of(entity, selection)
        except (ValueError, RecursionError) as error:
            return broken_line(self.path, number, f"not valid JSON: {error}")
        except (KeyError, TypeError, AttributeError) as error:
            return broken_line(self.path, number, f"not a Wikidata entity: {error!r}")


def _name_of(entity: dict[str, Any], selection: Selection) -> ForeignName | Refusal:
    claims = _map(entity.get("claims"))
    kind = _kind_of(claims)
    if entity["type"] != "item" or kind is None:
        return NEITHER
    weight = sum(site.endswith("wiki") and site not in _NO_WIKIPEDIA for site in _map(entity.get("sitelinks")))
    if refusal := selection.refusal(kind, weight):
        return refusal
    name = _label(entity)
    if not name:
        return Refusal("no English label")
    labels, others = _map(entity.get("labels")), _map(entity.get("aliases"))
    aliases = [labels[code]["value"] for code in _ENGLISH if code in labels]
    aliases += [alias["value"] for code in _ENGLISH for alias in others.get(code, ())]
    native = (Label(label["value"], code) for code, label in sorted(labels.items()) if code not in _ENGLISH)
    own_code = tuple(_best(claims, "P297")) if kind == "place" else ()
    return ForeignName(
        f"wikidata/{entity['id']}",
        kind,
        name,
        tuple(dict.fromkeys(aliases)),
        native=tuple(label for label in native if selection.takes(label)),
        countries=own_code or tuple(_best(claims, "P27" if kind == "person" else "P17")),
        roles=tuple(dict.fromkeys(_best(claims, "P39"))) if kind == "person" else (),
        weight=weight,
        refers=True,
    )


def _kind_of(claims: dict[str, Any]) -> Kind | None:
    classes = set(_best(claims, "P31"))
    if _HUMAN in classes:
        return "person"
    is_place = not classes.isdisjoint(_PLACES) or all(claims.get(key) for key in _INHABITED)
    return "place" if is_place else None


def _label(entity: dict[str, Any]) -> str:
    labels = _map(entity.get("labels"))
    return next((str(labels[code]["value"]) for code in _ENGLISH if code in labels), "")


def _best(claims: dict[str, Any], key: str) -> Iterator[str]:
    """Yield the values of a property that are items or strings: the preferred ones, or else the normal ones."""
    statements = claims.get(key, ())
    preferred = [statement for statement in statements if statement["rank"] == "preferred"]
    for statement in preferred or [statement for statement in statements if statement["rank"] == "normal"]:
        if statement["mainsnak"]["snaktype"] == "value":
            value = statement["mainsnak"]["datavalue"]["value"]
            if isinstance(value, str):
                yield value
            elif "id" in value:
                yield value["id"]


def _map(value: Any) -> dict[str, Any]:
    """Return a map; an empty one may be written as an empty list."""
    return value if isinstance(value, dict) else {}
