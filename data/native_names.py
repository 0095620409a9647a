"""Native forms of persons, composed word by word from transliteration pairs and from forms that are known.

A form is composed only if every word of the name has one usual form in the language: the form of the same word in the
names of persons of the same languages, or the form of nearly all transliteration pairs (`data/README.md`). Names in
Han characters (Chinese, Japanese, Korean, Vietnamese) are never composed in Chinese and Japanese.
"""

from __future__ import annotations

import csv
import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from pairs import read_pairs

from namefix.names.folding import fold
from namefix.names.language import languages
from namefix.names.name import name_of

Counts = dict[str, Counter[str]]
"""Native forms by English word, with their numbers."""

SEPARATORS = {"zh": ("·", "-"), "ru": (" ", "-"), "ja": ("・", "・"), "ar": (" ", " ")}
"""Sign between two words, and between two halves of a word with a hyphen, by language."""
SCRIPTS = {"zh": "HAN", "ru": "CYRILLIC", "ja": "KANA", "ar": "ARABIC"}
NOT_RUSSIAN = frozenset("іїєґўђћљњџјқғҳәөұһӣӯѓќѕ")
NOT_ARABIC = frozenset("پچژگکیہےںٹڈڑۀێۆڵڕ")
IN_HAN = frozenset().union(*(languages()[code].countries for code in ("ja", "ko", "vi", "zh")))
"""Countries of names that have Han characters of their own."""
ARABIC_SCRIPT = frozenset(
    "AE AF BH DZ EG IL IQ IR JO KM KW LB LY MA MR OM PK PS QA SA SD SO SS SY TD TN YE DJ ER".split()
)
"""Countries where names are written with Arabic letters, or with their Persian forms: none is composed."""
SAME_SPELLING = [
    frozenset(group.split())
    for group in (
        "AU CA GB IE JM NZ US",
        "AT CH DE LI",
        "BE FR LU MC",
        "AR BO CL CO CR CU DO EC ES GT HN MX NI PA PE PR PY SV UY VE",
        "AO BR MZ PT",
        "BY KZ RU UA",
        "IT SM VA",
        "DK FI IS NO SE",
        "CZ SK",
        "BA HR ME MK RS SI",
    )
]
"""Countries whose names are transliterated alike."""
ENGLISH = SAME_SPELLING[0]
TITLES = re.compile(
    r"\b(?:King|Queen|Prince|Princess|Pope|Saint|St|Sir|Lord|Lady|Duke|Sheikh|Emperor|Empress|Father|The)\b"
)
LEAST_SHARE = 0.8
LEAST_RIVAL = 0.05  # share of the most frequent form, below which another one does not count
LEAST_COUNT = {"zh": 2, "ru": 2, "ja": 3, "ar": 3}
LEAST_LIKENESS = 0.6


@cache
def likeness(form: str, word: str) -> float:
    """Return how alike a native form and a word sound, by their romanisations or the consonants of these."""
    first, second = (
        name_of(text).squashed.replace("ph", "f").translate(str.maketrans("cqwzjbx", "kkvsgps"))
        for text in (form, word)
    )
    bones = [re.sub(r"(.)\1+", r"\1", re.sub("[aeiouyh]", "", sound)) for sound in (first, second)]
    return max(SequenceMatcher(None, first, second).ratio(), SequenceMatcher(None, bones[0], bones[1]).ratio())


def english_words(name: str) -> list[str]:
    """Return the folded words of a name."""
    return [fold(word) for word in re.split(r"[ -]+", name)]


def native_words(form: str) -> list[str]:
    """Return the words of a native form, in lower case."""
    return re.split(r"[·・＝= -]+", form.lower())


