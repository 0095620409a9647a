"""Repair of texts in Arrow record batches, which Spark, Polars, Dask, Ray and pandas can all pass on."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Any, Unpack

from namefix.api import checked_config
from namefix.config import Config, TableSettings
from namefix.datatypes import Translation
from namefix.errors import ConfigError, MissingExtraError
from namefix.names.language import check_code
from namefix.pipeline import NameFixer
from namefix.results import CorrectedText

try:
    import pyarrow as pa
except ImportError as error:
    raise MissingExtraError("Arrow record batches", "arrow") from error

_log = logging.getLogger(__name__)

_EDIT = pa.struct(
    {
        "start": pa.int32(),
        "end": pa.int32(),
        "before": pa.string(),
        "after": pa.string(),
        "entity_id": pa.string(),
        "certainty": pa.string(),
        "probability": pa.float64(),
        "reason": pa.string(),
    }
)

RESULT = pa.struct(
    {"text": pa.string(), "edits": pa.list_(_EDIT), "review": pa.list_(_EDIT), "warnings": pa.list_(pa.string())}
)
"""The type of the added column: `CorrectedText.to_dict()`, with a null text for a row that was not repaired."""

Row = dict[str, Any]


def fix_batch(
    batch: pa.RecordBatch,
    column: str = "text",
    *,
    source: str | None = None,
    language: str | None = None,
    into: str = "fixed",
    **settings: Unpack[TableSettings],
) -> pa.RecordBatch:
    """Return a batch with a column of results; each process builds one fixer for the settings.

    A row without a text (null, a number, bytes), or whose text fails, has a result with a null text and the reason as
    its only warning; other rows are not affected.

    Args:
        batch: The rows.
        column: The column with the texts.
        source: The column with the sources of the texts; it may have nulls.
        language: The column with the language codes of the sources, or one code for all.
        into: The name of the added column, of type `RESULT`.
        settings: Fields of `Config`, as for `namefix.load`, with `tables` for your own tables.

    Raises:
        ConfigError: If a column is missing, or `into` is one of the columns; if a setting or language is unknown.
        MissingExtraError: If pyarrow is not installed.

    Example:
        >>> batch = pa.record_batch({"id": [1, 2], "text": ["Emmanuel Makron spoke.", None]})
        >>> fixed = fix_batch(batch, pipeline=None)["fixed"].to_pylist()
        >>> fixed[0]["text"], fixed[1]["text"], fixed[1]["warnings"]
        ('Emmanuel Macron spoke.', None, ['not repaired: the text is null'])
    """
    check_columns(batch.schema.names, column, source, language, into)
    return add_results(batch, fixer_of(checked_config(**settings)), (column, source, language, into))


def check_columns(names: Sequence[str], column: str, source: str | None, language: str | None, into: str) -> None:
    """Check the names of columns against those of a table.

    Raises:
        ConfigError: If one is missing, `into` is one of them, or `language` is neither a column nor a known code.
    """
    if missing := [name for name in (column, source) if name is not None and name not in names]:
        raise ConfigError(f"no column {missing[0]!r}; there are {', '.join(map(repr, names)) or 'none'}")
    if into in names:
        raise ConfigError(f"there is a column {into!r} already; choose another name with `into`")
    if language is not None and language not in names:
        check_code(language)


@lru_cache(maxsize=2)
def _fixer_of(settings: str) -> NameFixer:
    return NameFixer.from_config(Config.model_validate_json(settings))


def fixer_of(config: Config) -> NameFixer:
    """Return the fixer of this process for settings."""
    return _fixer_of(config.model_dump_json())


def add_results(
    batch: pa.RecordBatch, fixer: NameFixer, columns: tuple[str, str | None, str | None, str]
) -> pa.RecordBatch:
    """Return a batch with the results of a fixer; `columns` are those of texts, sources, languages and results."""
    column, source, language, into = columns
    texts = _values(batch, column)
    sources = _values(batch, source)
    languages = _values(batch, language) if language in batch.schema.names else [language] * batch.num_rows
    results = _results(fixer, list(zip(texts, sources, languages, strict=True)))
    return batch.append_column(into, pa.array(results, RESULT))


def _values(batch: pa.RecordBatch, column: str | None) -> list[Any]:
    return [None] * batch.num_rows if column is None else batch.column(column).to_pylist()


def _results(fixer: NameFixer, rows: Sequence[tuple[Any, Any, Any]]) -> list[Row]:
    """Return the results of rows together, so that NER runs in batches; if that fails, one by one."""
    checked = [_translation(*row) for row in rows]
    given = [item for item in checked if isinstance(item, Translation)]
    try:
        repaired = iter([result.to_dict() for result in fixer.fix_translations(given)])
    except Exception:
        _log.warning("a batch of %d texts failed; its texts are repaired one by one", len(given), exc_info=True)
        repaired = _one_by_one(fixer, given)
    return [next(repaired) if isinstance(item, Translation) else _not_repaired(item) for item in checked]


def _one_by_one(fixer: NameFixer, translations: Sequence[Translation]) -> Iterator[Row]:
    for translation in translations:
        try:
            (result,) = fixer.fix_translations([translation])
        except Exception as error:
            _log.warning("a text failed", exc_info=True)
            yield _not_repaired(f"{type(error).__name__}: {error}")
        else:
            yield result.to_dict()


def _translation(text: object, source: object, language: object) -> Translation | str:
    """Return a text with its source, or the reason why it cannot be repaired."""
    for what, value in (("text", text), ("source", source), ("language", language)):
        if not isinstance(value, str) and (value is not None or what == "text"):
            return f"the {what} is {'null' if value is None else f'not text, but {type(value).__name__}'}"
    try:
        if language is not None:
            check_code(str(language))
    except ConfigError as error:
        return str(error)
    return Translation(text, source, language)  # type: ignore[arg-type]


def _not_repaired(reason: str) -> Row:
    return CorrectedText("", "", warnings=(f"not repaired: {reason}",)).to_dict() | {"text": None}
