"""Construction of the arrays for the search of spellings."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt

from namefix.names.folding import fold_many
from namefix.table.array_checks import LONGEST
from namefix.table.features import common_features, sounds_of, telling_features
from namefix.table.part import TablePart
from namefix.table.rows import as_offsets
from namefix.table.sections import Arrays

FEW = 200_000
"""Maximum number of spellings in a small table, which is searched for any length and with frequent features."""
_AT_ONCE = 1 << 17
"""Number of names whose features are computed at once."""
_FEWEST_BITS = 10
"""Number of bits of a feature's hash that select its list."""


def spelling_arrays(part: TablePart) -> Arrays:
    """Return the arrays for `Spellings` and `CandidateIndex`.

    Spellings and lists of postings are sorted by length, so that a range of lengths is a range of numbers. The forms of a
    spelling are sorted by the weight of their entities.
    """
    forms = list(part.forms)
    squashed = [folded.replace(" ", "")[:LONGEST] for folded in fold_many([form.text for form in forms])]
    spellings = sorted({name for name in squashed if name}, key=lambda name: (len(name), name))
    number_of = {name: number for number, name in enumerate(spellings)}
    weights = np.fromiter((form.entity.weight for form in forms), dtype=np.float64, count=len(forms))
    del forms
    numbers = np.fromiter((number_of.get(name, -1) for name in squashed), dtype=np.int64, count=len(squashed))
    order = np.lexsort((np.arange(len(numbers)), -weights, numbers))[np.count_nonzero(numbers < 0) :]
    sounds = sounds_of(spellings) if spellings else []
    starts, postings = _postings_of(spellings, sounds)
    return {
        **_lines("spelling", spellings),
        **_lines("sound", sounds),
        "size_starts": np.searchsorted([len(name) for name in spellings], np.arange(LONGEST + 2)).astype(np.int64),
        "spelling_form_starts": np.searchsorted(numbers[order], np.arange(len(spellings) + 1)).astype(np.uint32),
        "spelling_forms": order.astype(np.uint32),
        "posting_starts": starts,
        "postings": postings,
    }


def _lines(what: str, names: Sequence[str]) -> Arrays:
    """Return names as one array of lines, and their starts."""
    starts = as_offsets(accumulate((len(name) + 1 for name in names), initial=0), len(names) + 1)
    lines = "".join(f"{name}\n" for name in names).encode("ascii")
    return {f"{what}s": np.frombuffer(lines, dtype=np.uint8), f"{what}_starts": starts}


def _postings_of(spellings: Sequence[str], sounds: Sequence[str]) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """Return the starts of the lists of features, and the lists of the numbers of spellings."""
    bits = max(len(spellings).bit_length(), _FEWEST_BITS)
    makers = (telling_features, common_features) if len(spellings) <= FEW else (telling_features,)
    blocks = [np.empty(0, dtype=np.uint64)]
    for at in range(0, len(spellings), _AT_ONCE):
        for make in makers:
            features = make(spellings[at : at + _AT_ONCE], sounds[at : at + _AT_ONCE])
            buckets = (features.hashes >> np.uint64(64 - bits)) << np.uint64(32)
            blocks.append(buckets | (features.names + at).astype(np.uint64))
    keys = np.concatenate(blocks)
    keys.sort()
    keys = keys[np.diff(keys, prepend=keys[:1] - np.uint64(1)) > 0]
    starts = np.searchsorted(keys, np.arange((1 << bits) + 1, dtype=np.uint64) << np.uint64(32))
    return starts.astype(np.uint32), keys.astype(np.uint32)
