"""The files of `namefix batch`: JSON Lines, CSV and Parquet, with good and bad rows."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.integration.conftest import Run

from namefix.cli import document_files
from namefix.cli.document_files import kind_of_file

TEXT = 'Mr Makron, "late",\nwent to Kyyyiv.'
FIXED = 'Mr Macron, "late",\nwent to Kyiv.'


@pytest.fixture
def csv_documents(tmp_path: Path) -> Path:
    path = tmp_path / "docs.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([["id", "text", "desk"], ["a1", TEXT, "world"], [], ["a2", "", "sport"]])
    return path


@pytest.fixture
def parquet_documents(tmp_path: Path) -> Path:
    path = tmp_path / "docs.parquet"
    pq.write_table(pa.table({"id": [7, 8, 9], "text": [TEXT, "", None]}), path)
    return path


def lines_of(text: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in text.splitlines()]


class TestFields:
    def test_the_repaired_text_on_demand(self, batch: Run) -> None:
        line = json.dumps({"doc_id": 1, "text": TEXT})
        [found] = lines_of(batch("-", "--text", stdin=line).stdout)
        assert (list(found), found["text"]) == (["doc_id", "text", "edits", "review", "warnings"], FIXED)

    @pytest.mark.parametrize(("fields", "id_field"), [({"id": 1}, "id"), ({"id": 2, "doc_id": 1}, "doc_id")])
    def test_the_id_is_found(self, batch: Run, fields: dict[str, int], id_field: str) -> None:
        [found] = lines_of(batch("-", stdin=json.dumps({**fields, "text": ""})).stdout)
        assert (next(iter(found)), found[id_field]) == (id_field, 1)

    def test_without_an_id_the_option_is_named(self, batch: Run) -> None:
        assert "choose one with --id-field" in batch("-", stdin='{"nr": 1, "text": ""}').stderr

    def test_the_id_is_no_field_of_the_output(self, batch: Run) -> None:
        assert batch("-", "--text", "--id-field", "text", stdin="").exit_code == 2


class TestSkipBad:
    BAD = ('{"text": "no id"}\n', "{\n", '{"id": 1, "text": null}')

    def test_bad_lines_go_to_a_file_and_the_others_on(self, batch: Run, tmp_path: Path) -> None:
        bad = tmp_path / "bad.jsonl"
        lines = [
            self.BAD[0],
            '{"id": "a", "text": "Mr Makron"}\n',
            self.BAD[1],
            '{"id": "b", "text": ""}\n',
            self.BAD[2],
        ]
        result = batch("-", "--skip-bad", bad, stdin="".join(lines))
        assert (result.exit_code, [line["id"] for line in lines_of(result.stdout)]) == (0, ["a", "b"])
        assert bad.read_text(encoding="utf-8") == "".join(self.BAD) + "\n"
        *reasons, last = result.stderr.splitlines()
        assert [reason.split(": ")[1] for reason in reasons] == ["<stdin>:1", "<stdin>:3", "<stdin>:5"]
        assert last == f"namefix: 3 lines skipped, see {bad}"

    def test_a_csv_row_with_too_many_cells(self, batch: Run, tmp_path: Path) -> None:
        path, bad = tmp_path / "docs.csv", tmp_path / "bad.csv"
        path.write_text('id,text\na,"one\ntwo",three\nb,Mr Makron\n', encoding="utf-8")
        result = batch(path, "--skip-bad", bad)
        assert [line["id"] for line in lines_of(result.stdout)] == ["b"]
        assert bad.read_text(encoding="utf-8") == 'a,"one\ntwo",three\n'
        assert "docs.csv:3: 3 cells, but 2 columns" in result.stderr
        assert "1 line skipped" in result.stderr

    def test_a_parquet_row_without_a_text(self, batch: Run, parquet_documents: Path, tmp_path: Path) -> None:
        assert batch(parquet_documents).exit_code == 2
        result = batch(parquet_documents, "--skip-bad", tmp_path / "bad.jsonl")
        assert [line["id"] for line in lines_of(result.stdout)] == [7, 8]
        assert (tmp_path / "bad.jsonl").read_text(encoding="utf-8") == '{"id": 9, "text": null}\n'

    def test_not_into_input_or_output(self, batch: Run, tmp_path: Path) -> None:
        path = tmp_path / "docs.jsonl"
        path.write_text('{"id": 1, "text": ""}\n', encoding="utf-8")
        for arguments in ([path, "--skip-bad", path], [path, "--skip-bad", "-"]):
            assert batch(*arguments).exit_code == 2
        assert batch(path, "--output", tmp_path / "out", "--skip-bad", tmp_path / "out").exit_code == 2
        assert path.read_text(encoding="utf-8") == '{"id": 1, "text": ""}\n'


class TestCsv:
    def test_in(self, batch: Run, csv_documents: Path) -> None:
        found = lines_of(batch(csv_documents, "--text").stdout)
        assert [(line["id"], line["text"]) for line in found] == [("a1", FIXED), ("a2", "")]

    @pytest.mark.parametrize("name", ["out.csv", "out.csv.gz"])
    def test_out(self, batch: Run, csv_documents: Path, tmp_path: Path, name: str) -> None:
        output = tmp_path / name
        assert batch(csv_documents, "--text", "--output", output).exit_code == 0
        content = output.read_bytes()
        text = (gzip.decompress(content) if name.endswith(".gz") else content).decode("utf-8")
        first, second = csv.DictReader(text.splitlines(keepends=True))
        assert (first["id"], first["text"]) == ("a1", FIXED)
        want = lines_of(batch(csv_documents).stdout)
        assert json.loads(first["edits"]) == want[0]["edits"] != []
        assert (second["edits"], second["warnings"]) == ("[]", "[]")

    def test_an_empty_cell_is_no_source(self, batch: Run, tmp_path: Path) -> None:
        path = tmp_path / "docs.csv"
        path.write_text("id,text,source,code\na,Mr Makron,,\n", encoding="utf-8")
        [found] = lines_of(batch(path, "--source-field", "source", "--source-language-field", "code").stdout)
        assert found["warnings"] == []

    def test_a_long_article(self, batch: Run, tmp_path: Path) -> None:
        path = tmp_path / "docs.csv"
        path.write_text(f"id,text\na,{'Nothing. ' * 20_000}Mr Makron\n", encoding="utf-8")
        assert '"after": "Macron"' in batch(path).stdout

    def test_what_is_no_csv(self, batch: Run, tmp_path: Path) -> None:
        path = tmp_path / "docs.csv"
        path.write_text('id,text\na,"open\n', encoding="utf-8")
        result = batch(path)
        assert (result.exit_code, "docs.csv:2: not valid CSV" in result.stderr) == (2, True)

    def test_half_a_character_cannot_be_written(self, batch: Run, tmp_path: Path) -> None:
        line = '{"id": "a", "text": "\\ud800 Mr Makron"}\n'
        for name in ("out.csv", "out.parquet"):
            result = batch("-", "--text", "--output", tmp_path / name, stdin=line)
            assert (result.exit_code, "lone surrogate" in result.stderr) == (2, True)
            assert not (tmp_path / name).exists()


class TestParquet:
    def test_in_and_out(self, batch: Run, parquet_documents: Path, tmp_path: Path) -> None:
        output, bad = tmp_path / "out.parquet", tmp_path / "bad.jsonl"
        assert batch(parquet_documents, "--text", "--output", output, "--skip-bad", bad).exit_code == 0
        want = lines_of(batch(parquet_documents, "--text", "--skip-bad", bad).stdout)
        assert pq.read_table(output).to_pylist() == want
        assert [row["text"] for row in want] == [FIXED, ""]

    def test_in_many_groups(self, batch: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(document_files, "_ROWS_A_GROUP", 2)
        stdin = "".join(json.dumps({"id": f"d{at}", "text": "Mr Makron"}) + "\n" for at in range(5))
        assert batch("-", "--output", tmp_path / "out.parquet", stdin=stdin).exit_code == 0
        file = pq.ParquetFile(tmp_path / "out.parquet")
        assert (file.num_row_groups, file.read()["id"].to_pylist()) == (3, ["d0", "d1", "d2", "d3", "d4"])

    def test_ids_of_two_types(self, batch: Run, tmp_path: Path) -> None:
        stdin = '{"id": 1, "text": ""}\n{"id": "a", "text": ""}\n'
        result = batch("-", "--output", tmp_path / "out.parquet", stdin=stdin)
        assert (result.exit_code, "ids must all be strings" in result.stderr) == (2, True)
        assert list(tmp_path.glob("out*")) == []

    def test_what_is_no_parquet(self, batch: Run, tmp_path: Path) -> None:
        (tmp_path / "docs.parquet").write_bytes(b"PAR1 and no more")
        result = batch(tmp_path / "docs.parquet")
        assert (result.exit_code, "cannot be read as Parquet" in result.stderr) == (2, True)

    def test_the_number_of_rows_is_known(self, parquet_documents: Path, csv_documents: Path) -> None:
        assert kind_of_file(parquet_documents).count(parquet_documents) == 3
        assert kind_of_file(csv_documents).count(csv_documents) is None


@pytest.mark.parametrize(("name", "columns"), [("out.csv", "doc_id,edits,review,warnings\n"), ("out.parquet", "")])
def test_a_file_without_documents_has_its_columns(batch: Run, tmp_path: Path, name: str, columns: str) -> None:
    assert batch("-", "--output", tmp_path / name, stdin="").exit_code == 0
    if columns:
        assert (tmp_path / name).read_text(encoding="utf-8") == columns
    else:
        assert pq.read_schema(tmp_path / name).names == ["doc_id", "edits", "review", "warnings"]
