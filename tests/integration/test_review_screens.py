"""The review page with a source, on a narrow screen, on paper, and for everybody."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from tests.integration.axe import axe_source, violations
from tests.integration.browser import faint_texts, open_browser, open_page
from tests.integration.conftest import Run
from tests.integration.review_page import press, repair, save, select, served
from tests.unit.review.desks import KEY

from namefix.check.settings_file import SettingsFinder
from namefix.review.review_desk import Desk
from namefix.review.review_items import SourceFile
from namefix.review.review_log import ReviewLog

TEXT = "The leaders met.\n\n" + "President Emmanuel Makron spoke.\n\n" * 12 + "He left Brenn with 45 guests.\n"
SOURCE = "Лидеры встретились.\n\n" + "Выступил президент Эмманюэль Макрон.\n\n" * 12 + "Он покинул Берн с 45 гостями.\n"
TABLE = """id,kind,name,misspellings,native,country,roles,weight
person/emmanuel-macron,person,Emmanuel Macron,,Эмманюэль Макрон,FR,President,150
place/bern,place,Bern,Brenn,Берн,CH,capital,120
place/brno,place,Brno,Brenn,Брно,CZ,,100
"""


_TOPS = """() => ["article", ".source"].map((name) =>
  [...document.querySelectorAll(`#sheet-1 ${name} > .line`)].map((line) => Math.round(line.getBoundingClientRect().top)))"""
"""The tops of the lines of the text, and of those of its source."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as started:
        yield started


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    return axe_source(tmp_path_factory.mktemp("axe"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A review of a text with its source, and of one without."""
    settings = 'bundled = false\npipeline = "none"\ntables = ["names.csv"]\n'
    files = {"namefix.toml": settings, "names.csv": TABLE, "news.txt": TEXT, "news.ru.txt": SOURCE}
    for name, content in {**files, "other.txt": "Brenn is a town.\n"}.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    paths = [tmp_path / "news.txt", tmp_path / "other.txt"]
    log = ReviewLog(tmp_path / "log.jsonl", "Ana", KEY)
    return Desk(paths, SettingsFinder(None, {}), log, None, {paths[0]: SourceFile(tmp_path / "news.ru.txt", "ru")})


def test_lines_of_the_source_stand_beside_those_of_the_text(browser: Browser, desk: Desk) -> None:
    with served(desk) as url, open_page(browser, url, viewport={"width": 1200, "height": 700}) as page:
        expect(page.locator("#progress")).to_contain_text("decided")
        press(page, "jj")
        expect(page.locator(".source")).to_have_attribute("lang", "ru")
        tops = page.evaluate(_TOPS)
        assert tops[0] == tops[1]
        assert len(tops[0]) == len(TEXT.split("\n"))
        expect(page.locator(".source mark.meant")).to_have_text(["Эмманюэль Макрон"] * 12)
        assert page.locator("#sheet-2 .source").count() == 0


def test_a_narrow_screen_scrolls_the_source_with_the_text_and_never_sideways(browser: Browser, desk: Desk) -> None:
    with served(desk) as url, open_page(browser, url, viewport={"width": 390, "height": 700}) as page:
        expect(page.locator("#progress")).to_contain_text("decided")
        widths = "[document.documentElement.scrollWidth, innerWidth]"
        assert page.evaluate(widths) == [390, 390]
        scrolled = "document.querySelector('.source').scrollTop"
        assert page.evaluate(scrolled) == 0
        press(page, "j" * 12)
        for _ in range(100):  # the page's content security policy refuses `wait_for_function`
            if page.evaluate(scrolled) > 100:
                break
            page.wait_for_timeout(50)
        assert page.evaluate(scrolled) > 100
        assert page.evaluate(widths) == [390, 390]
        select(page, "guests")
        press(page, "e")
        expect(page.locator("#context")).to_contain_text("guests")
        assert page.evaluate(widths) == [390, 390]
        dialog = page.locator("#repair").bounding_box()
        assert dialog is not None
        assert dialog["x"] >= 0
        assert dialog["x"] + dialog["width"] <= 390


@pytest.mark.parametrize("width", [1200, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(browser: Browser, desk: Desk, axe: str, scheme: str, width: int) -> None:
    size = {"width": width, "height": 700}
    with served(desk) as url, open_page(browser, url, viewport=size, color_scheme=scheme) as page:
        expect(page.locator("#progress")).to_contain_text("decided")
        assert violations(page, axe) == []
        press(page, "ja")
        repair(page, "leaders", "Leaders")
        expect(page.locator("nav .own")).to_be_visible()
        save(page)
        assert violations(page, axe) == []
        assert faint_texts(page) == []
        select(page, "guests")
        press(page, "e")
        page.get_by_label("Search the table").fill("Macron")
        expect(page.locator("#names li").first).to_be_visible()
        page.locator("#remember").check()
        assert violations(page, axe) == []
        assert faint_texts(page) == []
        page.keyboard.press("Escape")
        press(page, "?")
        assert violations(page, axe) == []


def test_the_source_is_printed_beside_the_text_and_no_control_is(browser: Browser, desk: Desk) -> None:
    with served(desk) as url, open_page(browser, url, viewport={"width": 760, "height": 700}) as page:
        expect(page.locator("#progress")).to_contain_text("decided")
        press(page, "ja")
        page.emulate_media(media="print")
        expect(page.locator("button:visible, input:visible, .card:visible, #plan:visible")).to_have_count(0)
        boxes = [page.locator(f"#sheet-1 {name}").bounding_box() for name in ("article", ".source")]
        text, source = (box for box in boxes if box)
        assert source["x"] >= text["x"] + text["width"]
        assert source["height"] > 500


@pytest.mark.usefixtures("desk")
@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("--source", "a.txt", "news.txt", "other.txt"), "1 for 2 texts; name one for each, in their order"),
        (("--source", "none.txt", "news.txt"), "none.txt: cannot be read"),
        (("--source-language", "ru", "news.txt"), "needs --source"),
    ],
)
def test_wrong_sources_are_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    result = run("review", *arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())
