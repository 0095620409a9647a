"""How much a service takes on: every limit and its default."""

from __future__ import annotations

from dataclasses import dataclass

_BYTES_A_LETTER = 12
"""As many bytes as a letter can become on its way: an emoji is `\\ud83d\\ude00` in JSON, `%F0%9F%98%80` in a form."""

_BYTES_OF_FIELDS = 4096
"""What stands in a body beside the text and its source."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one service takes on.

    Args:
        text: Letters (code points) of one text, and of its source.
        batch: Bytes of all lines of `/fix_many`.
        seconds: How long a text may wait and be worked on.
        client_seconds: How long a client may take to send a request, and to take each piece of the answer.
        requests: Requests that are worked on or wait at the same time.
        requests_of_one: Of these, how many may come from one address.
        held: Bytes of all bodies together that are held in memory.

    Example:
        >>> Limits(text=1000).body
        28096
    """

    text: int = 100_000
    batch: int = 16 << 20
    seconds: float = 30
    client_seconds: float = 10
    requests: int = 128
    requests_of_one: int = 96
    held: int = 256 << 20

    @property
    def body(self) -> int:
        """Bytes of a body with one text and its source, however they are escaped."""
        return 2 * self.text * _BYTES_A_LETTER + _BYTES_OF_FIELDS
