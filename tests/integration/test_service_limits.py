"""What a service does with too much, with clients that are slow, and when its processes end."""

from __future__ import annotations

import json
import random
import re
import signal
import socket
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from pathlib import Path

import httpx
import psutil
import pytest
from tests.integration.running_service import PATIENCE, Service, running
from tests.processes import workers_of

TEXT = {"text": "Mr Makron left."}
_RANDOM = random.Random(1)  # noqa: S311 - any names will do
STRANGERS = " ".join("".join(_RANDOM.choices("aeioubkmnrstz", k=6)).title() for _ in range(3000))
"""A text of nothing but unknown names, which takes seconds."""


@pytest.fixture(scope="module")
def service(served_table: Path) -> Iterator[Service]:
    limits = ("--max-requests", "3", "--max-of-one", "2", "--client-seconds", "1")
    with running("--table", served_table, "--workers", "1", *limits) as service:
        yield service


def fix(url: str, body: dict[str, str], address: str = "127.0.0.1") -> httpx.Response:
    """Ask from an address of this machine."""
    with httpx.Client(transport=httpx.HTTPTransport(local_address=address), timeout=PATIENCE) as client:
        return client.post(f"{url}/fix", json=body)


def wait_until(is_so: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def ready(url: str) -> httpx.Response:
    return httpx.get(f"{url}/health/ready", timeout=PATIENCE)


def in_work(url: str) -> int:
    return int(httpx.get(f"{url}/health", timeout=PATIENCE).json()["requests_in_work"])


def figure(service: Service, name: str) -> float:
    [line] = re.findall(
        rf"^{re.escape(name)} (\S+)$", httpx.get(f"{service.url}/metrics", timeout=PATIENCE).text, re.MULTILINE
    )
    return float(line)


def is_healthy(url: str) -> bool:
    return fix(url, TEXT).json()["text"] == "Mr Macron left."


class TestAdmission:
    def test_too_many_requests_are_refused_with_the_time_to_wait(self, service: Service) -> None:
        with ThreadPoolExecutor() as pool:
            answers: list[Future[httpx.Response]] = []
            for address in ("127.0.0.1", "127.0.0.1", "127.0.0.2"):
                answers.append(pool.submit(fix, service.url, {"text": STRANGERS}, address))
                wait_until(lambda: in_work(service.url) == len(answers))
                if len(answers) == 2:
                    refused = fix(service.url, TEXT)
                    assert (refused.status_code, refused.json()["error"]["code"]) == (429, "too_many")
                    assert int(refused.headers["retry-after"]) >= 1
            refused = fix(service.url, TEXT, "127.0.0.3")
            assert (refused.status_code, refused.json()["error"]["code"]) == (503, "busy")
            assert int(refused.headers["retry-after"]) >= 1
            assert {answer.result().status_code for answer in answers} == {200}
        assert is_healthy(service.url)

    def test_a_text_that_takes_too_long_is_given_up(self, served_table: Path) -> None:
        with running("--table", served_table, "--workers", "1", "--max-seconds", "0.2") as hasty:
            refused = fix(hasty.url, {"text": STRANGERS})
            assert (refused.status_code, refused.json()["error"]["code"]) == (504, "too_slow")
            assert int(refused.headers["retry-after"]) >= 1
            wait_until(lambda: fix(hasty.url, TEXT).status_code == 200)


class TestSlowClients:
    HEAD = b"POST /fix HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 900\r\n"

    @pytest.mark.parametrize("begin", [HEAD, HEAD + b"\r\n{"], ids=["head", "body"])
    def test_500_connections_that_send_a_byte_a_second_change_nothing_for_others(
        self, service: Service, begin: bytes
    ) -> None:
        with ExitStack() as stack:
            slow = [stack.enter_context(socket.create_connection(("127.0.0.1", service.port))) for _ in range(500)]
            for connection in slow:
                connection.sendall(begin)
            for connection in slow:
                connection.sendall(b"x")
            assert is_healthy(service.url)
            assert in_work(service.url) == 0
            for connection in slow:
                connection.settimeout(PATIENCE)
                answer = connection.recv(4096)
                assert answer == b"" or answer.startswith(b"HTTP/1.1 408 ")
        assert is_healthy(service.url)

    def test_a_connection_that_is_kept_for_more_requests_may_be_idle_between_them(self, service: Service) -> None:
        kept = httpx.Limits(keepalive_expiry=None)
        with httpx.Client(base_url=service.url, timeout=PATIENCE, limits=kept) as client:
            first = client.get("/health").extensions["network_stream"].get_extra_info("client_addr")
            time.sleep(6)  # uvicorn's own limit is 5
            second = client.get("/health").extensions["network_stream"].get_extra_info("client_addr")
        assert first == second

    def test_a_client_that_does_not_take_its_answer_loses_it(self, service: Service) -> None:
        lines = json.dumps({"text": "Mr Makron left. " * 200}).encode() + b"\n"
        lines *= (16 << 20) // len(lines)
        head = b"POST /fix_many HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-ndjson\r\nContent-Length: %d\r\n\r\n"
        head %= len(lines)
        with socket.create_connection(("127.0.0.1", service.port)) as connection:
            connection.sendall(head + lines)
            wait_until(lambda: in_work(service.url) == 1)
            wait_until(lambda: in_work(service.url) == 0)
        assert is_healthy(service.url)

    def test_a_client_that_has_gone_takes_no_place(self, service: Service) -> None:
        body = json.dumps({"text": STRANGERS}).encode()
        head = (
            b"POST /fix HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
            % len(body)
        )
        texts = figure(service, "namefix_texts_total")
        with ExitStack() as stack:
            for _ in range(2):
                stack.enter_context(socket.create_connection(("127.0.0.1", service.port))).sendall(head + body)
            wait_until(lambda: in_work(service.url) == 2)
        wait_until(lambda: in_work(service.url) == 0)
        assert is_healthy(service.url)
        assert figure(service, "namefix_texts_total") == texts + 1

    def test_a_client_that_asks_first_need_not_send_what_is_too_large(self, service: Service) -> None:
        head = b"POST /fix HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999\r\nExpect: 100-continue\r\n\r\n"
        with socket.create_connection(("127.0.0.1", service.port)) as connection:
            connection.sendall(head)
            assert connection.recv(4096).startswith(b"HTTP/1.1 413 ")

    def test_what_is_no_http_is_refused(self, service: Service) -> None:
        with socket.create_connection(("127.0.0.1", service.port)) as connection:
            connection.sendall(b"\x16\x03\x01 hello\r\n\r\n")
            assert connection.recv(4096).startswith(b"HTTP/1.1 400 ")
        assert is_healthy(service.url)


def has_failed(service: Service) -> bool:
    """Return whether the last reload failed because a worker was killed."""
    return "SIGKILL" in (ready(service.url).json()["reload_problem"] or "")


class TestProcesses:
    def test_a_worker_that_died_is_replaced(self, served_table: Path) -> None:
        with running("--table", served_table, "--workers", "1") as service:
            [idle] = workers_of(service.process.pid)
            idle.kill()
            wait_until(lambda: not idle.is_running())
            wait_until(lambda: ready(service.url).status_code == 200)
            assert is_healthy(service.url)
            [busy] = workers_of(service.process.pid)
            with ThreadPoolExecutor() as pool:
                answer = pool.submit(fix, service.url, {"text": STRANGERS})
                wait_until(lambda: in_work(service.url) == 1)
                busy.kill()
                refused = answer.result()
            assert (refused.status_code, refused.json()["error"]["code"]) == (503, "worker_died")
            assert is_healthy(service.url)
            assert figure(service, 'namefix_worker_ends_total{reason="SIGKILL"}') == 2

    def test_a_worker_that_dies_while_it_reads_leaves_the_old_tables(self, served_table: Path) -> None:
        with running("--table", served_table, "--workers", "2") as service:
            for succeeded in range(5):  # a worker may have read its tables before it is killed
                old = workers_of(service.process.pid)
                service.process.send_signal(signal.SIGHUP)
                wait_until(lambda old=old: len(workers_of(service.process.pid)) == len(old) + 2)
                [_, second] = [worker for worker in workers_of(service.process.pid) if worker not in old]
                second.kill()
                wait_until(
                    lambda succeeded=succeeded: (
                        has_failed(service) or figure(service, 'namefix_reloads_total{result="succeeded"}') > succeeded
                    )
                )
                if has_failed(service):
                    break
            assert {worker.pid for worker in workers_of(service.process.pid)} == {worker.pid for worker in old}
            assert is_healthy(service.url)
            assert figure(service, 'namefix_reloads_total{result="failed"}') == 1
            service.process.send_signal(signal.SIGHUP)
            wait_until(lambda: figure(service, 'namefix_reloads_total{result="succeeded"}') == succeeded + 1)
            assert is_healthy(service.url)

    def test_a_service_without_workers_is_alive_but_not_ready(self, served_table: Path) -> None:
        with running("--table", served_table, "--workers", "1") as service:
            [worker] = workers_of(service.process.pid)
            worker.kill()
            wait_until(lambda: ready(service.url).status_code == 503)
            assert httpx.get(f"{service.url}/health/live", timeout=PATIENCE).status_code == 200
            wait_until(lambda: ready(service.url).status_code == 200)
            assert is_healthy(service.url)

    def test_a_text_that_takes_too_long_is_given_up_when_the_grace_is_over(self, served_table: Path) -> None:
        with (
            running("--table", served_table, "--workers", "2", "--grace-seconds", "1") as service,
            ThreadPoolExecutor() as pool,
        ):
            answers = [pool.submit(fix, service.url, {"text": STRANGERS * 4}) for _ in range(2)]
            wait_until(lambda: in_work(service.url) == 2)
            service.process.terminate()
            refused = [answer.result() for answer in answers]
            assert [answer.status_code for answer in refused] == [503, 503]
            assert service.process.wait(PATIENCE) == 0

    def test_a_hangup_reads_the_tables_again_and_no_request_is_lost(self, served_table: Path) -> None:
        before = served_table.read_text(encoding="utf-8")
        try:
            with running("--table", served_table, "--workers", "1") as service:
                served_table.write_text(before.replace("Makron|", "Makron|Qwrtz|"), encoding="utf-8")
                service.process.send_signal(signal.SIGHUP)
                wait_until(lambda: fix(service.url, {"text": "Mr Qwrtz left."}).json()["text"] == "Mr Macron left.")
                served_table.write_text("id,kind\n", encoding="utf-8")
                service.process.send_signal(signal.SIGHUP)
                wait_until(
                    lambda: httpx.get(f"{service.url}/health", timeout=PATIENCE).json()["reload_problem"] is not None
                )
                assert fix(service.url, {"text": "Mr Qwrtz left."}).json()["text"] == "Mr Macron left."
        finally:
            served_table.write_text(before, encoding="utf-8")

    def test_an_answer_is_finished_before_the_service_ends(self, served_table: Path) -> None:
        with running("--table", served_table, "--workers", "1") as service, ThreadPoolExecutor() as pool:
            answer = pool.submit(fix, service.url, {"text": STRANGERS})
            wait_until(lambda: in_work(service.url) == 1)
            service.process.terminate()
            assert answer.result().status_code == 200
            assert service.process.wait(PATIENCE) == 0

    def test_workers_end_with_a_service_that_was_killed(self, served_table: Path) -> None:
        with running("--table", served_table, "--workers", "2", exit_code=-signal.SIGKILL) as service:
            workers = workers_of(service.process.pid)
            assert len(workers) == 2
            service.process.kill()
        assert psutil.wait_procs(workers, PATIENCE)[1] == []
