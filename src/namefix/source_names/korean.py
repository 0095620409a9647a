"""Names in Korean sources."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal

from namefix.names.hangul import revised_romanisation, surname_size
from namefix.names.language import Language
from namefix.names.source_name import Ground, SourceName, Spelling
from namefix.source_names.foreign_names import distinct, spellings_of_name, spellings_of_word
from namefix.source_names.glosses import latin_names, with_glosses
from namefix.source_names.native_places import place_names

_WORD = re.compile("[가-힣]+")
_PARTICLE = re.compile(
    "(?:에서는|에서도|으로부터|으로는|이라고|이라는|에게|에서|에는|에도|으로|로는|로부터|부터|까지|처럼|보다|라고|라는|이나|이랑|께서|한테|측은|측이|"
    "은|는|이|가|을|를|의|에|로|와|과|도|만|나|랑|께|측)$"
)
_TITLE = re.compile(
    "(?:전|현|신임)?(?:대통령|부통령|총리|장관|차관|의장|주석|의원|대표|회장|부회장|사장|총장|총재|위원장|대변인|감독|코치|선수|투수|시장|지사|교수|박사|"
    "씨|후보|여사|비서|실장|본부장|단장|팀장|판사|검사|변호사|기자|배우|가수|작가|대사|장군|사령관|관장|이사장|소장|국장|원장|청장|군|양)"
)
_BEFORE = re.compile("(?:배우|가수|감독|작가|선수|기자|후보|본명|주장|의원|대표|장관|총리|대통령|회장)$")

_ENDING = re.compile("[은는이가을를의에로와과도만나기한해상]$")
"""Last syllables of words that are more often particles and endings of verbs than of given names."""

_SURNAMES = dict(
    pair.split("=")
    for pair in (
        "김=Kim 이=Lee 박=Park 최=Choi 정=Jung,Chung,Jeong 강=Kang "
        "조=Cho,Jo 윤=Yoon,Yun 장=Jang,Chang 임=Lim,Im 한=Han 오=Oh "
        "서=Seo,Suh "
        "신=Shin 권=Kwon 황=Hwang 안=Ahn,An 송=Song 류=Ryu 유=Yoo,Yu "
        "홍=Hong 전=Jeon,Jun 고=Ko 문=Moon 양=Yang 손=Son 배=Bae "
        "백=Baek,Paik "
        "허=Heo,Hur 남=Nam 심=Shim,Sim 노=Roh,Noh 하=Ha 곽=Kwak 성=Sung "
        "차=Cha 주=Joo,Ju 우=Woo 구=Koo,Ku 민=Min 나=Na 진=Jin 지=Ji "
        "엄=Eom,Um "
        "채=Chae 원=Won 천=Cheon,Chun 방=Bang 공=Kong 현=Hyun 함=Ham "
        "변=Byun 염=Yeom 여=Yeo 추=Choo 도=Do 소=So 석=Seok 선=Sun 설=Seol "
        "마=Ma "
        "길=Gil 연=Yeon 위=Wi 표=Pyo 명=Myung 기=Ki 반=Ban 왕=Wang 금=Keum "
        "옥=Ok 육=Yuk 맹=Maeng 제=Je 모=Mo 탁=Tak 국=Kook 은=Eun 편=Pyun "
        "용=Yong 봉=Bong 태=Tae 경=Kyung 예=Ye 라=Ra 리=Ri 남궁=Namgung "
        "선우=Sunwoo 황보=Hwangbo 제갈=Jegal 독고=Dokgo"
    ).split()
)
"""Usual spellings of surnames, the most frequent first."""

_USUAL_SYLLABLES = dict(
    pair.split("=")
    for pair in (
        "명=myung 영=young 현=hyun 희=hee 우=woo 수=soo 훈=hoon 성=sung "
        "승=seung 경=kyung 정=jung 선=sun 형=hyung 병=byung 연=yeon 은=eun "
        "구=koo "
        "건=kun 운=woon 문=moon 주=joo 두=doo 무=moo 순=soon 윤=yoon 준=jun "
        "중=joong 숙=sook 국=kook 근=keun 균=kyun 관=kwan 광=kwang 규=kyu "
        "기=ki 길=gil "
        "시=si 래=rae"
    ).split()
)
"""Syllables of given names that are usually spelt otherwise than by the Revised Romanisation."""

_USUAL, _REVISED, _OTHER, _JOINED, _NO_TITLE = 0.45, 0.2, 0.1, 0.05, 0.5
"""Certainties of the usual spelling, the Revised Romanisation, another usual surname, a given name in one word, and the factor of
a name without a title beside it. Set by hand: `newsroom` has too few Korean names to measure them."""


class KoreanNames:
    """Reader of the names in Korean sources.

    Names of Korea have the usual spelling of the surname and that of the given name, foreign ones the usual English words.

    Example:
        >>> from namefix.names.language import languages
        >>> [name.spellings[0].text for name in KoreanNames().find("김민석 총리는", languages()["ko"])]
        ['Kim Min-seok']
    """

    def find(self, text: str, language: Language) -> Iterator[SourceName]:
        """Yield the names of a text in its order, without overlaps."""
        found = sorted([*latin_names(text), *_names(text)], key=lambda name: name.start)
        return with_glosses(text, found)


def _names(text: str) -> Iterator[SourceName]:
    chain: list[tuple[int, str]] = []
    words = list(_WORD.finditer(text))
    for number, word in enumerate(words):
        following = words[number + 1] if number + 1 < len(words) else None
        after = following[0] if following and following.start() - word.end() <= 1 else ""
        before = words[number - 1][0] if number and word.start() - words[number - 1].end() <= 2 else ""
        if own := _own_name(word.start(), word[0], before, after):
            yield from _foreign_names(chain)
            chain = []
            yield own
            continue
        stem = _stem(word[0])
        if chain and text[chain[-1][0] + len(chain[-1][1]) : word.start()] not in (" ", "·", "-"):
            yield from _foreign_names(chain)
            chain = []
        if stem is not None:
            chain.append((word.start(), stem))
    yield from _foreign_names(chain)


def _stem(word: str) -> str | None:
    """Return the form of a word without a particle that the lists of foreign words or places have."""
    for stem in dict.fromkeys((word, _PARTICLE.sub("", word))):
        if len(stem) > 1 and next(spellings_of_word(stem, "ko"), None):
            return stem
    return None


def _foreign_names(chain: list[tuple[int, str]]) -> Iterator[SourceName]:
    """Yield the name of a chain of words, or a name for each of them."""
    words = [word for _, word in chain]
    if 1 < len(words) < 4 and (spellings := spellings_of_name(words, "ko")):
        end = chain[-1][0] + len(words[-1])
        yield SourceName(chain[0][0], end, " ".join(words), "person", distinct(spellings))
        return
    for start, word in chain:
        kind: Literal["place"] | None = "place" if word in place_names("ko") else None
        yield SourceName(start, start + len(word), word, kind, distinct(spellings_of_word(word, "ko")))


def _own_name(start: int, word: str, before: str, after: str) -> SourceName | None:
    """Return the name of a Korean at the beginning of a word, with a title beside it or syllables of given names."""
    size = surname_size(word)
    if word[:size] not in _SURNAMES:
        return None
    title = _TITLE.match(after) or _BEFORE.search(before)
    for length in (size + 2, size + 1):
        name, rest = word[:length], word[length:]
        is_end = not rest or _PARTICLE.fullmatch(rest) or _TITLE.match(rest)
        if len(name) < length or not is_end or (length == size + 1 and not (title and not rest)):
            continue
        has_title = bool(title or (rest and _TITLE.match(rest)))
        if has_title or (
            name not in place_names("ko")
            and all(part in _GIVEN for part in name[size:])
            and not (not rest and _ENDING.search(name))
        ):
            factor = 1.0 if has_title else _NO_TITLE
            spellings = (one._replace(certainty=one.certainty * factor) for one in _spellings(name, size))
            return SourceName(start, start + length, name, "person", distinct(spellings))
    return None


def _spellings(name: str, size: int) -> Iterator[Spelling]:
    surnames = _SURNAMES[name[:size]].split(",")
    given = name[size:]
    usual = "-".join(_USUAL_SYLLABLES.get(syllable, revised_romanisation(syllable)) for syllable in given).capitalize()
    revised = "-".join(map(revised_romanisation, given)).capitalize()
    yield Spelling(f"{surnames[0]} {usual}", Ground.ROMANISED, _USUAL)
    yield Spelling(f"{surnames[0]} {revised}", Ground.ROMANISED, _REVISED)
    for surname in surnames[1:]:
        yield Spelling(f"{surname} {usual}", Ground.ROMANISED, _OTHER)
    yield Spelling(f"{surnames[0]} {usual.replace('-', '')}", Ground.ROMANISED, _JOINED)


_GIVEN = frozenset(
    "가 강 건 경 관 광 교 구 국 권 규 균 근 금 기 길 나 남 노 다 대 덕 도 동 두 라 래 렬 령 록 "
    "률 리 린 림 만 명 모 무 문 미 민 범 병 보 복 봉 빈 상 "
    "서 석 선 설 섭 성 세 소 솔 수 숙 순 슬 승 시 식 신 아 안 애 양 언 여 연 열 엽 영 예 오 옥 "
    "완 용 우 욱 운 원 월 유 윤 율 은 을 의 익 인 일 자 "
    "재 정 제 조 종 주 준 중 지 진 찬 창 채 천 철 초 춘 충 태 택 표 필 하 학 한 해 혁 현 형 혜 "
    "호 홍 화 환 효 후 훈 휘 흠 희".split()
)
"""Syllables of given names."""
