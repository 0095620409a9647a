from __future__ import annotations

import pytest

from namefix.names.native_folding import NAME_GAP, WORD, fold_characters, fold_word, fold_words


@pytest.mark.parametrize(
    ("script", "one", "other"),
    [
        ("Cyrillic", "Орёл", "Орел"),
        ("Cyrillic", "Ґаньсу", "Ганьсу"),
        ("Cyrillic", "Зеле́нский", "Зеленский"),
        ("Cyrillic", "Зеленський", "Зеленский"),
        ("Hebrew", "יְרוּשָׁלַיִם", "ירושלים"),
        ("Hebrew", "\u200fחיפה", "חיפה"),
        ("Arabic", "أَنقرة", "انقره"),
        ("Arabic", "إيران", "ايران"),
        ("Arabic", "مصـــر", "مصر"),
        ("Arabic", "عیسى", "عيسي"),
        ("Arabic", "ترکی", "تركي"),
        ("Latin", "Erdoğan", "ERDOGAN"),
        ("Greek", "Αθήνα", "ΑΘΗΝΑ"),
        ("Greek", "Μητσοτάκης", "ΜΗΤΣΟΤΑΚΗΣ"),
        ("Devanagari", "ज़ेलेंस्की", "ज़ेलेंस्की"),
    ],
)
def test_words_are_compared_under_the_rules_of_their_script(script: str, one: str, other: str) -> None:
    assert fold_word(one, script) == fold_word(other, script)


@pytest.mark.parametrize(
    ("script", "one", "other"),
    [("Cyrillic", "Андрей", "Андреи"), ("Cyrillic", "Казань", "Казан"), ("Arabic", "علي", "على ال")],
)
def test_other_words_stay_apart(script: str, one: str, other: str) -> None:
    assert fold_word(one, script) != fold_word(other, script)


@pytest.mark.parametrize("script", ["Latin", "Cyrillic", "Arabic"])
def test_many_words_are_folded_as_each_alone(script: str) -> None:
    words = ["Erdoğan", "Łódź", "Зеленський", "أنقرة", "x1"]
    assert fold_words(words, script) == [fold_word(word, script) for word in words]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺灣", "台湾"),
        ("沖縄県", "冲绳县"),
        ("澤連斯基", "泽连斯基"),
        ("基尔·斯塔默", "基尔・斯塔默"),
        ("基尔 · 斯塔默", "基尔斯塔默"),
        ("汉斯-迪特·弗利克", "汉斯－迪特•弗利克"),
        ("キア・スターマー", "キア スターマー"),
        ("ｷｱ･ｽﾀｰﾏｰ", "キア・スターマー"),
        ("ｾﾞﾚﾝｽｷｰ", "ゼレンスキー"),
        ("ジャン＝クロード", "ジャン=クロード"),
        ("ＮＡＴＯ", "NATO"),
    ],
)
def test_characters_are_compared_simplified_and_without_joints(one: str, other: str) -> None:
    assert fold_characters(one).text == fold_characters(other).text


@pytest.mark.parametrize("text", ["", "基爾 · 斯塔默訪問", "ｾﾞﾚﾝｽｷｰ大統領", "a\ud800·é\u0301", "か\u3099き", "ー・・ー"])
def test_each_character_knows_its_place(text: str) -> None:
    folded, starts, ends = fold_characters(text)
    assert len(folded) == len(starts) == len(ends)
    assert all(0 <= start < end <= len(text) for start, end in zip(starts, ends, strict=True))
    assert list(starts) == sorted(starts)


def test_spaces_and_dashes_that_join_nothing_stay() -> None:
    assert fold_characters("中国 - 美国、A-B、東京 大阪").text == "中国 - 美国、A-B、东京 大阪"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("नरेंद्र मोदी ने।", ["नरेंद्र", "मोदी", "ने"]),
        ("علی‌اکبر صالحی", ["علی", "اکبر", "صالحی"]),
        ("Нью-Йо\u0301рк, F16", ["Нью", "Йо\u0301рк", "F16"]),
        ("ג'ונסון", ["ג", "ונסון"]),
    ],
)
def test_words_keep_their_signs(text: str, words: list[str]) -> None:
    assert WORD.findall(text) == words


@pytest.mark.parametrize("gap", [" ", "\u00a0", "-", " - ", "’", "׳", "״", "\u200c", ". ", " \u200f"])
def test_a_name_goes_on_over_a_gap(gap: str) -> None:
    assert NAME_GAP.fullmatch(gap)


@pytest.mark.parametrize("gap", [", ", "\n", " (", "...", ": ", "   ", "; ", "。"])
def test_a_name_ends_before_other_gaps(gap: str) -> None:
    assert not NAME_GAP.fullmatch(gap)
