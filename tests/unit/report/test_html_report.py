from __future__ import annotations

import html
import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.builders import document_of, mention_of, repaired
from tests.hostile import HOSTILE

from namefix.datatypes import Action, Candidate, Decision, Entity, Form, Proposal
from namefix.report import render_report
from namefix.report.escapes import harmless, visible
from namefix.report.html_report import Plain, lines_of, render_page, sheet_of
from namefix.results import CorrectedText, Edit
from namefix.rewrite import rewrite

RESULT = repaired(
    "Mr Makron\nand Ana Zell.",
    ("Makron", "Macron", 0.97, Action.REPLACE),
    ("Ana Zell", "Anna Zell", 0.4, Action.REVIEW),
)
_COLOUR = re.compile(r"--([a-z-]+): (#[0-9a-f]{6})")


class Page(HTMLParser):
    """The elements of a page with the names of their attributes, and its text by element."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, ...]] = []
        self.ids: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, *(name for name, _ in attrs)))
        self.ids += [value or "" for name, value in attrs if name == "id"]
        self.links += [value or "" for name, value in attrs if name in ("href", "src", "action")]

    def handle_data(self, data: str) -> None:
        self.text += data


def result_with(hostile: str) -> CorrectedText:
    """Return a result that has a string wherever a text or a table can bring one."""
    text = f"{hostile} Makron {hostile} Zell {hostile}"
    entity = Entity("person/x", "person", f"Macron {hostile}", country=hostile, roles=(hostile,))
    other = Entity("person/y", "person", f"Merz {hostile}", roles=(hostile,))
    decisions = []
    for surface, action in (("Makron", Action.REPLACE), ("Zell", Action.REVIEW)):
        mention = mention_of(text, surface)
        chosen, rejected = (
            Proposal(Candidate(mention, Form(found.name, found, "name", found.name)), 0.5, ())
            for found in (entity, other)
        )
        decisions.append(Decision(mention, action, chosen, (rejected,), hostile, entity.name))
    return replace(rewrite(document_of(text), decisions), warnings=(hostile,))


def test_a_page_has_changes_doubts_reasons_and_counts() -> None:
    rendered = render_report(RESULT, "html", "news.txt")
    page = Page(rendered)
    assert "news.txt: 1 change, 1 uncertain" in page.text
    assert "Makron changed to Macron" in page.text
    assert "Ana (uncertain, perhaps Anna)" in page.text
    assert "Makron sounds alike" in page.text
    assert 'title="97% of such changes are right">sure<' in rendered
    assert 'title="40% of such changes are right">uncertain<' in rendered


def test_a_page_needs_nothing_else_and_allows_nothing_else() -> None:
    page = render_report(RESULT, "html", "news.txt")
    elements = {tag for tag, *_ in Page(page).elements}
    assert elements.isdisjoint({"script", "link", "img", "iframe", "object", "form"})
    assert all(link.startswith("#") for link in Page(page).links)
    assert "default-src 'none'; style-src 'sha256-" in html.unescape(page)
    assert page.startswith("<!doctype html>")


def test_every_link_of_a_page_leads_to_its_mark() -> None:
    page = Page(render_page([sheet_of(RESULT, "a.txt"), sheet_of(RESULT, "b.txt")]))
    assert len(page.ids) == len(set(page.ids))
    assert {link.removeprefix("#") for link in page.links} <= set(page.ids)
    assert len([link for link in page.links if link.startswith("#mark-")]) == 4


def test_several_texts_are_counted_together() -> None:
    page = Page(render_page([sheet_of(RESULT, "a.txt"), sheet_of(RESULT, "b.txt")]))
    assert "2 texts: 2 changes, 2 uncertain" in page.text
    assert ("h2",) in page.elements


def test_a_text_without_changes_says_so() -> None:
    page = Page(render_report(CorrectedText("Kyiv\n", "Kyiv\n", warnings=("a warning",)), "html", "news.txt"))
    assert "No name needs a change." in page.text
    assert "a warning" in page.text


@pytest.mark.parametrize("hostile", HOSTILE)
def test_nothing_of_text_table_and_file_name_is_markup(hostile: str) -> None:
    page = Page(render_report(result_with(hostile), "html", hostile))
    plain = Page(render_report(result_with(re.sub(".+", "a", hostile)), "html", "a"))
    assert page.elements == plain.elements
    assert page.ids == plain.ids
    assert page.links == plain.links
    assert page.text.count(harmless(hostile).split("\n")[0]) > page.text.count("Makron")
    assert visible(hostile) in page.text


THREE_LINES = repaired(
    "Hello.\r\nMr Makron\nand Ana Zell.",
    ("Makron", "Macron", 0.97, Action.REPLACE),
    ("Ana Zell", "Anna Zell", 0.4, Action.REVIEW),
)


def shown(lines: list[list[Plain | Edit]]) -> list[list[str]]:
    return [[f"[{piece.before}]" if isinstance(piece, Edit) else piece.text for piece in line] for line in lines]


def test_lines_have_the_edits_between_the_text() -> None:
    assert shown(lines_of(THREE_LINES.original, THREE_LINES.all_edits)) == [
        ["Hello."],
        ["Mr ", "[Makron]"],
        ["and ", "[Ana]", " Zell."],
    ]


def test_an_edit_over_a_line_end_stays_whole() -> None:
    result = repaired("Mr Mak\nron spoke.\n", ("Mak\nron", "Macron", 0.9, Action.REPLACE))
    assert shown(lines_of(result.original, result.all_edits)) == [["Mr ", "[Mak\nron]", " spoke."], []]


@given(st.text("ab \r\n"), st.text("cd \r\n"))
def test_nothing_but_the_kind_of_line_ends_is_lost(before: str, after: str) -> None:
    text = f"{before}Makron{after}"
    lines = lines_of(text, repaired(text, ("Makron", "Macron", 0.9, Action.REPLACE)).all_edits)
    pieces = [[piece.before if isinstance(piece, Edit) else piece.text for piece in line] for line in lines]
    assert "\n".join(map("".join, pieces)) == re.sub("\r\n|\r", "\n", text)


def test_a_text_without_edits_has_its_lines() -> None:
    assert lines_of("\n\na", []) == [[], [], [Plain(2, "a")]]


@given(st.text("ab \r\n"), st.text("cd \r\n"))
def test_pieces_have_their_places_in_the_text(before: str, after: str) -> None:
    text = f"{before}Makron{after}"
    for line in lines_of(text, repaired(text, ("Makron", "Macron", 0.9, Action.REPLACE)).all_edits):
        for piece in line:
            words = piece.before if isinstance(piece, Edit) else piece.text
            assert text[piece.start : piece.start + len(words)] == words


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Žižek\u00a0基尔 \u200c😀\tx", "Žižek\u00a0基尔 \u200c😀\tx"),
        ("a\u202eb\u2066c", r"a\u202eb\u2066c"),
        ("\x00\x1b[31m\x85\ud800", r"\x00\x1b[31m\x85\ud800"),
    ],
)
def test_harmless_shows_what_would_mislead(text: str, seen: str) -> None:
    assert harmless(text) == seen


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_letters_stand_out_from_what_they_stand_on(scheme: str) -> None:
    style, _, _ = render_report(RESULT, "html", "news.txt").partition("* {")
    light, dark = (dict(_COLOUR.findall(part)) for part in style.split("@media (prefers-color-scheme: dark)"))
    colours = light if scheme == "light" else light | dark
    letters = ("ink", "quiet", "link", "wrong", "right", "doubt")
    pairs = [(one, ground) for one in letters for ground in ("paper", "desk")]
    pairs += [("right", "right-wash"), ("doubt", "doubt-wash"), ("ink", "doubt-wash"), ("ink", "line")]
    faint = [pair for pair in pairs if contrast(colours[pair[0]], colours[pair[1]]) < 4.5]
    assert set(light) == set(dark)
    assert faint == []


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours by WCAG 2, in [1, 21]."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
