"""What a name may carry in a source: endings of cases, particles and titles behind it, words glued before it.

All letters are folded as in `languages.py`. A line `a: a y e` says that a form in -a may end in -a, -y or -e in a text; the
longest ending that a form has decides, `-` is none. The rules let through what a name can look like, not only what
is right: a form and a word that agree up to here are hardly ever two different names.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from itertools import product

_EAST_SLAVIC = """
-: - а у ом ем им ым е и ови еви
а: а ы и е у ой ою ои ий
га: га ги ге гу гой гою гои гий зи
ка: ка ки ке ку кой кою кои кий ци
ха: ха хи хе ху хой хою хои хий си
я: я и е ю ей ею
ия: ия ии ию ией иею
ая: ая ой ую ою
яя: яя ей юю ею
о: о а у ом е и ови
е: е я ю ем и
ое: ое ого ому ым ом
ее: ее его ему им ем
ие: ие их им ими ия ию ием ии
ые: ые ых ым ыми
ы: ы - ов ам ами ах
ь: ь я ю ем ом е и еви
й: й я ю ем е и еви
ий: ий ого его ому ему им ом ем ия ию ием ии иеви
ый: ый ого ому ым ом
ой: ой ого ому ым им ом оя ою оем ое
ив: ив ива иву ивом иве ова ову овом ове ови ева еву евом еве еви
ел: ел ла лу лом ле ела елу елом еле
ец: ец ца цу цом цем це цеви
ок: ок ка ку ком ке ока оку оком оке
"""
_UKRAINIAN = """
и: и - ив ам ами ах
а: а и е у ою ои ий
"""
_SERBIAN = """
-: - а у ом ем е и ов ова ово еви
а: а е и у ом
о: о а у ом
ски: ски ског скоме ском ским
"""
_CZECH = """
-: - a u e i ovi em um om uv ova ove ovo ovy ovou
a: a y e i u o ou ovi
ha: ha hy ze hu hou hovi
cha: cha chy se chu chou chovi
ga: ga gy ze gu gou govi
ka: ka ky ce ku kou kovi
o: o a ovi u em om ova ove ovou
y: y - eho emu ym em um ach
ova: ova ove ovou
el: el la lovi lem le ela elovi elem ele elova elove elovou
ek: ek ka kovi kem ku kova kove kovou
ec: ec ce ci covi cem cova cove covou
"""
_POLISH = """
-: - a u owi em iem ie e y i
a: a y i e ie o
ka: ka ki ce ke ko kiej
ga: ga gi dze ge go
ra: ra ry rze re ro
ki: ki kiego kiemu kim
i: i iego iemu im
y: y ego emu ym
o: o a u owi em ie
ek: ek ka kowi kiem ku eka ekowi ekiem
el: el la lowi lem lu ela elowi elem elu
"""
_HUNGARIAN = """
-: - t at et ot ban ben ba be bol rol tol ra re nal nel nak nek hoz hez val vel i ert ig n on en k e a
"""
_FINNISH = """
-: - n in a ia ta ssa issa sta ista lla illa lta ilta lle ille ksi iksi
"""
_GREEK = """
οσ: οσ ου ο ε
ησ: ησ η
ασ: ασ α
η: η ησ
α: α ασ
ο: ο ου
"""
_GENITIVE = "-: - s es"
_ROMANIAN = "-: - ul ului lui"

_PARTICLES = """
은 는 이 가 을 를 의 에 에서 에게 에는 에도 에서는 에서도 로 으로 로는 으로는 로부터 으로부터 와 과 와의 과의 도 만
나 이나 랑 이랑 까지 부터 보다 처럼 께서 께 한테 라 이라 라는 이라는 라고 이라고 이다 측 측은 측이
"""
_TITLES = """
대통령 부통령 총리 총통 장관 의장 주석 국왕 여왕 왕세자 여사 씨 후보 의원 대표 회장 총장 총재 총서기 교황 시장 지사
위원장 대변인 감독 전대통령 정부 정권
"""
_KOREAN = "-: - " + " ".join(
    title + particle for title, particle in product(["", *_TITLES.split()], ["", *_PARTICLES.split()])
)

_RULES = {
    "ru be": _EAST_SLAVIC,
    "uk": _EAST_SLAVIC + _UKRAINIAN,
    "sr bs hr sl mk": _SERBIAN,
    "cs sk": _CZECH,
    "pl": _POLISH,
    "hu": _HUNGARIAN,
    "fi et": _FINNISH,
    "el": _GREEK,
    "ro": _ROMANIAN,
    "ko": _KOREAN,
    "de nl sv da nb no nn is fy lb en af und": _GENITIVE,
}
_CONJUNCTIONS_AND_PREPOSITIONS = {
    "he": (("", "ו"), ("", "ש", "כש", "מש", "לכש"), ("", "ב", "ל", "מ", "מה", "ה", "כ")),
    "ar": (("", "و", "ف"), ("", "ب", "ك", "ل")),
}


@lru_cache
def endings_of(code: str) -> Mapping[str, frozenset[str]]:
    """Return what the endings of a form may become in a language."""
    rules = next((rules for codes, rules in _RULES.items() if code in codes.split()), "")
    lines = [line.partition(": ") for line in rules.splitlines() if line]
    return {
        form.replace("-", ""): frozenset(case.replace("-", "") for case in cases.split()) for form, _, cases in lines
    }


@lru_cache
def prefixes_of(code: str) -> frozenset[str]:
    """Return what may be glued before a name in a language, alone or together.

    Example:
        >>> sorted(prefixes_of("ar"))[-1], prefixes_of("ru")
        ('ول', frozenset())
    """
    return frozenset("".join(parts) for parts in product(*_CONJUNCTIONS_AND_PREPOSITIONS.get(code, ()))) - {""}
