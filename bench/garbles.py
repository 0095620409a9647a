"""Artificially garbled names that imitate machine translation, as additional training data.

    python bench/garbles.py ["Angela Merkel" ...]

As in translation, an English word is replaced by its form in another script, and that form by another English word, using
the transliteration pairs of `data/README.md`. Other words are garbled by the learned sound model.
"""

from __future__ import annotations

import math
import random
import re
import sys
from collections import Counter
from functools import lru_cache
from pathlib import Path

from namefix.names.name import name_of
from namefix.names.romanisation import syllables
from namefix.names.sound_model import PARAMETERS, sound_distance
from namefix.names.target_language import english

sys.path.append(str(Path(__file__).parents[1] / "data"))
from pairs import LANGUAGES, read_pairs

TEMPERATURES = (1.0, 1.5)
"""Temperatures of the sound model, drawn for each name; 1 is the model itself. With these, the median and quartiles of the
sound distances of generated garbles are those of real ones: 0.6, between 0.4 and 1.0."""
FARTHEST = 2.0
"""Maximum sound distance; beyond, two words of one native form are an error of the data, and samples are noise."""
FEWER, MORE = 3, 2
"""Maximum difference in length between a sample and the word."""
PINYIN = 0.8
"""Probability that a Chinese name of two or three syllables gets another syllable."""
WORD_KEPT = 0.35
"""Probability that a word of a longer name is not changed."""
RESHAPED = 0.15
"""Probability that the words of a name are reshaped, instead of or in addition to its letters."""
RESHAPED_ALONE = 0.6
"""Probability that reshaped words keep their letters."""
BROKEN = 0.25
"""Probability that letters with diacritics are broken by an encoding."""
BROKEN_APART = 0.7
"""Probability that broken letters are separated, not removed."""
SHAPES = {"glue": 3, "split": 2, "drop": 3, "ending": 4, "swap": 2}
"""Relative frequencies of the ways to reshape a name."""
CASE_ENDINGS = {True: ("u", "y", "ou", "e", "o"), False: ("a", "u", "ovi", "em", "om", "e", "ova", "ovou")}
"""Slavic endings of names that end in a (which they replace) and of others."""
ATTEMPTS = 30
_WORD = re.compile(r"[^\W\d_]{2,}")
VOWELS = ("", *"aeiouy")
CONSONANTS = "bcdfghjklmnpqrstwxyz"
Counts = dict[str, Counter[str]]


@lru_cache(maxsize=1)
def roads() -> dict[str, tuple[Counts, Counts]]:
    """Return for each language the native forms of English words and the English words of native forms, with counts."""
    found = {}
    for language in LANGUAGES:
        natives: Counts = {}
        words: Counts = {}
        for word, native, count in read_pairs(language):
            if letters := name_of(word).squashed:
                natives.setdefault(letters, Counter())[native] += count
                words.setdefault(native, Counter())[letters] += count
        found[language] = natives, words
    return found


@lru_cache(maxsize=1)
def trigrams() -> frozenset[str]:
    """Return all letter trigrams, with boundary marks, that occur in several English words of the data."""
    words = {word for natives, _ in roads().values() for word in natives}
    counts = Counter(f"^{word}$"[at : at + 3] for word in words for at in range(len(word)))
    return frozenset(trigram for trigram, count in counts.items() if count >= 40)


@lru_cache(maxsize=1)
def replacements() -> dict[str, list[tuple[str, float]]]:
    """Return the replacements of each chunk of letters with their costs; only vowels are inserted."""
    found: dict[str, list[tuple[str, float]]] = {}
    for line in PARAMETERS.read_text(encoding="utf-8").splitlines():
        one, other, hundredths = line.split("\t")
        for chunk, instead in sorted({(one, other), (other, one)}):
            if (chunk or instead in VOWELS) and ("^" in chunk, "$" in chunk) == ("^" in instead, "$" in instead):
                found.setdefault(chunk, []).append((instead, int(hundredths) / 100))
    return found


@lru_cache(maxsize=1)
def pinyin() -> list[str]:
    """Return the syllables of the Chinese words of the data."""
    return sorted({syllable for word in roads()["zh"][0] for syllable in syllables(name_of(word).words)})


