from __future__ import annotations

import sys
from typing import Any

import pandas as pd
import pytest

from namefix import NameFixer
from namefix.errors import ConfigError, InputError, MissingExtraError
from namefix.integrations.dataframes import fix_column, list_edits

GARBLED, CHINESE, RUSSIAN = (
    "Prime Minister Kil Sitama came.",
    "首相基尔·斯塔默来了。",
    "Приехал премьер-министр Кир Стармер.",
)


@pytest.fixture
def articles() -> pd.DataFrame:
    texts = ["Emmanuel Makron met Makron.", None, "Nobody came.", float("nan"), "In Tiblisi"]
    index = pd.Index(["a", "b", "c", "d", "e"], name="article")
    return pd.DataFrame({"text": texts, "language": list("xyxyx")}, index=index)


def test_the_result_has_the_rows_of_the_articles(fixer: NameFixer, articles: pd.DataFrame) -> None:
    fixed = fix_column(articles, fixer=fixer)
    assert fixed.index.equals(articles.index)
    assert list(fixed.columns) == ["text", "changes", "edits", "review", "warnings"]
    assert list(fixed["changes"]) == [2, 0, 0, 0, 1]
    assert list(fixed["text"].dropna()) == ["Emmanuel Macron met Macron.", "Nobody came.", "In Tbilisi"]


def test_missing_texts_stay_missing(fixer: NameFixer, articles: pd.DataFrame) -> None:
    fixed = fix_column(articles, fixer=fixer)
    assert list(fixed["text"].isna()) == [False, True, False, True, False]
    assert fixed.loc["b", "edits"] == fixed.loc["b", "review"] == fixed.loc["b", "warnings"] == []


def test_the_articles_are_not_changed(fixer: NameFixer, articles: pd.DataFrame) -> None:
    before = articles.copy(deep=True)
    fix_column(articles, fixer=fixer)
    pd.testing.assert_frame_equal(articles, before)


def test_edits_are_told_one_a_row_under_the_index_of_their_article(fixer: NameFixer, articles: pd.DataFrame) -> None:
    edits = list_edits(fix_column(articles, fixer=fixer))
    assert list(edits.index) == ["a", "a", "e"]
    assert list(edits["after"]) == ["Macron", "Macron", "Tbilisi"]
    assert list(edits.join(articles["language"])["language"]) == ["x", "x", "x"]
    assert edits["probability"].between(0, 1).all()


def test_without_edits_there_are_the_columns(fixer: NameFixer) -> None:
    assert list(list_edits(fix_column(pd.Series(["Nobody came."]), fixer=fixer)).columns)[:2] == ["start", "end"]


@pytest.mark.parametrize("texts", [[], [None], [pd.NA, "Makron"]])
@pytest.mark.parametrize("dtype", [object, "string"])
def test_a_series_of_any_length_will_do(fixer: NameFixer, texts: list[Any], dtype: Any) -> None:
    series = pd.Series(texts, dtype=dtype)
    assert list(fix_column(series, fixer=fixer)["changes"]) == [
        int(text is not pd.NA and text is not None) for text in texts
    ]


@pytest.mark.parametrize("language", ["lang", None])
def test_sources_are_evidence(fixer: NameFixer, language: str | None) -> None:
    sources, codes = [CHINESE, RUSSIAN, None], ["zh", None, None]
    frame = pd.DataFrame({"en": [GARBLED] * 3, "original": sources, "lang": codes}, dtype=object)
    fixed = fix_column(frame, "en", fixer=fixer, source="original", source_language=language)
    assert list(fixed["changes"]) == [1, 1, 0]


def test_one_language_for_all(fixer: NameFixer) -> None:
    frame = pd.DataFrame({"text": [GARBLED] * 2, "original": [CHINESE, RUSSIAN]})
    fixed = fix_column(frame, fixer=fixer, source="original", source_language="zh")
    assert list(fixed["changes"]) == [1, 0]
    assert [len(warnings) for warnings in fixed["warnings"]] == [0, 1]


@pytest.mark.parametrize(
    ("settings", "message"),
    [
        ({"column": "texts"}, "no column 'texts'; there are 'text', 'language'"),
        ({"source": "original"}, "no column 'original'"),
        ({"source_language": "xx"}, "'xx'"),
    ],
)
def test_what_is_not_there_is_told(
    fixer: NameFixer, articles: pd.DataFrame, settings: dict[str, str], message: str
) -> None:
    with pytest.raises(ConfigError, match=message):
        fix_column(articles, fixer=fixer, **settings)


def test_a_text_that_is_none_is_told_with_its_place(fixer: NameFixer) -> None:
    with pytest.raises(InputError, match=r"must hold strings, got 3\.5 at 'b'"):
        fix_column(pd.Series(["Makron", 3.5], index=["a", "b"]), fixer=fixer)
    with pytest.raises(InputError, match="DataFrame or a Series, got list"):
        fix_column(["Makron"], fixer=fixer)


def test_progress_is_shown_on_standard_error(
    fixer: NameFixer, articles: pd.DataFrame, capsys: pytest.CaptureFixture[str]
) -> None:
    fix_column(articles, fixer=fixer)
    assert capsys.readouterr() == ("", "")
    fix_column(articles, fixer=fixer, progress=True)
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "3/3" in shown.err


def test_without_pandas_the_command_that_installs_it_is_told(
    fixer: NameFixer, articles: pd.DataFrame, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'namefix\[pandas\]'"):
        fix_column(articles, fixer=fixer)
