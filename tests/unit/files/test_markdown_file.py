from __future__ import annotations

import pytest
from tests.unit.files.reading import read, written

from namefix.errors import MissingExtraError
from namefix.files import markdown_file


@pytest.mark.parametrize(
    ("page", "want"),
    [
        ("# *Kiel*\tStamer\n\ntext", "Kiel Stamer\n\ntext"),
        ("Kiel\nStamer  \nspoke", "Kiel Stamer\nspoke"),
        ("> Kiel\n> Stamer", "Kiel Stamer"),
        ("- Kiel\n- Stamer", "Kiel\n\nStamer"),
        ("---\ntitle: Makron\n---\na", "a"),
        ("+++\ntitle = 'Makron'\n+++\na", "a"),
        ("```\nMakron\n```\n\n    Makron\n\n<div>Makron</div>\n\na", "a"),
        ("Kiel `x` Stamer", "Kiel \ufffc Stamer"),
        ("Kiel <kbd>x</kbd> <b>Stamer</b><br>a <!-- Makron -->", "Kiel \ufffc Stamer\na"),
        ("[Makron](/Makron 'Makron') ![Makron](a.png)", "Makron \ufffc"),
        ("[Makron][a] [Makron] [Makron][]\n\n[Makron]: /x\n[a]: /Makron", "Makron \ufffc \ufffc"),
        ("[[Makron]] [[Makron|Kiel]]", "\ufffc Kiel"),
        ("| Kiel | Stamer |\n|---|---|\n| a | b |", "Kiel\n\nStamer\n\na\n\nb"),
        ("# Kiel {#makron .Makron}", "Kiel"),
        ("M&uuml;ller \\*x\\*", "Müller *x*"),
        ("Kiel[^1] Stamer\n\n[^1]: Makron", "Kiel\ufffc Stamer\n\nMakron"),
        ("- [x] Kiel\r\n  Stamer\r\n", "Kiel Stamer"),
        ("", ""),
    ],
)
def test_what_is_read(page: str, want: str) -> None:
    assert read(page, "a.md") == want


@pytest.mark.parametrize(
    ("page", "change", "want"),
    [
        ("> *Kiel*\n> Stamer", ("Kiel Stamer", "Keir Starmer"), "> *Keir*\n> Starmer"),
        ("Kie**l**", ("Kiel", "Keir"), "Kei**r**"),
        ("Makron", ("Makron", "*a* [b] <c> & `d`"), r"\*a\* \[b\] \<c\> \& \`d\`"),
        ("- Zelen\n  sky", ("Zelen sky", "Zelensky"), "- Zelensky"),
    ],
)
def test_what_is_written(page: str, change: tuple[str, str], want: str) -> None:
    assert written(page, "a.md", change).decode() == want


def test_without_the_extra_the_error_names_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markdown_file, "pyromark", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'namefix\[markdown\]'"):
        read("a", "a.md")
