from __future__ import annotations

import io
import tracemalloc
import zipfile
from pathlib import Path

import docx
import pytest
from tests.unit.files.reading import read, written

from namefix.errors import InputError, OutputError

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)


def made_by_word() -> bytes:
    document = docx.Document()
    paragraph = document.add_paragraph("Said ")
    paragraph.add_run("Ki").bold = True
    paragraph.add_run("el Stamer & co")
    paragraph.add_run().add_break()
    paragraph.add_run("today.")
    cells = document.add_table(1, 2).rows[0].cells
    cells[0].text, cells[1].text = "Makron", "Tiblisi"
    document.sections[0].header.paragraphs[0].text = "Makron weekly"
    document.core_properties.title = "Makron"
    return saved(document)


def saved(document: object) -> bytes:
    packed = io.BytesIO()
    document.save(packed)  # type: ignore[attr-defined]
    return packed.getvalue()


def package(body: str, **others: str) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", TYPES)
        new.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in others.items():
            new.writestr(name, content)
    return packed.getvalue()


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def test_a_document_of_python_docx(tmp_path: Path) -> None:
    content = made_by_word()
    text = "Said Kiel Stamer & co\ntoday.\n\nMakron\n\nTiblisi\n\nMakron weekly"
    assert read(content, "a.docx") == text
    changes = [("Kiel Stamer", "Keir Starmer"), ("Makron", "Macron"), ("Makron", "Macron")]
    repaired = written(content, "a.docx", *changes)
    old, new = members(content), members(repaired)
    assert list(old) == list(new)
    assert {name for name in old if old[name] != new[name]} == {"word/document.xml", "word/header1.xml"}
    assert b">Ke</w:t>" in new["word/document.xml"]
    path = tmp_path / "a.docx"
    path.write_bytes(repaired)
    opened = docx.Document(str(path))
    assert opened.paragraphs[0].text == "Said Keir Starmer & co\ntoday."
    assert opened.sections[0].header.paragraphs[0].text == "Macron weekly"
    assert opened.core_properties.title == "Makron"


def test_no_edit_no_change() -> None:
    content = made_by_word()
    assert written(content, "a.docx") == content


@pytest.mark.parametrize(
    ("body", "want"),
    [
        ("<w:p><w:r><w:t>Kiel</w:t><w:tab/><w:t>Stamer</w:t></w:r></w:p>", "Kiel\nStamer"),
        ("<w:p><w:r><w:t>Jong</w:t><w:noBreakHyphen/><w:t>un</w:t></w:r></w:p>", "Jong-un"),
        ("<w:p><w:r><w:t>a</w:t><w:instrText>Makron</w:instrText></w:r></w:p>", "a"),
        ("<w:p><w:del><w:r><w:delText>Makron</w:delText></w:r></w:del><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        ("<w:p><w:moveFrom><w:r><w:t>Makron</w:t></w:r></w:moveFrom><w:r><w:t>a</w:t></w:r></w:p>", "a"),
        ('<w:p><w:r><w:t xml:space="preserve">a &amp;\n<![CDATA[<b>]]></w:t></w:r></w:p>', "a & <b>"),
        ("<w:p><w:r><w:t>Kiel </w:t><w:drawing/><w:t>Stamer</w:t></w:r></w:p>", "Kiel \ufffcStamer"),
    ],
)
def test_what_is_read(body: str, want: str) -> None:
    assert read(package(body), "a.docx") == want


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"\xd0\xcf\x11\xe0", "not a Word document"),
        (b"PK\x03\x04", "not a Word document"),
        pytest.param(made_by_word()[:3000], "not a Word document", id="cut"),
        (package("<w:p>"), "not well-formed"),
        (package("", **{"word/document.xml ": "x"})[:-30], "not a Word document"),
    ],
)
def test_what_is_no_document(content: bytes, problem: str) -> None:
    with pytest.raises(InputError, match=problem):
        read(content, "a.docx")


