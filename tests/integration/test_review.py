"""`namefix review` in a browser, from the command to the file."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
import time
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import socket
from urllib.parse import unquote, urlsplit

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser, Page, expect
from tests.hostile import HOSTILE, file_name_of
from tests.integration.browser import faint_texts, open_browser, open_page
from tests.integration.conftest import Run
from tests.integration.review_page import press, save, served
from tests.unit.review.desks import TABLE, TEXT, desk_of

from namefix.cli import service_commands
from namefix.service.serving import url_of

_URL = re.compile(r"http://127\.0\.0\.1:\d+/enter/\S+")
_COMMAND = "import sys; from namefix.cli.command_line import main; main(sys.argv[1:])"


def command(folder: Path, *arguments: str | Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-c", _COMMAND, "review", *map(str, arguments), "--who", "Ana", "--log", "log.jsonl"]
    return subprocess.Popen(words, cwd=folder, stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


@contextmanager
def started(folder: Path, *arguments: str | Path) -> Iterator[str]:
    """Run `namefix review` over files and yield the address of its page; it ends with Ctrl-C and without a complaint."""
    process = command(folder, *arguments, "--no-browser")
    assert process.stderr
    told = process.stderr.readline()
    try:
        found = _URL.search(told)
        assert found, told + process.stderr.read()
        yield found[0]
    finally:
        process.send_signal(signal.SIGINT)
        rest = process.communicate()[1]
    assert (process.returncode, rest) == (0, "")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as started:
        yield started


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """Open the page of a review of one text."""
    with served(desk_of(tmp_path)) as url, open_page(browser, url) as opened:
        expect(opened.get_by_text("0 of 3 decided")).to_be_visible()
        yield opened


def text_of(folder: Path) -> str:
    return (folder / "news.txt").read_bytes().decode("utf-8")


def test_j_and_k_go_from_name_to_name_and_round(page: Page) -> None:
    marks = page.locator("article summary")
    for key, number in (("j", 0), ("j", 1), ("k", 0), ("k", 2), ("j", 0)):
        press(page, key)
        expect(marks.nth(number)).to_be_focused()
        expect(page.locator("article details[open]")).to_have_count(1)
        expect(page.locator(".card").nth(number)).to_be_visible()
        expect(page.locator("nav li.current")).to_have_count(1)


def test_accept_reject_and_save_by_keyboard_alone(page: Page, tmp_path: Path) -> None:
    press(page, "jar")
    expect(page.get_by_text("2 of 3 decided")).to_be_visible()
    expect(page.locator("article summary").nth(2)).to_be_focused()
    save(page)
    assert text_of(tmp_path) == TEXT.replace("Emmanuel Makron", "Emmanuel Macron")
    entry, _ = map(json.loads, (tmp_path / "log.jsonl").read_text(encoding="utf-8").splitlines())
    assert (entry["who"], [why["action"] for why in entry["why"]]) == ("Ana", ["write", "leave"])


def test_another_candidate_is_written_and_learned(page: Page, tmp_path: Path) -> None:
    press(page, "jm1")
    expect(page.locator("article ins").first).to_have_text("Manuel Marrero")
    save(page)
    expect(page.get_by_role("status")).to_contain_text("Emmanuel Makron: from now on Manuel Marrero (names.csv)")
    assert "President Manuel Marrero spoke" in text_of(tmp_path)
    assert "Manuel Marrero,,Emmanuel Makron," in (tmp_path / "names.csv").read_text(encoding="utf-8")


def test_a_typed_name_is_written_and_learned_and_its_letters_are_no_keys(page: Page, tmp_path: Path) -> None:
    press(page, "jmt")
    page.keyboard.type("Raj Ankurnas")
    page.keyboard.press("Enter")
    expect(page.locator("article summary").first).to_have_text(re.compile("Raj Ankurnas✓"))
    expect(page.get_by_text("1 of 3 decided")).to_be_visible()
    save(page)
    assert "President Raj Ankurnas spoke" in text_of(tmp_path)
    assert "person/raj-ankurnas,person,Raj Ankurnas,,Emmanuel Makron," in (tmp_path / "names.csv").read_text("utf-8")


def test_capital_keys_decide_all_places_of_a_name(browser: Browser, tmp_path: Path) -> None:
    text = b"Mr Makron spoke. Then Makron sat. Brenn. Makron left.\n"
    with served(desk_of(tmp_path, {"news.txt": text})) as url, open_page(browser, url) as page:
        expect(page.get_by_text("0 of 4 decided")).to_be_visible()
        press(page, "jA")
        expect(page.get_by_text("3 of 4 decided")).to_be_visible()
        press(page, "u")
        expect(page.get_by_text("0 of 4 decided")).to_be_visible()
        press(page, "R")
        expect(page.locator("article .kept")).to_have_text(["Makron"] * 3)


def test_what_is_not_to_be_remembered_is_only_written(page: Page, tmp_path: Path) -> None:
    press(page, "j")
    expect(page.get_by_role("checkbox", name="Remember").first).not_to_be_checked()
    press(page, "1")
    save(page)
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == TABLE


def test_a_name_that_is_never_touched(page: Page, tmp_path: Path) -> None:
    press(page, "kn")
    save(page)
    assert text_of(tmp_path) == TEXT
    assert 'accepted = ["Makron"]' in (tmp_path / "namefix.toml").read_text(encoding="utf-8")


def test_everything_can_be_undone_step_by_step_a_save_too(page: Page, tmp_path: Path) -> None:
    before = (tmp_path / "namefix.toml").read_bytes()
    press(page, "ja1")
    save(page)
    press(page, "n")
    save(page)
    assert "Macron" in text_of(tmp_path)
    for decided, undo in ((3, True), (2, False), (2, True), (1, False), (0, False)):
        press(page, "u")
        if undo:
            expect(page.get_by_role("status")).to_contain_text("taken back")
        expect(page.get_by_text(f"{decided} of 3 decided")).to_be_visible()
    assert text_of(tmp_path) == TEXT
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == TABLE
    assert (tmp_path / "namefix.toml").read_bytes() == before
    expect(page.get_by_role("button", name="Undo")).to_be_disabled()


def test_what_is_saved_is_locked_and_known_to_a_new_tab(page: Page) -> None:
    press(page, "ja")
    save(page)
    press(page, "kr")
    expect(page.get_by_role("status")).to_contain_text("saved already")
    other = page.context.new_page()
    other.goto(page.url)
    expect(other.get_by_text("1 of 3 decided")).to_be_visible()
    expect(other.locator("nav li .state").first).to_be_attached()


def test_accept_all_that_is_sure(page: Page, tmp_path: Path) -> None:
    page.get_by_role("button", name="Accept sure").click()
    expect(page.get_by_text("2 of 3 decided")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved: 2 decided, 2 changed.")
    assert text_of(tmp_path) == TEXT.replace("Makron", "Macron")


def test_what_a_save_writes_is_said_before_and_after(page: Page, tmp_path: Path) -> None:
    expect(page.locator("#plan")).to_be_hidden()
    press(page, "jjr")
    expect(page.locator("#plan")).to_have_text("Save writes 0 changes. 2 proposals not decided: they stay as they are.")
    page.get_by_role("button", name="Undo").click()
    press(page, "kka")
    expect(page.locator("#plan")).to_contain_text("Save writes 1 change. 2 proposals not decided")
    page.get_by_role("button", name="Save").click()
    told = page.get_by_role("status")
    expect(told).to_contain_text("Saved: 1 decided, 1 changed.")
    expect(told).to_contain_text("2 proposals not decided: they stay as they are.")
    expect(page.locator("#plan")).to_be_hidden()
    told.get_by_role("button", name=re.compile("^Accept 1 sure and save$")).click()
    expect(told).to_contain_text("1 proposal not decided: it stays as it is.")
    assert text_of(tmp_path) == TEXT.replace("Makron", "Macron")


def test_several_files_have_a_list_with_the_progress_in_each(browser: Browser, tmp_path: Path) -> None:
    desk = desk_of(
        tmp_path, {"one.txt": b"Mr Brenn left.\n", "two.txt": b"Mr Brenn and Brenn.\n", "three.txt": b"No one.\n"}
    )
    with served(desk) as url, open_page(browser, url) as page:
        lines = page.get_by_role("navigation", name="Files", exact=True).locator("li")
        expect(lines).to_have_count(3)
        total = [len([item for item in desk.items.values() if item.desk_file is file]) for file in desk.files]
        expect(lines.nth(0)).to_contain_text(f"0 of {total[0]} decided")
        press(page, "jr")
        expect(lines.nth(0)).to_contain_text(f"1 of {total[0]} decided")
        expect(lines.nth(1)).to_contain_text(f"0 of {total[1]} decided")
        lines.nth(1).get_by_role("link").click()
        assert page.url.endswith("#sheet-2")


def test_the_mouse_does_all_that_the_keys_do(page: Page, tmp_path: Path) -> None:
    page.locator("article summary").nth(1).click()
    page.get_by_role("button", name="Brno").click()
    page.locator("article summary").nth(0).click()
    page.get_by_role("button", name="Reject").locator("visible=true").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("1 of 3 decided")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("status")).to_contain_text("Saved: 1 decided, 1 changed.")
    assert text_of(tmp_path) == TEXT.replace("Brenn", "Brno")


def test_the_keys_are_told_and_can_be_turned_off(page: Page) -> None:
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.get_by_role("checkbox", name="Keys of one letter").uncheck()
    page.get_by_role("button", name="Close").click()
    expect(page.get_by_role("dialog")).to_be_hidden()
    press(page, "ja")
    expect(page.get_by_text("0 of 3 decided")).to_be_visible()


def test_a_file_that_was_changed_meanwhile_is_told_and_left(browser: Browser, tmp_path: Path) -> None:
    with served(desk_of(tmp_path)) as url, open_page(browser, url, refused=True) as page:
        expect(page.get_by_text("0 of 3 decided")).to_be_visible()
        (tmp_path / "news.txt").write_text("Other words.", encoding="utf-8")
        press(page, "jas")
        expect(page.get_by_role("status")).to_contain_text("was changed by somebody else")
        expect(page.get_by_text("1 of 3 decided")).to_be_visible()
    assert text_of(tmp_path) == "Other words."


def test_every_control_has_a_name_and_is_reached_by_tab(page: Page) -> None:
    press(page, "j")
    controls = page.locator("button:visible:enabled, input:visible:enabled, summary, a[href]:visible")
    names = controls.evaluate_all("all => all.map(one => one.labels?.[0]?.innerText ?? one.ariaLabel ?? one.innerText)")
    assert all(name.strip() for name in names)
    assert controls.evaluate_all("all => all.filter(one => one.tabIndex < 0).length") == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out(browser: Browser, tmp_path: Path, scheme: str) -> None:
    with served(desk_of(tmp_path)) as url, open_page(browser, url, color_scheme=scheme) as page:
        expect(page.get_by_text("0 of 3 decided")).to_be_visible()
        press(page, "jar")
        save(page)
        assert faint_texts(page) == []
        press(page, "?")
        assert faint_texts(page) == []


def test_from_the_command_to_the_file_and_back(browser: Browser, tmp_path: Path) -> None:
    desk_of(tmp_path)
    with started(tmp_path, "news.txt") as url, open_page(browser, url) as page:
        expect(page.get_by_text("0 of 3 decided")).to_be_visible()
        press(page, "ja1")
        save(page)
        assert text_of(tmp_path) == TEXT.replace("Emmanuel Makron", "Emmanuel Macron").replace("Brenn", "Brno")
    for answer, exit_code in (("n", 1), ("y", 0)):
        assert text_of(tmp_path) != TEXT
        process = command(tmp_path, "--undo")
        told = process.communicate(answer)[1]
        assert process.returncode == exit_code
        assert "The save of Ana on" in told
        assert "news.txt: will be restored" in told
    assert text_of(tmp_path) == TEXT
    assert (tmp_path / "names.csv").read_text(encoding="utf-8") == TABLE


def test_the_link_is_not_in_the_command_line_of_the_browser(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other users of the machine can read command lines."""
    desk_of(tmp_path)
    monkeypatch.chdir(tmp_path)
    opened: list[str] = []

    def open_at_once(url: str) -> None:
        opened.extend([url, Path(unquote(urlsplit(url).path)).read_text(encoding="utf-8")])

    monkeypatch.setattr(webbrowser, "open", open_at_once)

    def show(app: FastAPI, listener: socket, ready: Callable[[str], None]) -> None:
        ready(url_of(listener))
        while len(opened) < 2:
            time.sleep(0.01)

    monkeypatch.setattr(service_commands, "serve", show)
    result = run("review", "news.txt")
    assert result.exit_code == 0
    printed = _URL.search(result.stderr)
    assert printed
    url, page = opened
    assert url.startswith("file:///")
    in_file = _URL.search(page.replace('"', " "))
    assert in_file
    assert printed[0] != in_file[0]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "name the files to review"),
        (("-",), "name the files to review"),
        (("none.txt",), "none.txt: cannot be read"),
        (("--undo", "news.txt"), "name no FILE"),
        (("--undo", "--log", "none.jsonl"), "none.jsonl: has nothing to take back"),
        (("--log", "none/log", "--learn-to", "names.jsonl", "news.txt"), "ends in .csv"),
    ],
)
def test_wrong_use_is_told(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    desk_of(tmp_path)
    monkeypatch.chdir(tmp_path)
    result = run("review", *arguments)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())


