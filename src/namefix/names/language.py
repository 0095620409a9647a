"""Source languages: scripts, case endings and prefixes, read from `data/languages`."""

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
"""Lengths in letters."""


@dataclass(frozen=True, eq=False)
class Language:
    """A source language in one of its scripts; there is one object for each code and script.

    Args:
        code: The ISO 639-1 code.
        script: The script of the text.
        is_cased: Whether names begin with a capital letter.
        marks_names: Whether a capital letter within a sentence marks a name.
        has_words: Whether the script separates words.
        particles: Words that belong to a surname.
        countries: Countries in which the language is spoken.
        surname_first: Countries of these in which the surname comes first, also in other languages.
        either_order: Countries of these for which other languages use both orders.
        sound_model: The code of the language whose learned sound model is used, None if there is none.
        endings: Ending of a folded form → its case endings.
        left_endings: Endings that translation leaves on names, in Latin letters, longest first.
        left_beginnings: Prefixes that translation leaves on names, in Latin letters.
        feminine: Endings of the surnames of women and of men, in Latin letters, in pairs.
        prefixes: Folded prefixes written together with the following name.
        article: The article among the prefixes, which loses its first letter after another prefix.
        second_script: A further script of names.
        foreign: Letters that do not occur in names of this language, as in a regular expression class.
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
    left_beginnings: frozenset[str]
    feminine: tuple[tuple[str, str], ...]
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
        """All letters of prefixes."""
        return frozenset("".join((*self.prefixes, self.article)))

    @cached_property
    def _endings_of_case(self) -> Mapping[str, list[str]]:
        """Case ending → the endings of forms that can have it."""
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
    """Return the language of a code, or else the likeliest one for the script of a text; None without letters.

    Args:
        text: The text.
        code: An ISO 639-1 code, possibly with subtags (`zh-Hant`, `pt_BR`).

    Raises:
        ConfigError: If the code is unknown.

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
    """Return the ISO 639-1 code for a language code with subtags.

    Raises:
        ConfigError: If the code is unknown.
    """
    subtag = re.split("[-_]", code.strip().lower())[0]
    subtag = _OTHER_CODES.get(subtag, subtag)
    if subtag not in language_facts():
        raise ConfigError(f"unknown language code {code!r}; use ISO 639-1 codes, such as zh, ru, ar, pt-BR")
    return subtag


def scripts_of(code: str) -> tuple[str, ...]:
    """Return the scripts of a language, the most frequent one first.

    Example:
        >>> scripts_of("sr"), scripts_of("zh")
        (('Cyrillic', 'Latin'), ('Han',))
    """
    others = (script for script, facts in script_facts().items() if code in facts.get("also", "").split())
    return language_facts()[code]["script"], *others


@cache
def languages() -> Mapping[str, Language]:
    """Return all languages by code, in their most frequent script."""
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
        left_beginnings=_words(facts, "left_beginnings"),
        feminine=tuple(_pair(pair) for pair in facts.get("feminine", "").split()),
        prefixes=frozenset(map("".join, product(*(["", *part.split()] for part in facts.get("prefixes", ()))))) - {""},
        article=facts.get("article", ""),
        second_script=facts.get("second_script"),
        foreign=facts.get("foreign", ""),
    )


def _words(facts: Facts, key: str) -> frozenset[str]:
    return frozenset(facts.get(key, "").split())


def _pair(text: str) -> tuple[str, str]:
    one, _, other = text.partition("/")
    return one, other


def _endings(facts: Facts) -> Mapping[str, frozenset[str]]:
    """Return the endings of a language file, where `-` means none, including titles with particles."""
    endings = {
        form.replace("-", ""): frozenset(case.replace("-", "") for case in cases.split())
        for form, cases in facts.get("endings", {}).items()
    }
    if titles := facts.get("titles_behind"):
        both = product(["", *titles.split()], ["", *facts["particles_behind"].split()])
        endings[""] = frozenset(map("".join, both))
    return endings


def _script(text: str) -> str | None:
    """Return the script of most letters of a text, or None."""
    counts = {
        script: _LATIN_AMONG_OTHERS * len(letter.findall(text, 0, _MOST_READ)) for script, letter in _LETTERS.items()
    }
    counts["Han"] += counts.pop("Kana")
    counts["Latin"] //= _LATIN_AMONG_OTHERS
    script = max(counts, key=counts.__getitem__)
    return script if counts[script] else None


def _likeliest(text: str, script: str) -> str:
    """Return the first language of a script whose characteristic letters a text has, or else the likeliest one."""
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
