from __future__ import annotations

import gzip
import json
import os
import re
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest
from tests.integration.conftest import Run, shown_on_terminal
from tests.unit.files.test_docx_file import made_by_word

TEXT = "Mr Makron left.\nHe went to Kyyyiv.\n"
FIXED = "Mr Macron left.\nHe went to Kyiv.\n"


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "article.txt"
    path.write_text(TEXT, encoding="utf-8")
    return path


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    path = tmp_path / "docs.jsonl"
    lines = [{"doc_id": f"d{at}", "text": TEXT if at % 2 else "Nothing."} for at in range(5)]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return path


@pytest.fixture
def starmer(tmp_path: Path) -> Path:
    """A table with native names, beside the small one."""
    path = tmp_path / "starmer.csv"
    path.write_text(
        "id,kind,name,native,country,roles,weight\n"
        "person/keir-starmer,person,Keir Starmer,基尔·斯塔默|Кир Стармер,GB,Prime Minister,120\n",
        encoding="utf-8",
    )
    return path


GARBLED = "Prime Minister Kiel Stamer spoke.\n"
REPAIRED = "Prime Minister Keir Starmer spoke.\n"
CHINESE, RUSSIAN = "首相基尔·斯塔默发表讲话。\n", "Премьер-министр Кир Стармер выступил.\n"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """A translation and its source."""
    text, source = tmp_path / "text.txt", tmp_path / "source.txt"
    text.write_text(GARBLED, encoding="utf-8")
    source.write_text(CHINESE, encoding="utf-8")
    return text, source


def listed(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()}


