from __future__ import annotations

from namefix.names.language import language_of
from namefix.source_names.greek import GreekNames


def test_names_are_romanised_without_accents_and_case_endings() -> None:
    text = "Το είπε ο Νίκος Παππάς στον Γιώργο Αντωνίου."
    names = list(GreekNames().find(text, language_of(text, "el")))
    assert names[0].spellings[0].text == "Nikos Pappas"
    assert "Giorgos Antoniou" in {spelling.text for spelling in names[1].spellings}
