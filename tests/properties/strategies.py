"""Generators of texts, names and garbles for property tests."""

from __future__ import annotations

from hypothesis import settings
from hypothesis import strategies as st
from tests.conftest import TEN

from namefix.table.name_table import NameTable

EXAMPLES = settings(max_examples=200)
"""For what must hold for every text."""

TABLE = NameTable(TEN)
RIGHT = sorted({form.text for form in TABLE.forms if form.status != "misspelling"})
CANONICAL = sorted(entity.name for entity in TEN)

_SOUNDS = (
    ("k", "c"), ("c", "k"), ("l", "r"), ("r", "l"), ("v", "b"), ("b", "v"), ("sk", "sh"), ("z", "s"), ("s", "z"),
    ("y", "i"), ("i", "ee"), ("e", "a"), ("o", "u"), ("t", "d"), ("d", "t"), ("m", "mm"), ("er", "a"), ("on", "ong"),
)  # fmt: skip
_ORDINARY = (
    "the of and a in on to strong plan model market talks said says met with near after before president minister "
    "Prime President Minister Mr British French Ukrainian Japanese The On Monday Israelis war peace not who told "
    "Kiel Rome Hunter Joe House may will Sydney Marcon Ludovic"
).split()
_OF_NAMES = frozenset("Hunter Joe Marcon Ludovic".split())
_BETWEEN = (
    " ", " ", " ", " ", ", ", ". ", "\n", "\r\n", "\t", "-", "'s ", "’s ", " “", "” ", "\u00a0", " — ", "/", "· ", ""
)  # fmt: skip
_FOREIGN = (
    "👍🏽", "\0", "\u0301", "e\u0301", "مرحبا", "שלום", "\u202eabc\u202c", "Київ", "北京", "安倍晋三", "\ufeff",
    "ﬁ", "İ", "ß", "\u2028", "1,000", "#Kyiv", "a@b.fr",
)  # fmt: skip

ordinary_words = st.sampled_from(_ORDINARY)
foreign_words = st.sampled_from(_FOREIGN) | st.text(max_size=4)
canonical_names = st.sampled_from(CANONICAL)
right_names = st.sampled_from(RIGHT)


@st.composite
def garbles(draw: st.DrawFn) -> str:
    """Return a name of the table with one or two letters or sounds changed, in some letter case."""
    name = draw(right_names)
    for _ in range(draw(st.integers(1, 2))):
        at = draw(st.integers(1, len(name) - 1))
        change = draw(st.sampled_from(["sound", "sound", "drop", "double", "letter", "swap", "split"]))
        name = _changed(name, at, change, draw(st.sampled_from(_SOUNDS)), draw(st.sampled_from("aeiouklmnst")))
    return draw(st.sampled_from([name, name, name, name.upper(), name.title()]))


def _changed(name: str, at: int, change: str, sound: tuple[str, str], letter: str) -> str:
    if change == "sound":
        return name[:at] + name[at:].replace(*sound, 1)
    written = {
        "drop": "",
        "double": name[at : at + 1] * 2,
        "letter": letter,
        "swap": name[at : at + 1] + name[at - 1 : at],
        "split": " " + name[at : at + 1],
    }[change]
    return name[: at - 1 if change == "swap" else at] + written + name[at + 1 :]


names = right_names | garbles() | garbles()
spellings = names | ordinary_words | foreign_words | st.text(max_size=12)
_pieces = st.tuples(st.one_of(names, ordinary_words, names, ordinary_words, foreign_words), st.sampled_from(_BETWEEN))
texts = st.lists(_pieces, max_size=9).map(lambda pieces: "".join(word + gap for word, gap in pieces))
"""News-like texts with right names, garbles, ordinary words, punctuation and all that Unicode has."""

_neutral = ordinary_words.filter(lambda word: word not in _OF_NAMES)
contexts = st.lists(st.tuples(_neutral, st.sampled_from([" ", ", ", ". ", "\n", "\r\n", ": "])), max_size=4).map(
    lambda pieces: "".join(word + gap for word, gap in pieces)
)
"""What may stand before or after a name without being a part of it."""

_NATIVE = sorted({native for entity in TEN for native in entity.native})
_NATIVE_WORDS = (
    "马克龙 斯塔默 马克 龙 高峰 英国 法国总统 来了 会见 骆家辉 拜登 第比利斯 "
    "Макрона Стармером Киеве Макрон Маркин Байден Тбилиси сказал в Президент Зеленський Володимира "
    "マクロン ماكرون וביידן 마크롱은 มาครง Macron Makronem Starmera dit avec der 2026 16 27"
).split()
_NATIVE_BETWEEN = ("", "", " ", " ", "。", ". ", "，", "\n", "\r\n", "\n\n", "·", "…", "！？", "\u3000", "\u200b", "- ")

_native_pieces = st.tuples(
    st.one_of(st.sampled_from(_NATIVE), st.sampled_from(_NATIVE), st.sampled_from(_NATIVE_WORDS), foreign_words),
    st.sampled_from(_NATIVE_BETWEEN),
)
sources = st.lists(_native_pieces, max_size=9).map(lambda pieces: "".join(word + gap for word, gap in pieces))
"""What texts may have been translated from: native names, other words, punctuation and all that Unicode has."""

languages = st.sampled_from([None, None, None, "zh", "ru", "uk", "fr", "und", "ja", "ar", "th"])

_UNITS = (
    "马克龙",
    "а",
    " ",
    "\n",
    "。",
    ". ",
    "·",
    "\0",
    "\u0301",
    "\ud800",
    "马\u200b",
    "А. ",
    "12 ",
    "Macron ",
    "ｱﾞ",
    "א",
)
hostile_sources = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(), max_size=60),
    st.binary(max_size=60).map(lambda raw: raw.decode("utf-8", "surrogateescape")),
    st.tuples(st.lists(st.sampled_from(_UNITS), min_size=1, max_size=4), st.integers(1, 400)).map(
        lambda drawn: "".join(drawn[0]) * drawn[1]
    ),
)
"""What no translator ever had: broken encodings, control characters, one thing over and over."""
