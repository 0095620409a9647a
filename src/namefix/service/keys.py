"""The API key of the service, if it has one."""

from __future__ import annotations

import hmac
from http import HTTPStatus

from fastapi import Request
from fastapi.security import APIKeyHeader, HTTPBearer
from fastapi.security.utils import get_authorization_scheme_param

from namefix.service.refusals import RefusedError

SCHEMES = (HTTPBearer(auto_error=False), APIKeyHeader(name="X-API-Key", auto_error=False))
"""Ways to send a key, for the OpenAPI description."""


def key_of(request: Request) -> str | None:
    """Return the key in the headers of a request, or None."""
    scheme, key = get_authorization_scheme_param(request.headers.get("authorization"))
    return key if scheme.lower() == "bearer" else request.headers.get("x-api-key")


class KeyCheck:
    """Check of the API key.

    Args:
        key: The key; None allows all requests.
    """

    def __init__(self, key: str | None) -> None:
        self._key = key

    def __call__(self, request: Request) -> None:
        """Check the headers of a request, as a dependency of routes.

        Raises:
            RefusedError: 401 if the key is missing or wrong.
        """
        self.check(key_of(request))

    def check(self, given: str | None) -> None:
        """Check a key.

        Raises:
            RefusedError: 401 if it is missing or wrong.
        """
        if self._key is not None and not (given and hmac.compare_digest(given.encode(), self._key.encode())):
            problem = "the API key is missing or wrong; send it as `Authorization: Bearer KEY` or as `X-API-Key: KEY`"
            raise RefusedError(HTTPStatus.UNAUTHORIZED, "unauthorized", problem)

    def need_key(self) -> None:
        """Check that the service has a key.

        Raises:
            RefusedError: 403 if it has none.
        """
        if self._key is None:
            problem = "allowed only if the service has an API key; start it with one, or send SIGHUP to its process"
            raise RefusedError(HTTPStatus.FORBIDDEN, "needs_key", problem)
