"""Checks that the arrays of a compiled table fit together, so that a crafted file cannot lead a search out of bounds.

The checksum of the file finds accidental damage only: whoever makes a file makes its checksum too.
"""

from __future__ import annotations

from codecs import getincrementaldecoder
from collections.abc import Iterator
from typing import Any, get_args

import numpy as np
import numpy.typing as npt

from namefix.datatypes import Kind
from namefix.table.sections import Arrays

LONGEST = 255
"""Maximum number of letters of a spelling."""

_TYPES = {
    **dict.fromkeys("rows row_flags office_words has_own has_bundled reach spellings sounds garbles".split(), "u1"),
    **dict.fromkeys("row_starts spelling_starts sound_starts garble_starts".split(), "u4 u8"),
    **dict.fromkeys("form_rows spelling_forms spelling_form_starts posting_starts postings".split(), "u4"),
    **dict.fromkeys("id_directory id_hashes id_rows name_directory name_hashes name_rows".split(), "u4"),
    "form_numbers": "u2",
    "row_weights": "f8",
    "size_starts": "i8",
}
"""Array → its possible types."""

_OFFSETS = {
    "row_starts": "rows",
    "spelling_starts": "spellings",
    "sound_starts": "sounds",
    "garble_starts": "garbles",
    "spelling_form_starts": "spelling_forms",
    "posting_starts": "postings",
    "id_directory": "id_hashes",
    "name_directory": "name_hashes",
}
"""Ascending offsets → the array that they divide."""

_SELECTED_BY_A_HASH = {"posting_starts": 1, "id_directory": 1, "name_directory": 1, "reach": 0}
"""Array of which the highest or lowest bits of a hash select an item → number of items beyond a power of two."""

_NUMBERS = {
    "form_rows": "row_flags",
    "id_rows": "row_flags",
    "name_rows": "row_flags",
    "spelling_forms": "form_rows",
}
"""Numbers → the array whose items they select."""

_LENGTHS = (
    ("row_flags", "row_weights", 0),
    ("row_flags", "row_starts", 1),
    ("form_rows", "form_numbers", 0),
    ("form_rows", "garble_starts", 1),
    ("id_hashes", "id_rows", 0),
    ("name_hashes", "name_rows", 0),
    ("spelling_starts", "sound_starts", 0),
    ("spelling_starts", "spelling_form_starts", 0),
)
"""Two arrays, and how many items more the second one has."""

_KIND_BITS = 3
_LINE_END = ord("\n")
_PIECE = 1 << 20
"""Number of bytes decoded at once."""

_Array = npt.NDArray[Any]


def problem_of(arrays: Arrays) -> str | None:
    """Return the first reason why arrays are not those of a compiled table, or None."""
    return next(_problems(arrays), None)


def _problems(arrays: Arrays) -> Iterator[str]:
    for name, types in _TYPES.items():
        array = arrays.get(name)
        if array is None or array.dtype.str[1:] not in types.split() or not array.dtype.isnative:
            yield f"array {name} is missing or has a wrong type"
    for one, other, more in _LENGTHS:
        if len(arrays[one]) + more != len(arrays[other]):
            yield f"arrays {one} and {other} differ in length"
    for starts, into in _OFFSETS.items():
        if not _divides(arrays[starts], len(arrays[into])):
            yield f"array {starts} does not divide {into}"
    for name, more in _SELECTED_BY_A_HASH.items():
        size = len(arrays[name]) - more
        if size < 1 + more or size & (size - 1):
            yield f"array {name} has no length of a power of two"
    for numbers, of in _NUMBERS.items():
        if not _within(arrays[numbers], len(arrays[of])):
            yield f"array {numbers} exceeds {of}"
    yield from _wrong_rows(arrays)
    yield from _wrong_spellings(arrays)


def _wrong_rows(arrays: Arrays) -> Iterator[str]:
    weights, starts = arrays["row_weights"], arrays["row_starts"][:-1]
    if not (len(arrays["has_own"]) and len(arrays["has_bundled"])):
        yield "it does not tell whose rows it has"
    if not _within(arrays["row_flags"] & _KIND_BITS, len(get_args(Kind))):
        yield "a row has no kind"
    if not (np.isfinite(weights).all() and (weights >= 0).all()):
        yield "a weight is not a number of 0 or more"
    rows = arrays["rows"]
    within = starts[starts < len(rows)]
    if ((rows[within] & 0xC0) == 0x80).any() or not all(_is_utf8(arrays[name]) for name in ("rows", "office_words")):
        yield "a row is not UTF-8"


def _wrong_spellings(arrays: Arrays) -> Iterator[str]:
    count = len(arrays["spelling_starts"]) - 1
    for name, starts in (("spellings", "spelling_starts"), ("sounds", "sound_starts")):
        ends = np.flatnonzero(arrays[name] == _LINE_END)
        if (arrays[name] > 0x7F).any() or not np.array_equal(ends + 1, arrays[starts][1:]):
            yield f"array {name} does not consist of lines"
    if np.diff(arrays["spelling_starts"].astype(np.int64)).max(initial=0) > LONGEST + 1:
        yield "a spelling is too long"
    if not _within(arrays["postings"], count):
        yield "array postings exceeds the spellings"
    sizes = arrays["size_starts"]
    if len(sizes) != LONGEST + 2 or (np.diff(sizes) < 0).any() or sizes[0] < 0 or sizes[-1] > count:
        yield "array size_starts does not divide the spellings"


def _divides(starts: _Array, size: int) -> bool:
    """Return whether offsets ascend from 0 to a size."""
    return len(starts) > 0 and starts[0] == 0 and starts[-1] == size and bool((starts[1:] >= starts[:-1]).all())


def _within(numbers: _Array, size: int) -> bool:
    return not len(numbers) or int(numbers.max()) < size


def _is_utf8(text: _Array) -> bool:
    """Return whether a text is UTF-8, without a copy of the whole text."""
    decoder = getincrementaldecoder("utf-8")()
    try:
        for at in range(0, len(text), _PIECE):
            decoder.decode(text[at : at + _PIECE].tobytes())
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True
