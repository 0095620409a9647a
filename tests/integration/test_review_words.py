"""Words that an editor selects on the review page, in a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.integration.browser import open_browser, open_page
from tests.integration.review_page import press, repair, save, select, served
from tests.unit.review.desks import KEY, TABLE, desk_of

from namefix.check.settings_file import SettingsFinder
from namefix.review.review_desk import Desk
from namefix.review.review_log import ReviewLog

TEXT = (
    "The deputy Zbig Quillart spoke \u202e😀 with Zbig Quillart.\r\nMr Emmanuel Makron left.\r\nZbig Quillart stayed.\n"
)
OTHER = "A letter of Zbig Quillart came.\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as started:
        yield started


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Open the page of a review of two texts."""
    desk = desk_of(tmp_path, {"news.txt": TEXT.encode("utf-8"), "other.txt": OTHER.encode("utf-8")})
    with served(desk) as url, open_page(browser, url) as opened:
        expect(opened.locator("#progress")).to_have_text("0 of 1 decided")
        yield opened


def text_of(folder: Path, name: str = "news.txt") -> str:
    return (folder / name).read_bytes().decode("utf-8")


def test_an_unmarked_name_is_repaired_learned_and_repaired_in_the_next_file(
    browser: Browser, page: Page, tmp_path: Path
) -> None:
    select(page, "Zbig Quillart")
    press(page, "e")
    expect(page.locator("#context mark")).to_have_text("Zbig Quillart")
    page.get_by_label("Write instead").fill("Zbigniew Kwilarski")
    remember = page.locator("#remember")
    expect(remember).not_to_be_checked()
    expect(page.locator("#remember-told")).to_have_text(
        "Remember: from now on, Zbig Quillart is replaced in every text, as a misspelling in names.csv"
    )
    remember.check()
    expect(page.get_by_label("This name is new.")).to_have_value("person")
    page.get_by_role("button", name="Repair", exact=True).click()
    expect(page.locator("article .written summary ins")).to_have_text(["Zbigniew Kwilarski"])
    expect(page.locator("#plan")).to_contain_text("Save writes 1 change.")
    save(page)
    expect(page.get_by_role("status").first).to_contain_text("from now on Zbigniew Kwilarski (names.csv)")
    assert text_of(tmp_path) == TEXT.replace("Zbig Quillart", "Zbigniew Kwilarski", 1)
    row = "person/zbigniew-kwilarski,person,Zbigniew Kwilarski,,Zbig Quillart,,,\n"
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == TABLE + row

    again = Desk([tmp_path / "other.txt"], SettingsFinder(None, {}), ReviewLog(tmp_path / "log", "Ana", KEY), None)
    with served(again) as url, open_page(browser, url) as other:
        expect(other.locator("article summary ins")).to_have_text(["Zbigniew Kwilarski"])
        other.get_by_role("button", name="Accept sure").click()
        save(other)
    assert text_of(tmp_path, "other.txt") == OTHER.replace("Zbig Quillart", "Zbigniew Kwilarski")


@pytest.mark.parametrize(
    ("where", "counts"), [("Only here", (1, 0)), ("Everywhere in this text", (3, 0)), ("In all texts", (3, 1))]
)
def test_a_repair_is_made_where_the_editor_says(
    page: Page, tmp_path: Path, where: str, counts: tuple[int, int]
) -> None:
    select(page, "Quillart")
    press(page, "e")
    page.get_by_label("Write instead").fill("Kwilarski")
    page.get_by_label(where).check()
    page.get_by_role("button", name="Repair", exact=True).click()
    expect(page.locator("#progress")).to_have_text(f"{sum(counts)} of {sum(counts) + 1} decided")
    save(page)
    assert text_of(tmp_path) == TEXT.replace("Quillart", "Kwilarski", counts[0])
    assert text_of(tmp_path, "other.txt") == OTHER.replace("Quillart", "Kwilarski", counts[1])
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == TABLE


def test_a_name_is_found_in_the_table_and_seen_with_all_that_it_has(page: Page, tmp_path: Path) -> None:
    select(page, "Quillart")
    press(page, "e")
    page.get_by_label("Search the table").fill("Marero")
    name = page.locator("#names").get_by_role("radio", name="Marrero")
    expect(name).to_be_visible()
    expect(page.locator("#names")).to_contain_text("Manuel Marrero · person · CU · Prime Minister")
    name.check()
    expect(page.get_by_label("Write instead")).to_have_value("Marrero")
    page.get_by_role("button", name="Repair", exact=True).click()
    save(page)
    assert text_of(tmp_path) == TEXT.replace("Quillart", "Marrero", 1)


