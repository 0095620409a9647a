"""Frequencies of the words of source languages."""

from __future__ import annotations

import math
from functools import cache


def zipf(word: str, code: str) -> float:
    """Return the Zipf frequency of a word in a language, 0 if it is rare or the language has no list.

    Example:
        >>> zipf("dnes", "cs") > 5, zipf("dnes", "xx")
        (True, 0.0)
    """
    frequency = _frequencies(code).get(word.lower().replace("ß", "ss"))
    return math.log10(frequency) + 9 if frequency else 0.0


@cache
def _frequencies(code: str) -> dict[str, float]:
    import wordfreq  # noqa: PLC0415 - only sources need it, and it is slow to import

    code = "sh" if code in ("sr", "hr", "bs") else code
    if code not in wordfreq.available_languages("small"):
        return {}
    return wordfreq.get_frequency_dict(code, wordlist="small")
