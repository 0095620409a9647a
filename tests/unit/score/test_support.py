from __future__ import annotations

from tests.builders import document_of, mention_of, score_of

from namefix.datatypes import Candidate
from namefix.score.support import SupportFromOthers
from namefix.table.name_table import NameTable


def test_another_garble_of_the_name_supports_it(table: NameTable) -> None:
    first, other = ("Emanuel Makron", table.find("Emmanuel Macron")[0]), ("Makrong", table.find("Macron")[0])
    assert score_of(SupportFromOthers(), "Emanuel Makron left. Makrong stayed.", other, first) != 0


def test_nothing_else_means_0(table: NameTable) -> None:
    macron, kyiv = ("Makron", table.find("Macron")[0]), ("Kiew", table.find("Kiev")[0])
    assert score_of(SupportFromOthers(), "Makron in Kiew", macron) == 0
    assert score_of(SupportFromOthers(), "Makron in Kiew", macron, kyiv) == 0


def test_a_part_of_itself_is_no_support(table: NameTable) -> None:
    text = "Emanuel Makron"
    whole, part = mention_of(text, text), mention_of(text, "Makron")
    candidates = [Candidate(whole, table.find("Emmanuel Macron")[0]), Candidate(part, table.find("Macron")[0])]
    assert SupportFromOthers().score(candidates, document_of(text, whole, part)) == [0, 0]
