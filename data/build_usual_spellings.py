"""Build `data/lexicon/usual/`: the usual English spellings of the words of people's names, by their native form.

    python data/build_usual_spellings.py --names NAMES_DIR

There is one file for each language of the transliteration pairs of `data/README.md`. A line contains a folded native word and
its English words, each followed by its count if it is more than 1, the most frequent first. Lines are sorted by their bytes.

English words that differ only in diacritics are one word, written as most often. Its capital letters are those of the lists
of persons that `build_lexicon.py` reads (McDonald, van), otherwise the first letter is a capital.

The pairs were mined by alignment, and some of them join a given name with a surname. Therefore pairs with little similarity by
the learned sound model are dropped, and so are words that are rare in comparison with others of the same native form.

Chinese has the words of CedPane (`words_cedpane_zh`, Unlicense) too, each as if it occurred `LISTED` times.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from build_lexicon import DATA, persons
from pairs import LANGUAGES, Pair, read_pairs

from namefix.names.folding import fold
from namefix.names.language import Language, languages
from namefix.names.native_folding import fold_characters, fold_word
from namefix.names.native_sounds import PARAMETERS, likeness, read_model

LEAST_LIKENESS = {"ar": -0.2, "he": -0.2, "ja": -0.5, "ko": 0.3, "ru": -0.5, "zh": -0.8}
"""Minimum similarity of a pair, in nats per letter: below it, most pairs of a sample join different names."""
OFTEN = 5
"""Count from which a pair may be less similar by `OFTEN_LESS` (Jerusalem, Joshua: English names that are no transliterations)."""
OFTEN_LESS = 1.5
MOST_WORDS = 4
LEAST_SHARE = 0.04
"""Minimum share of an English word among those of a native form."""
LISTED = 3
MANY = 5
"""Count of the most frequent word from which words that occur once are dropped."""
LONGEST = 24
MACRONS = str.maketrans("āēīōūŌĀĪŪĒ", "aeiouOAIUE")
"""Long vowels of Japanese and Arabic, which the news writes without a mark."""


def main() -> None:
    """Write all files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=Path, required=True, help="folder of the lists of persons")
    names = parser.parse_args().names
    capitals = written_with_capitals(names)
    folder = DATA / "lexicon" / "usual"
    folder.mkdir(exist_ok=True)
    for language in LANGUAGES:
        pairs = [*read_pairs(language), *(listed_pairs(names) if language == "zh" else ())]
        spellings = likely(counted(languages()[language], pairs), language)
        lines = sorted(line(native, words, capitals).encode() for native, words in spellings.items())
        path = folder / f"{language}.tsv"
        path.write_bytes(b"".join(lines))
        print(f"{path.name}: {len(lines)} lines, {path.stat().st_size:,} bytes")


def listed_pairs(names: Path) -> Iterator[Pair]:
    """Yield the single words of CedPane whose remark in brackets, if any, is that of a name."""
    with gzip.open(names / "words_cedpane_zh.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if word := re.fullmatch(r"([^\W\d_]+)(?: \((?:surname|name|modern|Bible)\))?", row["english"]):
                yield Pair(word[1].lower(), row["native_zh_simplified"], LISTED)


def counted(language: Language, pairs: Iterable[Pair]) -> dict[tuple[str, str], Counter[str]]:
    """Return for each folded native word and folded English word the counts of the spellings of the latter."""
    counts: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for pair in pairs:
        word = unicodedata.normalize("NFC", pair.word.translate(MACRONS)).replace("’", "'")
        native = fold_native(pair.native, language)
        if 1 < len(fold(word)) <= LONGEST and 0 < len(native) <= LONGEST and re.fullmatch(r"[^\W\d_'-][^\d_]*\w", word):
            counts[native, fold(word)][word] += pair.count
    return counts


def fold_native(native: str, language: Language) -> str:
    """Return a folded native word, as `usual_spellings` looks it up."""
    return fold_word(native, language.script) if language.has_words else fold_characters(native).text


def likely(counts: Mapping[tuple[str, str], Counter[str]], language: str) -> dict[str, list[tuple[str, int]]]:
    """Return the English words of each native word with their counts, the most frequent first."""
    pairs = sorted(counts)
    model = read_model(**json.loads(PARAMETERS.read_bytes())[language])
    nats = likeness([(word, native) for native, word in pairs], language, model)
    words: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for (native, word), value in zip(pairs, nats, strict=True):
        spellings = counts[native, word]
        count = spellings.total()
        if value / len(word) >= LEAST_LIKENESS[language] - OFTEN_LESS * (count >= OFTEN):
            spelling = min(spellings, key=lambda text: (-spellings[text], text))
            words[native].append((spelling, count))
    return {native: pruned(listed) for native, listed in words.items()}


def pruned(words: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """Return the frequent words of a native word, the most frequent first."""
    words = sorted(words, key=lambda word: (-word[1], word[0]))
    least = max(LEAST_SHARE * sum(count for _, count in words), 2 if words[0][1] >= MANY else 1)
    return [word for word in words if word[1] >= least][:MOST_WORDS]


def written_with_capitals(names: Path) -> dict[str, str]:
    """Return how words are written most often whose first letter is not their only capital, by the word in lower case."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for name in persons(names):
        for word in name.split(" ")[1:]:
            if not word.isupper() and not re.search(r"[A-Z]{2}", word):
                forms[word.lower()][word] += 1
    likeliest = {word: min(seen, key=lambda form: (-seen[form], form)) for word, seen in forms.items()}
    return {word: form for word, form in likeliest.items() if form != word.capitalize()}


def line(native: str, words: list[tuple[str, int]], capitals: Mapping[str, str]) -> str:
    """Return the line of a native word."""
    listed = "\t".join(capitalised(word, capitals) + (f" {count}" if count > 1 else "") for word, count in words)
    return f"{native}\t{listed}\n"


def capitalised(word: str, capitals: Mapping[str, str]) -> str:
    """Return a word with the capital letters of a name."""
    if word in capitals:
        return capitals[word]
    return re.sub(r"(?:^|-|^[od]'|^mc)(?=\w)(\w)", lambda start: start[0][:-1].capitalize() + start[1].upper(), word)


if __name__ == "__main__":
    main()
