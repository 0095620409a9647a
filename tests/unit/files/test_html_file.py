from __future__ import annotations

import pytest
from tests.unit.files.reading import read, written

from namefix.errors import InputError


@pytest.mark.parametrize(
    ("page", "want"),
    [
        ("<p>One\n  two</p><p>three", "One two\n\nthree"),
        ("<b>Kiel</b> Stamer", "Kiel Stamer"),
        ("Kiel<br>Stamer", "Kiel\nStamer"),
        ("<ul><li>Kiel<li>Stamer</ul>", "Kiel\n\nStamer"),
        ("<td>Kiel</td><td>Stamer</td>", "Kiel\n\nStamer"),
        ("a<script>Makron</p></script>b<style>Makron</style>c", "a\n\nb\n\nc"),
        ("<!-- Makron -->a<!DOCTYPE x><?Makron?>", "a"),
        ("Kiel <code>x</code> Stamer", "Kiel \ufffc Stamer"),
        ("Kiel <img alt=Makron> Stamer", "Kiel \ufffc Stamer"),
        ("<pre>Kiel\n  Stamer</pre>", "Kiel\n  Stamer"),
        ("<pre><code>Makron</code></pre>", "\ufffc"),
        ("<textarea>Makron</textarea><input value=Makron>", ""),
        ("<p translate=no>Makron</p>a<span class='x notranslate'>Makron</span>", "a\ufffc"),
        ("<div translate=no><div>Makron</div>Makron</div>a", "a"),
        ("<html lang=de><body lang=de><p>a <q lang=fr>Makron</q> <q lang=en-GB>b</q>", "a \ufffc b"),
        ("<p translate=no>Makron<p>a", "a"),
        ("<title>Makron &amp; co</title>", "Makron & co"),
        ("a &lt;b&gt; &foo; & &#xe9;&#233; AT&T", "a <b> &foo; & éé AT&T"),
        ("Ma&shy;kron Ma<wbr>kron Ma&#x200b;kron", "Makron Makron Makron"),
        ("a&nbsp;b&#32;&#10; c", "a\xa0b c"),
        ("a < b <3 </ > c", "a < b <3 c"),
        ("", ""),
    ],
)
def test_what_is_read(page: str, want: str) -> None:
    assert read(page, "a.html") == want


def test_links_and_attributes_stay() -> None:
    page = "<a title='Makron' href=/Makron>Makron</a>"
    assert written(page, "a.html", ("Makron", "Macron")).decode() == "<a title='Makron' href=/Makron>Macron</a>"


def test_a_declared_encoding_is_kept() -> None:
    page = '<meta charset="ISO-8859-1"><p>Zoé Makron “x”'.encode("cp1252")
    assert written(page, "a.html", ("Makron", "Şahin")) == page.replace(b"Makron", b"&#350;ahin")


def test_bytes_that_are_not_what_is_declared() -> None:
    with pytest.raises(InputError, match=r"a\.html:2: not UTF-8"):
        read(b"<meta charset=utf-8>\n\xe9", "a.html")


def test_a_declaration_that_cannot_be_parsed_is_an_error_and_no_traceback() -> None:
    for page in ("<![foo[x", "<!DOCTYPE [<!x", "<![if !x]>a<![endif]>", "<", "<a", "&", "&#", "<!--", "<script>"):
        try:
            read(page, "a.html")
        except InputError as error:
            assert "a.html" in str(error)  # noqa: PT017 - some versions of Python can parse it
