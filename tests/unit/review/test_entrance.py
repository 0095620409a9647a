from __future__ import annotations

import stat

from namefix.review.entrance import Entrance, page_file


def test_each_link_works_once() -> None:
    entrance = Entrance()
    one, other = (entrance.link().removeprefix("/enter/") for _ in range(2))
    assert [entrance.admits(ticket) for ticket in (one, one, other, "none")] == [True, False, True, False]


def test_path_and_cookie_are_needed() -> None:
    entrance = Entrance()
    assert entrance.knows(entrance.path, entrance.cookie)
    assert not entrance.knows(entrance.path, "other")
    assert not entrance.knows("/other/", entrance.cookie)
    assert not entrance.knows("/é/", "é")


def test_the_file_for_the_browser_is_private_and_gone_afterwards() -> None:
    with page_file("http://127.0.0.1:1/enter/secret") as page:
        assert "0;url=http://127.0.0.1:1/enter/secret" in page.read_text(encoding="utf-8")
        assert stat.S_IMODE(page.stat().st_mode) == 0o600
        assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700
    assert not page.parent.exists()
