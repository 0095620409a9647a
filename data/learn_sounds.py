"""Learn `src/namefix/names/sound_model.tsv`: the changes of letters in names by transliteration through another script.

    python data/learn_sounds.py

English words that share a native form in the transliteration pairs of `data/README.md` (haley, harley and harry are all
哈利) are same-sound pairs. A pair is modelled as an alignment of both words by chunk pairs (x, y) of at most two letters
each; their probabilities are learned by expectation-maximisation. Before that, the same is done for each language with
English words and native forms, and the entries with the least mutual information are dropped: they are mostly given names
paired with surnames.

Reference: Ristad and Yianilos (1998), Learning String-Edit Distance; Bisani and Ney (2008), Joint-Sequence Models.
"""

from __future__ import annotations

import math
import unicodedata
from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations
from pathlib import Path

import numpy as np
import numpy.typing as npt
from pairs import LANGUAGES, read_pairs

from namefix.names.name import name_of

OUTPUT = Path(__file__).parents[1] / "src" / "namefix" / "names/sound_model.tsv"
ROUNDS = 3
"""Rounds of expectation-maximisation; more rounds fit the data better but garbled names worse."""
WORST = (0.05, 0.05)
"""Shares of the entries of a language that are dropped in turn, with the alignment learned again each time."""
LONGEST = 12
WORDS_PER_FORM = 8
LEAST_PROBABILITY = 5e-6
"""Minimum probability of chunk pairs that are written."""
SILENT = 0.1
"""Initial probability that a letter is unmatched."""
PAIRED = 0.3
"""Initial probability that two letters form one chunk."""
SAME_SOUND = [(a, b) for a in range(3) for b in range(3) if a + b]
NATIVE = [(1, 0), (2, 0), (0, 1), (1, 1), (2, 1)]
LETTERS = "abcdefghijklmnopqrstuvwxyz^$"
BASE = len(LETTERS) + 1
BATCH = 8_000
Entries = dict[tuple[str, str], float]
Array = npt.NDArray[np.float64]
Codes = npt.NDArray[np.int64]


def main() -> None:
    """Learn the model and write it."""
    pairs: Entries = defaultdict(float)
    for language in LANGUAGES:
        for pair, weight in same_sound_pairs(clean(language)).items():
            pairs[pair] += weight
    write(learn_pairs(pairs))


def clean(language: str) -> Entries:
    """Return the weights of the pairs of a language, the worst pairs first, without those that are hardly the same name."""
    entries = read(language)
    for worst in WORST:
        entries = without_worst(entries, worst)
    print(f"{language}: {len(entries)} entries kept, the worst {list(entries)[:3]}", flush=True)
    return entries


def read(language: str) -> Entries:
    """Return the weights of pairs of an English word and a native form, sorted; weights grow slowly with frequency."""
    counts: dict[tuple[str, str], int] = defaultdict(int)
    for pair in read_pairs(language):
        native = unicodedata.normalize("NFD", pair.native)
        if 2 <= len(letters := name_of(pair.word).squashed) <= LONGEST and len(native) <= LONGEST:
            counts[letters, native] += pair.count
    return {entry: 1 + math.log(counts[entry]) for entry in sorted(counts)}


def without_worst(entries: Entries, share: float) -> Entries:
    """Return the entries, worst first, without the share with the least mutual information, in nats per letter."""
    first, second = encode([word for word, _ in entries]), encode([native for _, native in entries])
    chances = letter_chances(first), letter_chances(second)
    table = independent(chunk_chances(chances[0], 2), chunk_chances(chances[1], 1))
    for _ in range(ROUNDS):
        table, _likelihood = improve(table, first, second, NATIVE)
    _, likelihood = improve(table, first, second, NATIVE)
    alone = [
        np.log(np.where(words > 0, chance[words], 1)).sum(1)
        for words, chance in zip((first, second), chances, strict=True)
    ]
    information = (likelihood - alone[0] - alone[1]) / (first > 0).sum(1)
    order = np.argsort(information, kind="stable")[int(share * len(entries)) :]
    ordered = list(entries)
    return {ordered[position]: entries[ordered[position]] for position in order}


def same_sound_pairs(entries: Entries) -> Entries:
    """Return the weights of pairs of words that share a native form, and of each such word with itself."""
    words: dict[str, dict[str, float]] = defaultdict(dict)
    for (word, native), weight in entries.items():
        words[native][word] = weight
    pairs: Entries = defaultdict(float)
    for weights in words.values():
        likeliest = sorted(weights, key=lambda word: (-weights[word], word))[:WORDS_PER_FORM]
        for one, other in combinations(sorted(likeliest), 2):
            pairs[one, other] += min(weights[one], weights[other])
        if len(weights) > 1:
            for word, weight in weights.items():
                pairs[word, word] += weight
    return pairs