class Composer:
    """Composition of native forms in one language.

    Args:
        language: `zh`, `ru`, `ja` or `ar`.
        names: Names, their countries and their known native forms in the language.
        simplify: Conversion of traditional into simplified Chinese characters.
        cedpane: File of CedPane with Chinese forms of English words.
    """

    def __init__(
        self,
        language: str,
        names: Iterable[tuple[str, str, list[str]]],
        *,
        simplify: Callable[[str], str],
        cedpane: Path,
    ) -> None:
        self.language = language
        self.pairs: Counts = defaultdict(Counter)
        for pair in read_pairs(language):
            native = {"zh": simplify(pair.native), "ru": pair.native.replace("ё", "е")}.get(language, pair.native)
            self.pairs[fold(pair.word)][native] += pair.count
        self.attested: dict[str, set[str]] = defaultdict(set)
        if language == "zh":
            with gzip.open(cedpane, "rt", encoding="utf-8", newline="") as lines:
                for row in csv.DictReader(lines):
                    self.attested[fold(re.sub(r" \(.*", "", row["english"]))].add(row["native_zh_simplified"])
        self.cache: dict[tuple[str, frozenset[str]], str] = {}
        self.known: dict[frozenset[str], Counts] = defaultdict(lambda: defaultdict(Counter))
        for name, country, forms in names:
            for form in forms:
                words, natives = english_words(name), native_words(form.replace("ё", "е"))
                if len(words) == len(natives):
                    for word, native in zip(words, natives, strict=True):
                        self.known[spelling_of(country)][word][native] += 1

    def compose(self, name: str, country: str) -> str:
        """Return the native form of a name; an empty text if it is not certain."""
        if country in (IN_HAN | ARABIC_SCRIPT if self.language == "ar" else IN_HAN):
            return ""
        if re.search(r"\b\w\b\.?|\d|Jr|[IVX]{2}|,", name) or TITLES.search(name):
            return ""
        between, within = SEPARATORS[self.language]
        words = [[self.word(fold(half), country) for half in word.split("-")] for word in name.split(" ")]
        if not all(half for word in words for half in word):
            return ""
        flat = [half for word in words for half in word]
        if len(set(flat)) < len({fold(half) for half in re.split("[ -]", name)}):
            return ""
        form = between.join(within.join(halves) for halves in words)
        return capitalise(form, name) if self.language == "ru" else form

    def word(self, word: str, country: str) -> str:
        """Return the usual form of a word in the names of a country; an empty text if it is not certain."""
        key = word, spelling_of(country)
        if key not in self.cache:
            self.cache[key] = self.find(*key)
        return self.cache[key]

    def find(self, word: str, group: frozenset[str]) -> str:
        """Return the usual form of a word in the names of the countries of a group."""
        known = self.known[group].get(word)
        pairs = self.pairs.get(word, Counter[str]())
        if known:
            form = max(known, key=lambda form: (known[form], pairs[form], form))
            if known[form] >= LEAST_SHARE * known.total():
                return form
        elif word in self.known[ENGLISH] and group != ENGLISH:
            return ""  # an English name perhaps, of another sound in the language of the country: Charles, Michael
        form = max(pairs, key=lambda form: (pairs[form], form), default="")
        heard = {f: count for f, count in pairs.items() if count >= LEAST_RIVAL * pairs[form]}
        likely = Counter({f: count for f, count in heard.items() if f == form or likeness(f, word) >= 0.5})
        is_attested = form in self.attested.get(word, ()) if self.attested.get(word) else None
        is_frequent = pairs[form] >= LEAST_COUNT[self.language] if is_attested is None else is_attested
        is_certain = bool(form) and is_frequent and pairs[form] >= LEAST_SHARE * likely.total()
        return form if is_certain and (likeness(form, word) >= LEAST_LIKENESS) and not is_han_name(form, word) else ""


def is_han_name(form: str, word: str) -> bool:
    """Return whether a form is one Han character, hence probably the family name of a Chinese or a Korean."""
    return len(form) == 1 and "\u4e00" <= form <= "\u9fff" and len(word) > 1


def spelling_of(country: str) -> frozenset[str]:
    """Return the countries whose names are transliterated as those of this one."""
    return next((group for group in SAME_SPELLING if country in group), frozenset({country}))


def capitalise(form: str, name: str) -> str:
    """Return a Russian form with the capital letters of the English name."""
    words = iter(re.split("[ -]", name))
    return re.sub(r"[^ -]+", lambda m: m[0].capitalize() if next(words)[0].isupper() else m[0], form)
