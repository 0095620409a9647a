"""Word documents: reads body, headers, footers and notes, and keeps all other parts of the package unchanged."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from copy import copy
from dataclasses import replace
from itertools import accumulate

from namefix.errors import InputError, OutputError
from namefix.files.docx_part import read_part
from namefix.files.mapped_text import MappedText
from namefix.files.xml_events import decode_xml, parse_xml
from namefix.protocols import Place
from namefix.results import Edit

_BREAK = "\n\n"
_CONTENT_TYPES = "[Content_Types].xml"
_READ = tuple(f"wordprocessingml.{part}+xml" for part in "document.main header footer footnotes endnotes".split())
_SIGNED = "digital-signature"

_MOST_UNPACKED = 512 * 2**20
_MOST_READ = 64 * 2**20
"""Maximum sizes in bytes after unpacking, of all members and of those that are read, far above those of real documents."""

_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""The compressions of Word documents; zipfile cannot unpack others in pieces of bounded size."""

_BROKEN = (zipfile.BadZipFile, zlib.error, struct.error, OSError, EOFError, RuntimeError)
"""Errors of zipfile for a damaged package, beside `ValueError`."""

_PIECE = 2**16
"""Number of bytes that are unpacked at once, so that a member larger than declared does not fill the memory."""


class DocxFile:
    """Reader of .docx, by zipfile and expat.

    Deleted text of tracked changes, field codes, formulas and comments are skipped. Encrypted packages, packages of more
    than 512 MiB after unpacking, and texts of more than 64 MiB are refused; signed packages are read but not changed.
    """

    suffixes: tuple[str, ...] = (".docx",)

    def read(self, content: bytes, path: str) -> DocxText:
        """Return the text with one block a paragraph: first the body, then headers, footers and notes in packed order.

        Raises:
            InputError: If it is not a Word document.
        """
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                infos = _checked(package, path)
                kinds = _kinds(_unpacked(package, package.getinfo(_CONTENT_TYPES)), path)
                read = [info for info in infos if kinds.get(info.filename, "").endswith(_READ)]
                read.sort(key=lambda info: not kinds[info.filename].endswith(_READ[0]))
                _check_size(read, _MOST_READ, path)
                parts = {info.filename: read_part(_unpacked(package, info), f"{path}:{info.filename}") for info in read}
        except InputError:
            raise
        except (*_BROKEN, ValueError) as error:
            raise InputError(path, None, f"not a Word document (.docx): {error}") from error
        if not parts:
            raise InputError(path, None, "not a Word document (.docx): no body")
        return DocxText(content, parts, path, is_signed=any(_SIGNED in kind for kind in kinds.values()))


class DocxText:
    """The reading text of a Word document; places are lines and columns of this text.

    Args:
        content: The package.
        parts: The parts that are read, by name.
        path: The name of the file in messages.
        is_signed: Whether a change would break a signature.
    """

    def __init__(self, content: bytes, parts: Mapping[str, MappedText], path: str, *, is_signed: bool) -> None:
        self._content, self._parts, self._path, self._is_signed = content, parts, path, is_signed
        self.text = _BREAK.join(part.text for part in parts.values())
        self.markup: str | None = None
        self._lines = self.text.split("\n")
        self._line_starts = [0, *accumulate(len(line) + 1 for line in self._lines)][:-1]
        self._starts = [0, *accumulate(len(part.text) + len(_BREAK) for part in parts.values())][:-1]

    def place(self, start: int, end: int) -> Place:
        """Return the lines and columns of a span of the reading text."""
        line, end_line = (bisect_right(self._line_starts, at) for at in (start, end))
        begins, end_begins = self._line_starts[line - 1], self._line_starts[end_line - 1]
        return Place(line, start - begins + 1, end_line, end - end_begins + 1, None, None, self._lines[line - 1])

    def write(self, edits: Sequence[Edit]) -> bytes:
        """Return the package with edits applied: the same members in the same order, with their dates and compression.

        Raises:
            OutputError: If the document is signed.
        """
        if not edits:
            return self._content
        if self._is_signed:
            raise OutputError(self._path, "is signed, and changes would break the signature; remove it in Word first")
        within: dict[int, list[Edit]] = {}
        for edit in edits:
            number = bisect_right(self._starts, edit.start) - 1
            at = self._starts[number]
            within.setdefault(number, []).append(replace(edit, start=edit.start - at, end=edit.end - at))
        parts = list(self._parts.items())
        changed = {parts[number][0]: parts[number][1].write(found) for number, found in within.items()}
        return _repacked(self._content, changed)


def _checked(package: zipfile.ZipFile, path: str) -> list[zipfile.ZipInfo]:
    """Return the members of a package that is safe to unpack."""
    infos = package.infolist()
    names = {info.filename for info in infos}
    if _CONTENT_TYPES not in names:
        raise InputError(path, None, "not a Word document (.docx): zip archive without content types")
    if len(names) < len(infos):
        raise InputError(path, None, "has several members of the same name; save it again in Word")
    if any(info.flag_bits & 1 for info in infos):
        raise InputError(path, None, "is encrypted; save it without a password")
    if unusual := [info for info in infos if info.compress_type not in _COMPRESSIONS]:
        problem = f"{unusual[0].filename} is packed by a method other than deflate; save the document again in Word"
        raise InputError(path, None, problem)
    _check_size(infos, _MOST_UNPACKED, path)
    _check_size([package.getinfo(_CONTENT_TYPES)], _MOST_READ, path)
    return infos


def _check_size(infos: Iterable[zipfile.ZipInfo], most: int, path: str) -> None:
    """Check the declared size of members, beyond which nothing is unpacked."""
    size = sum(info.file_size for info in infos)
    if size > most:
        problem = f"is too large after unpacking ({size:,} bytes, limit {most >> 20} MiB); it may be malicious"
        raise InputError(path, None, problem)


def _unpacked(package: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return the content of a member, never more than its declared size; the checksum reveals a wrong size."""
    content = bytearray()
    with package.open(info) as member:
        while piece := member.read(_PIECE):
            content += piece
    if len(content) != info.file_size:
        raise zipfile.BadZipFile(f"{info.filename} is smaller than declared")
    return bytes(content)


def _kinds(content_types: bytes, path: str) -> dict[str, str]:
    """Return the content types of the parts that are listed by name."""
    listed = _ContentTypes()
    parse_xml(decode_xml(content_types, path), listed, f"{path}:{_CONTENT_TYPES}")
    return listed.kinds


class _ContentTypes:
    def __init__(self) -> None:
        self.kinds: dict[str, str] = {}

    def open(self, name: str, attributes: dict[str, str]) -> None:
        if name.endswith(" Override"):
            self.kinds[attributes.get("PartName", "").lstrip("/")] = attributes.get("ContentType", "")

    def close(self, name: str) -> None:
        pass

    def text(self, start: int, end: int, *, is_cdata: bool) -> None:
        pass


def _repacked(content: bytes, changed: Mapping[str, bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w") as new:
        new.comment = old.comment
        for info in old.infolist():
            data = changed[info.filename] if info.filename in changed else _unpacked(old, info)
            copied = copy(info)
            new.writestr(copied, data, info.compress_type)
            copied.external_attr = info.external_attr
    return packed.getvalue()
