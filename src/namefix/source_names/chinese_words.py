"""Segmentation of Chinese text into words and names, by their probabilities."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from enum import Enum, auto
from functools import cache
from typing import NamedTuple

from namefix.package_data import bundled_file
from namefix.source_names.chinese_surnames import COMPOUND_SURNAMES, SURNAMES

DESIGNATORS = frozenset("省市县区镇乡村山河江湖岛州旗盟寨沟峡堡湾")
"""Last characters of the names of places that say what they are."""

_COMMON_NOUNS = frozenset(
    "地区 特区 社区 学区 教区 景区 园区 灾区 疫区 辖区 市区 城区 小区 战区 山区 郊区 "
    "各区 新区 全市 本市 该市 城市 省市 县市 区县 全省 本省 各省 全县 乡镇 城镇 小镇 "
    "集镇 农村 乡村 全村 本村 登山 上山 爬山 入江 过江 过河 江河 海湾 城堡 山沟 山峡 "
    "海岛 半岛 群岛 盐湖 全州 各州 联盟 东盟 欧盟 结盟 加盟 同盟 行省 外省 两省 三省 "
    "南省 北省 西省 东省 国旗 升旗".split()
)
"""Ends of words that only look like a name with a designator."""

TITLES = frozenset(
    "记者 主席 总统 总理 部长 主任 书记 教授 院长 校长 局长 市长 省长 县长 区长 镇长 "
    "村长 队长 司令 将军 上将 中将 少将 大校 先生 女士 小姐 医生 博士 院士 律师 法官 "
    "警官 演员 导演 歌手 作家 诗人 画家 选手 球员 主帅 教练 队员 战士 班长 连长 排长 "
    "营长 团长 董事长 总经理 经理 总裁 秘书长 发言人 委员 代表 议员 大使 研究员 专家 学者 "
    "老师 同学 编辑 摄影 作者 常委 厅长 处长 科长 站长 会长 社长 首相 大臣 检察长 指导员 "
    "教导员 政委 参谋长 民警 村民 居民 市民 员工 志愿者 学生 工程师 设计师 分析师 飞行员 "
    "航天员 冠军 名将 老将 小将 前锋 后卫 门将 主编 所长 组长 站长 主持人 嫌疑人 男子 "
    "女子 丈夫 妻子 儿子 女儿 父亲 母亲 青年 农民 司机 护士 牧民 名叫 叫做 姓名".split()
)
"""Words of two or three characters that often stand before the name of a person."""

_WEAK_TITLES = frozenset("由和与及的对让被为以是")
_AFTER = (
    "说", "表示", "称", "认为", "介绍", "指出", "强调", "告诉", "透露", "坦言", "回忆", "向", "在", "则", "等", "、", "，",
    "（", "(", "。", "先生", "女士", "小姐", "教授", "主席", "总统", "总理", "部长", "主任", "书记", "医生",
    "老师", "院士", "博士",
    "将军", "同志", "出席", "会见", "主持", "担任", "饰演", "和", "与", "的", "曾", "也", "还", "是", "：", ":",
)  # fmt: skip
"""Beginnings of what often follows the name of a person."""

_PERSON, _FOREIGN, _PLACE = 0.012, 0.012, 0.004
"""Shares of names of persons of China, words of foreign names and names of places outside of the lists in running text."""
_STRONG_BEFORE, _LISTED, _WEAK_BEFORE, _AFTERWARDS, _DOT = map(math.log, (30, 5, 2, 2.5, 1000))
_OPENING = frozenset(" 　：:（(")
_LONGEST_WORD, _LONGEST_FOREIGN, _LONGEST_TITLE = 5, 8, 3
_UNSEEN = -17.0
"""Logarithm of the probability of a character outside of the dictionary."""


class Kind(Enum):
    """The kind of a segment."""

    WORD = auto()
    PERSON = auto()
    FOREIGN = auto()
    PLACE = auto()


class Segment(NamedTuple):
    """A part of a run of characters, with the logarithm of its probability; `surname` is the size of the surname."""

    start: int
    end: int
    kind: Kind
    score: float
    surname: int = 0


class Statistics(NamedTuple):
    """Logarithms of the probabilities of words, listed places, and characters in names."""

    words: Mapping[str, float]
    places: Mapping[str, float]
    surnames: Mapping[str, float]
    first: Mapping[str, float]
    last: Mapping[str, float]
    in_place: Mapping[str, float]
    transcribed: Mapping[str, float]


@cache
def statistics() -> Statistics:
    """Return the statistics of the files in `data/lexicon/zh`."""
    words, listed = _counts("zh/words"), _counts("zh/places")
    total = sum(words.values()) + sum(listed.values())
    sizes = {place: int(size) for place, _, size in _rows("places/zh")}
    places = {place: min(2e-8 * (1 + size), 1e-6) for place, size in sizes.items()}
    for place, count in listed.items():
        if is_place(place, sizes):
            places[place] = max(places.get(place, 0.0), count / total)
        else:
            words[place] = words.get(place, 0) + count
    rows = list(_rows("zh/characters"))
    general = {word: math.log(count / total) for word, count in words.items()}
    columns = [_log({row[0]: int(row[column]) for row in rows}) for column in (1, 2, 3, 4)]
    transcribed = {
        character: value for character, value in columns[3].items() if value > general.get(character, _UNSEEN) + 0.5
    }
    rank = {surname: math.log(0.08 / (number + 1) ** 0.9) for number, surname in enumerate(SURNAMES)}
    compound = dict.fromkeys(COMPOUND_SURNAMES, math.log(3e-4))
    return Statistics(
        general,
        {place: math.log(share) for place, share in places.items()},
        rank | compound,
        columns[0],
        columns[1],
        columns[2],
        transcribed,
    )


def is_transcription(word: str) -> bool:
    """Return whether all characters of a word are frequent in foreign names."""
    return all(character in statistics().transcribed for character in word)


def is_place(name: str, known: Mapping[str, int]) -> bool:
    """Return whether a name of the dictionary is that of a place which is known or has a Chinese designator."""
    return name in known or (
        name[-2:] not in _COMMON_NOUNS
        and name[-1] in DESIGNATORS
        and len(name) > 2
        and (len(name) < 5 or name[:-1] in known)
    )


def _rows(name: str) -> Iterable[list[str]]:
    lines = bundled_file(f"lexicon/{name}.tsv").read_text(encoding="utf-8").splitlines()
    return (line.split("\t") for line in lines)


def _counts(name: str) -> dict[str, int]:
    return {word: int(count) for word, count in _rows(name)}


def _log(counts: Mapping[str, int]) -> dict[str, float]:
    total = sum(counts.values())
    return {character: math.log(count / total) for character, count in counts.items() if count}


def segments(text: str, start: int, end: int, foreign: Mapping[str, float]) -> list[Segment]:
    """Return the likeliest segments of a run of characters of a folded text.

    Args:
        text: The text, simplified.
        start: The start of the run.
        end: The end of the run.
        foreign: Logarithms of the probabilities of the known words among the words of foreign names.
    """
    best: list[float] = [0.0, *[-math.inf] * (end - start)]
    arrived: list[Segment | None] = [None] * (end - start + 1)
    after_dot, before_dot = text[start - 1 : start] in _DOTS, text[end : end + 1] in _DOTS
    for at in range(start, end):
        reached = best[at - start]
        for segment in _segments_at(text, at, end, foreign):
            score = segment.score
            touches = (after_dot and at == start) + (before_dot and segment.end == end)
            if touches and segment.kind is Kind.FOREIGN:
                score += touches * _DOT
            if reached + score > best[segment.end - start]:
                best[segment.end - start] = reached + score
                arrived[segment.end - start] = segment
    found: list[Segment] = []
    while end > start:
        last = arrived[end - start]
        if last is None:
            break
        found.append(last)
        end = last.start
    return found[::-1]


_DOTS = frozenset("·•・‧∙⋅")


def _segments_at(text: str, at: int, end: int, foreign: Mapping[str, float]) -> Iterable[Segment]:
    """Yield the segments that begin at a character."""
    table = statistics()
    yield Segment(at, at + 1, Kind.WORD, table.words.get(text[at], _UNSEEN))
    for stop in range(at + 2, min(at + _LONGEST_WORD, end) + 1):
        piece = text[at:stop]
        if (score := table.words.get(piece)) is not None:
            yield Segment(at, stop, Kind.WORD, score)
        if (score := table.places.get(piece)) is not None:
            yield Segment(at, stop, Kind.PLACE, score)
    yield from _foreign_at(text, at, end, foreign)
    yield from _places_at(text, at, end)
    for size in (1, 2):
        if text[at : at + size] in table.surnames:
            yield from _persons_at(text, at, end, size)


def _foreign_at(text: str, at: int, end: int, foreign: Mapping[str, float]) -> Iterable[Segment]:
    """Yield the words of foreign names that begin at a character, known ones and runs of characters that transcribe."""
    transcribed = statistics().transcribed
    score = math.log(_FOREIGN)
    for stop in range(at + 1, min(at + _LONGEST_FOREIGN, end) + 1):
        value = transcribed.get(text[stop - 1])
        if value is None:
            score = -math.inf
        else:
            score += value
        if stop == at + 1:
            continue
        known = foreign.get(text[at:stop])
        if known is not None:
            yield Segment(at, stop, Kind.FOREIGN, math.log(_FOREIGN) + known)
        elif score == -math.inf:
            if stop > at + 3:
                return
        elif stop > at + 2:
            yield Segment(at, stop, Kind.FOREIGN, score)


def _places_at(text: str, at: int, end: int) -> Iterable[Segment]:
    """Yield the names of places with a designator that begin at a character."""
    in_place = statistics().in_place
    score = math.log(_PLACE)
    for stop in range(at + 1, min(at + 4, end)):
        score += in_place.get(text[stop - 1], _UNSEEN + 5)
        if text[stop] in DESIGNATORS and stop > at + 1 and text[stop - 1 : stop + 1] not in _COMMON_NOUNS:
            yield Segment(at, stop + 1, Kind.PLACE, score)


def _persons_at(text: str, at: int, end: int, size: int) -> Iterable[Segment]:
    """Yield the names of persons of China whose surname begins at a character."""
    table = statistics()
    given = text[at + size : min(at + size + 2, end)]
    if not given:
        return
    score = math.log(_PERSON) + table.surnames[text[at : at + size]] + _before(text, at)
    unseen = -12.0
    one = at + size + 1
    yield Segment(at, one, Kind.PERSON, score - 1.5 + table.last.get(given[0], unseen) + _afterwards(text, one), size)
    if len(given) == 2:
        value = table.first.get(given[0], unseen) + table.last.get(given[1], unseen)
        yield Segment(at, one + 1, Kind.PERSON, score - 0.3 + value + _afterwards(text, one + 1), size)


def _before(text: str, at: int) -> float:
    """Return the evidence of what stands before a name."""
    while at and text[at - 1] in _OPENING:
        at -= 1
    if any(text[at - size : at] in TITLES for size in range(2, _LONGEST_TITLE + 1) if at >= size):
        return _STRONG_BEFORE
    if text[at - 1 : at] == "、":
        return _LISTED
    return _WEAK_BEFORE if not at or text[at - 1] in _WEAK_TITLES or not text[at - 1].isalnum() else 0.0


def _afterwards(text: str, stop: int) -> float:
    """Return the evidence of what follows a name."""
    return _AFTERWARDS if text.startswith(_AFTER, stop) else 0.0