class TestFix:
    def test_prints_the_repaired_text(self, fix: Run, article: Path) -> None:
        result = fix(article)
        assert (result.stdout, result.exit_code) == (FIXED, 0)
        assert article.read_text(encoding="utf-8") == TEXT

    @pytest.mark.parametrize("arguments", [[], ["-"]])
    def test_reads_standard_input(self, fix: Run, arguments: list[str]) -> None:
        assert fix(*arguments, stdin=TEXT).stdout == FIXED

    def test_prints_several_files_one_after_the_other(self, fix: Run, article: Path) -> None:
        assert fix(article, article).stdout == FIXED * 2

    def test_a_file_that_fails_does_not_hold_up_the_others(self, fix: Run, article: Path) -> None:
        result = fix("absent.txt", article)
        assert (result.stdout, result.exit_code) == (FIXED, 2)
        assert "absent.txt: cannot be read" in result.stderr

    def test_json(self, fix: Run, article: Path) -> None:
        found = json.loads(fix(article, "--format", "json").stdout)
        assert (found["path"], found["text"], found["review"]) == (str(article), FIXED, [])
        assert [(edit["start"], edit["end"], edit["after"]) for edit in found["edits"]] == [
            (3, 9, "Macron"),
            (27, 33, "Kyiv"),
        ]

    def test_diff_is_a_patch(self, fix: Run, article: Path) -> None:
        lines = fix(article, "--format", "diff").stdout.splitlines()
        assert lines[0] == f"--- a/{str(article).removeprefix('/')}"
        assert lines[3:] == ["-Mr Makron left.", "-He went to Kyyyiv.", "+Mr Macron left.", "+He went to Kyiv."]

    def test_explain_is_a_format(self, fix: Run, article: Path) -> None:
        explained = fix(article, "--explain").stdout
        assert explained == fix(article, "--format", "explain").stdout
        assert "2 changes, 0 uncertain" in explained
        assert "listed as a misspelling" in explained

    def test_format_text_is_the_default(self, fix: Run, article: Path) -> None:
        assert fix(article, "--format", "text").stdout == FIXED

    def test_format_html_is_one_page_for_all_files(self, fix: Run, article: Path, tmp_path: Path) -> None:
        other = tmp_path / "other.txt"
        other.write_text("Mr Makron spoke.", encoding="utf-8")
        result = fix(article, other, tmp_path / "missing.txt", "--format", "html")
        assert result.exit_code == 2
        assert result.stdout.count("<!doctype html>") == 1
        assert "2 texts: 3 changes, 0 uncertain" in result.stdout

    def test_format_html_of_nothing_readable_is_nothing(self, fix: Run, tmp_path: Path) -> None:
        assert fix(tmp_path / "missing.txt", "--format", "html").stdout == ""

    def test_unknown_format(self, fix: Run, article: Path) -> None:
        result = fix(article, "--format", "word")
        assert result.exit_code == 2
        assert "explain" in result.stderr

    def test_style_canonical(self, fix: Run) -> None:
        assert fix("--style", "canonical", stdin="In Kiev.").stdout == "In Kyiv."
        assert fix("--style", "keep", stdin="In Kiev.").stdout == "In Kiev."

    def test_style_file(self, fix: Run, tmp_path: Path) -> None:
        style = tmp_path / "house.toml"
        style.write_text('default = "canonical"\n[entities]\n"place/kyiv" = "keep"\n', encoding="utf-8")
        assert fix("--style", style, stdin="In Kiev and Odessa.").stdout == "In Kiev and Odesa."

    def test_style_that_is_none(self, fix: Run) -> None:
        result = fix("--style", "fancy", stdin="In Kiev.")
        assert result.exit_code == 2
        assert "keep, canonical or a style file, got 'fancy'" in result.stderr

    def test_tables_add_up(self, fix: Run, tmp_path: Path) -> None:
        more = tmp_path / "more.jsonl"
        more.write_text('{"id": "p1", "kind": "place", "name": "Oslo", "misspellings": ["Ozlo"]}\n', encoding="utf-8")
        assert fix("--table", more, stdin="Makron in Ozlo").stdout == "Macron in Oslo"
        assert fix(stdin="Makron in Ozlo").stdout == "Macron in Ozlo"

    def test_unknown_pipeline(self, fix: Run) -> None:
        result = fix("--pipeline", "xx_no_such", stdin="x")
        assert result.exit_code == 2
        assert "pip install xx-no-such" in result.stderr

    @pytest.mark.parametrize(
        "arguments",
        [
            ["--write", "--check"],
            ["--write", "--output", "out.txt"],
            ["--write", "--format", "diff"],
            ["--write", "--explain"],
            ["--format", "text", "--explain"],
            ["--write", "-"],
            ["--write"],
            ["-", "-"],
        ],
    )
    def test_contradicting_options(self, fix: Run, article: Path, arguments: list[str]) -> None:
        files = [] if "-" in arguments or arguments == ["--write"] else [article]
        result = fix(*arguments, *files)
        assert (result.exit_code, result.stdout) == (2, "")
        assert article.read_text(encoding="utf-8") == TEXT

    def test_no_table_at_all(self, run: Run) -> None:
        result = run("fix", "--no-bundled", stdin=TEXT)
        assert result.exit_code == 2
        assert "--table" in result.stderr


PAGE = "<title>Makron</title>\n<p title='Makron'>Mr <b>Emmanuel</b> Makron &amp; co, <code>Makron</code></p>\n"
FIXED_PAGE = "<title>Macron</title>\n<p title='Makron'>Mr <b>Emmanuel</b> Macron &amp; co, <code>Makron</code></p>\n"
SUBTITLES = "1\n00:00:01,000 --> 00:00:02,000\nMr Emmanuel\nMakron left.\n"


