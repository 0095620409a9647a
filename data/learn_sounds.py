"""Learn `src/namefix/sound_model.tsv`: what a way through another script does to the letters of a name.

    python data/learn_sounds.py

English words that share a native form in `data/transliteration` (haley, harley and harry are all 哈利) are same-sound
pairs. A pair is taken to be written by one walk along both words that emits chunk pairs (x, y) of at most two letters
each; their probabilities are learned by expectation-maximisation. Pairs that fit worst are then left out, as mostly
wrong alignments of the data, and the rest is learned again.

Reference: Ristad and Yianilos (1998), Learning String-Edit Distance; Bisani and Ney (2008), Joint-Sequence Models.
"""

from __future__ import annotations

import gzip
import math
from collections import defaultdict
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt

from namefix.text import squash

DATA = Path(__file__).parent / "transliteration"
OUTPUT = Path(__file__).parents[1] / "src" / "namefix" / "sound_model.tsv"
ROUNDS = (5, 5)
"""Rounds of expectation-maximisation before and after the worst pairs are left out."""
WORST = 0.15
"""Share of the pairs that is left out."""
LONGEST = 14
WORDS_PER_FORM = 8
LEAST_PROBABILITY = 5e-6
"""Chunk pairs that are rarer are not written."""
OPERATIONS = [(a, b) for a in range(3) for b in range(3) if a + b]
ALPHABET = "abcdefghijklmnopqrstuvwxyz^$"
BASE = len(ALPHABET) + 1
CHUNKS = BASE * BASE
BATCH = 30_000
Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


def main() -> None:
    """Learn and write."""
    pairs = same_sound_pairs()
    table = np.zeros((CHUNKS, CHUNKS))
    first, second = encode([one for one, _ in pairs]), encode([other for _, other in pairs])
    table = initial(first, second)
    for rounds in ROUNDS:
        for _ in range(rounds):
            table, likelihood = improve(table, first, second)
            print(f"{len(first)} pairs, log-likelihood {likelihood.mean():.3f} a pair", flush=True)
        letters = ((first > 0).sum(1) + (second > 0).sum(1)) / 2
        keep = likelihood / letters > np.quantile(likelihood / letters, WORST)
        first, second = first[keep], second[keep]
    write(table)


def same_sound_pairs() -> list[tuple[str, str]]:
    """Return pairs of words that share a native form, sorted; both of several letters and not the same."""
    pairs = set()
    for path in sorted(DATA.glob("*.tsv.gz")):
        words: dict[str, dict[str, int]] = defaultdict(dict)
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for line in lines:
                word, native, count = line.rstrip("\n").split("\t")
                if 2 <= len(letters := squash(word)) <= LONGEST - 2:
                    words[native][letters] = int(count)
        for counts in words.values():
            likeliest = sorted(counts, key=lambda word: (-counts[word], word))[:WORDS_PER_FORM]
            pairs |= {(min(pair), max(pair)) for pair in combinations(likeliest, 2)}
    return sorted(pairs)


def encode(words: list[str]) -> Codes:
    """Return one row of letter codes a word, begun by ^, ended by $ and filled up with 0."""
    rows = np.zeros((len(words), LONGEST), dtype=np.int64)
    for row, word in zip(rows, words, strict=True):
        row[: len(word) + 2] = [ALPHABET.index(letter) + 1 for letter in f"^{word}$"]
    return rows


def chunk(words: Codes, end: int, size: int) -> Codes:
    """Return the code of the `size` letters before position `end` of each word."""
    if size == 0:
        return np.zeros(len(words), dtype=np.int64)
    return words[:, end - 1] if size == 1 else words[:, end - 2] * BASE + words[:, end - 1]


def initial(first: Codes, second: Codes) -> Array:
    """Return probabilities to begin with: every chunk pair that occurs, the same letters likelier, more letters less."""
    table = np.zeros((CHUNKS, CHUNKS))
    for i in range(LONGEST + 1):
        for j in range(max(0, i - 4), min(LONGEST, i + 4) + 1):
            for a, b in OPERATIONS:
                if a <= i and b <= j:
                    table[chunk(first, i, a), chunk(second, j, b)] = 0.1 ** (abs(a - b) + a + b)
    same = np.arange(BASE)
    table[same, same] *= 50
    return symmetric(table)


def symmetric(table: Array) -> Array:
    """Return the table with both directions alike, nothing for chunks that are filled up, and sum 1."""
    table = table + table.T
    beyond = np.zeros(CHUNKS, dtype=bool)
    beyond[BASE::BASE] = True
    table[beyond] = table[:, beyond] = 0
    table[0, 0] = 0
    return table / table.sum()


def improve(table: Array, first: Codes, second: Codes) -> tuple[Array, Array]:
    """Return probabilities that explain the pairs better, and the log-likelihood of each pair under the old ones."""
    counts, likelihoods = np.zeros(CHUNKS * CHUNKS), []
    for at in range(0, len(first), BATCH):
        one, other = first[at : at + BATCH], second[at : at + BATCH]
        ends = (one > 0).sum(1), (other > 0).sum(1)
        cells = [(i, j) for i in range(LONGEST + 1) for j in range(LONGEST + 1)]
        forward = np.zeros((LONGEST + 1, LONGEST + 1, len(one)))
        backward = np.zeros_like(forward)
        forward[0, 0] = 1
        steps = {
            (i, j, a, b): (chunk(one, i, a) * CHUNKS + chunk(other, j, b))
            for i, j in cells
            for a, b in OPERATIONS
            if a <= i and b <= j and abs(i - j) <= 5
        }
        flat = table.ravel()
        for (i, j, a, b), codes in steps.items():
            forward[i, j] += forward[i - a, j - b] * flat[codes]
        everyone = np.arange(len(one))
        total = forward[ends[0], ends[1], everyone]
        backward[ends[0], ends[1], everyone] = 1
        for (i, j, a, b), codes in reversed(steps.items()):
            onward = backward[i, j] * flat[codes]
            share = forward[i - a, j - b] * onward / np.maximum(total, 1e-300)
            backward[i - a, j - b] += onward
            counts += np.bincount(codes, weights=share, minlength=len(counts)) if share.any() else 0
        likelihoods.append(np.log(np.maximum(total, 1e-300)))
    return symmetric(counts.reshape(CHUNKS, CHUNKS)), np.concatenate(likelihoods)


def write(table: Array) -> None:
    """Write every chunk pair that is not too rare with its cost in hundredths of a nat."""
    names = {0: ""} | {code: text(code) for code in range(1, CHUNKS)}
    rows = []
    for one, other in np.argwhere(table >= LEAST_PROBABILITY):
        if one <= other:
            rows.append((names[one], names[other], round(-100 * math.log(table[one, other]))))
    OUTPUT.write_text("".join(f"{one}\t{other}\t{cost}\n" for one, other, cost in sorted(rows)), encoding="utf-8")
    print(f"{OUTPUT.name}: {len(rows)} chunk pairs, {OUTPUT.stat().st_size:,} bytes")


def text(code: int) -> str:
    """Return the letters of a chunk code."""
    return "".join(ALPHABET[part - 1] for part in divmod(code, BASE) if part)


if __name__ == "__main__":
    main()
