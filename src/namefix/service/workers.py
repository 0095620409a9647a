"""Processes that repair texts, each with the tables in memory: they take no time from the one that talks to clients."""

from __future__ import annotations

import asyncio
import logging
import math
import os
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from http import HTTPStatus
from multiprocessing import connection, get_context, parent_process
from multiprocessing.synchronize import Barrier
from typing import TypeVar

from namefix.config import Config
from namefix.errors import NamefixError
from namefix.pipeline import NameFixer
from namefix.service.refusals import RefusedError

T = TypeVar("T")

_WEIGHT_OF_LAST = 0.1
"""Of the last text, in the mean time that texts take."""

_log = logging.getLogger(__name__)
_DIED = "a worker process died while it read the tables; the log of the service says why"


class Workers:
    """A number of worker processes, replaced all at once when tables are read again.

    Args:
        config: What each process builds its fixer from.
        count: How many there are.
        seconds: How long a text may wait and be worked on.

    Raises:
        NamefixError: If the tables cannot be read; says all that is wrong with them.
    """

    def __init__(self, config: Config, count: int, seconds: float) -> None:
        self.count = count
        self.problem: str | None = None
        """Why the tables were not read again the last time somebody asked for it; None if they were."""
        self._config, self._seconds = config, seconds
        self._mean_seconds = 0.0
        self._pool = _start(config, count)
        self._reading = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, job: Callable[[NameFixer], T]) -> T:
        """Return what a worker returns that does a job with its fixer; the job goes to another process, and so must pickle.

        Raises:
            RefusedError: 504 if it takes too long, 503 if the worker died.
        """
        try:
            future = self._pool.submit(_work, job)
            async with asyncio.timeout(self._seconds):
                result, seconds = await asyncio.wrap_future(future)
        except TimeoutError as error:
            told = f"the text was not repaired within {self._seconds:g} seconds"
            raise RefusedError(
                HTTPStatus.GATEWAY_TIMEOUT, "too_slow", told, retry_after=math.ceil(self._seconds)
            ) from error
        except BrokenProcessPool as error:
            if not self._tasks:
                _log.error("a worker process died; new ones are being started")
                self.reload_soon()
            told = "a worker process died; new ones are being started"
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "worker_died", told, retry_after=1) from error
        self._mean_seconds += _WEIGHT_OF_LAST * (seconds - self._mean_seconds)
        return result

    def seconds_for(self, texts: int) -> float:
        """Return how long the workers will be busy with so many texts, if they take as long as the last ones did."""
        return texts * self._mean_seconds / self.count

    async def reload(self) -> None:
        """Read the tables again, in new processes; what is being worked on is finished by the old ones.

        Raises:
            NamefixError: If they cannot be read; the old ones stay.
        """
        async with self._reading:
            try:
                pool = await asyncio.to_thread(_start, self._config, self.count)
            except NamefixError as error:
                self.problem = str(error)
                _log.error("tables not read again, the old ones stay: %s", error)
                raise
            self._pool, old = pool, self._pool
            self.problem = None
            _log.info("tables read again")
            old.shutdown(wait=False)

    def reload_soon(self) -> None:
        """Read the tables again while requests are answered; what is wrong with them is logged."""
        task = asyncio.get_running_loop().create_task(self._reload_quietly())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _reload_quietly(self) -> None:
        with suppress(NamefixError):
            await self.reload()

    def close(self) -> None:
        """End the processes; texts that wait are given up."""
        self._pool.shutdown(cancel_futures=True)


def _start(config: Config, count: int) -> ProcessPoolExecutor:
    """Return a pool of processes that have all read the tables."""
    context = get_context("spawn")
    pool = ProcessPoolExecutor(count, context, _load, (config, context.Barrier(count)))
    try:
        loading: list[Future[str | None]] = [pool.submit(_problem_of_loading) for _ in range(count)]
        problem = next((problem for future in loading if (problem := future.result())), None)
    except BrokenProcessPool as error:
        raise NamefixError(_DIED) from error
    if problem:
        pool.shutdown()
        raise NamefixError(problem)
    return pool


_fixer: NameFixer | None = None
_problem: str | None = None


def _load(config: Config, all_loaded: Barrier) -> None:
    """Read the tables; what is wrong with them is told by the first job, as an error here would only end the process."""
    for name in {"SIGINT", "SIGHUP"} & {known.name for known in signal.Signals}:  # the main process ends its workers
        signal.signal(signal.Signals[name], signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    global _fixer, _problem  # noqa: PLW0603 - a worker process has one fixer for its life
    try:
        _fixer = NameFixer.from_config(config)
    except NamefixError as error:
        _problem = str(error)
    all_loaded.wait()


def _end_with_parent() -> None:
    """End this process when the main one was killed, which could not end it."""
    if parent := parent_process():
        connection.wait([parent.sentinel])
        os._exit(1)


def _problem_of_loading() -> str | None:
    return _problem


def _work(job: Callable[[NameFixer], T]) -> tuple[T, float]:
    """Return what a job returns, and how many seconds it took."""
    if _fixer is None:
        raise RuntimeError("the worker process has not read the tables")
    start = time.monotonic()
    return job(_fixer), time.monotonic() - start
