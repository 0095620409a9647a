"""Accuracy of finding English names in lines of native forms, for held-out words.

    python bench/native_sounds.py [--names 400]

The transliteration pairs (see `data/README.md`) with at least two occurrences are used, including wrong ones. Each native
form is placed in a line of about 40 characters among other native forms; the English name competes with 100 others without
a native form in the line.

    top 1    share of lines whose correct name has the highest value; ties count proportionally
    rec@2%   share of the correct names above the value that 2 % of the others reach
    us/pair  processor time for one name and one line, in microseconds

The baseline is RapidFuzz's partial ratio of the squashed name and the Latin letters of the line.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from rapidfuzz import fuzz

from namefix.names.name import name_of
from namefix.names.native_letters import romanised
from namefix.names.native_sounds import sound_probabilities

sys.path.append(str(Path(__file__).parents[1] / "data"))
from learn_native_sounds import LINE, is_held_out, line
from learn_sounds import LONGEST
from pairs import LANGUAGES, read_pairs

OTHERS = 100
FALSE_MATCHES = 0.02
Pairs = Sequence[tuple[str, str]]


def main() -> None:
    """Print one line for each language and measure."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--names", type=int, default=400)
    options = parser.parse_args()
    print(f"{'':34}{'top 1':>8}{'rec@2%':>8}{'us/pair':>9}")
    for language in LANGUAGES:
        asked = questions(read(language), language, options.names)
        for title, values_of in (("RapidFuzz partial ratio", spelling), ("learned native sounds", sound_probabilities)):
            start = time.process_time()
            values = np.array(values_of(asked, language)).reshape(-1, OTHERS + 1)
            seconds = time.process_time() - start
            right, others = values[:, :1], values[:, 1:]
            best = others.max(axis=1, keepdims=True)
            top = np.where(right > best, 1, (right == best) / (1 + (others == best).sum(axis=1, keepdims=True))).mean()
            recall = (right > np.quantile(others, 1 - FALSE_MATCHES)).mean()
            print(f"{language}, {title:30}{top:8.3f}{recall:8.3f}{seconds / len(asked) * 1e6:9.2f}", flush=True)


def read(language: str) -> dict[tuple[str, str], int]:
    """Return the counts of held-out words with each native form."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for word, native, count in read_pairs(language):
        if (
            is_held_out(letters := name_of(word).squashed)
            and 3 <= len(letters) <= LONGEST
            and 2 <= len(native) <= LONGEST
        ):
            seen[letters, native] += count
    return seen


def questions(seen: dict[tuple[str, str], int], language: str, count: int) -> list[tuple[str, str]]:
    """Return names with lines: the correct name of a line, then others."""
    randomly = random.Random(language)
    natives: dict[str, set[str]] = defaultdict(set)
    for word, native in seen:
        natives[word].add(native)
    words, forms = sorted(natives), sorted({native for _, native in seen})
    asked: list[tuple[str, str]] = []
    for word, native in randomly.sample(sorted(entry for entry, times in seen.items() if times > 1), count):
        text = line([native], randomly.choices(forms, k=LINE), language, randomly)
        absent = [
            other for other in randomly.sample(words, 2 * OTHERS) if not any(form in text for form in natives[other])
        ]
        asked += [(name, text) for name in (word, *absent[:OTHERS])]
    return asked


def spelling(pairs: Pairs, _language: str) -> list[float]:
    """Return the partial ratio of name and line, in [0, 1], for any language."""
    return [fuzz.partial_ratio(name, romanised(text)) / 100 for name, text in pairs]


if __name__ == "__main__":
    main()
