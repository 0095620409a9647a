from __future__ import annotations

from tests.builders import form_of, score_of

from namefix import Entity
from namefix.score.origin import OwnTable

OWN = form_of(Entity("person/own", "person", "Emmanuel Macron"))
BUNDLED = form_of(Entity("place/bundled", "place", "Akron", is_bundled=True))


def test_where_both_tables_offer_candidates_the_users_own_scores_higher() -> None:
    own = score_of(OwnTable(), "Makron", ("Makron", OWN), ("Makron", BUNDLED))
    bundled = score_of(OwnTable(), "Makron", ("Makron", BUNDLED), ("Makron", OWN))
    assert (own, bundled) == (1, 0)


def test_candidates_of_one_table_tell_nothing() -> None:
    assert score_of(OwnTable(), "Makron", ("Makron", OWN)) is None
    assert score_of(OwnTable(), "Makron", ("Makron", BUNDLED)) is None
