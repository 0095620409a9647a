"""`namefix report`: the page of a batch by the command, and in a browser."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.hostile import HOSTILE
from tests.integration.browser import faint_texts, open_browser, open_page
from tests.integration.conftest import Run

TEXTS = (
    ("ru", "world", "2024-05-01", "Emmanuel Makron met Makron in Kyyyiv."),
    ("zh", "world", "2024-05-02T09:00:00Z", "Vondrein came to Brenn."),
    ("zh", "sport", "2024-05-04", "Nothing happened in Kyiv."),
)


def lines(*rows: dict[str, object]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    path = tmp_path / "docs.jsonl"
    rows = [
        {"id": f"a{number}", "language": language, "desk": desk, "date": day, "text": text}
        for number, (language, desk, day, text) in enumerate(TEXTS)
    ]
    path.write_text(lines(*rows), encoding="utf-8")
    return path


@pytest.fixture
def report(run: Run, names: Path) -> Run:
    """Run `namefix report` with the small table and without NER."""
    return lambda *arguments, stdin=None: run(
        "report", "--no-bundled", "--table", names, "--pipeline", "none", *arguments, stdin=stdin
    )


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as started:
        yield started


@pytest.fixture
def address(report: Run, documents: Path, tmp_path: Path) -> str:
    page = tmp_path / "report.html"
    assert report(documents, "--output", page).exit_code == 0
    return page.as_uri()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    with open_page(browser, address) as opened:
        yield opened


def test_counts_and_charts_are_shown(page: Page) -> None:
    expect(page).to_have_title("docs.jsonl: names in 3 texts")
    expect(page.locator(".figures dd")).to_have_text(["3", "2", "4", "1", "0"])
    expect(page.locator("figcaption").first).to_have_text("The names that break most")
    expect(page.locator(".chart.wide svg")).to_have_count(5)
    expect(page.locator(".chart.wide svg").first).to_be_visible()
    expect(page.locator(".chart.narrow svg").first).to_be_hidden()


def test_a_table_is_sorted_by_the_heading_that_is_pressed(page: Page) -> None:
    table = page.get_by_role("region", name="Names that break most")
    names = table.locator("tbody th > bdi")
    expect(names.first).to_have_text("Emmanuel Macron")
    heading = table.get_by_role("button", name="Name")
    heading.click()
    sorted_names = names.all_inner_texts()
    assert sorted_names == sorted(sorted_names)
    expect(table.get_by_role("columnheader", name="Name")).to_have_attribute("aria-sort", "ascending")
    heading.focus()
    page.keyboard.press("Enter")
    assert names.all_inner_texts() == sorted_names[::-1]
    table.get_by_role("button", name="Proposals").click()
    expect(names.first).to_have_text("Emmanuel Macron")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_light_and_dark_are_legible(browser: Browser, address: str, scheme: str) -> None:
    with open_page(browser, address, color_scheme=scheme) as page:
        assert faint_texts(page) == []


def test_a_narrow_page_does_not_scroll_sideways(browser: Browser, address: str) -> None:
    with open_page(browser, address, viewport={"width": 390, "height": 700}) as page:
        expect(page.locator(".chart.narrow svg").first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 390


def test_hostile_documents_run_nothing(browser: Browser, report: Run, tmp_path: Path) -> None:
    documents, page = tmp_path / "hostile.jsonl", tmp_path / "hostile.html"
    rows = [{"id": text, "language": text, "desk": text, "text": f"Makron {text} Brenn"} for text in HOSTILE]
    documents.write_text(lines(*rows), encoding="utf-8")
    assert report(documents, "--output", page, "--title", HOSTILE[0]).exit_code == 0
    with open_page(browser, page.as_uri()) as opened:
        opened.get_by_role("button", name="Written as").click()
        opened.wait_for_load_state("networkidle")
        assert opened.evaluate("document.scripts.length + document.images.length + frames.length") == 1


def test_other_fields_are_named_by_options(report: Run, tmp_path: Path) -> None:
    documents, page = tmp_path / "docs.csv", tmp_path / "report.html"
    documents.write_text(
        "id,text,from,section,published\n1,Mr Makron spoke.,ru,world,2024-05-01\n2,None came.,,,\n", "utf-8"
    )
    options = ("--language-field", "from", "--desk-field", "section", "--date-field", "published")
    assert report(documents, "--output", page, *options).exit_code == 0
    written = page.read_text(encoding="utf-8")
    assert all(shown in written for shown in ("By source language", "By desk", "2024-05-01", "(none)"))


@pytest.mark.parametrize(
    ("row", "options", "problem"),
    [
        ({"date": "3 May"}, (), "docs.jsonl:1: field 'date' must begin with a date like 2024-05-31, got '3 May'"),
        (
            {},
            ("--desk-field", "room"),
            "docs.jsonl:1: no field 'room'; fields there: 'id', 'text'; choose one with --desk-field",
        ),
    ],
)
def test_a_wrong_field_is_an_error_with_its_line(
    report: Run, tmp_path: Path, row: dict[str, object], options: tuple[str, ...], problem: str
) -> None:
    documents, page = tmp_path / "docs.jsonl", tmp_path / "report.html"
    documents.write_text(lines({"id": 1, "text": "Mr Makron spoke.", **row}), encoding="utf-8")
    result = report(documents, "--output", page, *options)
    assert result.exit_code == 2
    assert problem in result.stderr
    assert not page.exists()


def test_bad_lines_can_be_skipped(report: Run, documents: Path, tmp_path: Path) -> None:
    documents.write_text(documents.read_text(encoding="utf-8") + "nonsense\n", encoding="utf-8")
    result = report(documents, "--output", tmp_path / "page.html", "--skip-bad", tmp_path / "bad.jsonl")
    assert result.exit_code == 0
    assert "1 line skipped" in result.stderr


@pytest.mark.model
def test_names_that_no_table_has_are_listed(run: Run, names: Path, tmp_path: Path) -> None:
    documents, page = tmp_path / "docs.jsonl", tmp_path / "report.html"
    text = "Transport Minister Ilmar Tessik spoke in Geneva on Monday."
    documents.write_text(lines({"id": 1, "text": text}, {"id": 2, "text": f"Again. {text}"}), encoding="utf-8")
    assert run("report", "--no-bundled", "--table", names, documents, "--output", page).exit_code == 0
    assert "person/ilmar-tessik,person,Ilmar Tessik" in page.read_text(encoding="utf-8")
