"""Names in Japanese sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from namefix.names.language import Language
from namefix.names.native_folding import fold_each
from namefix.names.source_name import Ground, SourceName, Spelling
from namefix.source_names.chinese_surnames import SURNAMES, own_name
from namefix.source_names.foreign_names import distinct, spellings_of_name, spellings_of_word
from namefix.source_names.glosses import latin_names, with_glosses
from namefix.source_names.hepburn import hepburn
from namefix.source_names.native_places import place_names

if TYPE_CHECKING:
    from sudachipy import Dictionary, Morpheme

_KATAKANA = re.compile("[ァ-ヺ][ァ-ヺー]+(?:[・＝=][ァ-ヺ][ァ-ヺー]*)*")
_JOINTS = re.compile("[・＝=]")
_HAN = re.compile("[一-鿿々〆ヶノ]+")
_FURIGANA = re.compile("([一-鿿々ヶ]{1,6})[(（]([ぁ-ゖー]+(?:[・ 　][ぁ-ゖー]+)?)[)）]")
_TO_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
_LONGEST_LINE = 10_000
"""Characters that Sudachi analyses at once; it refuses more than 49,149 bytes."""

_DESIGNATORS = "県府都市区町村郡島山川湖港駅"
_LONGEST_NAME = 5

_TITLES = frozenset(
    "氏 さん 君 様 選手 監督 投手 捕手 首相 外相 農相 総務相 総統 大統領 主席 党首 議長 "
    "代表 会長 社長 知事 市長 町長 村長 教授 博士 記者 容疑者 被告 議員 大臣 長官 総裁 "
    "総理 横綱 大関 関脇 小結 前頭 女史 夫妻 県 府 都 市 区 町 村 郡 線 駅 港 戦 家 "
    "派 流 型 式 軍 州 国 側 前 元 現 故 両 同 新 旧 対 的 人 語 製 産 系 発 着 "
    "行 内 外 上 下 中 間 時 年 月 日".split()
)
"""Words before and behind names that do not belong to them."""

_SURNAME, _GIVEN, _PERSON, _PLACE, _OTHER = range(5)
_GIVEN_FIRST, _SURNAME_FIRST = 0.38, 0.32
_WORD, _RUN, _TOWN, _LISTED, _ANOTHER, _IN_BRACKETS = 0.7, 0.4, 0.45, 0.9, 0.15, 0.9
"""Certainties, measured on `dev`: the full names have the right reading in 0.7 and either order; a surname alone; a run of
characters as one name; a place in Hepburn; a listed place; a further reading; a reading in brackets."""


class JapaneseNames:
    """Reader of the names in Japanese sources.

    Foreign names in katakana have the usual English words of the transliteration pairs. Names in Chinese characters are read by
    Sudachi, which the extra `namefix[ja]` installs; without it only listed places are found.

    Example:
        >>> from namefix.names.language import languages
        >>> [name.spellings[0].text for name in JapaneseNames().find("ウィリアム・スミス氏", languages()["ja"])]
        ['William Smith']
    """

    def find(self, text: str, language: Language) -> Iterator[SourceName]:
        """Yield the names of a text in its order, without overlaps."""
        found = [*latin_names(text), *_furigana(text), *self._katakana(text), *self._characters(text)]
        return with_glosses(text, _without_overlaps(found))

    @cached_property
    def _dictionary(self) -> Dictionary | None:
        """The dictionary with readings, None without the extra."""
        try:
            from sudachipy import Dictionary  # noqa: PLC0415 - an extra

            return Dictionary(dict="core")
        except ImportError:
            return None

    def _katakana(self, text: str) -> Iterator[SourceName]:
        for run in _KATAKANA.finditer(text):
            yield from _foreign(run.start(), run[0], self._is_noun(run[0]))

    def _is_noun(self, word: str) -> bool:
        """Return whether a word in katakana is a common noun."""
        if self._dictionary is None or _JOINTS.search(word):
            return False
        tokens = self._dictionary.tokenizer().tokenize(word)
        return all(token.part_of_speech()[1] != "固有名詞" and not token.is_oov() for token in tokens)

    def _characters(self, text: str) -> Iterator[SourceName]:
        if self._dictionary is None:
            yield from _listed_places(text)
            return
        from sudachipy import SplitMode  # noqa: PLC0415 - an extra

        tokenizer = self._dictionary.tokenizer(mode=SplitMode.C)
        for start, line in _pieces(text):
            tokens = list(tokenizer.tokenize(line))
            at = 0
            while at < len(tokens):
                size, name = self._ring_name_at(line, tokens, at) or self._name_at(line, tokens, at)
                if name is not None:
                    yield name._replace(start=start + name.start, end=start + name.end)
                at += size

    def _ring_name_at(self, line: str, tokens: Sequence[Morpheme], at: int) -> tuple[int, SourceName] | None:
        """Return the number of tokens and the name of a short run that ends in a name and begins with another character."""
        token = tokens[at]
        if _kind(token) != _OTHER or len(token.surface()) > 1 or token.surface() in _TITLES or at + 1 == len(tokens):
            return None
        run, last = _run_at(line, token.begin()), tokens[at + 1]
        is_start = not at or not _HAN.fullmatch(tokens[at - 1].surface())
        if not is_start or token.begin() + len(run) != last.end() or _kind(last) == _OTHER or len(run) > 4:
            return None
        whole = hepburn(token.reading_form() + last.reading_form())
        return 2, _named(token.begin(), run, "person", [Spelling(whole, Ground.READING, _RUN)])

    def _name_at(self, line: str, tokens: Sequence[Morpheme], at: int) -> tuple[int, SourceName | None]:
        """Return the number of tokens of the name that begins at a token, and the name; one token and None if there is none."""
        token = tokens[at]
        kind = _kind(token)
        if kind == _OTHER or not _HAN.fullmatch(token.surface()) or token.surface() in _TITLES:
            return 1, None
        run = _run_at(line, token.begin())
        rest = _rest_of_run(tokens, at, token.begin() + len(run))
        is_whole = bool(rest) and rest[-1].end() == token.begin() + len(run) and len(run) <= _LONGEST_NAME
        may_be_surname = kind == _SURNAME or (kind == _PLACE and is_whole)
        if rest and may_be_surname and _kind(rest[0]) in (_GIVEN, _PERSON) and (len(rest) == 1 or kind == _SURNAME):
            return 2, self._full_name(token, rest[0])
        if is_whole and (kind != _PLACE or _kind(rest[0]) != _OTHER):
            of_run = self._run_spellings([token, *rest], _SURNAME if may_be_surname else kind)
            return len(rest) + 1, _named(token.begin(), run, "person", of_run)
        if kind == _PLACE:
            return 1, _named(token.begin(), token.surface(), "place", self._place_spellings(token.surface(), token))
        readings = self._readings(token, kind)
        spellings = [*_shared(readings, _WORD), *_chinese(fold_each(token.surface()), kind)]
        return 1, _named(token.begin(), token.surface(), "person", spellings)

    def _full_name(self, surname: Morpheme, given: Morpheme) -> SourceName:
        spellings = []
        for number, (first, last) in enumerate(
            (one, other) for other in self._readings(surname, _SURNAME)[:2] for one in self._readings(given, _GIVEN)[:2]
        ):
            certainty = _ANOTHER if number else 1
            spellings.append(Spelling(f"{first} {last}", Ground.READING, certainty * _GIVEN_FIRST))
            spellings.append(Spelling(f"{last} {first}", Ground.READING, certainty * _SURNAME_FIRST))
        native = surname.surface() + given.surface()
        if len(native) <= 3:  # perhaps the ring name of a wrestler, one word
            whole = hepburn(surname.reading_form()) + hepburn(given.reading_form()).lower()
            spellings.append(Spelling(whole, Ground.READING, _ANOTHER / 2))
        return SourceName(surname.begin(), given.end(), fold_each(native), "person", distinct(spellings))

    def _run_spellings(self, tokens: Sequence[Morpheme], kind: int) -> Iterator[Spelling]:
        """Yield the readings of a run that begins with a name: one word, or surname and given name."""
        rest = hepburn("".join(token.reading_form() for token in tokens[1:]))
        for number, first in enumerate(self._readings(tokens[0], kind)[:2]):
            certainty = _ANOTHER if number else _RUN
            whole, parted = (0.5, 0.5) if kind == _SURNAME else (1, 0.1)
            yield Spelling(f"{first}{rest.lower()}", Ground.READING, certainty * whole)
            yield Spelling(f"{rest} {first}", Ground.READING, certainty * parted)
            yield Spelling(f"{first} {rest}", Ground.READING, certainty * parted / 2)

    def _readings(self, token: Morpheme, kind: int) -> list[str]:
        """Return the readings of a name, that in the text first."""
        surface = token.surface()
        others = self._dictionary.lookup(surface) if self._dictionary else ()
        likely = [other.reading_form() for other in others if _kind(other) in (kind, _PERSON)]
        return list(dict.fromkeys(hepburn(reading) for reading in (token.reading_form(), *likely)))

    def _place_spellings(self, surface: str, token: Morpheme) -> Iterator[Spelling]:
        folded = fold_each(surface)
        plain = folded[:-1] if folded[-1] in _DESIGNATORS and len(folded) > 2 else folded
        if name := place_names("ja").get(plain):
            yield Spelling(name, Ground.READING, _LISTED)
        elif name := place_names("zh").get(plain):
            yield Spelling(name, Ground.PINYIN, 2 * _ANOTHER)
        for number, reading in enumerate(self._readings(token, _PLACE)):
            yield Spelling(_without_designator(reading, surface), Ground.READING, _ANOTHER if number else _TOWN)


def _run_at(line: str, at: int) -> str:
    """Return the run of Chinese characters that begins at a position."""
    run = _HAN.match(line, at)
    return run[0] if run else ""


def _rest_of_run(tokens: Sequence[Morpheme], at: int, end: int) -> list[Morpheme]:
    """Return the tokens behind a token that may belong to its name: up to three in its run of characters, without titles."""
    rest: list[Morpheme] = []
    for token in tokens[at + 1 : at + 4]:
        if token.end() > end or token.surface() in _TITLES or token.part_of_speech()[0] == "接尾辞":
            break
        rest.append(token)
    return rest


def _furigana(text: str) -> Iterator[SourceName]:
    """Yield the names whose reading stands behind them in brackets."""
    for match in _FURIGANA.finditer(text):
        kana = match[2].translate(_TO_KATAKANA)
        words = [hepburn(word) for word in re.split("[・ 　]", kana) if word]
        orders = [" ".join(reversed(words)), " ".join(words)]
        shares = (_IN_BRACKETS * 0.55, _IN_BRACKETS * 0.45) if len(words) > 1 else (_IN_BRACKETS, 0.0)
        spellings = [Spelling(text, Ground.READING, share) for text, share in zip(orders, shares, strict=True)]
        yield _named(match.start(1), match[1], None, spellings)


def _without_designator(reading: str, surface: str) -> str:
    endings = {
        "市": "shi",
        "町": "(?:cho|machi)",
        "村": "(?:mura|son)",
        "県": "ken",
        "区": "ku",
        "郡": "gun",
        "府": "fu",
    }
    ending = endings.get(surface[-1]) if len(surface) > 2 else None
    return re.sub(f"(?<=..){ending}$", "", reading) if ending else reading


def _kind(token: Morpheme) -> int:
    part = token.part_of_speech()
    if part[1] != "固有名詞":
        return _OTHER
    if part[2] == "地名":
        return _OTHER if part[3] == "国" else _PLACE
    if part[2] == "人名":
        return {"姓": _SURNAME, "名": _GIVEN}.get(part[3], _PERSON)
    return _OTHER


def _foreign(start: int, run: str, is_noun: bool) -> Iterator[SourceName]:
    words = _JOINTS.split(run)
    if len(words) > 1 and (spellings := spellings_of_name(words, "ja")):
        yield _named(start, run, "person", spellings)
        return
    for word in words:
        if not is_noun and (spellings := [*spellings_of_word(fold_each(word), "ja")]):
            yield _named(start, word, None, spellings)
        start += len(word) + 1


def _listed_places(text: str) -> Iterator[SourceName]:
    """Yield the runs of characters, with a designator or not, that are listed places."""
    for run in _HAN.finditer(text):
        folded = fold_each(run[0])
        for plain in (folded, folded[:-1] if folded[-1] in _DESIGNATORS else folded):
            if name := place_names("ja").get(plain):
                yield _named(run.start(), run[0], "place", [Spelling(name, Ground.READING, _LISTED)])
                break


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text, long ones in pieces and without lone surrogates, which Sudachi refuses, with their starts."""
    for line in re.finditer(f".{{1,{_LONGEST_LINE}}}", text):
        yield line.start(), line[0].encode("utf-8", "replace").decode("utf-8")


def _chinese(folded: str, kind: int) -> Iterator[Spelling]:
    """Yield the pinyin of a name that may be that of a person of China."""
    if kind == _PERSON and len(folded) in (2, 3) and folded[0] in SURNAMES:
        yield Spelling(own_name(folded, 1), Ground.PINYIN, _ANOTHER)


def _shared(readings: Sequence[str], certainty: float) -> Iterator[Spelling]:
    for number, reading in enumerate(readings):
        yield Spelling(reading, Ground.READING, _ANOTHER if number else certainty)


def _named(
    start: int, surface: str, kind: Literal["person", "place"] | None, spellings: Iterable[Spelling]
) -> SourceName:
    return SourceName(start, start + len(surface), fold_each(surface), kind, distinct(spellings))


def _without_overlaps(names: Iterable[SourceName]) -> Iterator[SourceName]:
    reached = 0
    for name in sorted(names, key=lambda name: (name.start, -name.end)):
        if name.start >= reached:
            yield name
            reached = name.end
