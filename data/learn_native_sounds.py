"""Learn `src/namefix/names/native_sounds.json`: the transliteration of English names in other scripts.

    python data/learn_native_sounds.py

The transliteration pairs of `data/README.md` are cleaned as in `data/learn_sounds.py`, native forms are romanised, and for
each language the probabilities of chunk pairs (English, romanised) are learned by the same expectation-maximisation.
The output is the pointwise mutual information of the most useful chunk pairs. One English word in ten is held out, for
`bench/native_sounds.py`.

Then a logistic regression is fitted on lines of native forms that do or do not contain the form of a name.

Reference: Ristad and Yianilos (1998), Learning String-Edit Distance; Bisani and Ney (2008), Joint-Sequence Models.
"""

from __future__ import annotations

import json
import random
import unicodedata
import zlib
from collections import defaultdict
from collections.abc import Iterable, Sequence

import numpy as np
from learn_sounds import (
    LETTERS,
    SAME_SOUND,
    Array,
    Entries,
    chunk_chances,
    clean,
    encode,
    improve,
    independent,
    letter_chances,
    text,
)
from pairs import LANGUAGES
from sklearn.linear_model import LogisticRegression

from namefix.names.name import name_of
from namefix.names.native_letters import letters_of
from namefix.names.native_sounds import PARAMETERS, likeness, read_model

ROUNDS = 5
MOST_PAIRS = 800
"""Number of chunk pairs of a language; more do not improve recall on held-out names."""
LEAST_PROBABILITY = 1e-6
UNLIKE = -5.0
"""Similarity of letters without an entry, in nats."""
PINYIN = {"ja": 0.2, "zh": 0.2}
"""Weight of Chinese characters with their pinyin, as in names of Chinese persons; all other entries have weight 1."""
LONGEST_NATIVE = 24
LINE = 40
"""Number of characters in a generated line."""
BETWEEN_NAMES = {"ja": "の", "zh": ""}
BETWEEN_WORDS = {"ja": "・", "zh": "·"}
QUESTIONS = 3_000
Rows = dict[tuple[str, str], float]


def main() -> None:
    """Learn the model and write it."""
    entries = {language: learnable(clean(language)) for language in LANGUAGES}
    pinyin: Entries = defaultdict(float)
    for (_, native), weight in entries["zh"].items():
        pinyin[romanise(native), native] += weight
    parameters = {}
    for language, of_language in entries.items():
        share = PINYIN.get(language, 0) * sum(of_language.values()) / sum(pinyin.values())
        added = {entry: share * weight for entry, weight in pinyin.items() if share}
        chunks = written(learn(of_language, added))
        logistic = fit(chunks, language, [*of_language, *list(added)[:: round(1 / PINYIN.get(language, 1))]])
        parameters[language] = {"likeness": chunks, "logistic": logistic}
    lines = ",\n".join(f'"{language}":{json.dumps(values)}' for language, values in parameters.items())
    PARAMETERS.write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    print(f"{PARAMETERS.name}: {PARAMETERS.stat().st_size:,} bytes")


def is_held_out(word: str) -> bool:
    """Return whether an English word is held out."""
    return zlib.crc32(word.encode()) % 10 == 0


def romanise(native: str) -> str:
    """Return the romanised letters of a native form."""
    return "".join(map(letters_of, native))


def learnable(entries: Entries) -> Entries:
    """Return the entries to learn from, sorted, native forms composed again."""
    composed = {(word, unicodedata.normalize("NFC", native)): weight for (word, native), weight in entries.items()}
    return {
        entry: composed[entry]
        for entry in sorted(composed)
        if not is_held_out(entry[0]) and 2 <= len(romanise(entry[1])) <= LONGEST_NATIVE
    }


def learn(entries: Entries, added: Entries) -> Rows:
    """Return the probability and the pointwise mutual information, in nats, of each chunk pair."""
    pairs: Entries = defaultdict(float)
    for (word, native), weight in [*entries.items(), *added.items()]:
        pairs[word, romanise(native)] += weight
    first, second = encode([word for word, _ in pairs]), encode([native for _, native in pairs])[:, 1:]
    second = np.where(second == LETTERS.index("$") + 1, 0, second)  # a stretch of a text has no marks of begin and end
    weights = np.array(list(pairs.values()))
    chances = letter_chances(first), letter_chances(second)
    table = independent(chunk_chances(chances[0], 2), chunk_chances(chances[1], 2))
    for _ in range(ROUNDS):
        table, likelihood = improve(table, first, second, SAME_SOUND, weights=weights)
        print(f"{len(pairs)} pairs, log-likelihood {likelihood.mean():.3f} a pair", flush=True)
    return worth_most(table, *chances)


