from __future__ import annotations

import re

import pytest
from tests.builders import corrected, repaired

from namefix import Action, Certainty, CorrectedText

RESULT = corrected("Mr Makron met Kiel", ("Makron", "Macron!"), ("Kiel", "Keir"))


@pytest.mark.parametrize(
    ("offset", "expected"),
    [(0, 0), (3, 3), (4, 10), (8, 10), (9, 10), (10, 11), (14, 15), (16, 19), (18, 19)],
)
def test_positions_are_carried_over(offset: int, expected: int) -> None:
    assert RESULT.map_offset(offset) == expected


def test_names_that_grow_and_shrink_move_what_follows() -> None:
    result = corrected("Kiel Stamer of Grate Britain", ("Kiel Stamer", "Keir Starmer"), ("Grate Britain", "UK"))
    assert result.text[result.map_offset(12) :] == "of UK"


@pytest.mark.parametrize("offset", [-1, 19])
def test_positions_outside_the_text_are_refused(offset: int) -> None:
    with pytest.raises(ValueError, match=f"offset {offset} .* 0 to 18"):
        RESULT.map_offset(offset)


def test_offsets_are_code_points() -> None:
    result = corrected("👍👍 Makron 👍", ("Makron", "Macron X"))
    assert result.edits[0].start == 3
    assert result.map_offset(10) == 12


def test_an_unchanged_text_maps_to_itself() -> None:
    assert [CorrectedText("Kyiv", "Kyiv").map_offset(at) for at in range(5)] == list(range(5))


def test_json_has_the_edits_the_uncertain_ones_and_the_warnings() -> None:
    result = repaired(
        "Mr Makron and Ana Zell.",
        ("Makron", "Macron", 0.912345, Action.REPLACE),
        ("Ana Zell", "Anna Zell", 0.4, Action.REVIEW),
    )
    fields = result.to_dict()
    assert list(fields) == ["text", "edits", "review", "warnings"]
    assert fields["edits"] == [
        {
            "start": 3,
            "end": 9,
            "before": "Makron",
            "after": "Macron",
            "entity_id": "person/emmanuel-macron",
            "certainty": "sure",
            "probability": 0.9123,
            "reason": "Makron sounds alike",
        }
    ]
    assert [(edit["after"], edit["certainty"]) for edit in fields["review"]] == [("Anna", "uncertain")]


@pytest.mark.parametrize(
    ("probability", "action", "word"),
    [
        (0.9, Action.REPLACE, "sure"),
        (0.8999, Action.REPLACE, "likely"),
        (0.5, Action.REPLACE, "likely"),
        (0.4999, Action.REPLACE, "uncertain"),
        (0.99, Action.REVIEW, "uncertain"),
    ],
)
def test_the_certainty_is_the_probability_in_a_word(probability: float, action: Action, word: str) -> None:
    [edit] = repaired("Mr Makron", ("Makron", "Macron", probability, action)).all_edits
    assert edit.certainty == Certainty(word)


def test_the_repr_is_one_short_line() -> None:
    text = "Mr Makron and Ana Zell.\n" * 20
    result = repaired(text, ("Makron", "Macron", 0.9, Action.REPLACE), ("Ana Zell", "Anna Zell", 0.4, Action.REVIEW))
    shown = repr(result)
    assert shown.startswith("CorrectedText('Mr Macron and Ana Zell.\\nMr")
    assert shown.endswith("…', 1 edit, 1 to review)")
    assert len(shown) < 120


def test_a_notebook_shows_the_marked_text_and_nothing_of_it_as_markup() -> None:
    result = repaired(
        "<b>Mr Makron</b> & Ana Zell.",
        ("Makron", "Macron", 0.97, Action.REPLACE),
        ("Ana Zell", 'Anna "<i>" Zell', 0.4, Action.REVIEW),
    )
    shown = re.sub(' style="[^"]*"', "", result._repr_html_())
    assert shown == (
        '<div>&lt;b&gt;Mr <del><bdi>Makron</bdi></del><ins title="sure: Makron sounds alike"><bdi>Macron</bdi></ins>'
        '&lt;/b&gt; &amp; <mark title="perhaps Anna &quot;&lt;i&gt;&quot;, uncertain: Ana Zell sounds alike">'
        "<bdi>Ana</bdi>?</mark> Zell.</div>"
    )
