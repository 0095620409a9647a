from __future__ import annotations

import pytest

from namefix.service.text_language import detect_language


@pytest.mark.parametrize("text", ["", "Makron", "Emmanuel Makron, Kiel Stamer", "Mr Makron left.", "123", "😀"])
def test_what_is_too_short_to_tell_is_english(text: str) -> None:
    assert detect_language(text).language == "en"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The president said on Monday that he would not come to the talks.", "en"),
        ("Der Präsident sagte am Montag, er werde nicht zu den Gesprächen kommen.", "de"),
        ("De president zei maandag dat hij niet naar de besprekingen zou komen.", "nl"),
        ("Президент заявил в понедельник, что не приедет на переговоры.", "ru"),
        ("总统周一表示他不会参加会谈。", "zh"),
    ],
)
def test_the_language_is_told_with_its_probability(text: str, language: str) -> None:
    detected = detect_language(text)
    assert detected.language == language
    assert 0 < detected.probability <= 1
