"""Running of an ASGI application: opening of the port, announcement of the URL, and shutdown."""

from __future__ import annotations

import signal
import socket
from collections.abc import Awaitable, Callable
from importlib.util import find_spec

from namefix.errors import ConfigError, MissingExtraError

Application = Callable[..., Awaitable[None]]
"""An ASGI application, such as one of FastAPI."""

_BACKLOG = 2048
"""Maximum number of connections that wait to be accepted."""

_HEAD_SECONDS = 10

GRACE = 20
"""Seconds to finish answers after the signal to stop."""


def need_extra(what: str, extra: str, *modules: str) -> None:
    """Check that an extra is installed, without importing it.

    Args:
        what: The feature that needs it.
        extra: The extra of namefix.
        modules: The modules of the extra.

    Raises:
        MissingExtraError: If a module is missing.
    """
    if any(find_spec(module) is None for module in modules):
        raise MissingExtraError(what, extra)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; connections wait until an application is served.

    Args:
        host: An address or host name; `127.0.0.1` accepts only connections from this machine.
        port: A port in [0, 65535]; 0 means any free one.

    Raises:
        ConfigError: If the port is in use or the host not available.

    Example:
        >>> with listen("127.0.0.1", 0) as listener:
        ...     url_of(listener)
        'http://127.0.0.1:...'
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        problem = error.strerror or error
        remedy = "choose another port (0 means any free one) or host"
        raise ConfigError(f"cannot listen on {host}, port {port}: {problem}; {remedy}") from error


def url_of(listener: socket.socket) -> str:
    """Return the URL of a listening socket."""
    host, port, *_ = listener.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(
    app: Application,
    listener: socket.socket,
    ready: Callable[[str], None],
    *,
    head_seconds: float = _HEAD_SECONDS,
    grace: int = GRACE,
    give_up: Callable[[], None] = lambda: None,
) -> None:
    """Serve an application until SIGTERM or SIGINT; active requests are finished within the grace.

    Args:
        app: The application.
        listener: A socket of `listen`, which is closed at the end.
        ready: Called with the URL when requests are accepted.
        head_seconds: Seconds for a client to send the head of a request before its connection is closed.
        grace: Seconds to finish answers after the signal.
        give_up: Called when the grace is over; must let the application finish its answers at once.
    """
    from namefix.service.http_server import HttpConfig, HttpServer

    config = HttpConfig(app, head_seconds=head_seconds, grace=grace)
    before = signal.signal(signal.SIGTERM, lambda *_: None)  # uvicorn raises it again when it ends
    try:
        HttpServer(config, lambda: ready(url_of(listener)), give_up).run(sockets=[listener])
    except KeyboardInterrupt:  # raised again for SIGINT
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
