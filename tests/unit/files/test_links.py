from __future__ import annotations

import pytest

from namefix.files.links import find_links


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
