from __future__ import annotations

import stat
from pathlib import Path

import pytest

from namefix.errors import InputError
from namefix.review import user_key as module
from namefix.review.user_key import is_signed, user_key


@pytest.fixture(autouse=True)
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "state" / "namefix"
    monkeypatch.setattr(module, "user_state_path", lambda *_, **options: folder)
    return folder


def test_the_key_is_made_once_and_private(state: Path) -> None:
    key = user_key()
    assert user_key() == key
    assert len(set(key)) > 8
    (file,) = state.iterdir()
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(state.stat().st_mode)) == (0o600, 0o700)


def test_a_damaged_key_is_an_error(state: Path) -> None:
    user_key()
    (state / "review.key").write_bytes(b"")
    with pytest.raises(InputError, match="is damaged; remove it"):
        user_key()


@pytest.mark.parametrize("signature", [None, "", 7, "é", ["a"]])
def test_a_wrong_signature_is_no_error(signature: object) -> None:
    assert not is_signed({"id": "1", "signature": signature}, b"secret")
