"""Languages of sources: which there are, their scripts, and what a name may carry in them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from namefix.errors import ConfigError
from namefix.names.endings import endings_of, prefixes_of
from namefix.names.native_folding import SCRIPTS

_WRITTEN_IN = {
    "Latin": "und aa ae af ak an ay az bi bm br bs ca ch co cr cs cy da de ee en eo es et eu ff fi fj fo fr fy ga gd gl gn "
    "gv ha ho hr ht hu hz ia id ie ig ii ik io is it iu jv kg ki kj kl kr ku kw la lb lg li ln lt lu lv mg mh mi ms mt na "
    "nb nd ng nl nn no nr nv ny oc oj om pl pt qu rm rn ro rw sc se sg sh sk sl sm sn so sq ss st su sv sw tk tl tn to tr "
    "ts tw ty uz ve vi vo wa wo xh yo za zu",
    "Cyrillic": "ru uk be bg sr mk ab av ba ce cu cv kk kv ky mn os tg tt",
    "Han": "zh ja",
    "Hangul": "ko",
    "Arabic": "ar fa ur ks ps sd ug",
    "Hebrew": "he yi",
    "Thai": "th",
    "Greek": "el",
    "Armenian": "hy",
    "Georgian": "ka",
    "Ethiopic": "am ti",
    "Thaana": "dv",
    "Devanagari": "hi mr ne pi sa",
    "Bengali": "bn as",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Oriya": "or",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Lao": "lo",
    "Tibetan": "bo dz",
    "Myanmar": "my",
    "Khmer": "km",
}
"""The languages of ISO 639-1 by the script of most of their texts; first the one that a text is in where nothing tells."""

_SCRIPT_OF = {code: script for script, codes in _WRITTEN_IN.items() for code in codes.split()}
_OTHER_CODES = dict(
    pair.split("=")
    for pair in "iw=he in=id ji=yi cmn=zh yue=zh zho=zh jpn=ja kor=ko rus=ru ukr=uk ara=ar fas=fa heb=he".split()
)
_IN_TWO_SCRIPTS = frozenset("az bs kk ks ku ky mn pa sd sh sr tg tk tt ug uz".split())
_UNSPACED = frozenset("zh ja th lo my km bo dz".split())
_CASED = frozenset("Latin Cyrillic Greek Armenian".split())
_CAPITAL_NOUNS = frozenset("de lb".split())
_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in SCRIPTS.items()}

_MOST_READ = 2000
"""Characters from the beginning of a text by which its script is told."""

_LATIN_AMONG_OTHERS = 3
"""How many times as many Latin letters as others (web addresses, brands) a text may have that is in another script."""

_KANA_IN_JAPANESE = 20
"""Of so many characters one at least is kana in Japanese."""


_LONGEST_PREFIX, _LONGEST_ENDING, _LONGEST_CASE, _SHORTEST_STEM = 6, 3, 6, 2
"""Letters."""


@dataclass(frozen=True, eq=False)
class Language:
    """A language that sources are in. There is one object for each code and script.

    `endings` are what the endings of a form may become, `prefixes` what may be glued before a name; both are folded.
    """

    code: str
    script: str
    has_words: bool
    endings: Mapping[str, frozenset[str]]
    prefixes: frozenset[str]

    @property
    def is_cased(self) -> bool:
        """Whether names have a capital letter."""
        return self.script in _CASED

    @property
    def marks_names(self) -> bool:
        """Whether a capital letter within a sentence marks a name."""
        return self.is_cased and self.code not in _CAPITAL_NOUNS

    @cached_property
    def _endings_of_case(self) -> Mapping[str, list[str]]:
        """The endings of forms that may become a case."""
        inverse: dict[str, list[str]] = {}
        for ending, cases in self.endings.items():
            for case in cases:
                inverse.setdefault(case, []).append(ending)
        return inverse

    def writes(self, form: str) -> bool:
        """Whether a native form is in the letters of the language."""
        has_kana = bool(_LETTERS["Kana"].search(form))
        if self.code == "ja":  # whose names of foreigners are never in Chinese characters
            return (has_kana or bool(_LETTERS["Han"].search(form))) and "·" not in form
        return bool(_LETTERS[self.script].search(form)) and not (self.script == "Han" and has_kana)

    def nominatives(self, folded: str) -> Iterator[str]:
        """Yield what a folded word may be a case of, and more: `is_case_of` tells."""
        yield folded
        for size in range(1, min(_LONGEST_PREFIX, len(folded) - 1) + 1) if self.prefixes else ():
            if folded[:size] in self.prefixes:
                yield folded[size:]
                yield "ا" + folded[size:]
        for size in range(min(_LONGEST_CASE, len(folded) - _SHORTEST_STEM) + 1):
            stem, case = folded[: len(folded) - size], folded[len(folded) - size :]
            yield from [stem + ending for ending in self._endings_of_case.get(case, ())]

    def is_case_of(self, folded: str, form: str) -> bool:
        """Whether a folded word is a folded form with an ending or a prefix of the language, or neither.

        Example:
            >>> language_of("", "ru").is_case_of("макроном", "макрон"), language_of("", "he").is_case_of("ולביידן", "ביידן")
            (True, True)
        """
        if folded == form:
            return True
        if folded.endswith(form) and folded[: -len(form)] in self.prefixes:
            return True
        if self.code == "ar" and form.startswith("ال") and folded.endswith(form[1:]):
            prefix = folded[: 1 - len(form)]  # before al-, li- becomes lil-
            return prefix.endswith("ل") and prefix in self.prefixes
        for size in range(min(_LONGEST_ENDING, len(form) - _SHORTEST_STEM), -1, -1):
            stem, ending = form[: len(form) - size], form[len(form) - size :]
            if cases := self.endings.get(ending):
                return folded.startswith(stem) and folded[len(stem) :] in cases
        return False


def language_of(text: str, code: str | None) -> Language | None:
    """Return the language of a text: that of the code, or else the likeliest one of its script; None without letters.

    Args:
        text: The text, of which only the letters are looked at.
        code: A code of ISO 639-1, also with subtags (`zh-Hant`, `pt_BR`).

    Raises:
        ConfigError: If there is no such code.

    Example:
        >>> [language_of(text, None).code for text in ("Макрон", "Київ", "莫迪", "モディ", "Kyjev")]
        ['ru', 'uk', 'zh', 'ja', 'und']
    """
    if code is None:
        script = _script(text)
        return _language(_likeliest(text, script), script) if script else None
    code = check_code(code)
    return _language(code, (code in _IN_TWO_SCRIPTS and _script(text)) or _SCRIPT_OF[code])


def check_code(code: str) -> str:
    """Return a code of a language without its subtags, in ISO 639-1.

    Raises:
        ConfigError: If there is no such code.
    """
    subtag = re.split("[-_]", code.strip().lower())[0]
    subtag = _OTHER_CODES.get(subtag, subtag)
    if subtag not in _SCRIPT_OF:
        raise ConfigError(
            f"no language has the code {code!r}; allowed are those of ISO 639-1, such as zh, ru, ar, pt-BR"
        )
    return subtag


@cache
def _language(code: str, script: str) -> Language:
    return Language(code, script, code not in _UNSPACED, endings_of(code), prefixes_of(code))


def _script(text: str) -> str | None:
    """Return the script of most letters."""
    counts = {
        script: _LATIN_AMONG_OTHERS * len(letter.findall(text, 0, _MOST_READ)) for script, letter in _LETTERS.items()
    }
    counts["Han"] += counts.pop("Kana")
    counts["Latin"] //= _LATIN_AMONG_OTHERS
    script = max(counts, key=counts.__getitem__)
    return script if counts[script] else None


def _likeliest(text: str, script: str) -> str:
    beginning = text[:_MOST_READ].lower()
    if script == "Han":
        kana = len(_LETTERS["Kana"].findall(beginning))
        return "ja" if kana * _KANA_IN_JAPANESE >= len(_LETTERS["Han"].findall(beginning)) and kana else "zh"
    if script == "Cyrillic" and re.search("[іїєґ]", beginning) and not re.search("[ыэъё]", beginning):
        return "uk"
    if script == "Arabic" and re.search("[ٹڈڑںے]", beginning):
        return "ur"
    if script == "Arabic" and re.search("[پچژگ]", beginning):
        return "fa"
    return _WRITTEN_IN[script].split()[0]
