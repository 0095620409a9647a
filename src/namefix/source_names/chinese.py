"""Names in Chinese sources."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Literal

from namefix.names.language import Language
from namefix.names.native_folding import fold_each
from namefix.names.readings import pinyin
from namefix.names.source_name import Ground, SourceName, Spelling
from namefix.source_names.chinese_surnames import SURNAMES, own_name
from namefix.source_names.chinese_words import DESIGNATORS, Kind, Segment, is_transcription, segments, statistics
from namefix.source_names.foreign_names import distinct, spellings_of_name, spellings_of_word
from namefix.source_names.glosses import latin_names, with_glosses
from namefix.source_names.native_places import place_names
from namefix.source_names.usual_spellings import known_words

_RUN = re.compile("[一-鿿]+")
_DOTS = "·•・‧∙⋅-－–—"

_PERSONS = ((5.0, 0.87), (2.0, 0.78), (float("-inf"), 0.5))
"""Evidence (log-ratio of the probabilities as a name and as words) from which pinyin has a certainty, measured on `dev`."""

_KNOWN_PLACE, _OTHER_PLACE, _FOREIGN_PLACE, _ALSO_OWN = 0.7, 0.5, 0.15, 0.04
"""Certainties, measured on `dev`, of a listed place, a place with a designator in pinyin, the reading of a foreign one, and of
pinyin for a word of foreign names."""


class ChineseNames:
    """Reader of the names in Chinese sources.

    A text is segmented into words, names of persons of China, names of places, and words of foreign names. Names of China are
    read as pinyin, foreign ones have the usual English words of the transliteration pairs.

    Example:
        >>> from namefix.names.language import languages
        >>> [name.spellings[0].text for name in ChineseNames().find("记者张晓晨报道", languages()["zh"])]
        ['Zhang Xiaochen']
    """

    def find(self, text: str, language: Language) -> Iterator[SourceName]:
        """Yield the names of a text in its order, without overlaps."""
        folded = fold_each(text)
        found = sorted([*latin_names(text), *_names(folded)], key=lambda name: name.start)
        return with_glosses(text, found)


def _names(text: str) -> Iterator[SourceName]:
    chain: list[Segment] = []
    for run in _RUN.finditer(text):
        for segment in segments(text, *run.span(), _foreign()):
            if segment.kind is Kind.FOREIGN:
                if chain and not (segment.start - chain[-1].end == 1 and text[chain[-1].end] in _DOTS):
                    yield from _foreign_names(text, chain)
                    chain = []
                chain.append(segment)
                continue
            if segment.kind is Kind.PERSON:
                yield _person(text, segment)
            elif segment.kind is Kind.PLACE:
                yield from _place(text, segment)
    yield from _foreign_names(text, chain)


@cache
def _foreign() -> Mapping[str, float]:
    counts = known_words("zh")
    total = sum(counts.values())
    return {word: math.log(count / total) for word, count in counts.items() if len(word) > 1}


def _foreign_names(text: str, chain: list[Segment]) -> Iterator[SourceName]:
    words = [text[segment.start : segment.end] for segment in chain]
    if len(words) > 1 and (names := spellings_of_name(words, "zh")):
        yield SourceName(chain[0].start, chain[-1].end, "·".join(words), "person", distinct(names))
        return
    for segment, word in zip(chain, words, strict=True):
        spellings = [*spellings_of_word(word, "zh")]
        if len(chain) == 1 and word[0] in SURNAMES and len(word) in (2, 3):
            spellings.append(Spelling(own_name(word, 1), Ground.PINYIN, _ALSO_OWN))
        if spellings:
            yield _named(segment, word, "person" if len(chain) > 1 else None, spellings)


def _named(
    segment: Segment, native: str, kind: Literal["person", "place"] | None, spellings: Iterable[Spelling]
) -> SourceName:
    """Return the name of a segment; it is one of China if it is most certainly pinyin."""
    best, *others = distinct(spellings)
    country = "CN" if best.ground is Ground.PINYIN else None
    return SourceName(segment.start, segment.end, native, kind, (best, *others), country)


def _person(text: str, segment: Segment) -> SourceName:
    native = text[segment.start : segment.end]
    certainty = _certainty(segment.score - _as_words(native))
    own = Spelling(own_name(native, segment.surname), Ground.PINYIN, certainty)
    others = [
        Spelling(spelling.text, spelling.ground, spelling.certainty * (1 - certainty))
        for spelling in spellings_of_word(native, "zh")
    ]
    return _named(segment, native, "person", [own, *others])


def _as_words(native: str) -> float:
    """Return the logarithm of the probability of the characters of a name as words."""
    table = statistics().words
    best = [0.0]
    for end in range(1, len(native) + 1):
        best.append(max(best[start] + table.get(native[start:end], -17.0 * (end - start)) for start in range(end)))
    return best[-1]


def _certainty(evidence: float) -> float:
    """Return the certainty of a name of a person of China by the evidence for it, see `_PERSONS`."""
    return next(certainty for least, certainty in _PERSONS if evidence >= least)


def _place(text: str, segment: Segment) -> Iterator[SourceName]:
    native = text[segment.start : segment.end]
    known = place_names("zh")
    name = native[:-1] if native[-1] in DESIGNATORS and len(native) > 2 and native not in known else native
    read = pinyin(name)
    if (usual := known.get(name)) is not None:
        ground = Ground.PINYIN if usual == read else Ground.USUAL
        spellings = [Spelling(usual, ground, _KNOWN_PLACE)]
    elif is_transcription(name):
        spellings = [*spellings_of_word(name, "zh"), Spelling(read, Ground.READING, _FOREIGN_PLACE)]
    else:
        spellings = [Spelling(read, Ground.PINYIN, _OTHER_PLACE)]
    yield _named(segment, native, "place", spellings)
