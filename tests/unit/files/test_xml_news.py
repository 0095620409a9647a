from __future__ import annotations

import pytest
from tests.unit.files.reading import read, written

from namefix.errors import InputError

NITF = """<?xml version="1.0" encoding="ISO-8859-1"?>
<!DOCTYPE nitf SYSTEM "nitf-3-6.dtd">
<nitf><head><title>Makron é</title><docdata><identified-content><person>Makron</person></identified-content></docdata></head>
<body><body.head><hedline><hl1 id="Makron">Kiel wins</hl1></hedline></body.head>
<body.content><p>Said <person>Kiel</person>
 Stamer of M&uuml;ller &#233; <![CDATA[& Makron <x>]]></p></body.content></body></nitf>
"""
NEWSML = """<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" xml:lang="de" guid="Makron">
<itemMeta><edNote>Makron</edNote></itemMeta>
<contentMeta><headline>Makron in <em>Kiel</em></headline><headline xml:lang="fr">Makron</headline>
<subject qcode="x:y"><name>Makron</name></subject></contentMeta>
<contentSet><inlineXML><html xmlns="http://www.w3.org/1999/xhtml"><head><title>T</title></head>
<body><p>Mr <b>Kiel</b> Stamer</p><script>Makron</script></body></html></inlineXML>
<inlineData contenttype="text/plain">Makron went.</inlineData>
<inlineData encoding="base64">TWFrcm9u</inlineData></contentSet></newsItem>
"""


def test_nitf() -> None:
    page = NITF.encode("iso-8859-1")
    text = read(page, "a.xml")
    assert text == "Makron é\n\nKiel wins\n\nSaid Kiel Stamer of Müller é & Makron <x>"
    changes = [("Makron", "Macron"), ("Kiel Stamer", "Keir Starmer"), ("Müller", "Muşşer"), ("Makron", "R&D]]>")]
    repaired = written(page, "a.xml", *changes)
    assert repaired == (
        page.replace(b"<title>Makron", b"<title>Macron")
        .replace(b"<person>Kiel</person>\n Stamer", b"<person>Keir</person>\n Starmer")
        .replace(b"M&uuml;ller", b"Mu&#351;&#351;er")
        .replace(b"& Makron <x>", b"& R&D]]]]><![CDATA[> <x>")
    )


def test_newsml_g2() -> None:
    assert read(NEWSML, "a.xml").split("\n\n") == ["Makron in Kiel", "T", "Mr Kiel Stamer", "Makron went."]
    assert written(NEWSML, "a.xml", ("Kiel Stamer", "Keir Starmer")).decode() == NEWSML.replace(
        "<b>Kiel</b> Stamer", "<b>Keir</b> Starmer"
    )


def test_other_xml_is_left_alone() -> None:
    assert read("<project><name>Makron</name><body>Makron</body></project>", "pom.xml") == ""


def test_xhtml_in_utf16() -> None:
    page = "\ufeff<html><body>Makron é</body></html>".encode("utf-16-le")
    assert written(page, "a.xml", ("Makron", "Macron")) == "\ufeff<html><body>Macron é</body></html>".encode(
        "utf-16-le"
    )


BOMB = (
    '<!DOCTYPE nitf [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {new} "{f"&{old};" * 10}">' for old, new in zip("abcdefgh", "bcdefghi", strict=True))
    + "]><nitf><body>&i;</body></nitf>"
)
READS_A_FILE = '<!DOCTYPE nitf [<!ENTITY x SYSTEM "file:///etc/hostname">]><nitf><body>&x;</body></nitf>'


@pytest.mark.parametrize("page", [BOMB, READS_A_FILE, '<!DOCTYPE nitf [<!ENTITY % p "x"> %p;]><nitf/>'])
def test_entities_that_a_document_declares_are_refused(page: str) -> None:
    with pytest.raises(InputError, match="declares the entity"):
        read(page, "a.xml")


@pytest.mark.parametrize(
    "page", ["<nitf>", "<nitf>&undefined;</nitf>", "", "<nitf></body></nitf>", "<x:nitf/>", "\x00"]
)
def test_what_is_not_well_formed(page: str) -> None:
    with pytest.raises(InputError, match=r"a\.xml:1: not well-formed XML"):
        read(page, "a.xml")


def test_deep_nesting_is_no_trouble() -> None:
    depth = 100_000
    assert read(f"<nitf><body>{'<p>' * depth}Makron{'</p>' * depth}</body></nitf>", "a.xml") == "Makron"
