"""The review page in a browser: it is served from this process, and used as an editor does."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from playwright.sync_api import Page, expect

from namefix.review.entrance import Entrance
from namefix.review.review_app import HOST, make_app
from namefix.review.review_desk import Desk
from namefix.service.serving import listen, url_of


@contextmanager
def served(desk: Desk) -> Iterator[str]:
    """Serve the page of a desk from this process, which is faster, and yield its address."""
    with listen(HOST, 0) as listener:
        entrance = Entrance()
        server = uvicorn.Server(uvicorn.Config(make_app(desk, entrance), log_config=None))
        thread = threading.Thread(target=server.run, args=[[listener]])
        thread.start()
        try:
            yield f"{url_of(listener)}{entrance.link()}"
        finally:
            server.should_exit = True
            thread.join()


def press(page: Page, keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def save(page: Page) -> None:
    press(page, "s")
    expect(page.get_by_role("status")).to_contain_text("Saved:")


def select(page: Page, words: str) -> None:
    """Select words of a text by dragging over them."""
    assert page.evaluate(_SELECT, words), f"no piece of the text has {words!r}"


def repair(page: Page, words: str, replacement: str) -> None:
    """Select words and write others in their place."""
    select(page, words)
    page.get_by_role("button", name="Repair e").click()
    page.get_by_label("Write instead").fill(replacement)
    page.get_by_role("button", name="Repair", exact=True).click()


_SELECT = """(words) => {
  for (const piece of document.querySelectorAll("article span[data-at]")) {
    const start = piece.textContent.indexOf(words);
    if (start < 0) continue;
    getSelection().setBaseAndExtent(piece.firstChild, start, piece.firstChild, start + words.length);
    return true;
  }
  return false;
}"""
