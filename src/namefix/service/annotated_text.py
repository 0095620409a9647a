"""Text with markup as clients of LanguageTool send it, and the map from the text without markup to the text that was sent."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from typing import Annotated, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Annotation(BaseModel):
    """A piece of an annotated text: `text` to check, or `markup`, which is skipped or read as `interpretAs`."""

    model_config = ConfigDict(extra="ignore")

    text: str | None = None
    markup: str | None = None
    interpret_as: Annotated[str, Field(alias="interpretAs")] = ""

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if (self.text is None) == (self.markup is None):
            raise ValueError("needs either `text` or `markup`")
        return self


class AnnotatedData(BaseModel):
    """The field `data` of a request: a `text` or a list of annotations."""

    model_config = ConfigDict(extra="ignore")

    text: str | None = None
    annotation: list[Annotation] | None = None

    @model_validator(mode="after")
    def _is_one_of_two(self) -> Self:
        if (self.text is None) == (self.annotation is None):
            raise ValueError("needs either `text` or `annotation`")
        return self

    def pieces(self) -> list[Annotation]:
        """Return the pieces of the text."""
        return [Annotation(text=self.text)] if self.annotation is None else self.annotation


class _Part(NamedTuple):
    """A piece with its spans in the text to check and in the text that was sent, in code points."""

    start: int
    end: int
    sent_start: int
    sent_end: int
    is_markup: bool


class SentSpan(NamedTuple):
    """A span of the text that was sent, in UTF-16 units.

    `is_whole` is false if replacing the span would remove markup that is not read as part of the name.
    """

    offset: int
    length: int
    is_whole: bool


class AnnotatedText:
    """An annotated text: the text to check, and its positions in the text that was sent.

    Args:
        annotations: The pieces in order.

    Example:
        >>> pieces = [Annotation(text="Mr "), Annotation(markup="<b>"), Annotation(text="Makron")]
        >>> annotated = AnnotatedText(pieces)
        >>> annotated.text, annotated.sent_span(3, 9)
        ('Mr Makron', SentSpan(offset=6, length=6, is_whole=True))
    """

    def __init__(self, annotations: Iterable[Annotation]) -> None:
        parts: list[_Part] = []
        read: list[str] = []
        sent: list[str] = []
        at = sent_at = 0
        for annotation in annotations:
            written = annotation.text if annotation.markup is None else annotation.markup
            shown = annotation.text if annotation.markup is None else annotation.interpret_as
            written, shown = written or "", shown or ""
            parts.append(
                _Part(at, at + len(shown), sent_at, sent_at + len(written), is_markup=annotation.markup is not None)
            )
            read.append(shown)
            sent.append(written)
            at, sent_at = at + len(shown), sent_at + len(written)
        self.text = "".join(read)
        self._parts = parts
        self._ends = [part.end for part in parts]
        self._units = Utf16Offsets("".join(sent))

    def sent_span(self, start: int, end: int) -> SentSpan:
        """Return the span in the text that was sent for a non-empty span of `text`."""
        first = bisect_right(self._ends, start)
        last = bisect_left(self._ends, end)
        touched = self._parts[first : last + 1]
        begin, finish = touched[0], touched[-1]
        sent_start = begin.sent_start + (0 if begin.is_markup else start - begin.start)
        sent_end = finish.sent_end if finish.is_markup else finish.sent_start + end - finish.start
        is_whole = all(
            not part.is_markup or (start <= part.start < part.end <= end and self.text[part.start : part.end].strip())
            for part in touched
        )
        offset = self._units.of(sent_start)
        return SentSpan(offset, self._units.of(sent_end) - offset, is_whole)


class Utf16Offsets:
    """Conversion of offsets to UTF-16 units, as used by Java and JavaScript: an emoji has two.

    Example:
        >>> Utf16Offsets("😀 Makron").of(2)
        3
    """

    def __init__(self, text: str) -> None:
        self._long = [at for at, letter in enumerate(text) if letter > "\uffff"]

    def of(self, offset: int) -> int:
        """Return the offset in UTF-16 units for an offset in code points."""
        return offset + bisect_left(self._long, offset)
