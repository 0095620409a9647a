from __future__ import annotations

import subprocess
import sys
from contextvars import Context
from pathlib import Path

import pytest

from namefix.errors import OutputError
from namefix.files import folder_locks
from namefix.files.folder_locks import lock_folders

_COUNTS = """
import sys
from contextvars import Context
from pathlib import Path
from namefix.files.folder_locks import lock_folders
count = Path(sys.argv[1])
for _ in range(50):
    with lock_folders([count]):
        count.write_text(str(int(count.read_text()) + 1))
"""


def test_one_process_at_a_time(tmp_path: Path) -> None:
    count = tmp_path / "count.txt"
    count.write_text("0")
    running = [subprocess.Popen([sys.executable, "-c", _COUNTS, str(count)]) for _ in range(3)]
    assert [process.wait() for process in running] == [0, 0, 0]
    assert count.read_text() == "150"
    assert [path.name for path in tmp_path.iterdir()] == ["count.txt"]


def test_a_nested_block_does_not_wait_for_itself(tmp_path: Path) -> None:
    with lock_folders([tmp_path / "a", tmp_path / "b"]), lock_folders([tmp_path / "a"]):
        pass


def test_it_does_not_wait_for_ever(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(folder_locks, "_SECONDS", 0)
    with lock_folders([tmp_path / "a"]):
        another = lock_folders([tmp_path / "b"])
        with pytest.raises(OutputError, match="is locked by another process of namefix"):
            Context().run(another.__enter__)


def test_a_file_system_without_locks_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refuse(*_: object) -> bool:
        raise OSError(9, "Bad file descriptor")

    monkeypatch.setattr(folder_locks, "take_lock", refuse)
    with lock_folders([tmp_path / "a"]):
        pass
    assert f"{tmp_path}: cannot be locked" in caplog.text
