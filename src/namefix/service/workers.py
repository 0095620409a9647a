"""Worker processes that repair texts, separate from the process that handles connections."""

from __future__ import annotations

import asyncio
import logging
import math
import time
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import partial
from http import HTTPStatus
from typing import Any, TypeVar

from namefix.config import Config
from namefix.errors import NamefixError, WorkerError
from namefix.pipeline import NameFixer
from namefix.service.refusals import RefusedError
from namefix.worker_pool import WorkerPool

T = TypeVar("T")

_WEIGHT_OF_LAST = 0.1
"""Weight of the last text in the running mean of durations."""

_FIRST_TEXT = "President Joblo met the mayor of Pariss."

_log = logging.getLogger(__name__)


class Workers:
    """A pool of worker processes, which is replaced when tables are reloaded.

    Args:
        config: The settings of the fixer in each process.
        count: The number of processes.
        seconds: Maximum seconds for waiting and processing of a text.

    Raises:
        NamefixError: If the tables cannot be read; the message lists all problems.
    """

    def __init__(self, config: Config, count: int, seconds: float) -> None:
        self.count = count
        self.problem: str | None = None
        """The error of the last reload, None if it succeeded."""
        self._config, self._seconds = config, seconds
        self._mean_seconds = 0.0
        self._pool = _start(config, count)
        self._reading = asyncio.Lock()
        self._tasks: set[asyncio.Task[None]] = set()

    async def run(self, job: Callable[[NameFixer], T]) -> T:
        """Run a job with the fixer of a worker and return its result; job and result must be picklable.

        Raises:
            RefusedError: 504 if it takes too long, 503 if the worker died.
        """
        try:
            future = self._pool.submit(partial(_timed, job), seconds=self._seconds)
            async with asyncio.timeout(self._seconds):
                result, seconds = await asyncio.wrap_future(future)
        except TimeoutError as error:
            problem = f"the text was not repaired within {self._seconds:g} seconds"
            raise RefusedError(
                HTTPStatus.GATEWAY_TIMEOUT, "too_slow", problem, retry_after=math.ceil(self._seconds)
            ) from error
        except WorkerError as error:
            _log.error("%s", error)
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "worker_died", str(error), retry_after=1) from error
        self._mean_seconds += _WEIGHT_OF_LAST * (seconds - self._mean_seconds)
        return result

    def seconds_for(self, texts: int) -> float:
        """Return the estimated seconds for a number of texts, by the mean duration of recent texts."""
        return texts * self._mean_seconds / self.count

    async def reload(self) -> None:
        """Reload the tables in new processes; the old processes finish their jobs.

        Raises:
            NamefixError: If the tables cannot be read; the old processes stay.
        """
        async with self._reading:
            try:
                pool = await asyncio.to_thread(_start, self._config, self.count)
            except NamefixError as error:
                self.problem = str(error)
                _log.error("reload failed, the old tables stay in use: %s", error)
                raise
            self._pool, old = pool, self._pool
            self.problem = None
            _log.info("tables reloaded")
            self._keep(asyncio.to_thread(old.finish))

    def reload_soon(self) -> None:
        """Reload the tables in the background; errors are logged."""
        self._keep(self._reload_quietly())

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Run a coroutine in the background, with a reference that prevents its garbage collection."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _reload_quietly(self) -> None:
        with suppress(NamefixError):
            await self.reload()

    def close(self) -> None:
        """End the processes; waiting texts are cancelled."""
        self._pool.close()


def _start(config: Config, count: int) -> WorkerPool[NameFixer]:
    return WorkerPool(partial(_build, config), count)


def _build(config: Config) -> NameFixer:
    """Return a fixer that has loaded everything, so that the first text is not slower than others."""
    fixer = NameFixer.from_config(config)
    fixer.fix(_FIRST_TEXT)
    return fixer


def _timed(job: Callable[[NameFixer], T], fixer: NameFixer) -> tuple[T, float]:
    """Return the result of a job and its duration in seconds."""
    start = time.monotonic()
    return job(fixer), time.monotonic() - start
