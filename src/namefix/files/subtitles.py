"""Subtitles, SubRip and WebVTT: reads the lines of the cues, without times, numbers, settings, tags and notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from namefix.files.decoding import decode
from namefix.files.mapped_text import MappedText
from namefix.files.markup import escaping, unescape_reference
from namefix.files.text_builder import TextBuilder

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|$)")
_TIMES = re.compile(r"\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}\s*-->\s*(?:\d+:)?\d{1,2}:\d{2}[.,]\d{1,3}(?:\s.*)?")
_SUBRIP_TAG = re.compile(r"</?[A-Za-z][^<>]*>|\{\\[^{}]*\}")
_VTT_TAG = re.compile(r"<[^<>]*>|(?P<reference>&[A-Za-z0-9#]+;)")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*\s*$")
_SPEAKER = re.compile(r"\s*[-–—]")
"""Dash at the start of a line that marks another speaker."""


class _Line(NamedTuple):
    start: int
    end: int
    text: str


class Subtitles:
    """Reader of .srt and .vtt; line breaks within a cue become spaces, so that names across them are found.

    A cue continues the previous one unless that one ends a sentence, or the cue starts with the dash of another speaker.
    """

    suffixes: tuple[str, ...] = (".srt", ".vtt")

    def read(self, content: bytes, path: str) -> MappedText:
        """Return the cues with one block a sentence.

        Raises:
            InputError: If it is not text.
        """
        source = decode(content, path)
        is_vtt = source.text.startswith("WEBVTT")
        tag = _VTT_TAG if is_vtt else _SUBRIP_TAG
        builder = TextBuilder(source.text, escaping(source.encoding) if is_vtt else str)
        before = "."
        for cue in _cues(source.text, is_vtt=is_vtt):
            if _SENTENCE_END.search(before):
                builder.end_block()
            for line in cue:
                if _SPEAKER.match(tag.sub("", line.text)):
                    builder.end_line()
                _read_line(line, tag, builder)
                builder.add_space(line.end, line.end + 1, is_kept=True)
                before = tag.sub("", line.text)
        return MappedText(source, builder.pieces, path)


def _read_line(line: _Line, tag: re.Pattern[str], builder: TextBuilder) -> None:
    at = line.start
    for match in tag.finditer(line.text):
        builder.add_folded(at, line.start + match.start())
        at = line.start + match.end()
        if match.groupdict().get("reference"):
            builder.add(unescape_reference(match[0]), line.start + match.start(), at)
    builder.add_folded(at, line.end)


def _cues(text: str, *, is_vtt: bool) -> Iterator[list[_Line]]:
    """Yield the visible lines of each cue."""
    lines = [_Line(match.start(1), match.end(1), match[1]) for match in _LINE.finditer(text)]
    cue: list[_Line] | None = None
    for number, line in enumerate(lines):
        is_before_times = number + 1 < len(lines) and _TIMES.fullmatch(lines[number + 1].text) is not None
        if _TIMES.fullmatch(line.text):
            if cue:
                yield cue
            cue = []
        elif not line.text.strip():
            if cue and is_vtt:
                yield cue
            cue = None if is_vtt else cue
        elif cue is not None and not (is_before_times and line.text.strip().isdigit()):
            cue.append(line)
    if cue:
        yield cue