class TestKinds:
    """Every kind of file is read as what it is."""

    @pytest.fixture
    def page(self, tmp_path: Path) -> Path:
        path = tmp_path / "page.html"
        path.write_text(PAGE, encoding="utf-8")
        return path

    @pytest.fixture
    def document(self, tmp_path: Path) -> Path:
        path = tmp_path / "page.docx"
        path.write_bytes(made_by_word())
        return path

    @pytest.mark.parametrize(
        ("name", "content", "want"),
        [
            ("a.html", PAGE, FIXED_PAGE),
            ("a.srt", SUBTITLES, SUBTITLES.replace("Makron", "Macron")),
            ("a.md", "# Makron\n\n`Makron` and *Emmanuel*\nMakron\n", "# Macron\n\n`Makron` and *Emmanuel*\nMacron\n"),
            ("a.txt", "See @Makron, Makron\n", "See @Makron, Macron\n"),
        ],
    )
    def test_only_what_people_read_changes(self, fix: Run, tmp_path: Path, name: str, content: str, want: str) -> None:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        result = fix(path)
        assert (result.stdout, result.stderr, result.exit_code) == (want, "", 0)
        assert fix(path, "--write").exit_code == 0
        assert path.read_text(encoding="utf-8") == want

    def test_standard_input_is_plain_text_unless_told(self, fix: Run) -> None:
        assert fix(stdin=PAGE).stdout == PAGE.replace("Makron", "Macron")
        for option in (["--file-type", "html"], ["--stdin-filename", "x.html"]):
            assert fix("-", *option, stdin=PAGE).stdout == FIXED_PAGE

    def test_a_kind_can_be_forced(self, fix: Run, page: Path) -> None:
        assert fix(page, "--file-type", "text").stdout == PAGE.replace("Makron", "Macron")
        result = fix(page, "--file-type", "pdf")
        assert result.exit_code == 2
        assert "unknown file format 'pdf'" in result.stderr

    def test_reports_are_about_the_file(self, fix: Run, page: Path) -> None:
        found = json.loads(fix(page, "--format", "json").stdout)
        assert found["text"].startswith("Macron\n\nMr Emmanuel Macron & co, ")
        assert [(edit["start"], edit["before"]) for edit in found["edits"]] == [(0, "Makron"), (20, "Makron")]
        assert [(edit["line"], edit["column"]) for edit in found["edits"]] == [(1, 8), (2, 38)]
        lines = [line.split()[0] for line in fix(page, "--explain").stdout.splitlines() if "Macron" in line]
        assert lines == ["1", "2"]
        assert f"+{FIXED_PAGE.splitlines()[1]}" in fix(page, "--format", "diff").stdout.splitlines()
        html = fix(page, "--format", "html").stdout
        assert "2 changes" in html
        assert "Mr Emmanuel" in html

    def test_a_word_document_cannot_be_printed(self, fix: Run, document: Path, tmp_path: Path) -> None:
        result = fix(document)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "use --write, --output FILE or --explain" in result.stderr
        assert "-Makron" in fix(document, "--format", "diff").stdout
        output = tmp_path / "out.docx"
        assert fix(document, "--output", output).exit_code == 0
        before = document.read_bytes()
        assert (fix(document, "--write").exit_code, document.read_bytes() == before) == (0, False)
        assert document.read_bytes() == output.read_bytes()

    def test_output_holds_a_report_too(self, fix: Run, page: Path, article: Path, tmp_path: Path) -> None:
        output = tmp_path / "out.html"
        result = fix(page, article, "--format", "html", "--output", output)
        assert (result.stdout, result.exit_code) == ("", 0)
        assert "2 texts: 4 changes" in output.read_text(encoding="utf-8")

    def test_output_of_a_file_that_fails_stays_as_it_was(self, fix: Run, article: Path, tmp_path: Path) -> None:
        output = tmp_path / "out.txt"
        output.write_text("before", encoding="utf-8")
        for arguments in (["absent.txt"], [article, "absent.txt", "--format", "diff"]):
            assert fix(*arguments, "--output", output).exit_code == 2
            assert output.read_text(encoding="utf-8") == "before"
        assert fix(article, article, "--output", output).exit_code == 2
        assert fix(article, "--output", article).exit_code == 2
        assert article.read_text(encoding="utf-8") == TEXT

    def test_a_change_without_a_place_in_the_markup_is_told(self, fix: Run, tmp_path: Path) -> None:
        more, path = tmp_path / "more.csv", tmp_path / "a.md"
        more.write_text("id,kind,name,misspellings\nperson/x,person,Zelensky,Zelen sky\n", encoding="utf-8")
        path.write_text("> Zelen\n> **sky** and Makron\n", encoding="utf-8")
        result = fix("--table", more, path)
        assert (result.stdout, result.exit_code) == ("> Zelen\n> **sky** and Macron\n", 1)
        assert f"{path}:1:3: Zelen sky → Zelensky has no place in the markup" in result.stderr

    def test_settings_of_the_folder_hold(self, run: Run, names: Path, page: Path, tmp_path: Path) -> None:
        keys = 'tables = ["names.csv"]\nbundled = false\npipeline = "none"\naccepted = ["Makron"]\n'
        (tmp_path / "namefix.toml").write_text(keys, encoding="utf-8")
        assert run("fix", page).stdout == PAGE.replace("</b> Makron", "</b> Macron")


