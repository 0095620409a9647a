"""Every bad input gets the right result, or an error with file, line and remedy and no half-written file."""

from __future__ import annotations

import gzip
import json
import os
from pathlib import Path

import pytest
from tests.integration.conftest import Run


@pytest.mark.parametrize(
    ("text", "want"),
    [
        (b"", b""),
        (b"\x00Makron\x00", b"\x00Macron\x00"),
        (b"\x00" * 5000, b"\x00" * 5000),
        ("👩‍👩‍👧 Makron 🇫🇷".encode(), "👩‍👩‍👧 Macron 🇫🇷".encode()),
        ("\u202eשלום Makron \u202cمرحبا".encode(), "\u202eשלום Macron \u202cمرحبا".encode()),
        (
            "Cafe\u0301 Makron z\u0334\u0335\u0336a\u0301".encode(),
            "Cafe\u0301 Macron z\u0334\u0335\u0336a\u0301".encode(),
        ),
        (b"Mr\r\nMakron\r\n\r\n", b"Mr\r\nMacron\r\n\r\n"),
        (
            b"Mr\rMakron\rleft\n\x0cKyyyiv\x0b\xc2\x85\xe2\x80\xa8",
            b"Mr\rMacron\rleft\n\x0cKyiv\x0b\xc2\x85\xe2\x80\xa8",
        ),
        (b"\xef\xbb\xbfMakron left", b"\xef\xbb\xbfMacron left"),
        (b"\xef\xbb\xbfVondrein left", b"\xef\xbb\xbfVon der Leyen left"),
        (b"  \t Makron \n\n\n", b"  \t Macron \n\n\n"),
        ("\U0010ffff\ufffe Makron \ue000".encode(), "\U0010ffff\ufffe Macron \ue000".encode()),
    ],
)
def test_every_byte_outside_an_edit_survives(fix: Run, tmp_path: Path, text: bytes, want: bytes) -> None:
    assert fix(stdin=text).stdout_bytes == want
    path = tmp_path / "text.txt"
    path.write_bytes(text)
    assert fix(path).stdout_bytes == want
    assert fix("--write", path).exit_code == 0
    assert path.read_bytes() == want


@pytest.mark.parametrize("report", ["json", "diff", "explain"])
@pytest.mark.parametrize("text", ["", "\0 Makron \u202e 😀\r\rMakron\x0c[b]Makron[/b]", "\ufeffMakron"])
def test_every_report_bears_every_text(fix: Run, report: str, text: str) -> None:
    result = fix("--format", report, stdin=text.encode())
    assert result.exit_code == 0
    if report == "json":
        assert json.loads(result.stdout)["text"] == text.removeprefix("\ufeff").replace("Makron", "Macron")