def test_a_zip_bomb_is_refused_unopened() -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        new.writestr("[Content_Types].xml", TYPES)
        with new.open("word/document.xml", "w") as body:
            for _ in range(65):
                body.write(b" " * 2**20)
    assert len(packed.getvalue()) < 100_000
    with pytest.raises(InputError, match="too large after unpacking"):
        read(packed.getvalue(), "a.docx")


def lying(method: int, declared: int, size: int = 2**24) -> bytes:
    """Return a package whose directory declares another size of the body."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", method) as new:
        new.writestr("[Content_Types].xml", TYPES, zipfile.ZIP_DEFLATED)
        new.writestr("word/document.xml", b"\0" * size)
        new.getinfo("word/document.xml").file_size = declared
    return packed.getvalue()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_the_compression_of_word_is_unpacked(method: int) -> None:
    with pytest.raises(InputError, match=r"word/document\.xml is packed by a method other than deflate"):
        read(lying(method, 1000), "a.docx")


def test_a_member_is_unpacked_to_its_declared_size_only() -> None:
    content = lying(zipfile.ZIP_DEFLATED, 1000)
    tracemalloc.start()
    try:
        with pytest.raises(InputError, match="not a Word document"):
            read(content, "a.docx")
        assert tracemalloc.get_traced_memory()[1] < 2**22
    finally:
        tracemalloc.stop()


def test_a_member_smaller_than_declared_is_refused() -> None:
    with pytest.raises(InputError, match="smaller than declared"):
        read(lying(zipfile.ZIP_DEFLATED, 1001, size=1000), "a.docx")


def test_entities_are_refused() -> None:
    bomb = package("").replace(b"", b"")
    with zipfile.ZipFile(io.BytesIO(bomb)) as old:
        types = old.read("[Content_Types].xml")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        new.writestr("[Content_Types].xml", types)
        new.writestr("word/document.xml", f'<!DOCTYPE d [<!ENTITY a "b">]><w:document {W}>&a;</w:document>')
    with pytest.raises(InputError, match=r"a\.docx:word/document\.xml:1: declares the entity"):
        read(packed.getvalue(), "a.docx")


def test_an_encrypted_member_and_one_name_twice() -> None:
    content = bytearray(package("<w:p/>"))
    at = content.index(b"PK\x01\x02")
    content[at + 8] |= 1
    with pytest.raises(InputError, match="is encrypted"):
        read(bytes(content), "a.docx")
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        new.writestr("[Content_Types].xml", TYPES)
        with pytest.warns(UserWarning, match="Duplicate name"):
            new.writestr("[Content_Types].xml", TYPES)
    with pytest.raises(InputError, match="several members of the same name"):
        read(packed.getvalue(), "a.docx")


def test_a_signed_document_is_read_and_not_changed() -> None:
    signature = "application/vnd.openxmlformats-package.digital-signature-origin"
    signed = TYPES.replace(
        "<Override", f'<Override PartName="/_xmlsignatures/origin.sigs" ContentType="{signature}"/><Override'
    )
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as new:
        new.writestr("[Content_Types].xml", signed)
        new.writestr("word/document.xml", f"<w:document {W}><w:p><w:r><w:t>Makron</w:t></w:r></w:p></w:document>")
    assert read(packed.getvalue(), "a.docx") == "Makron"
    with pytest.raises(OutputError, match="is signed"):
        written(packed.getvalue(), "a.docx", ("Makron", "Macron"))


def test_a_package_whose_directory_leads_outside_is_refused() -> None:
    content = bytearray(package("<w:p/>"))
    at = content.rindex(b"PK\x05\x06") + 16
    content[at : at + 4] = (int.from_bytes(content[at : at + 4], "little") + 2**16).to_bytes(4, "little")
    with pytest.raises(InputError, match=r"a\.docx: not a Word document"):
        read(bytes(content), "a.docx")
