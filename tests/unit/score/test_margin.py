from __future__ import annotations

from tests.builders import score_of

from namefix.score.margin import MarginToNext
from namefix.table.name_table import NameTable


def test_alone_is_more_than_ahead_and_that_more_than_behind(table: NameTable) -> None:
    zelensky, abe = ("Zelenskj", table.find("Zelensky")[0]), ("Zelenskj", table.find("Tbilisi")[0])
    alone = score_of(MarginToNext(), "Zelenskj", zelensky)
    ahead = score_of(MarginToNext(), "Zelenskj", zelensky, abe)
    behind = score_of(MarginToNext(), "Zelenskj", abe, zelensky)
    assert alone is not None
    assert ahead is not None
    assert behind is not None
    assert 1 >= alone >= ahead > 0.5 > behind >= 0


def test_who_would_write_the_same_is_no_rival(table: NameTable) -> None:
    joe, hunter = (("Bidon", form) for form in table.find("Biden"))
    assert score_of(MarginToNext(), "Bidon", joe, hunter) == score_of(MarginToNext(), "Bidon", joe)


def test_another_mention_is_no_rival(table: NameTable) -> None:
    makron, kiew = ("Makron", table.find("Macron")[0]), ("Kiew", table.find("Kiev")[0])
    assert score_of(MarginToNext(), "Makron, Kiew", makron, kiew) == score_of(MarginToNext(), "Makron, Kiew", makron)
