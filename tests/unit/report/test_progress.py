from __future__ import annotations

from collections.abc import Iterator

import pytest

from namefix.report.progress import BYTES, ProgressBar, track


def test_items_pass_through_and_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    assert list(track(["a", "b", "c"], "files")) == ["a", "b", "c"]
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "3/3 files" in shown.err
    assert "100%" in shown.err


def test_an_unknown_total_is_not_shown(capsys: pytest.CaptureFixture[str]) -> None:
    def endless() -> Iterator[int]:
        yield from range(4)

    assert list(track(endless(), "documents")) == [0, 1, 2, 3]
    shown = capsys.readouterr().err
    assert "4 documents" in shown
    assert "/" not in shown.split("documents")[0].split()[-1]


def test_bytes_and_the_last_note(capsys: pytest.CaptureFixture[str]) -> None:
    with ProgressBar(BYTES, 2_000_000) as bar:
        bar.advance(1_000_000, "1 row kept")
        bar.advance(1_000_000, "2 rows kept")
    shown = capsys.readouterr().err
    assert "2.0/2.0 MB" in shown
    assert "2 rows kept" in shown


def test_an_error_ends_the_bar(capsys: pytest.CaptureFixture[str]) -> None:
    def broken() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    with pytest.raises(ValueError, match="no more"):
        list(track(broken(), "files"))
    assert capsys.readouterr().err.endswith("\x1b[?25h")  # the cursor is shown again
