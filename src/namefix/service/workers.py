"""Processes that repair texts, each with the tables in memory: they take no time from the one that talks to clients."""

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
"""Of the last text, in the mean time that texts take."""

_FIRST_TEXT = "President Joblo met the mayor of Pariss."

_log = logging.getLogger(__name__)


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
            future = self._pool.submit(partial(_timed, job), seconds=self._seconds)
            async with asyncio.timeout(self._seconds):
                result, seconds = await asyncio.wrap_future(future)
        except TimeoutError as error:
            told = f"the text was not repaired within {self._seconds:g} seconds"
            raise RefusedError(
                HTTPStatus.GATEWAY_TIMEOUT, "too_slow", told, retry_after=math.ceil(self._seconds)
            ) from error
        except WorkerError as error:
            _log.error("%s", error)
            raise RefusedError(HTTPStatus.SERVICE_UNAVAILABLE, "worker_died", str(error), retry_after=1) from error
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
            self._keep(asyncio.to_thread(old.finish))

    def reload_soon(self) -> None:
        """Read the tables again while requests are answered; what is wrong with them is logged."""
        self._keep(self._reload_quietly())

    def _keep(self, work: Coroutine[Any, Any, None]) -> None:
        """Let something be done meanwhile; the loop itself would forget it."""
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _reload_quietly(self) -> None:
        with suppress(NamefixError):
            await self.reload()

    def close(self) -> None:
        """End the processes; texts that wait are given up."""
        self._pool.close()


def _start(config: Config, count: int) -> WorkerPool[NameFixer]:
    return WorkerPool(partial(_build, config), count)


def _build(config: Config) -> NameFixer:
    """Return a fixer that has loaded all that it needs, so that the first text takes no longer than others."""
    fixer = NameFixer.from_config(config)
    fixer.fix(_FIRST_TEXT)
    return fixer


def _timed(job: Callable[[NameFixer], T], fixer: NameFixer) -> tuple[T, float]:
    """Return what a job returns, and the seconds that it took."""
    start = time.monotonic()
    return job(fixer), time.monotonic() - start
