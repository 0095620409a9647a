"""A file of named arrays that is mapped into memory: written once, checked whenever it is opened.

    magic │ length of the header, its checksum │ header (JSON) │ arrays, each at a multiple of 64 bytes

The header names the arrays and says who wrote the file, by which rules, and the checksum of all that follows it.
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
"""What a compiled table is made of, by name."""

SUFFIX = ".nfx"
"""What the name of a compiled table ends in."""

MAGIC = b"\x89namefix\r\n\x1a\n\x00\x00\x00\x00"
"""As in PNG: a file that was changed as text, or cut to seven bits, no longer begins so."""

FORMAT = 1
_PREFIX = struct.Struct("<16sQ16s")
_ALIGNED = 64
_REMEDY = "build it again with `namefix table build`"

_PIECE = 1 << 24
"""Bytes of which a checksum is taken at once."""


class Stamp(NamedTuple):
    """Who wrote a file: the version of namefix, and the fingerprint of the rules by which it derived forms and index."""

    version: str
    rules: str


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


def open_sections(path: Path, stamp: Stamp) -> Arrays:
    """Map a file into memory and return its arrays, which cannot be written.

    All of it is read once, to find out whether a byte was changed: as fast as memory can be read. Processes that map the
    same file share its memory. A file may be replaced while it is open, by another of its name, but not be overwritten.

    Raises:
        TableFormatError: If it is cut, changed, of another version or no such file at all; says what to do.
    """
    try:
        with path.open("rb") as file:
            mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "the file is empty"
        raise TableFormatError(path, None, f"cannot be read: {reason}") from error
    header, start = _read_header(path, mapped, stamp)
    size = header["size"]
    if len(mapped) != start + size:
        problem = f"{len(mapped):,} bytes instead of {start + size:,}: cut or not written to its end; {_REMEDY}"
        raise TableFormatError(path, None, problem)
    body = np.frombuffer(mapped, dtype=np.uint8, offset=start)
    if checksum(body) != header["checksum"]:
        raise TableFormatError(path, None, f"changed since it was built, its checksum is wrong; {_REMEDY}")
    if hasattr(mmap, "MADV_DONTNEED"):
        mapped.madvise(mmap.MADV_DONTNEED)
    return {
        name: body[at : at + count * np.dtype(dtype).itemsize].view(dtype)
        for name, (dtype, at, count) in header["arrays"].items()
    }


def _read_header(path: Path, mapped: mmap.mmap, stamp: Stamp) -> tuple[dict[str, Any], int]:
    """Return the header and where it ends."""
    if len(mapped) < _PREFIX.size or mapped[: len(MAGIC)] != MAGIC:
        problem = f"not a compiled table, or its beginning was changed; {_REMEDY}"
        raise TableFormatError(path, None, problem)
    _, length, digest = _PREFIX.unpack_from(mapped)
    raw = mapped[_PREFIX.size : _PREFIX.size + length]
    if len(raw) != length or _digest(raw) != digest:
        raise TableFormatError(path, None, f"cut or changed, the checksum of its header is wrong; {_REMEDY}")
    header = json.loads(raw)
    if header["format"] != FORMAT or header["version"] != stamp.version:
        ours = f"this is namefix {stamp.version}, which reads format {FORMAT}"
        problem = f"compiled by namefix {header['version']} (format {header['format']}), {ours}; {_REMEDY}"
        raise TableFormatError(path, None, problem)
    if header["rules"] != stamp.rules:
        problem = f"compiled with other rules or other data of words than this installation has; {_REMEDY}"
        raise TableFormatError(path, None, problem)
    if header["byteorder"] != sys.byteorder:
        raise TableFormatError(path, None, f"compiled on another kind of machine ({header['byteorder']}); {_REMEDY}")
    return header, _PREFIX.size + length


def _digest(header: bytes) -> bytes:
    return blake2b(header, digest_size=16).digest()


def checksum(body: npt.NDArray[np.uint8]) -> str:
    """Return a checksum of bytes, against damage and not against malice: the CRC-32 of each piece, taken by all cores.

    Example:
        >>> checksum(np.zeros(3, dtype=np.uint8))
        'ff41d912'
    """
    pieces = [body[at : at + _PIECE] for at in range(0, len(body), _PIECE)]
    with ThreadPoolExecutor() as pool:
        return "".join(f"{code:08x}" for code in pool.map(crc32, pieces))
