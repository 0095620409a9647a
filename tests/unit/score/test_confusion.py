from __future__ import annotations

from tests.builders import score_of

from namefix.score.confusion import LearnedConfusion
from namefix.table.name_table import NameTable


def test_the_same_letters_score_1(table: NameTable) -> None:
    assert score_of(LearnedConfusion(), "ZELENSKY", ("ZELENSKY", table.find("Zelensky")[0])) == 1


def test_what_translation_confuses_scores_higher(table: NameTable) -> None:
    zelensky = table.find("Zelensky")[0]
    often, seldom = (score_of(LearnedConfusion(), name, (name, zelensky)) for name in ("Zerensky", "Zemensky"))
    assert often is not None
    assert seldom is not None
    assert 0 < seldom < often < 1
