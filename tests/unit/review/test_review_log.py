from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from tests.unit.review.desks import KEY

from namefix.errors import InputError, OutputError
from namefix.review.log_lines import Change
from namefix.review.review_log import ReviewLog


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_bytes(b"\xef\xbb\xbfMr Makron\r\nspoke.")
    return path


@pytest.fixture
def log(tmp_path: Path) -> ReviewLog:
    return ReviewLog(tmp_path / "log.jsonl", "Ana", KEY)


def change(path: Path, old: bytes, new: bytes) -> Change:
    content = path.read_bytes()
    return Change(path, content, content.replace(old, new))


def entries(log: ReviewLog) -> list[dict[str, object]]:
    lines = [json.loads(line) for line in log.path.read_text(encoding="utf-8").split("\n")[:-1]]
    return [line for line in lines if "done" not in line]


def take_back(log: ReviewLog) -> list[Path]:
    """Undo the last save."""
    return log.take_back(log.last().key)


def test_a_save_is_told_with_who_when_and_why(text: Path, log: ReviewLog) -> None:
    key = log.save([change(text, b"kr", b"cr")], [{"before": "Makron"}])
    assert text.read_bytes() == b"\xef\xbb\xbfMr Macron\r\nspoke."
    (entry,) = entries(log)
    assert (entry["id"], entry["who"], entry["why"]) == (key, "Ana", [{"before": "Makron"}])
    assert datetime.fromisoformat(str(entry["when"])).tzinfo == UTC


@pytest.mark.parametrize("new", [b"", b"Makron Makron", b"Mr", b"\0\xff", b"Makro", b"nMakron"])
def test_what_is_taken_back_is_the_same_byte_for_byte(text: Path, log: ReviewLog, new: bytes) -> None:
    before = text.read_bytes()
    log.save([change(text, b"Makron", new)], [])
    assert text.read_bytes() == before.replace(b"Makron", new)
    assert take_back(log) == [text]
    assert text.read_bytes() == before


def test_a_new_file_is_gone_when_it_is_taken_back(tmp_path: Path, log: ReviewLog) -> None:
    path = tmp_path / "names.csv"
    log.save([Change(path, None, b"id,kind,name\n")], [])
    assert path.read_bytes() == b"id,kind,name\n"
    take_back(log)
    assert not path.exists()


def test_saves_are_taken_back_one_by_one_the_last_first(text: Path, log: ReviewLog) -> None:
    before = text.read_bytes()
    log.save([change(text, b"kr", b"cr")], [])
    log.save([change(text, b"spoke", b"left")], [])
    take_back(log)
    assert text.read_bytes() == before.replace(b"kr", b"cr")
    take_back(log)
    assert text.read_bytes() == before
    with pytest.raises(InputError, match="has nothing to take back"):
        take_back(log)
    assert [("undo" in entry, entry["who"]) for entry in entries(log)] == [(False, "Ana")] * 2 + [(True, "Ana")] * 2


def test_what_somebody_else_changed_is_not_overwritten(tmp_path: Path, text: Path, log: ReviewLog) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"a")
    changes = [Change(other, b"a", b"b"), change(text, b"kr", b"cr")]
    text.write_bytes(b"new")
    with pytest.raises(OutputError, match="changed by somebody else"):
        log.save(changes, [])
    assert (other.read_bytes(), text.read_bytes()) == (b"a", b"new")
    assert not log.path.exists()


def test_what_was_changed_since_is_not_taken_back(tmp_path: Path, text: Path, log: ReviewLog) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(b"a")
    log.save([Change(other, b"a", b"b"), change(text, b"kr", b"cr")], [])
    text.write_bytes(text.read_bytes() + b"!")
    with pytest.raises(OutputError, match="nothing was taken back"):
        take_back(log)
    assert other.read_bytes() == b"b"


def test_a_save_that_fails_half_way_leaves_everything_as_it_was(tmp_path: Path, text: Path, log: ReviewLog) -> None:
    before = text.read_bytes()
    linked = tmp_path / "linked.txt"
    linked.write_bytes(b"a")
    os.link(linked, tmp_path / "link.txt")
    with pytest.raises(OutputError, match="hard links"):
        log.save([change(text, b"kr", b"cr"), change(linked, b"a", b"b")], [])
    assert text.read_bytes() == before
    assert linked.read_bytes() == b"a"


def test_one_file_is_not_changed_twice_at_once(tmp_path: Path, text: Path, log: ReviewLog) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(text)
    with pytest.raises(OutputError, match="twice at once"):
        log.save([change(text, b"kr", b"cr"), change(link, b"spoke", b"left")], [])


