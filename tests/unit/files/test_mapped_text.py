from __future__ import annotations

import pytest
from tests.builders import edit_in
from tests.unit.files.reading import read, written

from namefix.files.html_file import HtmlFile
from namefix.files.plain_text import PlainText


@pytest.mark.parametrize(
    ("page", "change", "want"),
    [
        ("<b>Kiel</b> Stamer", ("Kiel Stamer", "Keir Starmer"), "<b>Keir</b> Starmer"),
        ("Kiel\n  <i>Stamer</i>", ("Kiel Stamer", "Keir Starmer"), "Keir\n  <i>Starmer</i>"),
        ("M<b>a</b>kron", ("Makron", "Macron"), "M<b>a</b>cron"),
        ("Ma<b>k</b>ron", ("Makron", "Macron"), "Ma<b>c</b>ron"),
        ("Kie<b>l</b>", ("Kiel", "Keir"), "Kei<b>r</b>"),
        ("<b>Vondrein</b>'s", ("Vondrein", "von der Leyen"), "<b>von der Leyen</b>'s"),
        ("Zelen <b>sky</b>", ("Zelen sky", "Zelensky"), "Zelen<b>sky</b>"),
        ("Zelen<br><b>sky</b> said", ("Zelen\nsky", "Zelensky"), "Zelensky<br><b></b> said"),
        ("Emmanuel<b>le</b> X", ("Emmanuelle", "Emmanuel"), "Emmanue<b>l</b> X"),
        ("<b>Zelensk</b>, he", ("Zelensk", "Zelensky"), "<b>Zelensky</b>, he"),
        ("x <b>Acron</b>", ("Acron", "Macron"), "x <b>Macron</b>"),
        ("M&uuml;ler", ("Müler", "Müller"), "M&uuml;ller"),
        ("M&uuml;ler", ("Müler", "Miller"), "Miller"),
        ("Kiel Stamer", ("Kiel Stamer", "R&D <x>"), "R&amp;D &lt;x&gt;"),
        ("Zo&eacute;", ("Zoé", "Zoés"), "Zo&eacute;s"),
    ],
)
def test_replacements_go_word_by_word(page: str, change: tuple[str, str], want: str) -> None:
    assert written(page, "a.html", change).decode() == want


def test_a_reference_of_several_letters_is_written_as_a_whole() -> None:
    assert read("&copyMakron", "a.html") == "©Makron"
    assert written("x &copyMakron y", "a.html", ("©Makron", "©Macron")) == b"x \xc2\xa9Macron y"


def test_place() -> None:
    readable = HtmlFile().read("\ufeffé\r\n<p><b>Kiel</b>\r\nStamer".encode(), "a.html")
    start = readable.text.index("Kiel")
    place = readable.place(start, start + len("Kiel Stamer"))
    assert place == (2, 7, 3, 7, 13, 29, "<p><b>Kiel</b>")


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_lines_count_by_any_line_end(line_end: str) -> None:
    readable = PlainText().read(f"é{line_end}Makron{line_end}".encode(), "a.txt")
    start = readable.text.index("Makron")
    place = readable.place(start, start + 6)
    assert (place.line, place.column, place.end_line, place.end_column) == (2, 1, 2, 7)
    assert place.line_text == "Makron"


def test_edits_do_not_disturb_one_another() -> None:
    text = "Makron, Makron and Makron"
    edits = [edit_in(text, "Makron", "Emmanuel Macron", at=at) for at in (0, 8, 19)]
    assert PlainText().read(text.encode(), "a.txt").write(edits).decode() == text.replace("Makron", "Emmanuel Macron")
