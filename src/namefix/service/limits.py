"""The limits of the service and their defaults."""

from __future__ import annotations

from dataclasses import dataclass

_BYTES_A_LETTER = 12
"""Maximum number of bytes for a character in a request: an emoji is `\\ud83d\\ude00` in JSON, `%F0%9F%98%80` in a form."""

_BYTES_OF_FIELDS = 4096
"""Number of bytes allowed for the fields other than text and source."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of a service.

    Args:
        text: Code points of a text, and of its source.
        batch: Bytes of the body of `/fix_many`.
        seconds: Seconds for waiting and processing of a text.
        load_seconds: Seconds for a worker to read the tables.
        client_seconds: Seconds for a client to send a request and to receive each part of the answer.
        requests: Number of active and waiting requests.
        requests_of_one: Number of these from one address.
        held: Bytes of all request bodies in memory.

    Example:
        >>> Limits(text=1000).body
        28096
    """

    text: int = 100_000
    batch: int = 16 << 20
    seconds: float = 30
    load_seconds: float = 300
    client_seconds: float = 10
    requests: int = 128
    requests_of_one: int = 96
    held: int = 256 << 20

    @property
    def body(self) -> int:
        """Maximum number of bytes of a body with a text and its source, in any escaping."""
        return 2 * self.text * _BYTES_A_LETTER + _BYTES_OF_FIELDS