def test_a_log_that_is_none_is_told(tmp_path: Path, log: ReviewLog) -> None:
    log.path.write_text("{}\n{\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"log\.jsonl:2: is no line of a review"):
        take_back(log)
    with pytest.raises(InputError, match="name another --log"):
        ReviewLog(tmp_path, "Ana", KEY).save([], [])


def test_a_log_that_somebody_else_wrote_is_never_obeyed(tmp_path: Path, text: Path, log: ReviewLog) -> None:
    stranger = ReviewLog(log.path, "Eve", b"another key")
    before = text.read_bytes()
    stranger.save([change(text, b"kr", b"cr"), Change(tmp_path / "new.txt", None, b"new")], [])
    with pytest.raises(InputError, match="has nothing to take back"):
        log.last()
    log.recover()
    assert text.read_bytes() != before
    assert (tmp_path / "new.txt").exists()


@pytest.mark.parametrize("field", ["path", "was", "was_there"])
def test_a_line_that_was_changed_is_not_obeyed(tmp_path: Path, text: Path, log: ReviewLog, field: str) -> None:
    log.save([change(text, b"kr", b"cr")], [])
    entry, *rest = log.path.read_text(encoding="utf-8").split("\n")
    changed = json.loads(entry)
    changed["files"][0][field] = "" if field == "was" else str(tmp_path / "other.txt") if field == "path" else False
    log.path.write_text("\n".join([json.dumps(changed), *rest]), encoding="utf-8")
    with pytest.raises(InputError, match="has nothing to take back"):
        log.last()


def test_a_file_that_has_become_a_link_elsewhere_is_not_written(tmp_path: Path, text: Path, log: ReviewLog) -> None:
    log.save([change(text, b"kr", b"cr")], [])
    other = tmp_path / "other.txt"
    other.write_bytes(text.read_bytes())
    text.unlink()
    text.symlink_to(other)
    with pytest.raises(OutputError, match=r"leads to .*other\.txt since it was saved"):
        take_back(log)
    assert b"Macron" in other.read_bytes()


def test_what_an_undo_will_do(tmp_path: Path, text: Path, log: ReviewLog) -> None:
    key = log.save([change(text, b"kr", b"cr"), Change(tmp_path / "new.csv", None, b"new")], [])
    last = log.last()
    assert (last.key, last.who, last.restored, last.removed) == (key, "Ana", (text,), (tmp_path / "new.csv",))


@pytest.mark.parametrize("letter", ["\u2028", "\u2029", "\x85", "\x1c", "\x0b"])
def test_a_line_ends_at_a_line_feed_only(text: Path, log: ReviewLog, letter: str) -> None:
    log.save([change(text, b"kr", b"cr")], [{"before": f"Ma{letter}kron"}])
    assert take_back(log) == [text]


def test_a_last_line_that_was_cut_off_is_said_and_replaced(
    text: Path, log: ReviewLog, caplog: pytest.LogCaptureFixture
) -> None:
    log.save([change(text, b"kr", b"cr")], [])
    whole = log.path.read_bytes()
    log.path.write_bytes(whole + whole[:100])
    assert take_back(log) == [text]
    assert "log.jsonl: its last line was cut off" in caplog.text
    assert log.path.read_bytes().startswith(whole + b'{"when"')
    assert [len(entry) for entry in entries(log)] == [6, 4]


def test_a_last_line_that_lacks_only_its_end_counts(text: Path, log: ReviewLog) -> None:
    log.save([change(text, b"kr", b"cr")], [])
    log.path.write_bytes(log.path.read_bytes().rstrip(b"\n"))
    log.recover()
    assert b"Macron" in text.read_bytes()
    assert take_back(log) == [text]
    assert b"Makron" in text.read_bytes()


def test_a_full_disk_cuts_no_line(text: Path, log: ReviewLog, monkeypatch: pytest.MonkeyPatch) -> None:
    log.save([change(text, b"kr", b"cr")], [])
    before, content = log.path.read_bytes(), text.read_bytes()

    def refuse(_: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(OutputError, match="No space left"):
            log.save([change(text, b"spoke", b"left")], [])
    assert (log.path.read_bytes(), text.read_bytes()) == (before, content)


_KILLED = """
import os, signal, sys
from pathlib import Path
from namefix.review import review_log
from namefix.review.log_lines import Change
from namefix.review.review_log import ReviewLog
first, second, log = map(Path, sys.argv[1:])
write = review_log._write
def write_one(path, *contents):
    write(path, *contents)
    os.kill(os.getpid(), signal.SIGKILL)
review_log._write = write_one
ReviewLog(log, "Ana", b"secret").save([Change(first, b"a", b"b"), Change(second, None, b"c")], [])
"""


def test_a_save_that_was_killed_half_way_is_taken_back_and_said(
    tmp_path: Path, log: ReviewLog, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_bytes(b"a")
    words = [sys.executable, "-c", _KILLED, *map(str, (first, second, log.path))]
    assert subprocess.run(words, check=False).returncode < 0
    assert first.read_bytes() == b"b"
    log.recover()
    assert (first.read_bytes(), second.exists()) == (b"a", False)
    assert "a save was interrupted" in caplog.text
    caplog.clear()
    log.recover()
    assert caplog.text == ""


def test_what_was_changed_after_a_kill_is_left(
    tmp_path: Path, log: ReviewLog, caplog: pytest.LogCaptureFixture
) -> None:
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    first.write_bytes(b"a")
    subprocess.run([sys.executable, "-c", _KILLED, *map(str, (first, second, log.path))], check=False)
    first.write_bytes(b"mine")
    log.recover()
    assert first.read_bytes() == b"mine"
    assert "first.txt: was changed since" in caplog.text
    log.save([Change(first, b"mine", b"d")], [])


_SAVES = """
import sys
from pathlib import Path
from namefix.errors import OutputError
from namefix.review.log_lines import Change
from namefix.review.review_log import ReviewLog
name, text, log = sys.argv[1], Path(sys.argv[2]), ReviewLog(Path(sys.argv[3]), "Ana", b"secret")
saved = []
for number in range(25):
    before, line = text.read_bytes(), f"{name} {number}\\n".encode()
    try:
        log.save([Change(text, before, before + line)], [])
    except OutputError as error:
        assert "changed by somebody else" in str(error), error
        continue
    saved.append(line.decode())
print("".join(saved), end="")
"""


def test_no_save_that_was_reported_good_is_lost(text: Path, log: ReviewLog) -> None:
    text.write_bytes(b"")
    words = [[sys.executable, "-c", _SAVES, name, str(text), str(log.path)] for name in "abc"]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True) for command in words]
    told = "".join(process.communicate()[0] for process in running)
    assert [process.returncode for process in running] == [0, 0, 0]
    assert sorted(told.splitlines()) == sorted(text.read_text(encoding="utf-8").splitlines())
    assert len(entries(log)) == len(told.splitlines()) >= 25
