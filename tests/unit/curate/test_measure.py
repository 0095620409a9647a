from __future__ import annotations

import pytest
from pydantic import ValidationError

from namefix import NameFixer
from namefix.curate.measure import Example, Measured, Mismatch, Share, measure


def measured_of(fixer: NameFixer, *pairs: tuple[str, str]) -> Measured:
    return measure(fixer, [Example(text=text, want=want) for text, want in pairs])


def mismatch_of(fixer: NameFixer, text: str, want: str) -> Mismatch:
    [mismatch] = measured_of(fixer, (text, want)).mismatches
    return mismatch


def test_a_repair_as_wanted_is_right(fixer: NameFixer) -> None:
    measured = measured_of(fixer, ("Emmanuel Makron came to Tiblisi.", "Emmanuel Macron came to Tbilisi."))
    assert (measured.right, measured.mismatches) == (2, ())
    assert (measured.precision, measured.recall) == (Share(2, 2), Share(2, 2))


def test_the_words_of_a_name_are_one_change(fixer: NameFixer) -> None:
    assert measured_of(fixer, ("Kier Stermer came.", "Keir Starmer came.")).right == 1


def test_words_that_become_more_are_one_change(fixer: NameFixer) -> None:
    mismatch = mismatch_of(fixer, "Ursula Xanadu came.", "Ursula von der Leyen came.")
    assert (mismatch.before, mismatch.wanted) == ("Xanadu", "von der Leyen")


def test_names_in_two_lines_are_two_changes(fixer: NameFixer) -> None:
    measured = measured_of(fixer, ("Tiblisi\nTiblisi", "Tbilisi\nTbilisi"))
    assert measured.right == 2


def test_what_was_not_made_is_missed(fixer: NameFixer) -> None:
    mismatch = mismatch_of(fixer, "Then Quorx came.", "Then Biden came.")
    assert (mismatch.number, mismatch.before, mismatch.wanted, mismatch.written) == (1, "Quorx", "Biden", None)
    assert mismatch.reason
    assert not mismatch.in_review


def test_what_no_name_stands_in_is_missed_with_a_reason(fixer: NameFixer) -> None:
    assert mismatch_of(fixer, "He went away.", "He, Biden, went away.").reason == "not taken for a name"


def test_what_was_not_wanted_is_wrong(fixer: NameFixer) -> None:
    measured = measured_of(fixer, ("Nobody.", "Nobody."), ("He went to Tiblisi.", "He went to Tiblisi."))
    [mismatch] = measured.mismatches
    assert (mismatch.number, mismatch.before, mismatch.wanted, mismatch.written) == (2, "Tiblisi", None, "Tbilisi")
    assert "misspelling" in mismatch.reason
    assert (measured.precision, measured.recall) == (Share(0, 1), Share(0, 0))


def test_another_name_than_wanted_is_wrong_and_missed(fixer: NameFixer) -> None:
    measured = measured_of(fixer, ("He went to Tiblisi.", "He went to Tiflis."))
    [mismatch] = measured.mismatches
    assert (mismatch.wanted, mismatch.written) == ("Tiflis", "Tbilisi")
    assert (measured.precision, measured.recall) == (Share(0, 1), Share(0, 1))


def test_half_of_what_was_wanted_is_wrong_and_missed(fixer: NameFixer) -> None:
    mismatch = mismatch_of(fixer, "Mr Emmanuel Makron came.", "Mr Emanuel Macron came.")
    assert (mismatch.before, mismatch.wanted, mismatch.written) == (
        "Emmanuel Makron",
        "Emanuel Macron",
        "Emmanuel Macron",
    )


def test_diacritics_count(fixer: NameFixer) -> None:
    assert mismatch_of(fixer, "He went to Tiblisi.", "He went to Tbilísi.").written == "Tbilisi"


def test_clean_texts_are_those_with_nothing_to_change(fixer: NameFixer) -> None:
    same = "He went to Tiblisi and left."
    measured = measured_of(fixer, (same, same), ("Nobody came.", "Nobody came."), ("Makron", "Macron"))
    assert (measured.examples, measured.clean_examples) == (3, 2)
    assert (measured.clean_words, measured.clean_changes) == (8, 1)


@pytest.mark.model
def test_what_is_listed_for_review_is_told(bundled_fixer: NameFixer) -> None:
    text = "French President Emmanuel Makron spoke. Shelling of Halkiv went on, said Ukraine."
    want = text.replace("Makron", "Macron").replace("Halkiv", "Kharkiv")
    review, other = measured_of(bundled_fixer, (text, want), (text, want.replace("Kharkiv", "Kherson"))).mismatches
    assert review.reason.startswith("for review: Kharkiv (")
    assert (review.in_review, other.in_review) == (True, False)


def test_the_source_is_evidence(fixer: NameFixer) -> None:
    text, want = "Prime Minister Kil Sitama came.", "Prime Minister Keir Starmer came."
    alone = Example(text=text, want=want)
    beside = Example(text=text, want=want, source="首相基尔·斯塔默来了。", source_language="zh")
    assert [measure(fixer, [example]).right for example in (alone, beside)] == [0, 1]


def test_no_examples_have_no_share(fixer: NameFixer) -> None:
    measured = measure(fixer, [])
    assert (measured.examples, measured.precision.value, measured.recall.value) == (0, None, None)


@pytest.mark.parametrize("fields", [{"text": "x"}, {"text": 1, "want": "x"}, {"source_language": "klingon"}])
def test_a_wrong_example_is_refused(fields: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Example.model_validate({"text": "x", "want": "y"} | fields if "source_language" in fields else fields)


@pytest.mark.parametrize(("part", "whole"), [(0, 0), (0, 5), (5, 5), (3, 7)])
def test_a_share_lies_where_it_is_likely(part: int, whole: int) -> None:
    share = Share(part, whole)
    low, high = share.likely
    assert 0 <= low < high <= 1
    assert share.value is None or low <= share.value <= high


def test_more_examples_tell_more() -> None:
    (low, high), (nearer_low, nearer_high) = Share(4, 5).likely, Share(40, 50).likely
    assert nearer_high - nearer_low < high - low
