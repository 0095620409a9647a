"""The page of `fix --format html` in a browser: what is seen, reached by keyboard, copied, and never run."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.hostile import HOSTILE, file_name_of
from tests.integration.browser import faint_texts, open_browser, open_page
from tests.integration.conftest import Run
from tests.unit.report.test_html_report import result_with

from namefix.report.html_report import render_page, sheet_of

ARTICLE = "French President Emmanuel Makron met Ursula Vondrein in Brenn.\nVONDREIN'S PLAN was long.\n"
REPAIRED = "French President Emmanuel Macron met Ursula von der Leyen in Brenn.\nVON DER LEYEN'S PLAN was long."


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as started:
        yield started


@pytest.fixture
def report(tmp_path: Path, fix: Run) -> str:
    """Return the address of the report of an article."""
    article, page = tmp_path / "article.txt", tmp_path / "report.html"
    article.write_text(ARTICLE, encoding="utf-8")
    page.write_text(fix(article, "--format", "html").stdout, encoding="utf-8")
    return page.as_uri()


@pytest.fixture
def page(browser: Browser, report: str) -> Iterator[Page]:
    with open_page(browser, report) as opened:
        yield opened


def test_changes_and_doubts_are_told_apart(page: Page) -> None:
    expect(page).to_have_title(re.compile("article.txt: 3 changes, 1 uncertain$"))
    expect(page.get_by_text("3 changes")).to_be_visible()
    expect(page.locator("article summary del")).to_have_text(["Makron", "Vondrein", "VONDREIN"])
    expect(page.locator("article summary ins")).to_have_text(["Macron", "von der Leyen", "VON DER LEYEN"])
    expect(page.locator("article .doubt summary")).to_have_text("Brenn (uncertain, perhaps Bern)")


def test_a_reason_is_shown_on_hover(page: Page) -> None:
    card = page.locator(".card").first
    expect(card).to_be_hidden()
    page.locator("summary").first.hover()
    expect(card).to_be_visible()
    expect(card).to_contain_text("Emmanuel Macron · person · FR · President")
    page.mouse.move(0, 0)
    expect(card).to_be_hidden()


def test_the_keyboard_reaches_and_opens_every_mark(page: Page) -> None:
    marks = page.locator("summary")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the text")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.get_by_role("radio", name="Marked")).to_be_focused()
    for number in range(marks.count()):
        page.keyboard.press("Tab")
        expect(marks.nth(number)).to_be_focused()
        page.keyboard.press("Enter")
        expect(page.locator("details[open]")).to_have_count(1)
        expect(page.locator(".card").nth(number)).to_be_visible()
    page.keyboard.press("Enter")
    expect(page.locator(".card").last).to_be_hidden()


def test_a_link_of_the_list_opens_its_mark(page: Page) -> None:
    page.locator("nav a").last.click()
    expect(page.locator("article .card").last).to_be_visible()


def test_a_mark_has_a_name_for_screen_readers(page: Page) -> None:
    expect(page.locator("article")).to_match_aria_snapshot("""
      - article:
        - group:
          - deletion: Makron
          - text: changed to
          - insertion: Macron
        - group: Brenn (uncertain, perhaps Bern)
    """)


def test_the_copied_text_is_the_repaired_one(page: Page) -> None:
    page.locator("article").evaluate("article => getSelection().selectAllChildren(article)")
    assert page.evaluate("getSelection().toString()").strip() == REPAIRED


@pytest.mark.parametrize(("view", "text"), [("Repaired", REPAIRED), ("Original", ARTICLE.strip())])
def test_the_text_can_be_read_without_marks(page: Page, view: str, text: str) -> None:
    page.get_by_text(view).click()
    assert page.locator("article").inner_text().strip() == text


@pytest.mark.parametrize(("scheme", "ground"), [("light", "rgb(252, 251, 248)"), ("dark", "rgb(27, 28, 30)")])
def test_light_and_dark(browser: Browser, report: str, scheme: str, ground: str) -> None:
    with open_page(browser, report, color_scheme=scheme) as page:
        expect(page.locator("article")).to_have_css("background-color", ground)
        page.locator("summary").last.click()
        assert faint_texts(page) == []


def test_faint_text_would_be_found(page: Page) -> None:
    page.locator("h1").evaluate("heading => document.styleSheets[0].insertRule('h1 { color: #aaa }')")
    assert len(faint_texts(page)) == 1


def test_a_narrow_page_does_not_scroll_sideways(browser: Browser, report: str) -> None:
    with open_page(browser, report, viewport={"width": 320, "height": 640}, has_touch=True) as page:
        page.locator("summary").last.tap()
        expect(page.locator(".card").last).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_on_paper_every_reason_is_printed(page: Page) -> None:
    page.emulate_media(media="print")
    expect(page.locator("nav .why")).to_have_count(4)
    for reason in page.locator("nav .why").all():
        expect(reason).to_be_visible()
    expect(page.get_by_role("radio")).to_have_count(0)


def test_hostile_text_table_and_file_name_run_nothing(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / file_name_of(f"{HOSTILE[10]}.html")
    page.write_text(render_page([sheet_of(result_with(text), text) for text in HOSTILE]), "utf-8", "surrogatepass")
    with open_page(browser, page.as_uri()) as opened:
        expect(opened.locator("section")).to_have_count(len(HOSTILE))
        for mark in opened.locator("summary").all()[::20]:
            mark.click()
        opened.wait_for_load_state("networkidle")
        assert opened.evaluate("document.scripts.length + document.images.length + frames.length") == 0