class TestSource:
    @pytest.mark.parametrize("language", [[], ["--source-language", "zh"]])
    def test_is_evidence(self, fix: Run, starmer: Path, pair: tuple[Path, Path], language: list[str]) -> None:
        text, source = pair
        result = fix("--table", starmer, text, "--source", source, "--format", "json", *language)
        found = json.loads(result.stdout)
        assert (found["text"], found["warnings"], result.stderr) == (REPAIRED, [], "")
        assert "基尔·斯塔默" in " ".join(edit["reason"] for edit in found["edits"])

    @pytest.mark.parametrize(
        ("option", "exit_code"), [("--format=diff", 0), ("--format=text", 0), ("--explain", 0), ("--check", 1)]
    )
    def test_goes_with_every_output(
        self, fix: Run, starmer: Path, pair: tuple[Path, Path], option: str, exit_code: int
    ) -> None:
        text, source = pair
        result = fix("--table", starmer, text, "--source", source, option)
        assert (result.exit_code, "warning" in result.stderr) == (exit_code, False)
        assert "Keir" in result.stdout

    def test_goes_with_write(self, fix: Run, starmer: Path, pair: tuple[Path, Path]) -> None:
        text, source = pair
        assert fix("--table", starmer, "--write", text, "--source", source).exit_code == 0
        assert (text.read_text(encoding="utf-8"), source.read_text(encoding="utf-8")) == (REPAIRED, CHINESE)

    def test_either_may_be_standard_input(self, fix: Run, starmer: Path, pair: tuple[Path, Path]) -> None:
        text, source = pair
        assert fix("--table", starmer, "--source", source, stdin=GARBLED).stdout == REPAIRED
        assert fix("--table", starmer, text, "--source", "-", stdin=RUSSIAN).stdout == REPAIRED

    @pytest.mark.parametrize(
        ("source", "language", "problem"),
        [
            ("", [], "the source has no letters"),
            ("\ufeff \r\n", ["--source-language", "zh"], "the source has no letters"),
            (RUSSIAN, ["--source-language", "zh"], "'zh'"),
            ("Mr Macron left.\nHe went to Kyiv.\n", [], "in the language of the translation"),
        ],
    )
    def test_that_does_not_fit_is_told(
        self, fix: Run, article: Path, source: str, language: list[str], problem: str
    ) -> None:
        for option, exit_code in (("--format=text", 0), ("--check", 1)):
            result = fix(article, "--source", "-", *language, option, stdin=source)
            assert (result.stdout, result.exit_code) == (fix(article, option).stdout, exit_code)
            [line] = [line for line in result.stderr.splitlines() if not line.startswith("Found ")]
            assert line.startswith(f"namefix: {article}: warning: ")
            assert problem in line

    def test_warnings_are_in_the_reports_for_programs_and_editors(self, fix: Run, article: Path) -> None:
        [warning] = json.loads(fix(article, "--source", "-", "--format", "json").stdout)["warnings"]
        assert fix(article, "--source", "-", "--explain").stdout.endswith(f"\nWarning: {warning}\n")
        assert json.loads(fix(article, "--format", "json").stdout)["warnings"] == []

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["-", "--source", "-"], "only once"),
            (["--source", "-"], "only once"),
            (["a.txt", "b.txt", "--source", "c.txt"], "--source-field"),
            (["a.txt", "--source-language", "zh"], "--source"),
            (["a.txt", "--source", "c.txt", "--source-language", "xx"], "'xx'"),
            (["a.txt", "--source", "c.txt", "--source-language", ""], "''"),
        ],
    )
    def test_wrong_use(self, fix: Run, arguments: list[str], problem: str) -> None:
        result = fix(*arguments, stdin=TEXT)
        assert (result.exit_code, result.stdout) == (2, "")
        assert problem in result.stderr
        assert "cannot be read" not in result.stderr


