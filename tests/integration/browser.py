"""A browser without a window, whose pages must stay silent: no dialog, no error, nothing refused by a policy."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

_PATIENCE = 60_000
"""Milliseconds after which something does not come any more, on the busiest machine."""

_NAMES = ("chromium", "chromium-browser", "google-chrome")
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start Chromium; where there is none, the test is skipped."""
    program = next(filter(None, map(shutil.which, _NAMES)), None)
    if program is None:
        pytest.skip(f"needs a browser in the path: {', '.join(_NAMES)}")
    with sync_playwright() as playwright:
        expect.set_options(timeout=_PATIENCE)
        browser = playwright.chromium.launch(executable_path=program, args=_FLAGS)
        yield browser
        browser.close()


@contextmanager
def open_page(browser: Browser, url: str, *, refused: bool = False, **options: Any) -> Iterator[Page]:
    """Open a page; at its end nothing may have been complained of.

    Args:
        browser: The browser.
        url: The page.
        refused: Whether the server is to refuse something, of which a browser complains.
        options: Settings of the context, such as `color_scheme`.
    """
    complaints: list[str] = []
    with browser.new_context(**options) as context:
        context.set_default_timeout(_PATIENCE)
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        page.goto(url)
        yield page
    assert [complaint for complaint in complaints if not (refused and "status of 409" in complaint)] == []


def faint_texts(page: Page) -> list[str]:
    """Return the visible texts of a page with less contrast than WCAG 2 asks for (4.5), each with that contrast."""
    found: list[str] = page.evaluate(_FAINT)
    return found


_FAINT = """() => {
  const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
  const luminance = (colour) => {
    const [r, g, b] = channels(colour).map((value) => value / 255)
      .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if ((channels(colour)[3] ?? 1) === 1) return colour;
    }
    return "rgb(255, 255, 255)";
  };
  const faint = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const element = texts.currentNode.parentElement;
    const text = texts.currentNode.data.trim();
    if (!text || !element.checkVisibility() || element.closest(":disabled, script")) continue;
    const [one, other] = [luminance(getComputedStyle(element).color), luminance(ground(element))];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    if (contrast < 4.5) faint.push(`${text}: ${contrast.toFixed(1)}`);
  }
  return faint;
}"""
