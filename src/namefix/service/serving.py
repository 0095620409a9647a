"""How an ASGI application of namefix gets its port, says where it is found, and ends; used by every command that serves one."""

from __future__ import annotations

import signal
import socket
from collections.abc import Awaitable, Callable
from importlib.util import find_spec

from namefix.errors import ConfigError, MissingExtraError

Application = Callable[..., Awaitable[None]]
"""An ASGI application, such as one of FastAPI."""

_BACKLOG = 2048
"""Connections that wait in the system until they are accepted."""

_HEAD_SECONDS = 10

_GRACE = 30
"""Seconds that answers get to be finished after the signal."""


def need_extra(what: str, extra: str, *modules: str) -> None:
    """Make sure that an extra is installed, before anything is loaded.

    Args:
        what: What needs it.
        extra: The extra of namefix that brings the modules.
        modules: What is imported of it.

    Raises:
        MissingExtraError: If one of them is missing; names the command that installs it.
    """
    if any(find_spec(module) is None for module in modules):
        raise MissingExtraError(what, extra)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens; connections wait in it until an application is served.

    Args:
        host: An address or a name; `127.0.0.1` is reached from this machine alone.
        port: In [0, 65535]; 0 takes any free one.

    Raises:
        ConfigError: If nothing can listen there, as where the port is taken.

    Example:
        >>> with listen("127.0.0.1", 0) as listener:
        ...     url_of(listener)
        'http://127.0.0.1:...'
    """
    try:
        family, *_, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        return socket.create_server(address[:2], family=family, backlog=_BACKLOG)
    except OSError as error:
        why = error.strerror or error
        remedy = "choose another port (0 takes any free one) or host"
        raise ConfigError(f"cannot listen at {host}, port {port}: {why}; {remedy}") from error


def url_of(listener: socket.socket) -> str:
    """Return the address of what listens, for a browser."""
    host, port, *_ = listener.getsockname()
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def serve(
    app: Application, listener: socket.socket, ready: Callable[[str], None], *, head_seconds: float = _HEAD_SECONDS
) -> None:
    """Serve an application until SIGTERM or SIGINT comes; requests that are being answered then are finished.

    Args:
        app: The application.
        listener: What `listen` returned; it is closed at the end.
        ready: Called with the URL once requests are answered.
        head_seconds: How long a client may take to send the head of a request; then its connection is closed.
    """
    from namefix.service.http_server import HttpConfig, HttpServer

    config = HttpConfig(app, head_seconds=head_seconds, grace=_GRACE)
    before = signal.signal(signal.SIGTERM, lambda *_: None)  # which uvicorn raises again at its end
    try:
        HttpServer(config, lambda: ready(url_of(listener))).run(sockets=[listener])
    except KeyboardInterrupt:  # the same for SIGINT: to end is what was asked for
        pass
    finally:
        signal.signal(signal.SIGTERM, before)
