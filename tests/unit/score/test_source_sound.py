from __future__ import annotations

import pytest
from tests.builders import source_score_of, translation_of, values_of, words_of

from namefix.datatypes import Candidate, Document, Form
from namefix.score.source_sound import SoundInSource
from namefix.table.name_table import NameTable

SCORER = SoundInSource()
BIDEN = {
    "zh": ("拜登", "{}先生来了。"),
    "ru": ("Байден", "Приехал господин {}."),
    "uk": ("Байден", "Приїхав пан {}."),
    "ar": ("بايدن", "وصل السيد {}."),
    "fa": ("بایدن", "آقای {} آمد."),
    "he": ("ביידן", "מר {} הגיע."),
    "ja": ("バイデン", "{}氏が来た。"),
    "ko": ("바이든", "{} 씨가 왔다."),
}
OTHERS = {
    "zh": "默克尔", "ru": "Меркель", "uk": "Меркель", "ar": "ميركل", "fa": "مرکل", "he": "מרקל", "ja": "メルケル", "ko": "메르켈",
}  # fmt: skip


def biden(table: NameTable) -> Form:
    return table.find("Biden")[0]


def score(document: Document, surface: str, form: Form) -> float | None:
    return source_score_of(SCORER, document, surface, form)


def explained(document: Document, surface: str, form: Form) -> str:
    return words_of(SCORER, document, surface, form)


@pytest.mark.parametrize("language", BIDEN)
def test_a_name_of_no_native_form_is_heard_in_the_source_and_quoted(table: NameTable, language: str) -> None:
    native, sentence = BIDEN[language]
    document = translation_of(table, "Mr Bydon came.", sentence.format(native), "Bydon", language=language)
    found = score(document, "Bydon", biden(table))
    assert found is not None
    assert 0.8 < found <= 1
    assert explained(document, "Bydon", biden(table)) == f"sounds like {native} in the source"


@pytest.mark.parametrize("language", BIDEN)
def test_another_name_is_not_heard(table: NameTable, language: str) -> None:
    source = BIDEN[language][1].format(OTHERS[language])
    document = translation_of(table, "Mr Bydon came.", source, "Bydon", language=language)
    found = score(document, "Bydon", biden(table))
    assert found is not None
    assert 0 <= found < 0.2
    assert explained(document, "Bydon", biden(table)) == "nothing in the source sounds like it"


def test_only_what_stands_opposite_is_listened_to(table: NameTable) -> None:
    document = translation_of(table, "Mr Bydon came.\nHe left.", "Он приехал.\nБайден уехал.", "Bydon")
    found = score(document, "Bydon", biden(table))
    assert found is not None
    assert found < 0.2


def test_of_several_places_the_best_counts_and_is_quoted(table: NameTable) -> None:
    text, source = "Bydon came.\nBydon left.", "Он приехал.\nА Байден уехал."
    one = translation_of(table, "Bydon left.", "А Байден уехал.", "Bydon")
    both = translation_of(table, text, source, "Bydon")
    assert score(both, "Bydon", biden(table)) == pytest.approx(score(one, "Bydon", biden(table)))
    assert explained(both, "Bydon", biden(table)) == "sounds like Байден in the source"


@pytest.mark.parametrize(
    ("surface", "name", "source"),
    [
        ("Makron", "Macron", "马克龙来了。"),
        ("Makron", "Macron", "他来了。"),
        ("Kiew", "Kyiv", "Приехал в Киев."),
    ],
)
def test_of_whom_the_table_has_a_native_form_in_the_script_no_opinion(
    table: NameTable, surface: str, name: str, source: str
) -> None:
    document = translation_of(table, f"Mr {surface} came.", source, surface)
    assert document.source is not None
    assert score(document, surface, table.find(name)[0]) is None


def test_a_native_form_in_another_script_does_not_count(table: NameTable) -> None:
    document = translation_of(table, "Shinso Abee came.", "Приехал Синдзо Абэ.", "Shinso Abee")
    found = score(document, "Shinso Abee", table.find("Shinzo Abe")[0])
    assert found is not None
    assert found > 0.8


@pytest.mark.parametrize(("surface", "is_asked"), [("Bydon", True), ("Ridan", True), ("Zelenskj", False)])
def test_a_name_that_is_hardly_spelt_like_the_mention_is_not_asked_for(
    table: NameTable, surface: str, is_asked: bool
) -> None:
    document = translation_of(table, f"{surface} came.", "Байден приехал.", surface)
    assert (score(document, surface, biden(table)) is not None) is is_asked


def test_without_a_source_there_is_no_opinion(table: NameTable) -> None:
    document = translation_of(table, "Bydon came.", "", "Bydon")
    candidate = Candidate(document.mentions[0], biden(table))
    assert SCORER.score([candidate], document) == [None]


def test_behind_the_end_of_a_cut_source_there_is_no_opinion(table: NameTable) -> None:
    text = " ".join([*(f"In {year} he came." for year in range(2000, 2009)), "Then Bydon came."])
    source = "\n".join(f"В {year} году приехал Байден." for year in range(2000, 2005))
    assert score(translation_of(table, text, source, "Bydon"), "Bydon", biden(table)) is None


@pytest.mark.parametrize("language", ["cs", None])
def test_in_latin_letters_it_is_the_spelling_that_counts(table: NameTable, language: str | None) -> None:
    texts = ["Prezident Bajden přijel včera.", "Prezident Barden přijel včera.", "Merkelová přijela včera."]
    scores = [
        score(translation_of(table, "Mr Bydon came back.", text, "Bydon", language=language), "Bydon", biden(table))
        for text in texts
    ]
    assert scores[0] == scores[1]
    assert scores[0] is not None
    assert scores[2] is not None
    assert 1 > scores[0] >= 0.7 > scores[2] >= 0
    document = translation_of(table, "Mr Bydon came back.", texts[0], "Bydon", language=language)
    assert explained(document, "Bydon", biden(table)) == "the source has a similar name"


def test_of_nothing_but_names_of_the_table_nothing_is_left_to_hear(table: NameTable) -> None:
    for source in ("马克龙", "Emmanuel Macron"):
        document = translation_of(table, "Mr Bydon came back.", source, "Bydon")
        found = score(document, "Bydon", biden(table))
        assert found is not None
        assert found < 0.1


def test_scores_are_in_the_order_of_candidates(table: NameTable) -> None:
    document = translation_of(table, "Bydon met Zelenskj.", "拜登会见了泽连斯基。", "Bydon", "Zelenskj")
    names = [("Bydon", "Biden"), ("Zelenskj", "Biden"), ("Zelenskj", "Zelensky"), ("Bydon", "Macron")]
    candidates = [Candidate(document.by_surface[surface][0], table.find(name)[0]) for surface, name in names]
    scores = values_of(SCORER.score(candidates, document))
    assert [score is not None for score in scores] == [True, False, True, False]
    assert values_of(SCORER.score(candidates[::-1], document)) == scores[::-1]


def test_whom_the_source_names_by_the_right_name_is_not_missed(table: NameTable) -> None:
    document = translation_of(table, "Mr Bydon came back.", "Monsieur Joe Biden est venu.", "Bydon")
    found = score(document, "Bydon", biden(table))
    assert found is None or found > 0.9
