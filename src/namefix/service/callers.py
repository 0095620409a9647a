"""Checks of the callers: for which host they ask, and from which web page."""

from __future__ import annotations

from collections.abc import Collection
from http import HTTPStatus
from ipaddress import ip_address
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from namefix.service.admission import WORK
from namefix.service.refusals import RefusedError

RELOAD = "/reload"

_EXTENSIONS = frozenset({"chrome-extension", "moz-extension", "safari-web-extension"})
"""Schemes of the origins of browser add-ons, which no web page can have."""

_FOREIGN = frozenset({"cross-site", "same-site"})
"""Values of `Sec-Fetch-Site` for a request caused by a page of another origin."""


class CallerMiddleware:
    """ASGI middleware that refuses requests from foreign web pages before anything of them is read.

    A page whose host name was rebound to this machine sends that name as `Host`; any other page sends its own `Origin`, or at
    least `Sec-Fetch-Site`. Programs send neither of the last two.

    Args:
        app: The application.
        hosts: Host names that callers may use, beside `localhost` and loopback addresses; None allows all.
        origins: Web origins that may call the service; `*` allows all. Its own and those of browser add-ons always may.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str] | None, origins: Collection[str]) -> None:
        self._app = app
        self._hosts = None if hosts is None else {host.lower() for host in hosts}
        self._origins = {origin.lower() for origin in origins}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Handle one request."""
        if scope["type"] == "http":
            try:
                self._check(Headers(scope=scope), scope["path"])
            except RefusedError as refusal:
                await refusal.answer(scope["path"])(scope, receive, send)
                return
        await self._app(scope, receive, send)

    def _check(self, headers: Headers, path: str) -> None:
        """Check a request.

        Raises:
            RefusedError: 421 for a wrong host, 403 for a foreign page.
        """
        host, origin = headers.get("host", "").lower(), headers.get("origin", "").lower()
        if not self._knows(host):
            problem = f"the host {host[:100]!r} is not allowed; start the service with `--allow-host` and its name"
            raise RefusedError(HTTPStatus.MISDIRECTED_REQUEST, "wrong_host", problem)
        if origin:
            is_foreign = not self._may_call(origin, host)
        else:
            site = headers.get("sec-fetch-site", "")
            is_foreign = site in _FOREIGN and path in {*WORK, RELOAD} and "*" not in self._origins
        if is_foreign:
            problem = f"pages of {origin[:100] or 'another origin'!r} may not call this service; see `--allow-origin`"
            raise RefusedError(HTTPStatus.FORBIDDEN, "foreign_origin", problem)

    def _knows(self, host: str) -> bool:
        if self._hosts is None:
            return True
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        return name in self._hosts or is_loopback(name)

    def _may_call(self, origin: str, host: str) -> bool:
        if "*" in self._origins or origin in self._origins:
            return True
        scheme, _, place = origin.partition("://")
        return scheme in _EXTENSIONS or (scheme in {"http", "https"} and place == host)


def is_loopback(host: str) -> bool:
    """Return True for `localhost` and its addresses.

    Example:
        >>> is_loopback("localhost"), is_loopback("127.0.0.1"), is_loopback("localhost.example")
        (True, True, False)
    """
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
