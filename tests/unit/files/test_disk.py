from __future__ import annotations

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from namefix.errors import OutputError
from namefix.files import disk
from namefix.files.disk import replace_file

_KILLED = """
import os, signal, sys
from pathlib import Path
from namefix.files.disk import replace_file
with replace_file(Path(sys.argv[1])) as file:
    file.write(b"half")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture(autouse=True)
def a_new_process() -> None:
    """Forget the folders in which leftovers were looked for, which happens once in a process."""
    disk._clear_leftovers.cache_clear()


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_bytes(b"old")
    return path


def replace(path: Path, content: bytes = b"new", before: bytes | None = None) -> None:
    with replace_file(path, before=before) as file:
        file.write(content)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_content_that_somebody_else_wrote_meanwhile_is_kept(text: Path) -> None:
    with (
        pytest.raises(OutputError, match=r"news\.txt: was changed by somebody else"),
        replace_file(text, before=b"old"),
    ):
        text.write_bytes(b"theirs")
    assert text.read_bytes() == b"theirs"
    assert names(text.parent) == ["news.txt"]


def test_a_file_that_somebody_removed_meanwhile_is_not_made_again(text: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written"), replace_file(text, before=b"old"):
        text.unlink()
    assert names(text.parent) == []


def test_content_is_private_until_it_has_the_mode_of_the_file(text: Path) -> None:
    text.chmod(0o640)
    with replace_file(text) as file:
        (temporary,) = text.parent.glob(".namefix-*.tmp")
        assert stat.S_IMODE(temporary.stat().st_mode) == 0o600
        file.write(b"new")
    assert (text.read_bytes(), stat.S_IMODE(text.stat().st_mode)) == (b"new", 0o640)


def test_a_new_file_has_the_mode_of_the_user(tmp_path: Path) -> None:
    other = tmp_path / "other.txt"
    other.touch()
    replace(tmp_path / "news.txt")
    assert (tmp_path / "news.txt").stat().st_mode == other.stat().st_mode


def test_extended_attributes_are_kept(text: Path) -> None:
    try:
        os.setxattr(text, "user.source", b"agency")
    except OSError as error:
        pytest.skip(f"the file system has no extended attributes: {error}")
    replace(text)
    assert os.getxattr(text, "user.source") == b"agency"


def test_an_attribute_that_cannot_be_kept_is_an_error(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "listxattr", lambda file: ["user.source"] if file == text else [])
    monkeypatch.setattr(os, "getxattr", lambda *_: b"agency")
    monkeypatch.setattr(os, "setxattr", refuse)
    with pytest.raises(OutputError, match=r"has the extended attribute user\.source, which would be lost"):
        replace(text)
    assert text.read_bytes() == b"old"


@pytest.mark.skipif(not hasattr(os, "getuid") or os.getuid() != 0, reason="only root can give files away")
def test_the_owner_is_kept(text: Path) -> None:
    os.chown(text, 12345, 54321)
    replace(text)
    assert (text.stat().st_uid, text.stat().st_gid) == (12345, 54321)


def test_an_owner_that_cannot_be_kept_is_an_error(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "fchown", refuse)
    found = os.stat_result((0o100644, 1, 1, 1, 12345, 54321, 3, 0, 0, 0))
    real = Path.stat
    monkeypatch.setattr(Path, "stat", lambda self, **options: found if self == text else real(self, **options))
    with pytest.raises(OutputError, match="has an owner or group that would be lost"):
        replace(text)
    assert text.read_bytes() == b"old"


def test_hard_links_are_not_parted(text: Path) -> None:
    other = text.with_name("other.txt")
    os.link(text, other)
    with pytest.raises(OutputError, match="has 2 hard links, which replacing it would part"):
        replace(text)
    assert text.samefile(other)
    assert other.read_bytes() == b"old"
    assert names(text.parent) == ["news.txt", "other.txt"]


def test_a_symbolic_link_stays_one(text: Path) -> None:
    link = text.with_name("link.txt")
    link.symlink_to(text)
    replace(link)
    assert link.is_symlink()
    assert text.read_bytes() == b"new"


def test_what_a_killed_process_left_is_removed_by_the_next(text: Path) -> None:
    assert subprocess.run([sys.executable, "-c", _KILLED, str(text)], check=False).returncode < 0
    assert len(names(text.parent)) == 2
    replace(text)
    assert names(text.parent) == ["news.txt"]


def test_what_is_still_written_is_not_removed(tmp_path: Path, text: Path) -> None:
    with replace_file(text) as file:
        disk._clear_leftovers.cache_clear()
        replace(tmp_path / "other.txt")
        file.write(b"new")
    assert text.read_bytes() == b"new"
    assert names(tmp_path) == ["news.txt", "other.txt"]


def test_the_folder_is_written_to_disk_after_the_renaming(text: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    synced: list[tuple[bool, bytes]] = []

    def note(handle: int) -> None:
        synced.append((stat.S_ISDIR(os.fstat(handle).st_mode), text.read_bytes()))

    monkeypatch.setattr(os, "fsync", note)
    replace(text)
    assert synced == [(False, b"old"), (True, b"new")]
