from __future__ import annotations

import pytest

from namefix.errors import ConfigError
from namefix.names.native_sounds import likeliest_segment, modelled_languages, sound_probabilities

SENTENCES = [
    ("ru", "Премьер-министр Кир Стармер заявил об этом", "Стармер"),
    ("uk", "Прем'єр-міністр Кір Стармер заявив про це", "Стармер"),
    ("be", "Прэм'ер-міністр Кір Стармер заявіў", "Стармер"),
    ("bg", "Премиерът Киър Стармър заяви това", "Стармър"),
    ("ar", "قال رئيس الوزراء كير ستارمر اليوم", "ستارمر"),
    ("fa", "کی‌یر استارمر نخست‌وزیر بریتانیا گفت", "ستارمر"),
    ("ur", "برطانوی وزیر اعظم کیئر سٹارمر نے کہا", "سٹارمر"),
    ("he", "ראש הממשלה קיר סטארמר אמר היום", "סטארמר"),
    ("ja", "イギリスのキア・スターマー首相は会見で述べた", "スターマー"),
    ("ko", "영국 총리 키어 스타머는 런던에서 말했다", "스타머"),
    ("zh", "英国首相基尔·斯塔默在伦敦说", "斯塔默"),
]
each_language = pytest.mark.parametrize(("language", "text", "form"), SENTENCES, ids=[row[0] for row in SENTENCES])


@each_language
def test_a_name_is_heard_and_another_is_not(language: str, text: str, form: str) -> None:
    right, whole, wrong = sound_probabilities(
        [("Starmer", text), ("Keir Starmer", text), ("Netanyahu", text)], language
    )
    assert right > 0.85
    assert whole > 0.85
    assert wrong < 0.1


@each_language
def test_the_stretch_is_found(language: str, text: str, form: str) -> None:
    start, end = likeliest_segment("Starmer", text, language)
    assert text[start:end] == form


def test_every_language_has_a_sentence() -> None:
    assert {language for language, _, _ in SENTENCES} == modelled_languages()


@pytest.mark.parametrize(("name", "text"), [("Wang Yi", "外交部长王毅表示"), ("Li Keqiang", "总理李克强主持会议")])
def test_pinyin_is_heard(name: str, text: str) -> None:
    assert sound_probabilities([(name, text)], "zh")[0] > 0.9
    assert sound_probabilities([("Li Yifei", text)], "zh")[0] < 0.5


@pytest.mark.parametrize(
    ("name", "text", "form", "language"),
    [
        ("Fumio Kishida", "기시다 후미오 총리", "기시다 후미오", "ko"),
        ("Xi Jinping", "中国の習近平国家主席", "習近平", "ja"),
        ("Jinping Xi", "国家主席习近平", "习近平", "zh"),
    ],
)
def test_surnames_may_come_first(name: str, text: str, form: str, language: str) -> None:
    start, end = likeliest_segment(name, text, language)
    assert text[start:end] == form
    assert sound_probabilities([(name, text)], language)[0] > 0.9


@pytest.mark.parametrize(
    ("name", "text", "language"),
    [("Erdogan", "לארדואן", "he"), ("Merkel", "وبميركل", "ar"), ("Zelensky", "Владимиром Зеленским", "ru")],
)
def test_prefixes_and_endings_may_remain(name: str, text: str, language: str) -> None:
    assert sound_probabilities([(name, text)], language)[0] > 0.8


def test_no_name_goes_over_a_full_stop() -> None:
    joined, parted = sound_probabilities([("Keir Starmer", "Кир Стармер"), ("Keir Starmer", "Кир. Стармер")], "ru")
    assert joined > 0.9
    assert parted < 0.1


def test_values_are_in_the_order_of_the_pairs() -> None:
    texts = [text for language, text, _ in SENTENCES if language == "zh"] + ["", "默克尔", "马克龙" * 40]
    pairs = [(name, text) for name in ("Merkel", "", "Keir Starmer", "Macron", "北", "x" * 90) for text in texts]
    assert sound_probabilities(pairs, "zh") == [sound_probabilities([pair], "zh")[0] for pair in pairs]
    assert sound_probabilities([], "zh") == []


@pytest.mark.parametrize("language", sorted(modelled_languages()))
@pytest.mark.parametrize("name", ["", "Macron", "\udfff", "a " * 60, "q" * 50])
@pytest.mark.parametrize("text", ["", " ", "。", "\ud800", "x", "\ud800斯\udfff塔", "ー" * 90, "щ" * 300, "ءل" * 200])
def test_nothing_breaks_it(name: str, text: str, language: str) -> None:
    [value] = sound_probabilities([(name, text)], language)
    start, end = likeliest_segment(name, text, language)
    assert 0 <= value <= 1
    assert 0 <= start <= end <= len(text)


def test_nothing_is_heard_in_nothing() -> None:
    assert max(sound_probabilities([("Macron", ""), ("", "Макрон"), ("", "")], "ru")) < 0.01
    assert likeliest_segment("Macron", "", "ru") == (0, 0)


def test_a_very_long_line_is_read() -> None:
    text = "это " * 20_000 + "Макрон"
    assert sound_probabilities([("Macron", text)], "ru")[0] > 0.9
    assert likeliest_segment("Macron", text, "ru") == (len(text) - 6, len(text))


@pytest.mark.parametrize("language", ["en", "", "RU"])
def test_other_languages_are_refused(language: str) -> None:
    with pytest.raises(ConfigError, match="ar, be, bg"):
        sound_probabilities([], language)
    with pytest.raises(ConfigError):
        likeliest_segment("Macron", "Macron", language)
