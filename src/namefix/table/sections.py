"""A file of named arrays that is mapped into memory: written once, verified on opening.

    magic │ length and checksum of the header │ header (JSON) │ arrays, each at a multiple of 64 bytes

The header contains the places of the arrays, their checksum, and the version and fingerprint of namefix that wrote the file.
"""

from __future__ import annotations

import json
import mmap
import struct
import sys
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from typing import IO, Any, NamedTuple
from zlib import crc32

import numpy as np
import numpy.typing as npt

from namefix.errors import TableFormatError

Arrays = Mapping[str, npt.NDArray[Any]]
"""The arrays of a compiled table by name."""

SUFFIX = ".nfx"
"""Suffix of compiled tables."""

MAGIC = b"\x89namefix\r\n\x1a\n\x00\x00\x00\x00"
"""First bytes of a file; as in PNG, they reveal a file that was converted as text or to seven bits."""

FORMAT = 1
_PREFIX = struct.Struct("<16sQ16s")
_ALIGNED = 64
REMEDY = "rebuild it with `namefix table build`"
"""The remedy for every problem of a compiled table."""

_KINDS = "uif"
"""Kinds of NumPy types that an array may have: numbers."""

_PIECE = 1 << 24
"""Number of bytes for each part of the checksum."""


class Stamp(NamedTuple):
    """The version and the fingerprint of the namefix that wrote a file."""

    version: str
    rules: str


class _Place(NamedTuple):
    """The type of an array, and its place in the file as a span of bytes."""

    dtype: np.dtype[Any]
    at: int
    end: int


class _Header(NamedTuple):
    """The parts of a header that locate the arrays."""

    size: int
    checksum: str
    places: Mapping[str, _Place]

    @classmethod
    def of(cls, header: Mapping[str, Any]) -> _Header:
        """Return the parts of a header read from JSON, if its arrays lie within the file."""
        size = header["size"]
        if not isinstance(size, int) or size < 0:
            raise ValueError("wrong size")
        places = {}
        for name, (code, at, count) in header["arrays"].items():
            dtype = np.dtype(code)
            end = at + count * dtype.itemsize
            if dtype.kind not in _KINDS or not all(isinstance(number, int) for number in (at, count)):
                raise ValueError(f"array {name} has a wrong type")
            if not 0 <= at <= end <= size or at % dtype.itemsize:
                raise ValueError(f"array {name} is outside of the file")
            places[name] = _Place(dtype, at, end)
        return cls(size, str(header["checksum"]), places)


def write_sections(file: IO[bytes], arrays: Arrays, stamp: Stamp) -> None:
    """Write arrays to an empty file; the same arrays give the same bytes."""
    places: dict[str, tuple[str, int, int]] = {}
    at = 0
    for name in sorted(arrays):
        places[name] = arrays[name].dtype.str, at, len(arrays[name])
        at += -(-arrays[name].nbytes // _ALIGNED) * _ALIGNED
    body = np.zeros(at, dtype=np.uint8)
    for name, (_, start, _) in places.items():
        body[start : start + arrays[name].nbytes] = np.ascontiguousarray(arrays[name]).view(np.uint8)
    header = json.dumps(
        {"format": FORMAT, **stamp._asdict(), "byteorder": sys.byteorder, "size": at, "checksum": checksum(body)}
        | {"arrays": places},
        sort_keys=True,
    ).encode()
    header += b" " * (-(_PREFIX.size + len(header)) % _ALIGNED)
    file.write(_PREFIX.pack(MAGIC, len(header), _digest(header)))
    file.write(header)
    file.write(body.data)


def open_sections(path: Path, stamp: Stamp | None, *, is_verified: bool = False) -> Arrays:
    """Map a file into memory and return its read-only arrays.

    The whole file is read once to verify its checksum. Processes that map the same file share its memory. An open file may
    be replaced by renaming another one, but must not be overwritten.

    Args:
        path: The file.
        stamp: The stamp that the file must have; None accepts any.
        is_verified: Whether the content was verified elsewhere, so that only its size is checked.

    Raises:
        TableFormatError: If the file is truncated, damaged, of another version, or not a compiled table; the message names
            the remedy.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the file is empty"
        raise TableFormatError(path, None, f"cannot be read: {reason}") from error
    header, start = _read_header(path, mapped, stamp)
    if len(mapped) != start + header.size:
        problem = f"truncated: {len(mapped):,} bytes instead of {start + header.size:,}; {REMEDY}"
        raise TableFormatError(path, None, problem)
    body = np.frombuffer(mapped, dtype=np.uint8, offset=start) if header.size else np.empty(0, dtype=np.uint8)
    if not is_verified:
        if checksum(body) != header.checksum:
            raise TableFormatError(path, None, f"damaged: wrong checksum; {REMEDY}")
        if hasattr(mmap, "MADV_DONTNEED"):
            mapped.madvise(mmap.MADV_DONTNEED)
    return {name: body[place.at : place.end].view(place.dtype) for name, place in header.places.items()}


def _read_header(path: Path, mapped: mmap.mmap, stamp: Stamp | None) -> tuple[_Header, int]:
    """Return the header and the offset of its end."""
    if len(mapped) < _PREFIX.size or mapped[: len(MAGIC)] != MAGIC:
        problem = f"not a compiled table, or damaged at its start; {REMEDY}"
        raise TableFormatError(path, None, problem)
    _, length, digest = _PREFIX.unpack_from(mapped)
    raw = mapped[_PREFIX.size : _PREFIX.size + length]
    if len(raw) != length or _digest(raw) != digest:
        raise TableFormatError(path, None, f"damaged: wrong checksum of the header; {REMEDY}")
    try:
        header = json.loads(raw)
        made_by, ours = (header["version"], header["format"]), stamp.version if stamp else header["version"]
        if made_by != (ours, FORMAT):
            problem = f"this is namefix {ours}, which reads format {FORMAT}; {REMEDY}"
            raise TableFormatError(path, None, f"compiled by namefix {made_by[0]} (format {made_by[1]}), {problem}")
        if stamp and header["rules"] != stamp.rules:
            problem = f"compiled with different rules or word lists than those of this installation; {REMEDY}"
            raise TableFormatError(path, None, problem)
        if header["byteorder"] != sys.byteorder:
            raise TableFormatError(path, None, f"compiled on a {header['byteorder']}-endian machine; {REMEDY}")
        return _Header.of(header), _PREFIX.size + length
    except TableFormatError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError, OverflowError) as error:
        raise TableFormatError(path, None, f"damaged: wrong header ({error}); {REMEDY}") from error


def _digest(header: bytes) -> bytes:
    return blake2b(header, digest_size=16).digest()


def checksum(body: npt.NDArray[np.uint8]) -> str:
    """Return a checksum that detects accidental damage: the CRC-32 of each piece, computed on all cores.

    Example:
        >>> checksum(np.zeros(3, dtype=np.uint8))
        'ff41d912'
    """
    pieces = [body[at : at + _PIECE] for at in range(0, len(body), _PIECE)]
    with ThreadPoolExecutor() as pool:
        return "".join(f"{code:08x}" for code in pool.map(crc32, pieces))
