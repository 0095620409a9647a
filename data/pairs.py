"""Reading of transliteration pairs: an English word of a person's name, its form in another script, and its count.

The pairs are not part of the repository; see `data/README.md` for their origin and licence. The environment variable
`PAIRS` is the directory with `ar.tsv.gz`, `he.tsv.gz` and so on; `make TARGET PAIRS=DIR` sets it.
"""

from __future__ import annotations

import gzip
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LANGUAGES = ("ar", "he", "ja", "ko", "ru", "zh")


class Pair(NamedTuple):
    """An English word in lower case, its native form, and the number of their common occurrences."""

    word: str
    native: str
    count: int


def read_pairs(language: str) -> Iterator[Pair]:
    """Yield the pairs of a language in the order of its file."""
    folder = os.environ.get("PAIRS")
    if not folder:
        sys.exit("the environment variable PAIRS must name the folder of the transliteration pairs; see data/README.md")
    with gzip.open(Path(folder) / f"{language}.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            word, native, count = line.rstrip("\n").split("\t")
            yield Pair(word, native, int(count))
