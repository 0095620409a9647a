"""The configuration of uvicorn, with a callback on startup and a time limit for request heads."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable
from typing import Any

import h11
import uvicorn
from uvicorn.protocols.http.h11_impl import H11Protocol


class HttpConfig(uvicorn.Config):
    """The settings of uvicorn.

    Args:
        app: The application.
        head_seconds: Time limit in seconds from the start of a request or connection to the end of the headers.
        grace: Time in seconds to finish answers on shutdown.
    """

    def __init__(self, app: Callable[..., Awaitable[None]], *, head_seconds: float, grace: int) -> None:
        super().__init__(app, http=TimedProtocol, log_config=None, access_log=False, timeout_graceful_shutdown=grace)
        self.head_seconds = head_seconds


class HttpServer(uvicorn.Server):
    """A server that calls `ready` when it accepts requests."""

    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start the server."""
        await super().startup(sockets)
        self._ready()


class TimedProtocol(H11Protocol):
    """HTTP/1.1 with a time limit for the head of a request, which uvicorn does not have.

    Args:
        config: The settings, with the time limit.
        settings: Further settings of uvicorn for each connection.
    """

    def __init__(self, config: HttpConfig, **settings: Any) -> None:
        super().__init__(config, **settings)
        self._head_seconds = config.head_seconds
        self._head_timer: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn has it
        """Start the timer for the first request."""
        super().connection_made(transport)
        self._watch_head()

    def data_received(self, data: bytes) -> None:
        """Update the timer for the head of a request."""
        super().data_received(data)
        self._watch_head()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop the timer."""
        super().connection_lost(exc)
        self._stop_watching()

    def _watch_head(self) -> None:
        if self.conn.their_state is not h11.IDLE:
            self._stop_watching()
        elif self._head_timer is None:
            self._head_timer = self.loop.call_later(self._head_seconds, self.transport.close)

    def _stop_watching(self) -> None:
        if self._head_timer is not None:
            self._head_timer.cancel()
            self._head_timer = None