@pytest.mark.slow
@pytest.mark.parametrize("filler", ["He said so to us, again. ", "x", "\0", "Ab c"])
def test_a_megabyte_in_one_line(fix: Run, filler: str) -> None:
    text = filler * (1_000_000 // len(filler)) + " Makron"
    result = fix(stdin=text.encode())
    assert result.exit_code == 0
    assert result.stdout == text[: -len("Makron")] + "Macron"


class TestText:
    def test_not_utf8(self, fix: Run, tmp_path: Path) -> None:
        path = tmp_path / "latin.txt"
        path.write_bytes(b"Makron\r\ncaf\xe9\n")
        before = sorted(tmp_path.iterdir())
        result = fix("--write", path)
        assert result.exit_code == 2
        assert f"{path}:2: not UTF-8: 0xe9 at byte offset 11" in result.stderr
        assert f"iconv -f WINDOWS-1252 -t UTF-8 {path}" in result.stderr
        assert path.read_bytes() == b"Makron\r\ncaf\xe9\n"
        assert sorted(tmp_path.iterdir()) == before

    @pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
    def test_an_encoding_with_a_mark_stays(self, fix: Run, encoding: str) -> None:
        result = fix(stdin="Mr Makron\r\n".encode(encoding))
        assert (result.exit_code, result.stdout_bytes) == (0, "Mr Macron\r\n".encode(encoding))

    def test_what_is_no_text(self, fix: Run) -> None:
        result = fix(stdin=b"\x89PNG\x00Makron")
        assert (result.exit_code, result.stdout) == (2, "")
        assert "<stdin>: is not text: it has zero bytes" in result.stderr

    def test_a_folder(self, fix: Run, tmp_path: Path) -> None:
        result = fix(tmp_path)
        assert result.exit_code == 2
        assert f"{tmp_path}: cannot be read: Is a directory" in result.stderr


TRANSLATION = "Mr Makron left Kyyyiv in 2024 with 350 others and 27 cars.\n"
REPAIRED = "Mr Macron left Kyiv in 2024 with 350 others and 27 cars.\n"
SOURCES = {
    "right": "马克龙先生于2024年与其他350人和27辆车一起离开了基辅。\n",
    "of another document": "Вчера в 1999 году 12 человек приехали из 77 городов.\n",
    "cut short": "马克",
    "empty": "",
    "only spaces": " \t\r\n\u3000\ufeff",
    "only digits": "2024 350 27",
    "in the target language": "Mr Macron left Kyiv in 2024 with 350 others and 27 cars.\n",
    "the translation itself": TRANSLATION,
    "machine-made": "马克龙" * 20_000,
    "one long word": "ж" * 100_000,
    "many lines": "\n" * 20_000 + "马克龙",
    "unusual": "\0👩‍👩‍👧 \u202eمرحبا\u202c 🇫🇷 e\u0301\u0334 \U0010ffff\ufffe 马\u200b克龙\r马克龙\x85\u2028马克龙",
    "of many scripts": "Макрон 马克龙 マクロン ماكرون מקרון მაკრონი माक्रों Μακρόν 마크롱 มาครง",
}


class TestSource:
    """A source that is no good takes nothing away."""

    @pytest.mark.parametrize("language", ["zh", "ru", "de", "ar", None])
    @pytest.mark.parametrize("source", SOURCES.values(), ids=list(SOURCES))
    def test_repairs_stay(self, fix: Run, tmp_path: Path, source: str, language: str | None) -> None:
        path = tmp_path / "source.txt"
        path.write_text(source, encoding="utf-8", newline="")
        options = ["--source", path, *(["--source-language", language] if language else [])]
        result = fix(*options, stdin=TRANSLATION)
        assert (result.stdout, result.exit_code) == (REPAIRED, 0)
        assert all(line.startswith("namefix: <stdin>: warning: ") for line in result.stderr.splitlines())

    @pytest.mark.parametrize(
        ("name", "problem"),
        [
            ("of another document", "does not fit"),
            ("empty", "no letters"),
            ("only spaces", "no letters"),
            ("only digits", "no letters"),
            ("in the target language", "language of the translation"),
            ("the translation itself", "language of the translation"),
        ],
    )
    def test_one_that_does_not_fit_is_told(self, fix: Run, tmp_path: Path, name: str, problem: str) -> None:
        path = tmp_path / "source.txt"
        path.write_text(SOURCES[name], encoding="utf-8", newline="")
        assert problem in fix("--source", path, stdin=TRANSLATION).stderr

    def test_the_right_one_is_not_complained_of(self, fix: Run, tmp_path: Path) -> None:
        path = tmp_path / "source.txt"
        path.write_text(SOURCES["right"], encoding="utf-8")
        for language in ([], ["--source-language", "zh"]):
            assert fix("--source", path, *language, stdin=TRANSLATION).stderr == ""

    @pytest.mark.parametrize(
        ("content", "problem"),
        [
            (None, "cannot be read: No such file"),
            ("Привет".encode("cp1251"), "source.txt:1: not UTF-8: 0xcf at byte offset 0"),
        ],
    )
    def test_one_that_cannot_be_read(self, fix: Run, tmp_path: Path, content: bytes | None, problem: str) -> None:
        text, source = tmp_path / "text.txt", tmp_path / "source.txt"
        text.write_text(TRANSLATION, encoding="utf-8")
        if content is not None:
            source.write_bytes(content)
        result = fix("--write", text, "--source", source)
        assert (result.exit_code, result.stdout) == (2, "")
        assert problem in result.stderr
        assert text.read_text(encoding="utf-8") == TRANSLATION


class TestTable:
    @pytest.mark.parametrize(
        ("name", "content", "problem"),
        [
            ("t.csv", b"id,name\np,Oslo\n", "t.csv:1: the first line must name the columns; missing: 'kind'"),
            ("t.csv", b"", "t.csv:1: the first line must name the columns"),
            ("t.csv", b"id,kind,name,color\n", "t.csv:1: the first line must name the columns; unknown: 'color'"),
            ("t.csv", b"id,kind,name\np,place,Oslo\np,place,Rome\n", "t.csv:3: id 'p' is used already in"),
            ("t.csv", b"id,kind,name\np,place\n", "t.csv:2: 2 fields, but the header has 3"),
            ("t.csv", b"id,kind,name\np,place,Z\xfcrich\n", "t.csv:2: not UTF-8"),
            ("t.csv", b'id,kind,name\np,place,"Oslo\n', "t.csv:2: not valid CSV"),
            ("t.jsonl", b'{"id": "p", "kind": "place"}\n', "t.jsonl:1: field 'name' is missing or empty"),
            ("t.jsonl", b'{"id": "p", "kind": "place", "name": "A", "x": 1}\n', "t.jsonl:1: unknown field 'x'"),
            ("t.csv.gz", b"id,kind,name\n", "t.csv.gz:1: broken gzip file"),
            ("t.csv.gz", gzip.compress(b"id,kind,name\np,place,Oslo\n", mtime=0)[:-8], "broken gzip file"),
            ("t.xlsx", b"PK", "unknown table format; known suffixes: .csv, .jsonl"),
        ],
    )
    def test_says_what_is_wrong_and_where(
        self, run: Run, tmp_path: Path, name: str, content: bytes, problem: str
    ) -> None:
        table = tmp_path / name
        table.write_bytes(content)
        for arguments in (
            ["fix", "--no-bundled", "--pipeline", "none", "--table", table],
            ["table", "check", "--no-bundled", table],
        ):
            result = run(*arguments, stdin="Makron")
            assert (result.exit_code, result.stdout) == (2, "")
            assert problem in result.stderr
            assert "Traceback" not in result.stderr

    def test_a_long_list_is_cut_but_in_check(self, run: Run, tmp_path: Path) -> None:
        table = tmp_path / "t.csv"
        table.write_text("id,kind,name\n" + "".join(f"p{at},town,A\n" for at in range(50)), encoding="utf-8")
        short = run("table", "find", "A", "--no-bundled", "--table", table).stderr
        assert short.count("kind must be") == 20
        assert "namefix table check" in short
        assert run("table", "check", "--no-bundled", table).stderr.count("kind must be") == 50


GOOD = '{"doc_id": "a", "text": "Makron"}\n'


class TestJsonLines:
    @pytest.mark.parametrize(
        ("line", "problem"),
        [
            (b'{"text": "x"}', ["no field 'doc_id'", "'text'", "--id-field"]),
            (b'{"doc_id": "a", "mt": "x", "pair": 1}', ["no field 'text'", "'doc_id', 'mt', 'pair'", "--text-field"]),
            (b"{}", ["no field 'doc_id'", "none"]),
            (b'{"doc_id": null, "text": "x"}', ["'doc_id' must be a string or a whole number, got None"]),
            (b'{"doc_id": true, "text": "x"}', ["'doc_id' must be a string or a whole number, got True"]),
            (b'{"doc_id": "a", "text": ["x"]}', ["'text' must be a string, got ['x']"]),
            (b'{"doc_id": "a", ', ["not valid JSON"]),
            (b"[1]", ["a JSON object is needed, got '[1]'"]),
            (b"[" * 100_000, ["not valid JSON"]),
            (b'{"doc_id": ' + b"1" * 5000 + b', "text": ""}', ["not valid JSON"]),
            (b'{"doc_id": "a", "text": "caf\xe9"}', ["not UTF-8: 0xe9 at byte offset 28 of the line", "iconv"]),
        ],
    )
    def test_bad_line(self, batch: Run, tmp_path: Path, line: bytes, problem: list[str]) -> None:
        path, output = tmp_path / "docs.jsonl", tmp_path / "out.jsonl"
        path.write_bytes(GOOD.encode() + b"\n" + line + b"\n")
        output.write_bytes(b"of last week\n")
        before = sorted(tmp_path.iterdir())
        result = batch(path, "--output", output)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{path}:3: " in result.stderr
        for piece in problem:
            assert piece in result.stderr
        assert output.read_bytes() == b"of last week\n"
        assert sorted(tmp_path.iterdir()) == before

    @pytest.mark.parametrize(
        ("fields", "problem"),
        [
            ('"language": "zh"', ["no field 'source'", "'doc_id', 'text', 'language'", "--source-field", "null"]),
            ('"source": "x"', ["no field 'language'", "'source'", "--source-language-field", "null"]),
            ('"source": 1, "language": "zh"', ["'source' must be a string or null, got 1"]),
            ('"source": ["x"], "language": "zh"', ["'source' must be a string or null, got ['x']"]),
            ('"source": NaN, "language": null', ["'source' must be a string or null, got nan"]),
            ('"source": "x", "language": true', ["'language' must be a string or null, got True"]),
            ('"source": "x", "language": "xx"', ["field 'language': ", "'xx'"]),
            ('"source": null, "language": ""', ["field 'language': ", "''"]),
        ],
    )
    def test_bad_source(self, batch: Run, tmp_path: Path, fields: str, problem: list[str]) -> None:
        path, output = tmp_path / "docs.jsonl", tmp_path / "out.jsonl"
        good = '{"doc_id": "a", "text": "Makron", "source": null, "language": null}\n'
        path.write_text(f'{good}{{"doc_id": "b", "text": "Makron", {fields}}}\n', encoding="utf-8")
        options = ["--source-field", "source", "--source-language-field", "language"]
        result = batch(path, "--output", output, *options)
        assert (result.exit_code, result.stdout) == (2, "")
        assert f"{path}:2: " in result.stderr
        for piece in problem:
            assert piece in result.stderr
        assert not output.exists()

    @pytest.mark.parametrize(
        "content", [GOOD.encode(), gzip.compress(GOOD.encode() * 5000, mtime=0)[:-30], b"\x1f\x8b\x08"]
    )
    def test_broken_gzip(self, batch: Run, tmp_path: Path, content: bytes) -> None:
        path, output = tmp_path / "docs.jsonl.gz", tmp_path / "out.jsonl.gz"
        path.write_bytes(content)
        result = batch(path, "--output", output)
        assert result.exit_code == 2
        assert f"{path}:" in result.stderr
        assert "broken gzip file" in result.stderr
        assert not output.exists()

    def test_absent(self, batch: Run, tmp_path: Path) -> None:
        result = batch(tmp_path / "absent.jsonl", "--output", tmp_path / "out.jsonl")
        assert result.exit_code == 2
        assert "absent.jsonl: cannot be read: No such file" in result.stderr
        assert not (tmp_path / "out.jsonl").exists()

    def test_a_surrogate_that_stands_alone(self, batch: Run) -> None:
        line = '{"doc_id": "\\udc00", "text": "\\ud800 Makron \\ud800"}\n'
        result = batch("-", stdin=line)
        assert result.exit_code == 0
        found = json.loads(result.stdout)
        assert (found["doc_id"], found["edits"][0]["start"]) == ("\udc00", 2)

    def test_nothing(self, batch: Run) -> None:
        result = batch("-", stdin=b"")
        assert (result.exit_code, result.stdout) == (0, "")


class TestOutput:
    def test_checked_before_the_work_begins(self, batch: Run, tmp_path: Path) -> None:
        documents = tmp_path / "docs.jsonl"
        documents.write_text("not read at all", encoding="utf-8")
        for output, problem in (
            (tmp_path / "absent" / "out.jsonl", "No such file or directory"),
            (tmp_path, "is a folder"),
            (documents / "out.jsonl", "Not a directory"),
        ):
            result = batch(documents, "--output", output)
            assert result.exit_code == 2
            assert f"{output}: " in result.stderr
            assert problem in result.stderr

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
    def test_no_room(self, batch: Run) -> None:
        result = batch("-", "--output", "/dev/full", stdin=GOOD * 2000)
        assert result.exit_code == 2
        assert "/dev/full: cannot be written: No space left on device" in result.stderr

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
    def test_write_protected(self, batch: Run, fix: Run, tmp_path: Path) -> None:
        output = tmp_path / "out.jsonl"
        output.write_text("Makron", encoding="utf-8")
        output.chmod(0o444)
        assert "is write-protected" in batch("-", "--output", output, stdin=GOOD).stderr
        assert "is write-protected" in fix("--write", output).stderr
        assert output.read_text(encoding="utf-8") == "Makron"
