from __future__ import annotations

import signal
import socket
import subprocess
import sys

import httpx
import pytest

from namefix.errors import ConfigError, MissingExtraError
from namefix.service.serving import listen, need_extra, url_of

HELLO = """
from namefix.service.serving import listen, serve

async def app(scope, receive, send):
    if scope["type"] == "http":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": b"hello"})

serve(app, listen("127.0.0.1", 0), lambda url: print(url, flush=True))
print("ended")
"""


def test_a_taken_port_is_told() -> None:
    with listen("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(ConfigError, match=f"cannot listen on 127.0.0.1, port {port}: Address already in use"):
            listen("127.0.0.1", port)


def test_an_address_of_another_machine_is_told() -> None:
    with pytest.raises(ConfigError, match=r"cannot listen on 192\.0\.2\.1, port 80: .*; choose another"):
        listen("192.0.2.1", 80)


@pytest.mark.skipif(not socket.has_ipv6, reason="needs IPv6")
def test_the_url_of_an_ipv6_address_has_brackets() -> None:
    try:
        listener = listen("::1", 0)
    except ConfigError:
        pytest.skip("this machine has no IPv6 address")
    with listener:
        assert url_of(listener) == f"http://[::1]:{listener.getsockname()[1]}"


@pytest.mark.parametrize("name", [signal.SIGTERM, signal.SIGINT])
def test_an_application_is_served_until_a_signal_comes(name: signal.Signals) -> None:
    with subprocess.Popen([sys.executable, "-c", HELLO], stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        url = process.stdout.readline().strip()
        assert httpx.get(url).text == "hello"
        process.send_signal(name)
        assert process.stdout.read() == "ended\n"
    assert process.returncode == 0


def test_an_extra_that_is_missing_is_told_with_the_command() -> None:
    need_extra("a service", "serve", "uvicorn")
    with pytest.raises(MissingExtraError, match=r"a service needs an extra; .* 'namefix\[serve\]'"):
        need_extra("a service", "serve", "uvicorn", "no_such_module")
