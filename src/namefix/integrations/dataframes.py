"""Repair of texts in a pandas DataFrame."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from namefix.api import load
from namefix.datatypes import Translation
from namefix.errors import ConfigError, InputError, MissingExtraError
from namefix.names.language import check_code
from namefix.pipeline import NameFixer
from namefix.report.progress import track
from namefix.results import EDIT_FIELDS, CorrectedText

if TYPE_CHECKING:
    import pandas as pd

_COLUMNS = ("text", "changes", "edits", "review", "warnings")


def fix_column(
    articles: pd.DataFrame | pd.Series,
    column: str = "text",
    *,
    fixer: NameFixer | None = None,
    source: str | None = None,
    source_language: str | None = None,
    jobs: int = 1,
    progress: bool = False,
) -> pd.DataFrame:
    """Repair the names in a column of texts; missing texts stay missing.

    Args:
        articles: A DataFrame, or the column itself.
        column: The column with the texts.
        fixer: A fixer of `namefix.load`; by default, one with the bundled table.
        source: The column with the sources of the texts; it may have missing values.
        source_language: The column with the language codes of the sources, or one code for all.
        jobs: The number of processes.
        progress: Whether to show a progress bar on standard error.

    Returns:
        A DataFrame with the same index and the columns `text` (repaired), `changes` (their number), `edits` and `review`
        (lists of dicts: start, end, before, after, entity_id, certainty, probability, reason) and `warnings`.

    Raises:
        ConfigError: If the column or language is unknown.
        InputError: If a text is not a string.
        MissingExtraError: If pandas is not installed.

    Example:
        >>> import pandas as pd
        >>> articles = pd.DataFrame({"text": ["Emmanuel Makron spoke.", "Nobody came."]}, index=["a1", "a2"])
        >>> fix_column(articles)[["text", "changes"]]
                                text  changes
        a1    Emmanuel Macron spoke.        1
        a2              Nobody came.        0
    """
    frame = _frame_of(articles, column)
    translations = list(_translations(frame, column, source, source_language))
    present = [item for item in translations if item is not None]
    results = (fixer or load()).fix_translations(present, jobs=jobs)
    bar = track(results, "texts", len(present)) if progress else results
    rows = [
        (original, 0, [], [], []) if item is None else _row(next(bar))
        for original, item in zip(frame[column], translations, strict=True)
    ]
    next(bar, None)  # lets the bar end
    return _pandas().DataFrame(rows, index=frame.index, columns=list(_COLUMNS))


def list_edits(fixed: pd.DataFrame, column: str = "edits") -> pd.DataFrame:
    """Return one row for each edit in a result of `fix_column`, with the index of its article.

    Args:
        fixed: A result of `fix_column`.
        column: "edits", or "review" for uncertain edits.

    Example:
        >>> import pandas as pd
        >>> fixed = fix_column(pd.Series(["Emmanuel Makron spoke. Makron left."]))
        >>> list(list_edits(fixed)["before"])
        ['Makron', 'Makron']
    """
    found = [(label, edit) for label, edits in zip(fixed.index, fixed[column], strict=True) for edit in edits]
    index = _pandas().Index([label for label, _ in found], name=fixed.index.name)
    return _pandas().DataFrame([edit for _, edit in found], index=index, columns=list(EDIT_FIELDS))


def _pandas() -> Any:
    try:
        import pandas
    except ImportError as error:
        raise MissingExtraError("a DataFrame of articles", "pandas") from error
    return pandas


def _frame_of(articles: pd.DataFrame | pd.Series, column: str) -> pd.DataFrame:
    pandas = _pandas()
    if isinstance(articles, pandas.Series):
        return articles.to_frame(column)
    if isinstance(articles, pandas.DataFrame):
        return articles
    raise InputError("articles", None, f"must be a DataFrame or a Series, got {type(articles).__name__}")


def _translations(
    frame: pd.DataFrame, column: str, source: str | None, source_language: str | None
) -> Iterator[Translation | None]:
    """Yield a translation for each row, None for a missing text."""
    texts = _strings(frame, column)
    sources = [None] * len(frame) if source is None else _strings(frame, source)
    is_column = source_language in frame.columns
    codes = _strings(frame, str(source_language)) if is_column else [source_language] * len(frame)
    for code in dict.fromkeys(codes):
        if code is not None:
            check_code(code)
    for text, original, code in zip(texts, sources, codes, strict=True):
        yield None if text is None else Translation(text, original, code)


def _strings(frame: pd.DataFrame, column: str) -> Sequence[str | None]:
    if column not in frame.columns:
        raise ConfigError(f"no column {column!r}; there are {', '.join(map(repr, frame.columns)) or 'none'}")
    is_missing = _pandas().isna
    values: list[str | None] = []
    for label, value in frame[column].items():
        if not isinstance(value, str) and not (value is None or is_missing(value) is True):
            raise InputError(f"column {column!r}", None, f"must hold strings, got {value!r:.40} at {label!r}")
        values.append(value if isinstance(value, str) else None)
    return values


def _row(result: CorrectedText) -> tuple[str, int, list[dict[str, Any]], list[dict[str, Any]], list[str]]:
    edits, review = ([edit.to_dict() for edit in edits] for edits in (result.edits, result.review))
    return result.text, len(result.edits), edits, review, list(result.warnings)
