"""Throughput of the service compared to the library: `python bench/service.py [--seconds 10] [--rounds 3]`.

1, 8 and 64 clients send examples/article.txt to `POST /fix`, each again as soon as it has an answer, alternating with the
library in one process. All use the same article repeatedly, whose paragraphs NER processes only once, and articles with new
paragraphs. Ratios are medians of the rounds. `threads` is the same service with threads instead of processes. Finally, 8
clients continue while others send harmful requests.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import psutil

from namefix.api import load
from namefix.service.application import make_application
from namefix.service.limits import Limits
from namefix.service.serving import listen, serve
from namefix.service.workers import Finished

ARTICLE = (Path(__file__).parents[1] / "examples" / "article.txt").read_text(encoding="utf-8")
CLIENTS = (1, 8, 64)
SERVICES = {
    "1 worker": ["serve", "--workers", "1"],
    "2 workers": ["serve", "--workers", "2"],
    "2 threads": ["threads", "2"],
}
DISTURBED = "2 workers"
REFUSALS = frozenset({429, 503, 504})
"""Statuses of an overloaded service."""

SLOW_CONNECTIONS = 500
_numbers = count(os.getpid() * 1_000_000)


def same() -> str:
    """Return the article."""
    return ARTICLE


def new() -> str:
    """Return the article with new paragraphs."""
    number = next(_numbers)
    return re.sub(r"(?<=\S)$", f" ({number})", ARTICLE, flags=re.MULTILINE)


TEXTS: dict[str, Callable[[], str]] = {"the same article": same, "new articles": new}


def main() -> None:
    """Print the ratios, or run one part for another process of this script."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=10, help="of each measurement")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--library", choices=TEXTS, help=argparse.SUPPRESS)
    parser.add_argument("--threads", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.library:
        print(json.dumps(time_library(TEXTS[options.library], options.seconds)))
    elif options.threads:
        serve_with_threads(options.threads)
    else:
        measure(options.seconds, options.rounds)


def measure(seconds: float, rounds: int) -> None:
    """Print everything."""
    for kind, make in TEXTS.items():
        runs: dict[tuple[str, int], list[Run]] = {}
        for _ in range(rounds):
            library = library_alone(kind, seconds)
            for name, command in SERVICES.items():
                with running(command) as service:
                    warm_up(service)
                    for clients in CLIENTS:
                        run = asyncio.run(ask(service, clients, make, seconds))
                        runs.setdefault((name, clients), []).append(run.beside(library))
        show(kind, runs)
    with running(SERVICES[DISTURBED]) as service:
        show_disturbed(service, seconds, rounds)


@dataclass
class Run:
    """The results of a period of requests; `beside` divides times and rates by those of the library."""

    statuses: Counter[int]
    rate: float
    seconds: list[float]
    health_seconds: list[float]
    front_cpu: float
    cpu: float
    errors: Counter[str]

    def beside(self, library: dict[str, float]) -> Run:
        """Return the results relative to those of the library."""
        return Run(
            self.statuses,
            self.rate * library["wall"],
            [seconds / library["wall"] for seconds in self.seconds],
            [seconds / library["wall"] for seconds in self.health_seconds],
            self.front_cpu / library["cpu"],
            self.cpu / library["cpu"],
            self.errors,
        )


def quantile(seconds: list[float], share: float) -> float:
    """Return a quantile of the times."""
    return statistics.quantiles(seconds, n=100, method="inclusive")[round(100 * share) - 1]


def show(kind: str, runs: dict[tuple[str, int], list[Run]]) -> None:
    """Print a table."""
    print(f"\n{kind}: in units of the library alone in one process")
    columns = "".join(f"{column:>11}" for column in ("texts/s", "median", "99 in 100", "/health", "processor", "front"))
    print(f"{'':12}{'clients':>8}{columns}   answers")
    for (name, clients), several in runs.items():
        rows = [
            (
                run.rate,
                quantile(run.seconds, 0.5),
                quantile(run.seconds, 0.99),
                quantile(run.health_seconds, 0.99),
                run.cpu,
                run.front_cpu,
            )
            for run in several
        ]
        figures = "".join(f"{statistics.median(figures):11.3f}" for figures in zip(*rows, strict=True))
        told = " ".join(f"{status}: {number}" for status, number in sum_of(several).items())
        print(f"{name:12}{clients:8}{figures}   {told}", flush=True)


def sum_of(runs: list[Run]) -> Counter[int | str]:
    """Return the counts of statuses and connection errors."""
    total: Counter[int | str] = Counter()
    for run in runs:
        total.update(run.statuses)
        total.update(run.errors)
    return total


def library_alone(kind: str, seconds: float) -> dict[str, float]:
    """Measure the library in a separate process."""
    command = [sys.executable, __file__, "--library", kind, "--seconds", str(seconds)]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)


