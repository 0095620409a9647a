from __future__ import annotations

import io
import math
import sys
from pathlib import Path
from typing import NoReturn

import pytest
from tests.unit.files.test_docx_file import made_by_word

from namefix.check import file_fixer
from namefix.check.file_fixer import FileFixer
from namefix.check.settings_file import SettingsFinder
from namefix.errors import ConfigError, InputError, UnknownComponentError
from namefix.files.disk import STANDARD

TABLE = """id,kind,name,misspellings,native,country,weight
person/emmanuel-macron,person,Emmanuel Macron,Makron|Emmanuel Makron,,FR,150
person/keir-starmer,person,Keir Starmer,,Кир Стармер,GB,120
"""
SETTINGS = 'bundled = false\npipeline = "none"\ntables = ["names.csv"]\n'


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    (tmp_path / "names.csv").write_text(TABLE, encoding="utf-8")
    (tmp_path / "namefix.toml").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


def put(path: Path, content: str | bytes) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("name", "content", "text"),
    [
        ("a.txt", "<p>Makron", "<p>Macron"),
        ("a.html", "<p>Makron <code>x</code>", "Macron \ufffc"),
        ("a.md", "*Emmanuel* Makron", "Emmanuel Macron"),
        ("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nEmmanuel\nMakron\n", "Emmanuel Macron"),
        ("a.nitf", "<nitf><body><body.content><p>Makron</p></body.content></body></nitf>", "Macron"),
        pytest.param("a.docx", made_by_word(), None, id="a.docx"),
    ],
)
def test_a_file_is_read_as_what_it_is(desk: Path, name: str, content: str | bytes, text: str | None) -> None:
    file = FileFixer(SettingsFinder(None, {})).fix(put(desk / name, content))
    assert (file.path, file.content) == (str(desk / name), (desk / name).read_bytes())
    assert len(file.result.edits) >= 1
    assert text is None or file.result.text == text


def test_a_kind_can_be_forced_and_must_exist(desk: Path) -> None:
    path = put(desk / "a.njk", "<p title=Makron>Makron")
    settings = SettingsFinder(None, {})
    assert len(FileFixer(settings).fix(path).result.edits) == 2
    assert FileFixer(settings, file_type="html").fix(path).result.text == "Macron"
    with pytest.raises(UnknownComponentError, match="unknown file format 'pdf'"):
        FileFixer(settings, file_type="pdf")


def test_standard_input_has_the_kind_and_the_settings_of_its_name(desk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    put(desk / "sub" / "namefix.toml", SETTINGS.replace("names.csv", "../names.csv") + 'accepted = ["Makron"]\n')

    def fixed(name: str | None) -> str:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"<p title=Makron>Makron")))
        return FileFixer(SettingsFinder(None, {}), stdin_name=Path(name) if name else None).fix(STANDARD).result.text

    monkeypatch.chdir(desk)
    assert fixed(None) == "<p title=Macron>Macron"
    assert fixed("x.html") == "Macron"
    assert fixed("sub/x.html") == "Makron"


def test_a_source_is_read_as_what_it_is_too(desk: Path) -> None:
    path = put(desk / "a.html", "<p>Prime Minister Kiel Stamer spoke.")
    source = put(desk / "b.html", '<p title="x">Премьер-министр Кир Стармер выступил.')
    fixer = FileFixer(SettingsFinder(None, {}))
    result = fixer.fix(path, source=source, source_language="ru").result
    assert (result.text, result.warnings) == ("Prime Minister Keir Starmer spoke.", ())
    assert "Кир Стармер" in result.edits[0].reason
    assert "Кир Стармер" not in fixer.fix(path).result.edits[0].reason


def test_one_fixer_for_equal_settings(desk: Path) -> None:
    put(desk / "sub" / "namefix.toml", SETTINGS.replace('"names.csv"', f'"{desk / "names.csv"}"'))
    put(desk / "other" / "namefix.toml", SETTINGS.replace("names.csv", "../names.csv") + "precision = 0.9\n")
    fixer = FileFixer(SettingsFinder(None, {}))
    assert fixer.fixer_of(desk) is fixer.fixer_of(desk / "sub")
    assert fixer.fixer_of(desk) is not fixer.fixer_of(desk / "other")


def test_what_cannot_be_read_is_told(desk: Path) -> None:
    with pytest.raises(InputError, match=r"absent\.html: cannot be read: No such file"):
        FileFixer(SettingsFinder(None, {})).fix(desk / "absent.html")


def hang(*_: object) -> NoReturn:
    while True:
        pass


def test_a_file_over_the_limit_is_an_error_and_its_fixer_is_not_used_again(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk / "namefix.toml").write_text(SETTINGS + "time_limit = 0.01\n", encoding="utf-8")
    path = put(desk / "a.txt", "Makron")
    files, patient = FileFixer(SettingsFinder(None, {})), FileFixer(SettingsFinder(None, {}), time_limit=math.inf)
    before = files.fixer_of(desk)
    with monkeypatch.context() as patch:
        patch.setattr(file_fixer, "fix_content", hang)
        with pytest.raises(InputError, match=r"a\.txt: took longer than 0\.01 seconds; raise the limit \(--time-limit"):
            files.fix(path)
    assert files.fixer_of(desk) is not before
    assert patient.fix(path).result.text == "Macron"
    with pytest.raises(InputError, match=r"a\.txt: took longer"):
        files.within_limit(hang, path)


@pytest.mark.parametrize("limit", ["0", "-1", "nan", '"x"'])
def test_a_limit_is_more_than_nothing(desk: Path, limit: str) -> None:
    (desk / "namefix.toml").write_text(f"{SETTINGS}time_limit = {limit}\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="time_limit: must be"):
        SettingsFinder(None, {}).of(desk)
