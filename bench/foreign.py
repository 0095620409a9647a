"""Generate reproducible data sets of any size in foreign formats, for measuring `namefix table import`.

    python bench/foreign.py wikidata 1000000 dump.json.gz
    python bench/foreign.py geonames 1000000 allCountries.txt alternateNamesV2.txt

All names consist of random syllables; all ids are higher than those in use.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

SEED = 7
CODES = "AT BE BG CZ DE DK EE ES FI FR GR HR HU IE IT LT LV NL PL PT RO SE SI SK UA GB US CN JP IN".split()
OFFICES = 500
FIRST_ID, FIRST_COUNTRY, FIRST_OFFICE = 900_000_000, 800_000_000, 810_000_000
_STARTS = "b br ch d dr f g gr h j k kl l m n p pr r s sh st t tr v w z".split()
_VOWELS = "a e i o u ai ei ou".split()
_ENDS = ["", "n", "r", "l", "s", "m", "k", "t", "nd", "rt"]
_CYRILLIC = str.maketrans("abcdefghijklmnoprstuvwxz", "абцдефгхийклмнопрстувшкз")
_HAN = "阿巴贝达德迪多费戈哈霍伊卡科拉勒里罗马米莫纳内尼诺帕佩普拉里罗萨塞西索塔特托瓦维扎"


class Names:
    """Generator of names of invented people and places, from one random sequence."""

    def __init__(self, seed: int) -> None:
        self.lots = random.Random(seed)

    def word(self) -> str:
        choose = self.lots.choice
        syllables = (choose(_STARTS) + choose(_VOWELS) for _ in range(self.lots.randint(1, 3)))
        return ("".join(syllables) + choose(_ENDS)).capitalize()

    def name(self, words: int) -> str:
        return " ".join(self.word() for _ in range(words))

    def cyrillic(self, name: str) -> str:
        return name.lower().translate(_CYRILLIC).title()

    def han(self, name: str) -> str:
        return "·".join("".join(self.lots.choice(_HAN) for _ in word[::2]) for word in name.split())

    def weight(self) -> int:
        """Return a weight; a few entities are known in many languages, most in one or two."""
        return min(300, int(self.lots.paretovariate(0.9)))


def wikidata(rows: int) -> Iterator[dict[str, Any]]:
    """Yield countries, then half humans, a fifth places, the others something else, then offices."""
    names = Names(SEED)
    for at, code in enumerate(CODES):
        yield _item(FIRST_COUNTRY + at, names, 1, 100, {"P31": [_is("Q6256")], "P297": [_says(code)]})
    for at in range(rows - len(CODES) - OFFICES):
        country, lot = _is(f"Q{FIRST_COUNTRY + names.lots.randrange(len(CODES))}"), names.lots.random()
        if lot < 0.5:
            office = [_is(f"Q{FIRST_OFFICE + names.lots.randrange(OFFICES)}")] if names.lots.random() < 0.2 else []
            claims = {"P31": [_is("Q5")], "P27": [country], "P39": office}
            yield _item(FIRST_ID + at, names, 2, names.weight(), claims)
        elif lot < 0.7:
            yield _item(FIRST_ID + at, names, 1, names.weight(), {"P31": [_is("Q532")], "P17": [country]})
        else:
            yield _item(FIRST_ID + at, names, 6, 0, {"P31": [_is("Q13442814")]})
    for at in range(OFFICES):
        yield _item(FIRST_OFFICE + at, names, 2, 5, {"P31": [_is("Q4164871")], "P279": [_is("Q294414")]})


def _item(key: int, names: Names, words: int, sitelinks: int, claims: dict[str, Any]) -> dict[str, Any]:
    name = names.name(words)
    labels = dict.fromkeys("en de fr es it nl pl pt cs sv".split(), name)
    labels |= {"ru": names.cyrillic(name), "uk": names.cyrillic(name), "zh": names.han(name), "ja": names.han(name)}
    aliases = [f"{name.split()[0][0]}. {names.word()}", name.split()[-1]]
    rest = {f"P{number}": [_says(names.word())] for number in (214, 227, 244, 268, 646, 906, 1006)}
    return {
        "type": "item",
        "id": f"Q{key}",
        "labels": {code: {"language": code, "value": label} for code, label in labels.items()},
        "descriptions": {code: {"language": code, "value": names.name(3)} for code in ("en", "de", "fr")},
        "aliases": {"en": [{"language": "en", "value": alias} for alias in aliases]},
        "claims": {name: statements for name, statements in (claims | rest).items() if statements},
        "sitelinks": {f"{at}wiki": {"site": f"{at}wiki", "title": name, "badges": []} for at in range(sitelinks)},
        "lastrevid": key,
    }


def _is(key: str) -> dict[str, Any]:
    value = {"entity-type": "item", "numeric-id": int(key[1:]), "id": key}
    return _statement({"value": value, "type": "wikibase-entityid"}, "wikibase-item")


def _says(text: str) -> dict[str, Any]:
    return _statement({"value": text, "type": "string"}, "external-id")


def _statement(value: dict[str, Any], datatype: str) -> dict[str, Any]:
    snak = {"snaktype": "value", "property": "P0", "datavalue": value, "datatype": datatype}
    reference = {"hash": "0" * 40, "snaks": {"P248": [snak]}, "snaks-order": ["P248"]}
    return {"mainsnak": snak, "type": "statement", "id": "Q0$" + "0" * 36, "rank": "normal", "references": [reference]}


def write_wikidata(rows: int, path: Path) -> None:
    with (
        gzip.open(path, "wt", 1, encoding="utf-8") if path.suffix == ".gz" else path.open("w", encoding="utf-8") as file
    ):
        file.write("[\n")
        for at, item in enumerate(wikidata(rows)):
            file.write(",\n" * bool(at) + json.dumps(item, ensure_ascii=False, separators=(",", ":")))
        file.write("\n]\n")


def write_geonames(rows: int, path: Path, alternates: Path) -> None:
    """Write half populated places, half other features that are not imported, and three shuffled alternate names a row."""
    names, alternate_id = Names(SEED), 0
    with path.open("w", encoding="utf-8") as table, alternates.open("w", encoding="utf-8") as others:
        for at in range(rows):
            key, name = 90_000_000 + at, names.name(1 + at % 2)
            kind = ("P\tPPL", "P\tPPLA", "A\tADM2", "H\tSTM", "P\tPPL", "S\tHTL")[at % 6]
            people = int(100 * names.lots.paretovariate(0.5))
            row = (key, name, name, "", "50.0", "14.0", kind, names.lots.choice(CODES), "", "01", "", "", "", people)
            table.write("\t".join(map(str, (*row, "", 200, "Europe/Prague", "2024-01-01"))) + "\n")
            other = 90_000_000 + names.lots.randrange(rows)
            for language, text in (("en", names.word()), ("ru", names.cyrillic(name)), ("zh", names.han(name))):
                alternate_id += 1
                others.write(f"{alternate_id}\t{other}\t{language}\t{text}\t\t\t\t\t\t\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("layout", choices=["wikidata", "geonames"])
    parser.add_argument("rows", type=int)
    parser.add_argument("files", type=Path, nargs="+")
    arguments = parser.parse_args()
    write = write_wikidata if arguments.layout == "wikidata" else write_geonames
    write(arguments.rows, *arguments.files)


if __name__ == "__main__":
    main()
