from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of

from namefix.datatypes import Candidate
from namefix.score.elsewhere import CleanNameElsewhere
from namefix.table.name_table import NameTable


def score(table: NameTable, clean: str | None, garble: str, name: str) -> float | None:
    text = f"{clean} and {garble}"
    mentions = [mention_of(text, garble)]
    if clean:
        mentions.append(mention_of(text, clean, forms=table.find(clean)))
    candidate = Candidate(mentions[0], table.find(name)[0])
    return CleanNameElsewhere().score([candidate], document_of(text, *mentions))[0]


def test_a_full_name_says_more_than_a_short_one_and_that_more_than_none(table: NameTable) -> None:
    full, short, none = (score(table, clean, "Makron", "Macron") for clean in ("Emmanuel Macron", "Macron", None))
    assert full is not None
    assert short is not None
    assert 1 == full > short > 0 == none


@pytest.mark.parametrize("clean", ["Kyiv", "Kiev"])
def test_a_place_has_one_name(table: NameTable, clean: str) -> None:
    assert score(table, clean, "Kiew", "Kyiv") == 1


def test_the_name_of_somebody_else_says_nothing(table: NameTable) -> None:
    assert score(table, "Keir Starmer", "Makron", "Macron") == 0
