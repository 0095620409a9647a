"""Build `data/lexicon/zh/`: what the reader of names in Chinese sources compares a span with.

    python data/build_chinese_names.py

`words.tsv`, word and count: words of Chinese that are no names of persons, from the dictionary of jieba (MIT). Characters
are simplified.

`places.tsv`, name and count: its names of places, with their designators.

`characters.tsv`, character and counts in given names (as the first of two characters, as the last one), in names of Chinese
places, and in transcriptions of foreign names: from the names in the dictionary of jieba and the transliteration pairs of
`data/README.md`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from importlib.resources import files

from build_lexicon import write
from pairs import read_pairs

from namefix.names.native_folding import fold_characters
from namefix.source_names.chinese_surnames import SURNAMES

PERSONS = {"nr", "nrfg", "nrt"}
PLACES = {"ns"}
LEAST_COUNT = 4
"""Least count of a word; the dictionary has three for those that it has from other lists, many of which are no words."""
LONGEST = 5
FEW = 3
"""Count in transcriptions below which a character is not one of them."""


def main() -> None:
    """Write all files."""
    rows = list(dictionary())
    words, places = Counter[str](), Counter[str]()
    for word, count, tag in rows:
        if tag in PLACES and len(word) > 1:
            places[word] += count
        elif is_word(word, count, tag):
            words[word] += count
    write("zh/words", words.items())
    write("zh/places", places.items())
    transcribed = Counter(character for pair in read_pairs("zh") for character in fold_characters(pair.native).text)
    given = [word[1:] for word, _, tag in rows if tag in PERSONS and len(word) == 3 and is_own(word, transcribed)]
    counts = [
        Counter(name[0] for name in given),
        Counter(name[1] for name in given),
        Counter(character for word in places if word[-1] in "市县区镇乡村山河湖" for character in word[:-1]),
        Counter({character: count for character, count in transcribed.items() if count >= FEW}),
    ]
    characters = set().union(*counts)
    write("zh/characters", ((character, *(count[character] for count in counts)) for character in characters))


def dictionary() -> Iterator[tuple[str, int, str]]:
    """Yield the words of the dictionary with counts and tags of their parts of speech."""
    with files("jieba").joinpath("dict.txt").open(encoding="utf-8") as lines:
        for line in lines:
            word, count, tag = line.split()
            folded = fold_characters(word).text
            if len(folded) <= LONGEST and re.fullmatch("[一-鿿]+", folded):
                yield folded, int(count), tag


def is_word(word: str, count: int, tag: str) -> bool:
    """Return whether a word of the dictionary belongs to the words: a character, or a frequent word that is no name."""
    if len(word) == 1:
        return True
    is_person = tag in PERSONS and (len(word) > 2 or count < 100)
    return count >= LEAST_COUNT and not is_person


def is_own(word: str, transcribed: Counter[str]) -> bool:
    """Return whether the name of a person begins with a surname and is no transcription."""
    return word[0] in SURNAMES and not all(transcribed[character] > 300 for character in word)


if __name__ == "__main__":
    main()
