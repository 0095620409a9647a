"""Languages of sources: their scripts, and what a name may carry in them; read from `data/languages`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product

from namefix.errors import ConfigError
from namefix.names.language_files import Facts, language_facts, script_facts
from namefix.names.native_folding import SCRIPTS

_OTHER_CODES = dict(
    pair.split("=")
    for pair in "iw=he in=id ji=yi cmn=zh yue=zh zho=zh jpn=ja kor=ko rus=ru ukr=uk ara=ar fas=fa heb=he".split()
)
_LETTERS = {script: re.compile(f"[{letters}]") for script, letters in SCRIPTS.items()}

_MOST_READ = 2000
"""Characters at the beginning of a text that determine its script."""

_LATIN_AMONG_OTHERS = 3
"""Factor by which Latin letters (web addresses, brands) may outnumber the letters of another script in a text of that script."""

_LONGEST_PREFIX, _LONGEST_ENDING, _LONGEST_CASE, _SHORTEST_STEM = 6, 3, 6, 2
"""Letters."""


@dataclass(frozen=True, eq=False)
class Language:
    """A language that sources are in. There is one object for each code and script.

    Args:
        code: Of ISO 639-1.
        script: Of the text.
        is_cased: Whether names have a capital letter.
        marks_names: Whether a capital letter within a sentence marks a name.
        has_words: Whether words are separated from one another.
        particles: Words that belong to a surname.
        countries: Where it is spoken.
        surname_first: Those countries of them whose people are named surname first, in other languages too.
        either_order: Those for whose people other languages have both orders.
        sound_model: The code of the language whose learned sounds it shares, None if there are none.
        endings: What the endings of a form may become; folded.
        left_endings: Endings, in Latin letters, that translation leaves on names; the longest first.
        prefixes: What may be written together with a name behind it; folded.
        article: The article among the prefixes that loses its first letter behind another one.
        second_script: What names may be written in beside the script.
        foreign: Letters that no name has in this language, as in a class of a regular expression.
    """

    code: str
    script: str
    is_cased: bool
    marks_names: bool
    has_words: bool
    particles: frozenset[str]
    countries: frozenset[str]
    surname_first: frozenset[str]
    either_order: frozenset[str]
    sound_model: str | None
    endings: Mapping[str, frozenset[str]]
    left_endings: tuple[str, ...]
    prefixes: frozenset[str]
    article: str
    second_script: str | None
    foreign: str

    @property
    def may_put_surname_first(self) -> bool:
        """Return whether texts put the surname of some people before the given name."""
        return bool(self.surname_first or self.either_order)

    @property
    def prefix_letters(self) -> frozenset[str]:
        """The letters of what may be written together with a name behind it."""
        return frozenset("".join((*self.prefixes, self.article)))

    @cached_property
    def _endings_of_case(self) -> Mapping[str, list[str]]:
        """The endings of forms that may become a case."""
        inverse: dict[str, list[str]] = {}
        for ending, cases in self.endings.items():
            for case in cases:
                inverse.setdefault(case, []).append(ending)
        return inverse

    def writes(self, form: str) -> bool:
        """Return whether a native form is in the letters of the language."""
        return bool(self._own.search(form)) and not (self._foreign and self._foreign.search(form))

    @cached_property
    def _own(self) -> re.Pattern[str]:
        return re.compile(f"[{SCRIPTS[self.script]}{SCRIPTS[self.second_script] if self.second_script else ''}]")

    @cached_property
    def _foreign(self) -> re.Pattern[str] | None:
        return re.compile(f"[{self.foreign}]") if self.foreign else None

    def nominatives(self, folded: str) -> Iterator[str]:
        """Yield the forms that a folded word may be a case of, and some that `is_case_of` excludes."""
        yield folded
        for size in range(1, min(_LONGEST_PREFIX, len(folded) - 1) + 1) if self.prefixes else ():
            if folded[:size] in self.prefixes:
                yield folded[size:]
                if self.article:
                    yield self.article[0] + folded[size:]
        for size in range(min(_LONGEST_CASE, len(folded) - _SHORTEST_STEM) + 1):
            stem, case = folded[: len(folded) - size], folded[len(folded) - size :]
            yield from [stem + ending for ending in self._endings_of_case.get(case, ())]

    def is_case_of(self, folded: str, form: str) -> bool:
        """Return whether a folded word is a folded form with an ending or a prefix of the language, or neither.

        Example:
            >>> language_of("", "ru").is_case_of("макроном", "макрон"), language_of("", "he").is_case_of("ולביידן", "ביידן")
            (True, True)
        """
        if folded == form:
            return True
        if folded.endswith(form) and folded[: -len(form)] in self.prefixes:
            return True
        if self.article and form.startswith(self.article) and folded.endswith(form[1:]):
            prefix = folded[: 1 - len(form)]  # before al-, li- becomes lil-
            return prefix.endswith(self.article[1:]) and prefix in self.prefixes
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
    scripts = scripts_of(code)
    written = _script(text) if len(scripts) > 1 else None
    return _language(code, written if written in scripts else scripts[0])


def check_code(code: str) -> str:
    """Return a code of a language without its subtags, in ISO 639-1.

    Raises:
        ConfigError: If there is no such code.
    """
    subtag = re.split("[-_]", code.strip().lower())[0]
    subtag = _OTHER_CODES.get(subtag, subtag)
    if subtag not in language_facts():
        raise ConfigError(
            f"no language has the code {code!r}; allowed are those of ISO 639-1, such as zh, ru, ar, pt-BR"
        )
    return subtag


def scripts_of(code: str) -> tuple[str, ...]:
    """Return the scripts that a language is written in, that of most of its texts first.

    Example:
        >>> scripts_of("sr"), scripts_of("zh")
        (('Cyrillic', 'Latin'), ('Han',))
    """
    others = (script for script, facts in script_facts().items() if code in facts.get("also", "").split())
    return language_facts()[code]["script"], *others


@cache
def languages() -> Mapping[str, Language]:
    """Return all languages by code, in the script of most of their texts."""
    return {code: _language(code, facts["script"]) for code, facts in sorted(language_facts().items())}


@cache
def _language(code: str, script: str) -> Language:
    facts, shared = language_facts()[code], script_facts()[script]
    is_cased = shared.get("is_cased", False)
    return Language(
        code,
        script,
        is_cased=is_cased,
        marks_names=is_cased and not facts.get("capitalises_nouns", False),
        has_words=shared.get("is_spaced", True),
        particles=_words(shared, "particles"),
        countries=_words(facts, "countries"),
        surname_first=_words(facts, "surname_first"),
        either_order=_words(facts, "either_order"),
        sound_model=facts.get("sound_model"),
        endings=_endings(facts),
        left_endings=tuple(sorted(_words(facts, "left_endings"), key=lambda ending: (-len(ending), ending))),
        prefixes=frozenset(map("".join, product(*(["", *part.split()] for part in facts.get("prefixes", ()))))) - {""},
        article=facts.get("article", ""),
        second_script=facts.get("second_script"),
        foreign=facts.get("foreign", ""),
    )


def _words(facts: Facts, key: str) -> frozenset[str]:
    return frozenset(facts.get(key, "").split())


def _endings(facts: Facts) -> Mapping[str, frozenset[str]]:
    """Return the endings that a file lists, `-` for none, and those that are titles with particles behind them."""
    endings = {
        form.replace("-", ""): frozenset(case.replace("-", "") for case in cases.split())
        for form, cases in facts.get("endings", {}).items()
    }
    if titles := facts.get("titles_behind"):
        both = product(["", *titles.split()], ["", *facts["particles_behind"].split()])
        endings[""] = frozenset(map("".join, both))
    return endings


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
    """Return the first language of a script whose telling letters a text has, else the likeliest one."""
    beginning = text[:_MOST_READ].lower()
    size = len(_LETTERS[script].findall(beginning))
    for code, facts in language_facts().items():
        if facts["script"] == script and "telling" in facts and _tells(facts["telling"], beginning, size):
            return code
    likeliest: str = script_facts()[script]["likeliest"]
    return likeliest


def _tells(telling: Facts, beginning: str, size: int) -> bool:
    """Return whether a text with so many letters of a script has enough of the telling letters, and none that exclude them."""
    count = len(re.findall(f"[{telling['letters']}]", beginning))
    is_excluded = "never" in telling and re.search(f"[{telling['never']}]", beginning)
    return count > 0 and count >= telling.get("least_share", 0) * size and not is_excluded