def test_hostile_text_table_and_file_name_run_nothing(browser: Browser, tmp_path: Path) -> None:
    rows = [
        f'place/x{number},place,"{cell}",,Brenn{letters(number)},CH,"{cell}",9\n'
        for number, text in enumerate(HOSTILE)
        if (cell := text.replace('"', '""').replace("|", "").replace("\n", " ")).isprintable()
        and any(map(str.isalpha, cell))
    ]
    content = "".join(f"{text} Brenn{letters(number)}. {text}\n" for number, text in enumerate(HOSTILE))
    name = file_name_of(f"{HOSTILE[10]}.txt")
    desk = desk_of(tmp_path, {name: content.replace("\0", "").encode("utf-8")}, row="".join(rows))
    with served(desk) as url, open_page(browser, url) as page:
        expect(page.locator("#progress")).to_contain_text("decided")  # all of the page is there
        expect(page.locator("#progress")).to_contain_text(f"0 of {page.locator('article summary').count()} decided")
        assert page.locator("article summary").count() > 60
        press(page, "ja" * 5)
        page.get_by_role("button", name="Accept sure").click()
        save(page)
        page.wait_for_load_state("networkidle")
        assert page.evaluate("[document.scripts.length, document.images.length, frames.length]") == [1, 0, 0]


def letters(number: int) -> str:
    """Return a number in letters, as a name may have them."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
