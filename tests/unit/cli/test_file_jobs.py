from __future__ import annotations

from pathlib import Path

import pytest
from tests.builders import edit_in

from namefix import CorrectedText
from namefix.cli.file_jobs import WriteBack
from namefix.errors import OutputError
from namefix.files.fixed_file import fix_content
from namefix.files.plain_text import PlainText


def test_a_file_that_was_changed_since_it_was_read_is_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "news.txt"
    path.write_bytes(b"Mr Makron spoke. He left.")
    edit = edit_in("Mr Makron spoke.", "Makron", "Macron")
    file = fix_content(
        b"Mr Makron spoke.", str(path), PlainText(), lambda text: CorrectedText(text, "Mr Macron spoke.", (edit,))
    )
    with pytest.raises(OutputError, match=r"news\.txt: was changed by somebody else"):
        WriteBack().finish(file, path)
    assert path.read_bytes() == b"Mr Makron spoke. He left."
