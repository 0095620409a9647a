"""The rules by which foreign names become rows.

A name is in Latin letters, without digits, brackets, commas or quotation marks, with at least three letters and at most eight
words and sixty characters. A remark in brackets at its end is removed.

An alias or variant must also contain a capital letter. It is dropped if it is a common English word or, for a person,
consists of common words (*Iron Lady*), and if it is the name of a far better known entity of the bundled table or of the
same import: one with a weight of at least 20 and at least three times that of its own entity. Aliases in other scripts become
native forms.

A native form is in one script, has at least two characters, and no digits or brackets.

A row becomes a target only if a minimum weight for targets is set and reached. It does not if a far better known entity has
the same name, or if its name consists of common words and its weight is below 50, that of a city of a million: *Nice*, but
not *London*.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping

from namefix.curate.foreign import ForeignName, Label, Refusal, Selection
from namefix.curate.import_summary import Summary
from namefix.curate.scripts import script_of
from namefix.curate.well_known import WellKnownNames
from namefix.datatypes import Entity, Kind
from namefix.names.folding import fold_many
from namefix.names.target_language import english

_LONGEST, _MOST_WORDS = 60, 8
_LEAST_LETTERS = 3
_MOST_ROLES = 8
_REMARK = re.compile(r"[ \u00a0\u3000]*[(（\[][^()（）\[\]]*[)）\]]$")
_NO_NAME = re.compile(r"[\d,;:/\\|()\[\]{}<>\"“”„«»!?*@#%&+=_~^…（）［］、，。；：「」『』《》،؛]")
_MARKS_OF_DIRECTION = re.compile("[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
_JOINERS = str.maketrans("", "", "\u200c\u200d")
_BEYOND_DOUBT = 50.0

_NOT_PLAIN = "not a plain name (digits, brackets, commas, quotation marks, or too long)"
_TOO_SHORT = "fewer than three letters"
_COMMON = "common English words"
_NAME_OF_BETTER_KNOWN = "the name of another entity that is far better known"


class Rules:
    """The rules of an import: the first pass judges each record by itself, the second compares it with all others.

    Args:
        selection: The part of the data set to import.
        well_known: The names of well-known entities, to which the first pass adds.
        countries: The ISO 3166 codes.
        summary: Receives the counts of what is dropped.
    """

    def __init__(
        self, selection: Selection, well_known: WellKnownNames, countries: Collection[str], summary: Summary
    ) -> None:
        self._selection, self._well_known, self._countries, self._summary = selection, well_known, countries, summary

    def first_pass(self, foreign: ForeignName) -> ForeignName | Refusal:
        """Return a record with its final name and native forms, or its refusal."""
        if refusal := self._selection.refusal(foreign.kind, foreign.weight):
            return refusal
        name = tidy(foreign.name)
        if script_of(name) != "Latin":
            return Refusal("no name in Latin letters")
        if not _is_plain_name(name):
            return Refusal(f"name is {_NOT_PLAIN}")
        folded = fold_many([name])[0]
        if len(folded.replace(" ", "")) < _LEAST_LETTERS:
            return Refusal(f"name has {_TOO_SHORT}")
        self._well_known.add(folded, foreign.weight)
        latin, native = [], list(foreign.native)
        for alias in foreign.aliases:
            if script_of(alias) in ("Latin", None):
                latin.append(alias)
            else:
                native.append(Label(alias))
        forms = tuple(Label(text) for text in self._native_forms(name, native))
        return foreign._replace(name=name, aliases=tuple(latin), native=forms)

    def second_pass(self, foreign: ForeignName, found: Mapping[str, str]) -> Entity:
        """Return the row for a record of the first pass; `found` maps references to country codes and offices."""
        owner = fold_many([foreign.name])[0]
        known = {foreign.name}
        aliases = list(self._forms(foreign, foreign.aliases, owner, known))
        variants = list(self._forms(foreign, foreign.variants, owner, known))
        countries = [found.get(code, code) for code in foreign.countries]
        roles = [found.get(role, "" if foreign.refers else role) for role in foreign.roles]
        return Entity(
            foreign.id,
            foreign.kind,
            foreign.name,
            tuple(aliases),
            tuple(variants),
            native=tuple(label.text for label in foreign.native),
            country=next((code for code in countries if code in self._countries), None),
            roles=tuple(dict.fromkeys(_tidy_roles(roles)))[:_MOST_ROLES],
            weight=foreign.weight,
            target=self._is_target(foreign, owner),
        )

    def _native_forms(self, name: str, labels: list[Label]) -> list[str]:
        kept: dict[str, None] = {}
        for label in labels:
            text = tidy(label.text)
            if text == name or text in kept or not self._selection.takes(Label(text, label.language)):
                continue
            if _NO_NAME.search(text) or not text.translate(_JOINERS).isprintable() or len(text) > _LONGEST:
                self._summary.forms[f"native form: {_NOT_PLAIN}"] += 1
            elif len(text) < 2:
                self._summary.forms["native form: one character"] += 1
            else:
                kept[text] = None
        return list(kept)

    def _forms(self, foreign: ForeignName, texts: tuple[str, ...], owner: str, known: set[str]) -> Iterator[str]:
        """Yield the texts that pass all rules, each once."""
        new = [text for text in dict.fromkeys(map(tidy, texts)) if text not in known]
        known.update(new)
        plain = [text for text in new if _is_plain_name(text) and script_of(text) == "Latin"]
        if len(plain) < len(new):
            self._summary.forms[_NOT_PLAIN] += len(new) - len(plain)
        for text, folded in zip(plain, fold_many(plain), strict=True):
            if problem := self._problem(foreign, text, folded, owner):
                self._summary.forms[problem] += 1
            else:
                yield text

    def _problem(self, foreign: ForeignName, text: str, folded: str, owner: str) -> str | None:
        if len(folded.replace(" ", "")) < _LEAST_LETTERS:
            return _TOO_SHORT
        if not any(letter.isupper() for letter in text):
            return "no capital letter"
        if _is_common(folded, foreign.kind):
            return _COMMON
        if folded != owner and self._well_known.belongs_to_better_known(folded, owner, foreign.weight):
            return _NAME_OF_BETTER_KNOWN
        return None

    def _is_target(self, foreign: ForeignName, owner: str) -> bool:
        least = self._selection.least_target
        if least is None or foreign.weight < least:
            return False
        if foreign.weight < _BEYOND_DOUBT and _is_common(owner, foreign.kind):
            problem = "name consists of common English words"
        elif self._well_known.belongs_to_better_known(owner, owner, foreign.weight):
            problem = f"name is {_NAME_OF_BETTER_KNOWN}"
        else:
            return True
        self._summary.not_targets[problem] += 1
        return False


def tidy(text: str) -> str:
    """Return a name in NFC with single spaces, without direction marks and without a remark in brackets at its end.

    Example:
        >>> tidy("  John  Smith (politician)"), tidy("约翰·史密斯（政治家）")
        ('John Smith', '约翰·史密斯')
    """
    if not text.isascii():
        text = _MARKS_OF_DIRECTION.sub("", unicodedata.normalize("NFC", text))
    text = " ".join(text.split())
    return _REMARK.sub("", text) if text and text[-1] in ")）]" else text


def _is_plain_name(text: str) -> bool:
    is_short = 0 < len(text) <= _LONGEST and text.count(" ") < _MOST_WORDS
    return is_short and text.isprintable() and not _NO_NAME.search(text)


def _is_common(folded: str, kind: Kind) -> bool:
    """Return whether a folded form is a common word or, for a person, consists of common words."""
    words = folded.split(" ")
    if len(words) > 1 and kind != "person":
        return False
    language = english()
    return all(word in language.function_words or language.is_plain(word) for word in words)


def _tidy_roles(roles: list[str]) -> Iterator[str]:
    for role in roles:
        text = tidy(role)
        if text and text.isprintable() and len(text) <= 2 * _LONGEST and "|" not in text:
            yield text
