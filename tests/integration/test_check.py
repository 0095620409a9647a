from __future__ import annotations

import json
import os
import pty
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from pre_commit import clientlib
from tests.integration.conftest import Run
from tests.unit.files.test_docx_file import made_by_word

from namefix.check import file_fixer
from namefix.files import known_suffixes
from namefix.files.fixed_file import FixedFile

ROOT = Path(__file__).parents[2]
TEXT = "Mr Makron left.\nSee https://news.example/Makron, or @Makron, or Kyyyiv.\n"
PAGE = "<p title=Makron>The <b>Emmanuel</b>\r\n  Makron &amp; Kyyyiv plan.</p><code>Makron</code>"
SETTINGS = 'tables = ["names.csv"]\nbundled = false\npipeline = "none"\n'


@pytest.fixture
def desk(tmp_path: Path, names: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder, with settings and the small table."""
    (tmp_path / "namefix.toml").write_text(SETTINGS, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("NO_COLOR", raising=False)
    return tmp_path


@pytest.fixture
def put(desk: Path) -> Callable[[str, str | bytes], Path]:
    """Write a file into the current folder."""

    def put_file(name: str, content: str | bytes = TEXT) -> Path:
        path = desk / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return put_file


Put = Callable[..., Path]


def add_settings(desk: Path, more: str) -> None:
    (desk / "namefix.toml").write_text(SETTINGS + more, encoding="utf-8")


def files_of(run: Run, *arguments: str) -> list[str]:
    """Return the files in which something is found."""
    lines = run("check", "--format", "json", *arguments).stdout.splitlines()
    return list(dict.fromkeys(json.loads(line)["path"] for line in lines))


class TestText:
    def test_a_caret_under_the_name(self, run: Run, put: Put) -> None:
        put("a.txt")
        result = run("check", "a.txt")
        assert result.stdout == (
            "a.txt:1:4: Makron → Macron (sure): listed as a misspelling\n"
            "    Mr Makron left.\n"
            "       ^^^^^^\n"
            "a.txt:2:49: Kyyyiv → Kyiv (sure): listed as a misspelling\n"
            "    See https://news.example/Makron, or @Makron, or Kyyyiv.\n"
            "                                                    ^^^^^^\n"
        )
        assert (result.exit_code, result.stderr) == (1, "Found 2 names, 2 can be repaired with `--write-changes`\n")

    def test_nothing_found(self, run: Run, put: Put) -> None:
        put("a.txt", "Mr Macron left.")
        result = run("check")
        assert (result.exit_code, result.output) == (0, "")

    def test_uncertain_names_are_notes_and_leave_the_exit_code(self, run: Run, put: Put) -> None:
        put("a.txt", "He went to Brenn.")
        assert run("check").output == ""
        result = run("check", "--review")
        assert result.stdout.startswith("a.txt:1:12: note: Brenn → perhaps Bern (uncertain): ")
        assert result.exit_code == 0

    def test_long_lines_are_shortened_and_wide_letters_counted_twice(self, run: Run, put: Put) -> None:
        put("a.html", f"<p>{'x' * 500} 基辅 Makron {'y' * 500}")
        _, line, caret = run("check").stdout.splitlines()
        assert len(line) <= 102
        assert line.index("Makron") + 2 == caret.index("^")
        assert line.strip()[0] == line[-1] == "…"

    def test_control_characters_move_nothing(self, run: Run, put: Put) -> None:
        put("a.txt", "\x1b[31m\tMakron")
        _, line, caret = run("check").stdout.splitlines()
        assert (line, caret) == ("    \\x1b[31m\\tMakron", "              ^^^^^^")

    @pytest.mark.parametrize(
        ("variables", "is_coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)]
    )
    def test_colour_on_a_terminal_only(self, put: Put, variables: dict[str, str], is_coloured: bool) -> None:
        put("a.txt")
        environment = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "80", **variables}
        command = [sys.executable, "-c", "from namefix.cli.command_line import main; main(['check', 'a.txt'])"]
        reader, terminal = pty.openpty()
        with subprocess.Popen(command, stdout=terminal, stderr=subprocess.PIPE, env=environment) as process:
            os.close(terminal)
            seen = b""
            while chunk := _read(reader):
                seen += chunk
        os.close(reader)
        assert process.returncode == 1
        assert (b"\x1b[31mMakron\x1b[0m" in seen) == is_coloured
        assert (b"\x1b" in seen) == is_coloured


def _read(descriptor: int) -> bytes:
    try:
        return os.read(descriptor, 1 << 16)
    except OSError:
        return b""


class TestFormats:
    def test_json_lines(self, run: Run, put: Put) -> None:
        page = put("a.html", PAGE).read_bytes()
        found = [json.loads(line) for line in run("check", "--format", "json").stdout.splitlines()]
        first, second = found
        assert first == {
            "path": "a.html",
            "level": "change",
            "line": 2,
            "column": 3,
            "end_line": 2,
            "end_column": 9,
            "byte_start": 39,
            "byte_end": 45,
            "start": 13,
            "end": 19,
            "before": "Makron",
            "after": "Macron",
            "entity_id": "person/emmanuel-macron",
            "certainty": "sure",
            "probability": 1.0,
            "reason": first["reason"],
        }
        assert page[first["byte_start"] : first["byte_end"]] == b"Makron"
        assert page[second["byte_start"] : second["byte_end"]] == b"Kyyyiv"

    def test_sarif(self, run: Run, put: Put) -> None:
        put("a b.txt", "Mr Makron went to Brenn.")
        result = run("check", "--format", "sarif", "--review")
        log = json.loads(result.stdout)
        assert (log["version"], len(log["runs"]), result.exit_code) == ("2.1.0", 1, 1)
        driver = log["runs"][0]["tool"]["driver"]
        assert driver["name"] == "namefix"
        assert all(rule["id"] and rule["shortDescription"]["text"] for rule in driver["rules"])
        change, note = log["runs"][0]["results"]
        for found in (change, note):
            assert driver["rules"][found["ruleIndex"]]["id"] == found["ruleId"]
            assert found["level"] in ("none", "note", "warning", "error")
        assert (change["level"], note["level"]) == ("error", "note")
        assert change["message"]["text"].startswith("Makron → Macron: ")
        place = change["locations"][0]["physicalLocation"]
        assert place["artifactLocation"]["uri"] == "a%20b.txt"
        region = {"startLine": 1, "startColumn": 4, "endLine": 1, "endColumn": 10, "byteOffset": 3, "byteLength": 6}
        assert place["region"] == region

    def test_sarif_of_nothing_is_a_log(self, run: Run, desk: Path) -> None:
        assert json.loads(run("check", "--format", "sarif").stdout)["runs"][0]["results"] == []

    def test_github(self, run: Run, put: Put) -> None:
        put("50%,a:b.txt", "Mr Makron.")
        put("c.html", "<b>Emmanuel</b>\nMakron Kyyyiv")
        first, *others = run("check", "--format", "github").stdout.splitlines()
        assert first == (
            "::error file=50%25%2Ca%3Ab.txt,line=1,endLine=1,title=garbled name,col=4,endColumn=10::"
            "Makron → Macron (sure): listed as a misspelling"
        )
        assert all(re.match(r"::error file=c\.html,line=\d,endLine=\d,title=garbled name", line) for line in others)

    def test_unknown_format(self, run: Run, desk: Path) -> None:
        assert run("check", "--format", "xml").exit_code == 2


class TestFiles:
    def test_folders_are_walked_by_rules(self, run: Run, put: Put) -> None:
        for name in ("a.txt", "sub/b.md", "sub/c.py", "sub/deep/d.srt", ".hidden/e.txt", ".f.txt", "build/g.txt"):
            put(name, "1\n00:00:01,000 --> 00:00:02,000\nMakron\n" if name.endswith("srt") else "Mr Makron")
        put("sub/binary.txt", b"Makron\0")
        put(".gitignore", "build/\n*.md\n")
        put("sub/.gitignore", "!b.md\n")
        assert files_of(run) == ["a.txt", "sub/b.md", "sub/deep/d.srt"]
        assert files_of(run, "sub", "a.txt", "a.txt", "./a.txt") == ["sub/b.md", "sub/deep/d.srt", "a.txt"]
        assert files_of(run, "--no-ignore") == ["a.txt", "build/g.txt", "sub/b.md", "sub/deep/d.srt"]

    def test_rules_above_the_folder_hold_within_a_repository(self, run: Run, put: Put) -> None:
        put("sub/a.txt")
        put(".gitignore", "*.txt\n")
        assert files_of(run, "sub") == ["sub/a.txt"]
        put(".git/HEAD", "")
        assert files_of(run, "sub") == []

    def test_a_named_file_is_read_whatever_it_is_called(self, run: Run, put: Put) -> None:
        put("build/a.py")
        put(".gitignore", "build/\n")
        put(".git/HEAD", "")
        assert files_of(run, "build/a.py") == ["build/a.py"]
        assert files_of(run, "--force-exclude", "build/a.py") == []

    def test_links_are_not_followed(self, run: Run, put: Put, desk: Path) -> None:
        put("a.txt")
        (desk / "b.txt").symlink_to("a.txt")
        (desk / "loop").symlink_to(desk, target_is_directory=True)
        assert files_of(run) == ["a.txt"]

    def test_include_exclude_and_file_types(self, run: Run, put: Put, desk: Path) -> None:
        for name in ("a.txt", "b.njk", "news/c.njk", "old/d.njk"):
            put(name, "<p title=Makron>x" if name.endswith("njk") else TEXT)
        add_settings(desk, 'exclude = ["old/"]\n[file_types]\n".njk" = "html"\n')
        assert files_of(run) == ["a.txt"]
        put("news/c.njk", "<p>Makron")
        put("old/d.njk", "<p>Makron")
        assert files_of(run) == ["a.txt", "news/c.njk"]
        assert files_of(run, "old/d.njk") == ["old/d.njk"]
        add_settings(desk, 'include = ["news/**"]\n')
        assert files_of(run) == ["news/c.njk"]

    def test_what_cannot_be_read(self, run: Run, put: Put) -> None:
        put("a.txt", "Mr Makron")
        put("b.docx", b"no zip")
        result = run("check", "absent", "b.docx", "a.txt")
        assert result.exit_code == 2
        assert "absent: cannot be read" in result.stderr
        assert "b.docx: not a Word document" in result.stderr
        assert result.stdout.startswith("a.txt:1:4: ")

    def test_a_file_without_text_to_read(self, run: Run, put: Put) -> None:
        put("pom.xml", "<project>Makron</project>")
        assert run("check").output == ""
        assert "no text found that people read" in run("check", "pom.xml").stderr

    def test_standard_input(self, run: Run, put: Put) -> None:
        put("sub/namefix.toml", SETTINGS.replace("names.csv", "../names.csv") + 'accepted = ["Makron"]\n')
        assert run("check", "-", stdin=PAGE).stdout.startswith("<stdin>:1:10: Makron → Macron")
        result = run("check", "-", "--stdin-filename", "x.html", stdin=PAGE)
        assert result.stdout.startswith("x.html:2:3: Makron → Macron")
        assert "Makron" not in run("check", "-", "--stdin-filename", "sub/x.txt", stdin="Makron\n").stdout
        assert run("check", "--stdin-filename", "x.html").exit_code == 2

    def test_missing_extra_is_told_once(self, run: Run, put: Put, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("namefix.files.markdown_file.pyromark", None)
        for name in ("a.md", "b.md", "c.txt"):
            put(name)
        result = run("check")
        assert result.exit_code == 2
        assert result.stderr.count("pip install 'namefix[markdown]'") == 1
        assert "c.txt:1:4" in result.stdout


class TestWriteChanges:
    def test_repairs_in_place(self, run: Run, put: Put, desk: Path) -> None:
        page, document, text = put("a.html", PAGE), put("b.docx", made_by_word()), put("c.txt", "Mr Macron.")
        os.utime(text, ns=(1, 1))
        result = run("check", "--write-changes")
        assert result.exit_code == 0
        assert result.stderr == "a.html: 2 changes\nb.docx: 2 changes\nFound 4 names, 4 repaired\n"
        wanted = PAGE.replace("  Makron", "  Macron").replace("Kyyyiv", "Kyiv")
        assert page.read_bytes().decode() == wanted
        assert text.stat().st_mtime_ns == 1
        assert run("check").output == ""
        assert document.read_bytes() != made_by_word()
        assert not list(desk.glob(".namefix-*"))

    def test_standard_input_to_standard_output(self, run: Run, desk: Path) -> None:
        result = run("check", "-w", "-", "--stdin-filename", "a.html", stdin=PAGE)
        assert result.exit_code == 0
        assert result.stdout_bytes.decode() == PAGE.replace("  Makron", "  Macron").replace("Kyyyiv", "Kyiv")
        assert run("check", "-w", "-", stdin=b"\xef\xbb\xbfMacron\r\n").stdout_bytes == b"\xef\xbb\xbfMacron\r\n"

    def test_what_has_no_place_in_the_markup_is_left_and_told(self, run: Run, put: Put) -> None:
        put("more.csv", "id,kind,name,misspellings\nperson/x,person,Zelensky,Zelen sky\n")
        path = put("a.md", "> Zelen\n> **sky** and Makron\n")
        result = run("check", "-w", "a.md", "--table", "names.csv", "--table", "more.csv")
        assert result.exit_code == 1
        assert path.read_text(encoding="utf-8") == "> Zelen\n> **sky** and Macron\n"
        assert "a.md:1:3: Zelen sky → Zelensky has no place in the markup" in result.stderr


class TestSettings:
    def test_accepted_names_are_never_touched(self, run: Run, put: Put, desk: Path) -> None:
        put("a.txt", "Mr Makron and MAKRON met Emmanuel Makron in Kyyyiv.")
        add_settings(desk, 'accepted = ["Makron", "Emmanuel  Makron"]\n')
        found = [json.loads(line)["before"] for line in run("check", "--format", "json").stdout.splitlines()]
        assert found == ["Kyyyiv"]

    def test_rejected_names_are_always_replaced(self, run: Run, put: Put, desk: Path) -> None:
        path = put(
            "a.txt", "Mr Macron and EMMANUEL MACRON met Brenn\nMuller's Anna  Zell and Annazell in Kyyyiv, by Brenn."
        )
        add_settings(
            desk, '[rejected]\n"Macron" = "Makron"\n"Brenn Muller" = "Bern Müller"\n"Anna Zell" = "Hanna Sell"\n'
        )
        found = [json.loads(line) for line in run("check", "--format", "json", "--review").stdout.splitlines()]
        assert [(edit["before"], edit["after"], edit["level"]) for edit in found] == [
            ("Macron", "Makron", "change"),
            ("MACRON", "MAKRON", "change"),
            ("Brenn\nMuller", "Bern\nMüller", "change"),
            ("Anna  Zell", "Hanna Sell", "change"),
            ("Kyyyiv", "Kyiv", "change"),
            ("Brenn", "Bern", "review"),
        ]
        assert found[0]["reason"] == "rejected in the settings"
        run("check", "-w")
        assert path.read_text(encoding="utf-8") == (
            "Mr Makron and EMMANUEL MAKRON met Bern\nMüller's Hanna  Sell and Annazell in Kyiv, by Brenn."
        )
        assert run("check").output == ""

    def test_fix_and_batch_honour_accepted_and_rejected_names(self, run: Run, put: Put, desk: Path) -> None:
        put("a.txt", "Mr Makron met Ana Zel.")
        put("docs.jsonl", '{"doc_id": 1, "text": "Mr Makron met Ana Zel."}')
        add_settings(desk, 'accepted = ["Makron"]\n[rejected]\n"Ana Zel" = "Anna Zell"\n')
        assert run("fix", "a.txt").stdout == "Mr Makron met Anna Zell."
        [edit] = json.loads(run("batch", "docs.jsonl").stdout)["edits"]
        assert (edit["before"], edit["after"], edit["entity_id"]) == ("Ana Zel", "Anna Zell", "person/anna-zell")

    def test_the_nearest_file_upwards_counts(self, run: Run, put: Put) -> None:
        put("a.txt")
        put("sub/deep/b.txt")
        put("sub/namefix.toml", SETTINGS.replace("names.csv", "../names.csv") + 'accepted = ["Makron", "Kyyyiv"]\n')
        assert files_of(run) == ["a.txt"]
        assert files_of(run, "sub/deep/b.txt") == []
        assert files_of(run, "--config", "namefix.toml", "sub") == ["sub/deep/b.txt"]

    def test_options_take_the_place_of_keys(self, run: Run, put: Put, desk: Path) -> None:
        put("a.txt", "In Kiev.")
        add_settings(desk, 'style = "canonical"\nprecision = 0.9\n')
        assert files_of(run) == ["a.txt"]
        assert files_of(run, "--style", "keep") == []

    def test_a_style_file_lies_beside_its_settings(
        self, run: Run, put: Put, desk: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        put("a.txt", "In Kiev.")
        put("house.toml", 'default = "canonical"\n')
        put("elsewhere/x", "")
        add_settings(desk, 'style = "house.toml"\n')
        monkeypatch.chdir(desk / "elsewhere")
        assert files_of(run, "..") == ["../a.txt"]

    @pytest.mark.parametrize(
        ("keys", "problem"),
        [
            ("precission = 0.9", "unknown key 'precission'; allowed are tables, bundled"),
            ("folder = 'x'", "unknown key 'folder'"),
            ("precision = 2", "precision"),
            ("precision = 'high'", "precision"),
            ("accepted = 'Makron'", "accepted"),
            ("accepted = ['']", "accepted.0"),
            ("[rejected]\nMakron = ' '", "rejected.Makron"),
            ("[rejected]\nMakron = 'Makron'", "leads back to itself"),
            ("accepted = ['A']\n[rejected]\nA = 'B'", "is both accepted and rejected"),
            ("[file_types]\n'.x' = 'pdf'", "unknown file format 'pdf'; known are docx, html"),
            ("[file_types]\nx = 'html'", "begins with a dot"),
            ("tables = ['absent.csv']", "absent.csv: cannot be read"),
            ("a = ", "not valid TOML"),
        ],
    )
    def test_what_is_wrong_names_file_and_key(self, run: Run, put: Put, desk: Path, keys: str, problem: str) -> None:
        put("a.txt")
        base = SETTINGS if "tables" not in keys else "bundled = false\npipeline = 'none'\n"
        (desk / "namefix.toml").write_text(base + keys + "\n", encoding="utf-8")
        result = run("check")
        assert result.exit_code == 2
        assert problem in result.stderr
        assert "namefix.toml" in result.stderr or "absent" in keys

    def test_no_names_at_all(self, run: Run, put: Put) -> None:
        put("a.txt")
        put("namefix.toml", "bundled = false")
        assert "name a table" in run("check").stderr


class TestExplain:
    def test_what_is_known_and_decided(self, run: Run, put: Put) -> None:
        put("a.txt")
        result = run("check", "--explain", "makron", "a.txt")
        assert result.exit_code == 0
        assert "makron is in the table" in result.stdout
        assert "person/emmanuel-macron" in result.stdout
        assert "a.txt:1:4: replace: Makron → Macron, sure (100%): listed as a misspelling\n" in result.stdout
        assert "a.txt:2:26" not in result.stdout  # part of an address is never a name

    def test_a_name_alone(self, run: Run, desk: Path) -> None:
        assert "By itself:\nKyyyiv: replace: Kyyyiv → Kyiv" in run("check", "--explain", "Kyyyiv").stdout
        assert "no name found in it" in run("check", "--explain", "of").stdout


class TestHook:
    MANIFEST = ROOT / ".pre-commit-hooks.yaml"

    def hooks(self) -> dict[str, dict[str, object]]:
        return {hook["id"]: hook for hook in clientlib.load_manifest(str(self.MANIFEST))}

    def test_the_manifest_is_valid_and_names_every_kind_of_file(self) -> None:
        for hook in self.hooks().values():
            assert all(re.search(str(hook["files"]), f"a{suffix}") for suffix in known_suffixes())
            assert not re.search(str(hook["files"]), "a.py")

    def test_pre_commit_runs_it(self, put: Put, desk: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
        """Run the manifest's hooks as pre-commit does, with the installed namefix in place of a fresh environment."""
        (desk / "namefix.toml").write_text(SETTINGS + 'exclude = ["old/"]\n', encoding="utf-8")
        put("a.md", "*Emmanuel* Makron\n")
        put("old/b.txt")
        put("c.py")
        command = f"{sys.executable} -c 'import sys; from namefix.cli.command_line import main; main(sys.argv[1:])'"
        hooks = [
            {
                **{key: hook[key] for key in ("id", "name", "files", "require_serial")},
                "language": "system",
                "entry": str(hook["entry"]).replace("namefix", command, 1),
            }
            for hook in yaml.safe_load(self.MANIFEST.read_text(encoding="utf-8"))
        ]
        put(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
        home = str(tmp_path_factory.mktemp("pre-commit"))
        environment = {
            **os.environ,
            "PRE_COMMIT_HOME": home,
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_DIR": str(desk / ".git"),
        }

        def call(*words: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(words, capture_output=True, text=True, env=environment, check=False)

        call("git", "init", "--quiet")
        call("git", "add", "--all")
        pre_commit = (sys.executable, "-m", "pre_commit", "run")
        first = call(*pre_commit, "namefix")
        assert (first.returncode, "a.md:1:12: Makron → Macron" in first.stdout) == (1, True), (
            first.stdout + first.stderr
        )
        assert "b.txt" not in first.stdout
        repairing = call(*pre_commit, "namefix-fix")
        assert "files were modified by this hook" in repairing.stdout
        assert (desk / "a.md").read_text(encoding="utf-8") == "*Emmanuel* Macron\n"
        call("git", "add", "--all")
        assert call(*pre_commit).returncode == 0


class TestCompletion:
    @pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
    def test_a_script_for_the_shell(self, shell: str) -> None:
        environment = {**os.environ, "_NAMEFIX_COMPLETE": f"source_{shell}"}
        command = [sys.executable, "-c", "from namefix.cli.command_line import main; main([])"]
        shown = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert "complete_" + shell in shown.stdout

    def test_commands_are_completed(self) -> None:
        environment = {
            **os.environ,
            "_NAMEFIX_COMPLETE": "complete_bash",
            "COMP_WORDS": "namefix che",
            "COMP_CWORD": "1",
        }
        command = [sys.executable, "-c", "from namefix.cli.command_line import main; main([])"]
        shown = subprocess.run(command, capture_output=True, text=True, env=environment, check=False)
        assert shown.stdout.split() == ["check"]


def test_a_file_over_the_time_limit_is_reported_and_the_others_are_checked(
    run: Run, put: Put, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fix_content = file_fixer.fix_content

    def refuse_slow_files(content: bytes, path: str, *rest: Any) -> FixedFile:
        if "slow" in path:
            raise TimeoutError("took longer than 300 seconds")  # `test_file_fixer.py` waits for it
        return fix_content(content, path, *rest)

    monkeypatch.setattr(file_fixer, "fix_content", refuse_slow_files)
    for name in ("a.txt", "slow.txt", "z.txt"):
        put(name, "Mr Makron left.\n")
    for command in (["check", "-w"], ["fix", "--write", "a.txt", "slow.txt", "z.txt"]):
        result = run(*command)
        assert (result.exit_code, result.stderr.count("slow.txt: took longer than 300 seconds; raise")) == (2, 1)
        assert [(desk / name).read_text() for name in ("a.txt", "slow.txt")] == [
            "Mr Macron left.\n",
            "Mr Makron left.\n",
        ]
        assert (desk / "z.txt").read_text() == "Mr Macron left.\n"
    assert "more than 0 seconds, got 0" in run("check", "--time-limit", "0", "a.txt").stderr
