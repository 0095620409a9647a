from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from tests.unit.review.desks import KEY

from namefix.errors import InputError
from namefix.review.log_lines import Change, LoggedFile, read_line
from namefix.review.review_log import ReviewLog
from namefix.review.user_key import signed

FILE = LoggedFile.of(Change(Path("/news/a.txt"), b"Mr Makron", b"Mr Macron")).to_dict()
SAVE = {"when": "2026-01-01", "who": "Ana", "id": "1", "files": [FILE]}
END = {"when": "2026-01-01", "who": "Ana"}

WRONG: list[tuple[dict[str, Any], str]] = [
    (END | {"undo": ["1"]}, r"'undo' must be text, got \['1'\]"),
    (END | {"undo": None}, "'undo' must be text"),
    (END | {"done": {}}, "'done' must be text"),
    (END, "'done' is missing"),
    ({"who": "Ana", "done": "1"}, "'when' is missing"),
    (END | {"when": 2026, "done": "1"}, "'when' must be text, got 2026"),
    (END | {"who": [], "done": "1"}, "'who' must be text"),
    (SAVE | {"id": 1}, "'id' must be text"),
    ({name: value for name, value in SAVE.items() if name != "id"}, "'id' is missing"),
    (SAVE | {"files": {}}, "'files' must be a list"),
    (SAVE | {"files": ["/news/a.txt"]}, "'files' must be a list of objects"),
    *((SAVE | {"files": [FILE | {name: None}]}, f"'{name}' must be ") for name in FILE),
    *((SAVE | {"files": [{key: FILE[key] for key in FILE if key != name}]}, f"'{name}' is missing") for name in FILE),
    (SAVE | {"files": [FILE | {"start": True}]}, "'start' must be a whole number"),
    (SAVE | {"files": [FILE | {"start": -1}]}, "'start' must be at least 0, got -1"),
    (SAVE | {"files": [FILE | {"length": -1}]}, "'length' must be at least 0"),
    (SAVE | {"files": [FILE | {"was_there": 1}]}, "'was_there' must be true or false"),
    (SAVE | {"files": [FILE | {"path": "a.txt"}]}, "'path' must be an absolute path"),
    (SAVE | {"files": [FILE | {"path": "/a\0"}]}, "'path' must be an absolute path"),
    (SAVE | {"files": [FILE | {"was": "a"}]}, "'was' must be Base64"),
    (SAVE | {"files": [FILE | {"was": "é"}]}, "'was' must be Base64"),
]


@pytest.mark.parametrize(("entry", "problem"), WRONG)
def test_a_field_of_a_wrong_type_is_named(tmp_path: Path, entry: dict[str, Any], problem: str) -> None:
    log = ReviewLog(tmp_path / "log.jsonl", "Ana", KEY)
    log.path.write_text(f"{signed(SAVE, KEY)}\n{signed(entry, KEY)}\n", encoding="utf-8")
    for read in (log.last, log.recover):
        with pytest.raises(InputError, match=rf"log\.jsonl:2: is no line of a review: {problem}"):
            read()


def test_a_save_is_read_as_it_was_written() -> None:
    line = read_line(signed(SAVE, KEY).encode(), KEY)
    assert line is not None
    assert (line.key, line.ended, line.files) == ("1", None, (LoggedFile(**FILE),))
    assert [line and line.ended for name in ("done", "undo") if (line := read_line(_end(name), KEY))] == ["1", "1"]


def _end(name: str) -> bytes:
    return signed(END | {name: "1"}, KEY).encode()


@pytest.mark.parametrize("entry", ["[]", "1", "null", '"id"'])
def test_a_line_must_be_an_object(entry: str) -> None:
    with pytest.raises(ValueError, match="not a JSON object"):
        read_line(entry.encode(), KEY)


def test_a_line_of_others_is_not_read() -> None:
    assert read_line(signed(SAVE, b"another key").encode(), KEY) is None
    assert read_line(b'{"undo": [], "signature": []}', KEY) is None


def test_the_content_before_a_save() -> None:
    file = LoggedFile(**FILE)
    assert file.content_before(b"Mr Macron") == file.content_before(b"Mr Makron") == b"Mr Makron"
    with pytest.raises(ValueError, match="was changed since"):
        file.content_before(b"Mr Micron")
    new = LoggedFile.of(Change(Path("/a"), None, b"new"))
    assert (new.content_before(b"new"), new.content_before(None)) == (None, None)
    assert file.sha256_after == hashlib.sha256(b"Mr Macron").hexdigest()