def worth_most(table: Array, *chances: Array) -> Rows:
    """Return the similarities of the most useful chunk pairs.

    The usefulness of a chunk pair is its probability times its information beyond that of its parts.
    """
    likely, worth, best = {}, {}, {}
    for one, other in np.argwhere(table >= LEAST_PROBABILITY).tolist():
        x, y = text(one), text(other)
        alone = [
            np.log(chances[side][LETTERS.index(letter) + 1])
            for side, letters in enumerate((x, y))
            for letter in letters
        ]
        likely[x, y] = float(np.log(table[one, other]) - sum(alone)), float(table[one, other])
    for (x, y), (nats, probability) in sorted(likely.items(), key=lambda row: (len("".join(row[0])), row[0])):
        parts = [
            best.get((x[:i], y[:j]), UNLIKE) + best.get((x[i:], y[j:]), UNLIKE)
            for i in range(len(x) + 1)
            for j in range(len(y) + 1)
            if 0 < i + j < len(x) + len(y) and (len(x), len(y)) != (1, 1)
        ]
        best[x, y] = max([nats, *parts])
        worth[x, y] = np.inf if len(x) + len(y) == 1 else probability * (nats - max([UNLIKE, *parts]))
    kept = sorted(worth, key=lambda pair: (-worth[pair], pair))[:MOST_PAIRS]
    return {pair: likely[pair][0] for pair in sorted(kept) if worth[pair] > 0}


def written(rows: Rows) -> dict[str, str]:
    """Return English chunk → native chunks, each followed by its similarity in tenths of nats."""
    chunks: dict[str, list[str]] = defaultdict(list)
    for (one, other), nats in rows.items():
        chunks[one].append(f"{other}{round(10 * nats)}")
    return {one: " ".join(others) for one, others in chunks.items()}


def fit(chunks: dict[str, str], language: str, entries: Sequence[tuple[str, str]]) -> list[float]:
    """Return the log-odds of a constant, a nat of similarity and a letter that a line contains a name.

    Half of the lines contain it. One name in three has two words; half of the other lines for these contain one word.
    """
    randomly = random.Random(language)  # noqa: S311 - no secret
    natives = native_forms(entries)
    asked: list[tuple[str, str]] = []
    for number in range(QUESTIONS):
        words = randomly.sample(entries, 2 if number % 3 == 0 else 1)
        name = " ".join(word for word, _ in words)
        form = BETWEEN_WORDS.get(language, " ").join(native for _, native in words)
        of_name = set().union(*(natives[word] for word, _ in words))
        others = [native for _, native in randomly.choices(entries, k=2 * LINE) if native not in of_name]
        asked.append((name, line([form], others, language, randomly)))
        asked.append((name, line([words[1][1]] if number % 6 == 0 else [], others[LINE:], language, randomly)))
    nats = likeness(asked, language, read_model(chunks, (0, 1, 0)))
    features = np.array([(value, len(name_of(name).squashed)) for value, (name, _) in zip(nats, asked, strict=True)])
    holds_it = np.tile([True, False], QUESTIONS)
    model = LogisticRegression(C=1e4).fit(features, holds_it)
    logistic = [round(float(value), 3) for value in (model.intercept_[0], *model.coef_[0])]
    print(f"{language}: logistic {logistic}, right {model.score(features, holds_it):.3f}", flush=True)
    return logistic


def native_forms(entries: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """Return the native forms of each English word."""
    natives: dict[str, set[str]] = defaultdict(set)
    for word, native in entries:
        natives[word].add(native)
    return natives


def line(forms: Sequence[str], others: Sequence[str], language: str, randomly: random.Random) -> str:
    """Return a line with these native forms and others up to its length, in random order."""
    chosen, between = list(forms), BETWEEN_NAMES.get(language, " ")
    for other in others:
        if len(between.join(chosen)) >= LINE:
            break
        chosen.append(other)
    randomly.shuffle(chosen)
    return between.join(chosen)


if __name__ == "__main__":
    main()
