from __future__ import annotations

import re

import pysubs2
import pytest
from tests.unit.files.reading import read, written

SRT = (
    "\ufeff1\r\n00:00:01,000 --> 00:00:02,500 X1:40\r\n{\\an8}<i>Mr Kiel\r\nStamer</i> & co said\r\n\r\n"
    "2\r\n00:00:03,000 --> 00:00:04,000\r\nthat he left.\r\n\r\n"
    '3\r\n00:00:05,000 --> 00:00:06,000\r\n- Makron?\r\n- 1999 <font color="Makron">Zelen\r\nsky</font>\r\n'
)
VTT = """WEBVTT Makron

STYLE
::cue(.Makron) { color: red }

NOTE Makron
Makron

Makron
00:01.000 --> 00:02.000 align:start
<v Makron>Mr <c.Makron>Kiel</c>
<00:01.500>Stamer &amp; co.

01:00:03.000 --> 01:00:04.000
Makron
"""


def test_subrip() -> None:
    assert read(SRT, "a.srt") == "Mr Kiel Stamer & co said that he left.\n\n- Makron?\n- 1999 Zelen sky"
    changes = [("Kiel Stamer", "Keir Starmer"), ("Makron", "Macron"), ("Zelen sky", "Zelensky")]
    assert written(SRT, "a.srt", *changes).decode() == (
        SRT.replace("Kiel\r\nStamer", "Keir\r\nStarmer")
        .replace("- Makron", "- Macron")
        .replace("Zelen\r\nsky", "Zelensky\r\n")
    )


def test_webvtt() -> None:
    assert read(VTT, "a.vtt") == "Mr Kiel Stamer & co.\n\nMakron"
    assert written(VTT, "a.vtt", ("Kiel Stamer", "R&D Starmer"), ("Makron", "<Macron>")).decode() == (
        VTT.replace(">Kiel<", ">R&amp;D<").replace("Stamer", "Starmer").removesuffix("Makron\n") + "&lt;Macron&gt;\n"
    )


@pytest.mark.parametrize(("name", "content"), [("a.srt", SRT), ("a.vtt", VTT.replace("&amp;", "and"))])
def test_the_words_are_those_that_pysubs2_shows(name: str, content: str) -> None:
    shown = " ".join(line.plaintext for line in pysubs2.SSAFile.from_string(content.removeprefix("\ufeff")))
    assert read(content, name).split() == re.sub(r"<[^>]*>", "", shown).split()


@pytest.mark.parametrize(
    ("content", "want"),
    [
        ("", ""),
        ("no cue at all\n", ""),
        ("1\n00:00:01,000 --> 00:00:02,000\n\n2\n00:00:03,000 --> 00:00:04,000\n", ""),
        ("1\n00:00:01,000 --> 00:00:02,000\none\n\ntwo\n\n2\n0:00:03.0 --> 0:00:04.0\n2024\n", "one two 2024"),
        ("00:00:01,000 --> 00:00:02,000\n♪ a < b ♪", "♪ a < b ♪"),
    ],
)
def test_odd_files(content: str, want: str) -> None:
    assert read(content, "a.srt") == want