class TestWrite:
    def test_changes_the_file_and_keeps_its_mode(self, fix: Run, article: Path) -> None:
        article.chmod(0o640)
        before = listed(article.parent)
        result = fix(article, "--write")
        assert (result.exit_code, result.stdout) == (0, "")
        assert article.read_bytes() == FIXED.encode()
        assert stat.S_IMODE(article.stat().st_mode) == 0o640
        assert listed(article.parent) == before
        assert result.stderr == f"{article}: 2 changes\n"

    def test_does_not_touch_a_file_without_changes(self, fix: Run, article: Path) -> None:
        article.write_text(FIXED, encoding="utf-8")
        os.utime(article, ns=(1, 1))
        number = article.stat().st_ino
        assert fix(article, "--write").exit_code == 0
        assert (article.stat().st_mtime_ns, article.stat().st_ino) == (1, number)

    def test_a_link_stays_a_link(self, fix: Run, article: Path) -> None:
        link = article.with_name("link.txt")
        link.symlink_to(article)
        fix(link, "--write")
        assert link.is_symlink()
        assert article.read_text(encoding="utf-8") == FIXED

    def test_an_error_leaves_the_file_and_nothing_else(
        self, fix: Run, article: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def full(_: int) -> None:
            raise OSError(28, "No space left on device")

        before = listed(article.parent)
        monkeypatch.setattr(os, "fsync", full)
        result = fix(article, "--write")
        assert result.exit_code == 2
        assert "No space left on device" in result.stderr
        assert article.read_text(encoding="utf-8") == TEXT
        assert listed(article.parent) == before


class TestCheck:
    """`fix --check` is `check`."""

    def test_says_the_same(self, fix: Run, run: Run, article: Path, names: Path) -> None:
        table = ["--no-bundled", "--table", names, "--pipeline", "none"]
        for options in ([], ["--format", "json"], ["--review"]):
            result = fix(article, "--check", *options)
            assert result.stdout == run("check", *table, article, *options).stdout
            assert (result.stdout != "", result.exit_code) == (True, 1)
        assert article.read_text(encoding="utf-8") == TEXT

    def test_finds_nothing(self, fix: Run) -> None:
        result = fix("--check", "-", stdin=FIXED)
        assert (result.exit_code, result.stdout, result.stderr) == (0, "", "")

    def test_ends_with_the_numbers(self, fix: Run, article: Path) -> None:
        text = "Mr Makron went to Brenn.\n"
        found = "Found 2 names, 1 can be repaired with `--write-changes`"
        assert fix("--check", "-", stdin=text).stderr == f"{found}; `--review` lists 1 uncertain\n"
        assert fix("--check", "-", "--review", stdin=text).stderr == f"{found}\n"
        assert fix("--check", "-", "--format", "json", stdin=text).stderr == ""
        article.write_text("Mr Makron.\n", encoding="utf-8")
        assert fix("--check", article, "--write-changes").stderr.endswith("Found 1 name, 1 repaired\n")


class TestHelp:
    def test_commands_are_in_groups_and_fix_is_first(self, run: Run) -> None:
        shown = run("--help").stdout
        panels = (
            "Texts",
            "│ fix ",
            "│ check ",
            "Files of many texts",
            "│ batch ",
            "Tables of names",
            "│ table ",
            "Services",
        )
        places = [shown.index(name) for name in panels]
        assert places == sorted(places)

    @pytest.mark.parametrize("command", [[], ["fix"], ["check"], ["table"], ["table", "find"], ["table", "build"]])
    def test_no_type_beside_flags(self, run: Run, command: list[str]) -> None:
        shown = run(*command, "--help").stdout
        assert "--help" in shown
        assert "bool" not in shown.lower()


class TestFileNames:
    def test_control_characters_of_a_name_are_escaped(self, fix: Run, tmp_path: Path) -> None:
        path = tmp_path / "a\x1b[31m\u202eb.txt"
        path.write_text("Mr Makron.\n", encoding="utf-8")
        absent = tmp_path / "c\x1b[31m.txt"
        for arguments in ([path, "--check"], [path, "--write"], [absent], [absent, "--check"]):
            result = fix(*arguments)
            assert "\\x1b[31m" in result.stdout + result.stderr
            assert "\x1b" not in result.stdout + result.stderr

    def test_columns_are_code_points(self, fix: Run) -> None:
        assert fix("--check", "-", stdin="😀\r\né😀 Makron\n").stdout.startswith("<stdin>:2:4: ")

    def test_what_is_uncertain_would_not_change(self, fix: Run) -> None:
        assert fix("--check", "-", stdin="He went to Brenn.").exit_code == 0

    def test_bad_input_outweighs_a_finding(self, fix: Run, article: Path) -> None:
        assert fix(article, "absent.txt", "--check").exit_code == 2

    def test_a_file_may_be_called_so(self, fix: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)
        (tmp_path / "--check").write_text(TEXT, encoding="utf-8")
        assert fix("--", "--check").stdout == FIXED


class TestBatch:
    def test_writes_a_line_for_each_document(self, batch: Run, documents: Path, tmp_path: Path) -> None:
        output = tmp_path / "out.jsonl"
        result = batch(documents, "--output", output)
        assert (result.exit_code, result.stdout) == (0, "")
        lines = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
        assert [line["doc_id"] for line in lines] == ["d0", "d1", "d2", "d3", "d4"]
        assert [len(line["edits"]) for line in lines] == [0, 2, 0, 2, 0]
        assert lines[1]["edits"][0] == {
            "start": 3,
            "end": 9,
            "before": "Makron",
            "after": "Macron",
            "entity_id": "person/emmanuel-macron",
            "certainty": "sure",
            "probability": 1.0,
            "reason": "listed as a misspelling",
        }

    @pytest.mark.parametrize("arguments", [[], ["--output", "-"]])
    def test_standard_output(self, batch: Run, documents: Path, arguments: list[str]) -> None:
        assert len(batch(documents, *arguments).stdout.splitlines()) == 5

    def test_standard_input(self, batch: Run, documents: Path) -> None:
        assert batch("-", stdin=documents.read_bytes()).stdout == batch(documents).stdout

    def test_gzip_in_and_out(self, batch: Run, documents: Path, tmp_path: Path) -> None:
        packed, output = tmp_path / "docs.jsonl.gz", tmp_path / "out.jsonl.gz"
        packed.write_bytes(gzip.compress(documents.read_bytes()))
        assert batch(packed, "--output", output).exit_code == 0
        assert gzip.decompress(output.read_bytes()) == batch(documents).stdout_bytes

    def test_field_names_and_numbers_as_ids(self, batch: Run) -> None:
        line = '{"nr": 7, "mt": "Makron went to Brenn"}\n'
        found = json.loads(batch("-", "--text-field", "mt", "--id-field", "nr", stdin=line).stdout)
        assert (found["nr"], [edit["before"] for edit in found["edits"]]) == (7, ["Makron"])
        assert [(review["before"], review["probability"]) for review in found["review"]] == [("Brenn", 0.5)]

    def test_empty_lines_and_a_byte_order_mark_are_passed_over(self, batch: Run) -> None:
        result = batch("-", stdin='\ufeff\n{"doc_id": "a", "text": ""}\r\n\n')
        assert json.loads(result.stdout) == {"doc_id": "a", "edits": [], "review": [], "warnings": []}

    @pytest.mark.slow
    def test_jobs_change_nothing(self, batch: Run, documents: Path) -> None:
        assert batch(documents, "--jobs", "2").stdout == batch(documents).stdout

    @pytest.mark.parametrize("arguments", [["--jobs", "0"], ["--id-field", "edits"], ["--id-field", "warnings"]])
    def test_wrong_options(self, batch: Run, documents: Path, arguments: list[str]) -> None:
        assert batch(documents, *arguments).exit_code == 2

    def test_output_is_not_the_input(self, batch: Run, documents: Path) -> None:
        before = documents.read_bytes()
        assert batch(documents, "--output", documents).exit_code == 2
        assert documents.read_bytes() == before

    def test_what_is_no_file_is_not_replaced(self, batch: Run, documents: Path) -> None:
        assert batch(documents, "--output", os.devnull).exit_code == 0
        assert not Path(os.devnull).is_file()


class TestBatchSource:
    @pytest.fixture
    def translations(self, tmp_path: Path) -> Path:
        path = tmp_path / "translations.jsonl"
        lines = [
            {"doc_id": 1, "text": GARBLED, "original": CHINESE, "language": "zh"},
            {"doc_id": 2, "text": GARBLED, "original": RUSSIAN, "language": None},
            {"doc_id": 3, "text": TEXT, "original": None, "language": None},
            {"doc_id": 4, "text": TEXT, "original": " ", "language": "ru"},
            {"doc_id": 5, "text": GARBLED, "original": RUSSIAN, "language": "zh"},
        ]
        path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
        return path

    FIELDS = ("--source-field", "original", "--source-language-field", "language")

    def test_a_field_with_the_source_and_one_with_its_language(
        self, batch: Run, starmer: Path, translations: Path
    ) -> None:
        result = batch("--table", starmer, translations, *self.FIELDS)
        lines = [json.loads(line) for line in result.stdout.splitlines()]
        assert ([line["doc_id"] for line in lines], result.stderr) == ([1, 2, 3, 4, 5], "")
        reasons = [" ".join(edit["reason"] for edit in line["edits"]) for line in lines]
        assert "基尔·斯塔默" in reasons[0]
        assert "Кир Стармер" in reasons[1]
        assert [len(line["warnings"]) for line in lines] == [0, 0, 0, 1, 1]
        assert "no letters" in lines[3]["warnings"][0]
        assert "'zh'" in lines[4]["warnings"][0]
        alone = [json.loads(line) for line in batch("--table", starmer, translations).stdout.splitlines()]
        assert lines[2] == alone[2]
        assert lines[4]["edits"] == alone[4]["edits"]

    def test_one_language_for_all(self, batch: Run, starmer: Path, translations: Path) -> None:
        arguments = ["--table", starmer, translations, "--source-field", "original"]
        with_code = batch(*arguments, "--source-language", "zh").stdout
        assert [len(json.loads(line)["warnings"]) for line in with_code.splitlines()] == [0, 1, 0, 1, 1]
        by_script = batch(*arguments).stdout
        assert [len(json.loads(line)["warnings"]) for line in by_script.splitlines()] == [0, 0, 0, 1, 0]

    def test_standard_input_and_gzip(self, batch: Run, starmer: Path, translations: Path, tmp_path: Path) -> None:
        packed = tmp_path / "translations.jsonl.gz"
        packed.write_bytes(gzip.compress(translations.read_bytes()))
        want = batch("--table", starmer, translations, *self.FIELDS).stdout
        assert batch("--table", starmer, packed, *self.FIELDS).stdout == want
        assert batch("--table", starmer, "-", *self.FIELDS, stdin=translations.read_bytes()).stdout == want

    @pytest.mark.slow
    def test_jobs_change_nothing(self, batch: Run, starmer: Path, translations: Path) -> None:
        arguments = ["--table", starmer, translations, *self.FIELDS]
        assert batch(*arguments, "--jobs", "2").stdout == batch(*arguments).stdout

    @pytest.mark.parametrize(
        ("arguments", "problem"),
        [
            (["--source-language", "zh"], "--source-field"),
            (["--source-language-field", "language"], "--source-field"),
            ([*FIELDS, "--source-language", "zh"], "choose one"),
            (["--source-field", "original", "--source-language", "xx"], "'xx'"),
        ],
    )
    def test_wrong_use(self, batch: Run, translations: Path, arguments: list[str], problem: str) -> None:
        result = batch(translations, *arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert problem in result.stderr


class TestTable:
    def test_find_tells_status_and_entity(self, run: Run, names: Path) -> None:
        table = ["--table", names, "--no-bundled"]
        assert "misspelling" in run("table", "find", "Makron", *table).stdout
        assert "native" in run("table", "find", "马克龙", *table).stdout
        variant = run("table", "find", "kiev", *table).stdout
        assert "variant" in variant
        assert "place/kyiv" in variant

    def test_find_shows_every_bearer_of_a_name(self, run: Run, names: Path) -> None:
        found = run("table", "find", "Zell", "--table", names, "--no-bundled").stdout
        assert found.index("person/otto-zell") < found.index("person/anna-zell")

    def test_find_shows_the_nearest(self, run: Run, names: Path) -> None:
        found = run("table", "find", "Makronn", "--table", names, "--no-bundled").stdout
        assert "Makronn is not in the table" in found
        assert "person/emmanuel-macron" in found


class TestProcess:
    """The installed command in a process of its own."""

    def command(self, *arguments: str | Path) -> list[str]:
        code = "import sys; from namefix.cli.command_line import main; main(sys.argv[1:])"
        return [sys.executable, "-c", code, *map(str, arguments)]

    def test_version_and_help(self) -> None:
        version = subprocess.run(self.command("--version"), capture_output=True, check=True)
        assert version.stdout.startswith(b"namefix ")
        for arguments in ([], ["fix"], ["batch"], ["table"], ["table", "find"]):
            shown = subprocess.run(self.command(*arguments, "--help"), capture_output=True, check=True)
            assert b"Usage: namefix" in shown.stdout
            assert shown.stderr == b""

    def test_help_documents_the_exit_codes(self) -> None:
        shown = subprocess.run(self.command("fix", "--help"), capture_output=True, check=True).stdout.decode()
        assert "Exit codes" in shown
        assert "130 interrupted" in " ".join(shown.split())

    def test_help_does_not_import_spacy(self) -> None:
        code = "import sys, namefix.cli.command_line; sys.exit(any(name in sys.modules for name in ('spacy', 'numpy', 'rich')))"
        assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0

    def test_output_is_utf8_in_every_locale(self, names: Path) -> None:
        environment = {**os.environ, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", "LC_ALL": "C"}
        command = self.command("fix", "--no-bundled", "--table", names, "--pipeline", "none", "--check", "-")
        done = subprocess.run(command, input="é Makron\r\n".encode(), capture_output=True, env=environment, check=False)
        assert done.stdout.decode("utf-8").startswith("<stdin>:1:3: Makron → Macron")
        assert done.stderr == b"Found 1 name, 1 can be repaired with `--write-changes`\n"

    def test_a_reader_that_leaves_is_no_error(self, names: Path, tmp_path: Path) -> None:
        text = tmp_path / "text.txt"
        text.write_text(TEXT, encoding="utf-8")
        command = self.command("fix", "--no-bundled", "--table", names, "--pipeline", "none", text)
        read_end, write_end = os.pipe()
        os.close(read_end)
        try:
            done = subprocess.run(command, stdout=write_end, stderr=subprocess.PIPE, check=False)
        finally:
            os.close(write_end)
        assert (done.returncode, done.stderr) == (141, b"")

    def test_an_interrupt_leaves_no_file(self, names: Path, tmp_path: Path) -> None:
        output = tmp_path / "out" / "edits.jsonl"
        output.parent.mkdir()
        command = self.command("batch", "-", "--no-bundled", "--table", names, "--pipeline", "none", "--output", output)
        with subprocess.Popen(
            command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True
        ) as process:
            assert process.stdin
            assert process.stderr
            process.stdin.write(b'{"doc_id": 1, "text": "Makron"}\n')
            process.stdin.flush()
            while not listed(output.parent):
                time.sleep(0.05)
            process.send_signal(signal.SIGINT)
            assert process.wait() == 130
            assert process.stderr.read() == b""
        assert listed(output.parent) == set()

    @pytest.mark.slow
    def test_progress_has_a_total_a_rate_and_the_time_left(self, names: Path, tmp_path: Path) -> None:
        documents = tmp_path / "docs.jsonl"
        documents.write_text('{"doc_id": 1, "text": "Makron"}\n\n' * 90, encoding="utf-8")
        options = ("--no-bundled", "--table", names, "--pipeline", "none", "--jobs", "2")
        shown = shown_on_terminal(self.command("batch", documents, *options, "--output", tmp_path / "out.jsonl"))
        assert "90/90 documents" in shown
        assert re.search(r"\d/s", shown)
        assert re.search(r"\d:\d\d:\d\d", shown)


def test_python_runs_it_as_a_module() -> None:
    run = subprocess.run([sys.executable, "-m", "namefix", "--version"], capture_output=True, text=True, check=True)
    assert run.stdout.startswith("namefix ")
