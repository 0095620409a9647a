from __future__ import annotations

import pytest

from namefix.names.language import language_of
from namefix.names.source_name import Ground
from namefix.source_names.latin import LatinNames


def spelt(text: str, code: str) -> list[str]:
    return [name.spellings[0].text for name in LatinNames().find(text, language_of(text, code))]


@pytest.mark.parametrize(
    ("code", "text", "names"),
    [
        ("cs", "Včera se sešel s Janem Novákem a Petrem Dvořákem.", ["Jan Novák", "Petr Dvořák"]),
        ("pl", "Spotkał się z Janem Kowalskim.", ["Jan Kowalski"]),
        ("pl", "Marszałek Jan Kowalski milczał.", ["Jan Kowalski"]),
        ("tr", "Dün Belediye Başkanı Mehmet Yılmaz geldi.", ["Mehmet Yılmaz"]),
        ("de", "Gestern hat der Trainer Jürgen Hoffmann die Mannschaft gelobt.", ["Jürgen Hoffmann"]),
        ("de", "Am Montag kam Ursula von der Heide nach Bremen.", ["Ursula von der Heide", "Bremen"]),
        ("tr", "Dün Mehmet Yılmaz'ın evinde toplandılar.", ["Mehmet Yılmaz"]),
        ("fr", "Le discours de Jean-Luc Moreau a duré une heure.", ["Jean-Luc Moreau"]),
        ("es", "Así lo dijo María de la Cruz.", ["María de la Cruz"]),
    ],
)
def test_names_are_copied_without_case_endings(code: str, text: str, names: list[str]) -> None:
    assert set(names) <= set(spelt(text, code))


def test_a_form_that_stands_in_the_text_is_the_dictionary_form() -> None:
    text = "Podle Radka Xylena to nejde. Řekl to Radek Xylen."
    assert spelt(text, "cs")[0] == "Radek Xylen"


def test_spellings_are_distinct_and_sorted_by_certainty() -> None:
    (name,) = LatinNames().find("řekl Pavla Horáka", language_of("", "cs"))
    certainties = [spelling.certainty for spelling in name.spellings]
    assert len({spelling.text for spelling in name.spellings}) == len(name.spellings) > 1
    assert certainties == sorted(certainties, reverse=True)
    assert sum(certainties) <= 1
    assert {spelling.ground for spelling in name.spellings} == {Ground.COPIED}


def test_common_words_at_the_beginning_of_a_sentence_are_no_names() -> None:
    assert spelt("Policie ho zatkla. Nyní čeká na soud.", "cs") == []
