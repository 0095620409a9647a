"""Build `data/lexicon/`: words of people's names, names of places, words of countries, simplified characters.

    python data/build_lexicon.py

`en/person_words.tsv`, word and count: from the transliteration pairs (see `data/README.md`). A word's count is the highest of
its counts in the six languages; words with fewer than three occurrences are left out.

`en/place_names.tsv`: the folded names of the cities and known places of `data/aliases` (GeoNames, CC BY 4.0).

`en/country_words.tsv`, word and ISO 3166 code: the one-word names of countries and capitals, demonyms and adjectives of
`data/aliases`; words of two countries (Congo, Korean) are left out.

`simplified.tsv`, character and simplified character: traditional Chinese and Japanese characters that differ in simplified
Chinese, by OpenCC (Apache-2.0).

`han_readings.tsv`, simplified character, pinyin, on reading: the first readings in Unihan (Unicode License v3; Debian's
unicode-data), of the traditional character if the simplified one has none.
"""

from __future__ import annotations

import bz2
import csv
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

import opencc
from pairs import LANGUAGES, read_pairs
from unidecode import unidecode

from namefix.names.folding import fold

DATA = Path(__file__).parent
LEAST_COUNT = 3
SHORTEST = 4
"""Minimum length of a derived country word; shorter ones (USA, UK, Oman) must be names themselves."""
HAN = (range(0x3400, 0xA000), range(0xF900, 0xFB00), range(0x20000, 0x32000))
"""Chinese characters: the basic block with extension A, compatibility characters, and extensions B to H."""
UNIHAN = Path("/usr/share/unicode/Unihan_Readings.txt.bz2")


def main() -> None:
    """Write all files."""
    write("en/person_words", person_words())
    write("en/country_words", country_words())
    write("en/place_names", ((name,) for name in place_names()))
    write("simplified", simplified())
    write("han_readings", han_readings())


def person_words() -> Iterable[tuple[str, int]]:
    """Return the words that are frequent in names, with their counts."""
    highest: Counter[str] = Counter()
    for language in LANGUAGES:
        counts: Counter[str] = Counter()
        for pair in read_pairs(language):
            counts[fold(pair.word)] += pair.count
        highest |= counts
    return ((word, count) for word, count in highest.items() if count >= LEAST_COUNT and word)


def place_names() -> set[str]:
    """Return the folded name of every city and known place."""
    names = set()
    for file in ("cities", "places_known"):
        with (DATA / "aliases" / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
            names |= {fold(row["name"]) for row in csv.DictReader(lines)}
    return names


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


def han_readings() -> Iterable[tuple[str, str, str]]:
    """Return the simplified characters that have an on reading with their readings in Chinese and Japanese, in plain letters."""
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
        if "kMandarin" in fields and "kJapaneseOn" in fields:
            on = fields["kJapaneseOn"].lower().replace("ou", "o").replace("uu", "u")
            yield character, unidecode(fields["kMandarin"]), on


def write(name: str, rows: Iterable[tuple[object, ...]]) -> None:
    """Write rows sorted by word."""
    lines = sorted("\t".join(map(str, row)) + "\n" for row in rows)
    path = DATA / "lexicon" / f"{name}.tsv"
    path.write_text("".join(lines), encoding="utf-8")
    print(f"{path.name}: {len(lines)} lines")


if __name__ == "__main__":
    main()
