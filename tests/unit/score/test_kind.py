from __future__ import annotations

import pytest
from tests.builders import document_of, mention_of, score_of, values_of

from namefix.datatypes import Candidate, Kind
from namefix.score.kind import KindAgreement
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("President Makron", "Macron", 1),
        ("Makron said so", "Macron", 1),
        ("Makron County", "Macron", 0),
        ("near Makron", "Macron", 0),
        ("near Makron", "Kyiv", 1),
        ("Makron City", "Kyiv", 1),
        ("Makron Bay", "Kyiv", 1),
        ("Mr Makron", "Kyiv", 0),
        ("Makron County, Mr Makron", "Macron", 0.5),
        ("so Makron went", "Macron", None),
    ],
)
def test_the_words_beside_it_tell_the_kind(table: NameTable, text: str, name: str, expected: float | None) -> None:
    assert score_of(KindAgreement(), text, ("Makron", table.find(name)[0])) == expected


@pytest.mark.parametrize(("kind", "expected"), [("person", 1), ("place", 0), ("other", 0.5), (None, None)])
def test_without_them_ner_is_believed(table: NameTable, kind: Kind | None, expected: float | None) -> None:
    mention = mention_of("so Makron went", "Makron", kind=kind)
    candidate = Candidate(mention, table.find("Macron")[0])
    assert values_of(KindAgreement().score([candidate], document_of("so Makron went", mention))) == [expected]