def time_library(make: Callable[[], str], seconds: float) -> dict[str, float]:
    """Return the wall-clock and processor time of a text."""
    fixer = load()
    fixer.fix(ARTICLE)
    start, start_cpu, texts = time.monotonic(), time.process_time(), 0
    while time.monotonic() < start + seconds:
        fixer.fix(make())
        texts += 1
    return {"wall": (time.monotonic() - start) / texts, "cpu": (time.process_time() - start_cpu) / texts}


@dataclass
class Service:
    """A running service."""

    url: str
    process: psutil.Process

    @property
    def port(self) -> int:
        """The URL of the service."""
        return int(self.url.rpartition(":")[2])

    def cpu(self) -> tuple[float, float]:
        """Return the processor seconds of the process that handles connections, and of all processes."""
        front = sum(self.process.cpu_times()[:2])
        return front, front + sum(sum(child.cpu_times()[:2]) for child in self.process.children())


@contextmanager
def running(command: list[str]) -> Iterator[Service]:
    """Run a service until the end of the block."""
    first, *others = command
    own = [sys.executable, __file__, "--threads", *others]
    ours = [sys.executable, "-c", "from namefix.cli.command_line import main; main()", *command, "--port", "0"]
    with subprocess.Popen(own if first == "threads" else ours, stderr=subprocess.PIPE, text=True) as process:
        url = next(found.group() for line in process.stderr if (found := re.search(r"http://[\d.:]+", line)))
        try:
            yield Service(url, psutil.Process(process.pid))
        finally:
            process.terminate()


def warm_up(service: Service) -> None:
    """Process the article in every worker."""
    with ThreadPoolExecutor() as pool, httpx.Client(base_url=service.url, timeout=60) as http:
        for _ in range(3):
            list(pool.map(lambda _: http.post("/fix", json={"text": ARTICLE}), range(4)))


async def ask(service: Service, clients: int, make: Callable[[], str], seconds: float) -> Run:
    """Send requests for a period; each client sends again after an answer, or after the requested delay if refused."""
    statuses: Counter[int] = Counter()
    errors: Counter[str] = Counter()
    took: list[float] = []
    pings: list[float] = []

    async def ping(http: httpx.AsyncClient) -> None:
        while (begin := time.monotonic()) < start + seconds:
            await http.get("/health")
            pings.append(time.monotonic() - begin)
            await asyncio.sleep(0.05)

    async def client(http: httpx.AsyncClient) -> None:
        while (begin := time.monotonic()) < start + seconds:
            try:
                answer = await http.post("/fix", json={"text": make()})
            except httpx.HTTPError as error:
                errors[type(error).__name__] += 1
                continue
            statuses[answer.status_code] += 1
            if answer.status_code in REFUSALS:
                await asyncio.sleep(min(int(answer.headers["retry-after"]), start + seconds - begin))
            else:
                took.append(time.monotonic() - begin)

    async with httpx.AsyncClient(
        base_url=service.url, timeout=60, limits=httpx.Limits(max_connections=clients + 1)
    ) as http:
        front, all_cpu = service.cpu()
        start = time.monotonic()
        await asyncio.gather(ping(http), *(client(http) for _ in range(clients)))
    texts = len(took)
    front_after, all_after = service.cpu()
    took_all = time.monotonic() - start
    cpu, front_cpu = (all_after - all_cpu) / texts, (front_after - front) / texts
    return Run(statuses, texts / took_all, took, pings, front_cpu, cpu, errors)


