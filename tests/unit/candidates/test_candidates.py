from __future__ import annotations

import pytest
from tests.builders import mention_of

from namefix import Entity
from namefix.candidates import is_longer_or_shorter, is_settled
from namefix.table.name_table import NameTable


@pytest.mark.parametrize(
    ("surface", "alias", "expected"),
    [
        ("Merkel", "Angela Merkel", True),
        ("Angela Merkel", "Merkel", True),
        ("Leyen", "von der Leyen", True),
        ("Angla Merkel", "Angela Merkel", False),
        ("Merkel", "Merkel", False),
        ("Zelen sky", "Zelensky", False),
        ("New York City", "York", True),
    ],
)
def test_a_name_with_further_words_is_no_garble(surface: str, alias: str, expected: bool) -> None:
    assert is_longer_or_shorter(surface, alias) is expected


@pytest.mark.parametrize(
    ("surface", "expected"),
    [
        ("Macron", True),
        ("Kiev", True),
        ("Marcon", False),
        ("French", True),
        ("Makron", False),
    ],
)
def test_names_of_targets_and_countries_are_settled(table: NameTable, surface: str, expected: bool) -> None:
    assert is_settled(mention_of(surface, surface, forms=table.find(surface))) is expected


def test_demonyms_are_settled() -> None:
    table = NameTable([Entity("other/israelis", "other", "Israelis", target=False)])
    assert is_settled(mention_of("Israelis", "Israelis", forms=table.find("Israelis")))
