from __future__ import annotations

import html
from datetime import date

import pytest
from tests.hostile import HOSTILE
from tests.unit.report.test_batch_tally import RESULT, kept
from tests.unit.report.test_html_report import Page, result_with

from namefix.report import batch_page
from namefix.report.batch_page import render_batch_page
from namefix.report.batch_tally import BatchTally, DocumentFacts


def test_a_page_has_counts_names_groups_and_texts_for_an_editor() -> None:
    tally = BatchTally()
    tally.add(DocumentFacts("a-1", "ru", "world", date(2024, 5, 1)), RESULT)
    page = Page(render_batch_page(tally, "docs.jsonl"))
    for shown in (
        "Names in docs.jsonl",
        "Macron",
        "By source language",
        "By desk",
        "Texts for an editor",
        "a-1",
        "2024-05-01",
    ):
        assert shown in page.text


def test_sections_without_figures_are_left_out() -> None:
    text = Page(render_batch_page(BatchTally(), "docs.jsonl", has_pipeline=False)).text
    assert "No name needs a change." in text
    assert "Needs entity recognition" in text
    for heading in ("By source language", "By desk", "How sure, and when", "Texts for an editor"):
        assert heading not in text


def test_unknown_names_are_rows_of_a_table() -> None:
    tally = BatchTally()
    for key in "ab":
        tally.add(DocumentFacts(key), kept("Ilva Tarrin came.", ("Ilva Tarrin", "person")))
    assert "id,kind,name\nperson/ilva-tarrin,person,Ilva Tarrin\n" in Page(render_batch_page(tally, "x")).text


def test_a_page_needs_nothing_else_and_allows_nothing_else() -> None:
    tally = BatchTally()
    tally.add(DocumentFacts("a"), RESULT)
    page = render_batch_page(tally, "docs.jsonl")
    elements = {tag for tag, *_ in Page(page).elements}
    assert elements.isdisjoint({"link", "img", "iframe", "object", "form"})
    assert Page(page).links == []
    policy = html.unescape(page).partition('Policy" content="')[2].partition('"')[0]
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "unsafe" not in policy


def test_hostile_text_is_text() -> None:
    tally = BatchTally()
    for text in HOSTILE:
        tally.add(DocumentFacts(text, text, text), result_with(text))
    plain = BatchTally()
    plain.add(DocumentFacts("a", "b", "c"), RESULT)
    tags = {element[0] for element in Page(render_batch_page(plain, "a")).elements}
    assert {element[0] for element in Page(render_batch_page(tally, HOSTILE[0])).elements} <= tags | {
        "defs",
        "clippath",
    }


def test_long_tables_are_cut_and_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch_page, "MOST_ROWS", 1)
    tally = BatchTally()
    tally.add(DocumentFacts("a"), RESULT)
    assert "The 1 most frequent of 2 rows are shown." in Page(render_batch_page(tally, "x")).text