def test_right_words_become_another_name_of_an_entity(page: Page, tmp_path: Path) -> None:
    select(page, "Zbig Quillart")
    press(page, "e")
    alias = page.get_by_role("button", name="Right as it is")
    page.get_by_label("Search the table").fill("Macron")
    expect(alias).to_be_disabled()
    page.locator("#names").get_by_role("radio").first.check()
    alias.click()
    save(page)
    assert text_of(tmp_path) == TEXT
    assert "Macron|Zbig Quillart," in (tmp_path / "names.csv").read_text(encoding="utf-8")


def test_words_are_named_in_place_of_selecting_them(page: Page, tmp_path: Path) -> None:
    press(page, "e")
    words = page.get_by_label("Words in the text")
    expect(words).to_be_focused()
    words.fill("Nobody")
    page.keyboard.press("Enter")
    expect(page.locator("#context")).to_have_text("These words are not in the text, letter by letter.")
    words.fill("Quillart")
    for before in ("The deputy Zbig ", "😀 with Zbig "):
        words.press("Enter")
        expect(page.locator("#context")).to_contain_text(before)
    page.get_by_label("Write instead").fill("Kwilarski")
    page.keyboard.press("Enter")
    save(page)
    assert text_of(tmp_path).splitlines()[0].endswith("Zbig Quillart spoke \u202e😀 with Zbig Kwilarski.")


def test_a_wider_selection_takes_the_place_of_a_proposal(page: Page, tmp_path: Path) -> None:
    press(page, "e")
    page.get_by_label("Words in the text").fill("Mr ")
    page.keyboard.press("Enter")
    expect(page.locator("#context mark")).to_have_text("Mr")
    page.keyboard.press("Escape")
    page.evaluate(
        """() => {
          const mark = document.querySelector("article details");
          getSelection().setBaseAndExtent(mark.previousSibling.firstChild, 0, mark.nextSibling.firstChild, 5);
        }"""
    )
    press(page, "e")
    expect(page.locator("#context mark")).to_have_text("Mr Emmanuel Makron left")
    page.get_by_label("Write instead").fill("Ms Ana Ruiz left")
    page.get_by_role("button", name="Repair", exact=True).click()
    expect(page.locator("article details")).to_have_count(1)
    expect(page.locator("#progress")).to_have_text("2 of 2 decided")
    press(page, "u")
    expect(page.locator("article summary del")).to_have_text(["Emmanuel Makron"])
    expect(page.locator("#progress")).to_have_text("0 of 1 decided")
    press(page, "ja")
    save(page)
    assert text_of(tmp_path) == TEXT.replace("Makron", "Macron")


def test_a_repair_is_taken_back_undone_and_known_to_a_new_tab(page: Page, tmp_path: Path) -> None:
    repair(page, "Quillart", "Kwilarski")
    press(page, "r")
    expect(page.locator("article details")).to_have_count(1)
    press(page, "u")
    expect(page.locator("article summary ins").first).to_have_text("Kwilarski")
    save(page)
    assert "Kwilarski" in text_of(tmp_path)
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.locator("article summary ins").first).to_have_text("Kwilarski")
    expect(other.locator("nav .own .state")).to_have_text("saved")
    other.close()
    press(page, "uu")
    expect(page.get_by_role("status").first).to_contain_text("taken back")
    press(page, "u")
    expect(page.locator("#progress")).to_have_text("0 of 1 decided")
    assert text_of(tmp_path) == TEXT
    assert page.locator("article").first.inner_text().startswith("The deputy Zbig Quillart spoke \\u202e😀")


def test_without_a_table_nothing_can_be_remembered(browser: Browser, tmp_path: Path) -> None:
    desk = desk_of(tmp_path)
    (tmp_path / "namefix.toml").write_text('pipeline = "none"\n', encoding="utf-8")
    desk = Desk([tmp_path / "news.txt"], SettingsFinder(None, {}), ReviewLog(tmp_path / "log", "Ana", KEY), None)
    with served(desk) as url, open_page(browser, url) as page:
        expect(page.locator("#progress")).to_contain_text("decided")
        select(page, "spoke")
        press(page, "e")
        expect(page.locator("#remember")).to_be_disabled()
        expect(page.locator("#remember-told")).to_contain_text("--learn-to TABLE.csv")
