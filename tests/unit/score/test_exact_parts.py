from __future__ import annotations

import pytest
from tests.builders import form_of, score_of

from namefix import Entity
from namefix.score.exact_parts import ExactParts


@pytest.mark.parametrize(
    ("surface", "name", "share"),
    [
        ("Joe Byden", "Joe Biden", 1 / 2),
        ("Jo Byden", "Joe Biden", 0),
        ("Biden Joe", "Joe Biden", 1),
        ("Kim Jong Eun", "Kim Jong Un", 2 / 3),
        ("Ursula van der Leyen", "Ursula von der Leyen", 1),
        ("Byden", "Joe Biden", 0),
        ("Byden", "Biden", None),
    ],
)
def test_share_of_the_longer_name(surface: str, name: str, share: float | None) -> None:
    found = score_of(ExactParts(), surface, (surface, form_of(Entity("person/x", "person", name))))
    assert found == (None if share is None else pytest.approx(share))
