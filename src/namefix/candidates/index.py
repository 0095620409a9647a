"""Character n-grams of spelling and sound in flat postings: which forms of a table are near a surface form."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from rapidfuzz import process
from rapidfuzz.distance import Indel

from namefix.datatypes import Form
from namefix.phonetics import sound_keys
from namefix.text import fold_many, squash

_LETTER_CODES = np.zeros(256, dtype=np.int64)
_LETTER_CODES[ord("a") : ord("z") + 1] = np.arange(1, 27)
_LETTER_CODES[ord("|")] = 27
_LETTERS = 28
_BIGRAMS, _TRIGRAMS = _LETTERS**2, _LETTERS**3
"""Grams of spelling and of sound fit into 16 bits, which NumPy sorts by radix."""
_SHORTLIST = 48
"""Forms that are compared letter by letter; the right one is among them for 98 % of garbles (prototype notes, 1)."""
_LEAST_LIKENESS = 0.58
"""Below, hardly a garble can be told from chance."""
_MOST_POSTINGS = 8192
"""The rarest n-grams of a name are looked up until they have so many postings; common ones say little."""
_LEAST_SHARE = 0.35
"""Share of the best cosine below which a form is not compared in full."""
_REMEMBERED = 1 << 16
"""Names whose candidates are remembered."""


class CandidateIndex:
    """Find the forms nearest to surface forms.

    Every form is a bag of bigrams and trigrams of its letters and of its sound key, weighed by rarity (tf-idf); the
    forms with the highest cosine are compared in full, by `namefix.similarity.likeness`. What was searched a short
    while ago is remembered: the names of the news repeat.

    Args:
        forms: What may be found; the order breaks ties.
    """

    def __init__(self, forms: Sequence[Form]) -> None:
        self._forms = forms
        self._squashed = [folded.replace(" ", "") for folded in fold_many([form.text for form in forms])]
        squashed = "\n".join(self._squashed)
        self._sounds = sound_keys(squashed).split("\n")
        form_ids, grams = _all_grams(squashed)
        order = np.argsort(grams.astype(np.uint16), kind="stable")
        self._postings = form_ids[order].astype(np.int32)
        self._counts = np.bincount(grams, minlength=2 * (_BIGRAMS + _TRIGRAMS))
        self._ends = np.cumsum(self._counts)
        rarity = np.log((len(forms) + 1) / np.maximum(self._counts, 1))
        self._weights = (rarity**2).astype(np.float32)
        norms = np.bincount(form_ids, weights=self._weights[grams], minlength=len(forms))
        self._inverse_norms = (1 / np.sqrt(np.maximum(norms, 1e-9))).astype(np.float32)
        self._search = lru_cache(maxsize=_REMEMBERED)(self._search_anew)

    def search_many(self, surfaces: Iterable[str], limit: int) -> list[list[Form]]:
        """Return for each surface form at most `limit` forms, one an entity, likest first; none where nothing is near."""
        return [self._search(squash(surface))[:limit] for surface in surfaces]

    def _search_anew(self, squashed: str) -> list[Form]:
        near = self._shortlist(squashed)
        if not len(near):
            return []
        spelling = _similarities(squashed, [self._squashed[number] for number in near])
        sound = _similarities(sound_keys(squashed), [self._sounds[number] for number in near])
        likeness = (spelling + sound) / 2
        best: dict[str, Form] = {}
        for position in np.lexsort((near, -likeness)):
            if likeness[position] < _LEAST_LIKENESS:
                break
            form = self._forms[near[position]]
            best.setdefault(form.entity.id, form)
        return list(best.values())

    def _shortlist(self, squashed: str) -> npt.NDArray[np.intp]:
        if not squashed or not self._forms:
            return np.empty(0, dtype=np.intp)
        grams = np.unique(_all_grams(squashed)[1])
        grams = grams[np.argsort(self._counts[grams], kind="stable")]
        rarest = int(np.searchsorted(np.cumsum(self._counts[grams]), _MOST_POSTINGS, side="right")) + 1
        grams = grams[:rarest]
        ends, counts = self._ends[grams], self._counts[grams]
        ids = np.concatenate([self._postings[end - count : end] for end, count in zip(ends, counts, strict=True)])
        weights = np.repeat(self._weights[grams], counts)
        scores = np.bincount(ids, weights=weights, minlength=len(self._forms)) * self._inverse_norms
        least = _LEAST_SHARE * scores.max()
        near = np.flatnonzero(scores > least)
        if len(near) > _SHORTLIST:
            near = near[np.argpartition(scores[near], -_SHORTLIST)[-_SHORTLIST:]]
        return near


def _similarities(one: str, others: list[str]) -> npt.NDArray[np.float32]:
    similarities: npt.NDArray[np.float32] = process.cdist([one], others, scorer=Indel.normalized_similarity)[0]
    return similarities


def _all_grams(squashed: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Return (form number, gram) for all grams of squashed forms parted by line ends, letters first, then sounds."""
    spelling_ids, spelling = _grams(squashed)
    sound_ids, sound = _grams(sound_keys(squashed))
    return np.concatenate([spelling_ids, sound_ids]), np.concatenate([spelling, sound + _BIGRAMS + _TRIGRAMS])


def _grams(lines: str) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    padded = "|" + lines.replace("\n", "|\n|") + "|"
    codes = _LETTER_CODES[np.frombuffer(padded.encode("ascii"), dtype=np.uint8)]
    line_of = np.cumsum(codes == 0)
    pairs = codes[:-1] * _LETTERS + codes[1:]
    is_pair = (codes[:-1] > 0) & (codes[1:] > 0)
    triples = pairs[:-1] * _LETTERS + codes[2:]
    is_triple = is_pair[:-1] & is_pair[1:]
    ids = np.concatenate([line_of[:-1][is_pair], line_of[:-2][is_triple]])
    return ids, np.concatenate([pairs[is_pair], triples[is_triple] + _BIGRAMS])
