from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from functools import partial
from types import CodeType, FrameType

import pytest

from namefix.source.align import Pair, Point, align, shared_numbers

COUNT = 20


def sides(text: str, source: str, names: Iterable[Point] = ()) -> list[tuple[str, str]]:
    """Return what answers to what, in letters."""
    return [(text[slice(*pair.span)].strip(), source[slice(*pair.source)]) for pair in align(text, source, names)]


def calls_of(function: Callable[[], object]) -> int:
    """Return how many functions are called on the way, those in C too."""
    calls = 0

    def count(frame: FrameType, event: str, called: CodeType | None) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    sys.setprofile(count)
    try:
        function()
    finally:
        sys.setprofile(None)
    return calls


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Macron came.\nStarmer left.", "马克龙来了。\n斯塔默走了。"),
        ("Macron came.\n\n \t\nStarmer left.\n", "马克龙来了。\n斯塔默走了。"),
        ("Macron came.\nStarmer left.", "\n\n马克龙来了。\n\n\n斯塔默走了。\n\n"),
        ("Macron came.\r\nStarmer left.", "马克龙来了。\r\n\u3000\r\n斯塔默走了。"),
        ("  Macron came.\n\tStarmer left.", "\u3000马克龙来了。\n\u3000斯塔默走了。"),
    ],
)
def test_as_many_lines_answer_line_by_line_blank_ones_aside(text: str, source: str) -> None:
    found = [(one, other.strip()) for one, other in sides(text, source)]
    assert found == [("Macron came.", "马克龙来了。"), ("Starmer left.", "斯塔默走了。")]


def test_a_line_answers_to_its_line_whatever_is_in_it() -> None:
    text, source = "In 1999.\nIn 2026. Nobody came.\nIn Kyiv.", "2026年。\n1999年。在基辅。在基辅。\n在基辅。"
    assert [other for _, other in sides(text, source, [Point(32, 14)])] == source.split("\n")


def test_a_line_may_mean_nothing_around_it() -> None:
    assert all(pair.around == pair.span for pair in align("Macron came.\nStarmer left.", "甲。\n乙。", []))


def test_two_texts_of_one_line_answer_to_one_another() -> None:
    text, source = "Macron came. Starmer left. Biden stayed.", "马克龙来了。"
    assert sides(text, source) == [(text, source)]


def sentences(count: int = COUNT) -> str:
    return " ".join(f"Sentence {100 + number} is rather short." for number in range(count))


def lines(count: int = COUNT, *, end: str = "\n", first: str = "") -> str:
    return end.join(f"{first if number == 0 else ''}Предложение {100 + number} коротко." for number in range(count))


def numbers_in(text: str) -> list[int]:
    return [int(word) - 100 for word in text.replace("№", "").split() if word.isdigit()]


def opposite(text: str, source: str, names: Iterable[Point] = ()) -> dict[int, list[int]]:
    """Return for each numbered sentence the numbers of the sentences opposite."""
    return {numbers_in(one)[0]: numbers_in(other) for one, other in sides(text, source, names)}


def test_else_a_sentence_answers_to_its_own_and_few_beside_it() -> None:
    found = opposite(sentences(), lines())
    assert list(found) == list(range(COUNT))
    assert all(number in others and len(others) <= 5 for number, others in found.items())
    assert all(others == list(range(others[0], others[-1] + 1)) for others in found.values())


def test_one_sentence_more_on_either_side_may_answer() -> None:
    text, source = "".join(f"Only {one}. " for one in "abcdefgh"), "".join(f"Лишь {one}.\n" for one in "abcdefgh")
    found = [other.replace("Лишь ", "").replace(".\n", "") for _, other in sides(text, source)]
    assert found[1:-1] == ["abc", "bcd", "cde", "def", "efg", "fgh"]


def test_the_sentences_beside_it_may_be_meant_with_it() -> None:
    text = sentences()
    arounds = [numbers_in(text[slice(*pair.around)]) for pair in align(text, lines(), [])]
    assert arounds[0] == [0, 1]
    assert arounds[7] == [6, 7, 8]
    assert arounds[-1] == [COUNT - 2, COUNT - 1]


def anchored(template: str, anchors: Iterable[str]) -> str:
    return " ".join(template.format(anchor) for anchor in anchors)


WORDS = ["Reuters", "Bloomberg", "Xinhua", "Boeing", "Airbus", "Siemens", "Toyota", "Nokia", "Volvo", "Renault"]
LONG = "Вступление, которого в переводе нет, " * 40
"""What the translation left out: without anchors, all that follows would be looked for far too early."""


@pytest.mark.parametrize("anchors", [[str(number) for number in range(2010, 2020)], WORDS], ids=["numbers", "words"])
def test_numbers_and_latin_words_that_both_have_lead_through_uneven_texts(anchors: list[str]) -> None:
    text = anchored("They came with {} to us.", anchors)
    source = f"{LONG}\n" + anchored("Они пришли к нам с {}.", anchors)
    found = sides(text, source)
    assert len(found) == len(anchors)
    assert all(anchor in other for anchor, (_, other) in zip(anchors, found, strict=True))
    assert all(LONG not in other for _, other in found[3:])


def test_without_anchors_uneven_texts_are_taken_to_be_even() -> None:
    text = anchored("They came with {} to us.", "abcdefghij")
    source = f"{LONG}\n" + anchored("Они пришли к нам с {}.", "абвгдежзик")
    assert [other.count("пришли") for _, other in sides(text, source)[:5]] == [0] * 5