def learn_pairs(pairs: Entries) -> Array:
    """Return the symmetric probabilities of chunk pairs; words paired with themselves weigh as much as all others together."""
    ordered = sorted(pairs)
    first, second = encode([one for one, _ in ordered]), encode([other for _, other in ordered])
    weights = np.array([pairs[pair] for pair in ordered])
    is_same = np.array([one == other for one, other in ordered])
    weights[is_same] *= weights[~is_same].sum() / weights[is_same].sum()
    chances = (letter_chances(first) + letter_chances(second)) / 2
    table = independent(chunk_chances(chances, 2), chunk_chances(chances, 2))
    table[np.arange(BASE), np.arange(BASE)] += 20 * chances
    table /= table.sum()
    for _ in range(ROUNDS):
        table, likelihood = improve(table, first, second, SAME_SOUND, weights=weights)
        table = (table + table.T) / 2
        print(f"{len(pairs)} pairs, log-likelihood {likelihood.mean():.3f} a pair", flush=True)
    return table


def encode(words: Sequence[str]) -> Codes:
    """Return one row of letter codes for each word, from ^ to $, padded with 0."""
    letters = LETTERS + "".join(sorted(set("".join(words)) - set(LETTERS)))
    codes = {letter: code for code, letter in enumerate(letters, start=1)}
    rows = np.zeros((len(words), max(map(len, words)) + 2), dtype=np.int64)
    for row, word in zip(rows, words, strict=True):
        row[: len(word) + 2] = [codes[letter] for letter in f"^{word}$"]
    return rows


def chunk(words: Codes, end: int, size: int) -> Codes:
    """Return the code of the `size` letters before position `end` of each word."""
    if size == 0:
        return np.zeros(len(words), dtype=np.int64)
    return words[:, end - 1] if size == 1 else words[:, end - 2] * BASE + words[:, end - 1]


def letter_chances(words: Codes) -> Array:
    """Return the relative frequencies of letter codes in the words."""
    chances = np.bincount(words.ravel(), minlength=BASE).astype(np.float64)
    chances[0] = 0
    chances /= chances.sum()
    return chances


def independent(first: Array, second: Array) -> Array:
    """Return the initial probabilities of chunk pairs, with independent sides."""
    table: Array = np.outer(first, second)
    table[0, 0] = 0
    table /= table.sum()
    return table


def chunk_chances(letters: Array, longest: int) -> Array:
    """Return the probabilities of chunks by code, given the probabilities of letters."""
    chances = letters.copy()
    chances[0] = SILENT
    if longest == 2:
        chances = np.concatenate([chances, PAIRED * np.outer(letters[1:], letters).ravel()])
    return chances


def improve(
    table: Array, first: Codes, second: Codes, steps: Sequence[tuple[int, int]], *, weights: Array | None = None
) -> tuple[Array, Array]:
    """Return improved probabilities, and the log-likelihood of each pair of words under the old ones."""
    counts, likelihood = np.zeros(table.size), np.zeros(len(first))
    lengths = (first > 0).sum(1), (second > 0).sum(1)
    order = np.lexsort(lengths)
    for at in range(0, len(order), BATCH):
        rows = order[at : at + BATCH]
        ends = lengths[0][rows], lengths[1][rows]
        walks = [
            (i, j, a, b, codes, table.ravel()[codes])
            for i in range(ends[0].max() + 1)
            for j in range(ends[1].max() + 1)
            for a, b in steps
            if a <= i and b <= j
            for codes in [chunk(first[rows], i, a) * table.shape[1] + chunk(second[rows], j, b)]
        ]
        forward = np.zeros((ends[0].max() + 1, ends[1].max() + 1, len(rows)))
        backward = np.zeros_like(forward)
        forward[0, 0] = 1
        for i, j, a, b, _, chances in walks:
            forward[i, j] += forward[i - a, j - b] * chances
        total = np.maximum(forward[*ends, np.arange(len(rows))], 1e-300)
        backward[*ends, np.arange(len(rows))] = (1 if weights is None else weights[rows]) / total
        shares = []
        for i, j, a, b, _, chances in reversed(walks):
            onward = backward[i, j] * chances
            shares.append(forward[i - a, j - b] * onward)
            backward[i - a, j - b] += onward
        codes = np.concatenate([walk[4] for walk in reversed(walks)])
        counts += np.bincount(codes, weights=np.concatenate(shares), minlength=len(counts))
        likelihood[rows] = np.log(total)
    return (counts / counts.sum()).reshape(table.shape), likelihood


def write(table: Array) -> None:
    """Write the frequent chunk pairs with their costs in hundredths of a nat."""
    rows = [
        (text(one), text(other), round(-100 * math.log(table[one, other])))
        for one, other in np.argwhere(table >= LEAST_PROBABILITY).tolist()
        if one <= other
    ]
    OUTPUT.write_text("".join(f"{one}\t{other}\t{cost}\n" for one, other, cost in sorted(rows)), encoding="utf-8")
    print(f"{OUTPUT.name}: {len(rows)} chunk pairs, {OUTPUT.stat().st_size:,} bytes")


def text(code: int) -> str:
    """Return the letters of a chunk code."""
    return "".join(LETTERS[part - 1] for part in divmod(code, BASE) if part)


if __name__ == "__main__":
    main()