class Garbler:
    """Generator of garbled names; the same seed and names give the same garbles."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def garble(self, name: str) -> str | None:
        """Return a wrong spelling of a name, or None if none was found.

        It may be an accepted romanisation; check it by `romanisation_key`.
        """
        if not name.strip():
            return None
        shape = None
        if not name.isascii() and self._random.random() < BROKEN:
            shape = "break"
        elif self._random.random() < RESHAPED:
            shape = self._random.choices(list(SHAPES), list(SHAPES.values()))[0]
        garbled = self._reshape(name, shape) if shape else name
        if name_of(garbled).folded == name_of(name).folded or (
            shape != "break" and self._random.random() > RESHAPED_ALONE
        ):
            garbled = self._respell(garbled)
        return None if name_of(garbled).folded == name_of(name).folded or not name_of(garbled).folded else garbled

    def _respell(self, name: str) -> str:
        """Return the name with changed letters in one or more words, as after transliteration through one language."""
        parts = [list(syllables(name_of(word).words)) for word in name.split()]
        if len(parts) == 2 and all(parts) and min(map(len, parts)) == 1 and self._random.random() < PINYIN:
            return self._misread(parts)
        language = self._random.choice(LANGUAGES)
        temperature = self._random.uniform(*TEMPERATURES)
        words = [match for match in _WORD.finditer(name) if match.group() not in english().particles]
        if not words:
            return name
        certain = self._random.randrange(len(words))
        garbled, end = "", 0
        for position, match in enumerate(words):
            garbled += name[end : match.start()]
            is_kept = position != certain and self._random.random() < WORD_KEPT
            garbled += match.group() if is_kept else self._respell_word(match.group(), language, temperature)
            end = match.end()
        return garbled + name[end:]

    def _misread(self, parts: list[list[str]]) -> str:
        """Return a Chinese name with a syllable replaced by one with the same beginning or end."""
        part = self._random.choice(parts)
        at = self._random.randrange(len(part))
        last = part[at].lstrip(CONSONANTS)
        first = part[at].removesuffix(last)
        if self._random.random() < 0.5:
            alike = [other for other in pinyin() if other.lstrip(CONSONANTS) == last and other != part[at]]
        else:
            alike = [
                other
                for other in pinyin()
                if other.removesuffix(other.lstrip(CONSONANTS)) == first and other != part[at]
            ]
        part[at] = self._random.choice(alike or [part[at]])
        return " ".join("".join(part).capitalize() for part in parts)

    def _respell_word(self, word: str, language: str, temperature: float) -> str:
        letters = name_of(word).squashed
        other = self._by_road(letters, language) or self._by_sound(letters, temperature)
        if other is None or other == letters:
            return word
        return other.upper() if word.isupper() else other.capitalize() if word[0].isupper() else other

    def _by_road(self, letters: str, language: str) -> str | None:
        """Return another English word for a native form of a word."""
        natives, words = roads()[language]
        others: dict[str, float] = {}
        for form, count in natives.get(letters, {}).items():
            total = words[form].total()
            for other, times in words[form].items():
                others[other] = others.get(other, 0) + count * times / total
        others = {
            o: c for o, c in others.items() if o != letters and sound_distance(name_of(o), name_of(letters)) < FARTHEST
        }
        return self._random.choices(list(others), list(others.values()))[0] if others else None

    def _by_sound(self, letters: str, temperature: float) -> str | None:
        """Return a sample of the sound model for a word: plausible letters of a name, or None."""
        marked = f"^{letters}$"
        steps, ahead = _steps(marked, temperature)
        for _ in range(ATTEMPTS):
            at, other = 0, ""
            while at < len(marked) and len(other) < 2 * len(marked):
                chances = [chance * ahead[at + size] for size, _, chance in steps[at]]
                size, instead, _ = self._random.choices(steps[at], chances)[0]
                at, other = at + size, other + instead
            reads_well = all(other[i : i + 3] in trigrams() for i in range(len(other) - 2))
            other = other.strip("^$")
            is_as_long = -FEWER <= len(other) - len(letters) <= MORE and len(other) > 1
            if (
                at == len(marked)
                and is_as_long
                and reads_well
                and 0 < sound_distance(name_of(other), name_of(letters)) < FARTHEST
            ):
                return other
        return None

    def _reshape(self, name: str, shape: str) -> str:
        """Return the name with its words split, joined, removed, reordered or inflected."""
        if shape == "break":
            return self._break(name)
        words = name.split()
        some = self._random.randrange(len(words))
        if shape == "ending":
            words[-1] = self._decline(words[-1])
        elif shape == "split" and len(words[some]) >= 5:
            cut = self._random.randint(2, len(words[some]) - 2)
            words[some : some + 1] = [words[some][:cut], words[some][cut:].capitalize()]
        elif shape == "glue" and some > 0:
            words[some - 1 : some + 1] = [words[some - 1] + words[some].lower()]
        elif shape == "drop" and some > 0 and len(words) > 2:
            del words[some - 1]
        elif shape == "swap":
            words = [*words[1:], words[0]]
        return " ".join(words)

    def _decline(self, word: str) -> str:
        """Return a word with a Slavic case ending, if it ends in a consonant or in a."""
        is_a = word.endswith("a")
        stem = word[:-1] if is_a else word
        is_declined = len(word) > 3 and name_of(stem).folded[-1:] not in VOWELS
        return stem + self._random.choice(CASE_ENDINGS[is_a]) if is_declined else word

    def _break(self, name: str) -> str:
        """Return the name with its letters outside of ASCII separated or removed."""
        apart = self._random.random() < BROKEN_APART
        return " ".join("".join(c if c.isascii() else f" {c} " if apart else "" for c in name).split())


def _steps(marked: str, temperature: float) -> tuple[list[list[tuple[int, str, float]]], list[float]]:
    """Return the replacements at each position of a word (letters read, letters written, weight), and the total weight ahead."""
    steps: list[list[tuple[int, str, float]]] = []
    for at in range(len(marked)):
        chunks = {marked[at : at + size] for size in range(3) if at + size <= len(marked)}
        found = [
            (len(x), y, math.exp(-cost / temperature)) for x in sorted(chunks) for y, cost in replacements().get(x, [])
        ]
        steps.append([step for step in found if step[0] or at > 0])
    ahead = [0.0] * len(marked) + [1.0]
    for at in reversed(range(len(marked))):
        onward = sum(chance * ahead[at + size] for size, _, chance in steps[at] if size)
        ahead[at] = onward / (1 - sum(chance for size, _, chance in steps[at] if not size))
    return steps, ahead


def main() -> None:
    """Print garbled forms of names."""
    names = sys.argv[1:] or ["Angela Merkel", "Keir Starmer", "Recep Tayyip Erdoğan", "Gerhard Schröder"]
    garbler = Garbler(seed=1)
    for name in names:
        print(f"{name}: {', '.join(str(garbler.garble(name)) for _ in range(10))}")


if __name__ == "__main__":
    main()