def test_right_names_lead_through_uneven_texts() -> None:
    people = {"Macron": "Макроном", "Starmer": "Стармером", "Merkel": "Меркель", "Biden": "Байденом", "Xi": "Си"}
    text = anchored("They came with {} to us.", people)
    source = f"{LONG}\n" + anchored("Они пришли к нам с {}.", people.values())
    names = [Point(text.index(f"{ours} "), source.index(f"{theirs}.")) for ours, theirs in people.items()]
    found = sides(text, source, names)
    assert all(f"{theirs}." in other for theirs, (_, other) in zip(people.values(), found, strict=True))
    assert LONG not in found[-1][1]


def test_a_number_that_one_text_has_more_often_leads_nowhere() -> None:
    text, source = "Nobody came in 2026. " * 6 + "One left.", "Никто не пришёл. " * 6 + "\nВ 2026 году."
    assert align(text, source, []) == align(text.replace("2026", "time"), source.replace("2026", "этом"), [])


@pytest.mark.parametrize("stray", [Point(30, 500), Point(400, 5), Point(400, 600)])
def test_a_place_that_would_cross_more_others_is_left_out(stray: Point) -> None:
    text, source = sentences(), lines()
    assert align(text, source, [stray]) == align(text, source, [])


@pytest.mark.parametrize("kept", [8, 10, 12])
def test_what_lies_behind_the_end_of_a_cut_source_has_no_pair(kept: int) -> None:
    found = opposite(sentences(), lines(kept))
    assert list(found) == list(range(kept))
    assert all(number in others for number, others in found.items())


def test_a_source_that_is_longer_than_the_translation_is_not_cut() -> None:
    found = opposite(sentences(8), lines())
    assert list(found) == list(range(8))
    assert all(number in others for number, others in found.items())


def test_a_source_whose_end_has_no_anchors_is_not_cut() -> None:
    text, source = sentences() + " Nobody came." * 4, lines() + "\nНикто не пришёл." * 4
    assert len(align(text, source, [])) == COUNT + 4


def test_one_shared_place_does_not_tell_of_a_cut() -> None:
    text = "It was in 2026. " + "Nobody came. " * 9
    assert len(align(text, "Это было в 2026 году.\nИ всё.", [])) == 10


@pytest.mark.parametrize(
    ("text", "source", "pairs"),
    [
        ("", "", 0),
        ("", "马克龙来了。", 0),
        ("Macron came.", "", 0),
        ("\n \n", "\n\n\n", 0),
        ("Macron came.", "\n \t\n", 0),
        ("...", "马\n克", 0),
        ("Ma\ncron", "……", 0),
        ("Macron came.\nStarmer left.", "马克龙来了。", 2),
        ("Macron came.", "马克龙来了。\n斯塔默走了。", 1),
        ("x", "y", 1),
    ],
)
def test_texts_of_hardly_anything(text: str, source: str, pairs: int) -> None:
    assert len(align(text, source, [])) == pairs


def assert_in_order(text: str, source: str, pairs: list[Pair]) -> None:
    at, source_at = 0, 0
    for pair in pairs:
        assert at <= pair.span[0] < pair.span[1] <= len(text)
        assert 0 <= pair.around[0] <= pair.span[0] < pair.span[1] <= pair.around[1] <= len(text)
        assert source_at <= pair.source[0] < pair.source[1] <= len(source)
        at, source_at = pair.span[1], pair.source[0]


@pytest.mark.parametrize(
    ("text", "source"),
    [
        (sentences(), lines()),
        (sentences(3), lines()),
        (sentences(), lines(3)),
        (sentences(), lines(end=" ")),
        (lines(), sentences()),
        (f"{sentences()}\n\n\n{sentences(4)}", lines(first="…！? \n")),
        ("In 2026 and 2025 and 2024.\nNo.", "В 2024, 2025 и 2026.\nА.\nНет."),
    ],
)
def test_pairs_lie_in_the_texts_in_order(text: str, source: str) -> None:
    pairs = align(text, source, [Point(5, 9), Point(9, 5)])
    assert pairs
    assert_in_order(text, source, pairs)


def test_sentences_hold_all_letters_of_the_text() -> None:
    text = "  One came, at 3.5 metres.\n\nTwo! Three?! … four\nfive"
    pairs = align(text, "Один.\nДва.", [])
    outside = set(range(len(text))).difference(*(range(*pair.span) for pair in pairs))
    assert not any(text[at].isalnum() for at in outside)


def test_work_grows_like_the_texts() -> None:
    few, many = (calls_of(partial(align, sentences(count), lines(count), [])) for count in (500, 2000))
    assert 3 * few < many < 5 * few


def test_what_stands_opposite_does_not_grow_with_the_texts() -> None:
    found = opposite(sentences(2000), lines(2000))
    assert len(found) == 2000
    assert max(map(len, found.values())) <= 5


@pytest.mark.parametrize("blank", [" ", "\t", "\r", "\u3000", ". ", "\n"])
def test_long_runs_of_blanks_are_passed_at_once(blank: str) -> None:
    blanks = blank * 200_000
    text, source = f"{blanks}\nMacron came.", f"马克龙来了。{blanks}\n。\n走"
    assert_in_order(text, source, align(text, source, []))


@pytest.mark.parametrize(
    ("text", "source", "shared"),
    [
        ("In 2026, 35 came.", "В 2026 году пришли 36.", (1, 2)),
        ("In 2026 and 2026.", "2026", (1, 1)),
        ("7 of 9", "7 и 9", (0, 0)),
        ("1,500 came", "1500", (0, 1)),
        ("Nobody came.", "1999", (0, 0)),
    ],
)
def test_numbers_of_two_digits_and_more_are_shared(text: str, source: str, shared: tuple[int, int]) -> None:
    assert shared_numbers(text, source) == shared
