"""A service under load, faults and attacks: `python bench/soak.py BENCH_DIR [--minutes 10] [--clients 64]`.

First the clients send texts of dev to a quiet service for a fifth of the time; then 1 % of the requests are hostile, and workers
are killed and tables reloaded meanwhile; finally SIGTERM comes while hostile texts are in work. Every answer to a text must be
that of the library in this process or a documented refusal, every answer to a hostile request a documented one. Exits with 1 if
anything that is promised does not hold.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import math
import random
import re
import signal
import statistics
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from subprocess import PIPE, Popen
from threading import Thread
from urllib.parse import urlencode

import httpx
import psutil
from split import Split

from namefix.api import load

HOSTILE_SHARE = 0.01
SMALL = 2_000
"""Letters of a text whose time to answer is promised."""

LEAST = 100
"""Least small texts whose times say something; a machine that is too slow for the clients answers fewer."""

FACTOR = 3
"""Promised: 99 in 100 small texts are answered within this many times the time of a quiet service."""

GROWTH = 1.15
"""Tolerated memory of the last quarter relative to the first one."""

GRACE = 20
RELOAD_EVERY, KILL_EVERY = 45, 20
"""Seconds between reloads, and between kills of a worker."""

REFUSALS = frozenset({429, 503, 504})
"""Documented answers to a good text that is not repaired now; all of them carry Retry-After."""

JSON = {"Content-Type": "application/json"}
LINES = {"Content-Type": "application/x-ndjson"}
_random = random.Random(7)


def main() -> None:
    """Run everything and print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("bench", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--clients", type=int, default=64)
    options = parser.parse_args()
    texts = sorted({part for text in Split(options.bench / "dev").texts.values() for part in cut(text)})
    fixer = load()
    right = {text: json.loads(json.dumps(fixer.fix(text).to_dict())) for text in _random.sample(texts, 150)}
    with running() as (url, process):
        sys.exit(asyncio.run(soak(url, process, right, 60 * options.minutes, options.clients)))


def cut(text: str) -> Iterator[str]:
    """Yield the text and its paragraphs."""
    yield text
    yield from (part for part in text.split("\n") if len(part) > 40)


@contextmanager
def running() -> Iterator[tuple[str, psutil.Process]]:
    """Run a service with the bundled table and two workers."""
    code = "from namefix.cli.command_line import main; main()"
    command = [sys.executable, "-c", code, "serve", "--port", "0", "--workers", "2", "--grace-seconds", str(GRACE)]
    with Popen(command, stderr=PIPE, text=True) as popen:
        url = next(found.group() for line in popen.stderr if (found := re.search(r"http://[\d.:]+", line)))
        Thread(target=popen.stderr.read, daemon=True).start()  # what the log says must not fill the pipe
        try:
            yield url, psutil.Process(popen.pid)
        finally:
            popen.kill()


def strangers(letters: int) -> str:
    """Return invented capitalised names."""
    words = ("".join(_random.choices("aeioubkmnrstz", k=_random.randint(5, 9))).title() for _ in range(letters // 6))
    return " ".join(words)[:letters]


def body(text: str) -> bytes:
    """Return a request for `/fix`."""
    return json.dumps({"text": text}).encode()


SLOW = {200, *REFUSALS}


def repeated(unit: str) -> tuple[str, bytes, dict[str, str], set[int]]:
    """Return a text of a part that is repeated without an end."""
    return "/fix", body(unit * (99_000 // len(unit))), JSON, SLOW


def annotation() -> bytes:
    """Return a request of an add-on with thousands of pieces of text and markup."""
    parts = [{"text": "Mr Makron "}, {"markup": "<b>", "interpretAs": " "}] * 2_000
    return urlencode({"language": "en", "data": json.dumps({"annotation": parts})}).encode()


Hostile = Callable[[], tuple[str, bytes, dict[str, str], set[int]]]
HOSTILES: dict[str, Hostile] = {
    "100,000 letters of invented names": lambda: ("/fix", body(strangers(100_000)), JSON, SLOW),
    "9,000 letters of invented names": lambda: ("/fix", body(strangers(9_000)), JSON, SLOW),
    "100,000 letters in one word": lambda: ("/fix", body("A" * 100_000), JSON, SLOW),
    "addresses without an end": lambda: ("/fix", body("a." * 50_000), JSON, SLOW),
    "addresses for an add-on": lambda: ("/v2/check", b"language=en&text=" + b"a." * 50_000, {}, SLOW),
    **{
        f"{unit} without an end": partial(repeated, unit)
        for unit in (
            "<a",
            "<!--",
            "</",
            "<![CDATA[",
            "_a_",
            "[a](",
            "> ",
            "- ",
            "&#1",
            "<!ENTITY a '&a;'>",
            "Mr ",
            "O'",
            "a-",
            "a@",
        )
    },
    "a name with thousands of words": lambda: ("/fix", body("Ma-" * 3_000 + "kron " + "Van " * 5_000), JSON, SLOW),
    "a source of another text": lambda: (
        "/fix",
        json.dumps({"text": strangers(9_000), "source": "基尔斯塔默" * 8_000, "source_language": "zh"}).encode(),
        JSON,
        SLOW,
    ),
    "an annotation of many parts": lambda: ("/v2/check", annotation(), {}, SLOW),
    "half a letter": lambda: ("/fix", b'{"text": "\\ud800 Mr Makron"}', JSON, {200, 400, 422}),
    "not UTF-8": lambda: ("/fix", b'{"text": "Mr Makr\xff\xfe"}', JSON, {400, 422}),
    "not a text": lambda: ("/fix", b'{"text": 1e999}', JSON, {400, 422}),
    "a Word file": lambda: ("/fix", b"PK\x03\x04" + bytes(30_000), JSON, {400, 422}),
    "a long head": lambda: ("/fix", body("Makron"), JSON | {"X-Long": "a" * 60_000}, {200, 400, 431}),
    "a long path": lambda: ("/" + "a" * 8_000, body("Makron"), JSON, {400, 404, 414}),
    "another method": lambda: ("/metrics", body("Makron"), JSON, {405}),
    "invisible letters": lambda: ("/fix", body("Ma\u200bkron\u2028\u0000" * 9_000), JSON, SLOW),
    "too long": lambda: ("/fix", body("Makron " * 20_000), JSON, {413}),
    "too large": lambda: ("/fix", b" " * (3 << 20), JSON, {413}),
    "deep JSON": lambda: ("/fix", b"[" * 50_000, JSON, {400, 422}),
    "half a line": lambda: ("/fix_many", body("Mr Makron") + b'\n{"text": ', LINES, {400}),
    "a form": lambda: ("/fix", b"text=Makron", {"Content-Type": "application/x-www-form-urlencoded"}, {415}),
    "another page": lambda: ("/fix", body("Makron"), JSON | {"Origin": "https://evil.example"}, {403}),
    "another host": lambda: ("/fix", body("Makron"), JSON | {"Host": "evil.example"}, {421}),
    "reload without a key": lambda: ("/reload", b"", {}, {403}),
}


@dataclass
class Seen:
    """The answers of a phase."""

    statuses: Counter[int] = field(default_factory=Counter)
    hostile: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    small_seconds: list[float] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    bytes_: list[int] = field(default_factory=list)

    def p99(self) -> float:
        """Return the time within which 99 in 100 small texts were answered; NaN if nearly all were refused."""
        if len(self.small_seconds) < LEAST:
            return math.nan
        return statistics.quantiles(self.small_seconds, n=100, method="inclusive")[98]


async def soak(
    url: str, process: psutil.Process, right: dict[str, dict[str, object]], seconds: float, clients: int
) -> int:
    """Run the phases, print the figures and return the exit code."""
    await phase(url, right, clients, seconds / 20)  # warms it up
    quiet = await phase(url, right, clients, seconds / 5)
    faults = [asyncio.create_task(work) for work in (kill_workers(process), reload(process))]
    loaded = await phase(url, right, clients, seconds, hostile=HOSTILE_SHARE, process=process)
    for fault in faults:
        fault.cancel()
    await asyncio.wait(faults)
    loaded.wrong += [f"faults ended: {fault.exception()}" for fault in faults if not fault.cancelled()]
    figures = httpx.get(f"{url}/metrics", timeout=60).text
    took, code, endings = await end(url, process)

    ratio = loaded.p99() / quiet.p99()
    quarter = max(1, len(loaded.bytes_) // 4)
    growth = statistics.median(loaded.bytes_[-quarter:]) / statistics.median(loaded.bytes_[:quarter])
    print(f"quiet: {dict(quiet.statuses)}, small texts 99 in 100 within {quiet.p99():.2f} s")
    print(f"soak: {dict(loaded.statuses)}, small texts 99 in 100 within {loaded.p99():.2f} s, {ratio:.2f} times")
    print(f"hostile: {loaded.kinds.total()} of {len(loaded.kinds)} kinds of {len(HOSTILES)}: {dict(loaded.hostile)}")
    print(*re.findall(r"^namefix_(?:worker_ends|reloads)_total.*$", figures, re.MULTILINE), sep="\n")
    print(f"memory: {growth:.2f} times at the end; SIGTERM: code {code} after {took:.1f} s, answers {endings}")
    problems = [*quiet.wrong, *loaded.wrong]
    problems += [f"fewer than {LEAST} small texts were answered; use fewer --clients"] * math.isnan(ratio)
    problems += [f"small texts take {ratio:.1f} times as long"] * (ratio >= FACTOR)
    problems += [f"memory grew by {growth:.2f}"] * (growth > GROWTH)
    problems += [f"SIGTERM took {took:.1f} seconds, code {code}"] * (took > GRACE + 5 or code != 0)
    print(f"{len(problems)} broken promises", *problems[:20], sep="\n  ")
    return bool(problems)


async def phase(
    url: str,
    right: dict[str, dict[str, object]],
    clients: int,
    seconds: float,
    *,
    hostile: float = 0,
    process: psutil.Process | None = None,
) -> Seen:
    """Let each client send again as soon as it has an answer, or after the time that a refusal asks for."""
    seen, texts, until = Seen(), [*right], time.monotonic() + seconds

    async def client() -> None:
        while time.monotonic() < until:
            if _random.random() < hostile:
                await attack(http, seen)
                continue
            text = _random.choice(texts)
            begin = time.monotonic()
            try:
                answer = await http.post("/fix", content=body(text), headers=JSON)
            except httpx.HTTPError as error:
                seen.wrong.append(f"{type(error).__name__} for a text")
                continue
            seen.statuses[answer.status_code] += 1
            if answer.status_code == 200:
                if answer.json() != right[text]:
                    seen.wrong.append(f"a wrong answer for {text[:60]!r}")
                if len(text) < SMALL:
                    seen.small_seconds.append(time.monotonic() - begin)
            elif answer.status_code in REFUSALS and int(answer.headers.get("retry-after", 0)) >= 1:
                await asyncio.sleep(min(int(answer.headers["retry-after"]), max(0, until - time.monotonic())))
            else:
                seen.wrong.append(f"{answer.status_code} for a text: {answer.text[:100]}")

    async def weigh() -> None:
        while process and time.monotonic() < until:
            seen.bytes_.append(
                process.memory_info().rss + sum(rss_of(child) for child in process.children(recursive=True))
            )
            await asyncio.sleep(1)

    limits = httpx.Limits(max_connections=clients)
    async with httpx.AsyncClient(base_url=url, timeout=120, limits=limits) as http:
        await asyncio.gather(weigh(), *(client() for _ in range(clients)))
    return seen


def rss_of(process: psutil.Process) -> int:
    """Return the memory of a process, 0 if it has ended."""
    try:
        return process.memory_info().rss
    except psutil.NoSuchProcess:
        return 0


async def attack(http: httpx.AsyncClient, seen: Seen) -> None:
    """Send a hostile request, or leave before its answer."""
    name = _random.choice([*HOSTILES])
    seen.kinds[name] += 1
    path, content, headers, expected = HOSTILES[name]()
    try:
        answer = await http.post(path, content=content, headers=headers, timeout=_random.choice([1, 120]))
    except httpx.TimeoutException:
        seen.hostile["left"] += 1
        return
    except httpx.HTTPError as error:
        seen.wrong.append(f"{type(error).__name__} for {name}")
        return
    seen.hostile[str(answer.status_code)] += 1
    if answer.status_code not in expected | REFUSALS:
        seen.wrong.append(f"{answer.status_code} for {name}: {answer.text[:100]}")


async def kill_workers(process: psutil.Process) -> None:
    """Kill one worker after another."""
    while True:
        await asyncio.sleep(KILL_EVERY)
        if workers := workers_of(process):
            _random.choice(workers).kill()


def workers_of(process: psutil.Process) -> list[psutil.Process]:
    """Return the workers, which are forked from a server that the service has started."""
    with suppress(psutil.NoSuchProcess):  # one has ended meanwhile
        return [worker for child in process.children() for worker in child.children()]
    return []


async def reload(process: psutil.Process) -> None:
    """Reload the tables again and again."""
    while True:
        await asyncio.sleep(RELOAD_EVERY)
        process.send_signal(signal.SIGHUP)


async def end(url: str, process: psutil.Process) -> tuple[float, int, dict[int, int]]:
    """Stop the service while hostile texts are in work; return its seconds, exit code and last answers."""
    async with httpx.AsyncClient(base_url=url, timeout=120) as http:
        asked = [
            asyncio.create_task(http.post("/fix", content=body(strangers(100_000)), headers=JSON)) for _ in range(4)
        ]
        await asyncio.sleep(2)
        begin = time.monotonic()
        process.terminate()
        answers = Counter(answer.status_code for answer in await asyncio.gather(*asked))
        code = await asyncio.to_thread(process.wait, 120)
    return time.monotonic() - begin, code, dict(answers)


if __name__ == "__main__":
    main()
