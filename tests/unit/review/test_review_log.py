from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from namefix.errors import InputError, OutputError
from namefix.review.review_log import Change, ReviewLog


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "news.txt"
    path.write_bytes(b"\xef\xbb\xbfMr Makron\r\nspoke.")
    return path


@pytest.fixture
def log(tmp_path: Path) -> ReviewLog:
    return ReviewLog(tmp_path / "log.jsonl", "Ana")


def change(path: Path, old: bytes, new: bytes) -> Change:
    content = path.read_bytes()
    return Change(path, content, content.replace(old, new))


def entries(log: ReviewLog) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.path.read_text(encoding="utf-8").splitlines()]


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
    assert log.take_back() == [text]
    assert text.read_bytes() == before


def test_a_new_file_is_gone_when_it_is_taken_back(tmp_path: Path, log: ReviewLog) -> None:
    path = tmp_path / "names.csv"
    log.save([Change(path, None, b"id,kind,name\n")], [])
    assert path.read_bytes() == b"id,kind,name\n"
    log.take_back()
    assert not path.exists()


def test_saves_are_taken_back_one_by_one_the_last_first(text: Path, log: ReviewLog) -> None:
    before = text.read_bytes()
    log.save([change(text, b"kr", b"cr")], [])
    log.save([change(text, b"spoke", b"left")], [])
    log.take_back()
    assert text.read_bytes() == before.replace(b"kr", b"cr")
    log.take_back()
    assert text.read_bytes() == before
    with pytest.raises(InputError, match="has nothing to take back"):
        log.take_back()
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
        log.take_back()
    assert other.read_bytes() == b"b"


def test_a_save_that_fails_half_way_leaves_everything_as_it_was(tmp_path: Path, text: Path, log: ReviewLog) -> None:
    before = text.read_bytes()
    with pytest.raises(OutputError):
        log.save([change(text, b"kr", b"cr"), Change(tmp_path / "no" / "such.csv", None, b"a")], [])
    assert text.read_bytes() == before


def test_one_file_is_not_changed_twice_at_once(tmp_path: Path, text: Path, log: ReviewLog) -> None:
    link = tmp_path / "link.txt"
    link.symlink_to(text)
    with pytest.raises(OutputError, match="twice at once"):
        log.save([change(text, b"kr", b"cr"), change(link, b"spoke", b"left")], [])


def test_a_log_that_is_none_is_told(tmp_path: Path, log: ReviewLog) -> None:
    log.path.write_text("{", encoding="utf-8")
    with pytest.raises(InputError, match="is no log of a review"):
        log.take_back()
    with pytest.raises(OutputError, match="name another --log"):
        ReviewLog(tmp_path, "Ana").save([], [])
