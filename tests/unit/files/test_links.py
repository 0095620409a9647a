from __future__ import annotations

import pytest
from tests.builders import edit_in

from namefix import Action, CorrectedText
from namefix.files.links import find_links, without_links
from namefix.rewrite import apply_edits


@pytest.mark.parametrize(
    "link",
    [
        "https://news.example/Makron", "www.Makron.fr", "Makron@elysee.example", "@Makron", "#KielStamer",
        "bit.ly/Makron", "HTTP://x.org/a?Makron=1",
    ],
)  # fmt: skip
def test_what_leads_somewhere(link: str) -> None:
    text = f"Mr Makron ({link} today)"
    assert [text[start:end] for start, end in find_links(text)] == [link]


@pytest.mark.parametrize("text", ["Mr Makron.", "Makron/Merkel", "he said.Makron", "A & B: Makron", "c# x @ y"])
def test_what_does_not(text: str) -> None:
    assert list(find_links(text)) == []


def test_a_result_without_links_keeps_all_else() -> None:
    text = "Makron wrote to Makron@elysee.example: see https://x.org/Makron, Makron."
    places = [at for at in range(len(text)) if text.startswith("Makron", at)]
    edits = [edit_in(text, "Makron", "Macron", at=at) for at in places]
    decisions = tuple(edit.decision for edit in edits)
    result = without_links(CorrectedText(text, apply_edits(text, edits), tuple(edits), (), decisions, ("a warning",)))
    assert result.text == "Macron wrote to Makron@elysee.example: see https://x.org/Makron, Macron."
    assert [edit.start for edit in result.edits] == [places[0], places[3]]
    actions = [decision.action for decision in result.decisions]
    assert actions == [Action.REPLACE, Action.KEEP, Action.KEEP, Action.REPLACE]
    assert result.decisions[1].reason == "part of an address or a handle"
    assert result.warnings == ("a warning",)


def test_what_is_uncertain_in_a_link_is_not_for_review() -> None:
    text = "Makron, @Makron"
    review = tuple(edit_in(text, "Makron", "Macron", at=at) for at in (0, 8))
    assert without_links(CorrectedText(text, text, (), review)).review == review[:1]


def test_a_result_without_any_link_stays() -> None:
    result = CorrectedText("Mr Macron", "Mr Macron")
    assert without_links(result) is result
