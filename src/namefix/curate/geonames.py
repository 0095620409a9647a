"""GeoNames: populated places, countries, divisions and seas, from `allCountries.txt` and `alternateNamesV2.txt`.

Reference:
    https://download.geonames.org/export/dump/readme.txt: the 19 columns of the main table and the 10 of the alternate names,
    separated by tabs, without a header; the codes that replace a language (`link`, `post`, `iata`, ...).
    https://www.geonames.org/export/codes.html: feature classes and codes.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from namefix.curate.foreign import NEITHER, ForeignName, Label, ProgressCallback, Refusal, Selection, broken_line
from namefix.curate.foreign_lines import foreign_texts
from namefix.curate.scratch import Scratch

_COLUMNS, _ALTERNATE_COLUMNS = 19, (8, 10)
_SETTLEMENTS = frozenset("PPL PPLA PPLA2 PPLA3 PPLA4 PPLA5 PPLC PPLF PPLG PPLL PPLR PPLS STLMT".split())
_COUNTRIES = frozenset("PCL PCLI PCLS PCLF".split())
_TERRITORIES = frozenset("PCLD PCLIX TERR".split())
_OTHERS = frozenset("ADM1 ADM2 OCN SEA GULF STRT CONT MTS ISLS PEN DSRT".split())
_TAKEN = _SETTLEMENTS | _COUNTRIES | _TERRITORIES | _OTHERS
"""Imported feature codes. Parts, ruins and former names of settlements, divisions below the second level and all small
features are left out."""

_FOR_A_COUNTRY, _FOR_A_TERRITORY = 100, 20
_FOR_TEN_TIMES, _FROM_POPULATION = 25, 10_000
_NO_LANGUAGE = frozenset(
    "post iata icao faac tcid unlc abbr link wkdt phon piny fr_1793 nuts clli olc uicn lauc".split()
)
"""Codes in the column of languages that are none: postal codes, abbreviations, links, pronunciations."""


class _Alternate(NamedTuple):
    """An alternate name of a place."""

    language: str
    text: str
    is_preferred: bool
    is_short: bool
    is_historic: bool


class GeoNames:
    """Reader of the main table of GeoNames, joined with its alternate names in a temporary database.

    The name is the preferred English one, short names first, or else that of the main table. Other English names become
    aliases, historic ones variants; colloquial ones (*Big Apple*) are left out. All others become native forms. Without
    alternate names, native forms come from the fourth column, which has no languages.

    Weights are on the scale of the bundled table: 25 for every power of ten of the population above ten thousand, rounded,
    plus 100 for countries and capitals or 20 for dependent territories.

    Args:
        path: `allCountries.txt` or the file of one country, unzipped.
        alternate_names: `alternateNamesV2.txt`, unzipped.
    """

    options: tuple[str, ...] = ("alternate_names",)

    def __init__(self, path: Path, alternate_names: Path | None = None) -> None:
        self.path, self._alternate_names = path, alternate_names

    def total_bytes(self) -> int:
        """Return the size of both files."""
        return sum(path.stat().st_size for path in (self.path, self._alternate_names) if path)

    def records(self, selection: Selection, watch: ProgressCallback) -> Iterator[ForeignName | Refusal]:
        """Yield places, in the order of the main table."""
        with Scratch() as scratch:
            if self._alternate_names:
                yield from self._store_alternates(self._alternate_names, scratch, selection, watch)
            for number, line in foreign_texts(self.path, watch):
                if isinstance(line, Refusal):
                    yield line
                elif line:
                    yield self._record(number, line.split("\t"), scratch, selection)

    def _store_alternates(
        self, path: Path, scratch: Scratch, selection: Selection, watch: ProgressCallback
    ) -> Iterator[Refusal]:
        few, all_columns = _ALTERNATE_COLUMNS
        for number, line in foreign_texts(path, watch):
            if isinstance(line, Refusal):
                yield line
                continue
            fields = line.split("\t")
            if not few <= len(fields) <= all_columns or not fields[1].isdigit():
                yield broken_line(path, number, f"{len(fields)} columns; alternateNamesV2.txt has {all_columns}")
                continue
            language, text, preferred, short, colloquial, historic = fields[2:8]
            if colloquial == "1" or language in _NO_LANGUAGE:
                continue
            if language == "en" or selection.takes(Label(text, language)):
                scratch.add(int(fields[1]), "\t".join((language, text, preferred, short, historic)))
        scratch.index()

    def _record(self, number: int, fields: list[str], scratch: Scratch, selection: Selection) -> ForeignName | Refusal:
        if len(fields) != _COLUMNS or not fields[0].isdigit():
            problem = f"{len(fields)} tab-separated columns; GeoNames has {_COLUMNS}, the first of which is an id"
            return broken_line(self.path, number, problem)
        key, name, ascii_name, listed, feature, country, population = *fields[:4], fields[7], fields[8], fields[14]
        if feature not in _TAKEN:
            return NEITHER if fields[6] not in "PA" else Refusal("a part of a place, a former or a small place")
        weight = _weight_of(feature, int(population) if population.isdigit() else 0)
        if refusal := selection.refusal("place", weight):
            return refusal
        if self._alternate_names:
            others = [_alternate(*body.split("\t")) for body in scratch.of(int(key))]
        else:
            others = [_Alternate("", text, *(False,) * 3) for text in listed.split(",") if not text.isascii()]
        english = [other for other in others if other.language == "en"]
        current = sorted((other for other in english if not other.is_historic), key=_rank)
        preferred = [other.text for other in current if other.is_preferred]
        return ForeignName(
            f"geonames/{key}",
            "place",
            preferred[0] if preferred else name,
            (name, *(other.text for other in current), *(() if ascii_name.lower() == name.lower() else (ascii_name,))),
            tuple(other.text for other in english if other.is_historic),
            native=tuple(Label(other.text, other.language) for other in others if other.language != "en"),
            countries=(country,),
            weight=weight,
        )


def _alternate(language: str, text: str, preferred: str, short: str, historic: str) -> _Alternate:
    return _Alternate(language, text, preferred == "1", short == "1", historic == "1")


def _rank(name: _Alternate) -> tuple[bool, bool]:
    return not name.is_preferred, not name.is_short


def _weight_of(feature: str, population: int) -> float:
    grown = _FOR_TEN_TIMES * math.log10(max(population, _FROM_POPULATION) / _FROM_POPULATION)
    bonus = _FOR_A_COUNTRY if feature in _COUNTRIES or feature == "PPLC" else 0
    return float(round(grown) + (_FOR_A_TERRITORY if feature in _TERRITORIES else bonus))
