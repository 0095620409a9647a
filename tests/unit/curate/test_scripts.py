from __future__ import annotations

import pytest

from namefix.curate.foreign import Label, Selection
from namefix.curate.scripts import script_of


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("Ādam ʻAlī", "Latin"),
        ("Əliyev", "Latin"),
        ("Нгуен Тхи", "Cyrillic"),
        ("金正恩", "Han"),
        ("キア・スターマー", "Kana"),
        ("石破 茂さん", "Han"),
        ("김정은", "Hangul"),
        ("نمونه", "Arabic"),
        ("दिल्ली", "Devanagari"),
        ("กรุงเทพฯ", "Thai"),
        ("U2 Київ", None),
        ("1984", None),
        ("", None),
    ],
)
def test_the_script_of_all_letters(name: str, script: str | None) -> None:
    assert script_of(name) == script


@pytest.mark.parametrize(
    ("text", "language", "languages", "is_taken"),
    [
        ("Київ", "uk", "", True),
        ("Kyjev", "cs", "", False),
        ("Kyjev", "cs", "cs", True),
        ("Київ", "uk", "cs", False),
        ("基輔", "zh-hant", "zh", True),
        ("基輔", "yue", "zh", True),
        ("Kiev", "ru", "ru", False),
        ("Київ", "", "uk", True),
        ("Kyjev", "", "cs", False),
        ("Кијев", "sr-ec", "sr", True),
        ("Kyiv", "xx-unknown", "", False),
    ],
)
def test_a_selection_takes_native_forms(text: str, language: str, languages: str, is_taken: bool) -> None:
    assert Selection(languages=frozenset(languages.split())).takes(Label(text, language)) == is_taken
