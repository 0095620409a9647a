from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from tests.integration.conftest import NAMES

import namefix
from namefix import NameFixer
from namefix.datatypes import Translation
from namefix.errors import ConfigError
from namefix.integrations import arrow_batches
from namefix.integrations.arrow_batches import RESULT, fix_batch
from namefix.results import EDIT_FIELDS, CorrectedText


@pytest.fixture
def settings(tmp_path: Path) -> dict[str, Any]:
    table = tmp_path / "names.csv"
    table.write_text(NAMES, encoding="utf-8")
    return {"tables": (table,), "bundled": False, "pipeline": None}


def batch_of(*texts: object, **columns: list[Any]) -> pa.RecordBatch:
    return pa.record_batch({"text": list(texts), **columns})


def results_of(batch: pa.RecordBatch, **more: Any) -> list[dict[str, Any]]:
    fixed: list[dict[str, Any]] = fix_batch(batch, **more)["fixed"].to_pylist()
    return fixed


def test_the_type_of_the_column_is_that_of_a_result() -> None:
    assert tuple(field.name for field in RESULT) == tuple(CorrectedText("", "").to_dict())
    for name in ("edits", "review"):
        assert tuple(field.name for field in RESULT.field(name).type.value_type) == EDIT_FIELDS


def test_results_are_those_of_the_fixer(settings: dict[str, Any]) -> None:
    texts = ["Makron met Vondrein.", "", "He went to Brenn."]
    fixer = namefix.load(*settings["tables"], bundled=False, pipeline=None)
    expected = [result.to_dict() for result in fixer.fix_many(texts)]
    assert results_of(batch_of(*texts), **settings) == expected
    assert [len(row["edits"]) for row in expected] == [2, 0, 0]


def test_other_columns_are_kept(settings: dict[str, Any]) -> None:
    batch = batch_of("x", "Makron", "y", id=[1, 2, 3]).slice(1, 1)
    fixed = fix_batch(batch, into="result", **settings)
    assert fixed.schema.names == ["text", "id", "result"]
    assert fixed.select(["text", "id"]).equals(batch)
    assert fixed["result"][0]["text"].as_py() == "Macron"


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        (pa.array([None], pa.string()), "the text is null"),
        (pa.array([None]), "the text is null"),
        (pa.array([7]), "the text is not text, but int"),
        (pa.array([b"Makron"]), "the text is not text, but bytes"),
    ],
)
def test_a_row_without_text_says_so(values: pa.Array, reason: str, settings: dict[str, Any]) -> None:
    assert results_of(pa.record_batch({"text": values}), **settings) == [
        {"text": None, "edits": [], "review": [], "warnings": [f"not repaired: {reason}"]}
    ]


@pytest.mark.parametrize("kind", [pa.string(), pa.large_string(), pa.dictionary(pa.int8(), pa.string())])
def test_texts_may_be_stored_in_any_way(kind: pa.DataType, settings: dict[str, Any]) -> None:
    batch = pa.record_batch({"text": pa.array(["Makron", None], kind)})
    assert [row["text"] for row in results_of(batch, **settings)] == ["Macron", None]


def test_an_empty_batch_has_the_column_too(settings: dict[str, Any]) -> None:
    fixed = fix_batch(batch_of("a").slice(0, 0), **settings)
    assert (fixed.num_rows, fixed.schema.field("fixed").type) == (0, RESULT)


class FailingFixer:
    """A fixer to which one text is too much."""

    def fix_translations(self, translations: Iterable[Translation]) -> Iterator[CorrectedText]:
        for translation in translations:
            if translation.text == "bad":
                raise RecursionError("too deep")
            yield CorrectedText(translation.text, translation.text.upper())


def test_a_text_that_fails_does_not_harm_the_others(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(arrow_batches, "fixer_of", lambda config: FailingFixer())
    rows = results_of(batch_of("a", "bad", None, "b"))
    assert [row["text"] for row in rows] == ["A", None, None, "B"]
    assert rows[1]["warnings"] == ["not repaired: RecursionError: too deep"]
    assert "a batch of 3 texts failed" in caplog.text


def test_sources_are_evidence_and_bad_ones_a_reason(settings: dict[str, Any]) -> None:
    batch = batch_of(*["Mr Makron left."] * 4, raw=["马克龙走了。", None, "x", "x"], lang=["zh", None, "??", "en"])
    rows = results_of(batch, source="raw", language="lang", **settings)
    assert [row["text"] for row in rows] == ["Mr Macron left.", "Mr Macron left.", None, "Mr Macron left."]
    assert "'??'" in rows[2]["warnings"][0]
    numbers = results_of(batch_of("Makron", raw=[7]), source="raw", **settings)
    assert numbers[0]["warnings"] == ["not repaired: the source is not text, but int"]


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"column": "body"}, "no column 'body'; there are 'text', 'id'"),
        ({"source": "raw"}, "no column 'raw'"),
        ({"into": "id"}, "there is a column 'id' already"),
        ({"language": "??"}, r"'\?\?'"),
        ({"precisoin": 1}, "precisoin"),
    ],
)
def test_wrong_settings_are_refused(given: dict[str, Any], problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        fix_batch(batch_of("a", id=[1]), **given)


def test_a_process_builds_one_fixer(settings: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    built = []
    build = NameFixer.from_config
    monkeypatch.setattr(NameFixer, "from_config", lambda config: built.append(config) or build(config))
    for _ in range(3):
        fix_batch(batch_of("Makron"), **settings)
    assert len(built) == 1
    fix_batch(batch_of("Makron"), **settings, precision=0.98)
    assert len(built) == 2
