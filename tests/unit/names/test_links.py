from __future__ import annotations

import pytest

from namefix.names.links import find_links


@pytest.mark.parametrize(
    "link",
    [
        "https://news.example/Makron", "HTTP://x.org/a?Makron=1", "https://x.org/Makron_(1)/b", "www.Makron.fr",
        "bit.ly/Makron", "Makron.com", "Makron@elysee.example", "@Makron", "#KielStamer", "C:\\Makron", "~/Makron/notes",
        "Makron.docx", "speech_Makron.PDF", "makron_speech", "`Makron and Stamer`",
    ],
)  # fmt: skip
def test_what_leads_somewhere_or_is_code(link: str) -> None:
    text = f"Mr Makron ({link}, today)"
    assert [text[start:end] for start, end in find_links(text)] == [link]


@pytest.mark.parametrize(
    "text",
    [
        "Mr Makron.", "Makron/Merkel", "and/or Makron", "he said.Makron", "A & B: Makron", "c# x @ y", "No. #1 Makron",
        "St.Louis, the U.S. and J.Byden", "_Makron_ and **Makron**", "O`Neil and N`Golo", "2/Makron", "Xi'an's 10.5",
    ],
)  # fmt: skip
def test_ordinary_text_is_no_link(text: str) -> None:
    assert list(find_links(text)) == []


def test_the_text_of_a_link_in_markdown_is_ordinary() -> None:
    text = "[Makron](https://x.org/Makron)"
    assert [text[start:end] for start, end in find_links(text)] == ["https://x.org/Makron"]


@pytest.mark.parametrize("unit", ["a", "a.", "`", "`a ", "@", "a@", "a/", "\\a", "a_", "#", "://", "a://", "."])
def test_no_text_takes_more_than_linear_work(unit: str) -> None:
    """Quadratic work on so many letters would take minutes."""
    assert sum(end - start for start, end in find_links(unit * 300_000)) <= len(unit) * 300_000
