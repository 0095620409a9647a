from __future__ import annotations

import pytest

from namefix.config import Config
from namefix.datatypes import Entity, Translation
from namefix.pipeline import NameFixer
from namefix.report.html_report import line_starts
from namefix.review.source_pane import SourcePane, source_pane

STARMER = Entity("person/keir-starmer", "person", "Keir Starmer", native=("Кир Стармер",), country="GB")
KYIV = Entity("place/kyiv", "place", "Kyiv", native=("Киев",), country="UA")
FIXER = NameFixer([STARMER, KYIV], Config(pipeline=None))


def pane_of(text: str, source: str) -> SourcePane:
    return source_pane(Translation(text, source), line_starts(text, []), FIXER)


def lines(text: str, source: str) -> list[str]:
    return ["".join(piece.text for piece in line).strip() for line in pane_of(text, source).lines]


def test_lines_are_opposite_to_lines_and_names_are_marked() -> None:
    pane = pane_of("Mr Kiel Stamer spoke.\n\nHe left Kyiv.", "Выступил Кир Стармер.\n\nОн покинул Киев.")
    assert pane.language == "ru"
    assert [[piece.entities for piece in line if piece.entities] for line in pane.lines] == [
        ["person/keir-starmer"],
        [],
        ["place/kyiv"],
    ]


def test_a_source_in_one_line_is_parted_by_sentences() -> None:
    text = "Mr Kiel Stamer spoke for 45 minutes.\nThen he left Kyiv.\nThe 300 guests stayed."
    source = "Кир Стармер говорил 45 минут. Потом он покинул Киев. 300 гостей остались."
    assert lines(text, source) == [
        "Кир Стармер говорил 45 минут.",
        "Потом он покинул Киев.",
        "300 гостей остались.",
    ]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("One.\nTwo.\nThree.", "Раз. Два! Три?\nЧетыре…\n\n«Пять».  Шесть"),
        ("One. Two.", "他说：“好。”他走了。\n完"),
        ("", "Раз."),
        ("One.", ""),
        ("One.", "12 34"),
        ("One.\n" * 50, "Раз. " * 200),
    ],
)
def test_nothing_of_a_source_is_lost_and_its_order_stays(text: str, source: str) -> None:
    pane = pane_of(text, source)
    assert len(pane.lines) == len(line_starts(text, []))
    assert "".join(piece.text for line in pane.lines for piece in line) == source


def test_a_source_that_does_not_fit_is_shown_without_names() -> None:
    pane = pane_of("In 1901, 22, 33, 44, 55, 66 and 77.", "Кир Стармер.")
    assert [piece.entities for line in pane.lines for piece in line] == [""]
    assert pane.language == "ru"
