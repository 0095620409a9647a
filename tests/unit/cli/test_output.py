from __future__ import annotations

import gzip
import sys
from pathlib import Path

import pytest
import typer

from namefix.cli.output import check_output, open_output, page_width, progress, progress_bar


def test_a_file_appears_when_all_is_written(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with open_output(path) as write:
        write("é")
        assert not path.exists()
    assert path.read_bytes() == "é".encode()


def test_a_compressed_file_is_the_same_each_time(tmp_path: Path) -> None:
    for name in ("a.gz", "b.gz"):
        with open_output(tmp_path / name) as write:
            write("x" * 1000)
    assert gzip.decompress((tmp_path / "a.gz").read_bytes()) == b"x" * 1000
    assert (tmp_path / "a.gz").read_bytes() == (tmp_path / "b.gz").read_bytes()


def test_an_error_leaves_what_was_there(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text("before", encoding="utf-8")

    def broken_off() -> None:
        with open_output(path) as write:
            write("after")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert (path.read_text(encoding="utf-8"), list(tmp_path.iterdir())) == ("before", [path])


def test_an_output_is_no_input(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    check_output(path, [path])
    path.write_text("", encoding="utf-8")
    with pytest.raises(typer.BadParameter, match="is a file that is read"):
        check_output(path, [path])
    with pytest.raises(typer.BadParameter, match=r"must end in \.jsonl"):
        check_output(path, [], (".jsonl",))


def test_without_a_terminal_nothing_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(progress("ab", "letters", prints=False)) == ["a", "b"]
    with progress_bar("rows", 3) as advance:
        advance(3, "done")
    assert capsys.readouterr() == ("", "")
    assert page_width() == 100


@pytest.mark.parametrize(("prints", "is_shown"), [(False, True), (True, False)])
def test_a_bar_keeps_off_a_terminal_that_shows_results(
    prints: bool, is_shown: bool, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    assert list(progress("ab", "letters", prints=prints)) == ["a", "b"]
    assert ("2/2 letters" in capsys.readouterr().err) == is_shown
