"""The ways into a review: links that work once, and the cookie of the browser that used one."""

from __future__ import annotations

import html
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

COOKIE = "namefix"

_REDIRECT = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="referrer" content="no-referrer">
<meta http-equiv="refresh" content="0;url={url}">
<link rel="icon" href="data:,">
<title>namefix review</title>
<p><a href="{url}">Open the review</a></p>
"""


class Entrance:
    """The secrets of one review.

    The page has a secret path, so that browsers do not send its cookie to other servers of this machine, and needs the
    cookie, so that a path in the history of a browser admits nobody.
    """

    def __init__(self) -> None:
        self.path = f"/{secrets.token_urlsafe()}/"
        self.cookie = secrets.token_urlsafe()
        self._tickets: set[str] = set()

    def link(self) -> str:
        """Return the path of a new link that works once."""
        ticket = secrets.token_urlsafe()
        self._tickets.add(ticket)
        return f"/enter/{ticket}"

    def admits(self, ticket: str) -> bool:
        """Return whether a ticket was not used before, and use it up."""
        is_new = ticket in self._tickets
        self._tickets.discard(ticket)
        return is_new

    def knows(self, path: str, cookie: str) -> bool:
        """Return whether a request has the secret path and the cookie."""
        given, own = (path.encode(), cookie.encode()), (self.path.encode(), self.cookie.encode())
        return all(secrets.compare_digest(one, other) for one, other in zip(given, own, strict=True))


def redirect_page(url: str) -> str:
    """Return a page that leads to a URL."""
    return _REDIRECT.format(url=html.escape(url))


@contextmanager
def page_file(url: str) -> Iterator[Path]:
    """Write a page that leads to a URL, which only the user can read, unlike the command line of a browser."""
    with TemporaryDirectory(prefix="namefix-") as folder:
        page = Path(folder, "review.html")
        page.touch(0o600)
        page.write_text(redirect_page(url), encoding="utf-8")
        yield page
