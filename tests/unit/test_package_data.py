from __future__ import annotations

import pytest

from namefix.errors import TableError
from namefix.package_data import bundled_file, find_bundled


@pytest.mark.parametrize("name", ["aliases", "aliases/README.md", "lexicon/en/person_words.tsv"])
def test_bundled_data_is_found(name: str) -> None:
    assert bundled_file(name).exists()


def test_a_file_may_be_missing() -> None:
    assert find_bundled("nothing.tsv") is None


def test_a_missing_file_says_what_to_do() -> None:
    with pytest.raises(TableError, match=r"'nothing\.tsv' is missing .* reinstall"):
        bundled_file("nothing.tsv")