def show_disturbed(service: Service, seconds: float, rounds: int) -> None:
    """Print the results of 8 clients while others send harmful requests, relative to those without."""
    print(f"\n8 clients, {DISTURBED}, the same article: in units of 8 clients alone")
    print(f"{'':44}{'texts/s':>10}{'99 in 100':>11}   answers")
    ratios: dict[str, list[tuple[float, float]]] = {}
    seen: dict[str, Counter[int | str]] = {}
    for _ in range(rounds):
        alone = asyncio.run(ask(service, 8, same, seconds))
        for name, disturb in DISTURBANCES.items():
            run = asyncio.run(disturbed(service, disturb, seconds))
            ratios.setdefault(name, []).append(
                (run.rate / alone.rate, quantile(run.seconds, 0.99) / quantile(alone.seconds, 0.99))
            )
            seen.setdefault(name, Counter()).update(sum_of([run]))
    for name, pairs in ratios.items():
        rate, most = (statistics.median(figures) for figures in zip(*pairs, strict=True))
        told = " ".join(f"{status}: {number}" for status, number in seen[name].items())
        print(f"{name:44}{rate:10.2f}{most:11.2f}   {told}", flush=True)
    health = httpx.get(f"{service.url}/health/ready").json()
    print(f"healthy afterwards: {health['status']}, requests in work: {health['requests_in_work']}")


async def disturbed(service: Service, disturb: Callable[[Service], Any], seconds: float) -> Run:
    """Send requests by 8 clients while others disturb."""
    async with disturb(service):
        return await ask(service, 8, same, seconds)


@asynccontextmanager
async def slow_connections(service: Service) -> AsyncIterator[None]:
    """Keep connections open that send one byte a second of a request, and reopen closed ones."""

    async def connection() -> None:
        while True:
            _, writer = await asyncio.open_connection("127.0.0.1", service.port)
            try:
                for letter in b"POST /fix HTTP/1.1\r\nHost: x\r\n" + b"x" * 1000:
                    writer.write(bytes([letter]))
                    await writer.drain()
                    await asyncio.sleep(1)
            except ConnectionError:
                pass  # closed by the service, as it should be
            finally:
                writer.close()

    tasks = [asyncio.create_task(connection()) for _ in range(SLOW_CONNECTIONS)]
    await asyncio.sleep(1)
    yield
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def sender(body: bytes, wanted: int) -> Callable[[Service], Any]:
    """Return a coroutine function that sends a wrong body ten times a second on 8 connections, and expects refusals."""

    @asynccontextmanager
    async def send(service: Service) -> AsyncIterator[None]:
        async def client(http: httpx.AsyncClient) -> None:
            while True:
                answer = await http.post("/fix", content=body, headers={"Content-Type": "application/json"})
                assert answer.status_code == wanted, answer
                await asyncio.sleep(0.1)

        async with httpx.AsyncClient(base_url=service.url, timeout=60) as http:
            tasks = [asyncio.create_task(client(http)) for _ in range(8)]
            yield
            for task in tasks:
                task.cancel()
            for error in await asyncio.gather(*tasks, return_exceptions=True):
                if not isinstance(error, asyncio.CancelledError):
                    raise error

    return send


DISTURBANCES = {
    f"{SLOW_CONNECTIONS} connections that send a byte a second": slow_connections,
    "80 bodies a second over the limit": sender(b" " * (Limits().body + 1), 413),
    "80 bodies a second of malformed JSON": sender(b'{"text": "Mr Mak', 400),
}


class Threads:
    """Replacement of `Workers` by threads of the process that handles connections."""

    problem = None
    waiting = abandoned = 0

    def __init__(self, number: int) -> None:
        self.count = self.able = number
        self.ends: Counter[str] = Counter()
        self.reloads: Counter[str] = Counter()
        self._fixer, self._pool = load(), ThreadPoolExecutor(number)

    def expected_wait(self) -> float:
        """Return 0, so that nothing is refused."""
        return 0

    async def run(self, job: Callable[[Any], Any], **_: object) -> Finished[Any]:
        """Run a job."""
        result = await asyncio.get_running_loop().run_in_executor(self._pool, job, self._fixer)
        return Finished(result, 0, 0)


def serve_with_threads(number: int) -> None:
    """Serve with threads instead of processes."""
    app = make_application(Threads(number), Limits())
    serve(app, listen("127.0.0.1", 0), lambda url: print(url, file=sys.stderr, flush=True))


if __name__ == "__main__":
    main()
